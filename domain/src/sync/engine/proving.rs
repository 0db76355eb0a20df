//! Proving: the tablet signs its officer's stored changes, keeps colleagues' proofs, and relays what they cover.
//!
//! A proof is never waited for: without one the officer's own tablet still sends, and a colleague just cannot.

use super::entry::Entry;
use super::{Effect, Engine, Ticket};
use crate::guard::stands;
use crate::id::InspectionId;
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::ChangeFacts;
use crate::sync::proof::{Proof, covered, proof_text};
use crate::sync::store::{Key, Write, row};
use std::collections::{BTreeMap, BTreeSet};

/// A signature asked for.
#[derive(Clone, Debug)]
pub(super) struct Proving {
    ticket: Ticket,
    heads: Vec<ChangeId>,
}

impl Engine {
    /// Asks for a signature when changes became durable that no proof of this tablet names yet.
    pub(super) fn prove(&mut self, id: &InspectionId, effects: &mut Vec<Effect>) {
        let Some(entry) = self.entries.get(id).filter(|e| e.proving.is_none()) else {
            return;
        };
        let not_yet: BTreeSet<ChangeId> = entry.unstored.keys().copied().collect();
        let heads = entry.doc.tips_of(&self.me.inspector, &not_yet);
        let have = entry.proofs.get(&self.me.device).map(|p| &p.heads);
        if heads.is_empty() || have == Some(&heads) {
            return;
        }
        let text = proof_text(id, &self.me.device, &self.me.inspector, &heads);
        let ticket = self.ticket();
        if let Some(entry) = self.entries.get_mut(id) {
            entry.proving = Some(Proving { ticket, heads });
        }
        effects.push(Effect::Prove { ticket, text });
    }

    /// The signature is there, or could not be made; then the next change asks again.
    pub(super) fn proven(&mut self, ticket: Ticket, signature: Option<Vec<u8>>, effects: &mut Vec<Effect>) {
        let asked = |e: &Entry| e.proving.as_ref().is_some_and(|p| p.ticket == ticket);
        let Some(entry) = self.entries.values_mut().find(|e| asked(e)) else {
            return;
        };
        let id = entry.id.clone();
        let Some((proving, signature)) = entry.proving.take().zip(signature) else {
            return;
        };
        let proof = Proof {
            device: self.me.device.clone(),
            inspector: self.me.inspector.clone(),
            heads: proving.heads,
            signature,
        };
        let writes = self.keep_proofs(&id, vec![proof]);
        self.put(writes, BTreeMap::new(), Vec::new(), effects);
        self.prove(&id, effects);
    }

    /// Takes proofs in; the newer one of a tablet replaces the older. Writes that make them durable.
    pub(super) fn keep_proofs(&mut self, id: &InspectionId, proofs: Vec<Proof>) -> Vec<Write> {
        let Some(entry) = self.entries.get_mut(id) else {
            return Vec::new();
        };
        let (mut writes, deps) = (Vec::new(), entry.doc.deps_after(&[]));
        for proof in proofs {
            let known = entry.proofs.get(&proof.device);
            let older = known.is_some_and(|known| {
                let under = covered(&known.heads, &deps);
                proof.heads.iter().all(|h| under.contains(h))
            });
            // Heads that are not here prove nothing to anybody yet.
            if older || !entry.doc.has_all(&proof.heads) {
                continue;
            }
            let key = Key::Proof(id.clone(), proof.device.clone());
            writes.push(Write::Put(key, row(&proof)));
            entry.unsent_proofs.insert(proof.device.clone());
            entry.proofs.insert(proof.device.clone(), proof);
        }
        writes
    }

    /// What this tablet may send of a document after the acknowledged heads: its officer's own changes, and those
    /// of colleagues that their proofs cover.
    pub(super) fn outgoing(&self, entry: &Entry) -> Vec<Change> {
        let acked = entry.row.acked.as_ref();
        acked.map_or_else(Vec::new, |acked| self.outgoing_after(entry, acked))
    }

    /// The same after any heads.
    pub(super) fn outgoing_after(&self, entry: &Entry, acked: &[ChangeId]) -> Vec<Change> {
        let unstored = entry.unstored.keys().copied();
        let not_yet: BTreeSet<ChangeId> = unstored.filter(|_| stands("stored-before-sent")).collect();
        let mut goes = entry.doc.written_after(acked, &not_yet);
        // What goes is all that the server judges a proof by: leaving one change out may part others from theirs.
        loop {
            let covered: BTreeSet<ChangeId> = entry
                .proofs
                .values()
                .flat_map(|proof| self.relayed(entry, proof, &goes))
                .collect();
            let before = goes.len();
            goes.retain(|w| self.is_own(w) || covered.contains(&w.id));
            if goes.len() == before {
                break;
            }
        }
        entry.doc.changes(goes.iter().map(|w| w.id))
    }

    fn is_own(&self, written: &ChangeFacts) -> bool {
        written.author.as_ref() == Some(&self.me.inspector)
            && written.device.as_ref() == Some(&self.me.device)
    }

    /// Changes of another tablet among those that go, which its proof covers.
    fn relayed(&self, entry: &Entry, proof: &Proof, goes: &[ChangeFacts]) -> Vec<ChangeId> {
        if proof.device == self.me.device {
            return Vec::new();
        }
        let deps = match stands("proven-by-what-goes") {
            true => goes.iter().map(|w| (w.id, w.deps.clone())).collect(),
            false => entry.doc.deps_after(&[]),
        };
        let under = covered(&proof.heads, &deps);
        let his = |w: &&ChangeFacts| {
            w.author.as_ref() == Some(&proof.inspector) && w.device.as_ref() == Some(&proof.device)
        };
        let his = goes.iter().filter(his).map(|w| w.id);
        his.filter(|id| under.contains(id)).collect()
    }

    /// Proofs to send along: those the server has not been sent, and those of colleagues whose changes go with
    /// them. A proof may have gone before what it covers was durable here; without it that would be refused.
    pub(super) fn outgoing_proofs(&self, entry: &Entry, outgoing: &[Change]) -> Vec<Proof> {
        let acked = entry.row.acked.as_deref().unwrap_or_default();
        let mut goes = entry.doc.written_after(acked, &BTreeSet::new());
        goes.retain(|w| outgoing.iter().any(|change| change.id == w.id));
        let relays =
            |proof: &Proof| stands("relayed-with-proof") && !self.relayed(entry, proof, &goes).is_empty();
        let goes = |proof: &&Proof| entry.unsent_proofs.contains(&proof.device) || relays(proof);
        entry.proofs.values().filter(goes).cloned().collect()
    }
}
