//! Leaves of fixed teams and of the stages below the subject.

use crate::draw::plan::Stage;
use crate::id::InspectorId;
use serde::{Deserialize, Serialize};

/// A team formed once for the whole draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Its number, from 0.
    pub no: u64,
    /// Inspectors in the order of the seats.
    pub team: Vec<InspectorId>,
    /// Role of each seat.
    pub roles: Vec<String>,
    /// 16 bytes hex.
    pub salt: String,
}

/// Children drawn from a frozen roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Which stage.
    pub stage: Stage,
    /// Parent: a subject, or a unit.
    pub of: String,
    /// Children that could be drawn.
    pub n: u64,
    /// Drawn children by position.
    pub drawn: Vec<String>,
    /// 16 bytes hex.
    pub salt: String,
}

/// Children found on site: the list was fixed and shown before the inspected party gave its entropy.
///
/// Nothing is drawn again: a further draw below the same parent has the next number and says why there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Which stage.
    pub stage: Stage,
    /// Parent: a subject, or a unit.
    pub of: String,
    /// Which list, where the plan has several; absent = the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Its number below this parent and over this list; absent = 0, the first.
    #[serde(default, skip_serializing_if = "is_first")]
    pub no: u64,
    /// Why there is a further one: the salted digest of the reason in hex, or `unaware` where the officers did not
    /// know of the one before. Absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The list, rising by bytes.
    pub rows: Vec<String>,
    /// The party's entropy in hex: at least 6 dice as ASCII digits, or the 16 bytes of its code. Empty where the list
    /// was fixed and nothing was drawn from it.
    pub party: String,
    /// Drawn children by position.
    pub drawn: Vec<String>,
    /// 16 bytes hex.
    pub salt: String,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if passes a reference"
)]
fn is_first(no: &u64) -> bool {
    *no == 0
}
