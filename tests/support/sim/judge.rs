//! The judge: what must hold after every step, and once the weather has cleared.
//!
//! Saved here means readable here after any end of the page; received means durable there; a refusal keeps the bytes;
//! a seal never changes; in calm weather everybody holds the same, and every answer that was not overruled is shown.

use super::server::Answer;
use super::stage::INSPECTIONS;
use super::wire::Request;
use super::world::World;
use anyhow::{Context, Result, bail, ensure};
use domain::assignment::Package;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::inspection::doc::InspectionDoc;
use domain::inspection::progress::with_state;
use domain::inspection::view::{DocState, InspectionView};
use domain::submission::Submission;
use domain::sync::engine::SavedState;
use domain::wire::sync::{SyncRequest, SyncResponse, Verdict, parse};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    /// After every event of a tablet: what it tells its officer is so.
    pub(super) fn watch(&mut self, at: usize) -> Result<()> {
        for row in self.tablets[at].engine.list() {
            let id = row.inspection;
            let heads = self.tablets[at].engine.heads(&id);
            if row.saved >= SavedState::Received {
                self.is_received(at, &id, &heads)?;
            }
            if row.saved >= SavedState::OnTablet {
                let promised = heads.into_iter().map(|head| (id.clone(), head));
                self.tablets[at].promised.extend(promised);
                self.photos_of(at, &id);
            }
            if row.state == DocState::Sealed {
                self.seal_stands(at, &id)?;
            }
        }
        let photos: Vec<ChangeId> = self.tablets[at].photos.keys().copied().collect();
        for sha256 in photos {
            if self.up_to_date(at)
                && self.tablets[at].engine.blob_saved(sha256) >= SavedState::Received
                && !self.server.has_blob(sha256)?
            {
                bail!(
                    "{} calls a photo received that the server has not",
                    self.tablets[at].who
                );
            }
        }
        Ok(())
    }

    fn up_to_date(&self, at: usize) -> bool {
        self.tablets[at].generation == Some(self.server.generation)
    }

    fn is_received(&self, at: usize, id: &InspectionId, heads: &[ChangeId]) -> Result<()> {
        if !self.up_to_date(at) {
            return Ok(());
        }
        let hex: Vec<String> = heads.iter().map(|h| h.to_hex()).collect();
        let there = self.server.heads(id)?;
        if there != hex && !self.server.doc(id)?.has_all(heads) {
            bail!(
                "{} calls {id} received, and the server lacks part of it",
                self.tablets[at].who
            );
        }
        Ok(())
    }

    fn photos_of(&mut self, at: usize, id: &InspectionId) {
        let tablet = &mut self.tablets[at];
        let Some(view) = tablet.engine.view(id) else {
            return;
        };
        for shown in &view.evidence {
            let sha256 = ChangeId::parse_hex(&shown.evidence.sha256);
            // Colleagues' photos are on their tablets.
            if let Some(sha256) = sha256.filter(|s| tablet.disk.evidence.contains_key(s)) {
                tablet.photos.insert(sha256, id.clone());
            }
        }
    }

    fn seal_stands(&mut self, at: usize, id: &InspectionId) -> Result<()> {
        let tablet = &mut self.tablets[at];
        let Some(view) = tablet.engine.view(id) else {
            return Ok(());
        };
        if tablet.looked.get(id) == Some(&view.heads) {
            return Ok(());
        }
        tablet.looked.insert(id.clone(), view.heads.clone());
        same_seals(&mut self.seals, &self.packages[id], view)
    }

    /// After every start: the disk still holds what the officer was told it holds, or he is told that it does not.
    pub(super) fn kept(&mut self, at: usize) -> Result<()> {
        let chunks = self.tablets[at].disk.chunks();
        let docs: BTreeMap<String, Option<InspectionDoc>> = chunks
            .into_iter()
            .map(|(id, chunks)| (id, InspectionDoc::load_available(&chunks).0))
            .collect();
        let held = |(id, head): &(InspectionId, ChangeId)| {
            let doc = docs.get(id.as_str()).and_then(Option::as_ref);
            doc.is_some_and(|doc| doc.has(*head))
        };
        let tablet = &mut self.tablets[at];
        let gone = tablet.promised.iter().filter(|p| !held(p)).count();
        if gone > 0 {
            let told = ["doc.damaged", "doc.lost", "store.damaged", "store.gaps"];
            let told = told.iter().any(|code| tablet.told.contains(*code));
            ensure!(tablet.robbed, "{} lost {gone} heads that were saved", tablet.who);
            ensure!(told, "{} lost {gone} heads and says nothing", tablet.who);
            tablet.promised.retain(held);
            // A photo whose record went with them is nobody's; the others are named again.
            tablet.photos.clear();
        }
        let photos: Vec<ChangeId> = tablet.photos.keys().copied().collect();
        for sha256 in photos {
            let here = self.tablets[at].disk.evidence.contains_key(&sha256);
            ensure!(
                here || self.server.has_blob(sha256)?,
                "a photo of {} is nowhere",
                self.tablets[at].who
            );
        }
        Ok(())
    }

    /// After every commit of the server: it holds nothing that no tablet had stored, and nothing forged.
    pub(super) fn came_in(&mut self) -> Result<()> {
        for id in self.server.arrivals()? {
            ensure!(!self.forged.contains(&id), "a forged change came in");
            ensure!(
                self.stored.contains(&id),
                "{id} was sent before any tablet had stored it"
            );
        }
        Ok(())
    }

    /// What the server says of an upload: honest tablets are not refused, and what is refused is kept.
    pub(super) fn read_verdicts(&self, at: usize, request: &Request, answer: &Answer) -> Result<()> {
        let (Ok(asked), Ok(said)) = (
            parse::<SyncRequest>(&request.body),
            parse::<SyncResponse>(&answer.body),
        ) else {
            return Ok(());
        };
        let domain::wire::sync::Answer::Page(page) = said.answer else {
            return Ok(());
        };
        for down in &page.docs {
            let spoilt = self.spoilt.contains(&(down.id.clone(), self.tablets[at].who));
            if let Verdict::Parked { code } = &down.verdict
                && !(spoilt && code == "admit.wrong_value")
            {
                bail!("{} was refused {}: {code}", self.tablets[at].who, down.id);
            }
            let up = asked.docs.iter().find(|up| up.id == down.id);
            if let (Verdict::Gone, Some(up)) = (&down.verdict, up.filter(|up| !up.changes.is_empty())) {
                let name = hex::encode(Sha256::digest(&up.changes));
                let kept = self.server.quarantined()?.contains_key(&name);
                ensure!(
                    kept,
                    "an upload of {} was refused and thrown away",
                    self.tablets[at].who
                );
            }
        }
        Ok(())
    }

    /// What an officer wrote who was taken off waits for a supervisor, and so does what was refused; and with it
    /// what rests on it.
    fn waits(&self, id: &InspectionId) -> bool {
        self.away.iter().chain(&self.spoilt).any(|(of, _)| of == id)
    }

    fn is_apart(&self, id: &InspectionId, at: usize) -> bool {
        let place = (id.clone(), self.tablets[at].who);
        self.away.contains(&place) || self.spoilt.contains(&place)
    }

    /// Photos with a saved record that only this tablet has. One whose record was never saved has no name to be sent
    /// under; a clone's may have gone from the first tablet.
    fn kept_back(&self, at: usize) -> Result<usize> {
        let tablet = &self.tablets[at];
        let mut unsent = 0;
        for (sha256, _) in tablet.photos.iter().filter(|(_, id)| !self.waits(id)) {
            let waits = tablet.engine.blob_saved(*sha256) < SavedState::Received;
            unsent += usize::from(waits && !self.server.has_blob(*sha256)?);
        }
        Ok(unsent)
    }

    /// Nothing is left to do.
    pub(super) fn is_quiet(&self) -> Result<bool> {
        if !self.flights.is_empty() || self.tablets.iter().any(|t| !t.puts.is_empty()) {
            return Ok(false);
        }
        for id in INSPECTIONS.map(InspectionId::from) {
            let there = self.server.heads(&id)?;
            for at in 0..self.tablets.len() {
                let tablet = &self.tablets[at];
                let here: Vec<String> = tablet.engine.heads(&id).iter().map(|h| h.to_hex()).collect();
                let saved = tablet.engine.saved(&id) >= SavedState::Received;
                let kept_back = self.kept_back(at)? > 0;
                if !self.is_apart(&id, at) && (here != there || !saved || kept_back) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// In calm weather everybody agrees, and nothing that was promised is missing.
    pub(super) fn judge(&mut self) -> Result<()> {
        self.server.crash(true)?;
        self.server.audit()?;
        for id in INSPECTIONS.map(InspectionId::from) {
            let doc = self.server.doc(&id)?;
            let view = with_state(&self.packages[&id], doc.view());
            let waits = self.waits(&id);
            for at in (0..self.tablets.len()).filter(|_| !waits) {
                let tablet = &self.tablets[at];
                let who = format!("{} {at} in {id}", tablet.who);
                let here = tablet.engine.heads(&id);
                ensure!(
                    here == doc.heads(),
                    "{who} and the server differ: {here:?} {:?}; {:?}",
                    doc.heads(),
                    tablet.engine.list()
                );
                let saved = tablet.engine.saved(&id);
                ensure!(
                    saved >= SavedState::Received,
                    "{who} calls it {saved:?} and nothing more happens"
                );
                let shown = tablet.engine.view(&id).context("a record to show")?;
                let (shows, is) = (format!("{shown:#?}"), format!("{view:#?}"));
                let first = shows.lines().zip(is.lines()).find(|(a, b)| a != b);
                ensure!(shown == &view, "{who} shows another record, first {first:?}");
                for (_, head) in tablet.promised.iter().filter(|(of, _)| *of == id) {
                    ensure!(doc.has(*head), "{who}: {head} was saved and never came");
                }
            }
            same_seals(&mut self.seals, &self.packages[&id], &view).context("on the server")?;
            if view.seals.is_empty() {
                self.answers_show(&doc).with_context(|| id.to_string())?;
            }
        }
        for at in 0..self.tablets.len() {
            self.kept(at)?;
            let (unsent, who) = (self.kept_back(at)?, self.tablets[at].who);
            ensure!(unsent == 0, "{who} keeps {unsent} photos to itself");
            for row in self.tablets[at].engine.list() {
                let spoilt = self.spoilt.contains(&(row.inspection.clone(), who));
                let refused = row.parked.is_some();
                ensure!(spoilt || !refused, "{who} is told that {} waits", row.inspection);
            }
        }
        Ok(())
    }

    /// Of every item, the answers that no later one had seen: all of them are shown, and no other.
    fn answers_show(&self, doc: &InspectionDoc) -> Result<()> {
        let mut under: BTreeMap<ChangeId, BTreeSet<ChangeId>> = BTreeMap::new();
        for change in doc.changes_after(&[]) {
            let read = automerge::Change::from_bytes(change.bytes.clone())?;
            let mut seen = BTreeSet::new();
            for dep in read.deps().iter().map(|d| ChangeId::from(*d)) {
                seen.insert(dep);
                seen.extend(under.get(&dep).into_iter().flatten().copied());
            }
            under.insert(change.id, seen);
        }
        let here: Vec<_> = self
            .given
            .iter()
            .filter(|g| g.inspection == *doc.id() && under.contains_key(&g.change))
            .collect();
        let items: BTreeSet<_> = here.iter().map(|g| &g.item).collect();
        let view = doc.view();
        for item in items {
            let of = || here.iter().filter(|g| g.item == *item);
            let overruled =
                |g: &super::world::Given| of().any(|later| under[&later.change].contains(&g.change));
            let standing: BTreeSet<&str> = of().filter(|g| !overruled(g)).map(|g| g.value.as_str()).collect();
            let shown = &view.answers[item];
            let alternatives = shown.alternatives.iter().map(|a| a.value.as_str());
            let shown: BTreeSet<&str> = alternatives.chain(shown.value.as_deref()).collect();
            ensure!(
                shown == standing,
                "{item}: {standing:?} stand, {shown:?} are shown"
            );
        }
        Ok(())
    }
}

/// Every seal that counts freezes what it froze when anybody first saw it.
fn same_seals(
    seals: &mut BTreeMap<(InspectionId, String), String>,
    package: &Package,
    view: &InspectionView,
) -> Result<()> {
    for record in Submission::each(package, view) {
        let key = (view.id.clone(), record.seal.clone());
        let says = String::from_utf8(record.canonical())?;
        let froze = seals.entry(key).or_insert_with(|| says.clone());
        ensure!(
            *froze == says,
            "seal {} of {} froze something else before: {froze}, now {says}",
            record.seal,
            view.id
        );
    }
    Ok(())
}
