//! One inspection on this tablet: its document, what of it is stored, and what the server has named.

use super::proving::Proving;
use super::{Me, SavedState};
use crate::assignment::Package;
use crate::guard::stands;
use crate::id::{DeviceId, InspectionId};
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::InspectionDoc;
use crate::inspection::online;
use crate::inspection::progress::{Progress, progress};
use crate::inspection::view::InspectionView;
use crate::sync::proof::Proof;
use crate::sync::store::{DocRow, Key, Write, row, seal_chunk};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Single changes stored before they are folded into one saved document.
const INCREMENTS_MAX: usize = 16;
/// The same once the server has named all of them: then one saved document is all that is kept here.
const SETTLED_MAX: usize = 4;

/// An inspection.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: InspectionId,
    pub(super) doc: InspectionDoc,
    pub(super) row: DocRow,
    /// Fresh for this load of the document.
    pub(super) actor: [u8; 16],
    /// Stored single changes: name and size.
    pub(super) increments: BTreeMap<ChangeId, usize>,
    /// Stored saved documents, newest last: name and size.
    pub(super) snapshots: Vec<(ChangeId, usize)>,
    /// Changes not yet durable on this tablet.
    pub(super) unstored: BTreeMap<ChangeId, Change>,
    /// Some stored bytes could not be used: the server is asked for all of it.
    pub(super) damaged: bool,
    /// The server lacks what our changes rest on; waits for a colleague's tablet.
    pub(super) behind: bool,
    /// Proofs by tablet: this one's own and those colleagues handed over.
    pub(super) proofs: BTreeMap<DeviceId, Proof>,
    /// Tablets whose present proof the server has not answered for.
    pub(super) unsent_proofs: BTreeSet<DeviceId>,
    /// A signature that was asked for.
    pub(super) proving: Option<Proving>,
    pub(super) view: InspectionView,
    pub(super) progress: Option<Progress>,
}

impl Entry {
    pub(super) fn new(doc: InspectionDoc, actor: [u8; 16], row: DocRow) -> Self {
        Self {
            id: doc.id().clone(),
            view: doc.view(),
            doc,
            row,
            actor,
            increments: BTreeMap::new(),
            snapshots: Vec::new(),
            unstored: BTreeMap::new(),
            damaged: false,
            behind: false,
            proofs: BTreeMap::new(),
            unsent_proofs: BTreeSet::new(),
            proving: None,
            progress: None,
        }
    }

    /// Recomputes what screens show.
    pub(super) fn refresh(&mut self, package: Option<&Package>) {
        self.view = self.doc.view();
        if let Some(package) = package {
            online::take_over(package, &mut self.view);
        }
        self.progress = package.map(|p| progress(p, &self.view));
        if let Some(progress) = &self.progress {
            self.view.state = progress.state;
        }
    }

    /// Writes that make everything known durable: every change not yet stored, and the row. A later `Put`
    /// repeats what an earlier one has not confirmed, so whichever succeeds is complete.
    pub(super) fn writes(&mut self) -> Vec<Write> {
        let mut writes: Vec<Write> = self
            .unstored
            .values()
            .map(|change| {
                let (sha256, bytes) = seal_chunk(&change.bytes);
                Write::Put(self.chunk(sha256), bytes)
            })
            .collect();
        self.row.heads = self.doc.heads();
        writes.push(Write::Put(Key::Doc(self.id.clone()), row(&self.row)));
        writes
    }

    pub(super) fn chunk(&self, sha256: ChangeId) -> Key {
        Key::Chunk {
            inspection: self.id.clone(),
            sha256,
        }
    }

    /// These changes are durable now.
    pub(super) fn stored(&mut self, changes: &BTreeSet<ChangeId>) {
        for id in changes {
            if let Some(change) = self.unstored.remove(id) {
                let (sha256, row) = seal_chunk(&change.bytes);
                self.increments.insert(sha256, row.len());
            }
        }
    }

    /// Folds single changes into one saved document when there are many of them. The snapshot before this
    /// one is kept; it goes with the next, or once the server holds all that is in both.
    pub(super) fn compaction(&mut self) -> Option<Vec<Write>> {
        let sum: usize = self.increments.values().sum();
        let snapshot = self.snapshots.last().map_or(1024, |(_, size)| *size);
        // Not a guard: a test in a hurry folds at once.
        let most = if stands("compaction-is-rare") {
            INCREMENTS_MAX
        } else {
            2
        };
        let settled = self.all_acked() || !stands("older-document-until-acknowledged");
        let due = self.increments.len() >= most
            || (self.increments.len() > 4 && sum > 4 * snapshot)
            || (settled && (self.increments.len() >= SETTLED_MAX || self.snapshots.len() > 1));
        if !due || !self.unstored.is_empty() || self.damaged {
            return None;
        }
        // `save_compacted` loads what it saved and compares the heads.
        let (sha256, bytes) = seal_chunk(&self.doc.save_compacted().ok()?);
        let size = bytes.len();
        let mut writes = vec![Write::Put(self.chunk(sha256), bytes)];
        for old in std::mem::take(&mut self.increments).into_keys() {
            writes.push(Write::Delete(self.chunk(old)));
        }
        while self.snapshots.len() > usize::from(!settled) {
            let (old, _) = self.snapshots.remove(0);
            if old != sha256 || !stands("snapshot-keeps-itself") {
                writes.push(Write::Delete(self.chunk(old)));
            }
        }
        self.snapshots.retain(|(old, _)| *old != sha256);
        self.snapshots.push((sha256, size));
        writes.extend(self.writes());
        Some(writes)
    }

    /// The server has named all that is here: acknowledged heads are always heads this document holds.
    pub(super) fn all_acked(&self) -> bool {
        self.row
            .acked
            .as_ref()
            .is_some_and(|acked| *acked == self.doc.heads())
    }

    pub(super) fn saved(&self) -> SavedState {
        if !self.unstored.is_empty() {
            SavedState::Typed
        } else if !self.all_acked() {
            SavedState::OnTablet
        } else if self.row.safe {
            SavedState::Safe
        } else {
            SavedState::Received
        }
    }
}

/// A fresh actor for one load of one document.
pub(super) fn fresh_actor(entropy: [u8; 32], me: &Me, id: &InspectionId) -> [u8; 16] {
    let mut hash = Sha256::new_with_prefix("suicha actor v1\n");
    if stands("fresh-actor") {
        hash.update(entropy);
    }
    // Should two tablets ever draw the same entropy, they still must not share an actor.
    hash.update(me.device.as_str());
    hash.update("\n");
    hash.update(id.as_str());
    let digest: [u8; 32] = hash.finalize().into();
    *digest.first_chunk().expect("a digest has 32 bytes")
}
