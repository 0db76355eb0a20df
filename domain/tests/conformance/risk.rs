//! Risk levels under one regime: the first, and how checks and facts move it. A move is told as `level article strength`.
use crate::pack::{Pack, day, subject};
use domain::regime::pack::risk::Outcome;
use domain::regime::risk::{Checked, Move, after_checks, after_fact, facts, first_level};

fn told(one: &Move) -> String {
    format!("{} {} {:?}", one.level, one.cite, one.strength)
}

impl Pack {
    /// The level of a new subject.
    pub(crate) fn first_level(&self, columns: &[(&str, &str)]) -> String {
        first_level(&self.regime, &subject(columns))
            .as_ref()
            .map(told)
            .unwrap_or_default()
    }

    /// The moves after checks, oldest first: `order`, `clean`, and the same as `recheck-…`.
    pub(crate) fn after_checks(&self, columns: &[(&str, &str)], checks: &str) -> Vec<String> {
        let each = checks.split(' ').enumerate().map(|(n, word)| Checked {
            day: day(&format!("2026-{:02}-01", n + 1)),
            outcome: if word.ends_with("order") {
                Outcome::Rectify
            } else {
                Outcome::Clean
            },
            recheck: word.starts_with("recheck"),
        });
        let moves = after_checks(&self.regime, &subject(columns), &each.collect::<Vec<_>>());
        moves.iter().map(told).collect()
    }

    /// The move after a fact whose words hold `fact`; empty where it concerns this subject not at all.
    pub(crate) fn after_fact(&self, columns: &[(&str, &str)], fact: &str) -> String {
        let row = subject(columns);
        let known = facts(&self.regime, &row)
            .into_iter()
            .find(|(_, words)| words.contains(fact));
        let moved = known.and_then(|(rule, _)| after_fact(&self.regime, &row, rule));
        moved.as_ref().map(told).unwrap_or_default()
    }
}
