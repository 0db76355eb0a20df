//! What an answer brings: merged, stored in one transaction with the cursor, and only then called the state.

use super::entry::Entry;
use super::exchange::Sent;
use super::grown::{Firsts, brought};
use super::{Effect, Engine, Held, fresh_actor, told};
use crate::assignment::verify_signed;
use crate::guard::stands;
use crate::id::{DeviceId, InspectionId};
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::{DocDamaged, InspectionDoc};
use crate::sync::mark::package_digest;
use crate::sync::store::{DocRow, Key, ReviewRow, Write, row};
use crate::time::Timestamp;
use crate::wire::sync::{
    APP_TOO_OLD, Answer, DocDown, PROTO, Page, SERVER_TOO_OLD, SignedPolicy, SyncResponse, Verdict, parse,
};
use std::collections::{BTreeMap, BTreeSet};

/// What one answer makes durable.
#[derive(Debug, Default)]
struct Batch {
    writes: Vec<Write>,
    changes: BTreeMap<InspectionId, BTreeSet<ChangeId>>,
    touched: BTreeSet<InspectionId>,
    /// Something of the answer could not be used: the mark must not move past it.
    spoilt: bool,
    /// The upload moved forward: going on at once makes sense.
    moved: bool,
    /// What could not be used comes in another way when it is asked for.
    again: bool,
}

impl Engine {
    pub(super) fn answered(
        &mut self,
        now: Timestamp,
        entropy: [u8; 32],
        ticket: super::Ticket,
        body: &[u8],
        effects: &mut Vec<Effect>,
    ) {
        // An answer to an older request says nothing that the next one will not say again.
        let Some(sent) = self.exchange.take_sent(ticket) else {
            return;
        };
        let response: SyncResponse = match parse(body) {
            Ok(response) => response,
            Err(error) => {
                self.exchange.failed(now, error.code(), None, entropy, effects);
                return;
            }
        };
        if response.proto != PROTO && stands("another-version-is-told") {
            let code = if response.proto > PROTO {
                APP_TOO_OLD
            } else {
                SERVER_TOO_OLD
            };
            self.exchange.failed(now, code, None, entropy, effects);
            return;
        }
        let mut batch = Batch::default();
        if response.epoch != self.meta.epoch {
            self.new_epoch(&response.epoch, &mut batch, effects);
        }
        self.meta.server_time = response.now;
        self.meta.device_time = now;
        self.meta.clock_moved = false;
        self.meta.revoked = response.revoked;
        self.exchange.succeeded(now, entropy, effects);
        if self.rests() {
            self.exchange.rest();
        }
        let mut go_on = false;
        match response.answer {
            Answer::Same => self.exchange.full = false,
            Answer::Differs => {
                // Named documents and still "differs" would go round for ever.
                go_on = !self.exchange.full;
                self.exchange.full = true;
            }
            Answer::Page(page) => {
                go_on = page.more;
                self.page(*page, &sent, entropy, &mut batch, effects);
                go_on |= self.has_something_to_send() || batch.again;
                // Without progress the next attempt waits for its time.
                go_on &= batch.moved;
            }
        }
        self.flush(batch, effects);
        if go_on {
            self.send(now, effects);
        }
        effects.push(Effect::ListChanged);
    }

    /// A restored server has forgotten; so do we, and offer everything again.
    fn new_epoch(&mut self, epoch: &str, batch: &mut Batch, effects: &mut Vec<Effect>) {
        if !self.meta.epoch.is_empty() && stands("epoch-forgets-acked") {
            effects.push(told("sync.new_epoch", None));
            for entry in self.entries.values_mut() {
                entry.row.acked = None;
                entry.row.safe = false;
                entry.behind = false;
                batch.touched.insert(entry.id.clone());
            }
            for (sha256, blob) in &mut self.blobs {
                blob.received = false;
                blob.safe = false;
                batch.writes.push(Write::Put(Key::Blob(*sha256), row(blob)));
            }
        }
        epoch.clone_into(&mut self.meta.epoch);
        self.meta.mark = None;
        self.exchange.full = true;
        self.exchange.blobs_reached.clear();
    }

    fn page(
        &mut self,
        page: Page,
        sent: &Sent,
        entropy: [u8; 32],
        batch: &mut Batch,
        effects: &mut Vec<Effect>,
    ) {
        for signed in page.packages {
            match signed.open(&self.me.server_keys) {
                Ok(package) => {
                    let id = package.inspection.clone();
                    let held = Held { signed, package };
                    batch
                        .writes
                        .push(Write::Put(Key::Package(id.clone()), row(&held.signed)));
                    if let Some(entry) = self.entries.get_mut(&id) {
                        entry.row.package = Some(package_digest(&held.signed.body));
                    }
                    batch.touched.insert(id.clone());
                    batch.moved = true;
                    self.packages.insert(id, held);
                }
                Err(refused) => {
                    batch.spoilt = true;
                    effects.push(told(refused.code(), None));
                }
            }
        }
        let firsts = self.firsts(page.grown, &page.docs);
        if firsts.is_none() {
            // The server is asked for the changes themselves.
            batch.again = !self.exchange.grows_not;
            self.exchange.grows_not = true;
            batch.spoilt = true;
        }
        let (all, firsts) = (firsts.is_some(), firsts.unwrap_or_default());
        for down in page.docs.into_iter().filter(|down| all || !down.grown) {
            self.doc_down(down, &firsts, sent, entropy, batch, effects);
        }
        for id in page.withdrawn {
            if let Some(entry) = self.entries.get_mut(&id) {
                batch.moved |= !entry.row.withdrawn;
                entry.row.withdrawn = true;
                batch.touched.insert(id.clone());
            }
            self.drop_unless_kept(&id, batch);
        }
        for review in page.reviews {
            let held = ReviewRow {
                state: review.state,
                entries: review.entries,
            };
            batch
                .writes
                .push(Write::Put(Key::Review(review.id.clone()), row(&held)));
            batch.touched.insert(review.id.clone());
            batch.moved |= self.reviews.get(&review.id) != Some(&held);
            self.reviews.insert(review.id, held);
        }
        for blob in page.blobs {
            self.blob_down(blob, &mut batch.writes);
        }
        self.send_bytes(effects);
        if let Some(policy) = page.policy {
            self.policy_down(policy, batch, effects);
        }
        self.meta.second_copy = page.second_copy;
        self.exchange.retry_parked = false;
        self.exchange.full = page.more || batch.spoilt;
        self.meta.mark = if batch.spoilt { None } else { page.mark };
    }

    fn policy_down(&mut self, policy: SignedPolicy, batch: &mut Batch, effects: &mut Vec<Effect>) {
        let signed = verify_signed(
            &self.me.server_keys,
            &policy.key_id,
            SignedPolicy::LABEL,
            &policy.text,
            &policy.signature,
        );
        match signed {
            Ok(()) => self.meta.policy = Some(policy.text),
            Err(_) => {
                batch.spoilt = true;
                effects.push(told("policy.not_genuine", None));
            }
        }
    }

    fn doc_down(
        &mut self,
        mut down: DocDown,
        firsts: &Firsts,
        sent: &Sent,
        entropy: [u8; 32],
        batch: &mut Batch,
        effects: &mut Vec<Effect>,
    ) {
        let id = down.id.clone();
        let known = sent.docs.get(&id).cloned().unwrap_or_default();
        let brought = match brought(&mut down, firsts, &known) {
            Ok(changes) => self.merge_down(&id, changes, entropy),
            Err(code) => Err(code),
        };
        down.heads.sort_unstable();
        let brought = match brought {
            Ok(brought) => brought,
            Err(code) => {
                batch.spoilt = true;
                effects.push(told(code, Some(&id)));
                return;
            }
        };
        batch.moved |= !brought.is_empty();
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        for change in brought {
            entry.unstored.insert(change.id, change);
        }
        if let Some(held) = self.packages.get(&id) {
            entry.row.package = Some(package_digest(&held.signed.body));
        }
        match down.verdict {
            Verdict::Accepted | Verdict::Behind => {
                // Named again: it was given back.
                entry.row.withdrawn = false;
                entry.behind = down.verdict == Verdict::Behind && known == down.heads;
                if down.verdict == Verdict::Accepted {
                    entry.row.parked = None;
                    // A newer proof may have come while the older one was on its way.
                    let (sent, held) = (sent.proofs.get(&id), &entry.proofs);
                    let is_sent = |device: &DeviceId| {
                        let heads = sent.and_then(|proofs| proofs.get(device));
                        heads.is_some() && heads == held.get(device).map(|proof| &proof.heads)
                    };
                    entry.unsent_proofs.retain(|device| !is_sent(device));
                }
                // Only heads that are here, too, are common ground for the next request.
                if entry.doc.has_all(&down.heads) {
                    batch.moved |= entry.row.acked.as_ref() != Some(&down.heads);
                    entry.row.acked = Some(down.heads);
                    entry.row.safe = down.safe;
                    entry.damaged = false;
                } else {
                    batch.spoilt = true;
                }
            }
            Verdict::Parked { code } => {
                if entry.row.parked.as_ref() != Some(&code) {
                    effects.push(told("doc.parked", Some(&id)));
                }
                entry.row.parked = Some(code);
            }
            Verdict::Gone => entry.row.withdrawn = true,
        }
        batch.touched.insert(id);
    }

    /// Merges what the server sent; the document appears here if it was not held yet.
    fn merge_down(
        &mut self,
        id: &InspectionId,
        changes: Vec<Change>,
        entropy: [u8; 32],
    ) -> Result<Vec<Change>, &'static str> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        match self.entries.get_mut(id) {
            Some(entry) => {
                let new = entry.doc.merge(&changes).map_err(DocDamaged::code)?;
                Ok(changes.into_iter().filter(|c| new.contains(&c.id)).collect())
            }
            None => {
                let bytes: Vec<&[u8]> = changes.iter().map(|c| c.bytes.as_slice()).collect();
                let doc = InspectionDoc::load(&bytes).map_err(DocDamaged::code)?;
                if doc.id() != id {
                    return Err(DocDamaged::NotAnInspection.code());
                }
                let entry = Entry::new(doc, fresh_actor(entropy, &self.me, id), DocRow::default());
                self.entries.insert(id.clone(), entry);
                Ok(changes)
            }
        }
    }

    /// Nothing of an inspection goes because the office took it away; without the guard it does.
    fn drop_unless_kept(&mut self, id: &InspectionId, batch: &mut Batch) {
        if stands("withdrawn-is-kept") {
            return;
        }
        if let Some(entry) = self.entries.remove(id) {
            let chunks = entry
                .increments
                .keys()
                .chain(entry.snapshots.iter().map(|(name, _)| name));
            let chunks = chunks.map(|name| Write::Delete(entry.chunk(*name)));
            batch.writes.extend(chunks);
            batch.writes.push(Write::Delete(Key::Doc(id.clone())));
        }
    }

    /// One transaction for all of an answer, the mark in it.
    fn flush(&mut self, mut batch: Batch, effects: &mut Vec<Effect>) {
        for id in std::mem::take(&mut batch.touched) {
            let package = self.packages.get(&id).map(|h| &h.package);
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.refresh(package);
                batch
                    .changes
                    .insert(id.clone(), entry.unstored.keys().copied().collect());
                batch.writes.extend(entry.writes());
            }
            effects.push(Effect::Changed { inspection: id });
        }
        let cursor = Write::Put(Key::Meta, row(&self.meta));
        if stands("cursor-with-data") {
            batch.writes.push(cursor);
        } else {
            self.put(vec![cursor], BTreeMap::new(), Vec::new(), effects);
        }
        self.put(batch.writes, batch.changes, Vec::new(), effects);
    }
}
