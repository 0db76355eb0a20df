//! Who may do what: one function, used by the server (which decides) and the app (which only hides buttons).
//!
//! Least privilege: an administrator keeps accounts and never draws; a supervisor reads all and changes
//! nothing; four eyes are asked where a regulation asks for approval.

use crate::id::{DeviceId, InspectorId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A role (角色). One account may hold several, except where [`may`] refuses the pair of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 执法检查人员: works on the tablet.
    Inspector,
    /// 经办: rosters, plans, draws.
    Planner,
    /// 审批: approves plans, skips, replacements.
    Approver,
    /// 审核: reviews what was handed in.
    Reviewer,
    /// 公示: publishes.
    Publisher,
    /// 见证: holds entropy and cosigns the log in a browser of its own.
    Witness,
    /// 监督: reads all, changes none; decides on quarantine.
    Supervisor,
    /// 管理员: accounts and devices, never draws.
    Administrator,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account.
    pub user: UserId,
    /// Its roles; empty = the public.
    pub roles: BTreeSet<Role>,
    /// Set on a tablet session: the inspector whose certificate the account carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspector: Option<InspectorId>,
    /// Set on a tablet session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Read rosters.
    ReadRoster,
    /// Import or change rosters.
    EditRoster,
    /// Read plans, tasks, draws.
    ReadTask,
    /// Write a plan, commit it, open the draw.
    Draw,
    /// Approve a plan, where a regime asks for it.
    Approve,
    /// Order a visit that no draw names: never who plans the draws.
    OrderVisit,
    /// Settle items online before a visit: never who reviews its record.
    SettleOnline,
    /// Commit and reveal witness entropy, cosign.
    Witness,
    /// Read inspections at the office.
    ReadInspection,
    /// Sync the inspections of the own team.
    Sync,
    /// Take in a tablet's export file: admission is the tablet's, not the carrier's.
    HandIn,
    /// Return or approve an inspection.
    Review,
    /// Publish a result.
    Publish,
    /// Enrol and revoke devices, keep accounts.
    Administer,
    /// Decide on quarantined uploads.
    JudgeQuarantine,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No role of the actor allows this action.
    #[error("no role allows this")]
    Role,
}

/// Whether `actor` may perform `action`.
///
/// # Errors
/// [`Refused::Role`] when no role of the actor allows it.
pub fn may(actor: &Actor, action: Action) -> Result<(), Refused> {
    let allowed: &[Role] = match action {
        // The administrator enrols tablets for inspectors, so it must see who they are.
        Action::ReadRoster => &[
            Role::Planner,
            Role::Approver,
            Role::Reviewer,
            Role::Publisher,
            Role::Supervisor,
            Role::Administrator,
        ],
        Action::ReadTask => &[
            Role::Planner,
            Role::Approver,
            Role::Reviewer,
            Role::Publisher,
            Role::Supervisor,
        ],
        Action::EditRoster | Action::Draw | Action::SettleOnline => &[Role::Planner],
        Action::Approve | Action::OrderVisit => &[Role::Approver],
        Action::Witness => &[Role::Witness],
        Action::ReadInspection => &[
            Role::Planner,
            Role::Approver,
            Role::Reviewer,
            Role::Publisher,
            Role::Supervisor,
        ],
        Action::Sync => &[Role::Inspector],
        Action::HandIn => &[Role::Planner, Role::Reviewer, Role::Administrator],
        Action::Review => &[Role::Reviewer],
        Action::Publish => &[Role::Publisher],
        Action::Administer => &[Role::Administrator],
        Action::JudgeQuarantine => &[Role::Supervisor],
    };
    if allowed.iter().any(|r| actor.roles.contains(r)) {
        Ok(())
    } else {
        Err(Refused::Role)
    }
}
