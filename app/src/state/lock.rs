//! When the tablet locks by itself (自动锁定): nobody has touched it for long, or nobody could see it.
//!
//! A capture outside the page hides it, and locking then would cost the photo: the lock waits for it, and looks again
//! when it is over. Both clocks are read, because each misses something: the monotonic one stands still while the
//! tablet sleeps, the wall's may be set back. The longer of the two counts, so a wrong clock only ever locks early.

/// Idle for longer than this locks (15 minutes).
const IDLE_MS: f64 = 15.0 * 60_000.0;
/// Out of sight for longer than this locks (5 minutes).
const HIDDEN_MS: f64 = 5.0 * 60_000.0;

/// A moment on both clocks, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Since the page opened; never goes back, and may stand still while the tablet sleeps.
    pub awake_ms: f64,
    /// On the wall.
    pub wall_ms: f64,
}

impl Moment {
    fn is_over(self, since: Self, limit_ms: f64) -> bool {
        let asleep =
            self.wall_ms - since.wall_ms > limit_ms && domain::guard::stands("sleep-counts-as-left-alone");
        self.awake_ms - since.awake_ms > limit_ms || asleep
    }
}

/// What is known of the hands and eyes at the tablet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Attended {
    /// Somebody last touched it.
    pub touched: Moment,
    /// The page went out of sight, if it is.
    pub hidden: Option<Moment>,
    /// What touches the screen now is no hand.
    pub guarded: bool,
    /// The officer locked it in another window.
    pub told: bool,
}

impl Attended {
    /// Something touched the screen: a hand, unless the screen is guarded.
    #[must_use]
    pub fn felt(self, now: Moment) -> Self {
        if self.guarded { self } else { self.worked(now) }
    }

    /// Somebody works, however that is known.
    #[must_use]
    pub fn worked(self, now: Moment) -> Self {
        Self { touched: now, ..self }
    }

    /// The guard goes up or down; a hand did that.
    #[must_use]
    pub fn guarded(self, on: bool, now: Moment) -> Self {
        Self { guarded: on, ..self }.worked(now)
    }

    /// The page comes into sight or goes out of it.
    #[must_use]
    pub fn seen(self, hidden: bool, now: Moment) -> Self {
        Self {
            hidden: hidden.then_some(now),
            ..self
        }
    }

    /// It was locked, by whatever: the guard went with the page it lay over, and the word of another window is done.
    #[must_use]
    pub fn locked(self) -> Self {
        Self {
            guarded: self.guarded && !domain::guard::stands("a-lock-ends-the-rain-guard"),
            told: false,
            ..self
        }
    }

    /// Whether it locks now; never while a photo or a recording is under way (`capturing`).
    pub fn locks(&self, now: Moment, capturing: bool) -> bool {
        if capturing && domain::guard::stands("the-lock-waits-for-a-capture") {
            return false;
        }
        let idle = now.is_over(self.touched, IDLE_MS);
        let unseen = self.hidden.is_some_and(|since| now.is_over(since, HIDDEN_MS));
        self.told || (idle || unseen) && domain::guard::stands("left-alone-it-locks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes on both clocks, which go alike.
    fn min(n: f64) -> Moment {
        slept(n, 0.0)
    }

    /// So many minutes awake and so many more asleep.
    fn slept(awake: f64, asleep: f64) -> Moment {
        Moment {
            awake_ms: awake * 60_000.0,
            // Any day; the wall's clock does not begin with the page.
            wall_ms: 1_795_000_000_000.0 + (awake + asleep) * 60_000.0,
        }
    }

    fn touched() -> Attended {
        Attended::default().felt(min(100.0))
    }

    fn locks(attended: Attended, now: Moment) -> bool {
        attended.locks(now, false)
    }

    // The figures (custody): 15 minutes idle, 5 minutes hidden, never while a capture is pending.
    #[test]
    fn fifteen_idle_minutes_lock_and_not_one_before() {
        assert!(!locks(touched(), min(100.0)));
        assert!(!locks(touched(), min(115.0)));
        assert!(locks(touched(), min(115.01)));
    }

    #[test]
    fn five_hidden_minutes_lock_and_coming_back_in_time_does_not() {
        let hidden = touched().seen(true, min(101.0));
        assert!(!locks(hidden, min(106.0)));
        assert!(locks(hidden, min(106.01)));
        assert!(!locks(hidden.seen(false, min(106.0)), min(106.01)));
    }

    #[test]
    fn a_capture_under_way_never_locks_however_long_it_takes() {
        let hidden = touched().seen(true, min(100.0));
        assert!(!hidden.locks(min(10_000.0), true));
        assert!(
            hidden.locks(min(10_000.0), false),
            "when it is over, what was missed is made up for"
        );
    }

    // A night in a drawer: eight hours on the wall, not a second for the page.
    #[test]
    fn a_night_asleep_is_time_left_alone() {
        let morning = slept(100.0, 8.0 * 60.0);
        assert!(locks(touched(), morning));
        assert!(locks(touched().seen(true, min(100.0)), morning));
        assert!(
            !touched().locks(morning, true),
            "a capture is waited for all the same"
        );
    }

    #[test]
    fn a_clock_set_back_keeps_nothing_open() {
        let back = |awake| slept(awake, -60.0 * 24.0);
        assert!(!locks(touched(), back(115.0)));
        assert!(locks(touched(), back(115.01)));
    }

    #[test]
    fn after_a_lock_under_the_rain_guard_hands_count_again() {
        let rained_on = touched().guarded(true, min(100.0));
        assert!(locks(rained_on.felt(min(110.0)), min(116.0)), "water is no hand");
        // Locked at 116, unlocked at 117; the guard is gone from the screen.
        let opened = rained_on.locked().worked(min(117.0));
        let touched = opened.felt(min(127.0));
        assert!(!locks(touched, min(133.0)));
        assert!(locks(touched, min(142.01)));
    }

    #[test]
    fn locked_in_one_window_it_locks_in_the_other_once_no_capture_is_under_way() {
        let told = Attended {
            told: true,
            ..touched()
        };
        assert!(!told.locks(min(101.0), true));
        assert!(
            told.felt(min(101.0)).locks(min(101.0), false),
            "a hand does not undo it"
        );
        assert!(!locks(told.locked().worked(min(102.0)), min(103.0)));
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
        fails_without("sleep-counts-as-left-alone", a_night_asleep_is_time_left_alone);
        fails_without(
            "a-lock-ends-the-rain-guard",
            after_a_lock_under_the_rain_guard_hands_count_again,
        );
    }
}
