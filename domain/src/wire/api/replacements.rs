//! Changes to a drawn result (抽取后的变更): who may be asked for what, the requests, the answers (draw protocol §2.11).

use crate::id::{InspectionId, InspectorId, SubjectId, UserId};
use crate::regime::change::{ChangeKind, ChangeWhy};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One seat set by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatAsk {
    /// The inspection.
    pub inspection: InspectionId,
    /// Seat of its team, from 0.
    pub seat: u32,
    /// Who is to sit there.
    pub who: InspectorId,
}

/// Asks for a change. `POST /tasks/{id}/changes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAsk {
    /// What.
    pub kind: ChangeKind,
    /// The inspection it is about; for acts by hand that of the first seat.
    pub inspection: InspectionId,
    /// The seat, from 0; for an inspector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<u32>,
    /// One seat with another person, or two seats that change places; for an act by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SeatAsk>,
    /// Reason.
    pub why: ChangeWhy,
    /// The reason in words; never public, its digest is.
    pub words: String,
}

/// An approver answers. `POST /tasks/{id}/changes/{no}/answer`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAnswer {
    /// Yes or no.
    pub granted: bool,
    /// Why, in words; a refusal needs them.
    #[serde(default)]
    pub words: String,
    /// The next value of the approver's chain (hex); absent for an act by hand, which draws nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otp: Option<String>,
}

/// The approver's browser gives the end of its hash chain before the commitment. `POST /tasks/{id}/chain`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainGiven {
    /// SHA-256 applied `n` times to the browser's secret (hex).
    pub end: String,
    /// Values that can be released.
    pub n: u64,
}

/// Who approves changes to a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeApprover {
    /// Account.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// The chain as far as it was released: the last value known to all and how many are left; absent until the
    /// approver's browser gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainGiven>,
}

/// An account that may approve changes, for the plan form. `GET /approvers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproverAccount {
    /// Account.
    pub user: UserId,
    /// Shown name.
    pub name: String,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// A witness is to lock fresh entropy; then the request is logged.
    AwaitingWitness,
    /// Logged; the witness is to cosign the log that holds it.
    AwaitingCosignature,
    /// The approver is to answer; an act by hand waits for two.
    AwaitingApproval,
    /// Approved; the witness is to hand over the entropy.
    AwaitingEntropy,
    /// Carried out.
    Done,
    /// Refused; that too is logged.
    Refused,
}

/// Who answered a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSaid {
    /// Account.
    pub by: UserId,
    /// Shown name.
    pub name: String,
    /// Yes or no.
    pub granted: bool,
    /// In words.
    pub words: String,
    /// When (server time).
    pub at: Timestamp,
}

/// A seat before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatChange {
    /// The inspection.
    pub inspection: InspectionId,
    /// Name of its subject.
    pub subject_name: String,
    /// Seat, from 0.
    pub seat: u32,
    /// Who sat there: id and name.
    pub was: (InspectorId, String),
    /// Who sits there; absent while nothing is decided, or where nobody could be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<(InspectorId, String)>,
}

/// A request as the office sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeView {
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
    /// Seats it changes; empty for a subject whose team moves on whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SeatChange>,
    /// Reason.
    pub why: ChangeWhy,
    /// The reason in words.
    pub words: String,
    /// Who asked.
    pub by: UserId,
    /// Shown name.
    pub name: String,
    /// When (server time).
    pub at: Timestamp,
    /// The witness whose entropy it waits for, by name; absent where it waits for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// Answers so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<ChangeSaid>,
    /// The subject that moved up, and its inspection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_up: Option<(InspectionId, String)>,
    /// Approved, but there was nobody left to draw.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nobody: bool,
}

/// How often people had a hand in a draw; public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Requests carried out by chance.
    pub replaced: u64,
    /// Requests refused.
    pub refused: u64,
    /// Acts by hand: not random.
    pub manual: u64,
    /// Requests without an answer.
    pub waiting: u64,
}

/// A request as its witness's browser sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessChange {
    /// Number within the task, from 1.
    pub no: u32,
    /// What.
    pub kind: ChangeKind,
    /// Where it stands.
    pub state: ChangeState,
    /// Commitment (hex) of this witness, once given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committed: Option<String>,
    /// Another witness of the task holds the entropy.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken: bool,
    /// Canonical text of the request's leaf, once logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaf: Option<String>,
    /// `.tlog-proof` of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlog_proof: Option<String>,
    /// Consistency path (hex) from the last checkpoint size this witness cosigned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consistency: Vec<String>,
    /// The size `consistency` starts from; absent before the first cosignature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consistency_from: Option<u64>,
}

/// A witness's cosignature of the log that holds a request. `POST /witness/tasks/{id}/changes/{no}/cosignature`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessCosignature {
    /// Cosignature line of the signed note.
    pub cosignature: String,
}

/// A witness hands over the entropy of a request. `POST /witness/tasks/{id}/changes/{no}/entropy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessEntropy {
    /// E, 32 bytes hex.
    pub entropy: String,
}
