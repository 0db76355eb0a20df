//! Reading a deadline: how many days are left, which days were counted.

use domain::time::Date;

/// Days from `today` to `due`; negative when it has passed.
pub fn days_left(today: Date, due: Date) -> i64 {
    due.signed_duration_since(today).num_days()
}

/// How urgent a deadline looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Passed.
    Overdue,
    /// Within three days: time to act today.
    Near,
    /// Later, or without a date.
    Calm,
}

/// The urgency of a due date.
pub fn urgency(today: Date, due: Option<Date>) -> Urgency {
    match due.map(|due| days_left(today, due)) {
        Some(n) if n < 0 => Urgency::Overdue,
        Some(0..=3) => Urgency::Near,
        Some(_) | None => Urgency::Calm,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> Date {
        Date::from_ymd_opt(2026, m, d).unwrap()
    }

    #[test]
    fn a_deadline_of_today_is_near_and_yesterday_is_overdue() {
        // Calendar 2026: 31 October is followed by 1 November.
        assert_eq!(days_left(day(10, 31), day(11, 1)), 1);
        assert_eq!(urgency(day(11, 20), Some(day(11, 20))), Urgency::Near);
        assert_eq!(urgency(day(11, 20), Some(day(11, 19))), Urgency::Overdue);
        assert_eq!(urgency(day(11, 20), None), Urgency::Calm);
    }
}
