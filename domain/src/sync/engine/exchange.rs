//! When to ask the server and what to send: only stored changes, only this officer's, only what it lacks.

use super::{Effect, Engine, SyncStatus, Ticket};
use crate::guard::stands;
use crate::id::{DeviceId, InspectionId};
use crate::inspection::change::ChangeId;
use crate::sync::frame::to_frame;
use crate::sync::mark::package_digest;
use crate::time::Timestamp;
use crate::wire::sync::{DocUp, PAGE_BYTES, PROTO, SyncRequest, to_bytes};
use std::collections::{BTreeMap, BTreeSet};

/// After an edit the tablet waits this long for the next one before it sends.
pub(super) const AFTER_EDIT_MS: i64 = 2_000;
/// After the server's word that something is new, about this long.
const AFTER_NEWS_MS: i64 = 1_500;
/// A failed `Put` is tried again after this long.
const STORE_RETRY_MS: i64 = 1_000;
/// With nothing to send, the tablet asks for news this often.
const POLL_MS: i64 = 5 * 60_000;
/// First wait after a failure; doubled each time up to the longest.
const BACKOFF_MIN_MS: i64 = 5_000;
const BACKOFF_MAX_MS: i64 = 10 * 60_000;
/// A request that brought no outcome by then is given up (the shell should say so earlier).
const ANSWER_WITHIN_MS: i64 = 2 * 60_000;
/// Longest wait a server may ask for: a slip of a proxy must not silence a tablet for a day.
const ASKED_MAX_MS: i64 = 30 * 60_000;

/// What one request carried.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) ticket: Ticket,
    pub(super) at: Timestamp,
    /// Base and heads each document was named with.
    pub(super) docs: BTreeMap<InspectionId, Vec<ChangeId>>,
    /// Proofs that went along: tablets and what each had signed then.
    pub(super) proofs: BTreeMap<InspectionId, BTreeMap<DeviceId, Vec<ChangeId>>>,
}

/// The state of the exchange; none of it needs to survive a restart.
#[derive(Clone, Debug, Default)]
pub(super) struct Exchange {
    pub(super) sent: Option<Sent>,
    /// The server said that something is new, or documents must be named for another reason.
    pub(super) full: bool,
    /// The officer asked: parked documents are offered once more.
    pub(super) retry_parked: bool,
    /// First changes made here were not the server's: it is asked for the changes themselves.
    pub(super) grows_not: bool,
    /// Evidence the server wants, on its way or waiting for its turn.
    pub(super) blobs_under_way: BTreeSet<ChangeId>,
    /// Those that wait, by size: where to go on.
    pub(super) blobs_waiting: BTreeMap<(u64, ChangeId), u64>,
    /// How many bytes of a blob the server said it has. Only shown: where to go on, it says anew each time.
    pub(super) blobs_reached: BTreeMap<ChangeId, u64>,
    failures: u32,
    failing: Option<String>,
    answered_at: Option<Timestamp>,
    next_at: Option<Timestamp>,
    /// How far off `next_at` was when it was set.
    longest_wait: i64,
    stopped: bool,
}

impl Exchange {
    pub(super) fn take_sent(&mut self, ticket: Ticket) -> Option<Sent> {
        self.sent.take_if(|sent| sent.ticket == ticket)
    }

    pub(super) fn stop(&mut self) {
        *self = Self {
            stopped: true,
            ..Self::default()
        };
    }

    /// Due at its time, or when the clock was set back so far that its time is beyond any wait asked for.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        let farthest = Timestamp(now.0.saturating_add(self.longest_wait));
        let jumped = stands("clock-may-jump");
        self.next_at
            .is_some_and(|at| at <= now || (jumped && at > farthest))
    }

    /// Wakes at the latest after `ms`, unless a failure asks to wait longer.
    pub(super) fn wake_within(&mut self, now: Timestamp, ms: i64, effects: &mut Vec<Effect>) {
        let wanted = Timestamp(now.0.saturating_add(ms));
        let farthest = Timestamp(now.0.saturating_add(self.longest_wait));
        let at = match self.next_at {
            Some(set) if stands("clock-may-jump") && set > farthest => wanted,
            Some(set) if set > now && (set < wanted || self.failing.is_some()) => set,
            Some(_) | None => wanted,
        };
        self.longest_wait = at.0.saturating_sub(now.0);
        self.next_at = Some(at);
        effects.push(Effect::WakeAt(at));
    }

    /// When to try a failed `Put` again: soon, however long the exchange waits for a network.
    pub(super) fn wake_for_the_disk(&self, now: Timestamp) -> Effect {
        let soon = Timestamp(now.0.saturating_add(STORE_RETRY_MS));
        let at = match self.next_at {
            Some(set) if set > now && (set < soon || !stands("the-disk-does-not-wait-for-the-network")) => {
                set
            }
            Some(_) | None => soon,
        };
        Effect::WakeAt(at)
    }

    /// The wake the exchange waits for, once more.
    pub(super) fn wake_again(&self) -> Option<Effect> {
        self.next_at.map(Effect::WakeAt)
    }

    pub(super) fn failed(
        &mut self,
        now: Timestamp,
        code: &str,
        retry_after_s: Option<u32>,
        entropy: [u8; 32],
        effects: &mut Vec<Effect>,
    ) {
        // Twenty photos that fail with the same connection are one failure.
        let waits = self.failing.is_some() && self.next_at.is_some_and(|at| at > now);
        self.failures = self.failures.saturating_sub(u32::from(waits));
        let doubled = BACKOFF_MIN_MS.saturating_mul(1i64.checked_shl(self.failures.min(20)).unwrap_or(1));
        let wait = doubled.min(BACKOFF_MAX_MS);
        let asked = retry_after_s.map_or(0, |s| asked_for(s, entropy));
        self.failures += 1;
        self.failing = Some(code.to_owned());
        self.next_at = None;
        self.wake_within(now, jitter(wait, entropy).max(asked), effects);
    }

    /// Asks soon, but never sooner than a failure lets it, and not together with everybody who heard the same.
    pub(super) fn heard_news(&mut self, now: Timestamp, entropy: [u8; 32], effects: &mut Vec<Effect>) {
        if !self.stopped {
            self.wake_within(now, jitter(AFTER_NEWS_MS, entropy), effects);
        }
    }

    pub(super) fn succeeded(&mut self, now: Timestamp, entropy: [u8; 32], effects: &mut Vec<Effect>) {
        self.failures = 0;
        self.failing = None;
        self.answered_at = Some(now);
        self.next_at = None;
        self.wake_within(now, jitter(POLL_MS, entropy), effects);
    }

    pub(super) fn reached(&mut self, sha256: ChangeId, offset: u64) {
        self.blobs_reached.insert(sha256, offset);
    }

    /// Nothing is asked by itself any more; what is sent next, a person sends.
    pub(super) fn rest(&mut self) {
        self.next_at = None;
        self.blobs_waiting.clear();
        self.blobs_under_way.clear();
    }

    pub(super) fn status(&self) -> SyncStatus {
        SyncStatus {
            sending: self.sent.is_some(),
            sending_bytes: !self.blobs_under_way.is_empty(),
            answered_at: self.answered_at,
            next_at: self.next_at,
            failing: self.failing.clone(),
            ..SyncStatus::default()
        }
    }
}

/// Between three quarters and five quarters of the wait, so that tablets do not all come at once.
fn jitter(wait: i64, entropy: [u8; 32]) -> i64 {
    let spread = i64::from(u16::from_be_bytes([entropy[0], entropy[1]]));
    wait - wait / 4 + wait / 2 * spread / i64::from(u16::MAX)
}

/// Never sooner than asked, and up to a quarter later: a proxy in front tells every tablet the same number.
fn asked_for(seconds: u32, entropy: [u8; 32]) -> i64 {
    let asked = (i64::from(seconds) * 1000).min(ASKED_MAX_MS);
    if !crate::guard::stands("retry-after") {
        return 0;
    }
    let spread = i64::from(u16::from_be_bytes([entropy[2], entropy[3]]));
    asked + (asked / 4).max(1000) * spread / i64::from(u16::MAX)
}

impl Engine {
    /// A revoked tablet hands in what it has when a person says so, and does not knock again and again.
    pub(super) fn rests(&self) -> bool {
        self.meta.revoked && stands("a-revoked-tablet-rests")
    }

    pub(super) fn has_something_to_send(&self) -> bool {
        let docs = self.entries.values().any(|entry| {
            let parked = entry.row.parked.is_some() && !self.exchange.retry_parked;
            !parked && !entry.behind && !entry.row.withdrawn && !self.outgoing(entry).is_empty()
        });
        docs || self.entries.values().any(|e| e.row.acked.is_none())
            || self
                .blobs
                .iter()
                .any(|(sha256, b)| !b.received && !self.exchange.blobs_under_way.contains(sha256))
    }

    /// Sends, unless a request is on its way.
    pub(super) fn send(&mut self, now: Timestamp, effects: &mut Vec<Effect>) {
        if self.exchange.stopped {
            self.exchange.stopped = false;
        }
        if let Some(sent) = &self.exchange.sent {
            // A clock that was set back must not make the wait longer.
            let waited = now.0.saturating_sub(sent.at.0);
            let set_back = waited < 0 && stands("clock-may-jump");
            if !stands("silence-ends") {
                return;
            }
            if waited < ANSWER_WITHIN_MS && !set_back {
                // An earlier wake took the place of the one that would give up: it is asked for again.
                let left = ANSWER_WITHIN_MS.saturating_sub(waited);
                self.exchange.wake_within(now, left, effects);
                return;
            }
            self.exchange.sent = None;
        }
        let full = self.exchange.full || self.meta.mark.is_none() || self.has_something_to_send();
        let (docs, named) = if full {
            self.name_docs()
        } else {
            Default::default()
        };
        let blobs = self
            .blobs
            .iter()
            .filter(|(_, b)| full && !b.safe)
            .map(|(sha256, _)| *sha256)
            .collect();
        let signed = |up: &DocUp| {
            let proofs = up.proofs.iter();
            proofs.map(|p| (p.device.clone(), p.heads.clone())).collect()
        };
        let proofs = docs.iter().map(|up| (up.id.clone(), signed(up))).collect();
        let request = SyncRequest {
            proto: PROTO,
            epoch: self.meta.epoch.clone(),
            device: self.me.device.clone(),
            mark: self.meta.mark,
            policy: self.meta.policy.as_deref().map(package_digest),
            docs,
            blobs,
            grows: full && !self.exchange.grows_not,
        };
        let ticket = self.ticket();
        self.exchange.sent = Some(Sent {
            ticket,
            at: now,
            docs: named,
            proofs,
        });
        effects.push(Effect::Post {
            ticket,
            body: to_bytes(&request),
        });
        // Should nobody ever answer, and nothing else happen here, somebody must look again.
        self.exchange.wake_within(now, ANSWER_WITHIN_MS, effects);
        effects.push(Effect::ListChanged);
    }

    fn name_docs(&self) -> (Vec<DocUp>, BTreeMap<InspectionId, Vec<ChangeId>>) {
        let mut docs = Vec::new();
        let mut named = BTreeMap::new();
        let mut size = 0;
        for (id, entry) in &self.entries {
            let base = entry.row.acked.clone();
            let have = if base.is_none() {
                entry.doc.heads()
            } else {
                Vec::new()
            };
            let parked = entry.row.parked.is_some() && !self.exchange.retry_parked;
            let (mut changes, mut proofs) = (Vec::new(), Vec::new());
            if size < PAGE_BYTES && !parked && !entry.row.withdrawn {
                let outgoing = self.outgoing(entry);
                if !outgoing.is_empty() {
                    let known = base.clone().unwrap_or_default();
                    changes =
                        to_frame(&outgoing, &known).expect("changes of a loaded document are plain chunks");
                    proofs = self.outgoing_proofs(entry, &outgoing);
                    size += changes.len() + 128 * proofs.len();
                }
            }
            let mut known = base.clone().unwrap_or_default();
            known.extend(&have);
            named.insert(id.clone(), known);
            docs.push(DocUp {
                id: id.clone(),
                base,
                have,
                changes,
                proofs,
                package: entry.row.package.filter(|_| self.packages.contains_key(id)),
                reviews: self
                    .reviews
                    .get(id)
                    .map_or(0, |r| u32::try_from(r.entries.len()).unwrap_or(u32::MAX)),
            });
        }
        (docs, named)
    }
}
