//! A deliberate hold: a press that counts only after a second and a half, by finger, pen or key.
//!
//! Drops of water are short and many. Invariant: a second touch, a slip off the button or letting go too early begins
//! anew; a repeated key press is the same one held.

/// How long it is held (milliseconds).
pub const HOLD_MS: f64 = 1_500.0;

/// What presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A pointer of the browser.
    Pointer(i32),
    /// Enter or the space bar.
    Key,
}

/// The hold so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hold(Option<(By, f64)>);

impl Hold {
    /// Pressed. Anything else that presses meanwhile spoils it: a hand is one.
    #[must_use]
    pub fn press(self, by: By, now_ms: f64) -> Self {
        match self.0 {
            None => Self(Some((by, now_ms))),
            Some((held, _)) if held == by => self,
            Some(_) => Self(None),
        }
    }

    /// Let go, or slipped off.
    #[must_use]
    pub fn release(self, by: By) -> Self {
        match self.0 {
            Some((held, _)) if held == by => Self(None),
            Some(_) | None => self,
        }
    }

    /// Somebody holds.
    pub fn is_held(self) -> bool {
        self.0.is_some()
    }

    /// Held long enough.
    pub fn is_done(self, now_ms: f64) -> bool {
        self.0.is_some_and(|(_, since)| now_ms - since >= HOLD_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_hand_that_holds_long_enough_opens() {
        let hold = Hold::default().press(By::Pointer(1), 0.0);
        assert!(hold.is_held() && !hold.is_done(1_499.0) && hold.is_done(1_500.0));
        assert!(!hold.release(By::Pointer(1)).is_done(9_000.0));
        // A key that is held repeats itself.
        let key = Hold::default().press(By::Key, 0.0).press(By::Key, 1_000.0);
        assert!(key.is_done(1_500.0));
    }

    #[test]
    fn drops_that_fall_one_upon_the_other_open_nothing() {
        let rain = (0..40).fold(Hold::default(), |hold, n| {
            let at = f64::from(n) * 200.0;
            let next = hold.press(By::Pointer(n), at);
            assert!(!next.is_done(at));
            if n % 3 == 0 {
                next.release(By::Pointer(n))
            } else {
                next
            }
        });
        assert!(!rain.is_done(39.0 * 200.0 + 100.0));
    }
}
