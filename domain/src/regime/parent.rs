//! A thin regime and the parent its office chose (上位规则包): what is taken over, and what gives way to it.
//!
//! A pack says which kinds its text does not hold (`adopt`); the office says from which regime they come. Rules
//! taken over keep the parent's pack as their origin, name its title before the article, and are marked as
//! inherited wherever a rule shows whose it is. Without a choice the plan maker is asked instead.

use super::excerpt::RuleSource;
use super::pack::plan::Sample;
use super::pack::{Regime, Rules};
use crate::id::RegimeId;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An office's choice for one thin regime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParentChoice {
    /// The thin regime.
    pub regime: RegimeId,
    /// The regime its missing rules come from.
    pub parent: RegimeId,
    /// Kinds taken over; empty = every kind the pack offers (`adopt`).
    #[serde(default)]
    pub inherit: Vec<String>,
}

impl Regime {
    /// The regime completed by kinds of rules of a parent.
    #[must_use]
    pub fn with_parent(&self, parent: &Self, inherit: &[String]) -> Self {
        let mut joined = self.clone();
        joined.parent = Some(parent.id.clone());
        joined.inherit = inherit.to_vec();
        let chosen = |kind: &str| inherit.iter().any(|k| k == kind);
        let mut taken = parent.rules.taken_over(&parent.short, chosen);
        for kind in inherit.iter().filter(|kind| !parent.rules.is_silent(kind)) {
            joined.rules.give_way(kind);
            // An order of shares speaks of the strata that gave way.
            if kind == "stratum" {
                joined.rules.give_way("descending");
            }
            joined.silent.retain(|k| k != kind);
        }
        // Inputs that the rules taken over ask for come with them; those nobody names any more go.
        let named: BTreeSet<String> = inputs_named(&taken).into_keys().map(str::to_owned).collect();
        taken.gaps = parent.rules.taken_over(&parent.short, |kind| kind == "gap").gaps;
        taken.gaps.retain(|g| named.contains(&g.what.input));
        joined.rules.append(&taken, |_| true);
        let named: BTreeSet<String> = inputs_named(&joined.rules)
            .into_keys()
            .map(str::to_owned)
            .collect();
        joined
            .rules
            .gaps
            .retain(|g| !g.yields || named.contains(&g.what.input));
        let forms = taken.items.iter().flat_map(|r| &r.what.forms);
        let forms: BTreeSet<_> = forms
            .chain(taken.record_forms.iter().filter_map(|r| r.what.form.as_ref()))
            .collect();
        joined
            .forms
            .extend(parent.forms.iter().filter(|f| forms.contains(&f.id)).cloned());
        joined.digest =
            super::parse::digest([self.digest.as_str(), parent.digest.as_str(), &inherit.join(" ")]);
        joined
    }

    /// Everything wrong with a choice: unknown or unoffered kinds, a parent that is itself thin or silent.
    pub fn check_parent(&self, parent: &Self, inherit: &[String]) -> Vec<Problem> {
        let about = |code: &str, kind: &str| {
            Problem::error(code, self.id.as_str())
                .with("parent", parent.id.as_str())
                .with("kind", kind)
        };
        let mut problems = Vec::new();
        if parent.id == self.id || parent.layer != RuleSource::Regime || !parent.adopt.is_empty() {
            problems.push(about("regime.parent.thin", ""));
        }
        for kind in inherit {
            if !self.adopt.contains(kind) {
                problems.push(about("regime.parent.not_offered", kind));
            } else if parent.rules.is_silent(kind) {
                problems.push(about("regime.parent.silent", kind));
            }
        }
        problems
    }
}

fn input_of<'a>(input: Option<&'a String>, rule: &'a str) -> Option<(&'a str, &'a str)> {
    input.map(|input| (input.as_str(), rule))
}

/// Plan inputs that rules name, each with the first rule that names it.
pub(crate) fn inputs_named(rules: &Rules) -> BTreeMap<&str, &str> {
    let mut named: Vec<(&str, &str)> = Vec::new();
    let strata = rules.strata.iter().map(|r| (&r.id, &r.what.sample));
    let on_site = rules.onsite_draws.iter().map(|r| (&r.id, &r.what.sample));
    for (rule, sample) in strata.chain(on_site) {
        match sample {
            Sample::InputPercent { input }
            | Sample::InputCount { input }
            | Sample::InputUnit { input, .. } => named.push((input, rule)),
            Sample::All | Sample::Ratio { .. } | Sample::Count { .. } => {}
        }
    }
    let mut maybe = |input, rule| named.extend(input_of(input, rule));
    for rule in &rules.team_sizes {
        maybe(rule.what.input.as_ref(), rule.id.as_str());
    }
    for rule in &rules.seats {
        maybe(rule.what.input.as_ref(), &rule.id);
    }
    for rule in &rules.caps {
        maybe(rule.what.input.as_ref(), &rule.id);
        maybe(rule.what.except_if.as_ref().map(|c| &c.input), &rule.id);
    }
    for rule in &rules.reliefs {
        maybe(rule.what.after.as_ref().map(|a| &a.months), &rule.id);
    }
    for rule in &rules.descending {
        rule.what.inputs.iter().for_each(|i| maybe(Some(i), &rule.id));
    }
    for rule in &rules.capacities {
        maybe(Some(&rule.what.input), &rule.id);
        maybe(Some(&rule.what.coefficient), &rule.id);
    }
    for rule in &rules.joints {
        maybe(Some(&rule.what.each_input), &rule.id);
        maybe(rule.what.lead_input.as_ref(), &rule.id);
        maybe(rule.what.partners_input.as_ref(), &rule.id);
        maybe(rule.what.only_if.as_ref().map(|c| &c.input), &rule.id);
    }
    for rule in &rules.gaps {
        maybe(rule.what.only_if.as_ref().map(|c| &c.input), &rule.id);
    }
    let mut first = BTreeMap::new();
    for (input, rule) in named {
        first.entry(input).or_insert(rule);
    }
    first
}

#[cfg(test)]
#[path = "parent/tests.rs"]
mod tests;
