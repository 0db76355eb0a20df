//! What is wrong with data, as data: collected, never thrown at the first.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Shown, does not stop anything.
    Note,
    /// "In principle" rules: needs a reason to go on.
    Warning,
    /// Stops the row, the rule or the act it names, and nothing else.
    Error,
}

/// One finding about data a person typed or a file brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Stable code, dotted: `roster.code.checksum`. The sentence is made at the screen's edge.
    pub code: String,
    /// Where: `行 7 / 统一社会信用代码`, `regime.toml:12`, `strata[2].rule`.
    pub path: String,
    /// How bad.
    pub severity: Severity,
    /// What the sentence needs: `{"value": "…", "expected": "…"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Problem {
    /// An error with no arguments yet.
    pub fn error(code: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            path: path.into(),
            severity: Severity::Error,
            args: BTreeMap::new(),
        }
    }

    /// A warning with no arguments yet.
    pub fn warning(code: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, path)
        }
    }

    /// Adds one argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.args.insert(name.into(), value.into());
        self
    }
}
