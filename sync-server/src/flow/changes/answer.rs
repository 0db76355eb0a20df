//! The approver's answer (审批): by the next value of his chain where chance decides, by two people where a hand does.
//!
//! Invariant: a refusal spends a value too, so there is no silent second chance.

use super::{course, effect, find, manual, put, refused};
use crate::error::{Answer, Code};
use crate::flow::log::Act;
use crate::flow::tasks;
use crate::state::App;
use crate::store::Tx;
use crate::store::record::{ChangeRecord, TaskRecord};
use domain::digest::Digest;
use domain::draw::Leaf;
use domain::draw::leaf::ReplNoLeaf;
use domain::id::{TaskId, UserId};
use domain::regime::change::ChangeKind;
use domain::wire::api::{ChangeAnswer, ChangeSaid, ChangeState, TaskDetail};

/// Takes an approver's answer.
///
/// # Errors
/// `change.unknown`, `change.state`, `change.not_approver`, `change.refused` with what stands against it.
pub fn answer(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    no: u32,
    user: &UserId,
    ask: &ChangeAnswer,
) -> Answer<TaskDetail> {
    let mut task = tx.task(id)?.ok_or(Code::TaskUnknown)?;
    let mut change = find(&task, no)?;
    if change.state != ChangeState::AwaitingApproval {
        return Err(Code::ChangeState.into());
    }
    if !ask.granted && ask.words.trim().is_empty() {
        return Err(refused("change.words", "words"));
    }
    let said = ChangeSaid {
        by: user.clone(),
        name: tx.account(user)?.map_or_else(|| user.to_string(), |a| a.name),
        granted: ask.granted,
        words: ask.words.trim().to_owned(),
        at: app.now(),
    };
    match change.kind {
        ChangeKind::Hand => by_two(app, tx, &mut task, &mut change, said)?,
        ChangeKind::Subject | ChangeKind::Inspector => {
            by_chain(app, tx, &mut task, &mut change, said, ask.otp.as_deref())?;
        }
    }
    put(&mut task, change);
    tx.put_task(&task)?;
    tasks::detail(app, tx, &task)
}

/// Four eyes and two more: neither who asked nor anybody twice.
fn by_two(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    change: &mut ChangeRecord,
    said: ChangeSaid,
) -> Answer<()> {
    if said.by == change.by || change.said.iter().any(|s| s.by == said.by) {
        return Err(Code::ChangeNotApprover.into());
    }
    let granted = said.granted;
    change.said.push(said);
    match (granted, change.said.as_slice()) {
        (false, said) => {
            let last = said.last().map_or("", |s| s.words.as_str());
            let act = Act::Deny {
                task: task.id.clone(),
                no: change.no,
                by: said.last().map_or_else(|| change.by.clone(), |s| s.by.clone()),
                reason: Digest::of(last.as_bytes()).to_string(),
            };
            app.book.note(tx, &app.keys, &act, app.now())?;
            change.state = ChangeState::Refused;
        }
        (true, [first, second]) => {
            let leaf = manual(task, change, [first.by.to_string(), second.by.to_string()])?;
            course::with(tx, task, |c| c.check_manual(&leaf).map_err(course::unfit))?;
            course::append(app, tx, task, &[Leaf::Manual(leaf)])?;
            change.state = ChangeState::Done;
            effect::by_hand(app, tx, task, change)?;
        }
        (true, _) => {}
    }
    Ok(())
}

/// The approver of the task answers with the next value of his chain; a refusal spends one too.
fn by_chain(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    change: &mut ChangeRecord,
    said: ChangeSaid,
    otp: Option<&str>,
) -> Answer<()> {
    if task.draft.approver.as_ref() != Some(&said.by) || said.by == change.by {
        return Err(Code::ChangeNotApprover.into());
    }
    // A value is held back while its entropy is awaited: the one after it comes only then.
    if task
        .changes
        .iter()
        .any(|c| c.state == ChangeState::AwaitingEntropy)
    {
        return Err(refused("change.one_at_a_time", "no"));
    }
    let req = change.request.ok_or(Code::ChangeState)?;
    let otp: Digest = otp
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| refused("change.otp", "otp"))?;
    let no = ReplNoLeaf {
        commit: task.commit_index.ok_or(Code::DrawNotCommitted)?,
        req,
        otp,
        why: "refused".to_owned(),
    };
    course::with(tx, task, |c| c.check_refusal(&no).map_err(course::unfit))?;
    let granted = said.granted;
    change.said.push(said);
    change.otp = Some(otp.to_string());
    match (granted, &change.commitment) {
        (false, _) => {
            course::append(app, tx, task, &[Leaf::ReplNo(no)])?;
            change.state = ChangeState::Refused;
        }
        (true, Some(_)) => change.state = ChangeState::AwaitingEntropy,
        (true, None) => effect::by_chance(app, tx, task, change, None)?,
    }
    Ok(())
}
