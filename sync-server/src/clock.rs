//! The two inputs nothing may decide by itself: what time it is, and fresh random bytes.
//!
//! Handlers take both from the state, so that a test can fix them. The machine's clock may be set while the server
//! runs: a small step back is waited out, so that receipts and the log's times do not run back; a leap is
//! remembered for a while, so that nothing final is done on the word of a clock that somebody may set right again.

use domain::guard::stands;
use domain::time::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A step back of at most this long is waited out (ms). A longer one is a clock set right: it is followed.
const HELD_MS: i64 = 10 * 60 * 1000;
/// The clock leapt when it moved by so much more or less than time passed (ms).
const LEAP_MS: i64 = 60 * 1000;
/// A leap is remembered for so long (ms).
const REMEMBERED_MS: i64 = 15 * 60 * 1000;

/// Reads the time.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    read: Box<dyn Fn() -> Timestamp + Send + Sync>,
    /// Milliseconds that nobody can set.
    passed: Box<dyn Fn() -> i64 + Send + Sync>,
    seen: Mutex<Seen>,
}

/// The last reading.
struct Seen {
    said: i64,
    read: i64,
    passed: i64,
    leapt: Option<i64>,
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        let began = Instant::now();
        Self::beside(
            || Timestamp(chrono::Utc::now().timestamp_millis()),
            move || i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        )
    }

    /// A clock of the caller's own, which never leaps.
    pub fn of(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        let read = Arc::new(read);
        let same = read.clone();
        Self::beside(move || read(), move || same().0)
    }

    /// A clock that may be set, beside the milliseconds that really passed.
    pub fn beside(
        read: impl Fn() -> Timestamp + Send + Sync + 'static,
        passed: impl Fn() -> i64 + Send + Sync + 'static,
    ) -> Self {
        let (now, at) = (read().0, passed());
        Self(Arc::new(Inner {
            read: Box::new(read),
            passed: Box::new(passed),
            seen: Mutex::new(Seen {
                said: now,
                read: now,
                passed: at,
                leapt: None,
            }),
        }))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.look().0
    }

    /// Whether the clock leapt a short while ago.
    pub fn leapt(&self) -> bool {
        self.look().1
    }

    fn look(&self) -> (Timestamp, bool) {
        // The last reading stays meaningful whatever happened to the thread that took it.
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (read, passed) = ((self.0.read)().0, (self.0.passed)());
        let off = (read - seen.read) - (passed - seen.passed);
        if off.abs() > LEAP_MS {
            tracing::warn!(seconds = off / 1000, "the clock was set while the server runs");
            seen.leapt = Some(passed);
        }
        let held = (1..=HELD_MS).contains(&(seen.said - read)) && stands("time-does-not-run-back");
        if !held {
            seen.said = read;
        }
        (seen.read, seen.passed) = (read, passed);
        let leapt = seen.leapt.is_some_and(|at| passed - at < REMEMBERED_MS);
        (Timestamp(seen.said), leapt)
    }
}

/// Fresh random bytes from the operating system.
///
/// # Panics
/// When the operating system has none: going on without would forge draws and tokens.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random id that sorts nowhere and says nothing: 16 bytes in hex behind a prefix.
pub fn random_id(prefix: &str) -> String {
    format!("{prefix}{}", hex::encode(random::<16>()))
}

#[cfg(test)]
mod tests {
    use super::{Clock, HELD_MS, LEAP_MS, REMEMBERED_MS};
    use domain::time::Timestamp;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    struct Hands {
        read: Arc<AtomicI64>,
        passed: Arc<AtomicI64>,
        clock: Clock,
    }

    fn hands() -> Hands {
        let (read, passed) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let (r, p) = (read.clone(), passed.clone());
        let clock = Clock::beside(
            move || Timestamp(r.load(Ordering::Relaxed)),
            move || p.load(Ordering::Relaxed),
        );
        Hands { read, passed, clock }
    }

    impl Hands {
        fn pass(&self, ms: i64) {
            self.passed.fetch_add(ms, Ordering::Relaxed);
            self.set(ms);
        }
        fn set(&self, by: i64) {
            self.read.fetch_add(by, Ordering::Relaxed);
        }
        fn now(&self) -> i64 {
            self.clock.now().0
        }
    }

    /// F51: times in receipts and in the log do not run back when the clock is mended by minutes.
    #[test]
    fn a_small_step_back_is_waited_out_and_a_long_one_is_followed() {
        let hands = hands();
        hands.pass(HELD_MS);
        assert_eq!(hands.now(), HELD_MS);
        hands.set(-HELD_MS);
        assert_eq!(hands.now(), HELD_MS, "it stands still");
        hands.pass(HELD_MS - 1);
        assert_eq!(hands.now(), HELD_MS);
        hands.pass(5);
        assert_eq!(hands.now(), HELD_MS + 4, "and goes on");
        hands.set(-2 * HELD_MS);
        assert_eq!(
            hands.now(),
            4 - HELD_MS,
            "a clock that was far ahead is set right"
        );
    }

    #[test]
    fn a_leap_is_seen_and_remembered_and_time_that_passed_is_none() {
        let hands = hands();
        hands.pass(30 * 24 * 3_600_000);
        assert!(!hands.clock.leapt(), "a month went by");
        hands.set(LEAP_MS);
        assert!(!hands.clock.leapt(), "as clocks are mended every day");
        hands.set(LEAP_MS + 1);
        assert!(hands.clock.leapt());
        hands.pass(REMEMBERED_MS - 1);
        assert!(hands.clock.leapt());
        hands.pass(1);
        assert!(!hands.clock.leapt());
        hands.set(-LEAP_MS - 1);
        assert!(hands.clock.leapt(), "back is a leap, too");
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_the_wait_time_runs_back() {
        domain::guard::fails_without(
            "time-does-not-run-back",
            a_small_step_back_is_waited_out_and_a_long_one_is_followed,
        );
    }
}
