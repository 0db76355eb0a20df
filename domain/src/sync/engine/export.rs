//! The manifest of an export file: everything of this tablet that the server has not named as received.

use super::{Engine, SavedState};
use crate::sync::frame::to_frame;
use crate::sync::leave::Remains;
use crate::sync::parcel::{Enclosed, Manifest};
use crate::time::Timestamp;
use crate::wire::sync::DocUp;

impl Engine {
    /// Documents with something that has not come as far as `until` (received, or safe), whole as far as this tablet may send them, refused and withdrawn ones too:
    /// whoever imports the file may be another server than the one that answered before. Only what is durable
    /// here; evidence is named with its size, its bytes are the shell's.
    pub fn export(&self, now: Timestamp, until: SavedState) -> Manifest {
        let unsent = self
            .entries
            .values()
            .filter(|entry| entry.saved() < until || entry.row.parked.is_some() || entry.row.withdrawn);
        let docs = unsent.filter_map(|entry| {
            let changes = self.outgoing_after(entry, &[]);
            if changes.is_empty() {
                return None;
            }
            Some(DocUp {
                id: entry.id.clone(),
                base: Some(Vec::new()),
                have: Vec::new(),
                changes: to_frame(&changes, &[]).expect("changes of a loaded document are plain chunks"),
                proofs: entry.proofs.values().cloned().collect(),
                package: None,
                reviews: 0,
            })
        });
        let blobs = self.blobs.iter().filter(|(id, _)| self.blob_saved(**id) < until);
        Manifest {
            device: self.me.device.clone(),
            inspector: self.me.inspector.clone(),
            made_at: now,
            docs: docs.collect(),
            evidence: blobs
                .map(|(sha256, blob)| Enclosed {
                    sha256: *sha256,
                    size_bytes: blob.size_bytes,
                })
                .collect(),
        }
    }

    /// What this tablet made that the office does not hold safely. What only came from there is nothing to lose.
    pub fn remains(&self) -> Remains {
        let mut remains = Remains {
            set_aside: self.quarantine.len(),
            ..Remains::default()
        };
        for entry in self.entries.values() {
            let saved = entry.saved();
            let refused = entry.row.parked.is_some();
            let own = || !self.outgoing_after(entry, &[]).is_empty();
            match saved {
                SavedState::Typed => remains.docs_typed += 1,
                SavedState::Safe if !refused => {}
                _ if !own() => {}
                SavedState::Received if !refused => remains.docs_not_safe += 1,
                SavedState::OnTablet | SavedState::Received | SavedState::Safe => remains.docs_unsent += 1,
            }
        }
        for blob in self.blobs.values() {
            match (blob.received, blob.safe) {
                (_, true) => {}
                (true, false) => remains.pieces_not_safe += 1,
                (false, false) => {
                    remains.pieces_unsent += 1;
                    remains.bytes_unsent += blob.size_bytes;
                }
            }
        }
        remains
    }
}
