//! A faulty program: an officer's own tablet writes into one inspection what nobody may take in.
//!
//! The server must refuse it and keep it apart; every other inspection of the tablet goes on.

use super::disk::{Cut, changes_in};
use super::stage::device;
use super::world::World;
use anyhow::{Context, Result, ensure};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Author, Automerge, ROOT, ReadDoc};
use domain::inspection::change::{Change, ChangeId};
use domain::inspection::doc::InspectionDoc;
use domain::sync::store::{DocRow, Key, Write, parse_row, row, seal_chunk};

impl World {
    pub(super) fn misprogram(&mut self, at: usize) -> Result<()> {
        let (id, who) = (self.an_inspection(), self.tablets[at].who);
        let chunks = self.tablets[at]
            .disk
            .chunks()
            .remove(id.as_str())
            .unwrap_or_default();
        let (Some(doc), false) = (
            InspectionDoc::load_available(&chunks).0,
            self.tablets[at].disk.full,
        ) else {
            return Ok(());
        };
        let mut am = Automerge::load(&doc.save_compacted()?)?;
        am.set_author(Some(Author::from(who.as_bytes()).into_owned()));
        am.set_actor(ActorId::from(&self.chance.entropy()[..16]));
        let answers = am.get(ROOT, "answers")?.context("a section of answers")?.1;
        let message = format!("{{\"device\":\"{}\"}}", device(who));
        let written = am.transact_with::<_, _, automerge::AutomergeError, _>(
            |()| CommitOptions::default().with_message(message),
            |tx| tx.put(&answers, "q3", "neither good nor bad"),
        );
        ensure!(written.is_ok(), "the faulty program cannot write");
        let heads: Vec<_> = doc.heads().iter().map(|h| (*h).into()).collect();
        let mut writes = Vec::new();
        for change in am.get_changes(&heads).iter().map(Change::from) {
            self.forged.insert(change.id);
            let (sha256, sealed) = seal_chunk(&change.bytes);
            let inspection = id.clone();
            writes.push(Write::Put(Key::Chunk { inspection, sha256 }, sealed));
        }
        let names = Key::Doc(id.clone());
        let known = self.tablets[at].disk.row(&names);
        if let Some(mut known) = known.and_then(|bytes| parse_row::<DocRow>(&bytes)) {
            known.heads = am.get_heads().into_iter().map(ChangeId::from).collect();
            writes.push(Write::Put(names, row(&known)));
        }
        let clock = self.now + self.tablets[at].skew;
        self.tablets[at].disk.commit(clock, &writes, Cut::None);
        self.stored.extend(changes_in(&writes));
        self.spoilt.insert((id, who));
        self.outcome.faults += 1;
        self.restart(at, false)
    }
}
