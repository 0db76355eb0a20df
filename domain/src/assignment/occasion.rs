//! The occasion (检查事由) of a visit that was not drawn, and what an earlier visit found.
//!
//! Such a visit is marked 非随机 wherever it is shown and never counted as random.

use crate::id::{InspectionId, ItemId};
use crate::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// Why this visit takes place though no draw named the subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// Stable code of the regime's ground: `recheck`, `complaint`, `handover`, …
    pub code: String,
    /// The ground in the regime's words.
    pub label: String,
    /// Its article.
    pub cite: String,
    /// What the office says of this case: number of the complaint, who handed it over.
    pub reason: String,
    /// The visit that is looked at again (复查).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<Prior>,
}

/// What an earlier, sealed visit left behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prior {
    /// Which.
    pub inspection: InspectionId,
    /// When it was sealed (device clock).
    pub sealed_at: Timestamp,
    /// SHA-256 of the sealed record, as its paper copy shows it.
    pub record_sha256: String,
    /// What was written and told then (检查情况).
    pub order: String,
    /// Orders to put right that were written then and stand (责令改正通知书).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderGiven>,
    /// The problems found, in the form's order.
    pub findings: Vec<Finding>,
}

/// An order to put right, as the visit left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGiven {
    /// Its number.
    pub number: String,
    /// Who was ordered.
    pub person: String,
    /// Until when it is to be put right.
    pub due: Date,
    /// Each problem, and what is to be done.
    pub lines: Vec<(String, String)>,
}

/// One problem of the earlier visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The item; the same id stands in the form of this visit.
    pub item: ItemId,
    /// The question as printed.
    pub text: String,
    /// The answer as printed.
    pub answer: String,
    /// What was noted.
    pub note: String,
    /// Where.
    pub location: String,
    /// Pictures that prove it.
    pub pictures: Vec<Picture>,
}

/// A picture of the earlier visit, small enough to take along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 (hex) of the small copy.
    pub sha256: String,
    /// When it was taken (device clock).
    pub taken_at: Timestamp,
    /// What the officer wrote below it.
    pub caption: String,
}
