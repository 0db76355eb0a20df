//! What a text says at the moment somebody acts (随步提示): while a plan is written, once teams are drawn, after a check.
//!
//! Exists because a rule read aloud on a page of its own is forgotten when it counts. Invariant: a rule is told only
//! when its own condition holds: its event has happened, problems were found, a deadline is past.

use super::rule_words;
use super::sentences::Say;
use crate::regime::excerpt::CitedText;
use crate::regime::pack::after::{Bound, Event, Platform, Promptly, Published};
use crate::regime::pack::plan::{Duty, Phase};
use crate::regime::pack::risk::Accountability;
use crate::regime::pack::{Regime, Rule};
use crate::time::Date;

/// A moment at which rules are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment<'a> {
    /// A plan is written.
    Plan,
    /// Subjects and teams are drawn.
    Drawn,
    /// A sealed record has arrived.
    Checked(Checked<'a>),
}

/// How a check stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked<'a> {
    /// What has happened, and when.
    pub events: &'a [(Event, Date)],
    /// Problems were found.
    pub problems: bool,
    /// A deadline is past: see [`missed`].
    pub missed: bool,
}

/// The rules told at a moment, in the order of the process.
pub fn guide(regime: &Regime, moment: Moment<'_>) -> Vec<CitedText> {
    let rules = &regime.rules;
    match moment {
        Moment::Plan => [
            duties(regime, Phase::Scope),
            told(&rules.item_lists),
            duties(regime, Phase::Items),
            told(&rules.plans),
            duties(regime, Phase::Plan),
            told(&rules.draws),
        ]
        .concat(),
        Moment::Drawn => [
            told(&rules.recusals),
            told(&rules.substitutions),
            told(&rules.replacements),
            duties(regime, Phase::Draw),
        ]
        .concat(),
        Moment::Checked(check) => after(regime, check),
    }
}

fn after(regime: &Regime, check: Checked<'_>) -> Vec<CitedText> {
    let rules = &regime.rules;
    let mut found = prompt(&rules.promptly, check.events);
    let platforms: Vec<_> = rules
        .platforms
        .iter()
        .filter(|r| is_fed(r, check.problems))
        .collect();
    found.extend(platforms.into_iter().map(one));
    found.extend(told(&rules.reports));
    if check.problems {
        found.extend(told(&rules.rectifications));
        found.extend(told(&rules.handovers));
        found.extend(duties(regime, Phase::Credit));
    }
    found.extend(told(&rules.archives));
    if check.missed {
        let late = rules.accountability.iter().filter(|r| concerns_lateness(r));
        found.extend(late.map(one));
    }
    found
}

/// 及时: told as soon as its event has happened, with the day.
fn prompt(rules: &[Rule<Promptly>], events: &[(Event, Date)]) -> Vec<CitedText> {
    let since = |rule: &Rule<Promptly>| {
        let own = events.iter().filter(|(event, _)| *event == rule.what.event);
        own.map(|(_, day)| *day).min()
    };
    let started = rules.iter().filter_map(|rule| Some((rule, since(rule)?)));
    started
        .map(|(rule, day)| CitedText {
            text: format!("{}（自{}起）", rule_words(rule), day.format("%Y年%-m月%-d日")),
            ..one(rule)
        })
        .collect()
}

/// What of a check goes to a platform: its result, and what came of it where there is something.
fn is_fed(rule: &Rule<Platform>, problems: bool) -> bool {
    let holds = |what| rule.what.what.contains(&what);
    holds(Published::Result) || (problems && holds(Published::Outcome))
}

/// A failing that a missed deadline may be: one that says so, or one that names no deed software can see.
fn concerns_lateness(rule: &Rule<Accountability>) -> bool {
    matches!(rule.what.code.as_str(), "" | "late_submission" | "not_published")
}

/// Whether one of these clocks, all past their day, had a latest day; an earliest day (不少于) cannot be missed.
pub fn missed<'a>(regime: &Regime, past: impl IntoIterator<Item = &'a str>) -> bool {
    let clocks = &regime.rules.clocks;
    let latest = |id: &str| clocks.iter().any(|c| c.id == id && c.what.bound == Bound::Within);
    past.into_iter().any(latest)
}

fn duties(regime: &Regime, phase: Phase) -> Vec<CitedText> {
    let own = |r: &&Rule<Duty>| r.what.phase == phase;
    regime.rules.duties.iter().filter(own).map(one).collect()
}

pub(in crate::regime) fn told<T: Say>(rules: &[Rule<T>]) -> Vec<CitedText> {
    rules.iter().map(one).collect()
}

pub(in crate::regime) fn one<T: Say>(rule: &Rule<T>) -> CitedText {
    CitedText {
        text: rule_words(rule),
        cite: rule.cite.clone(),
        source: rule.origin.layer,
    }
}
