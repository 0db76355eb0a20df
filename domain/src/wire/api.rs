//! JSON shapes of `/api/v1` (office, witness, enrolment, public). Sync has its own framing in `sync`.
//!
//! | method and path | asks | answers |
//! |---|---|---|
//! | `POST /session` · `GET` · `DELETE` | [`LogIn`] | [`Session`] |
//! | `GET /regimes` · `GET /regimes/{id}` | | `[`[`RegimeSummary`]`]` · [`RegimePage`] |
//! | `POST /rosters/{subjects\|inspectors}/import?filename=F` | the file's bytes | [`RosterImport`] |
//! | `GET /rosters/imports/{id}/marked-copy` · `GET /rosters/{kind}/template` | | an .xlsx |
//! | `GET /rosters/{kind}?q=&page=` | | [`RosterPage`] |
//! | `GET /tasks` · `POST /tasks` · `GET/PUT /tasks/{id}` | [`TaskDraft`] | [`TaskSummary`] · [`TaskDetail`] |
//! | `GET /tasks/{id}/pool` | | [`PoolPreview`] |
//! | `POST /tasks/{id}/commit` · `POST /tasks/{id}/open` | | [`TaskDetail`] |
//! | `GET /tasks/{id}/transcript` | | the transcript |
//! | `GET /witness/tasks` · `POST /witness/key` | [`WitnessKey`] | `[`[`WitnessTask`]`]` |
//! | `POST /witness/tasks/{id}/commitment` · `POST /witness/tasks/{id}/reveal` | [`WitnessCommitment`] · [`WitnessReveal`] | [`WitnessTask`] |
//! | `GET /inspections` · `GET /inspections/{id}` | | [`InspectionRow`] · [`InspectionDetail`] |
//! | `POST /inspections/{id}/review` | [`ReviewRequest`] | [`InspectionDetail`] |
//! | `GET /inspections/{id}/publication` | | [`crate::wire::api::PublicationPreview`] |
//! | `POST /enrolment-codes` · `POST /enrol` | [`EnrolmentCodeRequest`] · [`Enrol`] | [`EnrolmentCode`] · [`Enrolment`] |
//! | `GET /devices` · `POST /devices/{id}/revoke` | | [`DeviceRow`] |
//! | `GET /dashboard` | | [`Dashboard`] |
//! | `HEAD/PATCH/GET /blobs/{sha256}` | bytes | [`BlobReceipt`] when complete |
//! | `GET /public/tasks` · `GET /public/tasks/{id}/transcript` · `GET /public/results` | | [`PublicTask`] · … · [`PublicResult`] |

use crate::access::Role;
use crate::assignment::{DueDate, Package};
use crate::evidence::Evidence;
use crate::id::{DeviceId, InspectionId, InspectorId, RegimeId, SubjectId, TaskId, UserId};
use crate::inspection::view::InspectionView;
use crate::problem::Problem;
use crate::review::{ReviewAct, ReviewEntry, ReviewState};
use crate::roster::{Inspector, Subject};
use crate::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Log-in by password (office, witness).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogIn {
    /// Account.
    pub user: UserId,
    /// Password.
    pub password: String,
}

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Account.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// Server time.
    pub now: Timestamp,
    /// The server runs on demo data: every screen says so.
    pub demo: bool,
}

/// A regime in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimeSummary {
    /// Id.
    pub id: RegimeId,
    /// Issuer (制定机关).
    pub issuer: String,
    /// Title.
    pub title: String,
    /// Effective date as the text gives it, or what it says instead.
    pub effective: String,
    /// Parent pack of a thin regime.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RegimeId>,
    /// Number of rules.
    pub rules: u32,
    /// Number of gaps of the source that a plan must fill.
    pub gaps: u32,
}

/// A regime read aloud, and what a plan under it must say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimePage {
    /// Summary.
    pub summary: RegimeSummary,
    /// The page in Chinese (Markdown headings and lists only).
    pub page: String,
    /// Inputs a plan must fill.
    pub inputs: Vec<PlanInputView>,
    /// Dated clocks of this year and event clocks without dates.
    pub clocks: Vec<DueDate>,
}

/// One required input of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInputView {
    /// Stable id.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// `integer`, `ratio`, `choice`, `text`, `date`.
    pub kind: String,
    /// Offered values of a choice: id and label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    /// Why it is asked: what the source lost or leaves open.
    pub why: String,
    /// Article.
    pub cite: String,
    /// The source has a gap here (shown as 原文缺失), as opposed to leaving it to the plan.
    pub gap: bool,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterImport {
    /// For the marked copy.
    pub id: String,
    /// Rows taken in.
    pub accepted: u32,
    /// Rows of those that changed an existing entry.
    pub updated: u32,
    /// Problems by row and column; errors keep their row out, warnings do not.
    pub problems: Vec<Problem>,
    /// Rows kept out.
    pub refused: u32,
    /// A copy of the file with the problems written into it can be fetched.
    pub marked_copy: bool,
}

/// One page of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPage {
    /// Entries that match.
    pub total: u32,
    /// From 0.
    pub page: u32,
    /// Subjects of this page (kind `subjects`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// Inspectors of this page (kind `inspectors`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inspectors: Vec<Inspector>,
}

/// A value a person entered for a required plan input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredInput {
    /// The value as typed, normalised by the regime's rule.
    pub value: String,
    /// Who entered it (the server fills it in).
    #[serde(default)]
    pub by: String,
    /// When (server time; the server fills it in).
    #[serde(default)]
    pub at: Timestamp,
}

/// A plan of one task as the office writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDraft {
    /// Title.
    pub title: String,
    /// Regime.
    pub regime: RegimeId,
    /// Required inputs by id.
    pub inputs: BTreeMap<String, EnteredInput>,
    /// First and last day of the visits.
    pub window: (Date, Date),
    /// Witness accounts; empty draws are labelled 无独立见证.
    pub witnesses: Vec<UserId>,
    /// Restricts the pool: field (`district`, `class`, `industry`, `risk`, or a header of `extra`) → values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub filter: BTreeMap<String, Vec<String>>,
    /// Latest moment at which the draw must be opened.
    pub deadline: Timestamp,
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// The plan is being written.
    Draft,
    /// Waiting for the witnesses' commitments.
    AwaitingCommitments,
    /// Committed: the draw exists, inputs are frozen.
    Committed,
    /// All reveals are in.
    Revealed,
    /// Opened: drawn.
    Drawn,
    /// Proven infeasible: the plan must change.
    Infeasible,
    /// Void, with the forgone result printed.
    Void,
}

/// A task in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSummary {
    /// Id.
    pub id: TaskId,
    /// Title.
    pub title: String,
    /// Regime.
    pub regime: RegimeId,
    /// State.
    pub state: TaskState,
    /// Drawn subjects.
    pub drawn: u32,
    /// Created at.
    pub created_at: Timestamp,
}

/// One witness of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessStatus {
    /// Account.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// Commitment (hex) is in.
    pub committed: Option<String>,
    /// Has cosigned and revealed.
    pub revealed: bool,
}

/// A stratum with its rounding shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumView {
    /// Key.
    pub key: String,
    /// Label.
    pub label: String,
    /// Subjects in it.
    pub pool: u64,
    /// Rule in words: `ceil(42 × 5 / 100)`.
    pub rule: String,
    /// Sample size.
    pub sample: u64,
    /// Article or input it rests on.
    pub cite: String,
}

/// Somebody or something left out of the pool, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedView {
    /// Subject or inspector id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Reason code.
    pub code: String,
    /// Article, or 本单位规定, or the plan's filter.
    pub cite: String,
}

/// Pool preview before the commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolPreview {
    /// Strata.
    pub strata: Vec<StratumView>,
    /// Subjects left out.
    pub excluded_subjects: Vec<ExcludedView>,
    /// Inspectors who may be drawn.
    pub inspectors: u64,
    /// Inspectors left out.
    pub excluded_inspectors: Vec<ExcludedView>,
    /// Seats to be filled and their roles.
    pub seats: Vec<String>,
    /// What stands against committing, the plan's missing inputs among them.
    pub problems: Vec<Problem>,
}

/// One drawn subject and its team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnView {
    /// Inspection.
    pub inspection: InspectionId,
    /// Subject.
    pub subject: SubjectId,
    /// Subject's name.
    pub subject_name: String,
    /// Stratum key.
    pub stratum: String,
    /// Position in the stratum's order.
    pub position: u64,
    /// Team: inspector id, name, role.
    pub team: Vec<(InspectorId, String, String)>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDetail {
    /// Summary.
    pub summary: TaskSummary,
    /// The plan.
    pub draft: TaskDraft,
    /// Required inputs of the regime.
    pub inputs: Vec<PlanInputView>,
    /// Witnesses.
    pub witnesses: Vec<WitnessStatus>,
    /// Sequence number of the commit leaf in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// Commitment digest (hex) to publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// Drawn subjects and teams.
    pub drawn: Vec<DrawnView>,
    /// Infeasibility in words: who is excluded, why, and the smallest change that would make it feasible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub infeasible: Vec<Problem>,
    /// Deadlines of the task.
    pub due: Vec<DueDate>,
}

/// A witness browser registers its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessKey {
    /// Ed25519 verifying key, base64url.
    pub public: String,
}

/// What a witness sees of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessTask {
    /// Task.
    pub task: TaskSummary,
    /// This witness's own status.
    pub status: WitnessStatus,
    /// Canonical bytes of the commit leaf, once committed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit_leaf: Option<String>,
    /// `.tlog-proof` of the commit leaf, without this witness's cosignature yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlog_proof: Option<String>,
    /// Consistency proof from the last checkpoint size this witness cosigned (hex hashes).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consistency: Vec<String>,
}

/// A witness commits its entropy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessCommitment {
    /// `H("ssj-draw/1 wit\n" ‖ E)`, hex.
    pub commitment: String,
}

/// A witness cosigns the checkpoint that holds the commit leaf, and reveals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessReveal {
    /// Cosignature line of the signed note.
    pub cosignature: String,
    /// E, 32 bytes hex.
    pub entropy: String,
}

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

/// Ask for a one-time enrolment code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCodeRequest {
    /// Whose tablet.
    pub inspector: InspectorId,
}

/// A one-time code, shown as QR and as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCode {
    /// Code as typed by hand.
    pub code: String,
    /// Address behind the QR.
    pub url: String,
    /// Valid until.
    pub expires_at: Timestamp,
}

/// A tablet enrols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// One-time code.
    pub code: String,
    /// Name shown in the device list.
    pub device_name: String,
    /// ECDSA P-256 public key (SEC1 uncompressed, base64url) of the non-extractable device key.
    pub device_key: String,
}

/// What a tablet learns at enrolment; it pins the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Device id.
    pub device: DeviceId,
    /// Bearer token of this device's sync session; kept by the tablet, encrypted at rest.
    pub token: String,
    /// Account of the officer.
    pub user: UserId,
    /// The officer.
    pub inspector: Inspector,
    /// Server package key: key id → Ed25519 verifying key (base64url).
    pub server_keys: BTreeMap<String, String>,
    /// tlog policy text: log origin and key, witness keys, quorum.
    pub log_policy: String,
    /// Server epoch.
    pub epoch: String,
    /// Server time.
    pub now: Timestamp,
    /// The server runs on demo data.
    pub demo: bool,
}

/// An enrolled device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// Id.
    pub id: DeviceId,
    /// Name.
    pub name: String,
    /// Whose.
    pub inspector: InspectorId,
    /// Enrolled at.
    pub enrolled_at: Timestamp,
    /// Last contact.
    pub seen_at: Option<Timestamp>,
    /// Revoked at.
    pub revoked_at: Option<Timestamp>,
}

/// A deadline on the dashboard, with how it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// Regime.
    pub regime: RegimeId,
    /// Task or inspection it belongs to, if any.
    pub about: String,
    /// What is due.
    pub label: String,
    /// Event it counts from.
    pub from: String,
    /// Event's date.
    pub event_date: Option<Date>,
    /// Due date.
    pub due: Option<Date>,
    /// Count and unit in words of data: `20`, `working_day`.
    pub count: u32,
    /// `working_day` or `day`, or `dated`.
    pub unit: String,
    /// Days counted, in order.
    pub counted: Vec<Date>,
    /// Article.
    pub cite: String,
    /// Warning code, e.g. past the last official calendar year.
    pub warning: Option<String>,
}

/// The office's first screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Tasks.
    pub tasks: Vec<TaskSummary>,
    /// Counts of inspections by review state.
    pub inspections: BTreeMap<ReviewState, u32>,
    /// Clocks, nearest first.
    pub clocks: Vec<ClockView>,
    /// Server has a verified second copy; otherwise office and tablets say so.
    pub second_copy: bool,
}

/// State of one blob on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobReceipt {
    /// SHA-256 (hex).
    pub sha256: String,
    /// Length.
    pub size_bytes: u64,
    /// Server time at which the verified bytes were durable.
    pub received_at: Timestamp,
    /// Safe now.
    pub safe: bool,
    /// Key id of the server key.
    pub key_id: String,
    /// Ed25519 over `"suicha blob v1\n" ‖ sha256 ‖ " " ‖ size ‖ " " ‖ received_at` (base64url).
    pub signature: String,
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
}
