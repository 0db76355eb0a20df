//! The pool (抽查池): which subjects may be drawn, in which stratum, and how many of it.

use crate::problem::Problem;
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::inputs::{PlanInputs, percent, whole};
use crate::regime::pack::gap::GapKind;
use crate::regime::pack::plan::{Period, Sample, Stratum};
use crate::regime::pack::{Regime, Rule};
use crate::regime::when::all_hold;
use crate::roster::Subject;
use serde::{Deserialize, Serialize};

/// What is known about a subject beside its roster row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visits {
    /// Random checks of it this year.
    pub this_year: u32,
    /// The task is one the cap does not hold for (an exception the plan maker states).
    pub cap_excepted: bool,
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
pub fn pool_subject(regime: &Regime, subject: &Subject, visits: Visits) -> PoolVerdict {
    if subject.status.trim() != "active" {
        return out(
            format!("subject.status.{}", subject.status.trim()),
            "",
            "",
            RuleSource::Regime,
        );
    }
    let excluded = regime
        .rules
        .exclusions
        .iter()
        .find(|r| all_hold(&r.what.when, subject));
    if let Some(rule) = excluded {
        return out(
            rule.what.code.clone(),
            &rule.what.label,
            &rule.cite,
            rule.origin.layer,
        );
    }
    let mut warnings = Vec::new();
    for cap in regime
        .rules
        .caps
        .iter()
        .filter(|r| r.what.period == Period::Year && !visits.cap_excepted)
    {
        if visits.this_year < cap.what.n {
            continue;
        }
        if cap.strength == Strength::Must {
            return out("cap.year".into(), "", &cap.cite, cap.origin.layer);
        }
        let warning = Problem::warning("cap.year", format!("subjects.{}", subject.id));
        warnings.push(
            warning
                .with("n", cap.what.n.to_string())
                .with("visits", visits.this_year.to_string())
                .with("cite", &cap.cite),
        );
    }
    match stratum_of(regime, subject) {
        Some(rule) => PoolVerdict::In {
            stratum: rule.what.key.clone(),
            warnings,
        },
        None => out("stratum.none".into(), "", "", RuleSource::Regime),
    }
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
        match size(regime, &rule.what.sample, inputs) {
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

fn size(regime: &Regime, sample: &Sample, inputs: &PlanInputs) -> Result<SampleSize, Problem> {
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
