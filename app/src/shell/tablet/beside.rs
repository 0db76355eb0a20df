//! The colleague's seat on this tablet: what is left there for him when this one locks, and what he left is taken in when
//! it opens. So he goes on under his own name when his tablet is dead, and no network and no camera is needed between two
//! seats of one tablet.
//!
//! Invariant: only colleagues of an inspection's team are left anything of it, sealed to their seat; to a key that the office signed as theirs; what is on the disk
//! only; and what comes is admitted like anything else a colleague hands over. Bytes of photos stay where they are; their
//! keys pass (`lent`).

use super::Tablet;
use super::lent::{LENT, borrowed, lend, to_lend};
use crate::shell::{js, seats};
use crate::state::seat::{Occupant, Seat};
use crate::state::work::Beside;
use domain::digest::Secret;
use domain::id::{InspectionId, InspectorId};
use domain::inspection::change::ChangeId;
use domain::sync::between::{self, Lent};
use domain::sync::engine::Event;
use gloo::timers::callback::Timeout;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Marks follow each other faster than this.
const LATER_MS: u32 = 2_000;

/// A letter: for whom, about what, and the sealed bytes.
pub(super) type Letter = (Seat, String, Vec<u8>);

/// The other officers of this tablet, and how far they were served.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    pub(super) beside: Rc<Vec<Beside>>,
    /// What is left for them is sealed to these.
    keys: BTreeMap<Seat, [u8; 32]>,
    /// Heads as last left for each.
    left: BTreeMap<(Seat, InspectionId), Vec<ChangeId>>,
    /// Pieces of evidence whose keys were last left for each.
    pub(super) left_pieces: BTreeMap<Seat, BTreeSet<ChangeId>>,
    /// Pieces that lie in other seats and that this one may send.
    pub(super) lent: BTreeMap<ChangeId, Lent>,
    /// Everything that lies in other seats, by name.
    pub(super) lying: BTreeSet<String>,
    /// The next time that something is left while the officer works on.
    pub(super) soon: Option<Timeout>,
}

impl Neighbours {
    /// Nobody is known yet; what was lent before still is.
    pub(super) fn with(lent: Vec<Lent>) -> Self {
        Self {
            lent: lent.into_iter().map(|piece| (piece.sha256, piece)).collect(),
            ..Self::default()
        }
    }
}

impl Tablet {
    /// What the colleagues on this tablet lack, sealed to each; nothing twice.
    pub(super) fn letters(&self) -> Vec<Letter> {
        let mut letters = Vec::new();
        self.with(|open| {
            if open.engine.status().revoked {
                return;
            }
            for beside in open.neighbours.beside.iter() {
                let Some(key) = open.neighbours.keys.get(&beside.seat) else {
                    continue;
                };
                let mut pieces = BTreeSet::new();
                for row in open.engine.list() {
                    let id = &row.inspection;
                    let package = open.engine.package(id);
                    let theirs =
                        package.is_some_and(|p| p.team.iter().any(|m| m.inspector == beside.inspector));
                    let about = (beside.seat, id.clone());
                    let heads = open.engine.heads(id);
                    if !theirs || row.withdrawn {
                        continue;
                    }
                    pieces.extend(to_lend(&open.engine, &open.neighbours.lent, id));
                    if open.neighbours.left.get(&about) == Some(&heads) {
                        continue;
                    }
                    let bundle = open.engine.handover(id, &[]);
                    let sealed = bundle.and_then(|b| between::seal(key, &Secret::new(js::random()), &b));
                    if let Some(sealed) = sealed {
                        letters.push((beside.seat, name_of(id), sealed));
                        open.neighbours.left.insert(about, heads);
                    }
                }
                // Also that nothing is lent any more: what was sent meanwhile is not promised anew.
                if open.neighbours.left_pieces.get(&beside.seat) == Some(&pieces) {
                    continue;
                }
                if let Some(sealed) = lend(&open.keyring, self.seat(), key, &pieces) {
                    letters.push((beside.seat, LENT.to_owned(), sealed));
                    open.neighbours.left_pieces.insert(beside.seat, pieces);
                }
            }
        });
        letters
    }

    /// Leaves them where the others find them. One left by the lock before is waited for.
    pub(super) async fn leave_letters(&self, letters: Vec<Letter>) {
        while self.0.leaving_letters.replace(true) {
            js::pause(20).await;
        }
        seats::leave(self.seat(), letters).await;
        self.0.leaving_letters.set(false);
    }

    /// Leaves what there is a moment after something was stored: whatever ends this page, little of it waits for the lock.
    pub(super) fn leave_letters_later(&self) {
        let tablet = self.clone();
        self.with(|open| {
            if !open.neighbours.beside.is_empty() {
                let soon = Timeout::new(LATER_MS, move || tablet.leave_letters_soon());
                open.neighbours.soon = Some(soon);
            }
        });
    }

    /// Leaves what there is now, while the officer goes on.
    pub(super) fn leave_letters_soon(&self) {
        let letters = self.letters();
        let tablet = self.clone();
        yew::platform::spawn_local(async move { tablet.leave_letters(letters).await });
    }

    /// Takes in what the others left, and learns who they are.
    pub(super) async fn read_letters(&self) {
        let Some(own) = self.0.letters_key.borrow().clone() else {
            return;
        };
        let mut pinned = Rc::default();
        self.with(|open| pinned = open.server_keys.clone());
        let (mut beside, keys) = neighbours(&seats::known().await, self.seat(), &pinned);
        let (mut news, mut lent) = (false, Vec::new());
        for (from, name, sealed) in seats::letters_to(self.seat()).await {
            let Some(bundle) = between::open(&own, &sealed) else {
                js::log("a letter between seats does not open");
                continue;
            };
            if name == LENT {
                lent.extend(borrowed(from, &bundle));
                continue;
            }
            let before = self.all_heads();
            match self.hand_in(Event::Letter { bytes: bundle }) {
                Ok(Some((code, Some(about))))
                    if matches!(code.as_str(), "handover.merged" | "handover.equal") =>
                {
                    news |= before.get(&about) != self.all_heads().get(&about);
                    if let Some(he) = beside.iter_mut().find(|b| b.seat == from) {
                        he.holds.insert(about);
                    }
                }
                Ok(Some((code, _))) => js::log(&format!("a letter between seats was not taken in: {code}")),
                Ok(None) => {}
                // Locked meanwhile: it is read at the next opening.
                Err(_) => return,
            }
        }
        self.with(|open| {
            open.neighbours.beside = Rc::new(beside);
            open.neighbours.keys = keys;
            if news {
                open.told.push(("seats.met".to_owned(), None));
            }
        });
        self.borrow(lent).await;
        self.show_now();
    }

    fn all_heads(&self) -> BTreeMap<InspectionId, Vec<ChangeId>> {
        let mut heads = BTreeMap::new();
        self.with(|open| {
            let rows = open.engine.list();
            heads.extend(
                rows.into_iter()
                    .map(|row| (row.inspection.clone(), open.engine.heads(&row.inspection))),
            );
        });
        heads
    }
}

/// The file name of what is left about an inspection.
fn name_of(inspection: &InspectionId) -> String {
    hex::encode(inspection.as_str())
}

/// The other officers, and the keys of those to whom something may be left: as the office signed them, for the list they
/// stand in lies in the clear.
fn neighbours(
    seated: &[(Seat, Occupant)],
    own: Seat,
    pinned: &BTreeMap<String, String>,
) -> (Vec<Beside>, BTreeMap<Seat, [u8; 32]>) {
    let others = || {
        seated
            .iter()
            .filter(|(seat, who)| *seat != own && !who.inspector.is_empty())
    };
    let keys: BTreeMap<_, _> = others()
        .filter_map(|(seat, who)| Some((*seat, who.proven_key(pinned)?)))
        .collect();
    let beside = others().map(|(seat, who)| Beside {
        seat: *seat,
        inspector: InspectorId::new(&who.inspector),
        name: who.officer.clone(),
        signed: keys.contains_key(seat),
        holds: BTreeSet::new(),
        lent: 0,
    });
    (beside.collect(), keys)
}
