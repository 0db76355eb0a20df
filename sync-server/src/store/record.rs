//! Records of the store: what one row of each table means.
//!
//! They are kept as JSON beside their key columns; a field added later carries `#[serde(default)]`.

mod change;

pub use change::{ChangeRecord, SeatRecord};

use domain::access::Role;
use domain::assignment::{OrderGiven, Package, TeamMember};
use domain::draw::plan::ChainEnd;
use domain::id::{DeviceId, InspectionId, InspectorId, RegimeId, SubjectId, TaskId, UserId};
use domain::inspection::view::DocState;
use domain::problem::Problem;
use domain::review::ReviewState;
use domain::time::Timestamp;
use domain::wire::api::{
    DrawnView, Neighbour, PublicResult, RosterImport, StratumView, TaskApproval, TaskDraft, TaskState,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// An account (账号).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Log-in name.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// PHC string of argon2id; absent = no log-in by password (a tablet-only officer).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// The officer behind the account, on tablets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspector: Option<InspectorId>,
    /// Created at.
    pub created_at: Timestamp,
    /// Closed at; a closed account logs in nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
}

/// A session: a browser's cookie or a tablet's bearer token; only the token's hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRecord {
    /// Whose.
    pub user: UserId,
    /// Tablet, for bearer tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Began at.
    pub created_at: Timestamp,
    /// Last used at (kept to the minute).
    pub seen_at: Timestamp,
    /// Ends at.
    pub expires_at: Timestamp,
}

/// An enrolled tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRecord {
    /// Id.
    pub id: DeviceId,
    /// Name in the list.
    pub name: String,
    /// Whose.
    pub inspector: InspectorId,
    /// Account.
    pub user: UserId,
    /// ECDSA P-256 public key (SEC1 uncompressed, base64url).
    pub key: String,
    /// Enrolled at.
    pub enrolled_at: Timestamp,
    /// Last contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Timestamp>,
    /// Revoked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
    /// Leave to empty it was granted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_at: Option<Timestamp>,
    /// Another seat of the same tablet, as far as the enrolment told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Neighbour>,
}

/// A one-time enrolment code; only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRecord {
    /// For whose tablet.
    pub inspector: InspectorId,
    /// Who issued it.
    pub issued_by: UserId,
    /// Valid until.
    pub expires_at: Timestamp,
    /// Spent on this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent_on: Option<DeviceId>,
}

/// What one import of a roster file did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// The report.
    pub report: RosterImport,
    /// `subjects` or `inspectors`.
    pub kind: String,
    /// File name as given.
    pub filename: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// A task and what its draw has come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRecord {
    /// Id.
    pub id: TaskId,
    /// The plan.
    pub draft: TaskDraft,
    /// Where it stands.
    pub state: TaskState,
    /// Created at.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// The approval of the plan as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<TaskApproval>,
    /// Draw sequence number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// Log index of the commit leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit_index: Option<u64>,
    /// Canonical bytes of the commit leaf (UTF-8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit_leaf: Option<String>,
    /// Leaf hash (hex) of the commit leaf: the commitment to publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// Size of the checkpoint the witnesses are asked to cosign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<u64>,
    /// Strata as frozen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<StratumView>,
    /// Drawn subjects and teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<DrawnView>,
    /// λ: the load that no inspector exceeds, once drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_cap: Option<u64>,
    /// Why no draw is possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub infeasible: Vec<Problem>,
    /// Opened at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// The chain of whoever approves changes, as it was given; frozen with the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainEnd>,
    /// Changes asked for, by number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeRecord>,
}

/// Public key of a witness browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessKeyRecord {
    /// Account.
    pub user: UserId,
    /// Ed25519 verifying key (base64url).
    pub public: String,
    /// Registered at.
    pub at: Timestamp,
}

/// What one witness gave to one draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessSlot {
    /// Account.
    pub user: UserId,
    /// `H("ssj-draw/1 wit\n" ‖ E)`, hex.
    pub commitment: String,
    /// Committed at.
    pub committed_at: Timestamp,
    /// E (hex), once revealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entropy: Option<String>,
    /// Revealed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed_at: Option<Timestamp>,
}

/// An inspection as the server keeps it beside its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionRecord {
    /// Id.
    pub id: InspectionId,
    /// Task.
    pub task: TaskId,
    /// Subject.
    pub subject: SubjectId,
    /// Subject's name at the time of the draw.
    pub subject_name: String,
    /// Team.
    pub team: Vec<TeamMember>,
    /// Created at.
    pub created_at: Timestamp,
    /// Review state.
    pub review: ReviewState,
    /// Document state as last received.
    pub doc: DocState,
    /// Key of the latest seal received, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
    /// Unsettled differences and supplements as last received.
    #[serde(default)]
    pub open_differences: u32,
    /// Last change received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// Orders to put right that the sealed record gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderGiven>,
    /// The visit that this one looks at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<InspectionId>,
    /// A visit that was not drawn belongs to no task: its regime, and its ground in the regime's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undrawn: Option<(RegimeId, String)>,
}

impl InspectionRecord {
    /// As it begins: nothing received, nothing reviewed.
    pub fn begun(package: &Package, now: Timestamp) -> Self {
        let occasion = package.occasion.as_ref();
        Self {
            id: package.inspection.clone(),
            task: package.task.clone(),
            subject: package.subject.id.clone(),
            subject_name: package.subject.name.clone(),
            team: package.team.clone(),
            created_at: now,
            review: ReviewState::Pending,
            doc: DocState::Assigned,
            seal: None,
            orders: Vec::new(),
            prior: occasion
                .and_then(|o| o.prior.as_ref())
                .map(|p| p.inspection.clone()),
            open_differences: 0,
            received_at: None,
            undrawn: occasion.map(|o| (package.regime.clone(), o.label.clone())),
        }
    }
}

/// A published result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationRecord {
    /// Inspection; never shown to the public.
    pub inspection: InspectionId,
    /// What the public sees.
    pub result: PublicResult,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// A compacted document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Inspection.
    pub inspection: InspectionId,
    /// Heads (hex, sorted).
    pub heads: Vec<String>,
    /// Last change received.
    pub received_at: Option<Timestamp>,
    /// The saved document.
    pub bytes: Vec<u8>,
}

/// A raw change as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawChange {
    /// Inspection.
    pub inspection: InspectionId,
    /// Change hash.
    pub hash: [u8; 32],
    /// The tablet that handed it in.
    pub device: DeviceId,
    /// Session's user.
    pub author: String,
    /// Server time.
    pub received_at: Timestamp,
    /// The change chunk.
    pub bytes: Vec<u8>,
}

/// An upload that was not admitted; its bytes are kept for a supervisor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantineRecord {
    /// Inspection.
    pub inspection: InspectionId,
    /// The tablet.
    pub device: DeviceId,
    /// Session's user.
    pub author: String,
    /// Stable code of the refusal.
    pub code: String,
    /// Server time.
    pub at: Timestamp,
    /// Heads (hex) the bytes are framed against.
    pub base: Vec<String>,
    /// What was handed in.
    pub bytes: Vec<u8>,
}

impl QuarantineRecord {
    /// SHA-256 (hex) of what was handed in.
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(&self.bytes))
    }
}

/// A blob whose bytes are here, whole and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRecord {
    /// SHA-256 (hex).
    pub sha256: String,
    /// Length.
    pub size_bytes: u64,
    /// Durable at.
    pub received_at: Timestamp,
    /// Media type by content.
    pub media_type: String,
    /// Stable code of what is odd about the bytes (`evidence.not_an_image`); they are kept all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oddity: Option<String>,
    /// A second copy was written and its hash checked.
    #[serde(default)]
    pub second_copy: bool,
    /// The bytes were received and found missing or damaged since then; tablets are asked for them again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_at: Option<Timestamp>,
}

/// A blob that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRef {
    /// SHA-256 (hex).
    pub sha256: String,
    /// Length the manifest states.
    pub size_bytes: u64,
    /// Media type the manifest states.
    pub media_type: String,
    /// The original, or a derived copy.
    pub original: bool,
}
