//! The list of seats on this tablet: what the lock must know before anybody has opened anything.
//!
//! In the clear and shared by all, so it says names only. Invariant: it is a convenience: an officer whose row was lost
//! is found by his files, and nothing of a seat is decided or deleted by what stands here.

use super::idb::{Batch, Idb};
use super::{js, opfs};
use crate::state::seat::{Occupant, Seat, Seated, together};
use wasm_bindgen::JsValue;

const DATABASE: &str = "suicha-seats";
const SEATS: &str = "seats";

async fn list() -> Option<Idb> {
    let opened = Idb::open(DATABASE, None, 1, &[SEATS]).await;
    // Without it the lock works, with fewer names.
    opened
        .inspect_err(|fault| js::log(&format!("the list of seats does not open: {fault}")))
        .ok()
}

/// Everybody on this tablet.
pub async fn known() -> Seated {
    let rows = match list().await {
        Some(list) => {
            let rows = list.all(SEATS).await.unwrap_or_default();
            list.close();
            rows
        }
        None => Vec::new(),
    };
    let row = |(key, value): (String, JsValue)| {
        let occupant = serde_json::from_str::<Occupant>(&value.as_string()?).unwrap_or_default();
        Some((Seat::parse(&key)?, occupant))
    };
    together(
        rows.into_iter().filter_map(row).collect(),
        &opfs::written_seats().await,
    )
}

/// Notes who sits here, unless that stands there already.
pub(super) async fn note(seat: Seat, officer: &str, since: i64) {
    let known = known().await;
    let noted = known.iter().any(|(s, o)| *s == seat && o.officer == officer);
    let occupant = Occupant {
        officer: officer.to_owned(),
        since,
    };
    let Some(json) = serde_json::to_string(&occupant).ok().filter(|_| !noted) else {
        return;
    };
    let row = Batch {
        puts: vec![(seat.to_string(), JsValue::from_str(&json))],
        deletes: Vec::new(),
    };
    write(&row).await;
}

/// Forgets who sat here: the seat was emptied on purpose.
pub(super) async fn forget(seat: Seat) {
    let gone = Batch {
        puts: Vec::new(),
        deletes: vec![seat.to_string()],
    };
    write(&gone).await;
}

async fn write(rows: &Batch) {
    if let Some(list) = list().await {
        // What cannot be noted now is noted when he opens it next.
        list.write(SEATS, rows).await.ok();
        list.close();
    }
}
