//! The pool (抽查池): which subjects may be drawn, in which stratum, and how many of it.

mod limits;

use crate::id::{CheckItemId, ItemId};
use crate::problem::Problem;
use crate::regime::excerpt::RuleSource;
use crate::regime::inputs::{PlanInputs, percent, whole};
use crate::regime::pack::gap::GapKind;
use crate::regime::pack::people::{DrawRule, Selection};
use crate::regime::pack::plan::{DrawMode, Period, Sample, Stratum};
use crate::regime::pack::{Regime, Rule};
use crate::regime::principle::{other_share, reason};
use crate::regime::when::all_hold;
use crate::roster::Subject;
use crate::time::Date;
use limits::limits;
pub use limits::visit_cap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An earlier check of a subject, as limits look at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastVisit {
    /// Day on which it was drawn.
    pub drawn: Date,
    /// Day on which it was finished; absent = not finished.
    pub finished: Option<Date>,
    /// The roster's further columns at that time.
    pub extra: BTreeMap<String, String>,
    /// Items checked.
    pub items: Vec<CheckItemId>,
    /// Answers to the questions that rules look at.
    pub answers: BTreeMap<ItemId, String>,
}

/// What is known beside the roster row.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Earlier random checks of the subject, any order.
    pub past: &'a [PastVisit],
    /// The day the plan is for.
    pub day: Date,
    /// Inputs of the plan.
    pub inputs: &'a PlanInputs,
}

/// Where a subject stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "pool", rename_all = "snake_case")]
pub enum PoolVerdict {
    /// It may be drawn.
    In {
        /// Its stratum.
        stratum: String,
        /// "In principle" rules that want a reason.
        warnings: Vec<Problem>,
    },
    /// It stays out, with the reason that goes into the frozen roster.
    Out {
        /// Stable code.
        code: String,
        /// Reason for people; empty when the code says it all.
        label_zh: String,
        /// Article; empty when the roster itself says so.
        cite: String,
        /// Whose rule.
        layer: RuleSource,
    },
}

/// Whether a subject is in the pool of a regime, and where.
pub fn pool_subject(regime: &Regime, subject: &Subject, known: Known<'_>) -> PoolVerdict {
    if subject.status.trim() != "active" {
        return out(
            format!("subject.status.{}", subject.status.trim()),
            "",
            "",
            RuleSource::Regime,
        );
    }
    if let Some(why) = excluded(regime, subject) {
        return why;
    }
    let warnings = match limits(regime, subject, known) {
        Ok(warnings) => warnings,
        Err(why) => return why,
    };
    match stratum_of(regime, subject) {
        Some(rule) => PoolVerdict::In {
            stratum: rule.what.key.clone(),
            warnings,
        },
        None => out("stratum.none".into(), "", "", RuleSource::Regime),
    }
}

/// Left out by what the subject is: an exclusion, a figure nobody can read, items that are not drawn.
fn excluded(regime: &Regime, subject: &Subject) -> Option<PoolVerdict> {
    let rules = &regime.rules;
    if let Some(rule) = rules.exclusions.iter().find(|r| all_hold(&r.what.when, subject)) {
        let what = &rule.what;
        return Some(out(what.code.clone(), &what.label, &rule.cite, rule.origin.layer));
    }
    let unreadable = |r: &&Rule<Stratum>| r.what.when.iter().any(|c| c.is_unreadable(subject));
    if let Some(rule) = rules.strata.iter().find(unreadable) {
        let field = rule
            .what
            .when
            .iter()
            .find(|c| c.is_unreadable(subject))
            .map_or("", |c| &c.field);
        let field = field.strip_prefix("extra:").unwrap_or(field);
        return Some(out("subject.figure".into(), field, &rule.cite, rule.origin.layer));
    }
    let concerned: Vec<_> = rules
        .items
        .iter()
        .filter(|r| all_hold(&r.what.when, subject))
        .collect();
    let first = concerned.first()?;
    if concerned.iter().all(|r| r.what.draw == DrawMode::None) {
        return Some(out(
            "item.not_drawn".into(),
            &first.what.name,
            &first.cite,
            first.origin.layer,
        ));
    }
    let named = |item: &CheckItemId| {
        let says = |r: &&Rule<DrawRule>| r.what.selection == Selection::Named && r.what.items.contains(item);
        rules.draws.iter().find(says)
    };
    let rule = named(&first.what.item)?;
    let all = concerned.iter().all(|r| named(&r.what.item).is_some());
    all.then(|| {
        out(
            "item.named".into(),
            &first.what.name,
            &rule.cite,
            rule.origin.layer,
        )
    })
}

fn out(code: String, label: &str, cite: &str, layer: RuleSource) -> PoolVerdict {
    PoolVerdict::Out {
        code,
        label_zh: label.into(),
        cite: cite.into(),
        layer,
    }
}

/// The stratum of a subject: the first whose conditions hold (`after` is kept by the pack's order).
pub fn stratum_of<'a>(regime: &'a Regime, subject: &Subject) -> Option<&'a Rule<Stratum>> {
    regime
        .rules
        .strata
        .iter()
        .find(|r| all_hold(&r.what.when, subject))
}

/// How many of a stratum are drawn, in integers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum SampleSize {
    /// Every one.
    All,
    /// `min(N, max(min, ceil(N·num/den)))`; `min` only where N > 0.
    RatioCeil {
        /// Numerator.
        num: u32,
        /// Denominator.
        den: u32,
        /// Least number.
        min: u32,
    },
    /// `min(N, n)`.
    Count {
        /// How many.
        n: u32,
    },
}

impl SampleSize {
    /// How many of `n` subjects.
    pub fn of(&self, n: u32) -> u32 {
        match *self {
            Self::All => n,
            Self::RatioCeil { num, den, min } => {
                let share = (u64::from(n) * u64::from(num)).div_ceil(u64::from(den.max(1)));
                let least = if n > 0 { u64::from(min) } else { 0 };
                u32::try_from(share.max(least)).unwrap_or(u32::MAX).min(n)
            }
            Self::Count { n: count } => count.min(n),
        }
    }
}

/// One stratum of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStratum {
    /// Key written into the frozen roster.
    pub key: String,
    /// Label.
    pub label_zh: String,
    /// How many are drawn.
    pub size: SampleSize,
    /// Over which time the text counts, when it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Article.
    pub cite: String,
}

/// The strata of a plan with its inputs, in the pack's order.
///
/// # Errors
/// One problem for each stratum whose size is not known.
pub fn strata(regime: &Regime, inputs: &PlanInputs) -> Result<Vec<PlanStratum>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut strata = Vec::new();
    for rule in &regime.rules.strata {
        match size(regime, rule, inputs) {
            Ok(size) => strata.push(PlanStratum {
                key: rule.what.key.clone(),
                label_zh: rule.what.label.clone(),
                size,
                period: rule.what.period,
                cite: rule.cite.clone(),
            }),
            Err(problem) => problems.push(problem.with("cite", &rule.cite)),
        }
    }
    if strata.is_empty() && problems.is_empty() {
        problems.push(Problem::error("strata.silent", "strata"));
    }
    if problems.is_empty() {
        Ok(strata)
    } else {
        Err(problems)
    }
}

fn size(regime: &Regime, rule: &Rule<Stratum>, inputs: &PlanInputs) -> Result<SampleSize, Problem> {
    // A share "in principle" gives way to another one with a written reason; without a reason it stands.
    if let (Some(other), Some(_)) = (other_share(inputs, &rule.id), reason(inputs, &rule.id)) {
        let (num, den) = percent(other)
            .ok_or_else(|| Problem::error("plan.input.invalid", format!("inputs.share.{}", rule.id)))?;
        return Ok(SampleSize::RatioCeil { num, den, min: 0 });
    }
    sample_size(regime, &rule.what.sample, inputs)
}

/// A sample with the plan's inputs put in.
pub(crate) fn sample_size(
    regime: &Regime,
    sample: &Sample,
    inputs: &PlanInputs,
) -> Result<SampleSize, Problem> {
    let entered = |input: &String| {
        let missing = || Problem::error("plan.input.missing", format!("inputs.{input}"));
        inputs.get(input).map(|e| e.value.trim()).ok_or_else(missing)
    };
    let invalid = |input: &String| Problem::error("plan.input.invalid", format!("inputs.{input}"));
    match sample {
        Sample::All => Ok(SampleSize::All),
        Sample::Ratio { num, den, min } => Ok(SampleSize::RatioCeil {
            num: *num,
            den: *den,
            min: *min,
        }),
        Sample::Count { n } => Ok(SampleSize::Count { n: *n }),
        Sample::InputPercent { input } => {
            let (num, den) = percent(entered(input)?).ok_or_else(|| invalid(input))?;
            Ok(SampleSize::RatioCeil { num, den, min: 0 })
        }
        Sample::InputCount { input } => {
            let n = whole(entered(input)?).ok_or_else(|| invalid(input))?;
            Ok(SampleSize::Count { n })
        }
        Sample::InputUnit { num, input } => {
            let den = denominator(regime, input, entered(input)?).ok_or_else(|| invalid(input))?;
            Ok(SampleSize::RatioCeil {
                num: *num,
                den,
                min: 0,
            })
        }
    }
}

/// The denominator of the unit chosen for a gap.
fn denominator(regime: &Regime, input: &str, chosen: &str) -> Option<u32> {
    let gap = regime.rules.gaps.iter().find(|g| g.what.input == input)?;
    match &gap.what.value {
        GapKind::Choice { options } => options.iter().find(|o| o.id == chosen)?.den,
        GapKind::Integer { .. } | GapKind::Decimal { .. } | GapKind::Percent { .. } | GapKind::Text => None,
    }
}

#[cfg(test)]
#[path = "pool/tests.rs"]
mod tests;
