//! Each way a clock can be set, and what may be said of the times then. Expected values are arithmetic on the clocks.

use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 2026-11-20T08:00:00Z (`date -u -d @1795161600`).
const EIGHT: i64 = 1_795_161_600_000;

fn at(wall: i64, elapsed_ms: i64, dark: bool) -> Reading {
    Reading {
        wall: Timestamp(wall),
        elapsed_ms,
        dark,
    }
}

fn compared(moved: bool) -> Option<Comparison> {
    Some(Comparison {
        device: Timestamp(EIGHT),
        server: Timestamp(EIGHT - 3_000),
        moved,
    })
}

#[test]
fn two_clocks_that_run_side_by_side_are_one_run() {
    let mut clocks = Clocks::default();
    let first = clocks.look(at(EIGHT, 2_000, false), [0xab, 0, 1, 0xff]);
    assert_eq!(
        (first.run.id.as_str(), first.run.began, first.moved),
        ("ab0001ff", EIGHT / 1000 - 2, false)
    );
    assert!(first.run.fits());
    // A quartz that is two seconds slower after an hour is no hand on the clock.
    let later = clocks.look(at(EIGHT + HOUR, HOUR + 4_000, true), [1; 4]);
    assert_eq!((later.run, later.moved), (first.run, false));
}

#[test]
fn f19_a_clock_set_back_or_put_forward_in_sight_shows_in_the_run() {
    let mut clocks = Clocks::default();
    let first = clocks.look(at(EIGHT, 0, false), [1; 4]).run;
    let back = clocks.look(at(EIGHT - HOUR + MINUTE, MINUTE, true), [2; 4]);
    assert!(back.moved);
    assert_eq!((&back.run.id, back.run.began - first.began), (&first.id, -3_600));
    let forward = clocks.look(at(EIGHT + 2 * MINUTE, 2 * MINUTE, false), [3; 4]);
    assert!(forward.moved);
    assert_eq!(forward.run, first);
}

#[test]
fn a_sleep_out_of_sight_begins_a_run_and_blames_nobody() {
    let mut clocks = Clocks::default();
    let first = clocks.look(at(EIGHT, 0, false), [1; 4]).run;
    let woke = clocks.look(at(EIGHT + HOUR, 10_000, true), [2; 4]);
    assert!(!woke.moved);
    assert_eq!(
        (woke.run.id.as_str(), first.id.as_str()),
        ("02020202", "01010101")
    );
}

#[test]
fn f19_a_comparison_outlives_a_restart_until_the_clock_is_moved_or_a_week_is_over() {
    let now = |ms| Timestamp(EIGHT + ms);
    assert_eq!(unchecked(None, now(0)), Some(Unchecked::Never));
    // Restarted the same afternoon, and three days later.
    assert_eq!(unchecked(compared(false), now(6 * HOUR)), None);
    assert_eq!(unchecked(compared(false), now(3 * DAY)), None);
    assert_eq!(unchecked(compared(false), now(7 * DAY + 1)), Some(Unchecked::Old));
    assert_eq!(unchecked(compared(false), now(-HOUR)), Some(Unchecked::Moved));
    assert_eq!(unchecked(compared(true), now(HOUR)), Some(Unchecked::Moved));
    let wrong = Comparison {
        device: Timestamp(EIGHT),
        server: Timestamp(EIGHT + 121_000),
        moved: false,
    };
    assert_eq!(unchecked(Some(wrong), now(0)), Some(Unchecked::Off));
}

#[test]
fn a_start_knows_the_newest_time_on_the_disk() {
    let kept = Timestamp(EIGHT);
    assert!(set_back(kept, Timestamp(EIGHT - MINUTE)));
    assert!(!set_back(kept, Timestamp(EIGHT - 1_000)));
    assert!(!set_back(kept, Timestamp(EIGHT + DAY)));
}

#[test]
fn marks_say_by_how_much_the_clock_was_set_between_them() {
    let run = |id: &str, began| {
        Some(Run {
            id: id.to_owned(),
            began,
        })
    };
    let (a, b) = (run("00000001", 1_000), run("00000001", 1_000 - 3_600));
    // Ten minutes by the running clock; the other says fifty minutes earlier.
    let moved = between((&a, Timestamp(EIGHT)), (&b, Timestamp(EIGHT - 50 * MINUTE)));
    assert_eq!(
        moved,
        Some(Moved {
            told: Timestamp(EIGHT - 50 * MINUTE),
            ran: Timestamp(EIGHT + 10 * MINUTE)
        })
    );
    // Another run: only a time before the last one shows.
    let other = run("00000002", 9_000);
    assert_eq!(
        between((&a, Timestamp(EIGHT)), (&other, Timestamp(EIGHT + DAY))),
        None
    );
    let back = between((&a, Timestamp(EIGHT)), (&other, Timestamp(EIGHT - HOUR)));
    assert_eq!(back.map(|m| m.ran), Some(Timestamp(EIGHT)));
    assert_eq!(
        between((&None, Timestamp(EIGHT)), (&None, Timestamp(EIGHT + 1_000))),
        None
    );
}

#[cfg(feature = "switches")]
#[test]
fn without_the_guard_a_moved_clock_passes_for_checked() {
    crate::guard::fails_without(
        "a-moved-clock-is-unchecked",
        f19_a_comparison_outlives_a_restart_until_the_clock_is_moved_or_a_week_is_over,
    );
}
