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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Which stage.
    pub stage: Stage,
    /// Parent: a subject, or a unit.
    pub of: String,
    /// The list, rising by bytes.
    pub rows: Vec<String>,
    /// The party's entropy in hex: at least 6 dice as ASCII digits, or the 16 bytes of its code.
    pub party: String,
    /// Drawn children by position.
    pub drawn: Vec<String>,
    /// 16 bytes hex.
    pub salt: String,
}
