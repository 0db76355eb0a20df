//! What a document of an answer brings, as changes: framed ones, after a first one that this tablet makes itself.
//!
//! Invariant: a first change made here is used only when the page's digest says that the server made the same.

use super::Engine;
use crate::guard::stands;
use crate::id::InspectionId;
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::InspectionDoc;
use crate::sync::first::{digest, first_of};
use crate::sync::frame::{FrameError, from_frame};
use crate::wire::sync::DocDown;
use std::collections::BTreeMap;

/// The grown documents of a page with their first changes.
pub(super) type Firsts = BTreeMap<InspectionId, InspectionDoc>;

impl Engine {
    /// Makes the first changes of a page's grown documents; none when a package is missing or the digest is another
    /// one.
    pub(super) fn firsts(&self, told: Option<u64>, docs: &[DocDown]) -> Option<Firsts> {
        let (mut firsts, mut ids) = (Firsts::new(), Vec::new());
        for down in docs.iter().filter(|down| down.grown) {
            let doc = first_of(&self.packages.get(&down.id)?.package);
            ids.extend(doc.heads());
            firsts.insert(down.id.clone(), doc);
        }
        let agreed = ids.is_empty() || told == Some(digest(&ids)) || !stands("first-changes-compared");
        agreed.then_some(firsts)
    }
}

/// The changes a document of the answer brings; its heads are named in full afterwards.
pub(super) fn brought(
    down: &mut DocDown,
    firsts: &Firsts,
    known: &[ChangeId],
) -> Result<Vec<Change>, &'static str> {
    let framed = |known: &[ChangeId]| match down.changes.is_empty() {
        true => Ok(Vec::new()),
        false => from_frame(&down.changes, known).map_err(FrameError::code),
    };
    let Some(first) = firsts.get(&down.id).filter(|_| down.grown) else {
        return framed(known);
    };
    let mut changes = first.changes_after(&[]);
    changes.extend(framed(&first.heads())?);
    if down.heads.is_empty() {
        down.heads = first.heads();
    }
    Ok(changes)
}
