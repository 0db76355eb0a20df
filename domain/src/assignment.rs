//! An assignment (派单): what the draw gave one team, packed for a tablet.
//!
//! A package is immutable, canonical and signed by the server key pinned at enrolment. It is *not* a CRDT:
//! nobody on a tablet may change who inspects whom.

mod check;
pub mod later;
mod occasion;
mod onsite;
mod settled;

pub use check::{PACKAGE_LABEL, ProofRefused, SignedRefused, verify_signed};
pub use occasion::{Finding, Occasion, OrderGiven, Picture, Prior};
pub use onsite::{OnSiteDraw, size as sample_rule};
pub use settled::SettledOnline;

use crate::id::{FormId, InspectionId, InspectorId, RegimeId, TaskId};
use crate::regime::form::Form;
use crate::roster::Subject;
use crate::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Role of a team member (主办 / 协办).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    /// 主办.
    Lead,
    /// 协办.
    Assist,
    /// The regime draws no roles.
    Member,
}

/// One member of the team, as the tablet shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// Who.
    pub inspector: InspectorId,
    /// 姓名.
    pub name: String,
    /// 执法证号.
    pub certificate_no: String,
    /// Valid through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_until: Option<Date>,
    /// 部门.
    pub department: String,
    /// Drawn role.
    pub role: TeamRole,
}

/// What the tablet needs to prove that this subject and team were drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawProof {
    /// Canonical bytes (JCS-I, UTF-8) of the `assign` leaf.
    pub leaf: String,
    /// `.tlog-proof` text: index, inclusion path, checkpoint with its signatures.
    pub tlog_proof: String,
    /// The cosigning policy (log key, witness keys, quorum) pinned at enrolment, by name.
    pub origin: String,
    /// What changed of this team, or made this subject move up, after the draw: in the order of the log, each with its
    /// own proof.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<ProvenLeaf>,
    /// Position of the subject in its stratum's order, from 0, and the stratum's sample size.
    pub position: u64,
    /// Sample size of the stratum.
    pub sample: u64,
    /// Stratum key, as the leaf has it.
    pub stratum: String,
    /// The stratum in the regime's words, for people.
    #[serde(default)]
    pub stratum_label: String,
    /// Independent witnesses that cosigned; fewer than one shows 无独立见证.
    pub witnesses: u32,
}

/// A leaf of the log and the way to a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenLeaf {
    /// Canonical bytes (JCS-I, UTF-8).
    pub leaf: String,
    /// `.tlog-proof` text.
    pub tlog_proof: String,
}

/// One deadline that bears on this inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDate {
    /// Clock id of the regime.
    pub clock: String,
    /// What is due, in the regime's words.
    pub label: String,
    /// When, if its event has a date already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Article.
    pub cite: String,
}

/// The package of one inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Which inspection.
    pub inspection: InspectionId,
    /// Which task.
    pub task: TaskId,
    /// Title of the task.
    pub task_title: String,
    /// The regime.
    pub regime: RegimeId,
    /// What the tablet must know of the regime, with its articles, and the office's own rules marked as such.
    pub excerpt: crate::regime::RegimeExcerpt,
    /// Subject snapshot at the time of the draw.
    pub subject: Subject,
    /// The drawn team; every member's tablet gets the same package.
    pub team: Vec<TeamMember>,
    /// Forms to fill, whole, so that an old draft keeps its form.
    pub forms: Vec<Form>,
    /// Forms to fill, in order.
    pub form_order: Vec<FormId>,
    /// First and last day of the visit window.
    pub window: (Date, Date),
    /// Visits to this subject this year including this one; where a cap holds, those that it counts (of the same
    /// project, of the same items).
    pub visit_no: u32,
    /// Cap of visits a year, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_cap: Option<u32>,
    /// Deadlines.
    pub due: Vec<DueDate>,
    /// Proof of the draw; absent only for non-random visits, which are marked 非随机.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<DrawProof>,
    /// What is drawn on site among things found there (现场抽取), with the key of the stream; empty = nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onsite: Vec<OnSiteDraw>,
    /// What the office settled online, in the order said; a later word on an item takes the place of an earlier one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<SettledOnline>,
    /// Why a visit without a draw takes place; absent = drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Occasion>,
    /// When the server issued the package.
    pub issued_at: Timestamp,
}

/// A package as it travels: the exact bytes that were signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPackage {
    /// JSON of [`Package`], exactly as signed.
    pub body: String,
    /// Key id of the server key.
    pub key_id: String,
    /// Ed25519 over `"suicha package v1\n" ‖ body` (base64url).
    pub signature: String,
}

/// Team members by inspector, for look-ups.
pub fn team_by_inspector(team: &[TeamMember]) -> BTreeMap<&InspectorId, &TeamMember> {
    team.iter().map(|m| (&m.inspector, m)).collect()
}
