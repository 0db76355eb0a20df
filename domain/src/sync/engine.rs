//! The tablet's sync engine, without I/O: events in, effects out, in order.
//!
//! Durable first: an edit is stored before it is sent, and only what the server named is called received. A
//! crash between any two effects loses nothing that was called saved; doing an effect twice changes nothing.

mod bytes;
mod clocks;
mod entry;
mod event;
mod exchange;
mod export;
mod grown;
mod handover;
mod open;
mod proving;
mod status;
mod take_in;

pub use event::{Effect, Event, ListRow, Me, Quarantined, SavedState, SyncStatus, Ticket};
pub use handover::{Colleague, Compared, heads_digits};

use crate::assignment::{Package, SignedPackage};
use crate::clock::Run;
use crate::guard::stands;
use crate::id::InspectionId;
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::{EditRefused, Pen};
use crate::inspection::edit::Edit;
use crate::inspection::progress::Progress;
use crate::inspection::view::InspectionView;
use crate::review::ReviewState;
use crate::sync::store::{BlobRow, Key, MetaRow, ReviewRow, Write, row};
use crate::time::Timestamp;
use entry::{Entry, fresh_actor};
use exchange::Exchange;
use std::collections::{BTreeMap, BTreeSet};

/// A package as held: the signed bytes and what they say.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) signed: SignedPackage,
    pub(crate) package: Package,
}

/// A `Put` on its way.
#[derive(Clone, Debug)]
struct Pending {
    writes: Vec<Write>,
    /// Changes it makes durable, by inspection.
    changes: BTreeMap<InspectionId, BTreeSet<ChangeId>>,
    /// Blob rows it makes durable.
    blobs: Vec<(ChangeId, BlobRow)>,
}

/// The engine of one officer's tablet.
#[derive(Clone, Debug)]
pub struct Engine {
    me: Me,
    meta: MetaRow,
    /// The run of the tablet's clocks that marks belong to now.
    run: Option<Run>,
    entries: BTreeMap<InspectionId, Entry>,
    packages: BTreeMap<InspectionId, Held>,
    reviews: BTreeMap<InspectionId, ReviewRow>,
    blobs: BTreeMap<ChangeId, BlobRow>,
    quarantine: Vec<Quarantined>,
    pending: BTreeMap<Ticket, Pending>,
    /// Failed `Put`s, to be repeated at the next event.
    failed: Vec<Pending>,
    exchange: Exchange,
    next_ticket: Ticket,
}

impl Engine {
    /// Handles one event. `entropy` are 32 bytes fresh for every call.
    pub fn handle(&mut self, now: Timestamp, entropy: [u8; 32], event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Edited { inspection, edit } => self.edited(now, &inspection, &edit, &mut effects),
            Event::Stored { ticket } => self.stored(now, ticket, &mut effects),
            Event::StoreFailed { ticket, code } => {
                if !stands("failed-is-unstored") {
                    self.stored(now, ticket, &mut effects);
                }
                if let Some(pending) = self.pending.remove(&ticket) {
                    self.failed.push(pending);
                }
                effects.push(told(&code, None));
                effects.push(self.exchange.wake_for_the_disk(now));
            }
            Event::BlobStored { sha256, size_bytes } => self.blob_stored(sha256, size_bytes, &mut effects),
            Event::BlobGone { sha256 } => self.blob_gone(sha256, &mut effects),
            Event::BlobReceived {
                sha256,
                safe,
                receipt,
            } => {
                self.blob_received(sha256, safe, receipt, &mut effects);
            }
            Event::BlobReached { sha256, offset } => self.exchange.reached(sha256, offset),
            Event::BlobFailed {
                sha256,
                code,
                retry_after_s,
            } => {
                self.blob_failed(now, entropy, sha256, &code, retry_after_s, &mut effects);
            }
            Event::SyncWanted => {
                for entry in self.entries.values_mut() {
                    entry.behind = false;
                }
                self.exchange.retry_parked = true;
                self.send(now, &mut effects);
            }
            Event::News if self.rests() => {}
            Event::News => self.exchange.heard_news(now, entropy, &mut effects),
            Event::Timer => {
                self.retry_failed(&mut effects);
                if self.exchange.is_due(now) && !self.rests() {
                    self.send(now, &mut effects);
                } else {
                    // The disk's wake took the place of the exchange's.
                    effects.extend(self.exchange.wake_again());
                }
            }
            Event::Response { ticket, body } => self.answered(now, entropy, ticket, &body, &mut effects),
            Event::SendFailed {
                ticket,
                code,
                retry_after_s,
            } => {
                if self.exchange.take_sent(ticket).is_some() {
                    self.exchange
                        .failed(now, &code, retry_after_s, entropy, &mut effects);
                    effects.push(Effect::ListChanged);
                }
            }
            Event::Proven { ticket, signature } => self.proven(ticket, signature, &mut effects),
            Event::Handover { bytes } => self.handed_over(&bytes, false, &mut effects),
            Event::Letter { bytes } => self.handed_over(&bytes, true, &mut effects),
            Event::OtherTab { inspection, chunk } => self.other_tab(&inspection, chunk, &mut effects),
            Event::SignedOut => self.exchange.stop(),
        }
        effects
    }

    fn edited(&mut self, now: Timestamp, id: &InspectionId, edit: &Edit, effects: &mut Vec<Effect>) {
        let refused = |why| Effect::Refused {
            inspection: id.clone(),
            why,
        };
        let (Some(entry), Some(held)) = (self.entries.get_mut(id), self.packages.get(id)) else {
            effects.push(refused(EditRefused::NotHere));
            return;
        };
        let review = self.reviews.get(id).map(|r| r.state).unwrap_or_default();
        let closed = matches!(review, ReviewState::Approved | ReviewState::Published);
        if closed && matches!(edit, Edit::Amend { .. }) {
            effects.push(refused(EditRefused::Closed));
            return;
        }
        let pen = Pen {
            package: &held.package,
            author: &self.me.inspector,
            device: &self.me.device,
            now,
            run: self.run.as_ref(),
            actor: entry.actor,
            page_digest: crate::submission::page_digest,
        };
        match entry.doc.apply_edit(edit, &pen) {
            Err(why) => effects.push(refused(why)),
            Ok(None) => effects.push(Effect::Changed {
                inspection: id.clone(),
            }),
            Ok(Some(change)) => {
                entry.row.safe = false;
                entry.refresh(Some(&held.package));
                self.keep(id, vec![change], Vec::new(), effects);
            }
        }
    }

    /// Makes changes of an inspection durable, with whatever else belongs into the same transaction.
    fn keep(&mut self, id: &InspectionId, changes: Vec<Change>, more: Vec<Write>, effects: &mut Vec<Effect>) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        for change in changes {
            entry.unstored.insert(change.id, change);
        }
        let mut writes = entry.writes();
        let ids: BTreeSet<ChangeId> = entry.unstored.keys().copied().collect();
        writes.extend(more);
        let blobs = self.unconfirmed_blobs();
        writes.extend(blob_rows(&blobs));
        self.put(writes, BTreeMap::from([(id.clone(), ids)]), blobs, effects);
        effects.push(Effect::Changed {
            inspection: id.clone(),
        });
    }

    /// Photos whose row no transaction has confirmed. Whatever makes a record durable that may name them says their
    /// rows again: a record never stands without the row that sends its photo.
    fn unconfirmed_blobs(&self) -> Vec<(ChangeId, BlobRow)> {
        let open = self.pending.values().chain(&self.failed);
        let blobs: BTreeMap<_, _> = open.flat_map(|p| p.blobs.iter().cloned()).collect();
        blobs.into_iter().collect()
    }

    fn put(
        &mut self,
        writes: Vec<Write>,
        changes: BTreeMap<InspectionId, BTreeSet<ChangeId>>,
        blobs: Vec<(ChangeId, BlobRow)>,
        effects: &mut Vec<Effect>,
    ) {
        let ticket = self.ticket();
        effects.push(Effect::Put {
            ticket,
            writes: writes.clone(),
        });
        self.pending.insert(
            ticket,
            Pending {
                writes,
                changes,
                blobs,
            },
        );
    }

    fn ticket(&mut self) -> Ticket {
        self.next_ticket += 1;
        self.next_ticket
    }

    fn stored(&mut self, now: Timestamp, ticket: Ticket, effects: &mut Vec<Effect>) {
        let Some(pending) = self.pending.remove(&ticket) else {
            return;
        };
        for (sha256, blob) in pending.blobs.clone() {
            self.blobs.entry(sha256).or_insert(blob);
        }
        let (mut compactions, mut unsent) = (Vec::new(), !pending.blobs.is_empty());
        for (id, changes) in pending.changes {
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.stored(&changes);
                unsent |= entry.saved() == SavedState::OnTablet;
                compactions.extend(entry.compaction().map(|writes| (id.clone(), writes)));
                self.prove(&id, effects);
                effects.push(Effect::Changed { inspection: id });
            }
        }
        if !compactions.is_empty() {
            let (ids, writes): (Vec<_>, Vec<_>) = compactions.into_iter().unzip();
            let changes = ids.into_iter().map(|id| (id, BTreeSet::new())).collect();
            self.put(writes.concat(), changes, Vec::new(), effects);
        }
        self.retry_failed(effects);
        if unsent {
            self.exchange.wake_within(now, exchange::AFTER_EDIT_MS, effects);
        }
    }

    fn retry_failed(&mut self, effects: &mut Vec<Effect>) {
        let blobs = self.unconfirmed_blobs();
        for mut pending in std::mem::take(&mut self.failed) {
            // Rows may have moved on since: write the present ones.
            if !pending.changes.is_empty() && stands("repeated-with-its-photos") {
                pending.writes.extend(blob_rows(&blobs));
                pending.blobs.clone_from(&blobs);
            }
            for id in pending.changes.keys() {
                if let Some(entry) = self.entries.get_mut(id) {
                    pending.writes.extend(entry.writes());
                }
            }
            // The last write of a key is what counts; a disk that stays full must not make the next try larger.
            let mut named = BTreeSet::new();
            pending.writes.reverse();
            pending.writes.retain(|write| named.insert(write.key().clone()));
            pending.writes.reverse();
            self.put(pending.writes, pending.changes, pending.blobs, effects);
        }
    }

    /// Inspections on this tablet, by id.
    pub fn list(&self) -> Vec<ListRow> {
        self.entries
            .values()
            .map(|entry| ListRow {
                inspection: entry.id.clone(),
                state: entry.view.state,
                saved: entry.saved(),
                review: self.reviews.get(&entry.id).map(|r| r.state).unwrap_or_default(),
                answered: entry
                    .progress
                    .as_ref()
                    .map_or((0, 0), |p| (p.answered, p.required)),
                parked: entry.row.parked.clone(),
                withdrawn: entry.row.withdrawn,
                damaged: entry.damaged,
            })
            .collect()
    }

    /// What a screen shows of an inspection, `ToSign` recognised.
    pub fn view(&self, id: &InspectionId) -> Option<&InspectionView> {
        self.entries.get(id).map(|e| &e.view)
    }

    /// What stands against sealing.
    pub fn progress(&self, id: &InspectionId) -> Option<&Progress> {
        self.entries.get(id)?.progress.as_ref()
    }

    /// The package.
    pub fn package(&self, id: &InspectionId) -> Option<&Package> {
        self.packages.get(id).map(|h| &h.package)
    }

    /// The package as it was signed.
    pub fn signed_package(&self, id: &InspectionId) -> Option<&SignedPackage> {
        self.packages.get(id).map(|h| &h.signed)
    }

    /// The review as last received.
    pub fn review(&self, id: &InspectionId) -> Option<&ReviewRow> {
        self.reviews.get(id)
    }

    /// How far an inspection's words have come.
    pub fn saved(&self, id: &InspectionId) -> SavedState {
        self.entries.get(id).map(Entry::saved).unwrap_or_default()
    }

    /// How far the bytes of a piece of evidence have come.
    pub fn blob_saved(&self, sha256: ChangeId) -> SavedState {
        match self.blobs.get(&sha256) {
            None => SavedState::Typed,
            Some(blob) if blob.safe => SavedState::Safe,
            Some(blob) if blob.received => SavedState::Received,
            Some(_) => SavedState::OnTablet,
        }
    }

    /// Bytes kept aside: damaged at load, or refused.
    pub fn quarantine(&self) -> &[Quarantined] {
        &self.quarantine
    }

    /// The witness policy as last received; none = the one of the enrolment still holds.
    pub fn log_policy(&self) -> Option<&str> {
        self.meta.policy.as_deref()
    }
}

fn blob_rows(blobs: &[(ChangeId, BlobRow)]) -> impl Iterator<Item = Write> {
    let rows = blobs.iter();
    rows.map(|(sha256, blob)| Write::Put(Key::Blob(*sha256), row(blob)))
}

fn told(code: &str, inspection: Option<&InspectionId>) -> Effect {
    Effect::Told {
        code: code.to_owned(),
        inspection: inspection.cloned(),
    }
}
