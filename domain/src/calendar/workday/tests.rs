//! The official calendar of 2023–2026 and bad files.
use super::*;
use crate::regime::catalog::CALENDAR;

fn codes(text: &str) -> Vec<String> {
    let (calendar, problems) = Calendar::parse(text);
    assert_eq!(calendar.is_some(), problems.is_empty());
    problems.into_iter().map(|p| p.code).collect()
}

fn year(name: &str, off: &str, make_up: &str) -> String {
    format!(
        r#"{{"title": "t", "years": {{"{name}": {{"notice": ["u"], "off": {{{off}}}, "make_up": {{{make_up}}}}}}}}}"#
    )
}

#[test]
fn the_built_in_calendar_is_that_of_the_notices() {
    let (calendar, problems) = Calendar::parse(CALENDAR);
    assert_eq!(problems, []);
    let calendar = calendar.unwrap();
    assert_eq!(calendar.last_official_year(), 2026);
    let day = |text: &str| text.parse::<Date>().unwrap();
    // 2026 notice: Spring Festival off 02-15…02-23, work on 02-14 and 02-28.
    assert!(calendar.is_working_day(day("2026-02-14")) && calendar.is_working_day(day("2026-02-28")));
    assert!(!calendar.is_working_day(day("2026-02-23")) && calendar.is_working_day(day("2026-02-24")));
    assert!(!calendar.is_working_day(day("2026-11-21")), "a plain Saturday");
    assert!(!calendar.is_official(day("2027-01-04")));
    // Working days of the year as the calendars of all four sources sum them: 248 in 2026.
    let none = BTreeSet::new();
    let worked: usize = (1..=12)
        .map(|m| calendar.working_days_of_month(2026, m, &none).len())
        .sum();
    assert_eq!(worked, 248);
    assert_eq!(
        calendar
            .special_days(2026)
            .iter()
            .filter(|(_, worked, _)| *worked)
            .count(),
        6
    );
    assert!(calendar.notices(2026)[0].contains("gov.cn"));
}

#[test]
fn bad_files_are_refused_with_every_reason() {
    assert_eq!(codes("{"), ["calendar.file.unreadable"]);
    assert_eq!(codes(r#"{"title": "t", "years": {}}"#), ["calendar.years.none"]);
    assert_eq!(
        codes(&year("2026", r#""2025-01-01": "x""#, "")),
        ["calendar.day.other_year"]
    );
    assert_eq!(
        codes(&year("2026", "", r#""2026-02-13": "x""#)),
        ["calendar.make_up.weekday"]
    );
    let twice = year("2026", r#""2026-02-14": "x""#, r#""2026-02-14": "x""#);
    assert_eq!(codes(&twice), ["calendar.day.twice"]);
    assert_eq!(codes(&year("next", "", "")), ["calendar.year.name"]);
}
