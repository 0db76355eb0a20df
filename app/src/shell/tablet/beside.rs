//! The colleague's seat on this tablet: what is left there for him when this one locks, and what he left is taken in when
//! it opens. So he goes on under his own name when his tablet is dead, and no network and no camera is needed between two
//! seats of one tablet.
//!
//! Invariant: only colleagues of an inspection's team are left anything of it, sealed to their seat; what is on the disk
//! only; and what comes is admitted like anything else a colleague hands over. Bytes of photos stay where they are.

use super::Tablet;
use crate::shell::{js, seats};
use crate::state::seat::{Occupant, Seat};
use crate::state::work::Beside;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::digest::Secret;
use domain::id::{InspectionId, InspectorId};
use domain::inspection::change::ChangeId;
use domain::sync::between;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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
                for row in open.engine.list() {
                    let id = &row.inspection;
                    let package = open.engine.package(id);
                    let theirs =
                        package.is_some_and(|p| p.team.iter().any(|m| m.inspector == beside.inspector));
                    let about = (beside.seat, id.clone());
                    let heads = open.engine.heads(id);
                    if !theirs || row.withdrawn || open.neighbours.left.get(&about) == Some(&heads) {
                        continue;
                    }
                    let bundle = open.engine.handover(id, &[]);
                    let sealed = bundle.and_then(|b| between::seal(key, &Secret::new(js::random()), &b));
                    if let Some(sealed) = sealed {
                        letters.push((beside.seat, name_of(id), sealed));
                        open.neighbours.left.insert(about, heads);
                    }
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
        let (mut beside, keys) = neighbours(&seats::known().await, self.seat());
        let mut news = false;
        for (from, sealed) in seats::letters_to(self.seat()).await {
            let Some(bundle) = between::open(&own, &sealed) else {
                js::log("a letter between seats does not open");
                continue;
            };
            let before = self.all_heads();
            match self.hand_in(bundle) {
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

/// The other officers, and the keys of those to whom something may be left.
fn neighbours(seated: &[(Seat, Occupant)], own: Seat) -> (Vec<Beside>, BTreeMap<Seat, [u8; 32]>) {
    let others = || {
        seated
            .iter()
            .filter(|(seat, who)| *seat != own && !who.inspector.is_empty())
    };
    let keys = others().filter_map(|(seat, who)| {
        let key = URL_SAFE_NO_PAD.decode(&who.key).ok()?;
        Some((*seat, key.try_into().ok()?))
    });
    let beside = others().map(|(seat, who)| Beside {
        seat: *seat,
        inspector: InspectorId::new(&who.inspector),
        name: who.officer.clone(),
        holds: BTreeSet::new(),
    });
    (beside.collect(), keys.collect())
}
