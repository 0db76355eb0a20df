//! Time as a value: it is always an argument, never read here.

use serde::{Deserialize, Serialize};

pub use chrono::NaiveDate as Date;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// China Standard Time is UTC+8 all year.
const CHINA_OFFSET_MS: i64 = 8 * 3600 * 1000;

impl Timestamp {
    /// The calendar date in China (UTC+8). Out-of-range values clamp to the calendar's ends.
    pub fn china_date(self) -> Date {
        self.china().date()
    }

    /// `2026-11-20 09:30` in China.
    pub fn china_minute(self) -> String {
        self.china().format("%Y-%m-%d %H:%M").to_string()
    }

    /// `2026-11-20T09:30:15` in China, as a form's field for date and time has it.
    pub fn china_second(self) -> String {
        self.china().format("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// Reads what [`Self::china_second`] writes; the seconds may be left out, as browsers do when they are nought.
    pub fn of_china(text: &str) -> Option<Self> {
        let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
        let read = |form| chrono::NaiveDateTime::parse_from_str(text, form).ok();
        let local = forms.into_iter().find_map(read)?;
        local
            .and_utc()
            .timestamp_millis()
            .checked_sub(CHINA_OFFSET_MS)
            .map(Self)
    }

    /// The time that clocks in China show.
    pub fn china(self) -> chrono::NaiveDateTime {
        chrono::DateTime::from_timestamp_millis(self.0.saturating_add(CHINA_OFFSET_MS)).map_or(
            if self.0 < 0 {
                chrono::NaiveDateTime::MIN
            } else {
                chrono::NaiveDateTime::MAX
            },
            |t| t.naive_utc(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_utc_evening_is_the_next_day_in_china() {
        // 2026-11-20T16:30:00Z = 2026-11-21 00:30 +08:00 (RFC 3339 arithmetic).
        let t = Timestamp(1_795_192_200_000);
        assert_eq!(t.china_minute(), "2026-11-21 00:30");
        assert_eq!(t.china_date(), Date::from_ymd_opt(2026, 11, 21).unwrap());
        assert_eq!(t.china_second(), "2026-11-21T00:30:00");
        for text in [
            "2026-11-21T00:30",
            "2026-11-21T00:30:00",
            "2026-11-21T00:30:00.000",
        ] {
            assert_eq!(Timestamp::of_china(text), Some(t));
        }
        assert_eq!(Timestamp::of_china("2026-11-31T00:30"), None);
    }
}
