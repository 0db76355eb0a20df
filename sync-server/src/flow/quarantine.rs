//! Quarantine (隔离区): uploads that were not admitted wait here for a supervisor, byte for byte, for ever.
//!
//! Accepting is admitting as of now: what may be set aside is who handed it in (a revoked tablet), never what it
//! writes. Invariant: a judgement is a leaf of the log, and no upload is changed or deleted by it.

use super::log::Act;
use super::sync::{self, Outcome, Prepared, Who};
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::QuarantineRecord;
use crate::store::{Tx, View};
use domain::id::{InspectionId, UserId};
use domain::inspection::change::ChangeId;
use domain::problem::Problem;
use domain::sync::admit::Admission;
use domain::wire::api::{QuarantineDetail, QuarantineJudge, QuarantineJudgement, QuarantineRow};
use domain::wire::sync::{DocUp, Verdict};
use sha2::{Digest, Sha256};

/// Its changes are here already, or wait for others that are not.
const NOTHING_NEW: &str = "quarantine.nothing_new";

/// Uploads kept apart, newest first, of one inspection or of all.
///
/// # Errors
/// When the store fails.
pub fn rows(v: &dyn View, of: Option<&InspectionId>) -> Answer<Vec<QuarantineRow>> {
    let mut rows = v.quarantined()?;
    rows.retain(|row| of.is_none_or(|of| *of == row.inspection));
    for row in &mut rows {
        name(v, row)?;
    }
    Ok(rows)
}

fn name(v: &dyn View, row: &mut QuarantineRow) -> Answer<()> {
    if let Some(inspection) = v.inspection(&row.inspection)? {
        row.subject_name = inspection.subject_name;
    }
    Ok(())
}

/// One upload with its judgements, and whether it could be taken in now.
///
/// # Errors
/// `quarantine.unknown`.
pub fn detail(v: &dyn View, id: &str) -> Answer<QuarantineDetail> {
    let (id, upload) = find(v, id)?;
    let history = v.judgements(id)?;
    let worked = work_out(v, &upload)?;
    let (changes, hindrance) = match hindrance(&worked) {
        Ok(admission) => (admission.new_changes.len(), None),
        Err(code) => (0, Some(code)),
    };
    let mut row = QuarantineRow {
        id: id.to_string(),
        inspection: upload.inspection.clone(),
        subject_name: String::new(),
        device: Some(upload.device.clone()),
        code: upload.code.clone(),
        size_bytes: upload.bytes.len() as u64,
        sha256: upload.sha256(),
        received_at: upload.at,
        judgement: history.last().cloned(),
    };
    name(v, &mut row)?;
    Ok(QuarantineDetail {
        row,
        author: UserId(upload.author),
        changes: u32::try_from(changes).unwrap_or(u32::MAX),
        hindrance,
        history,
    })
}

fn find(v: &dyn View, id: &str) -> Answer<(i64, QuarantineRecord)> {
    let id: i64 = id.parse().map_err(|_| Code::QuarantineUnknown)?;
    let upload = v.quarantined_upload(id)?.ok_or(Code::QuarantineUnknown)?;
    Ok((id, upload))
}

/// Judges an upload. Acceptance is for good; a rejection may be overturned by it later.
///
/// # Errors
/// `quarantine.unknown`, `quarantine.reason_missing`, `quarantine.judged`, `quarantine.not_admissible`.
pub fn judge(
    app: &App,
    tx: &dyn Tx,
    id: &str,
    ask: &QuarantineJudge,
    by: &UserId,
) -> Answer<QuarantineDetail> {
    let (number, upload) = find(tx, id)?;
    let reason = ask.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Code::QuarantineReasonMissing.into());
    }
    if tx.judgements(number)?.iter().any(|j| j.accepted) {
        return Err(Code::QuarantineJudged.into());
    }
    if ask.accept {
        let worked = work_out(tx, &upload)?;
        if let Err(code) = hindrance(&worked) {
            let why = vec![Problem::error(code, "quarantine")];
            return Err(Refusal::from(Code::QuarantineNotAdmissible).with(why));
        }
        if let Some((who, prepared)) = worked {
            sync::keep_one(app, tx, &who, &prepared)?;
        }
    }
    let now = app.now();
    let judgement = QuarantineJudgement {
        accepted: ask.accept,
        reason,
        by: by.clone(),
        at: now,
    };
    tx.judge(number, &judgement)?;
    let act = Act::Judge {
        sha256: upload.sha256(),
        inspection: upload.inspection,
        accepted: ask.accept,
        reason: hex::encode(Sha256::digest(judgement.reason)),
        by: by.clone(),
    };
    app.book.note(tx, &app.keys, &act, now)?;
    detail(tx, id)
}

/// Admission of the upload as of now, as the officer of the tablet that handed it in; none when inspection or
/// tablet are not known here.
fn work_out(v: &dyn View, upload: &QuarantineRecord) -> Answer<Option<(Who, Prepared)>> {
    let (Some(inspection), Some(device)) = (v.inspection(&upload.inspection)?, v.device(&upload.device)?)
    else {
        return Ok(None);
    };
    let who = Who {
        inspector: device.inspector,
        device: device.id,
        user: upload.author.clone(),
        revoked: false,
    };
    let up = DocUp {
        id: upload.inspection.clone(),
        base: Some(
            upload
                .base
                .iter()
                .filter_map(|h| ChangeId::parse_hex(h))
                .collect(),
        ),
        have: Vec::new(),
        changes: upload.bytes.clone(),
        proofs: v.proofs(&upload.inspection)?,
        package: None,
        reviews: 0,
    };
    let prepared = sync::work_out(v, &who, &inspection, up)?;
    Ok(Some((who, prepared)))
}

/// The admission, or the stable code of what stands against it.
fn hindrance(worked: &Option<(Who, Prepared)>) -> Result<&Admission, String> {
    let Some((_, prepared)) = worked else {
        return Err(Code::InspectionUnknown.text().to_owned());
    };
    match &prepared.outcome {
        Outcome::Admitted { admission, .. } if admission.new_changes.is_empty() => {
            Err(NOTHING_NEW.to_owned())
        }
        Outcome::Admitted { admission, .. } if admission.verdict == Verdict::Accepted => Ok(admission),
        Outcome::Admitted { .. } => Err("sync.behind".to_owned()),
        Outcome::Parked { code, .. } => Err(code.clone()),
        Outcome::Gone => Err(Code::InspectionUnknown.text().to_owned()),
    }
}
