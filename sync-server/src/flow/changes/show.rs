//! Changes as the office, the approver and the public see them.

use crate::error::Answer;
use crate::store::View;
use crate::store::record::{ChangeRecord, TaskRecord};
use domain::access::Role;
use domain::regime::Regime;
use domain::regime::change::{ChangeKind, ChangeRule, change_rules};
use domain::wire::api::{
    ApproverAccount, ChainGiven, ChangeApprover, ChangeCounts, ChangeState, ChangeView, TaskState,
};

/// Accounts that may approve changes.
///
/// # Errors
/// When the store fails.
pub fn approvers(v: &dyn View) -> Answer<Vec<ApproverAccount>> {
    let all = v.accounts()?.into_iter();
    let may = all.filter(|a| a.closed_at.is_none() && a.roles.contains(&Role::Approver));
    Ok(may
        .map(|a| ApproverAccount {
            user: a.user,
            name: a.name,
        })
        .collect())
}

/// Who approves the changes of a task, and his chain as far as values of it are known.
///
/// # Errors
/// When the store fails.
pub fn approver(v: &dyn View, task: &TaskRecord) -> Answer<Option<ChangeApprover>> {
    let Some(user) = &task.draft.approver else {
        return Ok(None);
    };
    let name = v.account(user)?.map_or_else(|| user.to_string(), |a| a.name);
    let released: Vec<&String> = task.changes.iter().filter_map(|c| c.otp.as_ref()).collect();
    let chain = task.chain.map(|whole| {
        let spent = released.len() as u64;
        ChainGiven {
            end: last(task).unwrap_or_else(|| whole.end.to_string()),
            n: whole.n.saturating_sub(spent),
        }
    });
    Ok(Some(ChangeApprover {
        user: user.clone(),
        name,
        chain,
    }))
}

/// The value released last: answers are one at a time, so the latest answer has it.
fn last(task: &TaskRecord) -> Option<String> {
    let answered = task.changes.iter().filter(|c| c.otp.is_some());
    let latest = answered.max_by_key(|c| c.said.iter().map(|s| s.at).max());
    latest.and_then(|c| c.otp.clone())
}

/// What may be changed; empty before there is a result.
pub fn rules(regime: &Regime, task: &TaskRecord) -> Vec<ChangeRule> {
    match task.state {
        TaskState::Drawn => change_rules(regime).into(),
        TaskState::Draft
        | TaskState::AwaitingCommitments
        | TaskState::Committed
        | TaskState::Revealed
        | TaskState::Infeasible
        | TaskState::Void => Vec::new(),
    }
}

/// Every change of a task, in order.
///
/// # Errors
/// When the store fails.
pub fn views(v: &dyn View, task: &TaskRecord) -> Answer<Vec<ChangeView>> {
    task.changes.iter().map(|c| view(v, c)).collect()
}

fn view(v: &dyn View, c: &ChangeRecord) -> Answer<ChangeView> {
    let name = |user: &domain::id::UserId| -> Answer<String> {
        Ok(v.account(user)?.map_or_else(|| user.to_string(), |a| a.name))
    };
    Ok(ChangeView {
        no: c.no,
        kind: c.kind,
        state: c.state,
        inspection: c.inspection.clone(),
        subject: c.subject.clone(),
        subject_name: c.subject_name.clone(),
        seats: c.seats.iter().map(|s| s.shown.clone()).collect(),
        why: c.why,
        words: c.words.clone(),
        by: c.by.clone(),
        name: name(&c.by)?,
        at: c.at,
        witness: c.witness.as_ref().map(name).transpose()?,
        said: c.said.clone(),
        moved_up: c.moved_up.clone(),
        nobody: c.nobody,
    })
}

/// How often people had a hand in the result.
pub fn counts(task: &TaskRecord) -> ChangeCounts {
    let mut counts = ChangeCounts::default();
    for change in &task.changes {
        match (change.state, change.kind) {
            (ChangeState::Done, ChangeKind::Hand) => counts.manual += 1,
            (ChangeState::Done, ChangeKind::Subject | ChangeKind::Inspector) => counts.replaced += 1,
            (ChangeState::Refused, _) => counts.refused += 1,
            (
                ChangeState::AwaitingWitness
                | ChangeState::AwaitingCosignature
                | ChangeState::AwaitingApproval
                | ChangeState::AwaitingEntropy,
                _,
            ) => counts.waiting += 1,
        }
    }
    counts
}
