//! Stable error codes of the HTTP interface. The sentence is made where a person reads it.

use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Body of every refused request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Stable code, dotted: `session.bad_password`, `draw.not_committed`, `plan.incomplete`.
    pub code: String,
    /// Problems by place, when the input had several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// Number to quote to support; never personal data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trace: String,
}
