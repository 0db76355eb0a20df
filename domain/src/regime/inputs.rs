//! Plan inputs (计划必填项): what the source lost or leaves open, filled by a named person or not planned at all.

use crate::problem::Problem;
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::pack::gap::{Gap, GapKind, GapOption, InputIs};
use crate::regime::pack::people::DrawTime;
use crate::regime::pack::{Regime, Rule};
use crate::regime::principle::{Derived, DerivedInput, YES, derived_inputs, reason};
use crate::regime::relevance::Decimal;
use crate::time::Date;
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
    /// Asked only where another input has one of these values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<InputIs>,
    /// Not asked by the pack: it departs from a rule in principle, or makes use of a permission; never required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<Derived>,
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

/// The inputs a plan of this regime must have, in the pack's order, then those by which it may depart from a rule.
pub fn plan_inputs(regime: &Regime) -> Vec<PlanInput> {
    let asked = regime.rules.gaps.iter().map(|gap| plan_input(regime, gap));
    asked
        .chain(derived_inputs(regime).into_iter().map(optional))
        .collect()
}

fn optional(derived: DerivedInput) -> PlanInput {
    let choice = |id: &str| GapOption {
        id: id.to_owned(),
        label: id.to_owned(),
        den: None,
        filtered: false,
    };
    PlanInput {
        input: derived.input,
        label_zh: derived.about,
        why_zh: String::new(),
        cite: derived.cite,
        gap: false,
        unit: String::new(),
        value: match derived.what {
            Derived::Reason => GapKind::Text,
            Derived::Share => GapKind::Percent { zero: true },
            Derived::Use => GapKind::Choice {
                options: vec![choice(YES), choice("no")],
            },
        },
        only_if: None,
        derived: Some(derived.what),
        proposed: None,
    }
}

/// Whether a condition on another input holds.
pub fn input_is(condition: &InputIs, inputs: &PlanInputs) -> bool {
    inputs
        .get(&condition.input)
        .is_some_and(|e| condition.is.iter().any(|v| v == e.value.trim()))
}

/// Whether a gap is asked with these inputs.
fn is_asked(gap: &Gap, inputs: &PlanInputs) -> bool {
    gap.only_if
        .as_ref()
        .is_none_or(|condition| input_is(condition, inputs))
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
        only_if: gap.what.only_if.clone(),
        derived: None,
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
    for gap in regime.rules.gaps.iter().filter(|g| is_asked(&g.what, inputs)) {
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
    let derived = derived_inputs(regime);
    let known = |name: &String| {
        derived.iter().any(|d| &d.input == name) || regime.rules.gaps.iter().any(|g| &g.what.input == name)
    };
    for name in inputs.keys().filter(|name| !known(name)) {
        problems.push(Problem::error("plan.input.unknown", format!("inputs.{name}")));
    }
    problems.extend(derived.iter().filter_map(|d| departure(d, inputs)));
    problems.extend(rising(regime, inputs));
    problems
}

/// A departure from a rule in principle is told as a warning; one without a reason, or by nobody, is refused.
fn departure(derived: &DerivedInput, inputs: &PlanInputs) -> Option<Problem> {
    let entered = inputs
        .get(&derived.input)
        .filter(|e| !e.value.trim().is_empty())?;
    let path = format!("inputs.{}", derived.input);
    let told = |problem: Problem| problem.with("cite", &derived.cite).with("about", &derived.about);
    if entered.by.trim().is_empty() {
        return Some(told(Problem::error("plan.input.nobody", path)));
    }
    let rule = derived.input.split_once('.').map_or("", |(_, rule)| rule);
    match derived.what {
        Derived::Share if percent(entered.value.trim()).is_none() => {
            Some(told(Problem::error("plan.input.invalid", path)).with("value", &entered.value))
        }
        Derived::Share if reason(inputs, rule).is_none() => Some(told(Problem::error(
            "plan.principle.reason",
            format!("inputs.reason.{rule}"),
        ))),
        Derived::Share => None,
        Derived::Reason => {
            Some(told(Problem::warning("plan.principle.departed", path)).with("reason", &entered.value))
        }
        Derived::Use => None,
    }
}

/// Whether the days of the visits lie inside what the regime allows; outside is refused, or warned of where the
/// rule holds in principle and somebody wrote down why.
pub fn check_window(regime: &Regime, window: (Date, Date), inputs: &PlanInputs) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in &regime.rules.plans {
        let Some(allowed) = rule.what.window else { continue };
        if allowed.start <= window.0 && window.1 <= allowed.end {
            continue;
        }
        let excused = rule.strength == Strength::Principle && reason(inputs, &rule.id).is_some();
        let problem = if excused || rule.strength == Strength::May {
            Problem::warning("plan.window.outside", "window")
        } else {
            Problem::error("plan.window.outside", "window")
        };
        problems.push(
            problem
                .with("start", allowed.start.to_string())
                .with("end", allowed.end.to_string())
                .with("cite", &rule.cite),
        );
    }
    problems
}

/// A type of check that draws inside a class, an area or a tag needs one: a plan that names none is refused.
pub fn check_filter(regime: &Regime, inputs: &PlanInputs, filtered: bool) -> Option<Problem> {
    if filtered {
        return None;
    }
    let chosen = |gap: &Rule<Gap>| {
        let GapKind::Choice { options } = &gap.what.value else {
            return None;
        };
        let value = inputs.get(&gap.what.input)?.value.trim();
        let option = options.iter().find(|o| o.id == value && o.filtered)?;
        Some((option.label.clone(), gap.cite.clone()))
    };
    let (label, cite) = regime.rules.gaps.iter().find_map(chosen)?;
    Some(
        Problem::error("plan.filter.required", "filter")
            .with("label", label)
            .with("cite", cite),
    )
}

/// Whether the draw may be held on this day: a regime that draws just before departure allows none earlier.
pub fn check_draw_day(regime: &Regime, window: (Date, Date), today: Date) -> Option<Problem> {
    let rule = regime
        .rules
        .draws
        .iter()
        .find(|r| r.what.when == Some(DrawTime::BeforeDeparture))?;
    (today < window.0).then(|| {
        Problem::error("plan.draw.too_early", "window")
            .with("day", window.0.to_string())
            .with("cite", &rule.cite)
    })
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
