//! A word of the office on one item before the visit (网络检查已核实), as it travels in the package.

use crate::id::{ItemId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What the office said of one item; a later number takes the place of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledOnline {
    /// Which item.
    pub item: ItemId,
    /// Number among all that was said of this inspection, from 1.
    pub no: u32,
    /// The stored value; none = taken back, to be asked on site after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where it was looked up, in the rule's words; empty when taken back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub means: String,
    /// What was found there, or why it is taken back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The department that answers for it (谁检查、谁录入、谁负责).
    pub department: String,
    /// The account that entered it.
    pub by: UserId,
    /// When, by the server's clock.
    pub at: Timestamp,
}
