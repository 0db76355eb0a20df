//! The draw on the server: witnesses commit, inputs freeze, the commitment is logged, witnesses reveal, the draw
//! is opened. Each step is one transaction; a crash between two steps leaves a state from which the next goes on.
//!
//! Invariant: the secret is durable before the commitment is logged, and read by nothing but the opening.

use super::log::{self, Entry};
use super::{assign, expiry, plan, shortage, tasks};
use crate::clock::random;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::{TaskRecord, WitnessSlot};
use crate::store::{Tx, View};
use domain::digest::{Digest, Secret};
use domain::draw::commit::{self, CommitError, Committed};
use domain::draw::plan::DrawPlan;
use domain::draw::result::{Ending, Outcome, open, reveal_leaves};
use domain::draw::{freeze, server_commitment};
use domain::guard::stands;
use domain::id::{TaskId, UserId};
use domain::problem::Problem;
use domain::regime::inputs::check_draw_day;
use domain::time::Timestamp;
use domain::wire::api::{TaskDetail, TaskState, WitnessStatus};

/// Names the software in the result leaf.
const SOFTWARE: &str = concat!("suicha sync-server ", env!("CARGO_PKG_VERSION"));

/// What one witness has given so far.
///
/// # Errors
/// When the store fails.
pub fn witness_status(v: &dyn View, task: &TaskId, user: &UserId) -> Answer<WitnessStatus> {
    let slot = v.witness_slot(task, user)?;
    Ok(WitnessStatus {
        user: user.clone(),
        name: v.account(user)?.map_or_else(|| user.to_string(), |a| a.name),
        committed: slot.as_ref().map(|s| s.commitment.clone()),
        revealed: slot.is_some_and(|s| s.revealed_at.is_some()),
    })
}

/// Prepares a task for its commitment, and commits as soon as every witness has committed.
///
/// # Errors
/// `plan.incomplete` with every problem; `task.state`.
pub async fn commit(app: &App, id: TaskId) -> Answer<TaskDetail> {
    keep_secrets(app, &id).await?;
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let mut task = tx.task(&id)?.ok_or(Code::TaskUnknown)?;
            match task.state {
                TaskState::Draft | TaskState::AwaitingCommitments => {}
                // A second press of the button, or an answer that was lost on its way.
                TaskState::Committed | TaskState::Revealed | TaskState::Drawn if stands("committed-once") => {
                    return tasks::detail(&inside, tx, &task);
                }
                TaskState::Committed | TaskState::Revealed | TaskState::Drawn => {}
                TaskState::Infeasible | TaskState::Void => return Err(Code::TaskState.into()),
            }
            plan::ready(plan::work_out(&inside, tx, &task)?)?;
            let regime = inside.regimes.get(&task.draft.regime)?;
            if let Some(early) = check_draw_day(regime, task.draft.window, inside.now().china_date()) {
                return Err(Refusal::from(Code::PlanIncomplete).with(vec![early]));
            }
            if expiry::is_past(&task, inside.now()) {
                let late = vec![Problem::error("plan.deadline.past", "deadline")];
                return Err(Refusal::from(Code::PlanIncomplete).with(late));
            }
            task.state = TaskState::AwaitingCommitments;
            advance(&inside, tx, &mut task)?;
            tx.put_task(&task)?;
            tasks::detail(&inside, tx, &task)
        })
        .await
}

/// S and the salt key of a draw: made once, durable before anything is committed.
async fn keep_secrets(app: &App, id: &TaskId) -> Answer<()> {
    let (id, now) = (id.clone(), app.now());
    app.store
        .write(move |tx| {
            tx.task(&id)?.ok_or(Code::TaskUnknown)?;
            tx.put_draw_secret(&id, &random::<32>(), now)?;
            tx.put_draw_secret(&salt_of(&id), &random::<32>(), now)?;
            Ok::<_, Refusal>(())
        })
        .await
}

fn salt_of(id: &TaskId) -> TaskId {
    TaskId(format!("{id}/salt"))
}

pub(super) fn secret(v: &dyn View, id: &TaskId) -> Answer<Secret> {
    let bytes = v.draw_secret(id)?;
    bytes
        .map(Secret::new)
        .ok_or_else(|| Code::DrawNotCommitted.into())
}

/// Commits when every witness has committed; otherwise leaves the task waiting.
///
/// # Errors
/// When the store fails or the plan is no longer ready.
pub fn advance(app: &App, tx: &dyn Tx, task: &mut TaskRecord) -> Answer<()> {
    let slots = slots(tx, task)?;
    let no_chain = task.draft.approver.is_some() && task.chain.is_none();
    if task.state != TaskState::AwaitingCommitments || slots.len() < task.draft.witnesses.len() || no_chain {
        return Ok(());
    }
    let now = app.now();
    let (plan, subjects, inspectors, preview) = plan::ready(plan::work_out(app, tx, task)?)?;
    let frozen = freeze::freeze(&plan, &subjects, &inspectors, &secret(tx, &salt_of(&task.id))?)
        .map_err(|found| Refusal::from(Code::PlanIncomplete).with(found))?;
    let wit: Vec<Digest> = slots.iter().map(commitment_of).collect::<Answer<_>>()?;
    let seq = next_seq(tx)?;
    let srv = server_commitment(&secret(tx, &task.id)?);
    let committed = match commit::commit(&plan, &frozen, seq, srv, &wit) {
        Ok(committed) => committed,
        Err(CommitError::Infeasible(found)) => {
            task.infeasible = shortage::problems(tx, &found)?;
            task.state = TaskState::Infeasible;
            return Ok(());
        }
        Err(CommitError::Problems(found)) => return Err(Refusal::from(Code::PlanIncomplete).with(found)),
        Err(CommitError::Canon(e)) => return Err(Refusal::from(Code::PlanIncomplete).because(e)),
    };
    task.strata = preview.strata;
    append_commitment(app, tx, task, &committed, now)?;
    task.state = if wit.is_empty() {
        TaskState::Revealed
    } else {
        TaskState::Committed
    };
    Ok(())
}

fn append_commitment(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    committed: &Committed,
    now: Timestamp,
) -> Answer<()> {
    for (name, bytes) in frozen_files(committed)? {
        tx.put_draw_file(&task.id, name, &bytes)?;
    }
    log::ensure_policy(app, tx, now)?;
    let about = task.id.to_string();
    let entry = |kind: &str, text: &String| Entry {
        kind: kind.to_owned(),
        about: about.clone(),
        text: text.clone(),
    };
    let entries = [
        entry("plan", &committed.plan_text),
        entry("roster", &committed.roster_text),
        entry("commit", &committed.commit_text),
    ];
    let first = app.book.append(tx, &app.keys, &entries, now)?;
    task.seq = Some(committed.leaf.seq);
    task.commit_index = Some(first + 2);
    task.checkpoint = Some(first + 3);
    task.commit_leaf = Some(committed.commit_text.clone());
    task.commitment = Some(committed.digest().to_string());
    Ok(())
}

/// The authority's next draw number, without a gap: one more than the commitments in the log.
fn next_seq(v: &dyn View) -> Answer<u64> {
    let committed = v.tasks()?.iter().filter_map(|t| t.seq).max();
    Ok(committed.map_or(1, |seq| seq + 1))
}

/// The slots of the task's witnesses, in the order of the plan; only those who have committed.
pub(super) fn slots(v: &dyn View, task: &TaskRecord) -> Answer<Vec<WitnessSlot>> {
    let mut found = Vec::new();
    for user in &task.draft.witnesses {
        found.extend(v.witness_slot(&task.id, user)?);
    }
    Ok(found)
}

fn commitment_of(slot: &WitnessSlot) -> Answer<Digest> {
    slot.commitment
        .parse()
        .map_err(|_| Code::WitnessCommitment.into())
}

/// The frozen inputs as files of the store.
fn frozen_files(committed: &Committed) -> Answer<Vec<(&'static str, Vec<u8>)>> {
    let json = |e: serde_json::Error| Refusal::from(Code::ServerFault).because(e);
    Ok(vec![
        ("plan", serde_json::to_vec(&committed.plan).map_err(json)?),
        ("rows", committed.frozen.rows.join("\n").into_bytes()),
        (
            "inspectors",
            committed.frozen.inspector_rows.join("\n").into_bytes(),
        ),
        (
            "recuse",
            serde_json::to_vec(&committed.frozen.recuse).map_err(json)?,
        ),
    ])
}

/// The commitment again, from what was frozen; it must give the logged leaf.
///
/// # Errors
/// `draw.not_committed`; `server.storage` when the frozen inputs no longer give the logged leaf.
pub fn committed(v: &dyn View, task: &TaskRecord) -> Answer<Committed> {
    let leaf = task.commit_leaf.as_ref().ok_or(Code::DrawNotCommitted)?;
    let damaged =
        |what: &str| Refusal::from(Code::ServerStorage).because(format!("frozen {what} of {}", task.id));
    let file = |name: &str| v.draw_file(&task.id, name)?.ok_or_else(|| damaged(name));
    let text = |name: &str| String::from_utf8(file(name)?).map_err(|_| damaged(name));
    let plan: DrawPlan = serde_json::from_slice(&file("plan")?).map_err(|_| damaged("plan"))?;
    let recuse = serde_json::from_slice(&file("recuse")?).map_err(|_| damaged("recuse"))?;
    let rows = |text: String| text.lines().map(str::to_owned).collect();
    let frozen = freeze::thaw(rows(text("rows")?), rows(text("inspectors")?), recuse)
        .map_err(|place| damaged(&place))?;
    let wit: Vec<Digest> = slots(v, task)?.iter().map(commitment_of).collect::<Answer<_>>()?;
    let seq = task.seq.ok_or(Code::DrawNotCommitted)?;
    let srv = server_commitment(&secret(v, &task.id)?);
    let again = commit::commit(&plan, &frozen, seq, srv, &wit).map_err(|_| damaged("commitment"))?;
    if &again.commit_text == leaf {
        Ok(again)
    } else {
        Err(damaged("commitment"))
    }
}

/// Draws: seed, sizes, orders, teams.
///
/// # Errors
/// `draw.waiting_for_witnesses` with a problem for each witness who has not revealed.
pub fn outcome(v: &dyn View, task: &TaskRecord, committed: &Committed) -> Answer<(Outcome, Vec<Secret>)> {
    let mut reveals = Vec::new();
    let mut waiting = Vec::new();
    for slot in slots(v, task)? {
        match slot.entropy.as_deref().map(str::parse::<Digest>) {
            Some(Ok(entropy)) => reveals.push(Secret::new(entropy.0)),
            Some(Err(_)) | None => {
                waiting.push(expiry::not_revealed(v, &slot.user)?);
            }
        }
    }
    if !waiting.is_empty() {
        return Err(Refusal::from(Code::DrawWaiting).with(waiting));
    }
    let drawn = open(committed, &secret(v, &task.id)?, &reveals, None)
        .map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok((drawn, reveals))
}

/// Opens a draw, once. A second call answers what the first one drew. Past its deadline without every reveal it is
/// void instead.
///
/// # Errors
/// `draw.not_committed`, `draw.waiting_for_witnesses`.
pub async fn open_draw(app: &App, id: TaskId) -> Answer<TaskDetail> {
    expiry::expire(app, &id).await?;
    let (inside, wanted) = (app.clone(), id.clone());
    // The draw is worked out before the transaction: frozen inputs and reveals no longer change.
    let prepared = app
        .store
        .read(move |v| {
            let task = v.task(&wanted)?.ok_or(Code::TaskUnknown)?;
            match task.state {
                TaskState::Drawn | TaskState::Infeasible | TaskState::Void => Ok(None),
                TaskState::Draft | TaskState::AwaitingCommitments => Err(Code::DrawNotCommitted.into()),
                TaskState::Committed | TaskState::Revealed => {
                    let committed = committed(v, &task)?;
                    let (drawn, reveals) = outcome(v, &task, &committed)?;
                    Ok::<_, Refusal>(Some((committed, drawn, reveals)))
                }
            }
        })
        .await?;
    app.store
        .write(move |tx| {
            let mut task = tx.task(&id)?.ok_or(Code::TaskUnknown)?;
            let open = matches!(task.state, TaskState::Committed | TaskState::Revealed);
            if let Some((committed, drawn, reveals)) = prepared.filter(|_| open) {
                record(&inside, tx, &mut task, &committed, &drawn, &reveals)?;
                tx.put_task(&task)?;
            }
            tasks::detail(&inside, tx, &task)
        })
        .await
}

fn record(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    committed: &Committed,
    drawn: &Outcome,
    reveals: &[Secret],
) -> Answer<()> {
    let now = app.now();
    let commit_index = task.commit_index.ok_or(Code::DrawNotCommitted)?;
    let fault = |e: domain::draw::OpenError| Refusal::from(Code::ServerFault).because(e);
    let revealed = reveal_leaves(committed, commit_index, reveals, None).map_err(fault)?;
    let next = tx.log_size()? + revealed.len() as u64;
    let (s, salt) = (secret(tx, &task.id)?, secret(tx, &salt_of(&task.id))?);
    let result = drawn.leaves(commit_index, next, &s, SOFTWARE, &salt);
    let mut entries = Vec::new();
    for leaf in revealed.iter().chain(&result) {
        entries.push(log::draw_entry(leaf, &task.id)?);
    }
    let first = app.book.append(tx, &app.keys, &entries, now)?;
    task.checkpoint = Some(first + entries.len() as u64);
    task.opened_at = Some(now);
    match &drawn.ending {
        Ending::Drawn { level, .. } => {
            task.load_cap = Some(*level);
            task.state = TaskState::Drawn;
            // alloc comes first, then the assign leaves in the order of the teams.
            task.drawn = assign::create(app, tx, task, drawn, next + 1)?;
        }
        Ending::Infeasible(found) => {
            task.state = TaskState::Infeasible;
            task.infeasible = shortage::problems(tx, found)?;
        }
        Ending::DeadEnds => {
            task.state = TaskState::Void;
            task.infeasible = vec![Problem::error("draw.dead_ends", "apart")];
        }
    }
    Ok(())
}
