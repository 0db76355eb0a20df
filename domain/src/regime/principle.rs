//! "In principle" and "may" (原则上、可以): the inputs by which a plan maker departs from a rule, or makes use of one.
//!
//! A rule in principle holds until somebody writes down why it does not; a permission is used only when somebody
//! says so. Both are inputs of the plan beside those the pack asks for, and never required.

use super::excerpt::{RuleSource, Strength};
use super::inputs::PlanInputs;
use super::pack::plan::Sample;
use super::pack::{Regime, Rule};
use serde::{Deserialize, Serialize};

/// What an input that no pack writes down is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Derived {
    /// Words that say why a rule in principle does not hold this time, or which exception of it applies.
    Reason,
    /// The share in percent drawn instead of the text's; it needs a reason.
    Share,
    /// Whether a permission is used: `yes` or `no`.
    Use,
}

/// One derived input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivedInput {
    /// Key in [`PlanInputs`]: `reason.<rule>`, `share.<rule>`, `use.<rule>`.
    pub input: String,
    /// What it is for.
    pub what: Derived,
    /// Kind of the rule.
    pub kind: String,
    /// What the rule says, in the pack's words; may be empty.
    pub about: String,
    /// Article of the rule.
    pub cite: String,
    /// Whose rule.
    pub layer: RuleSource,
}

/// The value that makes use of a permission.
pub const YES: &str = "yes";

/// Every derived input of a regime, in the order of its rules.
pub fn derived_inputs(regime: &Regime) -> Vec<DerivedInput> {
    let rules = &regime.rules;
    let mut all = Vec::new();
    for rule in rules.strata.iter().filter(|r| r.strength == Strength::Principle) {
        if matches!(
            rule.what.sample,
            Sample::All | Sample::Ratio { .. } | Sample::Count { .. }
        ) {
            all.push(derived(rule, Derived::Share, "stratum", &rule.what.label));
            all.push(derived(rule, Derived::Reason, "stratum", &rule.what.label));
        }
    }
    for rule in &rules.caps {
        if rule.strength == Strength::Principle || !rule.what.except.is_empty() {
            all.push(derived(
                rule,
                Derived::Reason,
                "cap",
                &rule.what.except.join(" / "),
            ));
        }
    }
    for rule in &rules.cooldowns {
        match rule.strength {
            Strength::Must => {}
            Strength::Principle => all.push(derived(rule, Derived::Reason, "cooldown", &rule.what.text)),
            Strength::May => all.push(derived(rule, Derived::Use, "cooldown", &rule.what.text)),
        }
    }
    for rule in rules.joints.iter().filter(|r| r.strength != Strength::Must) {
        all.push(derived(rule, Derived::Use, "joint", &rule.what.text));
    }
    for rule in rules
        .plans
        .iter()
        .filter(|r| r.what.window.is_some() && r.strength == Strength::Principle)
    {
        all.push(derived(rule, Derived::Reason, "plan", &rule.what.text));
    }
    all
}

fn derived<T>(rule: &Rule<T>, what: Derived, kind: &str, about: &str) -> DerivedInput {
    DerivedInput {
        input: key(what, &rule.id),
        what,
        kind: kind.to_owned(),
        about: about.to_owned(),
        cite: rule.cite.clone(),
        layer: rule.origin.layer,
    }
}

fn key(what: Derived, rule: &str) -> String {
    let prefix = match what {
        Derived::Reason => "reason",
        Derived::Share => "share",
        Derived::Use => "use",
    };
    format!("{prefix}.{rule}")
}

/// The value of a derived input, when somebody gave one.
fn given<'a>(inputs: &'a PlanInputs, what: Derived, rule: &str) -> Option<&'a str> {
    let entered = inputs.get(&key(what, rule))?;
    Some(entered.value.trim()).filter(|value| !value.is_empty())
}

/// Why a rule does not hold this time.
pub(crate) fn reason<'a>(inputs: &'a PlanInputs, rule: &str) -> Option<&'a str> {
    given(inputs, Derived::Reason, rule)
}

/// The share drawn instead of the text's.
pub(crate) fn other_share<'a>(inputs: &'a PlanInputs, rule: &str) -> Option<&'a str> {
    given(inputs, Derived::Share, rule)
}

/// Whether a permission is used.
pub(crate) fn is_used(inputs: &PlanInputs, rule: &str) -> bool {
    given(inputs, Derived::Use, rule) == Some(YES)
}
