//! From the engine's values to what the screens show. An inspection that did not change keeps its `Rc`.

use super::{Open, Tablet};
use crate::shell::{here, js};
use crate::state::session::Session;
use crate::state::work::{Beside, Entry, Owner, Work, with_its_record};
use domain::assignment::Package;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::inspection::rows::with_rows;
use domain::log::Policy;
use domain::sync::engine::{ListRow, SavedState};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

impl Tablet {
    /// Shows the present state; while it is being locked, nothing.
    pub(super) fn show_now(&self) {
        if self.0.locking.get() {
            return;
        }
        let work = {
            let mut open = self.0.open.borrow_mut();
            let Some(open) = open.as_mut() else { return };
            let mut work = work(open);
            // What is being taken now is kept first.
            work.sync.revoked &= !self.0.under_way.get().holds();
            let unsent = work.unsent();
            if open.noted.replace(unsent) != Some(unsent) {
                here::note(self.seat(), &work.owner.device_name, unsent);
            }
            work
        };
        let revoked = work.sync.revoked;
        self.show(Session::Open(Rc::new(work)));
        if revoked {
            self.lock_if_told();
        }
    }

    /// Locks once when the office has revoked this tablet meanwhile. The pages it leaves hand on what they hold first.
    fn lock_if_told(&self) {
        let mut knew = true;
        self.with(|open| knew = std::mem::replace(&mut open.knows_revoked, true));
        if !knew {
            let tablet = self.clone();
            yew::platform::spawn_local(async move {
                js::pause(0).await;
                tablet.lock();
            });
        }
    }
}

fn work(open: &mut Open) -> Work {
    let stale = std::mem::take(&mut open.stale);
    let mut entries = Vec::new();
    let mut shown = BTreeMap::new();
    for row in open.engine.list() {
        // No longer this officer's: shown as long as something of it is here only.
        if row.withdrawn && row.saved >= SavedState::Received {
            continue;
        }
        let kept = open
            .shown
            .get(&row.inspection)
            .filter(|e| !stale.contains(&row.inspection) && e.saved == row.saved && e.parked == row.parked);
        let Some(entry) = kept.cloned().or_else(|| entry(open, &row).map(Rc::new)) else {
            continue;
        };
        shown.insert(row.inspection, entry.clone());
        entries.push(entry);
    }
    open.shown = shown;
    entries.sort_by_cached_key(|e| e.place());
    let sync = open.engine.status();
    Work {
        owner: owner(open),
        entries,
        answered: open.engine.last_answer(),
        sync,
        quarantined: open
            .engine
            .quarantine()
            .iter()
            .map(|q| (q.sha256.to_hex(), q.size_bytes))
            .collect(),
        told: open.told.clone(),
        beside: beside(open),
        not_kept: open.not_kept,
    }
}

/// The other officers, with what this seat may send for each.
fn beside(open: &mut Open) -> Rc<Vec<Beside>> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for piece in open.neighbours.lent.values() {
        if open.engine.blob_saved(piece.sha256) == SavedState::OnTablet {
            *counts.entry(piece.seat).or_default() += 1;
        }
    }
    let lent = |b: &Beside| counts.get(&b.seat.number()).copied().unwrap_or_default();
    if open.neighbours.beside.iter().any(|b| b.lent != lent(b)) {
        let counted = open.neighbours.beside.iter().map(|b| Beside {
            lent: lent(b),
            ..b.clone()
        });
        open.neighbours.beside = Rc::new(counted.collect());
    }
    open.neighbours.beside.clone()
}

/// The owner with the witness policy as last received, as long as it names the log that was pinned at enrolment.
fn owner(open: &Open) -> Rc<Owner> {
    let pinned = &open.owner.log_policy;
    let log_of = |text: &str| Policy::parse(text).ok().map(|policy| policy.log);
    match open.engine.log_policy() {
        Some(policy) if policy != pinned && log_of(policy) == log_of(pinned) => Rc::new(Owner {
            log_policy: policy.to_owned(),
            ..(*open.owner).clone()
        }),
        Some(_) | None => open.owner.clone(),
    }
}

/// The package as it is shown already, so that what is made of its forms stays.
fn same_or_new(open: &Open, id: &InspectionId, package: &Package) -> Rc<Package> {
    let shown = open.shown.get(id).map(|e| e.package.clone());
    let same = shown.filter(|shown| **shown == *package);
    same.unwrap_or_else(|| Rc::new(package.clone()))
}

fn entry(open: &Open, row: &ListRow) -> Option<Entry> {
    let id: &InspectionId = &row.inspection;
    let view = open.engine.view(id)?;
    let package = &*with_rows(open.engine.package(id)?, view);
    let signed = open.engine.signed_package(id)?;
    let (mut blobs, mut receipts) = (BTreeMap::new(), BTreeMap::new());
    let mut beside = BTreeSet::new();
    for evidence in &view.evidence {
        let sha256 = &evidence.evidence.sha256;
        let name = ChangeId::parse_hex(sha256);
        let state = name.map(|id| open.engine.blob_saved(id));
        if let Some(at) = name.and_then(|id| open.engine.receipt(id)) {
            receipts.insert(sha256.clone(), at);
        }
        if let Some(state) = state.filter(|s| *s > SavedState::Typed) {
            let before = open.shown.get(id).and_then(|e| e.blobs.get(sha256).copied());
            blobs.insert(sha256.clone(), with_its_record(state, row.saved, before));
        } else if open.neighbours.lying.contains(sha256) {
            beside.insert(sha256.clone());
        }
    }
    Some(Entry {
        package: same_or_new(open, id, package),
        package_signed: signed.open(&open.server_keys).is_ok(),
        view: Rc::new(view.clone()),
        progress: Rc::new(open.engine.progress(id)?.clone()),
        colleagues: Rc::new(open.engine.colleagues(id)),
        review: Rc::new(open.engine.review(id).cloned().unwrap_or_default()),
        saved: row.saved,
        parked: row.parked.clone(),
        blobs,
        beside,
        receipts,
    })
}
