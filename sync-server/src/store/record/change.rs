//! A change asked for of a drawn result, as it is kept beside its task.

use domain::id::{InspectionId, SubjectId, UserId};
use domain::regime::change::{ChangeKind, ChangeWhy};
use domain::time::Timestamp;
use domain::wire::api::{ChangeSaid, ChangeState, SeatChange};
use serde::{Deserialize, Serialize};

/// One seat that a change is about: as it is shown, and its subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRecord {
    /// Its subject.
    pub subject: SubjectId,
    /// The seat, who sat there when it was asked, and who sits there now or is to.
    #[serde(flatten)]
    pub shown: SeatChange,
}

/// One change asked for. Nothing of it is ever taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// Number within the task, from 1.
    pub no: u32,
    /// What.
    pub kind: ChangeKind,
    /// Where it stands.
    pub state: ChangeState,
    /// The inspection it is about.
    pub inspection: InspectionId,
    /// Its subject.
    pub subject: SubjectId,
    /// Name of the subject.
    pub subject_name: String,
    /// Seats; empty for a subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SeatRecord>,
    /// Reason.
    pub why: ChangeWhy,
    /// The reason in words.
    pub words: String,
    /// SHA-256 (hex) of the evidence: the sealed record of a subject, the words otherwise.
    pub evidence: String,
    /// Who asked.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// The witness who locked entropy for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<UserId>,
    /// That witness's commitment (hex).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// Log index of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
    /// Answers so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<ChangeSaid>,
    /// The value (hex) the approver released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otp: Option<String>,
    /// The subject that moved up, and its inspection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_up: Option<(InspectionId, String)>,
    /// Approved, but there was nobody left to draw.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nobody: bool,
}

impl ChangeRecord {
    /// Whether it still waits for somebody.
    pub fn is_open(&self) -> bool {
        match self.state {
            ChangeState::AwaitingWitness
            | ChangeState::AwaitingCosignature
            | ChangeState::AwaitingApproval
            | ChangeState::AwaitingEntropy => true,
            ChangeState::Done | ChangeState::Refused => false,
        }
    }
}
