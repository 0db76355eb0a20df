//! Files for the platforms that a text names.

use crate::regime::excerpt::RuleSource;
use crate::regime::pack::after::Published;
use serde::{Deserialize, Serialize};

/// A platform that the regime of a task names, and what its file would hold now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedView {
    /// Id of the rule: the last part of the file's address.
    pub id: String,
    /// Name of the platform, as printed.
    pub place: String,
    /// What else the text says of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub layer: RuleSource,
    /// What goes there; empty = the text does not say.
    pub parts: Vec<FeedPart>,
}

/// One matter of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedPart {
    /// What.
    pub what: Published,
    /// Rows there are now.
    pub rows: u32,
    /// Why none may go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

/// Why a matter stays in the office although the text names a platform for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Withheld {
    /// A roster of which the text names no field.
    NoFields,
    /// The drawn lists are secret still.
    Kept {
        /// Article.
        cite: String,
    },
}
