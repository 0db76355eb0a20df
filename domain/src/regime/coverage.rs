//! Coverage (覆盖率): the share of items or subjects that random checks have reached, against what the text asks.

use super::excerpt::{RuleSource, Strength};
use super::pack::Regime;
use super::pack::limits::CoverageOf;
use super::when::all_hold;
use crate::id::{CheckItemId, SubjectId};
use crate::roster::Subject;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One figure against its rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageFigure {
    /// Id of the rule.
    pub rule: String,
    /// Of what.
    pub of: CoverageOf,
    /// How many were reached.
    pub reached: u64,
    /// Of how many.
    pub all: u64,
    /// Least share, numerator.
    pub num: u32,
    /// Denominator.
    pub den: u32,
    /// How binding.
    pub strength: Strength,
    /// Article.
    pub cite: String,
    /// Whose rule.
    pub source: RuleSource,
}

impl CoverageFigure {
    /// Whether the share is reached; nothing to cover counts as reached.
    pub fn is_met(&self) -> bool {
        u128::from(self.reached) * u128::from(self.den) >= u128::from(self.all) * u128::from(self.num)
    }
}

/// The figures of a regime over its period, from what was drawn in it.
pub fn coverage(
    regime: &Regime,
    roster: &[Subject],
    drawn_subjects: &BTreeSet<SubjectId>,
    drawn_items: &BTreeSet<CheckItemId>,
) -> Vec<CoverageFigure> {
    let figure = |rule: &super::pack::Rule<super::pack::limits::Coverage>| {
        let (reached, all) = match rule.what.of {
            CoverageOf::Items => {
                let items = &regime.rules.items;
                (
                    items
                        .iter()
                        .filter(|r| drawn_items.contains(&r.what.item))
                        .count(),
                    items.len(),
                )
            }
            CoverageOf::Subjects => {
                let active = roster
                    .iter()
                    .filter(|s| s.status.trim() == "active" && all_hold(&rule.what.when, s));
                let all: Vec<_> = active.collect();
                (
                    all.iter().filter(|s| drawn_subjects.contains(&s.id)).count(),
                    all.len(),
                )
            }
        };
        CoverageFigure {
            rule: rule.id.clone(),
            of: rule.what.of,
            reached: reached as u64,
            all: all as u64,
            num: rule.what.num,
            den: rule.what.den,
            strength: rule.strength,
            cite: rule.cite.clone(),
            source: rule.origin.layer,
        }
    };
    regime.rules.coverages.iter().map(figure).collect()
}

#[cfg(test)]
#[path = "coverage/tests.rs"]
mod tests;
