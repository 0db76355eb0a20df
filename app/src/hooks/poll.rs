//! Asking again every few seconds while something on the server is about to happen.

use gloo::timers::callback::Interval;
use yew::prelude::*;

/// Calls `reload` every `every_ms` while `on`; stops with the component.
#[hook]
pub fn use_poll(reload: Callback<()>, every_ms: u32, on: bool) {
    use_effect_with((reload, every_ms, on), |(reload, every_ms, on)| {
        let timer = on.then(|| {
            let reload = reload.clone();
            Interval::new(*every_ms, move || reload.emit(()))
        });
        move || drop(timer)
    });
}
