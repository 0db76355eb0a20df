//! The forger: an enrolled tablet writes under the actor id of a colleague, past the program.

use super::disk::change_id;
use super::stage::{device, token};
use super::wire::Request;
use super::world::World;
use anyhow::{Context, Result, ensure};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Automerge, ROOT, ReadDoc};
use domain::inspection::change::{Change, ChangeId};
use domain::sync::frame::to_frame;
use domain::wire::sync::{DocUp, PROTO, SyncRequest, to_bytes};
use sync_server::store::sqlite::End;

impl World {
    pub(super) fn forge(&mut self, at: usize) -> Result<()> {
        let (id, who) = (self.an_inspection(), self.tablets[at].who);
        let doc = self.server.doc(&id)?;
        if self.away.contains(&(id.clone(), who)) || self.server.full {
            return Ok(());
        }
        // An actor of somebody else: his changes name his tablet.
        let mine = format!("{}", device(who));
        let changes = doc.changes_after(&[]);
        let mut theirs = changes.iter().filter_map(|change| {
            let read = automerge::Change::from_bytes(change.bytes.clone()).ok()?;
            let foreign = read
                .message()
                .is_some_and(|m| m.contains("tablet-") && !m.contains(&mine));
            foreign.then(|| read.actor_id().clone())
        });
        let Some(actor) = theirs.next_back() else {
            return Ok(());
        };
        let mut am = Automerge::load(&doc.save_compacted()?)?;
        am.set_actor(actor);
        let answers = am.get(ROOT, "answers")?.context("a section of answers")?.1;
        let options = CommitOptions::default().with_message(format!("{{\"device\":\"{mine}\"}}"));
        let written = am.transact_with::<_, _, automerge::AutomergeError, _>(
            |()| options,
            |tx| tx.put(&answers, "q3", "ok"),
        );
        ensure!(written.is_ok(), "the forger cannot write");
        let base: Vec<ChangeId> = doc.heads();
        let heads: Vec<_> = base.iter().map(|h| (*h).into()).collect();
        let forged: Vec<Change> = am.get_changes(&heads).iter().map(Change::from).collect();
        self.forged.extend(forged.iter().map(|c| change_id(&c.bytes)));
        let request = SyncRequest {
            proto: PROTO,
            epoch: String::new(),
            device: device(who),
            mark: None,
            docs: vec![DocUp {
                id,
                base: Some(base.clone()),
                have: Vec::new(),
                changes: to_frame(&forged, &base).ok().context("a frame")?,
                proofs: Vec::new(),
                package: None,
                reviews: 0,
            }],
            policy: None,
            blobs: Vec::new(),
            grows: false,
        };
        let request = Request::sync(&token(who), to_bytes(&request));
        self.outcome.faults += 1;
        self.server.handle(&[request], End::Committed, &mut self.chance)?;
        self.came_in()
    }
}
