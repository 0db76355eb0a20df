//! Review (审核): what was handed in is looked at, returned with words or approved, and published.

use super::clocks::{self, Completed};
use super::evidence::is_safe;
use super::log::Act;
use super::sync::load_document;
use super::{assign, publish};
use crate::auth::Caller;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::InspectionRecord;
use crate::store::{Tx, View};
use domain::assignment::Package;
use domain::guard::stands;
use domain::id::{InspectionId, RegimeId};
use domain::inspection::progress::with_state;
use domain::inspection::rows::with_rows;
use domain::inspection::view::{DocState, InspectionView};
use domain::review::{ReviewAct, ReviewEntry, ReviewRefused, action_for};
use domain::wire::api::{EvidenceRow, InspectionDetail, InspectionRow, ReviewRequest};
use sha2::{Digest, Sha256};

/// Every inspection as a row.
///
/// # Errors
/// When the store fails.
pub fn rows(app: &App, v: &dyn View) -> Answer<Vec<InspectionRow>> {
    let all = v.inspections()?;
    let completed = Completed::of(&all);
    all.iter().map(|i| row(app, v, i, &completed)).collect()
}

/// One inspection as a row; `completed` knows its task.
///
/// # Errors
/// When the store fails.
pub fn row(app: &App, v: &dyn View, i: &InspectionRecord, completed: &Completed) -> Answer<InspectionRow> {
    let regime = app.regimes.get(&regime_of(v, i)?)?;
    let mut missing = 0;
    for named in v.evidence_refs(&i.id)?.iter().filter(|r| r.original) {
        missing += u32::from(v.blob(&named.sha256)?.is_none());
    }
    let happened = clocks::events(i, completed.task_of(i), &v.reviews(&i.id)?);
    let due = clocks::of_inspection(&app.regimes, regime, &happened);
    Ok(InspectionRow {
        id: i.id.clone(),
        task: i.task.clone(),
        regime: regime.id.clone(),
        subject_name: i.subject_name.clone(),
        team: i.team.iter().map(|m| m.name.clone()).collect(),
        review: i.review,
        state: i.doc,
        originals_missing: missing,
        open_differences: i.open_differences,
        received_at: i.received_at,
        due: due.into_iter().find(|d| d.due.is_some()),
        occasion: i.undrawn.as_ref().map(|(_, label)| label.clone()),
    })
}

/// The regime of an inspection: its task's, or the one a visit without a draw was ordered under.
///
/// # Errors
/// `task.unknown`.
pub fn regime_of(v: &dyn View, i: &InspectionRecord) -> Answer<RegimeId> {
    match &i.undrawn {
        Some((regime, _)) => Ok(regime.clone()),
        None => Ok(v.task(&i.task)?.ok_or(Code::TaskUnknown)?.draft.regime),
    }
}

/// The document of an inspection as a screen shows it.
///
/// # Errors
/// `server.storage` when it cannot be read.
pub fn document_view(v: &dyn View, package: &Package) -> Answer<InspectionView> {
    let doc = load_document(v, &package.inspection)?;
    Ok(with_state(package, doc.view()))
}

/// One inspection in full.
///
/// # Errors
/// `inspection.unknown`.
pub fn detail(app: &App, v: &dyn View, id: &InspectionId) -> Answer<InspectionDetail> {
    let record = v.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let mut package = assign::stored_package(v, id)?;
    let view = document_view(v, &package)?;
    let mut evidence = Vec::new();
    for shown in &view.evidence {
        let blob = v.blob(&shown.evidence.sha256)?;
        evidence.push(EvidenceRow {
            evidence: shown.evidence.clone(),
            received: blob.is_some(),
            safe: match &blob {
                Some(blob) => is_safe(v, blob)?,
                None => false,
            },
        });
    }
    let history = v.reviews(id)?;
    let regime = app.regimes.get(&package.regime)?;
    let completed = Completed::of(&v.inspections_of_task(&record.task)?);
    let happened = clocks::events(&record, completed.task_of(&record), &history);
    let follows = match record.doc {
        DocState::Sealed => {
            let (problems, today) = (publish::has_problems(&package, &view), app.now().china_date());
            clocks::follows(&app.regimes, regime, (&record, &happened), problems, today)
        }
        DocState::Assigned | DocState::Started | DocState::ToSign | DocState::Amending => Vec::new(),
    };
    if !stands("form-of-its-package") {
        package.forms = crate::regimes::forms_for(regime, &package.subject);
    }
    Ok(InspectionDetail {
        row: row(app, v, &record, &completed)?,
        due: clocks::of_inspection(&app.regimes, regime, &happened),
        // Rows are read like any other part of the form.
        package: with_rows(&package, &view).into_owned(),
        view,
        evidence,
        history,
        quarantined: v.count_quarantine(id)?,
        follows,
    })
}

/// The trail of an inspection's record, as the `audit.csv` of ODK.
///
/// # Errors
/// `inspection.unknown`.
pub fn trail(v: &dyn View, id: &InspectionId) -> Answer<String> {
    v.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    Ok(load_document(v, id)?.audit_csv())
}

/// One act of the office on an inspection.
///
/// # Errors
/// `inspection.not_sealed`, `access.role` where the record needs another's approval, `review.state`,
/// `review.comment_missing`, `review.comment_long`, `review.open_difference`, `publication.steps_missing`.
pub fn act(
    app: &App,
    tx: &dyn Tx,
    id: &InspectionId,
    ask: &ReviewRequest,
    caller: &Caller,
) -> Answer<InspectionDetail> {
    let by = caller.user();
    let mut record = tx.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let package = assign::stored_package(tx, id)?;
    if !caller.may(action_for(ask.act, &package, &document_view(tx, &package)?)) {
        return Err(Code::AccessRole.into());
    }
    let seal = record.seal.clone().ok_or(Code::InspectionNotSealed)?;
    let open = usize::try_from(record.open_differences).unwrap_or(usize::MAX);
    let next = record.review.after(ask.act, &ask.comment, open).map_err(refuse)?;
    let now = app.now();
    let mut comment = ask.comment.trim().to_owned();
    if ask.act == ReviewAct::Publish {
        let steps = publish::steps_told(app, tx, id, &ask.steps)?;
        publish::publish(app, tx, &record, by, now)?;
        comment = [steps, comment]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join("；");
    }
    let entry = ReviewEntry {
        act: ask.act,
        by: by.clone(),
        at: now,
        comment,
        seal: seal.clone(),
    };
    tx.add_review(id, &entry)?;
    record.review = next;
    tx.put_inspection(&record)?;
    let leaf = Act::Review {
        inspection: id.clone(),
        act: ask.act,
        seal,
        by: by.clone(),
        comment: hex::encode(Sha256::digest(entry.comment)),
    };
    app.book.note(tx, &app.keys, &leaf, now)?;
    detail(app, tx, id)
}

fn refuse(e: ReviewRefused) -> Refusal {
    match e {
        ReviewRefused::State => Code::ReviewState.into(),
        ReviewRefused::CommentMissing => Code::ReviewCommentMissing.into(),
        ReviewRefused::CommentTooLong => Code::ReviewCommentLong.into(),
        ReviewRefused::OpenDifference => Code::ReviewOpenDifference.into(),
    }
}
