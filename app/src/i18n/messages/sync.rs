//! Save states and the sync centre.

use domain::clock::Unchecked;

/// Save states and the sync centre.
#[derive(Debug)]
pub struct Sync {
    pub title: &'static str,
    pub now: &'static str,
    pub sending: &'static str,
    pub sending_hint: &'static str,
    pub never: &'static str,
    pub failing_hint: &'static str,
    pub states: &'static str,
    pub typed: &'static str,
    pub typed_hint: &'static str,
    pub on_tablet: &'static str,
    pub on_tablet_hint: &'static str,
    pub received: &'static str,
    pub received_hint: &'static str,
    pub safe: &'static str,
    pub safe_hint: &'static str,
    /// The same where a single copy was accepted in writing.
    pub safe_single_hint: &'static str,
    pub server_time: &'static str,
    pub device_time: &'static str,
    pub clock_unchecked: &'static str,
    pub originals: &'static str,
    pub no_second_copy: &'static str,
    pub no_second_copy_hint: &'static str,
    pub single_copy: &'static str,
    pub single_copy_hint: &'static str,
    pub parked: &'static str,
    pub parked_hint: &'static str,
    pub quarantined_hint: &'static str,
    pub told: &'static str,
    pub all_sent: &'static str,
    pub unsent: fn(usize, usize) -> String,
    pub last: fn(&str) -> String,
    pub next: fn(&str) -> String,
    pub originals_left: fn(usize) -> String,
    pub originals_of: fn(usize, usize) -> String,
    /// Why the tablet's clock is not to be believed, and seconds it was off when it was compared.
    pub clock_off: fn(Unchecked, i64) -> String,
    pub quarantined: fn(u32) -> String,
}
