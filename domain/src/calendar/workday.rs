//! Working days (工作日) of the official calendar: weekends, holidays and make-up days (调休上班).
//!
//! The calendar is a file that an administrator replaces when the State Council publishes the next year. Past
//! its last official year only weekends are known, and every date says so.

use crate::problem::Problem;
use crate::time::Date;
use chrono::{Datelike, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The official calendar of some years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    title: String,
    years: BTreeMap<i32, Vec<String>>,
    off: BTreeMap<Date, String>,
    make_up: BTreeMap<Date, String>,
}

/// The file's shape: `{"title", "years": {"2026": {"notice": [urls], "off": {date: name}, "make_up": {date: name}}}}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    years: BTreeMap<String, Year>,
}

/// One year: days off, and weekend days that are worked. Every date belongs to its own year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    notice: Vec<String>,
    off: BTreeMap<Date, String>,
    make_up: BTreeMap<Date, String>,
}

impl Calendar {
    /// Reads a calendar file (JSON). Every contradiction is reported; a calendar with one is not used.
    pub fn parse(text: &str) -> (Option<Self>, Vec<Problem>) {
        let file: File = match serde_json::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let place = format!("{}:{}", error.line(), error.column());
                let problem = Problem::error("calendar.file.unreadable", place);
                return (None, vec![problem.with("message", error.to_string())]);
            }
        };
        let mut calendar = Self {
            title: file.title,
            years: BTreeMap::new(),
            off: BTreeMap::new(),
            make_up: BTreeMap::new(),
        };
        let mut problems = Vec::new();
        for (name, year) in &file.years {
            calendar.add(name, year, &mut problems);
        }
        let years: Vec<_> = calendar.years.keys().copied().collect();
        for pair in years.windows(2) {
            if let [a, b] = pair
                && b - a != 1
            {
                problems.push(Problem::error("calendar.year.gap", format!("years.{a}")));
            }
        }
        if file.years.is_empty() {
            problems.push(Problem::error("calendar.years.none", "years"));
        }
        (problems.is_empty().then_some(calendar), problems)
    }

    fn add(&mut self, name: &str, year: &Year, problems: &mut Vec<Problem>) {
        let at = |list: &str, day: Date| format!("years.{name}.{list}.{day}");
        let Ok(number) = name.parse::<i32>() else {
            problems.push(Problem::error("calendar.year.name", format!("years.{name}")));
            return;
        };
        if year.notice.is_empty() {
            problems.push(Problem::error(
                "calendar.year.notice_missing",
                format!("years.{name}"),
            ));
        }
        self.years.insert(number, year.notice.clone());
        for (list, days) in [("off", &year.off), ("make_up", &year.make_up)] {
            for day in days.keys().filter(|d| d.year() != number) {
                problems.push(Problem::error("calendar.day.other_year", at(list, *day)));
            }
        }
        for day in year.make_up.keys() {
            if !is_weekend(*day) {
                problems.push(Problem::error("calendar.make_up.weekday", at("make_up", *day)));
            }
            if year.off.contains_key(day) {
                problems.push(Problem::error("calendar.day.twice", at("make_up", *day)));
            }
        }
        self.off.extend(year.off.clone());
        self.make_up.extend(year.make_up.clone());
    }

    /// Title of the calendar.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether the official notice of the day's year is in the calendar.
    pub fn is_official(&self, day: Date) -> bool {
        self.years.contains_key(&day.year())
    }

    /// Last year whose official notice is in the calendar.
    pub fn last_official_year(&self) -> i32 {
        self.years.last_key_value().map_or(i32::MIN, |(year, _)| *year)
    }

    /// Whether a day is worked. Outside the official years only weekends are known.
    pub fn is_working_day(&self, day: Date) -> bool {
        self.make_up.contains_key(&day) || !(is_weekend(day) || self.off.contains_key(&day))
    }

    /// Where the year's notice was published; empty = not official here.
    pub fn notices(&self, year: i32) -> &[String] {
        self.years.get(&year).map_or(&[], Vec::as_slice)
    }

    /// The year's days that differ from plain weekdays and weekends: day, worked (make-up day), holiday's name.
    pub fn special_days(&self, year: i32) -> Vec<(Date, bool, &str)> {
        let off = self.off.iter().map(|(day, name)| (*day, false, name.as_str()));
        let make_up = self.make_up.iter().map(|(day, name)| (*day, true, name.as_str()));
        let mut days: Vec<_> = off
            .chain(make_up)
            .filter(|(day, ..)| day.year() == year)
            .collect();
        days.sort();
        days
    }

    /// Working days of a month; duty days (安保执勤日) count where a regime's capacity rule says so.
    pub fn working_days_of_month(&self, year: i32, month: u32, duty_days: &BTreeSet<Date>) -> Vec<Date> {
        let first = Date::from_ymd_opt(year, month, 1);
        let days = first.into_iter().flat_map(|d| d.iter_days());
        days.take_while(|d| d.month() == month)
            .filter(|d| self.is_working_day(*d) || duty_days.contains(d))
            .collect()
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
#[path = "workday/tests.rs"]
mod tests;
