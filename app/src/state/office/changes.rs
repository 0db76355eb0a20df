//! What may be done with a drawn result, and by whom: which changes are offered, who answers, with which value.
//!
//! Exists so that a screen offers only what the server would take. Invariant: nothing here decides; the server does.

use domain::digest::Secret;
use domain::draw::chain;
use domain::draw::plan::ChainEnd;
use domain::id::UserId;
use domain::regime::change::{ChangeKind, ChangeRule};
use domain::wire::api::{ChainGiven, ChangeState, ChangeView, DrawnView, TaskDetail, TaskState};

/// Whether a kind of change can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// It can.
    Open,
    /// The text bars it.
    Barred,
    /// The plan named nobody who could approve it.
    NoApprover,
    /// He gave no chain before the commitment.
    NoChain,
    /// His chain is used up.
    Spent,
    /// Nobody could lock fresh entropy for it.
    NoWitness,
}

/// Whether this kind can be asked for in this task.
pub fn offer(task: &TaskDetail, rule: &ChangeRule) -> Offer {
    if rule.reasons.is_empty() {
        return Offer::Barred;
    }
    match (rule.kind, &task.change_approver) {
        (ChangeKind::Hand, _) => Offer::Open,
        (ChangeKind::Subject | ChangeKind::Inspector, None) => Offer::NoApprover,
        (ChangeKind::Subject | ChangeKind::Inspector, Some(approver)) => match &approver.chain {
            None => Offer::NoChain,
            Some(chain) if chain.n == 0 => Offer::Spent,
            Some(_) if rule.kind == ChangeKind::Inspector && task.draft.witnesses.is_empty() => {
                Offer::NoWitness
            }
            Some(_) => Offer::Open,
        },
    }
}

/// Inspections that can still be changed.
pub fn changeable(drawn: &[DrawnView]) -> Vec<&DrawnView> {
    drawn.iter().filter(|row| !row.left_aside).collect()
}

/// Who looks at a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Account.
    pub user: UserId,
    /// It may ask for changes.
    pub draws: bool,
    /// It may approve.
    pub approves: bool,
}

/// How a viewer answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    /// Not he, or not now.
    No,
    /// With the next value of his chain.
    WithChain,
    /// So, but not while another request holds back the value released last.
    Later,
    /// By his word: an act by hand draws nothing.
    ByHand,
}

/// How this viewer answers this request.
pub fn answering(task: &TaskDetail, change: &ChangeView, viewer: &Viewer) -> Answering {
    if change.state != ChangeState::AwaitingApproval {
        return Answering::No;
    }
    let held_back = |c: &ChangeView| c.state == ChangeState::AwaitingEntropy;
    let answered = change.said.iter().any(|said| said.by == viewer.user);
    match change.kind {
        // Nobody answers what he asked for.
        _ if change.by == viewer.user => Answering::No,
        ChangeKind::Subject | ChangeKind::Inspector if !is_approver(task, viewer) => Answering::No,
        ChangeKind::Subject | ChangeKind::Inspector if task.changes.iter().any(held_back) => Answering::Later,
        ChangeKind::Subject | ChangeKind::Inspector => Answering::WithChain,
        ChangeKind::Hand if viewer.approves && !answered => Answering::ByHand,
        ChangeKind::Hand => Answering::No,
    }
}

/// Whether the viewer is who approves changes of this task.
pub fn is_approver(task: &TaskDetail, viewer: &Viewer) -> bool {
    task.change_approver
        .as_ref()
        .is_some_and(|approver| approver.user == viewer.user)
}

/// Whether the chain of who approves changes is awaited.
pub fn awaits_chain(task: &TaskDetail) -> bool {
    let before = matches!(
        task.summary.state,
        TaskState::Draft | TaskState::AwaitingCommitments
    );
    let approver = task.change_approver.as_ref();
    before && approver.is_some_and(|approver| approver.chain.is_none())
}

/// Whether something is under way elsewhere that this page should notice by itself.
pub fn waits(task: &TaskDetail) -> bool {
    let open = |change: &ChangeView| match change.state {
        ChangeState::AwaitingWitness
        | ChangeState::AwaitingCosignature
        | ChangeState::AwaitingApproval
        | ChangeState::AwaitingEntropy => true,
        ChangeState::Done | ChangeState::Refused => false,
    };
    awaits_chain(task) || task.changes.iter().any(open)
}

/// The value this browser releases next, hex; `None` where it holds another chain than the one given.
pub fn next_value(root: &Secret, last: &ChainGiven) -> Option<String> {
    let end = last.end.parse().ok()?;
    chain::next(root, ChainEnd { end, n: last.n }).map(|value| value.to_string())
}

#[cfg(test)]
pub(super) mod tests;
