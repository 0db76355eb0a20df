//! How this browser likes to be shown to: language, theme, text size. No data of any inspection.

use super::dom;
use crate::i18n::Language;
use crate::state::seat::Seat;

const LANGUAGE: &str = "suicha.language";
const THEME: &str = "suicha.theme";
const TEXT: &str = "suicha.text";
const BURN: &str = "suicha.burn";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the choice lasts until the page closes.
        storage.set_item(key, value).ok();
    }
}

/// The chosen language; Chinese when none was chosen.
pub fn language() -> Language {
    match read(LANGUAGE).as_deref() {
        Some("en") => Language::En,
        Some(_) | None => Language::ZhCn,
    }
}

/// Keeps and applies a language.
pub fn set_language(language: Language) {
    keep_language(language);
    apply_language(language);
}

/// Keeps a language.
pub fn keep_language(language: Language) {
    write(LANGUAGE, language.tag());
}

/// Tells the page its language.
pub fn apply_language(language: Language) {
    dom::set_root_attribute("lang", language.tag());
    dom::set_title(crate::i18n::messages(language).common.product);
}

/// The chosen theme: `light`, `dark`, `outdoor` or `auto`.
pub fn theme() -> String {
    read(THEME).unwrap_or_else(|| "light".to_owned())
}

/// Keeps and applies a theme.
pub fn set_theme(theme: &str) {
    write(THEME, theme);
    dom::set_root_attribute("data-theme", theme);
}

/// The chosen text size: `normal`, `large` or `largest`.
pub fn text_size() -> String {
    read(TEXT).unwrap_or_else(|| "normal".to_owned())
}

/// Keeps and applies a text size.
pub fn set_text_size(size: &str) {
    write(TEXT, size);
    dom::set_root_attribute("data-text", size);
}

/// Whether time and place are written into the small copies of photos.
pub fn burns() -> bool {
    read(BURN).is_some()
}

/// Keeps whether they are.
pub fn set_burns(burns: bool) {
    if burns {
        write(BURN, "1");
    } else if let Some(storage) = storage() {
        storage.remove_item(BURN).ok();
    }
}

/// Applies what was chosen before, at start.
pub fn apply() {
    apply_language(language());
    dom::set_root_attribute("data-theme", &theme());
    dom::set_root_attribute("data-text", &text_size());
}

const TABLET: &str = "suicha.tablet";

/// Notes that this browser is a field tablet, so that the first page leads to the day's list.
pub fn set_is_tablet() {
    write(TABLET, "1");
}

/// This browser is a field tablet. Only a convenience: the store decides.
pub fn is_tablet() -> bool {
    read(TABLET).is_some()
}

const SEAT: &str = "suicha.seat";

/// Notes the seat that was opened last.
pub(crate) fn set_seat(seat: Seat) {
    write(SEAT, &seat.to_string());
}

/// The seat that was opened last.
pub(crate) fn seat() -> Option<Seat> {
    Seat::parse(&read(SEAT)?)
}

/// A seat is to be emptied.
const WIPING: &str = "suicha.wiping";

/// The name of its mark.
pub(crate) fn wiping(seat: Seat) -> String {
    seat.own(WIPING)
}

/// Marks this seat to be emptied at the next start.
pub(crate) fn mark_wiping(seat: Seat) {
    write(&wiping(seat), "1");
}

/// This seat is marked to be emptied.
pub(crate) fn is_wiping(seat: Seat) -> bool {
    read(&wiping(seat)).is_some()
}

/// This seat is empty now.
pub(crate) fn unmark_wiping(seat: Seat) {
    if let Some(storage) = storage() {
        storage.remove_item(&wiping(seat)).ok();
    }
}

/// Forgets everything but the language.
pub(crate) fn forget_all() {
    let language = language();
    if let Some(storage) = storage() {
        // What cannot be removed cannot be written either: then nothing was kept here.
        storage.remove_item(TABLET).ok();
        storage.clear().ok();
    }
    keep_language(language);
    apply();
}

/// Takes away the guards that a test named for this browser.
#[cfg(feature = "switches")]
pub(crate) fn take_guards_away() {
    if let Some(names) = storage().and_then(|kept| kept.get_item("suicha.guards-off").ok()?) {
        domain::guard::take_away_everywhere(&names);
    }
}
