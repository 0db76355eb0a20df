//! What anybody may read without logging in.

use super::ChangeCounts;
use super::StratumView;
use super::TaskSummary;
use crate::id::RegimeId;
use crate::id::TaskId;
use crate::publication::{Demand, Kept};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who publishes here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicOffice {
    /// Origin of the log.
    pub log_origin: String,
    /// The log's key (vkey text), to be compared with the one in a transcript.
    pub log_key: String,
    /// The server runs on demo data.
    pub demo: bool,
}

/// What the office may inspect, as the public reads it (抽查事项清单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicItemList {
    /// Regime.
    pub regime: RegimeId,
    /// Title of the regime.
    pub regime_title: String,
    /// Title of the list or form.
    pub title: String,
    /// Where it comes from.
    pub cite: String,
    /// Items in printed order: number, text, legal basis.
    pub items: Vec<(String, String, String)>,
    /// By which articles it is public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
}

/// A roster that a regime makes public, with the fields it names and no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRoster {
    /// Regime.
    pub regime: RegimeId,
    /// Title of the regime.
    pub regime_title: String,
    /// Article.
    pub cite: String,
    /// Labels of the fields.
    pub columns: Vec<String>,
    /// Values, row by row.
    pub rows: Vec<Vec<String>>,
}

/// A task as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicTask {
    /// Summary.
    pub summary: TaskSummary,
    /// Regime title.
    pub regime_title: String,
    /// Commitment digest.
    pub commitment: Option<String>,
    /// Strata with rounding.
    pub strata: Vec<StratumView>,
    /// Required inputs with the name of who entered them: label, value, by, cite, gap.
    pub inputs: Vec<(String, String, String, String, bool)>,
    /// Independent witnesses.
    pub witnesses: u32,
    /// Void draws before this one.
    pub voids: u32,
    /// How often people had a hand in the result.
    #[serde(default)]
    pub changes: ChangeCounts,
    /// By which articles plan and draw are public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
    /// The drawn lists are still kept from the public, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
}

/// A published result, redacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicResult {
    /// Opaque id.
    pub id: String,
    /// Task.
    pub task: TaskId,
    /// Regime.
    pub regime: RegimeId,
    /// Title of the task.
    pub task_title: String,
    /// Fields in order: label and text.
    pub fields: Vec<(String, String)>,
    /// Published at.
    pub published_at: Option<Timestamp>,
    /// SHA-256 of the sealed record the text was made from.
    pub record_sha256: String,
    /// Log index of the publicity leaf.
    pub log_index: Option<u64>,
    /// By which articles it is public, where else, by when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<Demand>,
}
