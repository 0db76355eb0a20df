//! Bytes of evidence: which the server wants, in which order they go, what became of them.
//!
//! Two minutes of office Wi-Fi are enough for every record and every derived copy, and for few originals: small ones
//! go before large ones, so that a record can be reviewed while its originals are still on their way. A few at once,
//! because each is held in memory while it is sent.

use super::{Effect, Engine, told};
use crate::guard::stands;
use crate::inspection::change::ChangeId;
use crate::inspection::doc::InspectionDoc;
use crate::sync::store::{BlobRow, Key, Write, row};
use crate::time::Timestamp;
use crate::wire::sync::BlobDown;
use std::collections::{BTreeMap, BTreeSet};

/// Sent at the same time: one on the wire while the next is read and the last is hashed at the server.
const AT_ONCE: usize = 2;
/// The server's word for bytes that no record it knows names.
const NOT_NAMED_YET: &str = "blob.not_named";
/// The server's word to a tablet that was revoked.
const REVOKED: &str = "device.revoked";

impl Engine {
    /// What the server says of one piece of evidence.
    pub(super) fn blob_down(&mut self, down: BlobDown, writes: &mut Vec<Write>) {
        let Some(blob) = self.blobs.get_mut(&down.sha256) else {
            return;
        };
        let next = BlobRow {
            size_bytes: blob.size_bytes,
            received: down.received,
            safe: down.safe,
            // Bytes that the server lost again are proven by no receipt.
            receipt: blob.receipt.filter(|_| down.received),
        };
        if *blob != next {
            *blob = next;
            writes.push(Write::Put(Key::Blob(down.sha256), row(blob)));
        }
        if !down.received && self.exchange.blobs_under_way.insert(down.sha256) {
            let place = match stands("small-before-large") {
                true => (blob.size_bytes, down.sha256),
                false => (0, down.sha256),
            };
            self.exchange.blobs_waiting.insert(place, down.offset);
            self.exchange.reached(down.sha256, down.offset);
        }
    }

    /// Sends the next of those that wait, as far as there is room on the wire.
    pub(super) fn send_bytes(&mut self, effects: &mut Vec<Effect>) {
        if self.rests() {
            // Photos are taken in with the file, once a person has judged the record that names them.
            self.exchange.rest();
            return;
        }
        let exchange = &mut self.exchange;
        while exchange.blobs_under_way.len() - exchange.blobs_waiting.len() < AT_ONCE
            && let Some(((_, sha256), offset)) = exchange.blobs_waiting.pop_first()
        {
            if self.blobs.get(&sha256).is_some_and(|blob| blob.received) {
                exchange.blobs_under_way.remove(&sha256);
            } else {
                effects.push(Effect::SendBlob { sha256, offset });
            }
        }
    }

    pub(super) fn blob_stored(&mut self, sha256: ChangeId, size_bytes: u64, effects: &mut Vec<Effect>) {
        let blob = BlobRow {
            size_bytes,
            ..BlobRow::default()
        };
        let blob = self.blobs.get(&sha256).cloned().unwrap_or(blob);
        let writes = vec![Write::Put(Key::Blob(sha256), row(&blob))];
        self.put(writes, BTreeMap::new(), vec![(sha256, blob)], effects);
    }

    pub(super) fn blob_gone(&mut self, sha256: ChangeId, effects: &mut Vec<Effect>) {
        if self.blobs.get(&sha256).is_some_and(|blob| !blob.received) {
            self.blobs.remove(&sha256);
            self.arrived_or_not(sha256);
            self.put(
                vec![Write::Delete(Key::Blob(sha256))],
                BTreeMap::new(),
                Vec::new(),
                effects,
            );
            effects.push(Effect::ListChanged);
        }
    }

    /// Some record here names these bytes, as an original or a small copy, set aside or not.
    pub fn is_named(&self, sha256: ChangeId) -> bool {
        self.entries
            .values()
            .any(|entry| names(&entry.doc).contains(&sha256))
    }

    /// Bytes that were stored for a record which then did not take them: the server would never accept them, and they
    /// would count as unsent for ever. None while a record here cannot be read whole: they may be what it names.
    pub fn unnamed(&self) -> Vec<ChangeId> {
        if !self.quarantine.is_empty() || self.entries.values().any(|entry| entry.damaged) {
            return Vec::new();
        }
        let named: BTreeSet<ChangeId> = self
            .entries
            .values()
            .flat_map(|entry| names(&entry.doc))
            .collect();
        let unsent = self.blobs.iter().filter(|(_, blob)| !blob.received);
        let unnamed = unsent.map(|(sha256, _)| *sha256);
        unnamed.filter(|sha256| !named.contains(sha256)).collect()
    }

    pub(super) fn blob_received(
        &mut self,
        sha256: ChangeId,
        safe: bool,
        receipt: Option<Timestamp>,
        effects: &mut Vec<Effect>,
    ) {
        self.arrived_or_not(sha256);
        if let Some(blob) = self.blobs.get_mut(&sha256) {
            blob.received = true;
            blob.safe |= safe;
            blob.receipt = receipt.or(blob.receipt);
            let writes = vec![Write::Put(Key::Blob(sha256), row(blob))];
            self.put(writes, BTreeMap::new(), Vec::new(), effects);
            effects.push(Effect::ListChanged);
        }
        self.send_bytes(effects);
    }

    pub(super) fn blob_failed(
        &mut self,
        now: Timestamp,
        entropy: [u8; 32],
        sha256: ChangeId,
        code: &str,
        retry_after_s: Option<u32>,
        effects: &mut Vec<Effect>,
    ) {
        self.arrived_or_not(sha256);
        // What waits would fail the same way: the next exchange asks for it again.
        for (_, waiting) in std::mem::take(&mut self.exchange.blobs_waiting).into_keys() {
            self.exchange.blobs_under_way.remove(&waiting);
        }
        // Bytes may be faster than the record that names them: both go with the next exchange.
        if code != NOT_NAMED_YET {
            effects.push(told(code, None));
        }
        self.exchange.failed(now, code, retry_after_s, entropy, effects);
        if code == REVOKED && stands("a-revoked-tablet-rests") {
            self.meta.revoked = true;
            self.exchange.rest();
        }
    }

    fn arrived_or_not(&mut self, sha256: ChangeId) {
        self.exchange.blobs_under_way.remove(&sha256);
        self.exchange
            .blobs_waiting
            .retain(|(_, waiting), _| *waiting != sha256);
    }
}

/// Digests of all bytes that a record names.
fn names(doc: &InspectionDoc) -> BTreeSet<ChangeId> {
    let all = doc.evidence_all();
    let digests = all.iter().flat_map(|e| {
        let small = e.derived.as_ref().map(|d| &d.sha256);
        std::iter::once(&e.sha256).chain(small)
    });
    digests.filter_map(|hex| ChangeId::parse_hex(hex)).collect()
}
