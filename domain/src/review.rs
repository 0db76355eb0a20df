//! Review (审核): a server record beside the document; a tablet sees it in its package delta.

use crate::id::UserId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Where an inspection stands at the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nothing sealed has arrived.
    #[default]
    Pending,
    /// 已接收: a sealed record is complete enough to review.
    Received,
    /// 退回补正.
    HasIssues,
    /// 已补正: sealed again after a return.
    Amended,
    /// 已批准.
    Approved,
    /// 已公示.
    Published,
}

/// What a reviewer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewAct {
    /// 退回补正.
    Return,
    /// 批准.
    Approve,
    /// 公示.
    Publish,
}

/// One entry of the review history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewEntry {
    /// What was done.
    pub act: ReviewAct,
    /// By whom.
    pub by: UserId,
    /// Server time.
    pub at: Timestamp,
    /// Words to the officers; required for a return.
    pub comment: String,
    /// Seal the act looked at.
    pub seal: String,
}

/// Why an act is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefused {
    /// The state does not allow it.
    #[error("the review state does not allow this act")]
    State,
    /// A return needs words that say what to mend.
    #[error("a return needs a comment")]
    CommentMissing,
    /// An item is answered in two ways, or a supplement is open: a person must settle it first.
    #[error("an open difference must be settled first")]
    OpenDifference,
}

impl ReviewState {
    /// The state after `act`.
    ///
    /// # Errors
    /// [`ReviewRefused`] when the act is not possible in this state.
    pub fn after(
        self,
        act: ReviewAct,
        comment: &str,
        open_differences: usize,
    ) -> Result<Self, ReviewRefused> {
        match (self, act) {
            (Self::Received | Self::Amended, ReviewAct::Return) if comment.trim().is_empty() => {
                Err(ReviewRefused::CommentMissing)
            }
            (Self::Received | Self::Amended, ReviewAct::Return) => Ok(Self::HasIssues),
            (Self::Received | Self::Amended, ReviewAct::Approve) if open_differences > 0 => {
                Err(ReviewRefused::OpenDifference)
            }
            (Self::Received | Self::Amended, ReviewAct::Approve) => Ok(Self::Approved),
            (Self::Approved, ReviewAct::Publish) => Ok(Self::Published),
            (_, ReviewAct::Return | ReviewAct::Approve | ReviewAct::Publish) => Err(ReviewRefused::State),
        }
    }

    /// The state after a sealed record arrived from the field.
    #[must_use]
    pub fn after_seal(self) -> Self {
        match self {
            Self::Pending => Self::Received,
            Self::HasIssues => Self::Amended,
            Self::Received | Self::Amended | Self::Approved | Self::Published => self,
        }
    }
}
