//! Acts (行为) of the office that are no part of a draw: each is one leaf, so that nothing happens unrecorded.
//!
//! A field added later is optional: leaves are read back for ever.

use domain::access::Role;
use domain::id::{DeviceId, InspectionId, InspectorId, RegimeId, SubjectId, TaskId, UserId};
use domain::review::ReviewAct;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An act of the office that is no part of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Act {
    /// A roster file was taken in.
    Import {
        /// `subjects` or `inspectors`.
        kind: String,
        /// SHA-256 of the file.
        sha256: String,
        /// Rows taken in.
        accepted: u32,
        /// Rows refused.
        refused: u32,
        /// SHA-256 of the whole roster after it, see `flow::rosters::digest`.
        roster: String,
        /// Who.
        by: UserId,
    },
    /// An account was made or changed.
    Account {
        /// Which.
        user: UserId,
        /// Its roles from here on.
        roles: BTreeSet<Role>,
        /// Its password was set.
        password: bool,
        /// The officer whose tablets act under it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inspector: Option<InspectorId>,
    },
    /// A tablet was enrolled.
    Enrol {
        /// Which.
        device: DeviceId,
        /// Whose.
        inspector: InspectorId,
        /// Its public key.
        key: String,
    },
    /// A tablet was revoked.
    Revoke {
        /// Which.
        device: DeviceId,
        /// Who.
        by: UserId,
    },
    /// A visit was ordered that no draw names.
    Visit(Ordered),
    /// An item was settled online before its visit, or that was taken back.
    Settle {
        /// Which inspection.
        inspection: InspectionId,
        /// Number among all that was said of it, from 1.
        no: u32,
        /// SHA-256 of what was said, as the package has it.
        said: String,
        /// Who.
        by: UserId,
    },
    /// A sealed record arrived.
    Seal {
        /// Made without knowing of the seal that the office has already.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        beside: bool,
        /// Which inspection.
        inspection: InspectionId,
        /// SHA-256 of the submission.
        record: String,
    },
    /// An administrator answered a tablet whose PIN was forgotten, or that asked for leave to be emptied.
    Unlock {
        /// Which tablet.
        device: DeviceId,
        /// The data key, or leave, was given, or not.
        granted: bool,
        /// Who.
        by: UserId,
        /// SHA-256 of the reason.
        reason: String,
        /// Asked for leave to be emptied.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        leave: bool,
    },
    /// A review act.
    Review {
        /// Which inspection.
        inspection: InspectionId,
        /// What.
        act: ReviewAct,
        /// The seal it looked at.
        seal: String,
        /// Who.
        by: UserId,
        /// SHA-256 of the comment.
        comment: String,
    },
    /// A plan was approved before its checks.
    Approve {
        /// Which task.
        task: TaskId,
        /// SHA-256 of the plan as approved.
        plan: String,
        /// Who.
        by: UserId,
    },
    /// An act by hand on a drawn result was refused; what chance decides has leaves of its own.
    Deny {
        /// Which task.
        task: TaskId,
        /// Number of the request within it.
        no: u32,
        /// Who.
        by: UserId,
        /// SHA-256 of the reason.
        reason: String,
    },
    /// A result was published.
    Publicity {
        /// Opaque id of the published result.
        id: String,
        /// SHA-256 of the submission it was made from.
        record: String,
        /// SHA-256 of the published text.
        text: String,
        /// Who.
        by: UserId,
    },
    /// An upload was not admitted and is kept apart.
    Park {
        /// The inspection it claims to belong to.
        inspection: InspectionId,
        /// SHA-256 of its bytes.
        sha256: String,
        /// Stable code of the refusal.
        code: String,
        /// The tablet that handed it in.
        device: DeviceId,
    },
    /// A supervisor judged an upload kept apart.
    Judge {
        /// The inspection it claims to belong to.
        inspection: InspectionId,
        /// SHA-256 of its bytes.
        sha256: String,
        /// Taken into the record, or not.
        accepted: bool,
        /// SHA-256 of the reason.
        reason: String,
        /// Who.
        by: UserId,
    },
    /// A tablet's export file was taken in.
    HandIn {
        /// The tablet that made and signed it.
        device: DeviceId,
        /// SHA-256 of its manifest.
        sha256: String,
        /// Who brought it.
        by: UserId,
    },
    /// An administrator accepted in writing that there is only one copy.
    SingleCopy {
        /// The words.
        words: String,
        /// Who.
        by: UserId,
    },
}

/// A visit without a draw, as it was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// Which inspection it becomes.
    pub inspection: InspectionId,
    /// Under which regime.
    pub regime: RegimeId,
    /// Id of the regime's ground.
    pub ground: String,
    /// Whom.
    pub subject: SubjectId,
    /// Who goes.
    pub team: Vec<InspectorId>,
    /// The inspection that is looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<InspectionId>,
    /// SHA-256 of the reason.
    pub reason: String,
    /// Who ordered it.
    pub by: UserId,
}

impl Act {
    pub(in crate::flow) fn kind(&self) -> &'static str {
        match self {
            Self::Import { .. } => "import",
            Self::Account { .. } => "account",
            Self::Enrol { .. } => "enrol",
            Self::Revoke { .. } => "revoke",
            Self::Visit(_) => "visit",
            Self::Settle { .. } => "settle",
            Self::Seal { .. } => "seal",
            Self::Unlock { .. } => "unlock",
            Self::Review { .. } => "review",
            Self::Approve { .. } => "approve",
            Self::Deny { .. } => "deny",
            Self::Publicity { .. } => "publicity",
            Self::Park { .. } => "park",
            Self::Judge { .. } => "judge",
            Self::HandIn { .. } => "hand_in",
            Self::SingleCopy { .. } => "single_copy",
        }
    }

    pub(in crate::flow) fn about(&self) -> &str {
        match self {
            Self::Import { kind, .. } => kind,
            Self::Account { user, .. } => user.as_str(),
            Self::Enrol { device, .. }
            | Self::Revoke { device, .. }
            | Self::Unlock { device, .. }
            | Self::HandIn { device, .. } => device.as_str(),
            Self::Visit(Ordered { inspection, .. })
            | Self::Settle { inspection, .. }
            | Self::Seal { inspection, .. }
            | Self::Review { inspection, .. }
            | Self::Park { inspection, .. }
            | Self::Judge { inspection, .. } => inspection.as_str(),
            Self::Approve { task, .. } | Self::Deny { task, .. } => task.as_str(),
            Self::Publicity { id, .. } => id,
            Self::SingleCopy { by, .. } => by.as_str(),
        }
    }
}
