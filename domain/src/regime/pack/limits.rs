//! Rules about how often and how much: caps, relief, time between checks, capacity, coverage.

use super::gap::InputIs;
use super::plan::Period;
use crate::id::ItemId;
use crate::regime::when::Condition;
use serde::{Deserialize, Serialize};

/// At most so many checks of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// How many; absent = the input says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// Plan input that gives the number, when another body sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// In which time.
    pub period: Period,
    /// Counted per these together: `subject`, `project`, `item`.
    pub per: Vec<String>,
    /// Field of the roster that names the project, for caps counted by project.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub project: String,
    /// Cases it does not hold for: the plan maker says which one applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// It does not hold where a plan input says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except_if: Option<InputIs>,
}

/// Fewer or no checks for the trustworthy or low-risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relief {
    /// Whom it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Granted after good results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<GoodResults>,
    /// What the text grants.
    pub text: String,
}

/// So many good results in a row free a subject from the draw for some months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodResults {
    /// Question whose answer is the grade.
    pub question: ItemId,
    /// Answers that are good.
    pub good: Vec<String>,
    /// How many checks in a row.
    pub consecutive: u32,
    /// Plan input that says for how many months; 0 = nobody is freed.
    pub months: String,
}

/// From what the time between two checks is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// Being drawn.
    Drawn,
    /// A finished check.
    Checked,
}

/// Subjects that stay out for a while after a check (R12, R24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cooldown {
    /// Whom it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// From what it is counted.
    pub since: Since,
    /// For the rest of this period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Or for so many months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Subjects it does not hold for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<Condition>,
    /// What the text says.
    pub text: String,
}

/// What a coverage figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageOf {
    /// Items of the item list that were drawn at least once.
    Items,
    /// Subjects of the roster that were drawn at least once.
    Subjects,
}

/// A share of items or subjects that random checks must reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Of what.
    pub of: CoverageOf,
    /// Numerator of the least share.
    pub num: u32,
    /// Denominator.
    pub den: u32,
    /// Over which time.
    pub period: Period,
    /// Whom it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// What the text says.
    pub text: String,
}

/// A number of checks from inspectors, coefficient and working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Over which time.
    pub period: Period,
    /// Factors that the source names.
    pub factors: Vec<String>,
    /// Input that holds the number worked out by people while the formula is lost.
    pub input: String,
    /// Input that holds the coefficient.
    pub coefficient: String,
    /// Duty days on rest days count as working days.
    #[serde(default)]
    pub duty_days_count: bool,
    /// A lower body may raise, not lower.
    #[serde(default)]
    pub raise_only: bool,
}
