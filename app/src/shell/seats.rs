//! The list of seats on this tablet: what the lock must know before anybody has opened anything.
//!
//! In the clear and shared by all, so it says names only. Invariant: it is a convenience: an officer whose row was lost
//! is found by his files, and nothing of a seat is decided or deleted by what stands here. Beside it lie the letters
//! that officers of a team leave for each other, sealed; a lost one is written again.

use super::idb::{Batch, Idb};
use super::{js, opfs, prefs};
use crate::state::seat::{Occupant, Seat, Seated, together};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

const DATABASE: &str = "suicha-seats";
const SEATS: &str = "seats";
/// In front of the number of a seat that is being emptied.
const EMPTYING: &str = "emptying-";
const LETTERS: &str = "letters";

async fn list() -> Option<Idb> {
    let opened = Idb::open(DATABASE, None, 2, &[SEATS, LETTERS]).await;
    // Without it the lock works, with fewer names.
    opened
        .inspect_err(|fault| js::log(&format!("the list of seats does not open: {fault}")))
        .ok()
}

/// Everybody on this tablet.
pub async fn known() -> Seated {
    let rows = read(SEATS).await;
    let row = |(key, value): (String, JsValue)| {
        let occupant = serde_json::from_str::<Occupant>(&value.as_string()?).unwrap_or_default();
        Some((Seat::parse(&key)?, occupant))
    };
    let mut seated = together(
        rows.into_iter().filter_map(row).collect(),
        &opfs::written_seats().await,
    );
    seated.retain(|(seat, _)| !prefs::is_wiping(*seat));
    seated
}

/// Notes durably that a seat is being emptied.
pub(super) async fn mark_emptying(seat: Seat) {
    let mark = Batch {
        puts: vec![(format!("{EMPTYING}{seat}"), JsValue::TRUE)],
        deletes: Vec::new(),
    };
    write(SEATS, &mark).await;
}

/// Seats whose emptying has begun.
pub(super) async fn emptying() -> Vec<Seat> {
    let rows = read(SEATS).await.into_iter();
    rows.filter_map(|(key, _)| Seat::parse(key.strip_prefix(EMPTYING)?))
        .collect()
}

/// Notes who sits here, unless that stands there already.
pub(super) async fn note(seat: Seat, occupant: Occupant) {
    let same = |(s, known): &(Seat, Occupant)| {
        let since = known.since;
        *s == seat
            && *known
                == Occupant {
                    since,
                    ..occupant.clone()
                }
    };
    let noted = known().await.iter().any(same);
    let Some(json) = serde_json::to_string(&occupant).ok().filter(|_| !noted) else {
        return;
    };
    let row = Batch {
        puts: vec![(seat.to_string(), JsValue::from_str(&json))],
        deletes: Vec::new(),
    };
    write(SEATS, &row).await;
}

/// Forgets who sat here: the seat was emptied on purpose.
pub(super) async fn forget(seat: Seat) {
    let gone = Batch {
        puts: Vec::new(),
        deletes: vec![seat.to_string()],
    };
    write(SEATS, &gone).await;
    forget_letters(seat).await;
    // The mark is the last to go.
    let unmarked = Batch {
        puts: Vec::new(),
        deletes: vec![format!("{EMPTYING}{seat}")],
    };
    write(SEATS, &unmarked).await;
}

/// Letters to whoever sat here: nobody reads them any more.
async fn forget_letters(seat: Seat) {
    let letters = read(LETTERS).await.into_iter().map(|(key, _)| key);
    let to_him = format!("{seat}/");
    let gone = Batch {
        puts: Vec::new(),
        deletes: letters.filter(|key| key.starts_with(&to_him)).collect(),
    };
    write(LETTERS, &gone).await;
}

/// Leaves letters: to whom, about what (a name of its own), and the sealed bytes.
pub(super) async fn leave(from: Seat, letters: Vec<(Seat, String, Vec<u8>)>) {
    let put = |(to, name, sealed): (Seat, String, Vec<u8>)| {
        let bytes = Uint8Array::from(sealed.as_slice());
        (format!("{to}/{from}/{name}"), bytes.into())
    };
    let letters = Batch {
        puts: letters.into_iter().map(put).collect(),
        deletes: Vec::new(),
    };
    if !letters.puts.is_empty() {
        write(LETTERS, &letters).await;
    }
}

/// What was left for a seat: by whom, about what. It stays there until something newer takes its place.
pub(super) async fn letters_to(seat: Seat) -> Vec<(Seat, String, Vec<u8>)> {
    let letter = |(key, value): (String, JsValue)| {
        let mut parts = key.split('/');
        let to = Seat::parse(parts.next()?)?;
        let from = Seat::parse(parts.next()?)?;
        let name = parts.next()?.to_owned();
        (to == seat).then_some((from, name, value.dyn_into::<Uint8Array>().ok()?.to_vec()))
    };
    read(LETTERS).await.into_iter().filter_map(letter).collect()
}

async fn read(store: &str) -> Vec<(String, JsValue)> {
    let Some(list) = list().await else {
        return Vec::new();
    };
    let rows = list.all(store).await.unwrap_or_default();
    list.close();
    rows
}

async fn write(store: &str, rows: &Batch) {
    if let Some(list) = list().await {
        // What cannot be noted now is noted when he opens it next.
        list.write(store, rows).await.ok();
        list.close();
    }
}
