//! Start: everything stored is read, checked, and set aside where it is damaged; nothing is thrown away.

use super::entry::Entry;
use super::exchange::Exchange;
use super::{Effect, Engine, Held, Me, Quarantined, fresh_actor, told};
use crate::assignment::{Package, SignedPackage};
use crate::guard::stands;
use crate::id::InspectionId;
use crate::inspection::change::ChangeId;
use crate::inspection::doc::InspectionDoc;
use crate::sync::proof::Proof;
use crate::sync::store::{DocRow, Key, Snapshot, Write, open_chunk, parse_row};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct Found {
    chunks: BTreeMap<InspectionId, Vec<(ChangeId, Vec<u8>)>>,
    rows: BTreeMap<InspectionId, DocRow>,
    proofs: BTreeMap<InspectionId, Vec<Proof>>,
    bad: Vec<(Key, Vec<u8>)>,
}

impl Engine {
    /// Opens what the shell read from its storage. `entropy` are 32 fresh bytes: every document loaded gets an
    /// actor that was never used before.
    pub fn load(me: Me, snapshot: Snapshot, entropy: [u8; 32]) -> (Self, Vec<Effect>) {
        let mut engine = Self {
            me,
            meta: Default::default(),
            run: None,
            entries: BTreeMap::new(),
            packages: BTreeMap::new(),
            reviews: BTreeMap::new(),
            blobs: BTreeMap::new(),
            quarantine: Vec::new(),
            pending: BTreeMap::new(),
            failed: Vec::new(),
            exchange: Exchange::default(),
            next_ticket: 0,
        };
        let mut found = Found::default();
        for (key, bytes) in snapshot.rows {
            engine.row(key, bytes, &mut found);
        }
        let mut effects = Vec::new();
        let rows = std::mem::take(&mut found.rows);
        let mut chunks = std::mem::take(&mut found.chunks);
        // A row without chunks is a document that lost all its bytes; it must not pass for "none".
        for id in rows.keys() {
            chunks.entry(id.clone()).or_default();
        }
        for (id, chunks) in chunks {
            engine.open_doc(&id, chunks, rows.get(&id), entropy, &mut found.bad, &mut effects);
        }
        for (id, proofs) in std::mem::take(&mut found.proofs) {
            // Stored already; one whose changes are not here is left where it is.
            drop(engine.keep_proofs(&id, proofs));
        }
        engine.set_aside(found.bad, &mut effects);
        (engine, effects)
    }

    /// Something of the storage may be whole in no copy: everything is asked for once, and told where it is
    /// likely. Documents whose every row is gone cannot be missed by name; the server knows them.
    #[must_use]
    pub fn distrust(&mut self, gaps: bool) -> Vec<Effect> {
        if !crate::guard::stands("an-emptied-store-asks-again") {
            return Vec::new();
        }
        self.meta.mark = None;
        if gaps {
            vec![told("store.gaps", None)]
        } else {
            Vec::new()
        }
    }

    fn row(&mut self, key: Key, bytes: Vec<u8>, found: &mut Found) {
        let read = match &key {
            Key::Chunk { inspection, sha256 } => open_chunk(*sha256, &bytes).map(|chunk| {
                found
                    .chunks
                    .entry(inspection.clone())
                    .or_default()
                    .push((*sha256, chunk.to_vec()));
            }),
            Key::Doc(id) => parse_row(&bytes).map(|row| {
                found.rows.insert(id.clone(), row);
            }),
            Key::Package(id) => parse_row::<SignedPackage>(&bytes).and_then(|signed| {
                // Its signature was checked when it came in, before it was stored.
                let package: Package = serde_json::from_str(&signed.body).ok()?;
                self.packages.insert(id.clone(), Held { signed, package });
                Some(())
            }),
            Key::Review(id) => parse_row(&bytes).map(|row| {
                self.reviews.insert(id.clone(), row);
            }),
            Key::Blob(sha256) => parse_row(&bytes).map(|row| {
                self.blobs.insert(*sha256, row);
            }),
            Key::Proof(id, _) => parse_row(&bytes).map(|proof| {
                found.proofs.entry(id.clone()).or_default().push(proof);
            }),
            Key::Quarantine(sha256) => {
                self.quarantine.push(Quarantined {
                    sha256: *sha256,
                    size_bytes: bytes.len() as u64,
                });
                Some(())
            }
            Key::Meta => parse_row(&bytes).map(|row| self.meta = row),
        };
        if read.is_none() {
            found.bad.push((key, bytes));
        }
    }

    fn open_doc(
        &mut self,
        id: &InspectionId,
        chunks: Vec<(ChangeId, Vec<u8>)>,
        row: Option<&DocRow>,
        entropy: [u8; 32],
        bad: &mut Vec<(Key, Vec<u8>)>,
        effects: &mut Vec<Effect>,
    ) {
        let bytes: Vec<&[u8]> = chunks.iter().map(|(_, b)| b.as_slice()).collect();
        let (doc, unused) = InspectionDoc::load_available(&bytes);
        let Some(doc) = doc.filter(|d| d.id() == id) else {
            // Nothing readable is left: the server is asked for the document, the bytes are kept.
            for (sha256, chunk) in chunks {
                let inspection = id.clone();
                bad.push((Key::Chunk { inspection, sha256 }, chunk));
            }
            self.meta.mark = None;
            effects.push(told("doc.lost", Some(id)));
            return;
        };
        let mut entry = Entry::new(
            doc,
            fresh_actor(entropy, &self.me, id),
            row.cloned().unwrap_or_default(),
        );
        let whole = row.is_some_and(|r| entry.doc.has_all(&r.heads));
        if (!whole || !unused.is_empty()) && stands("shortened-is-seen") {
            entry.damaged = true;
            self.meta.mark = None;
            effects.push(told("doc.damaged", Some(id)));
        }
        if let Some(acked) = &entry.row.acked
            && !entry.doc.has_all(acked)
        {
            entry.row.acked = None;
            entry.row.safe = false;
        }
        for (at, (sha256, chunk)) in chunks.iter().enumerate() {
            // Unused ones stay where they are: they may fit again when the server has sent what is missing.
            if unused.contains(&at) {
                continue;
            }
            if chunk.get(8) == Some(&0) {
                entry.snapshots.push((*sha256, chunk.len()));
            } else {
                entry.increments.insert(*sha256, chunk.len());
            }
        }
        entry.refresh(self.packages.get(id).map(|h| &h.package));
        self.entries.insert(id.clone(), entry);
    }

    /// Another tab of this browser stored a chunk: it is taken in as if it had been read at the start.
    pub(super) fn other_tab(
        &mut self,
        id: &InspectionId,
        chunk: (ChangeId, Vec<u8>),
        effects: &mut Vec<Effect>,
    ) {
        let (name, row) = chunk;
        let package = self.packages.get(id).map(|h| &h.package);
        let (Some(entry), Some(bytes)) = (self.entries.get_mut(id), open_chunk(name, &row)) else {
            return;
        };
        let Some(next) = entry.doc.with_chunk(bytes) else {
            return;
        };
        entry.doc = next;
        if bytes.get(8) == Some(&0) {
            entry.snapshots.push((name, row.len()));
        } else {
            entry.increments.insert(name, row.len());
        }
        entry.refresh(package);
        effects.push(Effect::Changed {
            inspection: id.clone(),
        });
    }

    /// Moves damaged rows into quarantine: copied first, removed in the same transaction.
    fn set_aside(&mut self, bad: Vec<(Key, Vec<u8>)>, effects: &mut Vec<Effect>) {
        if bad.is_empty() {
            return;
        }
        let mut writes = Vec::new();
        for (key, bytes) in bad {
            let (sha256, row) = crate::sync::store::seal_chunk(&bytes);
            self.quarantine.push(Quarantined {
                sha256,
                size_bytes: bytes.len() as u64,
            });
            writes.push(Write::Put(Key::Quarantine(sha256), row));
            writes.push(Write::Delete(key));
        }
        effects.push(told("store.damaged", None));
        self.put(writes, BTreeMap::new(), Vec::new(), effects);
    }
}
