//! When the tablet locks by itself (自动锁定): nobody has touched it for long, or nobody could see it.
//!
//! A capture outside the page hides it, and locking then would cost the photo: the lock waits for it, and looks again
//! when it is over. Times are of the monotonic clock: a wrong clock neither locks nor keeps open.

/// Idle for longer than this locks (15 minutes).
const IDLE_MS: f64 = 15.0 * 60_000.0;
/// Out of sight for longer than this locks (5 minutes).
const HIDDEN_MS: f64 = 5.0 * 60_000.0;

/// What is known of the hands and eyes at the tablet, in milliseconds of the monotonic clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Attended {
    /// Somebody last touched it.
    pub touched_ms: f64,
    /// The page went out of sight, if it is.
    pub hidden_ms: Option<f64>,
    /// A photo or a recording is under way outside the page.
    pub capturing: bool,
}

impl Attended {
    /// Whether it locks now.
    pub fn locks(&self, now_ms: f64) -> bool {
        if self.capturing && domain::guard::stands("the-lock-waits-for-a-capture") {
            return false;
        }
        let idle = now_ms - self.touched_ms > IDLE_MS;
        let unseen = self.hidden_ms.is_some_and(|since| now_ms - since > HIDDEN_MS);
        (idle || unseen) && domain::guard::stands("left-alone-it-locks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes of the monotonic clock.
    fn min(n: f64) -> f64 {
        n * 60_000.0
    }

    fn touched() -> Attended {
        Attended {
            touched_ms: min(100.0),
            ..Attended::default()
        }
    }

    // The figures (custody): 15 minutes idle, 5 minutes hidden, never while a capture is pending.
    #[test]
    fn fifteen_idle_minutes_lock_and_not_one_before() {
        assert!(!touched().locks(min(100.0)));
        assert!(!touched().locks(min(115.0)));
        assert!(touched().locks(min(115.01)));
    }

    #[test]
    fn five_hidden_minutes_lock_and_coming_back_in_time_does_not() {
        let hidden = Attended {
            hidden_ms: Some(min(101.0)),
            ..touched()
        };
        assert!(!hidden.locks(min(106.0)));
        assert!(hidden.locks(min(106.01)));
        let back = Attended {
            hidden_ms: None,
            ..hidden
        };
        assert!(!back.locks(min(106.01)));
    }

    #[test]
    fn a_capture_under_way_never_locks_however_long_it_takes() {
        let capturing = Attended {
            hidden_ms: Some(min(100.0)),
            capturing: true,
            ..touched()
        };
        assert!(!capturing.locks(min(10_000.0)));
        let over = Attended {
            capturing: false,
            ..capturing
        };
        assert!(
            over.locks(min(10_000.0)),
            "when it is over, what was missed is made up for"
        );
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_its_guards_it_stays_open_or_costs_the_photo() {
        use domain::guard::fails_without;
        fails_without(
            "left-alone-it-locks",
            fifteen_idle_minutes_lock_and_not_one_before,
        );
        fails_without(
            "left-alone-it-locks",
            five_hidden_minutes_lock_and_coming_back_in_time_does_not,
        );
        fails_without(
            "the-lock-waits-for-a-capture",
            a_capture_under_way_never_locks_however_long_it_takes,
        );
    }
}
