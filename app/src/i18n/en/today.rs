//! The list of the day, the departure check and the brief, in English.

use super::count::count;
use super::sync::span;
use crate::i18n::messages::Today;
use crate::state::bucket::Bucket;
use domain::assignment::TeamRole;

pub(super) const TODAY: Today = Today {
    title: "Today",
    all: "All",
    search_hint: "Name, address, code, task",
    departure: "Departure check",
    none: "No inspection on this tablet",
    none_hint: "After the draw, receive the packages in the sync centre.",
    no_match: "Nothing matches",
    never_synced: "Never synchronised with the office.",
    not_random: "Not random",
    not_random_hint: "This visit was not drawn and is never counted as random.",
    update: "A newer version is ready",
    update_hint: "No record is open in this window; close other windows first. What is saved stays.",
    update_now: "Update now",
    no_such: "Not on this tablet",
    no_such_hint: "It may belong to another tablet or is not synchronised yet.",
    check_device: "Tablet",
    ask_persist: "Ask the browser to keep the data",
    may_leave: "Ready to leave",
    may_leave_hint: "All inspections can be done without a network.",
    may_leave_amber: "Ready, with remarks",
    may_leave_amber_hint: "The amber lines do not stop the work.",
    must_not_leave: "Do not leave yet",
    must_not_leave_hint: "See to the red lines first.",
    light_green: "Good",
    light_amber: "Note",
    light_red: "Stop",
    rehearse: "Offline rehearsal",
    team: "Team",
    notice: "Notice and duties before the visit",
    site_rules: "Rules on site",
    publication: "What becomes public",
    subject: "Subject",
    task: "Task",
    regime: "Regime",
    code: "Credit code",
    address: "Address",
    responsible: "Responsible person",
    window: "Window",
    visits_label: "Visits this year",
    proof: "Proof of the draw",
    proof_level: "Level 1: this tablet checked the log, the witnesses, the inclusion and this record, offline. A full replay (level 2) is possible on the public page once the draw is opened.",
    deadlines: "Deadlines",
    due_later: "Counts from its event",
    begin: "Begin",
    go_on: "Go on",
    look: "Look at the record",
    title_of: |name| format!("Today · {name}"),
    bucket,
    role,
    age: |issued, server| format!("Latest package issued {issued}; last synchronised {server} (server time)"),
    age_empty: |server| format!("Last synchronised {server} (server time)"),
    due: |d| format!("Due {d}"),
    too_little_room: |n| {
        format!(
            "Room for about {} only: no new inspection can be begun",
            count(n, "photo", "photos")
        )
    },
    too_little_room_hint: "Synchronise, so that photos which are safe make room, or clear other apps. What has begun goes on being saved.",
    overdue: |d| format!("Overdue {d}"),
    visit_first: |cite| format!("Visit first ({cite})"),
    returned: |c| format!("Returned: {c}"),
    visits: |n| format!("Visit no. {n} this year; no cap is set"),
    visits_capped: |n, cap| format!("Visit no. {n} of at most {cap} this year"),
    from_to: |a, b| format!("{a} to {b}"),
    proof_words: |stratum, place, sample| {
        format!("Drawn by the server: no. {place} of {sample} in stratum {stratum}, with its team.")
    },
    rehearsed: |n| {
        format!(
            "Rehearsed: {} read back from this tablet",
            count(n, "inspection", "inspections")
        )
    },
    check,
};

fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Returned => "Returned",
        Bucket::Started => "Started",
        Bucket::ToSign => "To sign",
        Bucket::Waiting => "Waiting",
        Bucket::ToSend => "To upload",
        Bucket::Done => "Done",
    }
}

fn role(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Lead => "Lead",
        TeamRole::Assist => "Assisting",
        TeamRole::Member => "Officer",
    }
}

fn check(code: &str, why: &str, detail: &str) -> String {
    match (code, why) {
        ("signed", "") => "The package is signed by the office".to_owned(),
        ("signed", _) => {
            "The package is not signed by the pinned key: do not use it, call the office".to_owned()
        }
        ("proof", "") => {
            format!("Draw proof holds: signed, included, this record; {detail} independent witnesses")
        }
        ("proof", "unwitnessed") => format!(
            "Draw proof holds: signed, included, this record (entry {detail}); no independent witness"
        ),
        ("proof", "none") => "Not random: there is no draw proof".to_owned(),
        ("proof", "proof.other_record") => {
            "The draw proof is of another subject or team: do not use it".to_owned()
        }
        ("proof", "proof.other_log") => "The draw proof is of another log: do not use it".to_owned(),
        ("proof", _) => "The draw proof does not hold: do not use it, call the office".to_owned(),
        ("forms", "") => format!("The forms are complete, {detail} items"),
        ("forms", _) => format!("Form {detail} is missing"),
        ("certificates", "") => format!("All certificates are valid until {detail}"),
        ("certificates", "unknown") => format!("The certificate of {detail} has no recorded end"),
        ("certificates", _) => format!("The certificate of {detail} ends within the window"),
        ("window", "") => format!("The window is open until {detail}"),
        ("window", "early") => format!("The window opens on {detail}"),
        ("window", _) => format!("The window closed on {detail}"),
        ("visits", "over") => {
            format!(
                "More visits this year than allowed ({detail}); drawn only with a written reason: you may leave, the office can tell it"
            )
        }
        ("visits", "no_cap") => format!("Visit no. {detail} this year, no cap"),
        ("visits", _) => format!("Visits this year {detail}"),
        ("colleague", "") => {
            format!("{detail} is enrolled here too and could go on under his own name if his tablet died")
        }
        ("colleague", "unopened") => format!(
            "{detail} is enrolled here but does not have this inspection yet: let him open his part once, online, and lock it"
        ),
        ("colleague", "unsigned") => format!(
            "The office has not signed {detail}’s key on this tablet yet: he opens his part here once, with a network"
        ),
        ("colleague", _) => {
            format!("{detail} is not enrolled here: he could not go on on this tablet if his own died")
        }
        ("room", "") => format!("Room for about {detail} photos"),
        ("room", "no_reserve") => "The disk is full: not even the reserve fits".to_owned(),
        ("room", _) => format!("Room for only about {detail} photos: synchronise first"),
        ("battery", "unknown") => "The browser does not tell the charge: look for yourself".to_owned(),
        ("battery", "low") => format!("Battery at {detail} %: charge it first"),
        ("battery", "charging") => format!("Battery at {detail} %, charging"),
        ("battery", _) => format!("Battery at {detail} %"),
        ("persisted", "") => "The browser promised to keep the data".to_owned(),
        ("persisted", _) => {
            "The browser has not promised to keep the data: ask it below, or install the app".to_owned()
        }
        ("clock", "") => "The clock agrees with the server".to_owned(),
        ("clock", "never") => "The clock was never compared with the server".to_owned(),
        ("clock", "moved") => "The clock was set since it was last compared: go online once".to_owned(),
        ("clock", "old") => "The clock was last compared more than 7 days ago: go online once".to_owned(),
        ("clock", _) => format!(
            "The clock is {} off the server",
            span(detail.parse().unwrap_or_default())
        ),
        ("app", "") => format!("The app works offline (version {detail})"),
        ("app", _) => "The app is not kept offline yet: stay online a moment, then check again".to_owned(),
        (other, _) => format!("{other} {detail}"),
    }
}
