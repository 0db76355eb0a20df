//! Risk levels (风险等级): the level a subject begins with, and the move its checks or an established fact give it.
//!
//! A move is a proposal with its article: a person confirms it, and may undo it with a reason. Nothing is moved by a rule
//! that only permits: such a move is offered with its strength.

use super::excerpt::{RuleSource, Strength};
use super::pack::risk::{Outcome, RiskChange};
use super::pack::{Regime, Rule};
use super::when::{Condition, all_hold};
use crate::roster::Subject;
use crate::time::Date;

/// A finished check as risk rules look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Day it ended.
    pub day: Date,
    /// What it ended in.
    pub outcome: Outcome,
    /// A re-check (复查): it neither counts nor interrupts.
    pub recheck: bool,
}

/// A level that a rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The level, as the roster writes it.
    pub level: String,
    /// Id of the rule.
    pub rule: String,
    /// Its article.
    pub cite: String,
    /// How binding.
    pub strength: Strength,
    /// Whose rule.
    pub layer: RuleSource,
}

/// The level of a subject that is new in the roster; absent where the regime knows no levels or none fits.
pub fn first_level(regime: &Regime, subject: &Subject) -> Option<Move> {
    let fits = |rule: &&Rule<RiskChange>| match &rule.what {
        RiskChange::Initial { when, .. } => all_hold(when, subject),
        RiskChange::Steps { .. } | RiskChange::Fact { .. } => false,
    };
    let rule = regime.rules.risk_changes.iter().find(fits)?;
    match &rule.what {
        RiskChange::Initial { to, .. } => Some(moved(rule, to.clone())),
        RiskChange::Steps { .. } | RiskChange::Fact { .. } => None,
    }
}

/// The moves that the checks since the level was last set give, those that must be made first. Several results in a
/// row count whatever lies between them in days; a move past the highest or lowest level is none.
pub fn after_checks(regime: &Regime, subject: &Subject, since: &[Checked]) -> Vec<Move> {
    let mut counted: Vec<_> = since.iter().filter(|check| !check.recheck).collect();
    counted.sort_by_key(|check| std::cmp::Reverse(check.day));
    let given = |rule: &Rule<RiskChange>| match &rule.what {
        RiskChange::Steps {
            when,
            outcome,
            consecutive,
            by,
        } => {
            let newest = counted.get(..*consecutive as usize)?;
            let in_a_row = all_hold(when, subject) && newest.iter().all(|check| check.outcome == *outcome);
            let level = in_a_row.then(|| step(regime, &subject.risk, *by))??;
            Some(moved(rule, level))
        }
        RiskChange::Initial { .. } | RiskChange::Fact { .. } => None,
    };
    let mut moves: Vec<_> = regime.rules.risk_changes.iter().filter_map(given).collect();
    moves.sort_by_key(|one| one.strength);
    moves
}

/// The facts that move a subject's level once somebody has established them: the rule's id and its words.
pub fn facts<'a>(regime: &'a Regime, subject: &Subject) -> Vec<(&'a str, &'a str)> {
    let told = |rule: &'a Rule<RiskChange>| {
        let (when, fact) = fact(rule)?;
        all_hold(when, subject).then_some((rule.id.as_str(), fact))
    };
    regime.rules.risk_changes.iter().filter_map(told).collect()
}

/// The move that an established fact gives; absent where the fact does not concern the subject or moves nothing.
pub fn after_fact(regime: &Regime, subject: &Subject, rule: &str) -> Option<Move> {
    let rule = regime.rules.risk_changes.iter().find(|r| r.id == rule)?;
    fact(rule).filter(|(when, _)| all_hold(when, subject))?;
    let level = match &rule.what {
        RiskChange::Fact { to: Some(level), .. } => {
            Some(level.clone()).filter(|level| *level != subject.risk)
        }
        RiskChange::Fact { to: None, by, .. } => step(regime, &subject.risk, *by),
        RiskChange::Initial { .. } | RiskChange::Steps { .. } => None,
    };
    Some(moved(rule, level?))
}

fn fact(rule: &Rule<RiskChange>) -> Option<(&[Condition], &str)> {
    match &rule.what {
        RiskChange::Fact { when, fact, .. } => Some((when, fact)),
        RiskChange::Initial { .. } | RiskChange::Steps { .. } => None,
    }
}

/// The level so many steps nearer to the highest risk (rank 1).
fn step(regime: &Regime, level: &str, by: i32) -> Option<String> {
    let levels = &regime.rules.risk_levels;
    let rank = levels.iter().find(|l| l.what.level == level)?.what.rank;
    let wanted = i64::from(rank) - i64::from(by);
    let found = levels.iter().find(|l| i64::from(l.what.rank) == wanted)?;
    Some(found.what.level.clone())
}

fn moved(rule: &Rule<RiskChange>, level: String) -> Move {
    Move {
        level,
        rule: rule.id.clone(),
        cite: rule.cite.clone(),
        strength: rule.strength,
        layer: rule.origin.layer,
    }
}
