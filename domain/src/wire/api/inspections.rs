//! Inspections at the office: the list, the file, the review, what publication would show.

use super::PublicResult;
use crate::assignment::DueDate;
use crate::assignment::Package;
use crate::evidence::Evidence;
use crate::id::InspectionId;
use crate::id::InspectorId;
use crate::id::ItemId;
use crate::id::RegimeId;
use crate::id::SubjectId;
use crate::id::TaskId;
use crate::inspection::view::InspectionView;
use crate::regime::Ground;
use crate::regime::excerpt::CitedText;
use crate::review::ReviewAct;
use crate::review::ReviewEntry;
use crate::review::ReviewState;
use crate::time::Date;
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
    /// The ground of a visit that was not drawn (非随机), in the regime's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<String>,
}

/// What a regime lets an office visit without a draw for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// Officers a visit needs at least.
    pub officers_min: u32,
    /// The grounds, in the regime's order; empty = every visit is drawn.
    pub grounds: Vec<Ground>,
}

/// Orders a visit that was not drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitOrder {
    /// Regime.
    pub regime: RegimeId,
    /// Whom to visit.
    pub subject: SubjectId,
    /// Id of the regime's ground.
    pub ground: String,
    /// What the office says of this case.
    pub reason: String,
    /// The visit that is looked at again; needed for a re-check, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<InspectionId>,
    /// Who goes.
    pub team: Vec<InspectorId>,
    /// First and last day.
    pub window: (Date, Date),
}

/// Settles an item online before the visit, or takes that back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleAsk {
    /// Which item.
    pub item: ItemId,
    /// The stored value; none = taken back, to be asked on site after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where it was looked up, as the rule prints it.
    #[serde(default)]
    pub means: String,
    /// What was found there, or why it is taken back.
    pub words: String,
    /// The department that answers for it; one of the team's.
    pub department: String,
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
    /// What the text wants done now that it is sealed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<CitedText>,
}

/// A reviewer's act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRequest {
    /// What.
    pub act: ReviewAct,
    /// Words to the officers.
    #[serde(default)]
    pub comment: String,
    /// Steps the text wants done before publication, with who did each and when; needed where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<(String, String)>,
}

/// What publication would show, beside what is left out and by which article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationPreview {
    /// As it will be published.
    pub result: PublicResult,
    /// What was redacted: field and article.
    pub redacted: Vec<(String, String)>,
    /// The deadlines of this inspection, for those of publication.
    #[serde(default)]
    pub due: Vec<DueDate>,
}
