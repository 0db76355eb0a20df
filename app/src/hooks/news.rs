//! Asking again when the server says that something is new. A page that never hears it works the same, later.

use crate::shell::news;
use yew::prelude::*;

/// Calls `reload` at every word of news; stops with the component.
#[hook]
pub fn use_news(reload: Callback<()>) {
    use_effect_with(reload, |reload| {
        let listening = news::listen(None, reload.clone());
        move || drop(listening)
    });
}
