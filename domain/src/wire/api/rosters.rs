//! Rosters: imports, pages, the values a pool filter may name.

use crate::problem::Problem;
use crate::regime::excerpt::CitedText;
use crate::roster::Inspector;
use crate::roster::Subject;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterImport {
    /// For the marked copy.
    pub id: String,
    /// Rows taken in.
    pub accepted: u32,
    /// Rows of those that changed an existing entry.
    pub updated: u32,
    /// Problems by row and column; errors keep their row out, warnings do not.
    pub problems: Vec<Problem>,
    /// Rows kept out.
    pub refused: u32,
    /// A copy of the file with the problems written into it can be fetched.
    pub marked_copy: bool,
}

/// One import of a roster file (名录更新): what changed the roster, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRenewal {
    /// For the marked copy.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Name of who imported it.
    pub by: String,
    /// File name as given.
    pub filename: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// Rows taken in.
    pub accepted: u32,
    /// Rows of those that changed an existing entry.
    pub updated: u32,
    /// Rows kept out.
    pub refused: u32,
    /// A copy of the file with the problems written into it can be fetched.
    pub marked_copy: bool,
}

/// One page of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPage {
    /// Entries that match.
    pub total: u32,
    /// From 0.
    pub page: u32,
    /// Subjects of this page (kind `subjects`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// Inspectors of this page (kind `inspectors`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspectors: Vec<Inspector>,
    /// What the regimes in use say of keeping it: short name and rule; with the first page of the whole roster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<(String, CitedText)>,
    /// Prescribed fields that rows of the whole roster lack; with its first page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// What the values of one subject field are, for the pool filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Field as in [`super::TaskDraft::filter`].
    pub field: String,
    /// Values with the number of subjects, most first.
    pub values: Vec<(String, u64)>,
}
