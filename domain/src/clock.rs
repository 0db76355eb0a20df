//! The two clocks of a tablet: one tells the time and can be set, the other only runs.
//!
//! Exists because a record's times must say what they are worth without network: whether the clock was moved while
//! marks were made, and whether it is still the one that was compared with the server before a restart. Invariant: no
//! law and no order rests on either; what is decided here is only what may be *said* of a time.
//!
//! What cannot be told apart, and is not pretended to be: while nobody sees the page the tablet may sleep, and most
//! browsers' running clock sleeps with it. A gap in the dark that is too long is a sleep, not a clock put forward; the
//! next comparison with the server shows the difference.

#[cfg(test)]
mod tests;

use crate::guard::stands;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Smaller differences are how two clocks run, not how one is set. Milliseconds.
const TOLERANCE_MS: i64 = 5_000;
/// A clock further off than this at its comparison is wrong. Milliseconds.
pub const OFF_MAX_MS: i64 = 120_000;
/// So long a comparison holds: a quartz of 100 ppm is then a minute off. Milliseconds.
pub const COMPARISON_HOLDS_MS: i64 = 7 * 24 * 3600 * 1000;
/// Letters and digits of a run's name.
const RUN_CHARS: usize = 8;
/// No clock says more: the year 9999. Seconds.
const BEGAN_S_MAX: i64 = 253_402_300_799;

/// Both clocks, looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The one that tells the time.
    pub wall: Timestamp,
    /// The one that only runs, from an arbitrary begin; milliseconds.
    pub elapsed_ms: i64,
    /// Since the last look the page was out of sight for a while: the tablet may have slept.
    pub dark: bool,
}

/// A stretch in which both clocks ran side by side. A time of the same run less `began` is the running clock's reading,
/// to [`TOLERANCE_MS`]; another `began` in the same run says that the clock was set in between.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Run {
    /// Random, eight hexadecimal digits.
    pub id: String,
    /// What the clock would have said at the begin of the running one: seconds since 1970-01-01T00:00:00Z.
    pub began: i64,
}

impl Run {
    /// Whether it is one that a tablet writes.
    pub fn fits(&self) -> bool {
        let hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        self.id.len() == RUN_CHARS
            && self.id.bytes().all(hex)
            && (-BEGAN_S_MAX..=BEGAN_S_MAX).contains(&self.began)
    }
}

/// What a look says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The run that a mark made now belongs to.
    pub run: Run,
    /// Since the look before, the clock was set.
    pub moved: bool,
}

/// Follows both clocks of one page for as long as it lives.
#[derive(Clone, Debug, Default)]
pub struct Clocks {
    run: Option<Run>,
    /// Wall clock less running clock, where the run was last tied to them. Milliseconds.
    base_ms: i64,
}

impl Clocks {
    /// Looks at both. `entropy` names a run that begins now.
    pub fn look(&mut self, reading: Reading, entropy: [u8; 4]) -> Look {
        let base_ms = reading.wall.0.saturating_sub(reading.elapsed_ms);
        let off = base_ms.saturating_sub(self.base_ms);
        let began = base_ms.div_euclid(1000);
        let slept = reading.dark && off > TOLERANCE_MS;
        let (run, moved) = match self.run.take() {
            Some(run) if off.abs() <= TOLERANCE_MS => {
                self.run = Some(run.clone());
                return Look { run, moved: false };
            }
            Some(run) if !slept => (Run { began, ..run }, true),
            Some(_) | None => {
                let id = hex::encode(entropy);
                (Run { id, began }, false)
            }
        };
        self.base_ms = base_ms;
        self.run = Some(run.clone());
        Look { run, moved }
    }
}

/// The comparison of a tablet's clock with the server's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The tablet's clock then.
    pub device: Timestamp,
    /// The server's.
    pub server: Timestamp,
    /// The tablet's clock was set since.
    pub moved: bool,
}

/// Why a time is said to be unchecked (时间未校准).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// Never compared.
    Never,
    /// It was wrong when it was compared.
    Off,
    /// It was set since, or shows a time before the comparison.
    Moved,
    /// The comparison is too long ago.
    Old,
}

impl Unchecked {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Off => "off",
            Self::Moved => "moved",
            Self::Old => "old",
        }
    }
}

/// What stands against believing the clock now; none while its comparison holds, also over restarts.
pub fn unchecked(comparison: Option<Comparison>, now: Timestamp) -> Option<Unchecked> {
    let Some(compared) = comparison else {
        return Some(Unchecked::Never);
    };
    let since = now.0.saturating_sub(compared.device.0);
    let off = compared.device.0.saturating_sub(compared.server.0);
    let moved = compared.moved || since < -TOLERANCE_MS;
    if off.saturating_abs() > OFF_MAX_MS {
        Some(Unchecked::Off)
    } else if moved && stands("a-moved-clock-is-unchecked") {
        Some(Unchecked::Moved)
    } else if since > COMPARISON_HOLDS_MS {
        Some(Unchecked::Old)
    } else {
        None
    }
}

/// Whether the clock was set back since the newest time on the disk: what a start can know.
pub fn set_back(newest_kept: Timestamp, now: Timestamp) -> bool {
    now.0 < newest_kept.0.saturating_sub(TOLERANCE_MS)
}

/// A clock that was set while an inspection was recorded, as its marks show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// What the clock said at the first mark afterwards.
    pub told: Timestamp,
    /// What it would have said, had nobody set it; after a restart: no earlier than this.
    pub ran: Timestamp,
}

/// Two marks of one tablet, the later knowing of the earlier: what happened to its clock between them, if anything.
/// Times come in whole seconds.
pub fn between(earlier: (&Option<Run>, Timestamp), later: (&Option<Run>, Timestamp)) -> Option<Moved> {
    let told = later.1;
    let ran = match (earlier.0, later.0) {
        (Some(a), Some(b)) if a.id == b.id => told.0.saturating_sub((b.began - a.began).saturating_mul(1000)),
        _ if told < earlier.1 => earlier.1.0,
        _ => told.0,
    };
    let seen = told.0.abs_diff(ran) > TOLERANCE_MS.unsigned_abs();
    seen.then_some(Moved {
        told,
        ran: Timestamp(ran),
    })
}
