//! Originals between the seats of one tablet: the bytes stay where they were written, the key of each passes to the
//! colleagues of its inspection, so that whoever opens his seat next sends them. A seat that never opens again keeps
//! nothing back.
//!
//! Invariant: a piece is lent only to who has the record that names it; what is read of another seat has the digest it is
//! named by; nothing there is ever written or removed.

use super::Tablet;
use crate::shell::opfs::EVIDENCE;
use crate::shell::vault::{Keyring, PIECE_MARK, open_piece};
use crate::shell::{js, opfs, picture};
use crate::state::seat::Seat;
use domain::digest::Secret;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::sync::between::{self, Lent};
use domain::sync::engine::{Engine, Event, SavedState};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the letter with keys; those about inspections are named in hex.
pub(super) const LENT: &str = "lent";

/// Pieces of this seat's own that an inspection names and the office does not hold safely.
pub(super) fn to_lend(
    engine: &Engine,
    lent: &BTreeMap<ChangeId, Lent>,
    id: &InspectionId,
) -> BTreeSet<ChangeId> {
    let Some(view) = engine.view(id) else {
        return BTreeSet::new();
    };
    let own = |piece: &ChangeId| {
        matches!(
            engine.blob_saved(*piece),
            SavedState::OnTablet | SavedState::Received
        ) && !lent.contains_key(piece)
    };
    let names = view.evidence.iter().map(|e| &e.evidence);
    let names = names.flat_map(|e| std::iter::once(&e.sha256).chain(e.derived.as_ref().map(|d| &d.sha256)));
    names
        .filter_map(|hex| ChangeId::parse_hex(hex))
        .filter(own)
        .collect()
}

/// The keys of these pieces, sealed to a colleague's seat.
pub(super) fn lend(
    keyring: &Keyring,
    seat: Seat,
    to: &[u8; 32],
    pieces: &BTreeSet<ChangeId>,
) -> Option<Vec<u8>> {
    let lent = pieces.iter().map(|sha256| Lent {
        sha256: *sha256,
        key: keyring.piece_key(sha256),
        seat: seat.number(),
    });
    let bytes = Lent::to_bytes(&lent.collect::<Vec<_>>());
    between::seal(to, &Secret::new(js::random()), &bytes)
}

/// What a letter with keys lends; where the bytes lie, the letter's place says.
pub(super) fn borrowed(from: Seat, letter: &[u8]) -> Vec<Lent> {
    let lent = Lent::parse(letter).unwrap_or_default();
    let seat = from.number();
    lent.into_iter().map(|piece| Lent { seat, ..piece }).collect()
}

impl Tablet {
    /// Keeps what was lent in this seat, for the list of letters may be lost; and takes up what is here to be sent.
    pub(super) async fn borrow(&self, lent: Vec<Lent>) {
        let (Ok(store), Ok(keyring)) = (self.store(), self.keyring()) else {
            return;
        };
        let mut lying = BTreeSet::new();
        for seat in Seat::all().filter(|seat| *seat != self.seat()) {
            lying.extend(opfs::pieces_of(seat).await);
        }
        let mut changed = None;
        self.with(|open| {
            let before = open.neighbours.lent.clone();
            let known = &mut open.neighbours.lent;
            known.extend(lent.into_iter().map(|piece| (piece.sha256, piece)));
            known.retain(|sha256, _| open.engine.blob_saved(*sha256) < SavedState::Safe);
            let all: Vec<Lent> = known.values().cloned().collect();
            changed = (before != *known).then_some(all);
            open.neighbours.lying = lying;
            open.all_stale();
        });
        if let Some(all) = changed
            && let Err(fault) = store.keep_lent(&keyring, &all).await
        {
            js::log(&format!("what was lent is not kept: {fault}"));
        }
        self.let_go().await;
        self.adopt_evidence();
    }

    /// Pieces that lie nowhere any more (their officer left this tablet, with a copy of all he had) are not promised.
    async fn let_go(&self) {
        let Ok(store) = self.store() else { return };
        let own = store.files.list(EVIDENCE).await.unwrap_or_default();
        let mut gone = Vec::new();
        self.with(|open| {
            let lies = |piece: &ChangeId| {
                let name = piece.to_hex();
                open.neighbours.lying.contains(&name) || own.iter().any(|(own, _)| *own == name)
            };
            let promised = |piece: &ChangeId| open.engine.blob_saved(*piece) == SavedState::OnTablet;
            let lent = open.neighbours.lent.keys().copied();
            gone.extend(lent.filter(|piece| promised(piece) && !lies(piece)));
        });
        for sha256 in gone {
            self.handle(Event::BlobGone { sha256 });
        }
    }

    /// This piece lies in another seat of this tablet under a key that this one has.
    pub(super) async fn is_lent(&self, sha256: &ChangeId) -> bool {
        let Some(piece) = self.lent(sha256) else {
            return false;
        };
        let seat = Seat::of_number(piece.seat);
        let most = u32::try_from(PIECE_MARK.len()).ok();
        match seat {
            Some(seat) if domain::guard::stands("a-photo-goes-by-either-seat") => {
                let head = opfs::piece_of(seat, &sha256.to_hex(), most).await;
                head.as_deref() == Some(PIECE_MARK)
            }
            Some(_) | None => false,
        }
    }

    /// The bytes of a piece that another seat lent, if they are what its name says.
    pub(super) async fn lent_evidence(&self, name: &str) -> Option<Vec<u8>> {
        let sha256 = ChangeId::parse_hex(name)?;
        let piece = self.lent(&sha256)?;
        let sealed = opfs::piece_of(Seat::of_number(piece.seat)?, name, None).await?;
        let bytes = open_piece(&piece.key, name, &sealed).await.ok()?;
        (picture::sha256(&bytes).await.ok()? == sha256.0).then_some(bytes)
    }

    fn lent(&self, sha256: &ChangeId) -> Option<Lent> {
        let open = self.0.open.borrow();
        open.as_ref()?.neighbours.lent.get(sha256).cloned()
    }
}
