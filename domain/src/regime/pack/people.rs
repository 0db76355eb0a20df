//! Rules about who: the draw, teams, roles, eligibility, recusal, replacements.

use super::gap::InputIs;
use crate::id::CheckItemId;
use serde::{Deserialize, Serialize};

/// Role in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    /// 主办.
    Lead,
    /// 协办.
    Assist,
    /// A regime that knows no lead and assist.
    Member,
    /// 专家, 专业人员: helps, is no officer.
    Expert,
}

/// How and when is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRule {
    /// Subjects are drawn.
    #[serde(default)]
    pub subjects: bool,
    /// Inspectors are drawn.
    #[serde(default)]
    pub inspectors: bool,
    /// How: `platform` (electronic) or `recorded` (lots, lottery).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<DrawMethod>,
    /// Stages of a multi-stage draw, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<String>,
    /// Types of checks the text knows, with their pool.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Drawn, or named by the office (确定): what is named is never shown as drawn.
    #[serde(default)]
    pub selection: Selection,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// When the draw may be held, when the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<DrawTime>,
    /// Who starts the draw, when the text names somebody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When the result of the draw may be public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<DrawPublic>,
    /// What the text says.
    pub text: String,
}

/// How subjects come into a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// Drawn.
    #[default]
    Random,
    /// Named by the office.
    Named,
}

/// When a draw may be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawTime {
    /// Only just before the team leaves (检查出发前): not before the first day of the visits.
    BeforeDeparture,
}

/// Method of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawMethod {
    /// By the system.
    Platform,
    /// By lots, recorded.
    Recorded,
}

/// When a draw's result is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawPublic {
    /// At once (及时公布抽取结果).
    Promptly,
    /// After the check.
    AfterCheck,
    /// With the check's result.
    AfterResult,
}

/// How many inspectors check one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamSize {
    /// Least size, when the text gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// Greatest size; equal to `min` = exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Plan input that gives the size, when the text does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// One lead and the rest assisting, drawn as such.
    #[serde(default)]
    pub lead_and_assist: bool,
    /// Only holders of an enforcement certificate count.
    #[serde(default)]
    pub certificate_holders_only: bool,
    /// A head of the group is named after the draw; the words tell the team, before it leaves, to do so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub head: String,
}

/// A check of several departments in one visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joint {
    /// Department that leads, as the roster writes it; empty = the plan says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Plan input that names the leading department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_input: Option<String>,
    /// Departments that take part, as the roster writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<String>,
    /// Plan input that names the departments that take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partners_input: Option<String>,
    /// Plan input that says how many inspectors each of them sends.
    pub each_input: String,
    /// The check is joint only where a plan input says so; absent = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<InputIs>,
    /// The first seat of the leading department is the head's.
    #[serde(default)]
    pub lead_heads: bool,
    /// What the text says.
    pub text: String,
}

/// A check that needs an approval before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitApproval {
    /// Who approves, as printed.
    pub approver: String,
    /// What the text says.
    pub text: String,
}

/// A further seat of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatRule {
    /// Role of the seat.
    pub role: TeamRole,
    /// Drawn, or sent by a department.
    pub drawn: bool,
    /// Filled only when this plan input says how many; absent = not part of the draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// Qualification tag of the seat.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub qualification: String,
    /// What the text says.
    pub text: String,
}

/// Posts that may only hold certain roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleLimit {
    /// A post ending in one of these.
    pub posts: Vec<String>,
    /// Roles it may hold.
    pub may: Vec<TeamRole>,
}

/// What an inspector must have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "need", rename_all = "snake_case", deny_unknown_fields)]
pub enum Eligibility {
    /// A certificate number in the roster.
    Certificate,
    /// A certificate whose validity is recorded and not over.
    ValidCertificate,
    /// At least one of these qualification tags.
    Qualification {
        /// Tags as the roster writes them.
        any_of: Vec<String>,
    },
    /// A status of the roster that keeps out.
    Status {
        /// `leave`, `moved`, `assisting`.
        out: Vec<String>,
    },
}

/// How many checks a post does itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostQuota {
    /// A post ending in one of these,
    pub posts: Vec<String>,
    /// but not in one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts_except: Vec<String>,
    /// Least number of units.
    pub n: u32,
    /// In which time.
    pub period: super::plan::Period,
}

/// What happens when an inspector must not inspect a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recusal {
    /// Lawful ways; empty = the text names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<RecusalMethod>,
    /// Relations named by the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
    /// Inspectors declare their interests to their office.
    #[serde(default)]
    pub declare: bool,
}

/// A way of recusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecusalMethod {
    /// Drawn again.
    Redraw,
    /// Two pairings swapped.
    Swap,
    /// Sits out.
    SitOut,
    /// Applies, then drawn again.
    ApplyThenRedraw,
    /// People rebalance.
    Balance,
}

/// Replacing a drawn inspector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Substitution {
    /// How.
    pub mode: SubstitutionMode,
    /// Lawful reasons; empty = the text names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Who approves; empty = nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// With whom it is filed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filed_with: String,
    /// Choosing by hand is forbidden.
    #[serde(default)]
    pub hand_picking_forbidden: bool,
    /// Only while the system cannot draw again.
    #[serde(default)]
    pub only_without_redraw: bool,
}

/// How an inspector is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubstitutionMode {
    /// Drawn, no approval.
    Random,
    /// Drawn, with approval.
    RandomWithApproval,
    /// Named by hand, with approval.
    ManualWithApproval,
    /// Not at all.
    Barred,
}

/// Replacing a drawn subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// How.
    pub mode: ReplacementMode,
    /// What the text says.
    pub text: String,
}

/// How a subject is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplacementMode {
    /// The next of the same order.
    TopUp,
    /// Drawn again.
    Redraw,
    /// Recorded as not inspected, nobody moves up.
    RecordSkip,
    /// People rebalance with a reason.
    BalanceWithReason,
}
