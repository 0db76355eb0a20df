//! Plan inputs (计划必填项): what the source lost or leaves open, filled by a named person or not planned at all.

use crate::problem::Problem;
use crate::regime::excerpt::RuleSource;
use crate::regime::pack::gap::{Gap, GapKind};
use crate::regime::pack::{Regime, Rule};
use crate::regime::relevance::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A value somebody entered for a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The value as typed: digits, an option's id, or words.
    pub value: String,
    /// Name of the person who entered it; shown beside the gap for ever.
    pub by: String,
}

/// All entered values, by the gap's `input` key.
pub type PlanInputs = BTreeMap<String, Entered>;

/// One input a plan of this regime must have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInput {
    /// Key in [`PlanInputs`].
    pub input: String,
    /// Question for the plan maker.
    pub label_zh: String,
    /// Why the source does not answer it.
    pub why_zh: String,
    /// Article.
    pub cite: String,
    /// The source has a gap here (原文缺失), as opposed to leaving it to the plan.
    pub gap: bool,
    /// Unit of the value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What may be entered.
    pub value: GapKind,
    /// What an overlay proposes, and whose proposal it is; a person still confirms it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Proposed>,
}

/// A proposal for an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The value.
    pub value: String,
    /// Article of the overlay.
    pub cite: String,
    /// Whose.
    pub layer: RuleSource,
}

/// The inputs a plan of this regime must have, in the pack's order.
pub fn plan_inputs(regime: &Regime) -> Vec<PlanInput> {
    regime
        .rules
        .gaps
        .iter()
        .map(|gap| plan_input(regime, gap))
        .collect()
}

fn plan_input(regime: &Regime, gap: &Rule<Gap>) -> PlanInput {
    let proposal = regime
        .rules
        .inputs
        .iter()
        .rfind(|p| p.what.input == gap.what.input);
    PlanInput {
        input: gap.what.input.clone(),
        label_zh: gap.what.label.clone(),
        why_zh: gap.what.why.clone(),
        cite: gap.cite.clone(),
        gap: gap.what.lost,
        unit: gap.what.unit.clone(),
        value: gap.what.value.clone(),
        proposed: proposal.map(|p| Proposed {
            value: p.what.value.clone(),
            cite: p.cite.clone(),
            layer: p.origin.layer,
        }),
    }
}

/// Everything that keeps a plan with these inputs from being made: each missing, impossible or unsigned input,
/// and inputs in an order the text forbids. Empty = the plan may be made.
pub fn check_plan(regime: &Regime, inputs: &PlanInputs) -> Vec<Problem> {
    let mut problems = Vec::new();
    for gap in &regime.rules.gaps {
        let about = |code: &str| {
            Problem::error(code, format!("inputs.{}", gap.what.input))
                .with("label", &gap.what.label)
                .with("cite", &gap.cite)
                .with("why", &gap.what.why)
        };
        match inputs.get(&gap.what.input) {
            None => problems.push(about("plan.input.missing")),
            Some(entered) if entered.value.trim().is_empty() => problems.push(about("plan.input.missing")),
            Some(entered) => {
                if !fits(&gap.what.value, &entered.value) {
                    problems.push(about("plan.input.invalid").with("value", &entered.value));
                }
                if entered.by.trim().is_empty() {
                    problems.push(about("plan.input.nobody"));
                }
            }
        }
    }
    for name in inputs
        .keys()
        .filter(|name| !regime.rules.gaps.iter().any(|g| &g.what.input == *name))
    {
        problems.push(Problem::error("plan.input.unknown", format!("inputs.{name}")));
    }
    problems.extend(rising(regime, inputs));
    problems
}

/// Inputs that rise where the text says they must not.
fn rising(regime: &Regime, inputs: &PlanInputs) -> Vec<Problem> {
    let number = |name: &String| inputs.get(name).and_then(|e| Decimal::parse(&e.value));
    let mut problems = Vec::new();
    for rule in &regime.rules.descending {
        for pair in rule.what.inputs.windows(2) {
            let [higher, lower] = pair else { continue };
            if let (Some(h), Some(l)) = (number(higher), number(lower))
                && l.cmp(&h) == Ordering::Greater
            {
                problems.push(
                    Problem::error("plan.input.rising", format!("inputs.{lower}"))
                        .with("higher", higher)
                        .with("cite", &rule.cite),
                );
            }
        }
    }
    problems
}

/// Whether a value fits its gap.
fn fits(kind: &GapKind, value: &str) -> bool {
    match kind {
        GapKind::Integer { min, max } => whole(value).is_some_and(|n| (*min..=*max).contains(&n)),
        GapKind::Decimal { min, max } => Decimal::parse(value).is_some_and(|n| within(&n, min, max)),
        GapKind::Percent { zero } => percent(value).is_some_and(|(num, _)| *zero || num > 0),
        GapKind::Choice { options } => options.iter().any(|o| o.id == value),
        GapKind::Text => true,
    }
}

fn within(number: &Decimal, min: &Option<String>, max: &Option<String>) -> bool {
    let limit = |l: &Option<String>| l.as_deref().and_then(Decimal::parse);
    limit(min).is_none_or(|min| number.cmp(&min) != Ordering::Less)
        && limit(max).is_none_or(|max| number.cmp(&max) != Ordering::Greater)
}

/// A whole number without sign or point.
pub(crate) fn whole(value: &str) -> Option<u32> {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    if digits { value.parse().ok() } else { None }
}

/// A percentage of 0 to 100 as an exact fraction in lowest powers of ten.
pub(crate) fn percent(value: &str) -> Option<(u32, u32)> {
    let (number, scale) = Decimal::parse(value)?.scaled()?;
    let den = 100_u32.checked_mul(10_u32.checked_pow(scale)?)?;
    let num = u32::try_from(number).ok()?;
    (num <= den).then_some((num, den))
}

#[cfg(test)]
#[path = "inputs/tests.rs"]
mod tests;
