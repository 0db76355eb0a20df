//! Review (审核): a server record beside the document; a tablet sees it in its package delta.

use crate::access::Action;
use crate::assignment::Package;
use crate::id::UserId;
use crate::inspection::view::InspectionView;
use crate::regime::excerpt::SkipReason;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest comment of a review act, in characters: the officers read it on a tablet.
pub const COMMENT_CHARS_MAX: usize = 1_000;

/// The reason of a skip that somebody has to approve, if the record has one.
pub fn skip_approval<'a>(package: &'a Package, view: &InspectionView) -> Option<&'a SkipReason> {
    let skip = view.skip.as_ref()?;
    let mut reasons = package.excerpt.skip_reasons.iter();
    reasons.find(|r| r.code == skip.reason && !r.approver.is_empty())
}

/// What an account must be allowed to do for an act on this record: that a subject was not inspected is approved by whom
/// the rule names, and not by the ordinary review.
pub fn action_for(act: ReviewAct, package: &Package, view: &InspectionView) -> Action {
    match act {
        ReviewAct::Approve if skip_approval(package, view).is_some() => Action::Approve,
        ReviewAct::Return | ReviewAct::Approve => Action::Review,
        ReviewAct::Publish => Action::Publish,
    }
}

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
    /// The words are longer than a reader takes in.
    #[error("the comment is too long")]
    CommentTooLong,
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
        if comment.trim().chars().count() > COMMENT_CHARS_MAX {
            return Err(ReviewRefused::CommentTooLong);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::doc::testing::pair;
    use crate::inspection::edit::Edit;

    /// 本单位规定（演示）第二条: 报审批人批准. The regimes themselves name nobody.
    #[test]
    fn a_skip_is_approved_by_whom_its_rule_names() {
        let (mut a, _) = pair();
        let needed = |package: &Package, view: &InspectionView| action_for(ReviewAct::Approve, package, view);
        a.package.excerpt.skip_reasons[0].approver = "审批人".to_owned();
        assert_eq!(
            needed(&a.package, &a.view()),
            Action::Review,
            "nothing was skipped"
        );
        a.edit(Edit::Skip {
            reason: "closed".to_owned(),
        });
        let view = a.view();
        assert_eq!(needed(&a.package, &view), Action::Approve);
        assert_eq!(action_for(ReviewAct::Return, &a.package, &view), Action::Review);
        a.package.excerpt.skip_reasons[0].approver = String::new();
        assert_eq!(needed(&a.package, &view), Action::Review);
    }

    #[test]
    fn a_comment_has_an_end() {
        let said = |n: usize| ReviewState::Received.after(ReviewAct::Return, &"补".repeat(n), 0);
        assert_eq!(said(COMMENT_CHARS_MAX), Ok(ReviewState::HasIssues));
        assert_eq!(said(COMMENT_CHARS_MAX + 1), Err(ReviewRefused::CommentTooLong));
    }
}
