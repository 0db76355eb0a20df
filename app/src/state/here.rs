//! Which place a photo gets: a fresh one, or after a short wait the last one known, or why there is none.
//!
//! Exists because a fix takes ten seconds indoors, and a photo that waits for it is in no record meanwhile. Invariant: a
//! place is never older than the time in which an officer reaches the next subject; what it says of its own time is the
//! receiver's.

use domain::evidence::Place;

/// An officer does not walk further than a fix is accurate in this time (milliseconds).
const FRESH_MS: f64 = 90_000.0;
/// Looked for anew behind the photos, so that none meets one that is no longer fresh.
const AGEING_MS: f64 = 45_000.0;
/// No subject is reached from another in this time.
const KNOWN_MS: f64 = 300_000.0;

/// When it was found out (monotonic), and what.
pub type Known = (f64, Place);

/// It is time to look again.
pub fn grows_old(known: Option<&Known>, now: f64) -> bool {
    known.is_none_or(|(at, _)| now - at >= AGEING_MS)
}

/// The place for a photo taken now; none = wait for it. `waited`: for long enough.
pub fn of_a_photo(known: Option<Known>, now: f64, waited: bool) -> Option<Place> {
    match known {
        Some((at, place)) if now - at < FRESH_MS => Some(place),
        Some((at, place)) if waited && now - at < KNOWN_MS => Some(place),
        _ if waited => Some(Place::None {
            reason: "timeout".to_owned(),
        }),
        _ => None,
    }
}

/// What is known after another look: a look without a fix does not take away one that still holds.
pub fn newer(known: Option<Known>, found: Known) -> Known {
    let has_fix = |place: &Place| matches!(place, Place::Fix { .. });
    match known {
        Some((at, place)) if has_fix(&place) && !has_fix(&found.1) && found.0 - at < FRESH_MS => (at, place),
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    fn fix() -> Place {
        Place::Fix {
            lat_e7: 399_000_000,
            lon_e7: 1_164_000_000,
            accuracy_cm: 800,
            at: Timestamp(0),
        }
    }

    fn none(reason: &str) -> Place {
        Place::None {
            reason: reason.to_owned(),
        }
    }

    // Indoors a fix takes ten seconds and more (seen: 10.3 s): the photo goes without it after its wait.
    #[test]
    fn a_photo_waits_a_moment_and_goes_without_a_place() {
        assert_eq!(of_a_photo(None, 0.0, false), None);
        assert_eq!(of_a_photo(None, 1_000.0, true), Some(none("timeout")));
    }

    #[test]
    fn the_last_place_serves_for_a_few_minutes_and_never_for_the_next_subject() {
        let known = Some((0.0, fix()));
        assert_eq!(of_a_photo(known.clone(), 60_000.0, false), Some(fix()));
        assert_eq!(
            of_a_photo(known.clone(), 120_000.0, false),
            None,
            "a fresh one may come"
        );
        assert_eq!(of_a_photo(known.clone(), 120_000.0, true), Some(fix()));
        assert_eq!(of_a_photo(known, 600_000.0, true), Some(none("timeout")));
    }

    #[test]
    fn it_is_looked_for_again_before_it_is_too_old() {
        assert!(grows_old(None, 0.0));
        assert!(!grows_old(Some(&(0.0, fix())), 30_000.0));
        assert!(grows_old(Some(&(0.0, fix())), 80_000.0));
    }

    #[test]
    fn a_look_that_finds_nothing_takes_no_fix_away() {
        let known = Some((0.0, fix()));
        assert_eq!(newer(known.clone(), (60_000.0, none("timeout"))), (0.0, fix()));
        let late = (120_000.0, none("denied"));
        assert_eq!(newer(known, late.clone()), late);
    }
}
