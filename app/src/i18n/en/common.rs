//! Words used everywhere, in English.

use crate::i18n::messages::Common;

pub(super) const COMMON: Common = Common {
    product: "Suicha",
    slogan: "Random inspection, public results",
    back: "Back",
    cancel: "Cancel",
    close: "Close",
    confirm: "OK",
    save: "Save",
    search: "Search",
    retry: "Try again",
    loading: "Reading …",
    yes: "Yes",
    no: "No",
    none: "None",
    unknown: "Not recorded",
    language_other: "中文",
    not_found: "There is no such page",
    to_start: "To the first page",
    choose: "What is this device for?",
    choose_tablet: "Field tablet",
    choose_tablet_hint: "Enrol this device with the code or QR from the office; then it works without a network.",
    choose_office: "Office",
    choose_office_hint: "Rosters, plans, draws, review, publication. Log in with account and password.",
    choose_witness: "Witness",
    choose_witness_hint: "Witness a draw: commit, reveal, cosign the log.",
    demo: "Demo data",
    theme: "Theme",
    theme_light: "Light",
    theme_dark: "Dark",
    theme_outdoor: "Bright sun",
    theme_auto: "As the system",
    text_size: "Text size",
    text_normal: "Normal",
    text_large: "Large",
    text_largest: "Largest",
    broke: "The app broke and has stopped",
    broke_hint: "Everything marked “on tablet” is on this tablet; the last sentence may have to be written again. Open it again, enter the PIN, and you are back at the same place. If it happens again, tell the administrator.",
    broke_again: "Open again",
    error,
};

fn error(code: &str) -> String {
    match code {
        "network" => {
            "The server cannot be reached. What is saved stays on this device; it will be tried again."
                .to_owned()
        }
        "session.missing" | "session.expired" => "The session has ended. Please log in again.".to_owned(),
        "session.bad_password" => "Account or password is wrong.".to_owned(),
        "access.refused" => "This account may not do that.".to_owned(),
        "rate.limited" => "Too many requests. Please wait a moment.".to_owned(),
        other => format!("This did not work ({other}). Please tell the administrator the code in brackets."),
    }
}
