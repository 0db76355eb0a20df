//! Tries of the PIN: counted before they are tried, slower and slower after wrong ones, never destroying anything.
//!
//! What is kept is a time on the device's clock, which anybody may set. Set back, it must not lock for longer than the
//! wait that was earned; set forward, it cannot be told from time that passed.

use serde::{Deserialize, Serialize};

/// Waits after the third wrong PIN, in seconds; the last one repeats.
const WAITS_S: [i64; 5] = [5, 15, 60, 300, 900];
const FREE_TRIES: usize = 3;

/// What is kept between tries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// Wrong PINs in a row.
    pub wrong: usize,
    /// The next try counts from then on (device clock).
    pub not_before_ms: i64,
}

/// What a try meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// It may be tried, once this is kept: a try that is cut short was a try.
    Counted(Tries),
    /// Too early. What is kept from now on, if it changed, and the seconds to wait.
    Wait {
        /// The same wait, on a clock that was set back meanwhile.
        moved: Option<Tries>,
        /// Seconds.
        wait_s: i64,
    },
}

impl Tries {
    /// Somebody tries now.
    pub fn at(self, now_ms: i64) -> Try {
        // No wait is longer than the one that was earned: a longer one is a clock that was set back.
        let farthest = now_ms.saturating_add(self.wait_s() * 1000);
        let capped = match domain::guard::stands("a-clock-set-back-locks-no-longer") {
            true => self.not_before_ms.min(farthest),
            false => self.not_before_ms,
        };
        if now_ms < capped {
            let moved = Self {
                not_before_ms: capped,
                ..self
            };
            return Try::Wait {
                moved: (moved != self).then_some(moved),
                wait_s: (capped - now_ms + 999) / 1000,
            };
        }
        let next = Self {
            wrong: self.wrong + 1,
            not_before_ms: 0,
        };
        Try::Counted(Self {
            not_before_ms: now_ms.saturating_add(next.wait_s() * 1000),
            ..next
        })
    }

    /// Seconds to wait after so many wrong PINs in a row.
    pub fn wait_s(self) -> i64 {
        match self.wrong.checked_sub(FREE_TRIES) {
            _ if !domain::guard::stands("wrong-pins-are-slowed") => 0,
            None | Some(0) => 0,
            Some(n) => WAITS_S[(n - 1).min(WAITS_S.len() - 1)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * 3_600_000;
    const NOW: i64 = 1_795_000_000_000;

    #[test]
    fn three_slips_are_free_and_the_wait_ends_at_a_quarter_of_an_hour() {
        let wait = |wrong| {
            let tries = Tries {
                wrong,
                ..Tries::default()
            };
            tries.wait_s()
        };
        let waits: Vec<i64> = (0..10).map(wait).collect();
        assert_eq!(waits, [0, 0, 0, 0, 5, 15, 60, 300, 900, 900]);
    }

    /// Wrong PINs one after the other, each as soon as it counts; when the last was tried.
    fn wrong(tries: usize, from_ms: i64) -> (Tries, i64) {
        let (mut held, mut now) = (Tries::default(), from_ms);
        for _ in 0..tries {
            now = now.max(held.not_before_ms);
            match held.at(now) {
                Try::Counted(next) => held = next,
                Try::Wait { wait_s, .. } => panic!("it waited {wait_s} s"),
            }
        }
        (held, now)
    }

    #[test]
    fn a_try_too_early_waits_and_is_not_counted() {
        let (held, at) = wrong(5, NOW);
        assert_eq!(held.wrong, 5);
        let early = held.at(at + 5_000);
        assert_eq!(
            early,
            Try::Wait {
                moved: None,
                wait_s: 10
            },
            "the fifth wrong PIN costs fifteen seconds"
        );
        assert!(matches!(held.at(at + 15_000), Try::Counted(next) if next.wrong == 6));
    }

    // Four wrong PINs while the clock was two days ahead; then it is right again.
    #[test]
    fn a_clock_set_back_locks_no_longer_than_was_earned() {
        let (held, at) = wrong(4, NOW + 2 * DAY_MS);
        let now = at - 2 * DAY_MS;
        let Try::Wait {
            moved: Some(moved),
            wait_s,
        } = held.at(now)
        else {
            panic!("the wait is five seconds, and is kept anew");
        };
        assert_eq!((wait_s, moved.wrong), (5, 4));
        assert!(matches!(
            moved.at(now + 4_999),
            Try::Wait {
                moved: None,
                wait_s: 1
            }
        ));
        assert!(matches!(moved.at(now + 5_000), Try::Counted(_)));
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_its_guards_a_pin_is_guessed_in_an_afternoon_or_an_officer_locked_out() {
        domain::guard::fails_without(
            "wrong-pins-are-slowed",
            three_slips_are_free_and_the_wait_ends_at_a_quarter_of_an_hour,
        );
        domain::guard::fails_without(
            "a-clock-set-back-locks-no-longer",
            a_clock_set_back_locks_no_longer_than_was_earned,
        );
    }
}
