//! Save states and the sync centre, in English.

use super::count::count;
use crate::i18n::messages::Sync;
use crate::i18n::tables::Span;
use domain::clock::Unchecked;

/// A length of time, in English.
pub(super) fn span(seconds: i64) -> String {
    match Span::of(seconds) {
        Span::Seconds(n) => count(n, "second", "seconds"),
        Span::Minutes(n) => count(n, "minute", "minutes"),
        Span::Hours(n) => count(n, "hour", "hours"),
        Span::Days(n) => count(n, "day", "days"),
    }
}

pub(super) const SYNC: Sync = Sync {
    title: "Sync centre",
    now: "Synchronise now",
    sending: "Synchronising …",
    sending_hint: "Go on working; what is on the tablet is not lost.",
    never: "Never yet",
    failing_hint: "Everything is on this tablet and will be tried again.",
    states: "How far everything is saved",
    typed: "Typed",
    typed_hint: "being written",
    on_tablet: "On this tablet",
    on_tablet_hint: "survives a power cut",
    received: "Received",
    received_hint: "durable at the server",
    safe: "Safe",
    safe_hint: "in a verified second copy",
    safe_single_hint: "kept once, as accepted in writing",
    server_time: "Server time",
    device_time: "Tablet time",
    clock_unchecked: "Clock not checked",
    originals: "Originals",
    no_second_copy: "The server has no second copy",
    no_second_copy_hint: "Until there is one, the tablet keeps its copies and nothing is called safe.",
    single_copy: "The server has a single copy",
    single_copy_hint: "An administrator accepted that in writing; “safe” is said on that ground.",
    parked: "Refused",
    parked_hint: "It stays on this tablet, set aside; call the office. Other inspections are not affected.",
    quarantined_hint: "They are not lost; a person must look at them.",
    told: "Notices",
    all_sent: "All uploaded",
    unsent: |n, m| match (n, m) {
        (_, 0) => format!("{n} unsent"),
        (0, _) => format!("{} unsent", count(m, "photo", "photos")),
        (_, _) => format!("{n} unsent, {}", count(m, "photo", "photos")),
    },
    last: |at| format!("Last synchronised {at}"),
    next: |at| format!("Next attempt {at}"),
    originals_left: |n| {
        if n == 0 {
            "All originals are received".to_owned()
        } else {
            count(n, "original left", "originals left")
        }
    },
    originals_of: |n, left| match (n, left) {
        (0, _) => "no photos".to_owned(),
        (_, 0) => format!("{}, every original delivered", count(n, "photo", "photos")),
        _ => {
            let left = count(left, "original", "originals");
            format!("{}, {left} left", count(n, "photo", "photos"))
        }
    },
    clock_off: |why, s| match why {
        Unchecked::Never => " (never compared with the server)".to_owned(),
        Unchecked::Off => format!(" ({} off the server)", span(s)),
        Unchecked::Moved => " (set since it was last compared with the server)".to_owned(),
        Unchecked::Old => " (last compared with the server more than 7 days ago)".to_owned(),
    },
    quarantined: |n| format!("{n} pieces could not be read or were refused; they are set aside"),
};
