//! The part of the address behind `#`: where the public page is, without a router of its own weight.

use gloo::events::EventListener;
use yew::prelude::*;

/// What stands behind `#`, without the sign.
pub fn current() -> String {
    web_sys::window()
        .and_then(|w| w.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// Calls back with every change as long as the listener lives.
pub fn listen(changed: Callback<String>) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "hashchange", move |_| {
        super::dom::scroll_to_top();
        changed.emit(current());
    }))
}
