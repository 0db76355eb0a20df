//! Where a write stands, said aloud for a test that wants to kill the browser in the middle of it.
//!
//! Only a build with the feature `switches` says anything; in every build that ships this is nothing.

/// Says the step and the clock on the console, from where the browser hands it on at once.
#[cfg(feature = "switches")]
pub(crate) fn say(step: &str) {
    let line = format!("suicha-write {step} {}", js_sys::Date::now());
    web_sys::console::info_1(&wasm_bindgen::JsValue::from_str(&line));
}

/// Says nothing.
#[cfg(not(feature = "switches"))]
#[inline(always)]
pub(crate) fn say(_step: &str) {}
