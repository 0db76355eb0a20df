//! How far the exchange is: counts and bytes, and what a receipt proves.

use super::entry::Entry;
use super::{Engine, SavedState, SyncStatus};
use crate::inspection::change::ChangeId;
use crate::time::Timestamp;

impl Engine {
    /// When the server received a piece of evidence, by a receipt that was checked.
    pub fn receipt(&self, sha256: ChangeId) -> Option<Timestamp> {
        self.blobs.get(&sha256)?.receipt
    }

    /// The state of the exchange.
    pub fn status(&self) -> SyncStatus {
        let unsent = |entry: &&Entry| entry.saved() < SavedState::Received;
        let blobs_unsent = self.blobs.values().filter(|b| !b.received).count();
        let blobs_not_safe = self.blobs.values().filter(|b| b.received && !b.safe).count();
        let docs_not_safe = self
            .entries
            .values()
            .filter(|e| e.saved() == SavedState::Received)
            .count();
        SyncStatus {
            docs_unsent: count(self.entries.values().filter(unsent).count()),
            blobs_unsent: count(blobs_unsent),
            not_safe: count(docs_not_safe + blobs_not_safe),
            bytes_unsent: self.bytes_unsent(),
            bytes: self.blobs.values().map(|b| b.size_bytes).sum(),
            second_copy: self.meta.second_copy,
            revoked: self.meta.revoked,
            clock_ahead_ms: self.meta.device_time.0 - self.meta.server_time.0,
            ..self.exchange.status()
        }
    }

    /// Bytes still to go. A large original takes minutes: a bar that counts whole files only would stand still meanwhile.
    fn bytes_unsent(&self) -> u64 {
        let unsent = self.blobs.iter().filter(|(_, blob)| !blob.received);
        let left = unsent.map(|(sha256, blob)| {
            let there = self.exchange.blobs_reached.get(sha256).copied();
            blob.size_bytes.saturating_sub(there.unwrap_or_default())
        });
        left.sum()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
