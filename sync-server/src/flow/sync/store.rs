//! Storing what was admitted: raw changes, the compacted document, actors, evidence, the seal's leaf, quarantine.

use super::{Outcome, Prepared, Who, devices_of};
use crate::error::{Answer, Code, Refusal};
use crate::flow::assign::stored_package;
use crate::flow::log::Act;
use crate::flow::{enrol, evidence, found};
use crate::state::App;
use crate::store::Tx;
use crate::store::record::{DocumentRecord, EvidenceRef, InspectionRecord, QuarantineRecord, RawChange};
use domain::guard;
use domain::id::InspectorId;
use domain::inspection::view::{DocState, InspectionView};
use domain::submission::{Submission, orders};
use domain::sync::admit::Admission;
use domain::sync::proof::Proof;
use domain::time::Timestamp;
use std::collections::BTreeSet;

/// Whether every document still has the heads it was worked out against.
pub(super) fn stands(tx: &dyn Tx, prepared: &[Prepared]) -> Answer<bool> {
    for one in prepared.iter().filter(|p| is_new(p)) {
        let now = tx.document_heads(&one.id)?.unwrap_or_default();
        if now != one.stood && guard::stands("heads-still-stand") {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_new(prepared: &Prepared) -> bool {
    match &prepared.outcome {
        Outcome::Admitted { admission, .. } => !admission.new_changes.is_empty(),
        Outcome::Parked { .. } | Outcome::Gone => false,
    }
}

/// Stores everything of a request that is new.
pub(super) fn store(app: &App, tx: &dyn Tx, who: &Who, prepared: &[Prepared]) -> Answer<()> {
    enrol::seen(tx, &who.device, app.now())?;
    store_documents(app, tx, who, prepared)
}

/// The same without a contact of the tablet: its work was brought by hand.
pub(super) fn store_documents(app: &App, tx: &dyn Tx, who: &Who, prepared: &[Prepared]) -> Answer<()> {
    let now = app.now();
    for one in prepared {
        match &one.outcome {
            Outcome::Admitted { .. } => keep_admitted(app, tx, who, one, now)?,
            Outcome::Parked { code, .. } => park(app, tx, who, one, code)?,
            Outcome::Gone => park(app, tx, who, one, "inspection.not_of_this_officer")?,
        }
    }
    Ok(())
}

/// The officers whom what was just stored concerns, besides the office; none = nothing is new.
pub(super) fn news(tx: &dyn Tx, prepared: &[Prepared]) -> Answer<Option<BTreeSet<InspectorId>>> {
    let mut officers = BTreeSet::new();
    let mut any = false;
    for one in prepared {
        let parked = matches!(one.outcome, Outcome::Parked { .. });
        any |= parked || is_new(one);
        if is_new(one) {
            let team = tx.inspection(&one.id)?.map(|i| i.team).unwrap_or_default();
            officers.extend(team.into_iter().map(|member| member.inspector));
        }
    }
    Ok(any.then_some(officers))
}

/// Keeps what one admission brings; nothing when it brings nothing or was refused.
pub(super) fn keep_admitted(app: &App, tx: &dyn Tx, who: &Who, one: &Prepared, now: Timestamp) -> Answer<()> {
    if let Outcome::Admitted {
        admission,
        view: Some(view),
        sealed,
        ..
    } = &one.outcome
        && !admission.new_changes.is_empty()
    {
        keep(tx, who, one, admission, now)?;
        note(app, tx, one, view, sealed, now)?;
        let over = view.state == DocState::Sealed;
        found::log_drawings(app, tx, &one.id, &admission.doc, over, now)?;
    }
    Ok(())
}

/// What a piece of evidence makes the server wait for: the original and its derived copy.
pub(crate) fn evidence_refs(e: &domain::evidence::Evidence) -> Vec<EvidenceRef> {
    let original = EvidenceRef {
        sha256: e.sha256.clone(),
        size_bytes: e.size_bytes,
        media_type: e.media_type.clone(),
        original: true,
    };
    let derived = e.derived.as_ref().map(|d| EvidenceRef {
        sha256: d.sha256.clone(),
        size_bytes: d.size_bytes,
        media_type: "image/jpeg".to_owned(),
        original: false,
    });
    std::iter::once(original).chain(derived).collect()
}

fn keep(tx: &dyn Tx, who: &Who, one: &Prepared, admission: &Admission, now: Timestamp) -> Answer<()> {
    evidence::not_copied_yet(tx, now)?;
    for change in &admission.new_changes {
        tx.add_change(&RawChange {
            inspection: one.id.clone(),
            hash: change.id.0,
            device: who.device.clone(),
            author: who.user.clone(),
            received_at: now,
            bytes: change.bytes.clone(),
        })?;
    }
    for (actor, owner) in &admission.bindings {
        tx.bind_actor(&one.id, actor, owner, now)?;
    }
    for proof in &admission.proofs {
        tx.add_proof(&one.id, proof, now)?;
    }
    for named in admission.doc.evidence_all().iter().flat_map(evidence_refs) {
        tx.put_evidence_ref(&one.id, &named)?;
    }
    let saved = admission.saved.clone();
    let bytes = saved.ok_or_else(|| Refusal::from(Code::ServerFault).because("new, and not saved"))?;
    Ok(tx.put_document(&DocumentRecord {
        inspection: one.id.clone(),
        heads: admission.heads().iter().map(ToString::to_string).collect(),
        received_at: Some(now),
        bytes,
    })?)
}

/// Brings the inspection's record up to the document, and logs a seal that is new.
fn note(
    app: &App,
    tx: &dyn Tx,
    one: &Prepared,
    view: &InspectionView,
    sealed: &[Submission],
    now: Timestamp,
) -> Answer<()> {
    let mut inspection: InspectionRecord = tx.inspection(&one.id)?.ok_or(Code::InspectionUnknown)?;
    inspection.doc = view.state;
    inspection.received_at = Some(now);
    inspection.open_differences = open_differences(view);
    if view.state == DocState::Sealed {
        inspection.orders = orders(view);
    }
    for submission in sealed {
        // Given without knowing of the seal that the office has: it does not answer a return.
        let known = inspection.seal.as_deref();
        let beside = view.latest_seals().any(|s| Some(s.key.as_str()) == known);
        if !beside {
            inspection.seal = Some(submission.seal.clone());
            inspection.review = inspection.review.after_seal();
        }
        let act = Act::Seal {
            beside,
            inspection: one.id.clone(),
            record: submission.sha256(),
        };
        app.book.note(tx, &app.keys, &act, now)?;
    }
    Ok(tx.put_inspection(&inspection)?)
}

/// Items answered in two ways, supplements nobody has settled, seals given unaware of each other.
pub(crate) fn open_differences(view: &InspectionView) -> u32 {
    let seals = usize::from(view.sealed_apart());
    let answers = view.answers.values().filter(|a| a.alternatives.len() > 1).count();
    let supplements = view.supplements.iter().filter(|s| s.outcome.is_none()).count();
    u32::try_from(answers + supplements + seals).unwrap_or(u32::MAX)
}

fn park(app: &App, tx: &dyn Tx, who: &Who, one: &Prepared, code: &str) -> Answer<()> {
    let Some(up) = one.up.as_ref().filter(|up| !up.changes.is_empty()) else {
        return Ok(());
    };
    let base = up.base.iter().flatten().map(ToString::to_string);
    let upload = QuarantineRecord {
        inspection: one.id.clone(),
        device: who.device.clone(),
        author: who.user.clone(),
        code: code.to_owned(),
        at: app.now(),
        base: base.collect(),
        bytes: up.changes.clone(),
    };
    if !guard::stands("refused-is-kept") {
        return Ok(());
    }
    keep_proofs(tx, one, &up.proofs, upload.at)?;
    if tx.quarantine(&upload)? {
        let act = Act::Park {
            sha256: upload.sha256(),
            inspection: upload.inspection,
            code: upload.code,
            device: upload.device,
        };
        app.book.note(tx, &app.keys, &act, upload.at)?;
    }
    Ok(())
}

/// What another tablet has signed stays signed, whoever hands it in: who judges the upload later needs it.
fn keep_proofs(tx: &dyn Tx, one: &Prepared, proofs: &[Proof], at: Timestamp) -> Answer<()> {
    if proofs.is_empty() || tx.inspection(&one.id)?.is_none() {
        return Ok(());
    }
    let devices = devices_of(tx, &stored_package(tx, &one.id)?)?;
    for proof in proofs.iter().filter(|proof| proof.holds(&one.id, &devices)) {
        tx.add_proof(&one.id, proof, at)?;
    }
    Ok(())
}
