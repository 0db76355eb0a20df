//! Where the tablet is, or why that is not known. Never blocks the work: ten seconds, then a reason.

use super::{clock, js};
use domain::evidence::Place;
use domain::time::Timestamp;
use js::Settle;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

const WAIT_MS: u32 = 10_000;

/// One fix, or the reason why none (`denied`, `unavailable`, `timeout`).
pub async fn place() -> Place {
    let none = |reason: &str| Place::None {
        reason: reason.to_owned(),
    };
    let Some(geolocation) = web_sys::window().and_then(|w| w.navigator().geolocation().ok()) else {
        return none("unavailable");
    };
    let settle = Settle::new();
    let (yes, no) = (settle.clone(), settle.clone());
    let found = Closure::<dyn FnMut(JsValue)>::new(move |position: JsValue| yes.resolve(&position));
    let failed = Closure::<dyn FnMut(JsValue)>::new(move |error: JsValue| no.reject(&error));
    let options = web_sys::PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(WAIT_MS);
    options.set_maximum_age(30_000);
    let asked = geolocation.get_current_position_with_error_callback_and_options(
        found.as_ref().unchecked_ref(),
        Some(failed.as_ref().unchecked_ref()),
        &options,
    );
    if asked.is_err() {
        return none("unavailable");
    }
    // Some browsers count their own time limit only after the person answered the question.
    match settle.within(WAIT_MS + 2_000).await {
        Ok(position) => fix(&position).unwrap_or_else(|| none("unavailable")),
        Err(_) if !domain::guard::stands("a-refused-place-has-its-reason") => none(""),
        Err(error) => match js::number(&error, "code").map(|c| c as i32) {
            Some(1) => none("denied"),
            Some(2) => none("unavailable"),
            _ => none("timeout"),
        },
    }
}

fn fix(position: &JsValue) -> Option<Place> {
    let coords = js::prop(position, "coords")?;
    let degrees = |key: &str| js::number(&coords, key).map(|d| (d * 1e7).round() as i64);
    Some(Place::Fix {
        lat_e7: degrees("latitude")?,
        lon_e7: degrees("longitude")?,
        accuracy_cm: js::number(&coords, "accuracy").map_or(0, |m| (m * 100.0).round() as u64),
        at: js::number(position, "timestamp").map_or_else(clock::now, |ms| Timestamp(ms as i64)),
    })
}
