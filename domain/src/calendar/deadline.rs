//! Deadlines (期限): every clock of a pack as a date, with the days counted and the article.
//!
//! The event's day is not counted. A duty the text gives no number for has no date here.

use crate::calendar::workday::Calendar;
use crate::id::RegimeId;
use crate::regime::pack::after::{Clock, Dated, DatedClock, Event, RestDay, Unit};
use crate::regime::pack::plan::Period;
use crate::regime::pack::{Regime, Rule};
use crate::time::Date;
use chrono::{Datelike, Days, Months};
use serde::Serialize;
use std::collections::BTreeSet;

/// One clock as a date; serialised as `sync-server deadline --json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Regime.
    pub regime: RegimeId,
    /// Id of the clock's rule.
    pub clock: String,
    /// What is due, in the regime's words.
    #[serde(skip)]
    pub label: String,
    /// Event that started it; `year` for the clocks of the calendar.
    pub from: String,
    /// The event's day; absent for the clocks of the calendar.
    pub event_date: Option<Date>,
    /// How many; absent for a plain date.
    pub count: Option<u32>,
    /// Of what.
    pub unit: DeadlineUnit,
    /// The day it runs out (for "not less than": the first day it is met).
    pub due: Date,
    /// Article.
    pub cite: String,
    /// The days counted, in order.
    pub counted: Vec<Date>,
    /// Warning code: [`WARN_UNOFFICIAL`] or [`WARN_REST_DAY`].
    pub warning: Option<String>,
}

/// Unit of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineUnit {
    /// 工作日.
    WorkingDay,
    /// 日.
    Day,
    /// A date of the calendar.
    Dated,
}

impl DeadlineUnit {
    /// The stable name: `working_day`, `day`, `dated`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WorkingDay => "working_day",
            Self::Day => "day",
            Self::Dated => "dated",
        }
    }
}

/// Warning: the count reaches past the last official year; only weekends are known there.
pub const WARN_UNOFFICIAL: &str = "calendar.unofficial";
/// Warning: the last day is a rest day and the regime does not say what then.
pub const WARN_REST_DAY: &str = "deadline.rest_day_silent";

/// Every clock of the regime that this event starts, in the pack's order.
pub fn deadlines(regime: &Regime, event: Event, on: Date, calendar: &Calendar) -> Vec<Deadline> {
    let started = |c: &&Rule<Clock>| c.what.event == event || c.what.or_event.contains(&event);
    let clocks = regime
        .rules
        .clocks
        .iter()
        .filter(started)
        .filter(|c| c.in_force(on));
    clocks
        .filter_map(|clock| event_deadline(regime, clock, event, on, calendar))
        .collect()
}

/// `None` only where the range of dates itself ends.
fn event_deadline(
    regime: &Regime,
    clock: &Rule<Clock>,
    event: Event,
    on: Date,
    calendar: &Calendar,
) -> Option<Deadline> {
    let what = &clock.what;
    let counted = counted(what, on, calendar)?;
    let last = *counted.last()?;
    let rests = what.unit == Unit::Day && !calendar.is_working_day(last);
    let due = match what.rest_day {
        RestDay::NextWorkingDay if rests => last.iter_days().find(|d| calendar.is_working_day(*d))?,
        RestDay::Silent | RestDay::Keep | RestDay::NextWorkingDay => last,
    };
    let warning = if !calendar.is_official(on) || !calendar.is_official(due) {
        Some(WARN_UNOFFICIAL)
    } else {
        (rests && what.rest_day == RestDay::Silent).then_some(WARN_REST_DAY)
    };
    Some(Deadline {
        regime: regime.id.clone(),
        clock: clock.id.clone(),
        label: what.label.clone(),
        from: event.code().to_owned(),
        event_date: Some(on),
        count: Some(what.count),
        unit: match what.unit {
            Unit::WorkingDay => DeadlineUnit::WorkingDay,
            Unit::Day => DeadlineUnit::Day,
        },
        due,
        cite: clock.cite.clone(),
        counted,
        warning: warning.map(str::to_owned),
    })
}

/// The days counted: the first is the first counting day after the event.
fn counted(clock: &Clock, on: Date, calendar: &Calendar) -> Option<Vec<Date>> {
    let counts = |day: &Date| clock.unit == Unit::Day || calendar.is_working_day(*day);
    let wanted = usize::try_from(clock.count).ok()?;
    let days: Vec<_> = on.iter_days().skip(1).filter(counts).take(wanted).collect();
    (days.len() == wanted).then_some(days)
}

/// The clocks of the calendar in a year, by date, and the working days of each month where a capacity rule
/// counts them (`duty_days` among them when the rule says so).
pub fn year_clocks(
    regime: &Regime,
    year: i32,
    duty_days: &BTreeSet<Date>,
    calendar: &Calendar,
) -> Vec<Deadline> {
    let dated = regime.rules.dated_clocks.iter().flat_map(|rule| {
        let days = dates(&rule.what.on, year)
            .into_iter()
            .filter(|day| rule.in_force(*day));
        days.map(|day| dated_deadline(regime, rule, day, calendar))
            .collect::<Vec<_>>()
    });
    let mut found: Vec<_> = dated.chain(capacity(regime, year, duty_days, calendar)).collect();
    found.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.clock.cmp(&b.clock)));
    found
}

fn dated_deadline(regime: &Regime, rule: &Rule<DatedClock>, day: Date, calendar: &Calendar) -> Deadline {
    let warning = if calendar.is_official(day) {
        (!calendar.is_working_day(day)).then_some(WARN_REST_DAY)
    } else {
        Some(WARN_UNOFFICIAL)
    };
    Deadline {
        regime: regime.id.clone(),
        clock: rule.id.clone(),
        label: rule.what.label.clone(),
        from: "year".to_owned(),
        event_date: None,
        count: None,
        unit: DeadlineUnit::Dated,
        due: day,
        cite: rule.cite.clone(),
        counted: Vec::new(),
        warning: warning.map(str::to_owned),
    }
}

/// A month's capacity is worked off by the month's end: the working days that go into its formula.
fn capacity(regime: &Regime, year: i32, duty_days: &BTreeSet<Date>, calendar: &Calendar) -> Vec<Deadline> {
    let none = BTreeSet::new();
    let rules = regime
        .rules
        .capacities
        .iter()
        .filter(|r| r.what.period == Period::Month);
    let month_of = |rule: &Rule<_>, duty: &BTreeSet<Date>, month| {
        let due = day_of(year, month, 31)?;
        let counted = calendar.working_days_of_month(year, month, duty);
        Some(Deadline {
            regime: regime.id.clone(),
            clock: rule.id.clone(),
            label: rule.note.clone(),
            from: "year".to_owned(),
            event_date: None,
            count: u32::try_from(counted.len()).ok(),
            unit: DeadlineUnit::WorkingDay,
            due,
            cite: rule.cite.clone(),
            counted,
            warning: (!calendar.is_official(due)).then(|| WARN_UNOFFICIAL.to_owned()),
        })
    };
    rules
        .flat_map(|rule| {
            let duty = if rule.what.duty_days_count {
                duty_days
            } else {
                &none
            };
            (1..=12)
                .filter_map(|month| month_of(rule, duty, month))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The days of a dated clock in a year; day 31 is the last of the month.
fn dates(on: &Dated, year: i32) -> Vec<Date> {
    match *on {
        Dated::Month { day } => (1..=12).filter_map(|month| day_of(year, month, day)).collect(),
        Dated::Year { month, day } => day_of(year, month, day).into_iter().collect(),
        Dated::Quarter => [3, 6, 9, 12]
            .into_iter()
            .filter_map(|m| day_of(year, m, 31))
            .collect(),
        Dated::Window { start, end } => [start, end].into_iter().filter(|d| d.year() == year).collect(),
    }
}

/// The day of a month, or the month's last day when it is shorter.
fn day_of(year: i32, month: u32, day: u32) -> Option<Date> {
    let first = Date::from_ymd_opt(year, month, 1)?;
    let last = first
        .checked_add_months(Months::new(1))?
        .checked_sub_days(Days::new(1))?;
    Date::from_ymd_opt(year, month, day).or(Some(last))
}

#[cfg(test)]
#[path = "deadline/tests.rs"]
mod tests;
