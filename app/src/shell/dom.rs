//! Small acts on the page that Yew does not do: text of uncontrolled inputs, focus, dialogs, language.

use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The page, if there is one.
pub(crate) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Takes away the sentence that stands there until the program runs.
pub fn remove_boot_note() {
    if let Some(note) = document().and_then(|d| d.get_element_by_id("boot")) {
        note.remove();
    }
}

/// Sets an attribute of `<html>`: language, theme, text size.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        // Setting a plain attribute name cannot fail; a failure would change nothing but the look.
        root.set_attribute(name, value).ok();
    }
}

/// The address of the page as it stands: no page is left and none is entered.
pub fn set_address(path: &str) {
    if let Some(history) = window_history() {
        // Refused only when asked far too often; then the address stays where it was.
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path))
            .ok();
    }
}

fn window_history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The text of an input or text area.
pub fn text_of(node: &NodeRef) -> Option<String> {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        return Some(input.value());
    }
    Some(node.cast::<HtmlTextAreaElement>()?.value())
}

/// Puts `text` into an input unless somebody is editing it just now.
pub fn set_text_unless_editing(node: &NodeRef, text: &str) {
    let Some(element) = node.cast::<HtmlElement>() else {
        return;
    };
    let focused = document()
        .and_then(|d| d.active_element())
        .is_some_and(|a| a == *element.unchecked_ref::<web_sys::Element>());
    if text_of(node).as_deref() == Some(text) || (focused && !text.is_empty()) {
        return;
    }
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(area) = node.cast::<HtmlTextAreaElement>() {
        area.set_value(text);
    }
}

/// Calls `then` after a composition of an input method ended in this input, until the answer is dropped.
pub fn on_composition_end<F: Fn() + 'static>(node: &NodeRef, then: F) -> impl FnOnce() + 'static + use<F> {
    let listener = node
        .cast::<HtmlElement>()
        .map(|target| gloo::events::EventListener::new(&target, "compositionend", move |_| then()));
    move || drop(listener)
}

/// The value of the control an event came from.
pub fn value_of_event(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    target
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .unwrap_or_default()
}

/// Opens a `<dialog>` as a modal.
pub fn show_modal(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        // Fails only for a dialog that is not in the page, which then shows nothing either.
        dialog.show_modal().ok();
    }
}

/// Opens a `<dialog>` as a modal, until the answer is called: then it closes, and the browser gives the focus back to
/// where it was. Taking it off the page alone would drop the focus.
pub fn modal(node: &NodeRef) -> impl FnOnce() + 'static + use<> {
    let dialog = node.cast::<HtmlDialogElement>();
    show_modal(node);
    move || {
        if let Some(dialog) = dialog {
            dialog.close();
        }
    }
}

/// Scrolls an element into view and gives it the focus, so that the next key or reader starts there. False: there is
/// no such element.
pub fn reveal(id: &str) -> bool {
    let Some(element) = document().and_then(|d| d.get_element_by_id(id)) else {
        return false;
    };
    element.scroll_into_view();
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
    true
}

thread_local! {
    /// A page of this load was shown before.
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// Gives a new page's heading the focus, unless the page has put it somewhere itself. The first page after a load keeps
/// the browser's own begin, where the link past the navigation is the first thing.
pub fn arrive(heading: &NodeRef) {
    let first = !SHOWN.replace(true);
    let active = document().and_then(|d| d.active_element());
    let around = |a: &web_sys::Element| a.closest("main, dialog").ok().flatten();
    let taken = active.is_some_and(|a| around(&a).is_some_and(|page| page != a));
    if let Some(heading) = heading.cast::<HtmlElement>()
        && !first
        && !taken
    {
        // Nothing can be done where it fails; the page is there all the same.
        heading.focus().ok();
    }
}

/// Scrolls as little as shows an element whole.
pub fn bring_into_view(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls to the top, as a new page does.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The query part of the address, decoded: the value of `name`.
pub fn query(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Puts text on the clipboard. Where the browser forbids it, the text still stands on the screen.
pub fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        // The promise's failure means the same as above; there is nothing further to do.
        drop(window.navigator().clipboard().write_text(text));
    }
}

/// Opens a page of this origin in a new tab.
pub fn open_tab(path: &str) {
    if let Some(window) = web_sys::window() {
        window.open_with_url_and_target(path, "_blank").ok();
    }
}

/// Calls `then` when the page is hidden or about to go, until the answer is dropped.
pub fn on_hidden(then: impl Fn() + Clone + 'static) -> impl Sized {
    if !domain::guard::stands("a-hidden-page-holds-nothing-back") {
        return Vec::new();
    }
    let mut listeners = Vec::new();
    if let Some(document) = document() {
        for name in ["visibilitychange", "freeze"] {
            let (then, at) = (then.clone(), document.clone());
            listeners.push(gloo::events::EventListener::new(&document, name, move |_| {
                if at.hidden() {
                    then();
                }
            }));
        }
    }
    if let Some(window) = web_sys::window() {
        listeners.push(gloo::events::EventListener::new(&window, "pagehide", move |_| {
            then()
        }));
    }
    listeners
}

/// Scrolls an element into view without taking the focus.
pub fn scroll_to(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.scroll_into_view();
    }
}

/// Opens the browser's printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print does nothing; the sheet stays on the screen.
        window.print().ok();
    }
}

/// Opens the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        window.location().reload().ok();
    }
}

/// What stands behind `#` in the address, if anything.
pub fn fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let text = hash.trim_start_matches('#').to_owned();
    (!text.is_empty()).then_some(text)
}

/// There is room for a column beside the work (60 rem, as in the stylesheets).
pub fn is_wide() -> bool {
    web_sys::window()
        .and_then(|w| w.match_media("(min-width: 60rem)").ok().flatten())
        .is_some_and(|m| m.matches())
}
