//! Clocks (期限): every deadline of a regime as a date, once its event has one.

use super::review::regime_of;
use crate::error::Answer;
use crate::regimes::Regimes;
use crate::state::App;
use crate::store::View;
use crate::store::record::{InspectionRecord, TaskRecord};
use chrono::Datelike;
use domain::assignment::DueDate;
use domain::calendar::{Deadline, deadlines, year_clocks};
use domain::id::TaskId;
use domain::inspection::view::DocState;
use domain::regime::Regime;
use domain::regime::excerpt::CitedText;
use domain::regime::pack::after::Event;
use domain::regime::read_aloud::guide::{Checked, Moment, guide, missed};
use domain::review::{ReviewAct, ReviewEntry, ReviewState};
use domain::time::Date;
use domain::wire::api::ClockView;
use std::collections::{BTreeMap, BTreeSet};

/// The dated clocks of a year, then every event clock without a date.
pub fn of_regime(regimes: &Regimes, regime: &Regime, year: i32) -> Vec<DueDate> {
    let dated = year_clocks(regime, year, &BTreeSet::new(), regimes.calendar());
    let open = regime.rules.clocks.iter().map(|c| DueDate {
        clock: c.id.clone(),
        label: c.what.label.clone(),
        due: None,
        cite: c.cite.clone(),
    });
    dated.into_iter().map(due).chain(open).collect()
}

/// The clocks of a task: dated ones inside its window's year that were not past when it was made, event clocks without a
/// date.
pub fn of_task(regimes: &Regimes, regime: &Regime, task: &TaskRecord) -> Vec<DueDate> {
    let year = of_regime(regimes, regime, task.draft.window.1.year());
    not_past(year, task.created_at.china_date())
}

/// Clocks that could still be kept on this day.
fn not_past(mut clocks: Vec<DueDate>, on: Date) -> Vec<DueDate> {
    clocks.retain(|clock| clock.due.is_none_or(|due| due >= on));
    clocks
}

/// The clocks of one inspection: those whose event has happened, with dates; the others without.
pub fn of_inspection(regimes: &Regimes, regime: &Regime, happened: &[(Event, Date)]) -> Vec<DueDate> {
    let started = started(regimes, regime, happened);
    let open = regime
        .rules
        .clocks
        .iter()
        .filter(|c| !started.iter().any(|d| d.clock == c.id));
    let open: Vec<DueDate> = open
        .map(|c| DueDate {
            clock: c.id.clone(),
            label: c.what.label.clone(),
            due: None,
            cite: c.cite.clone(),
        })
        .collect();
    started.into_iter().map(due).chain(open).collect()
}

/// The event clocks an inspection has started, nearest first.
pub fn started(regimes: &Regimes, regime: &Regime, happened: &[(Event, Date)]) -> Vec<Deadline> {
    let mut found: Vec<Deadline> = happened
        .iter()
        .flat_map(|(event, on)| deadlines(regime, *event, *on, regimes.calendar()))
        .collect();
    found.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.clock.cmp(&b.clock)));
    found
}

/// What the text wants done after a sealed check, with what has happened since.
pub fn follows(
    regimes: &Regimes,
    regime: &Regime,
    (inspection, happened): (&InspectionRecord, &[(Event, Date)]),
    problems: bool,
    today: Date,
) -> Vec<CitedText> {
    let public = inspection.review == ReviewState::Published;
    let started = started(regimes, regime, happened);
    let past = started.iter().filter(|d| d.due < today);
    let late = missed(regime, past.map(|d| d.clock.as_str()));
    let check = Checked {
        events: happened,
        problems,
        missed: late && !public,
    };
    guide(regime, Moment::Checked(check))
}

/// When each task was complete: the day the last of its records arrived sealed; none while one is out.
///
/// Visits that were not drawn belong to no task and complete none.
#[derive(Debug)]
pub struct Completed(BTreeMap<TaskId, Option<Date>>);

impl Completed {
    /// Read from all inspections, or at least from all of the tasks that will be asked for.
    pub fn of(inspections: &[InspectionRecord]) -> Self {
        let mut days: BTreeMap<TaskId, Option<Date>> = BTreeMap::new();
        for inspection in inspections.iter().filter(|i| i.undrawn.is_none()) {
            let sealed = inspection
                .received_at
                .filter(|_| inspection.doc == DocState::Sealed);
            let day = sealed.map(|at| at.china_date());
            days.entry(inspection.task.clone())
                .and_modify(|last| *last = last.zip(day).map(|(a, b)| a.max(b)))
                .or_insert(day);
        }
        Self(days)
    }

    /// The day the task of this inspection was.
    pub fn task_of(&self, inspection: &InspectionRecord) -> Option<Date> {
        match inspection.undrawn {
            Some(_) => None,
            None => *self.0.get(&inspection.task)?,
        }
    }
}

/// What has happened to an inspection, as events of clocks; `completed` is the day its task was complete.
pub fn events(
    inspection: &InspectionRecord,
    completed: Option<Date>,
    history: &[ReviewEntry],
) -> Vec<(Event, Date)> {
    let mut found = Vec::new();
    let handed_in = inspection
        .received_at
        .filter(|_| inspection.doc == DocState::Sealed);
    if let Some(at) = handed_in {
        found.push((Event::CheckEnd, at.china_date()));
        found.push((Event::SubjectCheckEnd, at.china_date()));
        found.push((Event::ReportDone, at.china_date()));
    }
    found.extend(completed.map(|day| (Event::TaskComplete, day)));
    for entry in history {
        match entry.act {
            ReviewAct::Approve => found.push((Event::ReportApproved, entry.at.china_date())),
            ReviewAct::Publish => found.push((Event::PublicationStarted, entry.at.china_date())),
            ReviewAct::Return => {}
        }
    }
    found
}

fn due(d: Deadline) -> DueDate {
    DueDate {
        clock: d.clock,
        label: d.label,
        due: Some(d.due),
        cite: d.cite,
    }
}

/// Every clock for the first screen, nearest first; past dated clocks are left out.
///
/// # Errors
/// When the store fails.
pub fn dashboard(app: &App, v: &dyn View, today: Date) -> Answer<Vec<ClockView>> {
    let mut clocks = Vec::new();
    let all = v.inspections()?;
    let completed = Completed::of(&all);
    for inspection in &all {
        let regime = app.regimes.get(&regime_of(v, inspection)?)?;
        let happened = events(
            inspection,
            completed.task_of(inspection),
            &v.reviews(&inspection.id)?,
        );
        let found = started(&app.regimes, regime, &happened);
        clocks.extend(found.into_iter().map(|d| view(d, &inspection.subject_name)));
    }
    let regimes: BTreeSet<_> = v.tasks()?.into_iter().map(|t| t.draft.regime).collect();
    for id in &regimes {
        let regime = app.regimes.get(id)?;
        let dated = year_clocks(regime, today.year(), &BTreeSet::new(), app.regimes.calendar());
        let coming = dated.into_iter().filter(|d| d.due >= today).take(5);
        clocks.extend(coming.map(|d| view(d, "")));
    }
    clocks.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.label.cmp(&b.label)));
    Ok(clocks)
}

/// One deadline with how it was counted.
pub fn view(d: Deadline, about: &str) -> ClockView {
    ClockView {
        regime: d.regime,
        about: about.to_owned(),
        label: d.label,
        from: d.from,
        event_date: d.event_date,
        due: Some(d.due),
        count: d.count.unwrap_or(0),
        unit: d.unit.code().to_owned(),
        counted: d.counted,
        cite: d.cite,
        warning: d.warning,
    }
}

#[cfg(test)]
mod tests {
    use super::not_past;
    use domain::assignment::DueDate;

    /// A task made on 22 November does not answer for the deadlines of January; its own day still counts.
    #[test]
    fn deadlines_past_before_a_task_was_made_are_not_its_own() {
        let day = |text: &str| text.parse().unwrap();
        let clock = |id: &str, due: Option<&str>| DueDate {
            clock: id.to_owned(),
            label: id.to_owned(),
            due: due.map(day),
            cite: String::new(),
        };
        let year = vec![
            clock("january", Some("2026-01-05")),
            clock("today", Some("2026-11-22")),
            clock("december", Some("2026-12-31")),
            clock("event", None),
        ];
        let left = not_past(year, day("2026-11-22"));
        let left: Vec<&str> = left.iter().map(|c| c.clock.as_str()).collect();
        assert_eq!(left, ["today", "december", "event"]);
    }
}
