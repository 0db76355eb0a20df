//! Inspections at the office: the list, the file, the review, what publication would show.

use super::PublicResult;
use crate::assignment::DueDate;
use crate::assignment::Package;
use crate::evidence::Evidence;
use crate::id::InspectionId;
use crate::id::RegimeId;
use crate::id::TaskId;
use crate::inspection::view::InspectionView;
use crate::review::ReviewAct;
use crate::review::ReviewEntry;
use crate::review::ReviewState;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An inspection in the office's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionRow {
    /// Id.
    pub id: InspectionId,
    /// Task.
    pub task: TaskId,
    /// Regime.
    pub regime: RegimeId,
    /// Subject's name.
    pub subject_name: String,
    /// Team names.
    pub team: Vec<String>,
    /// Review state.
    pub review: ReviewState,
    /// Document state as last received.
    pub state: crate::inspection::view::DocState,
    /// Originals of evidence known but not yet received.
    pub originals_missing: u32,
    /// Unsettled differences and supplements.
    pub open_differences: u32,
    /// Last change received.
    pub received_at: Option<Timestamp>,
    /// Nearest deadline.
    pub due: Option<DueDate>,
}

/// Evidence as the office sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRow {
    /// Manifest.
    pub evidence: Evidence,
    /// The original is here and its hash was checked.
    pub received: bool,
    /// It is safe (second verified copy, or a single copy accepted in writing).
    pub safe: bool,
}

/// An inspection at the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionDetail {
    /// Row.
    pub row: InspectionRow,
    /// Package.
    pub package: Package,
    /// The document.
    pub view: InspectionView,
    /// Evidence.
    pub evidence: Vec<EvidenceRow>,
    /// Review history.
    pub history: Vec<ReviewEntry>,
    /// Deadlines with their dates.
    pub due: Vec<DueDate>,
    /// Quarantined uploads of this inspection, waiting for a supervisor.
    pub quarantined: u32,
}

/// A reviewer's act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRequest {
    /// What.
    pub act: ReviewAct,
    /// Words to the officers.
    #[serde(default)]
    pub comment: String,
}

/// What publication would show, beside what is left out and by which article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationPreview {
    /// As it will be published.
    pub result: PublicResult,
    /// What was redacted: field and article.
    pub redacted: Vec<(String, String)>,
}
