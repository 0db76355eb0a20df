//! The manifest of an export file: everything of this tablet that the server has not named as received.

use super::{Engine, SavedState};
use crate::sync::frame::to_frame;
use crate::sync::parcel::{Enclosed, Manifest};
use crate::time::Timestamp;
use crate::wire::sync::DocUp;

impl Engine {
    /// Documents with something unsent, whole as far as this tablet may send them, refused and withdrawn ones too:
    /// whoever imports the file may be another server than the one that answered before. Only what is durable
    /// here; evidence is named with its size, its bytes are the shell's.
    pub fn export(&self, now: Timestamp) -> Manifest {
        let unsent = self.entries.values().filter(|entry| {
            entry.saved() < SavedState::Received || entry.row.parked.is_some() || entry.row.withdrawn
        });
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
        let blobs = self.blobs.iter().filter(|(_, blob)| !blob.received);
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
}
