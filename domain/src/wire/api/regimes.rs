//! Regimes as the office reads them, and what a plan under one must say.

use crate::assignment::DueDate;
use crate::id::RegimeId;
use serde::{Deserialize, Serialize};

/// A regime in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimeSummary {
    /// Id.
    pub id: RegimeId,
    /// Issuer (制定机关).
    pub issuer: String,
    /// Title.
    pub title: String,
    /// Effective date as the text gives it, or what it says instead.
    pub effective: String,
    /// Parent pack of a thin regime.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RegimeId>,
    /// Number of rules.
    pub rules: u32,
    /// Number of gaps of the source that a plan must fill.
    pub gaps: u32,
}

/// A regime read aloud, and what a plan under it must say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimePage {
    /// Summary.
    pub summary: RegimeSummary,
    /// The page in Chinese (Markdown headings and lists only).
    pub page: String,
    /// Inputs a plan must fill.
    pub inputs: Vec<PlanInputView>,
    /// Dated clocks of this year and event clocks without dates.
    pub clocks: Vec<DueDate>,
}

/// One required input of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInputView {
    /// Stable id.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// `integer`, `ratio`, `choice`, `text`, `date`.
    pub kind: String,
    /// Unit of the value (%, 家), or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Offered values of a choice: id and label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    /// Why it is asked: what the source lost or leaves open.
    pub why: String,
    /// Article.
    pub cite: String,
    /// May stay empty: it departs from a rule in principle, or makes use of a permission.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Asked only where another input has one of these values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<(String, Vec<String>)>,
    /// The source has a gap here (shown as 原文缺失), as opposed to leaving it to the plan.
    pub gap: bool,
}
