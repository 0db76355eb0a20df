//! The two inputs nothing may decide by itself: what time it is, and fresh random bytes.
//!
//! Handlers take both from the state, so that a test can fix them.

use domain::time::Timestamp;
use std::sync::Arc;

/// Reads the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(|| Timestamp(chrono::Utc::now().timestamp_millis())))
    }

    /// A clock of the caller's own.
    pub fn of(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.0)()
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
