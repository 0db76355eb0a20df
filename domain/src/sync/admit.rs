//! Admission: whether a tablet's changes may enter the server's document.
//!
//! Bounds first (bytes, then operations, before anything is applied: a kilobyte can hold a million
//! operations), then who wrote it, then what each operation touches, then apply, save, load again, compare.
//! The Automerge crate can panic on hostile bytes: the caller runs [`admit`] where a panic is contained
//! and treats it as [`ADMIT_PANICKED`]. Nothing is changed in place; a refusal leaves the document untouched.

mod vet;

pub(crate) use vet::take_from_colleague;

use crate::assignment::Package;
use crate::id::{DeviceId, InspectorId};
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::InspectionDoc;
use crate::inspection::view::InspectionView;
use crate::review::ReviewState;
use crate::sync::frame::{from_frame, to_frame};
use crate::sync::proof::{DeviceKeys, Proof};
use crate::wire::sync::{DocUp, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Code of an upload that made the document engine panic.
pub const ADMIT_PANICKED: &str = "admit.panicked";
/// Most operations of one change: one tap is a handful, a long pasted text is 10 000 characters; more than
/// three of those in one change is not an officer.
pub const CHANGE_OPS_MAX: usize = 40_000;
/// Most operations of one upload of one document.
pub const UPLOAD_OPS_MAX: usize = 200_000;
/// Most bytes of one change chunk.
pub const CHANGE_BYTES_MAX: usize = 1 << 20;

/// Whose session it is.
#[derive(Clone, Copy, Debug)]
pub struct SyncSession<'a> {
    /// The officer of the session.
    pub inspector: &'a InspectorId,
    /// His enrolled tablet.
    pub device: &'a DeviceId,
}

/// Who wrote under an actor id in this document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActorOwner {
    /// The tablet.
    pub device: DeviceId,
    /// The officer.
    pub inspector: InspectorId,
}

/// What the server knows of the document beside its chunks.
#[derive(Clone, Copy, Debug)]
pub struct DocFacts<'a> {
    /// The package.
    pub package: &'a Package,
    /// Where the review stands.
    pub review: ReviewState,
    /// Actors (hex) seen in this document and who owns them.
    pub actors: &'a BTreeMap<String, ActorOwner>,
    /// Enrolled tablets of the team.
    pub devices: &'a DeviceKeys,
}

/// What to store and to answer.
#[derive(Clone, Debug)]
pub struct Admission {
    /// For the answer. When it is `Parked`, store the upload's bytes in quarantine and nothing else.
    pub verdict: Verdict,
    /// New changes to store as single chunks, dependencies first; empty when nothing is new or it was refused.
    /// `Behind` may bring some, too: those that do not wait.
    pub new_changes: Vec<Change>,
    /// Actors first seen in this upload and their owner; stored in the same transaction.
    pub bindings: BTreeMap<String, ActorOwner>,
    /// Proofs that hold, to be stored with the changes.
    pub proofs: Vec<Proof>,
    /// The document after admission (before, when refused): heads, view, chunks.
    pub doc: InspectionDoc,
    /// The document as one chunk that was loaded again and compared; none when nothing is new.
    pub saved: Option<Vec<u8>>,
    /// What the document says; none when nothing is new.
    pub view: Option<InspectionView>,
}

impl Admission {
    /// Keys of the seals that came with the new changes.
    pub fn new_seals(&self) -> BTreeSet<String> {
        let new: Vec<ChangeId> = self.new_changes.iter().map(|c| c.id).collect();
        self.doc.seals_by(&new)
    }

    /// Heads for the answer.
    pub fn heads(&self) -> Vec<ChangeId> {
        self.doc.heads()
    }

    /// Framed changes the tablet lacks, for [`crate::wire::sync::DocDown::changes`]; empty = none.
    pub fn changes_down(&self, up: &DocUp) -> Vec<u8> {
        let mut known: Vec<ChangeId> = up.base.clone().unwrap_or_default();
        known.extend(&up.have);
        self.changes_beside(&known)
    }

    /// The first change a tablet that has nothing of this document can make itself; none when the document began
    /// with another one, because its package has other forms by now.
    pub fn first_of(&self, package: &Package) -> Option<ChangeId> {
        let first = *crate::sync::first::first_of(package).heads().first()?;
        self.doc.has(first).then_some(first)
    }

    /// Framed changes of the document that somebody who has `known` lacks, but not those just sent; empty = none.
    pub fn changes_beside(&self, known: &[ChangeId]) -> Vec<u8> {
        let sent: BTreeSet<ChangeId> = self.new_changes.iter().map(|c| c.id).collect();
        let written = self.doc.written_after(known, &BTreeSet::new());
        let lacking = written.iter().map(|w| w.id).filter(|id| !sent.contains(id));
        let lacking = self.doc.changes(lacking);
        if lacking.is_empty() {
            return Vec::new();
        }
        to_frame(&lacking, known).expect("changes of a loaded document are plain chunks")
    }
}

/// Decides about one document's upload. `stored` are the document's chunks on the server.
///
/// # Errors
/// [`crate::inspection::doc::DocDamaged`] when the server's own chunks cannot be loaded: nothing was decided.
pub fn admit<B: AsRef<[u8]>>(
    stored: &[B],
    up: &DocUp,
    session: SyncSession<'_>,
    facts: DocFacts<'_>,
) -> Result<Admission, crate::inspection::doc::DocDamaged> {
    let doc = InspectionDoc::load(stored)?;
    let unchanged = |doc: InspectionDoc, verdict| Admission {
        verdict,
        new_changes: Vec::new(),
        bindings: BTreeMap::new(),
        proofs: Vec::new(),
        doc,
        saved: None,
        view: None,
    };
    if up.changes.is_empty() {
        return Ok(unchanged(doc, Verdict::Accepted));
    }
    let base = up.base.clone().unwrap_or_default();
    if !doc.has_all(&base) {
        return Ok(unchanged(doc, Verdict::Behind));
    }
    let changes = match from_frame(&up.changes, &base) {
        Ok(changes) => changes,
        Err(error) => return Ok(unchanged(doc, parked(error.code()))),
    };
    let mut proofs = up.proofs.clone();
    proofs.retain(|proof| proof.holds(doc.id(), facts.devices));
    match vet::take_in(&doc, changes, (session, &proofs), facts) {
        Ok(taken) => {
            let (saved, view) = taken.kept.unzip();
            Ok(Admission {
                verdict: if taken.complete {
                    Verdict::Accepted
                } else {
                    Verdict::Behind
                },
                new_changes: taken.new,
                bindings: taken.bindings,
                proofs,
                doc: taken.doc,
                saved,
                view,
            })
        }
        Err(code) => Ok(unchanged(doc, parked(code))),
    }
}

fn parked(code: &str) -> Verdict {
    Verdict::Parked {
        code: code.to_owned(),
    }
}
