//! Tasks: the plan, the pool before the commitment, the draw.

use super::{ChangeApprover, ChangeView, PlanInputView};
use crate::assignment::DueDate;
use crate::id::InspectionId;
use crate::id::InspectorId;
use crate::id::RegimeId;
use crate::id::SubjectId;
use crate::id::TaskId;
use crate::id::UserId;
use crate::problem::Problem;
use crate::regime::change::ChangeRule;
use crate::regime::excerpt::CitedText;
use crate::time::Date;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Who approves changes to the drawn result; without one only acts by hand change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<UserId>,
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
    /// When the roster of subjects was last renewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subjects_renewed: Option<Timestamp>,
    /// When the roster of inspectors was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspectors_renewed: Option<Timestamp>,
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
    /// It was left aside as not inspectable: the next of the same order moved up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_aside: bool,
}

/// An approval before the checks (R17 and others ask for it).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskApproval {
    /// Who approved.
    pub by: UserId,
    /// Shown name.
    pub name: String,
    /// When (server time).
    pub at: Timestamp,
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
    /// Strata as committed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<StratumView>,
    /// λ: the load that no inspector exceeds, once drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_cap: Option<u64>,
    /// Infeasibility in words: who is excluded, why, and the smallest change that would make it feasible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub infeasible: Vec<Problem>,
    /// Who must approve the plan first, as the regime names him; empty = no approval is asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// The approval, once given; a change of the plan takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<TaskApproval>,
    /// Who approves changes to the drawn result, and his chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_approver: Option<ChangeApprover>,
    /// What may be changed of the result, by the regime; empty before the draw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub change_rules: Vec<ChangeRule>,
    /// Changes asked for, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeView>,
    /// Deadlines of the task.
    pub due: Vec<DueDate>,
    /// What the text says of the plan; once drawn, of changes to teams and subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guide: Vec<CitedText>,
}
