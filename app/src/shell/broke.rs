//! The program broke in the middle of its work (a panic): said at once, over everything, with the way back.
//!
//! After a panic nothing in memory can be trusted, so nothing of it is asked: the page is covered by hand, and the
//! way back is a plain link. Invariant: whatever was shown as saved is on the disk already; nothing waits for this.

use super::{dom, prefs};
use crate::i18n::messages;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsValue;

/// From now on a panic is said to whoever holds the tablet, and not only to the console.
pub(crate) fn watch() {
    // The framework would set a hook of its own over any other that it does not know of.
    yew::set_custom_panic_hook(Box::new(|info: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(info);
        if domain::guard::stands("a-panic-is-said")
            && let Err(refused) = cover()
        {
            web_sys::console::error_1(&refused);
        }
    }));
    #[cfg(feature = "switches")]
    on_demand();
}

/// Covers the page with what happened and a link that opens it anew (`data-testid`: `broke`, `broke-again`).
fn cover() -> Result<(), JsValue> {
    let t = &messages(prefs::language()).common;
    let (Some(document), Some(window)) = (dom::document(), web_sys::window()) else {
        return Ok(());
    };
    // One is enough: what runs on in a broken program may break again.
    if document.query_selector("[data-testid=broke]")?.is_some() {
        return Ok(());
    }
    let element = |name: &str, class: &str, text: &str| {
        let element = document.create_element(name)?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Ok::<_, JsValue>(element)
    };
    let cover = element("main", "page broke", "")?;
    cover.set_attribute("data-testid", "broke")?;
    cover.set_attribute("role", "alertdialog")?;
    let body = element("div", "page-body narrow", "")?;
    let again = element("a", "btn", t.broke_again)?;
    again.set_attribute("data-kind", "primary")?;
    again.set_attribute("data-testid", "broke-again")?;
    again.set_attribute("href", &window.location().pathname()?)?;
    for part in [
        element("h1", "", t.broke)?,
        element("p", "", t.broke_hint)?,
        again,
    ] {
        body.append_child(&part)?;
    }
    cover.append_child(&body)?;
    if let Some(page) = document.body() {
        page.append_child(&cover)?;
    }
    Ok(())
}

/// Lets a test break the program.
#[cfg(feature = "switches")]
fn on_demand() {
    if let Some(window) = web_sys::window() {
        let listener = gloo::events::EventListener::new(&window, "suicha-break", |_| {
            panic!("broken on purpose, by a test");
        });
        listener.forget();
    }
}
