//! A note of what was on this tablet, kept apart from its store: so that an emptied one is told from a new one.
//!
//! A browser that runs out of room takes everything of an origin away at once, and tells nobody. A cookie is not part
//! of that store. It names no inspection and no person: the tablet's name, and how much was unsent when. Invariant:
//! it is believed only to say something; nothing is ever decided or deleted by it.

use super::{clock, dom, js};
use crate::state::seat::Seat;
use js_sys::Reflect;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

const NAME: &str = "suicha-here";
/// The longest a browser keeps a cookie (RFC 6265bis, 5.5: 400 days).
const KEPT_S: u32 = 400 * 24 * 3600;

/// What was here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The tablet's name.
    pub name: String,
    /// Inspections that the server had not received.
    pub docs: usize,
    /// Originals that it had not received.
    pub photos: usize,
    /// When that was so (device clock, ms).
    pub at: i64,
}

/// What was noted last of this seat, if somebody ever had it.
pub fn noted(seat: Seat) -> Option<Note> {
    if !domain::guard::stands("an-emptied-tablet-is-told-from-a-new-one") {
        return None;
    }
    let document = dom::document()?;
    let cookies = js::text(&document, "cookie")?;
    let value = cookies
        .split("; ")
        .find_map(|cookie| cookie.strip_prefix(&seat.own(NAME))?.strip_prefix('='))?;
    let json = js_sys::decode_uri_component(value).ok()?.as_string()?;
    serde_json::from_str(&json).ok()
}

/// This browser was a tablet once.
pub fn was_tablet() -> bool {
    Seat::all().any(|seat| noted(seat).is_some())
}

/// Forgets what was on this seat: it was emptied on purpose.
pub(crate) fn forget(seat: Seat) {
    if let Some(document) = dom::document() {
        let gone = format!("{}=; path=/; max-age=0; samesite=strict", seat.own(NAME));
        Reflect::set(&document, &"cookie".into(), &JsValue::from_str(&gone)).ok();
    }
}

/// Notes what is on this seat now.
pub(crate) fn note(seat: Seat, name: &str, (docs, photos): (usize, usize)) {
    let note = Note {
        name: name.to_owned(),
        docs,
        photos,
        at: clock::now().0,
    };
    let (Ok(json), Some(document)) = (serde_json::to_string(&note), dom::document()) else {
        return;
    };
    let value = String::from(js_sys::encode_uri_component(&json));
    let name = seat.own(NAME);
    let cookie = format!("{name}={value}; path=/; max-age={KEPT_S}; samesite=strict");
    // A browser that takes no cookies only cannot say it later.
    Reflect::set(&document, &"cookie".into(), &JsValue::from_str(&cookie)).ok();
}
