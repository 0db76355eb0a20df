//! The exchange of two tablets on site, in English.

use crate::i18n::messages::Exchange;

pub(super) const EXCHANGE: Exchange = Exchange {
    title: "Exchange on site",
    hint: "Before the read-back both tablets read each other’s codes, without a network. They agree once both have read.",
    photos_hint: "Originals of photos and sound do not travel by code; the tablet that took them sends them.",
    never: "Not compared",
    merged: "The colleague’s record is merged here",
    equal: "Equal",
    digits: "Check number",
    digits_hint: "When both tablets show the same number, they hold the same.",
    mine: "For the colleague to read",
    mine_hint: "The colleague opens the same inspection’s exchange and holds the camera here until all is read.",
    code: "Exchange code",
    pause: "Hold",
    resume: "Go on",
    next: "Next",
    all: "Give everything",
    all_hint: "When the colleague’s tablet says that something is missing.",
    saving: "Being kept on this tablet; the code follows…",
    too_large: "Too much for codes: save a file and hand it to the colleague.",
    save_file: "Save as a file",
    file_warning: "The file is not encrypted and holds personal data: hand it to your teammate only, and delete it on both sides after merging.",
    theirs: "Read the colleague’s",
    theirs_hint: "The colleague’s tablet shows its codes.",
    look: "Read codes with the camera",
    stop: "Close the camera",
    aim: "Point at the code on the colleague’s tablet",
    take_file: "Without a camera, take in the file the colleague saved.",
    choose_file: "Choose a file",
    taking: "Merging…",
    begin_anew: "Read this one instead",
    is_merged: "The colleague’s record is merged here",
    is_merged_hint: |digits| {
        format!(
            "This tablet holds something the colleague’s lacks: let the colleague read it, then see that both check numbers are {digits}."
        )
    },
    is_equal: "Both tablets hold the same",
    is_equal_hint: |digits| format!("Compare the check numbers: {digits}."),
    alone: "Nobody else is in this team: there is nothing to exchange.",
    part: |n, of| format!("Part {n} of {of}"),
    read: |have, of| format!("{have} of {of} read"),
    missing: |places| format!("Missing: {}", list(places)),
    not_compared: |name| format!("Not compared with {name}’s tablet: exchange, or state why not"),
};

fn list(places: &[usize]) -> String {
    places.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}
