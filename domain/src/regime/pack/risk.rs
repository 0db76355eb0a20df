//! Rules about risk levels, sanctioned failings and cases without liability.

use crate::regime::when::Condition;
use serde::{Deserialize, Serialize};

/// A risk level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskLevel {
    /// Value in the roster.
    pub level: String,
    /// Label as printed.
    pub label: String,
    /// 1 = the highest risk.
    pub rank: u32,
}

/// Result of a check as risk rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Ended in an order to rectify.
    Rectify,
    /// No violation found.
    Clean,
}

/// How a level changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum RiskChange {
    /// First level of a new subject.
    Initial {
        /// Which subjects.
        when: Vec<Condition>,
        /// Level.
        to: String,
    },
    /// After consecutive results, re-checks not counted.
    Steps {
        /// Which subjects; empty = all.
        #[serde(default)]
        when: Vec<Condition>,
        /// Result.
        outcome: Outcome,
        /// How many in a row.
        consecutive: u32,
        /// Levels up (negative = down).
        by: i32,
    },
    /// A fact decided by people sets or moves the level.
    Fact {
        /// Which subjects.
        when: Vec<Condition>,
        /// The fact.
        fact: String,
        /// Set to this level.
        #[serde(default)]
        to: Option<String>,
        /// Or moved by so many.
        #[serde(default)]
        by: i32,
    },
}

/// A failing that is sanctioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accountability {
    /// Stable code, when software can see it: `late_submission`, `not_published`, `roster_change_unapproved`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What.
    pub text: String,
}

/// A case without liability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// What.
    pub text: String,
}
