//! Draws past their latest moment (逾期): void when a reveal is missing, opened when nothing is left to decide.
//!
//! Invariant: no committed draw stays without an end. With every reveal in, the result is fixed; leaving it
//! unopened would be a way to suppress it, so the server opens it by itself.

use super::draw::{committed, open_draw, secret, slots};
use super::log;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::{TaskRecord, WitnessSlot};
use crate::store::{Tx, View};
use domain::digest::{Digest, Secret};
use domain::draw::expiry::expiry_leaves;
use domain::guard::stands;
use domain::id::{TaskId, UserId};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::api::TaskState;

/// Whether the latest moment of a task has passed.
pub fn is_past(task: &TaskRecord, now: Timestamp) -> bool {
    now > task.draft.deadline
}

/// A witness who has not revealed, for people.
///
/// # Errors
/// When the store fails.
pub fn not_revealed(v: &dyn View, user: &UserId) -> Answer<Problem> {
    let name = v.account(user)?.map_or_else(|| user.to_string(), |a| a.name);
    Ok(Problem::error("draw.witness_not_revealed", format!("witnesses.{user}")).with("name", name))
}

/// Brings every draw past its deadline to its end.
///
/// # Errors
/// When the store fails.
pub async fn settle(app: &App) -> Answer<()> {
    let now = app.now();
    let due: Vec<TaskId> = app
        .store
        .read(move |v| -> Answer<_> {
            let open = |t: &TaskRecord| matches!(t.state, TaskState::Committed | TaskState::Revealed);
            let all = v.tasks()?.into_iter();
            Ok(all.filter(|t| open(t) && is_past(t, now)).map(|t| t.id).collect())
        })
        .await?;
    for id in due {
        // One that cannot be ended must not keep the others from theirs.
        if let Err(e) = open_draw(app, id.clone()).await {
            tracing::error!(task = %id, code = e.code().text(), "a draw past its deadline has no end yet");
        }
    }
    Ok(())
}

/// Makes a draw void when its deadline has passed and a reveal is missing; otherwise does nothing.
///
/// # Errors
/// When the store fails.
pub async fn expire(app: &App, id: &TaskId) -> Answer<()> {
    let (inside, id) = (app.clone(), id.clone());
    app.store
        .write(move |tx| {
            let Some(mut task) = tx.task(&id)? else {
                return Ok(());
            };
            // Nothing final on the word of a clock that has just been set: it may be set right again.
            let trusted = !inside.clock.leapt() || !stands("a-leap-voids-nothing");
            if task.state == TaskState::Committed && is_past(&task, inside.now()) && trusted {
                void(&inside, tx, &mut task)?;
            }
            Ok::<_, Refusal>(())
        })
        .await
}

fn void(app: &App, tx: &dyn Tx, task: &mut TaskRecord) -> Answer<()> {
    let fault = |e: domain::draw::OpenError| Refusal::from(Code::ServerFault).because(e);
    let commit_index = task.commit_index.ok_or(Code::DrawNotCommitted)?;
    let slots = slots(tx, task)?;
    let reveals: Vec<Option<Secret>> = slots.iter().map(entropy).collect();
    let committed = committed(tx, task)?;
    let leaves = expiry_leaves(&committed, commit_index, &reveals, &secret(tx, &task.id)?).map_err(fault)?;
    let Some(leaves) = leaves else { return Ok(()) };
    let mut entries = Vec::new();
    for leaf in &leaves {
        entries.push(log::draw_entry(leaf, &task.id)?);
    }
    let first = app.book.append(tx, &app.keys, &entries, app.now())?;
    task.checkpoint = Some(first + entries.len() as u64);
    task.state = TaskState::Void;
    let silent = slots.iter().filter(|s| entropy(s).is_none());
    task.infeasible = silent.map(|s| not_revealed(tx, &s.user)).collect::<Answer<_>>()?;
    tracing::warn!(task = %task.id, "void: a witness did not reveal before the deadline");
    Ok(tx.put_task(task)?)
}

fn entropy(slot: &WitnessSlot) -> Option<Secret> {
    let digest: Digest = slot.entropy.as_deref()?.parse().ok()?;
    Some(Secret::new(digest.0))
}
