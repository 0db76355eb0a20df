//! Gaps: what the source lost or leaves open, and what may fill it.

use serde::{Deserialize, Serialize};

/// What kind of value fills a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum GapKind {
    /// A whole number.
    Integer {
        /// Least value.
        min: u32,
        /// Greatest value.
        max: u32,
    },
    /// A decimal number as typed.
    Decimal {
        /// Least value, when the text gives one.
        #[serde(default)]
        min: Option<String>,
        /// Greatest value.
        #[serde(default)]
        max: Option<String>,
    },
    /// A share of the pool in percent, at most 100.
    Percent {
        /// 0 may be entered: this stratum is not drawn this time.
        #[serde(default)]
        zero: bool,
    },
    /// One of several readings.
    Choice {
        /// What may be chosen.
        options: Vec<GapOption>,
    },
    /// Words.
    Text,
}

/// One reading of a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapOption {
    /// Stable id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Denominator, when the option is the unit of a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub den: Option<u32>,
    /// The draw is made inside a class, an area or a tag: a plan with this reading names one (定向, 专项).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filtered: bool,
}

/// A plan input that has one of these values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputIs {
    /// Which input.
    pub input: String,
    /// The values.
    pub is: Vec<String>,
}

/// A required plan input that the source lost or leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Key of the input.
    pub input: String,
    /// Question for the plan maker.
    pub label: String,
    /// Why the source does not answer it.
    pub why: String,
    /// The source lost it (an image, an annex), as opposed to leaving it to the plan.
    pub lost: bool,
    /// Unit of the value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What may be entered.
    pub value: GapKind,
    /// Asked only where another input says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<InputIs>,
}

/// An overlay's proposal for a gap: shown as the office's, still confirmed by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputDefault {
    /// Which gap, by its key.
    pub input: String,
    /// Proposed value.
    pub value: String,
}

/// Inputs of which none may be greater than the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descending {
    /// Keys of the inputs, greatest first.
    pub inputs: Vec<String>,
}
