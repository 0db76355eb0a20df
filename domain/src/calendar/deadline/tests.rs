//! Deadlines against the State Council notices, counted by hand, and against an independent library.
use super::*;
use crate::regime::catalog::{CALENDAR, Catalog};
use crate::regime::pack::after::Bound;

fn calendar() -> Calendar {
    Calendar::parse(CALENDAR).0.unwrap()
}

fn regime(id: &str) -> Regime {
    Catalog::built_in().0.regime(&RegimeId::from(id)).unwrap().clone()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[track_caller]
fn due(id: &str, event: Event, on: &str) -> Deadline {
    let mut found = deadlines(&regime(id), event, day(on), &calendar());
    assert_eq!(found.len(), 1, "one clock of {id} starts with {event:?}");
    found.remove(0)
}

/// Counted by hand from the yearly notices of the State Council's General Office on holidays (addresses in
/// `regimes/calendar/cn.json`). `+` marks a make-up day inside the count, `|` days off.
const R01_ART_20: &[(&str, &str, &str)] = &[
    // Spring Festival 2026: off 02-15…02-23, work on Sat 02-14 and Sat 02-28.
    ("2026-02-10", "2026-02-26", "11 12 13 +14 | 24 25 26"),
    ("2026-02-24", "2026-03-04", "25 26 27 +28 | 2 3 4"),
    // Labour Day 2026: off 05-01…05-05, work on Sat 05-09.
    ("2026-04-29", "2026-05-12", "30 | 6 7 8 +9 11 12"),
    // Mid-Autumn off 09-25…09-27; National Day off 10-01…10-07, work on Sun 09-20 and Sat 10-10.
    ("2026-09-18", "2026-09-29", "+20 21 22 23 24 | 28 29"),
    ("2026-09-30", "2026-10-15", "8 9 +10 12 13 14 15"),
    // Spring Festival 2025: off 01-28…02-04, work on Sun 01-26 and Sat 02-08.
    ("2025-01-20", "2025-02-05", "21 22 23 24 +26 27 | 5"),
    // National Day and Mid-Autumn 2025: off 10-01…10-08, work on Sun 09-28 and Sat 10-11.
    ("2025-09-30", "2025-10-16", "9 10 +11 13 14 15 16"),
    // Mid-Autumn 2024: off 09-15…09-17, work on Sat 09-14.
    ("2024-09-13", "2024-09-25", "+14 | 18 19 20 23 24 25"),
    // National Day 2024: off 10-01…10-07, work on Sun 09-29 and Sat 10-12.
    ("2024-09-27", "2024-10-12", "+29 30 | 8 9 10 11 +12"),
    // Spring Festival 2024: off 02-10…02-17, work on Sun 02-04 and Sun 02-18; 02-09 is a working day.
    ("2024-02-02", "2024-02-18", "+4 5 6 7 8 9 | +18"),
    // Labour Day 2024: off 05-01…05-05, work on Sun 04-28 and Sat 05-11.
    ("2024-04-30", "2024-05-13", "6 7 8 9 10 +11 13"),
    // Mid-Autumn and National Day 2023: off 09-29…10-06, work on Sat 10-07 and Sun 10-08.
    ("2023-09-28", "2023-10-13", "+7 +8 9 10 11 12 13"),
    // Labour Day 2023: off 04-29…05-03, work on Sun 04-23 and Sat 05-06.
    ("2023-04-21", "2023-05-04", "+23 24 25 26 27 28 | 4"),
];

#[test]
fn r01_20_paper_is_uploaded_within_seven_working_days() {
    for (on, expected, counted) in R01_ART_20 {
        let found = due("R01", Event::CheckEnd, on);
        assert_eq!(found.due, day(expected), "from {on}: {counted}");
        assert_eq!((found.count, found.unit), (Some(7), DeadlineUnit::WorkingDay));
        assert_eq!(found.cite, "第二十条");
        let days: Vec<u32> = found.counted.iter().map(chrono::Datelike::day).collect();
        let by_hand: Vec<u32> = counted
            .split([' ', '|', '+'])
            .filter(|d| !d.is_empty())
            .map(|d| d.parse().unwrap())
            .collect();
        assert_eq!(days, by_hand, "from {on}");
        assert_eq!(found.warning, None);
    }
}

#[test]
fn r01_25_objections_are_verified_within_three_working_days() {
    for (on, expected) in [
        ("2026-02-13", "2026-02-25"), // +14 | 24 25
        ("2026-06-18", "2026-06-24"), // Dragon Boat off 06-19…06-21: 22 23 24
        ("2026-09-24", "2026-09-30"), // Mid-Autumn off 09-25…09-27: 28 29 30
        ("2025-12-31", "2026-01-06"), // New Year off 01-01…01-03, work on Sun 01-04: +4 5 6
        ("2025-09-26", "2025-09-30"), // work on Sun 09-28: +28 29 30
        ("2023-12-29", "2024-01-04"), // New Year 2024 off 01-01: 2 3 4
        ("2026-12-25", "2026-12-30"), // an ordinary weekend: 28 29 30
    ] {
        let found = due("R01", Event::ObjectionReceived, on);
        assert_eq!(found.due, day(expected), "from {on}");
        assert_eq!(found.cite, "第二十五条");
    }
}

#[test]
fn r27_19_results_are_entered_within_twenty_working_days() {
    // 2026: 11 | 14…18, +20 21…24 | 28 29 30 | 10-08 09 +10 12 13 14
    for event in [Event::CheckEnd, Event::TaskComplete] {
        let found = due("R27", event, "2026-09-10");
        assert_eq!(found.due, day("2026-10-14"));
        assert_eq!(found.from, event.code());
        assert_eq!(found.cite, "第19条");
    }
}

#[test]
fn a_regime_without_a_number_has_no_date() {
    for event in Event::ALL {
        assert!(deadlines(&regime("R19"), event, day("2026-09-10"), &calendar()).is_empty());
    }
}

#[test]
fn r01_12_and_18_have_dated_clocks_every_month_of_2026() {
    let found = year_clocks(&regime("R01"), 2026, &BTreeSet::new(), &calendar());
    let of = |clock: &str| {
        found
            .iter()
            .filter(|d| d.clock == clock)
            .map(|d| d.due)
            .collect::<Vec<_>>()
    };
    let days = |n: u32| {
        (1..=12)
            .map(|m| Date::from_ymd_opt(2026, m, n).unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("next-month-plan"), days(25));
    assert_eq!(of("collective-talk"), days(5));
    // 2026-07-25 is a Saturday; the text does not say what then.
    let july = found.iter().find(|d| d.due == day("2026-07-25")).unwrap();
    assert_eq!(july.warning.as_deref(), Some(WARN_REST_DAY));
}

#[test]
fn r27_13_the_plan_is_due_at_the_end_of_may() {
    let found = year_clocks(&regime("R27"), 2026, &BTreeSet::new(), &calendar());
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].due, found[0].cite.as_str()),
        (day("2026-05-31"), "第13条")
    );
}

#[test]
fn r01_15_duty_days_count_into_the_months_capacity_only() {
    let duty = BTreeSet::from([day("2026-10-01"), day("2026-10-02"), day("2026-10-09")]);
    let october = |duty: &BTreeSet<Date>| {
        let found = year_clocks(&regime("R01"), 2026, duty, &calendar());
        found
            .into_iter()
            .find(|d| d.clock == "monthly-capacity" && d.due == day("2026-10-31"))
            .unwrap()
    };
    // October 2026: 22 weekdays, 5 of them off (1, 2, 5, 6, 7), Sat 10 worked: 18 working days.
    assert_eq!(october(&BTreeSet::new()).count, Some(18));
    // Two of the three duty days are rest days; 10-09 is worked anyway.
    let counted = october(&duty);
    assert_eq!(counted.count, Some(20));
    assert!(counted.counted.contains(&day("2026-10-01")));
}

#[test]
fn past_the_last_official_year_every_date_warns() {
    let found = due("R01", Event::CheckEnd, "2026-12-25");
    assert_eq!(found.due, day("2027-01-05"), "only weekends are known in 2027");
    assert_eq!(found.warning.as_deref(), Some(WARN_UNOFFICIAL));
    let later = year_clocks(&regime("R27"), 2027, &BTreeSet::new(), &calendar());
    assert_eq!(later[0].warning.as_deref(), Some(WARN_UNOFFICIAL));
}

/// A clock of a made-up pack, for what the three regimes do not have.
fn clock(regime: &Regime, count: u32, unit: Unit, rest_day: RestDay) -> Rule<Clock> {
    let mut rule = regime.rules.clocks.first().unwrap().clone();
    rule.what = Clock {
        count,
        unit,
        rest_day,
        bound: Bound::Within,
        ..rule.what
    };
    rule
}

#[test]
fn a_calendar_day_clock_does_on_a_rest_day_what_its_pack_says() {
    let on = day("2026-02-10");
    let of = |rest_day| {
        let regime = regime("R01");
        event_deadline(
            &regime,
            &clock(&regime, 7, Unit::Day, rest_day),
            Event::CheckEnd,
            on,
            &calendar(),
        )
        .unwrap()
    };
    // 2026-02-17 is New Year's Day of the lunar calendar; the first working day after it is 02-24.
    assert_eq!(of(RestDay::Keep).due, day("2026-02-17"));
    assert_eq!(of(RestDay::Keep).warning, None);
    assert_eq!(of(RestDay::NextWorkingDay).due, day("2026-02-24"));
    assert_eq!(of(RestDay::Silent).due, day("2026-02-17"));
    assert_eq!(of(RestDay::Silent).warning.as_deref(), Some(WARN_REST_DAY));
    assert_eq!(of(RestDay::Keep).counted.len(), 7);
}

#[test]
fn all_deadlines_equal_those_of_an_independent_calendar() {
    // chinesecalendar 1.11.0 (PyPI), through tests/vectors/calendar/deadlines.py.
    let rows = include_str!("../../../../tests/vectors/calendar/deadlines.tsv");
    let regime = regime("R01");
    let calendar = calendar();
    let mut checked = 0;
    for row in rows.lines() {
        let [on, count, unit, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {row}")
        };
        let unit = if unit == "day" {
            Unit::Day
        } else {
            Unit::WorkingDay
        };
        let rule = clock(&regime, count.parse().unwrap(), unit, RestDay::Keep);
        let found = event_deadline(&regime, &rule, Event::CheckEnd, day(on), &calendar).unwrap();
        assert_eq!(found.due, day(expected), "{row}");
        checked += 1;
    }
    assert_eq!(checked, 1000, "rows");
}

#[test]
fn the_json_has_exactly_the_published_keys() {
    let found = due("R01", Event::CheckEnd, "2026-09-18");
    let value = serde_json::to_value(&found).unwrap();
    let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "cite",
            "clock",
            "count",
            "counted",
            "due",
            "event_date",
            "from",
            "regime",
            "unit",
            "warning"
        ]
    );
    assert_eq!(value["unit"], "working_day");
    assert_eq!(value["due"], "2026-09-29");
}
