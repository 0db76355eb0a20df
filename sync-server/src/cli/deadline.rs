//! `sync-server deadline`: every clock of a regime as dates, with the working days counted and the article.
//!
//! Exit 0: the dates; 2: no such regime, event or date, an unreadable calendar.

use crate::cli::regimes;
use crate::messages::regime as messages;
use anyhow::{Context, anyhow, bail};
use domain::calendar::{Calendar, Deadline, deadlines, year_clocks};
use domain::regime::catalog::CALENDAR;
use domain::regime::pack::after::Event;
use domain::time::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Arguments of `deadline`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Regime.
    pub id: String,
    /// An event and its day, for example `check_end=2026-09-18`; may be given several times.
    #[arg(long = "event", value_name = "KIND=DATE")]
    pub events: Vec<String>,
    /// The clocks of the calendar in this year.
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..=9998))]
    pub year: Option<i32>,
    /// A rest day worked for security duty; counts where the regime's capacity rule says so.
    #[arg(long = "duty-day", value_name = "DATE")]
    pub duty_days: Vec<Date>,
    /// A calendar file instead of the one built in.
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> u8 {
    match attempt(args) {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("{error:#}");
            2
        }
    }
}

fn attempt(args: &Args) -> anyhow::Result<()> {
    if args.events.is_empty() && args.year.is_none() {
        bail!("{}", messages::event_or_year(&kinds()));
    }
    let catalog = regimes::catalog()?;
    let regime = regimes::regime(&catalog, &args.id)?;
    let calendar = calendar(args)?;
    let mut found = Vec::new();
    for given in &args.events {
        let (event, on) = event(given)?;
        found.extend(deadlines(regime, event, on, &calendar));
    }
    let duty_days: BTreeSet<Date> = args.duty_days.iter().copied().collect();
    if let Some(year) = args.year {
        found.extend(year_clocks(regime, year, &duty_days, &calendar));
    } else if !duty_days.is_empty() {
        eprintln!("{}", messages::DUTY_DAYS_NEED_YEAR);
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&found)?);
    } else {
        print(&found, &calendar);
    }
    Ok(())
}

fn print(found: &[Deadline], calendar: &Calendar) {
    if found.is_empty() {
        println!("{}", messages::NO_CLOCK);
    }
    for deadline in found {
        println!("{}", messages::deadline(deadline, calendar.last_official_year()));
    }
}

fn calendar(args: &Args) -> anyhow::Result<Calendar> {
    let text = match &args.calendar {
        Some(path) => std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?,
        None => CALENDAR.to_owned(),
    };
    let (calendar, problems) = Calendar::parse(&text);
    calendar.ok_or_else(|| {
        let lines: Vec<_> = problems
            .iter()
            .map(|p| format!("{}: {}", p.path, messages::sentence(p)))
            .collect();
        anyhow!("{}", lines.join("\n"))
    })
}

fn event(given: &str) -> anyhow::Result<(Event, Date)> {
    let bad = || anyhow!("{}", messages::bad_event(given, &kinds()));
    let (kind, day) = given.split_once('=').ok_or_else(bad)?;
    let event = Event::from_code(kind.trim()).ok_or_else(bad)?;
    Ok((event, day.trim().parse().map_err(|_| bad())?))
}

fn kinds() -> Vec<&'static str> {
    Event::ALL.iter().map(|event| event.code()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(id: &str, events: &[&str], year: Option<i32>) -> Args {
        Args {
            id: id.to_owned(),
            events: events.iter().map(|e| (*e).to_owned()).collect(),
            year,
            duty_days: Vec::new(),
            calendar: None,
            json: true,
        }
    }

    #[test]
    fn good_calls_answer_and_bad_ones_say_two() {
        assert_eq!(
            run(&args(
                "R01",
                &["check_end=2026-09-18", "objection_received=2026-09-24"],
                None
            )),
            0
        );
        assert_eq!(run(&args("R27", &[], Some(2026))), 0);
        for bad in [
            "check_end",
            "check_end=2026-02-30",
            "doomsday=2026-01-01",
            "=",
            "check_end=18.9.2026",
        ] {
            assert_eq!(run(&args("R01", &[bad], None)), 2, "{bad}");
        }
        assert_eq!(run(&args("R01", &[], None)), 2);
        assert_eq!(run(&args("R99", &["check_end=2026-09-18"], None)), 2);
    }
}
