//! Draws among things found on site (现场抽取): which lists a regime asks for, and how many of each are drawn.
//!
//! Exists so that plan, package and tablet speak of the same lists: the number is settled with the plan, before anybody
//! knows what will be found. A regime that names no number asks for one in the plan (a gap); nothing is assumed.

use super::excerpt::{RuleSource, Strength};
use super::inputs::PlanInputs;
use super::pack::Regime;
use super::pool::{SampleSize, sample_size};
use crate::id::CheckItemId;
use crate::problem::Problem;

/// One list of things found on site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundList {
    /// Key of the list.
    pub list: String,
    /// What is done, as printed.
    pub label: String,
    /// What the list names.
    pub what: String,
    /// How many are drawn.
    pub size: SampleSize,
    /// The repeated section that is answered for each.
    pub section: String,
    /// Items it concerns; empty = all.
    pub items: Vec<CheckItemId>,
    /// Strictness.
    pub strength: Strength,
    /// Article.
    pub cite: String,
    /// Whose rule.
    pub source: RuleSource,
}

/// The lists of a regime with these inputs, in the pack's order.
///
/// # Errors
/// Every input that is missing or impossible.
pub fn found_lists(regime: &Regime, inputs: &PlanInputs) -> Result<Vec<FoundList>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut lists = Vec::new();
    for rule in &regime.rules.onsite_draws {
        match sample_size(regime, &rule.what.sample, inputs) {
            Ok(size) => lists.push(FoundList {
                list: rule.what.list.clone(),
                label: rule.what.label.clone(),
                what: rule.what.what.clone(),
                size,
                section: rule.what.section.clone(),
                items: rule.what.items.clone(),
                strength: rule.strength,
                cite: rule.cite.clone(),
                source: rule.origin.layer,
            }),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(lists)
    } else {
        Err(problems)
    }
}
