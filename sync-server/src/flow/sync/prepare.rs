//! Working a request out against one snapshot: which documents, admitted or not, and what the tablet lacks.

use super::{Outcome, Prepared, Who};
use crate::error::{Answer, Refusal};
use crate::flow::assign::stored_package;
use crate::store::View;
use crate::store::record::InspectionRecord;
use domain::assignment::Package;
use domain::guard::stands;
use domain::id::InspectionId;
use domain::inspection::doc::InspectionDoc;
use domain::inspection::progress::with_state;
use domain::submission::Submission;
use domain::sync::admit::{ADMIT_PANICKED, Admission, DocFacts, SyncSession, admit};
use domain::sync::proof::{DeviceKey, DeviceKeys};
use domain::wire::sync::{DocUp, SyncRequest, Verdict};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Code of an upload by a revoked tablet.
const REVOKED: &str = "device.revoked";

/// Works out every document of the request and every further one of this officer. With another epoch the tablet's
/// idea of what the server has is worth nothing.
pub(super) fn prepare(
    v: &dyn View,
    who: &Who,
    request: &SyncRequest,
    same_epoch: bool,
) -> Answer<Vec<Prepared>> {
    let mine = mine(v, who)?;
    let mut prepared = Vec::new();
    for up in &request.docs {
        let mut up = up.clone();
        if !same_epoch && up.changes.is_empty() {
            // The tablet reads the answer against the same heads, whatever they are called.
            up.have.extend(up.base.take().into_iter().flatten());
        }
        prepared.push(match mine.get(&up.id) {
            Some(record) => one(v, who, record, Some(up))?,
            None => foreign(who, up),
        });
    }
    let named: Vec<&InspectionId> = request.docs.iter().map(|d| &d.id).collect();
    for record in mine.values().filter(|i| !named.contains(&&i.id)) {
        let mut new = one(v, who, record, None)?;
        if request.grows {
            grow(&stored_package(v, &record.id)?, &mut new);
        }
        prepared.push(new);
    }
    Ok(prepared)
}

/// Works out what was brought, and nothing else.
pub(super) fn brought(v: &dyn View, who: &Who, docs: &[DocUp]) -> Answer<Vec<Prepared>> {
    let mine = mine(v, who)?;
    let docs = docs.iter().cloned();
    docs.map(|up| match mine.get(&up.id) {
        Some(record) => one(v, who, record, Some(up)),
        None => Ok(foreign(who, up)),
    })
    .collect()
}

/// What this tablet may write now; nothing once it is revoked.
fn mine(v: &dyn View, who: &Who) -> Answer<BTreeMap<InspectionId, InspectionRecord>> {
    if who.revoked && stands("revoked-apart") {
        return Ok(BTreeMap::new());
    }
    let all = v.inspections_of_inspector(&who.inspector)?.into_iter();
    Ok(all.map(|i| (i.id.clone(), i)).collect())
}

fn foreign(who: &Who, up: DocUp) -> Prepared {
    let outcome = match who.revoked {
        true => Outcome::Parked {
            code: REVOKED.to_owned(),
            doc: None,
        },
        false => Outcome::Gone,
    };
    Prepared {
        id: up.id.clone(),
        up: Some(up),
        stood: Vec::new(),
        grown: None,
        outcome,
    }
}

/// Leaves the first change to the tablet, where it follows from the package that goes along.
fn grow(package: &Package, new: &mut Prepared) {
    if let Outcome::Admitted { admission, down, .. } = &mut new.outcome
        && let Some(first) = admission.first_of(package)
    {
        *down = admission.changes_beside(&[first]);
        new.grown = Some(first);
    }
}

pub(super) fn one(v: &dyn View, who: &Who, record: &InspectionRecord, up: Option<DocUp>) -> Answer<Prepared> {
    let package = stored_package(v, &record.id)?;
    let document = v.document(&record.id);
    let stood = document
        .as_ref()
        .ok()
        .and_then(Option::as_ref)
        .map(|d| d.heads.clone());
    let chunks = match document {
        Ok(Some(document)) => vec![document.bytes],
        // The compacted copy is damaged or gone: the raw changes are kept for this.
        Ok(None) | Err(_) => {
            tracing::error!(inspection = %record.id, "rebuilding a document from its raw changes");
            v.changes(&record.id)?
        }
    };
    let actors = v.actors(&record.id)?;
    let asked = up.clone().unwrap_or_else(|| DocUp {
        id: record.id.clone(),
        base: None,
        have: Vec::new(),
        changes: Vec::new(),
        proofs: Vec::new(),
        package: None,
        reviews: 0,
    });
    let session = SyncSession {
        inspector: &who.inspector,
        device: &who.device,
    };
    let devices = devices_of(v, &package)?;
    let facts = DocFacts {
        package: &package,
        review: record.review,
        actors: &actors,
        devices: &devices,
    };
    let work = || -> Result<Outcome, &'static str> {
        let admission = admit(&chunks, &asked, session, facts).map_err(|e| e.code())?;
        Ok(outcome(&package, admission, &asked))
    };
    // The engine may panic on hostile bytes; then this document is parked and the others go on.
    let worked = match stands("a-panic-parks-one") {
        true => catch_unwind(AssertUnwindSafe(work)),
        false => Ok(work()),
    };
    Ok(Prepared {
        id: record.id.clone(),
        up,
        stood: stood.unwrap_or_default(),
        grown: None,
        outcome: match worked {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(code)) => parked(code, &chunks),
            Err(_) => parked(ADMIT_PANICKED, &chunks),
        },
    })
}

/// Tablets of the team as it was assigned, revoked ones and those of officers taken off since too: what was signed
/// before stays signed.
pub(crate) fn devices_of(v: &dyn View, package: &Package) -> Answer<DeviceKeys> {
    let mut found = DeviceKeys::new();
    for member in &package.team {
        for device in v.devices_of(&member.inspector)? {
            let known = DeviceKey {
                inspector: device.inspector,
                key: device.key,
            };
            found.insert(device.id, known);
        }
    }
    Ok(found)
}

fn parked(code: &str, chunks: &[Vec<u8>]) -> Outcome {
    let doc = catch_unwind(AssertUnwindSafe(|| InspectionDoc::load(chunks).ok()));
    Outcome::Parked {
        code: code.to_owned(),
        doc: doc.ok().flatten().map(Box::new),
    }
}

fn outcome(package: &Package, mut admission: Admission, asked: &DocUp) -> Outcome {
    if let Verdict::Parked { code } = &admission.verdict {
        return Outcome::Parked {
            code: code.clone(),
            doc: Some(Box::new(admission.doc)),
        };
    }
    let view = admission.view.take().map(|view| with_state(package, view));
    let new = admission.new_seals();
    let sealed = view.iter().flat_map(|view| Submission::each(package, view));
    let sealed = sealed.filter(|s| new.contains(&s.seal)).collect();
    let down = admission.changes_down(asked);
    Outcome::Admitted {
        admission: Box::new(admission),
        view: view.map(Box::new),
        sealed,
        down,
    }
}

/// The document of an inspection for reading, outside any sync.
///
/// # Errors
/// `server.storage` when neither the compacted copy nor the raw changes load.
pub(crate) fn load(v: &dyn View, id: &InspectionId) -> Answer<InspectionDoc> {
    let chunks = match v.document(id) {
        Ok(Some(document)) => vec![document.bytes],
        Ok(None) | Err(_) => v.changes(id)?,
    };
    let loaded = catch_unwind(AssertUnwindSafe(|| InspectionDoc::load(&chunks)));
    let fault = |e: &dyn std::fmt::Display| {
        Refusal::from(crate::error::Code::ServerStorage).because(format!("document {id}: {e}"))
    };
    match loaded {
        Ok(Ok(doc)) => Ok(doc),
        Ok(Err(e)) => Err(fault(&e)),
        Err(_) => Err(fault(&"panicked")),
    }
}
