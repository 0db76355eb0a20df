//! The working calendar as a wall calendar: weeks from Monday, each day with what it is.

use chrono::Datelike;
use domain::time::Date;
use domain::wire::api::{CalendarDay, CalendarPage};

/// One day of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// Nobody works.
    pub off: bool,
    /// Worked although a weekend day.
    pub make_up: bool,
    /// Holiday's name, or empty.
    pub name: String,
}

/// A month: empty places before its first Monday-based weekday, then its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// From 1.
    pub month: u32,
    /// Empty places of the first week, 0…6.
    pub lead: u32,
    /// Days in order.
    pub days: Vec<Day>,
}

/// The twelve months of a page.
pub fn months(page: &CalendarPage) -> Vec<Month> {
    (1..=12).filter_map(|month| one(page, month)).collect()
}

fn one(page: &CalendarPage, month: u32) -> Option<Month> {
    let first = Date::from_ymd_opt(page.year, month, 1)?;
    let days = first.iter_days().take_while(|d| d.month() == month);
    Some(Month {
        month,
        lead: first.weekday().num_days_from_monday(),
        days: days.map(|date| day(date, &page.days)).collect(),
    })
}

fn day(date: Date, special: &[CalendarDay]) -> Day {
    let weekend = date.weekday().num_days_from_monday() >= 5;
    match special.iter().find(|d| d.date == date) {
        Some(d) => Day {
            date,
            off: !d.workday,
            make_up: d.workday && weekend,
            name: d.name.clone(),
        },
        None => Day {
            date,
            off: weekend,
            make_up: false,
            name: String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn october_2026_begins_on_a_thursday_and_has_a_make_up_saturday() {
        // State Council notice on the holidays of 2026: 1–7 October off, 10 October (Saturday) worked.
        let d = |m, d| Date::from_ymd_opt(2026, m, d).unwrap();
        let page = CalendarPage {
            year: 2026,
            official: true,
            official_until: 2026,
            source: String::new(),
            days: vec![
                CalendarDay {
                    date: d(10, 1),
                    workday: false,
                    name: "国庆节".into(),
                },
                CalendarDay {
                    date: d(10, 10),
                    workday: true,
                    name: "国庆节".into(),
                },
            ],
        };
        let october = &months(&page)[9];
        assert_eq!((october.lead, october.days.len()), (3, 31));
        assert!(october.days[0].off && !october.days[0].make_up);
        assert!(october.days[9].make_up && !october.days[9].off);
        assert!(october.days[10].off, "11 October 2026 is a Sunday");
    }
}
