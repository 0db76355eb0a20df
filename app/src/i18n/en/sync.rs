//! Save states and the sync centre, in English.

use crate::i18n::messages::Sync;
use domain::clock::Unchecked;

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
    unsent: |n, m| format!("{n} unsent, {m} photos"),
    last: |at| format!("Last synchronised {at}"),
    next: |at| format!("Next attempt {at}"),
    originals_left: |n| {
        if n == 0 {
            "All originals are received".to_owned()
        } else {
            format!("{n} originals left")
        }
    },
    originals_of: |n, left| match (n, left) {
        (0, _) => "no photos".to_owned(),
        (_, 0) => format!("{n} photos, every original delivered"),
        _ => format!("{n} photos, {left} originals left"),
    },
    clock_off: |why, s| match why {
        Unchecked::Never => " (never compared with the server)".to_owned(),
        Unchecked::Off => format!(" ({s} seconds off the server)"),
        Unchecked::Moved => " (set since it was last compared with the server)".to_owned(),
        Unchecked::Old => " (last compared with the server more than 7 days ago)".to_owned(),
    },
    quarantined: |n| format!("{n} pieces could not be read or were refused; they are set aside"),
};
