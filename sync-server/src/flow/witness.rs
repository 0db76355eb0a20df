//! Witnesses (见证): each holds its entropy in a browser of its own; the server only collects and checks.

use super::draw::{advance, witness_status};
use super::expiry::is_past;
use super::log::{self, ensure_policy, policy, witness_name, witness_vkey};
use super::{assign, changes, tasks};
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::{TaskRecord, WitnessKeyRecord, WitnessSlot};
use crate::store::{Tx, View};
use domain::digest::{Digest, Secret};
use domain::draw::witness_commitment;
use domain::id::{TaskId, UserId};
use domain::log::{Note, note};
use domain::wire::api::{TaskState, WitnessKey, WitnessLog, WitnessReveal, WitnessTask};

/// Registers a witness browser's key. Another key is taken only while no draw waits for this witness.
///
/// # Errors
/// `witness.no_key` for bytes that are no key, `witness.key_taken`.
pub fn register(app: &App, tx: &dyn Tx, user: &UserId, ask: WitnessKey) -> Answer<WitnessLog> {
    let key = WitnessKeyRecord {
        user: user.clone(),
        public: ask.public,
        at: app.now(),
    };
    witness_vkey(&app.config.log_origin, &key)?;
    let before = tx.witness_key(user)?;
    if before.as_ref().is_none_or(|b| b.public != key.public) {
        if before.is_some() && is_awaited(tx, user)? {
            return Err(Code::WitnessKeyTaken.into());
        }
        tx.put_witness_key(&key)?;
        ensure_policy(app, tx, app.now())?;
    }
    pinned(app, tx, user)
}

fn is_awaited(v: &dyn View, user: &UserId) -> Answer<bool> {
    for task in v.tasks()? {
        let waiting = matches!(task.state, TaskState::AwaitingCommitments | TaskState::Committed);
        if waiting && task.draft.witnesses.contains(user) {
            let status = witness_status(v, &task.id, user)?;
            if status.committed.is_some() && !status.revealed {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The log as this witness pins it.
///
/// # Errors
/// `witness.no_key`.
pub fn pinned(app: &App, v: &dyn View, user: &UserId) -> Answer<WitnessLog> {
    let key = v.witness_key(user)?.ok_or(Code::WitnessNoKey)?;
    Ok(WitnessLog {
        name: witness_name(&app.config.log_origin, user),
        public: key.public,
        policy: policy(v, &app.config.log_origin, &app.keys)?.text(),
    })
}

/// The tasks that name this witness and are past drafting, newest first. `from`: the size of the log the
/// browser remembers, which may be ahead of the last cosignature that arrived here.
///
/// # Errors
/// When the store fails.
pub fn list(app: &App, v: &dyn View, user: &UserId, from: Option<u64>) -> Answer<Vec<WitnessTask>> {
    let from = match from {
        Some(size) => size,
        None => v.cosigned_size(user)?,
    };
    let mine = v
        .tasks()?
        .into_iter()
        .filter(|t| t.draft.witnesses.contains(user));
    mine.filter(|t| t.state != TaskState::Draft)
        .map(|t| view_from(app, v, &t, user, from))
        .collect()
}

/// A task as a witness sees it: what to check before cosigning.
///
/// # Errors
/// When the store fails.
pub fn view(app: &App, v: &dyn View, task: &TaskRecord, user: &UserId) -> Answer<WitnessTask> {
    view_from(app, v, task, user, v.cosigned_size(user)?)
}

fn view_from(app: &App, v: &dyn View, task: &TaskRecord, user: &UserId, from: u64) -> Answer<WitnessTask> {
    let mut seen = WitnessTask {
        task: tasks::summary(task),
        status: witness_status(v, &task.id, user)?,
        commit_leaf: task.commit_leaf.clone(),
        tlog_proof: None,
        consistency: Vec::new(),
        consistency_from: None,
        changes: changes::witness::changes(app, v, task, user, from)?,
    };
    let (Some(index), Some(size)) = (task.commit_index, offered(v, task, user)?) else {
        return Ok(seen);
    };
    let log = app.book.at(v)?;
    seen.tlog_proof = log.proof(index, &log::signed_checkpoint(v, size)?);
    if from > 0 && from <= size {
        let path = log.tree().consistency(from, size).unwrap_or_default();
        seen.consistency = path.iter().map(ToString::to_string).collect();
        seen.consistency_from = Some(from);
    }
    Ok(seen)
}

/// The checkpoint a witness is asked to cosign for a task: the task's own, or a later one this witness has cosigned
/// for another task, so that nobody is ever asked to look back.
pub(super) fn offered(v: &dyn View, task: &TaskRecord, user: &UserId) -> Answer<Option<u64>> {
    let cosigned = v.cosigned_size(user)?;
    Ok(task.checkpoint.map(|size| size.max(cosigned)))
}

pub(super) fn mine(v: &dyn View, id: &TaskId, user: &UserId) -> Answer<TaskRecord> {
    let task = v.task(id)?.ok_or(Code::TaskUnknown)?;
    if task.draft.witnesses.contains(user) {
        Ok(task)
    } else {
        Err(Code::WitnessNotOfTask.into())
    }
}

/// Takes a witness's commitment; with the last one the draw is committed.
///
/// # Errors
/// `witness.commitment` when another one was given before, `witness.no_key`, `task.state`, `draw.past_deadline`.
pub fn commit(app: &App, tx: &dyn Tx, id: &TaskId, user: &UserId, commitment: &str) -> Answer<WitnessTask> {
    let mut task = mine(tx, id, user)?;
    tx.witness_key(user)?.ok_or(Code::WitnessNoKey)?;
    if task.state == TaskState::AwaitingCommitments && is_past(&task, app.now()) {
        return Err(Code::DrawPastDeadline.into());
    }
    let digest: Digest = commitment.parse().map_err(|_| Code::WitnessCommitment)?;
    match tx.witness_slot(id, user)? {
        Some(slot) if slot.commitment == digest.to_string() => {}
        Some(_) => return Err(Code::WitnessCommitment.into()),
        None if task.state != TaskState::AwaitingCommitments => return Err(Code::TaskState.into()),
        None => tx.put_witness_slot(
            id,
            &WitnessSlot {
                user: user.clone(),
                commitment: digest.to_string(),
                committed_at: app.now(),
                entropy: None,
                revealed_at: None,
            },
        )?,
    }
    advance(app, tx, &mut task)?;
    tx.put_task(&task)?;
    view(app, tx, &task, user)
}

/// Takes a witness's cosignature and its entropy. After the draw a further cosignature over the newer checkpoint
/// is taken the same way, and the packages carry it.
///
/// # Errors
/// `draw.not_committed`, `draw.past_deadline`, `witness.cosignature`, `witness.reveal`.
pub fn reveal(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    user: &UserId,
    ask: &WitnessReveal,
) -> Answer<WitnessTask> {
    let mut task = mine(tx, id, user)?;
    let mut slot = tx.witness_slot(id, user)?.ok_or(Code::DrawNotCommitted)?;
    let size = offered(tx, &task, user)?.ok_or(Code::DrawNotCommitted)?;
    let now = app.now();
    if slot.revealed_at.is_none() && is_past(&task, now) {
        return Err(Code::DrawPastDeadline.into());
    }
    check_cosignature(app, tx, user, size, &ask.cosignature)?;
    let entropy: Digest = ask.entropy.parse().map_err(|_| Code::WitnessReveal)?;
    if witness_commitment(&Secret::new(entropy.0)).to_string() != slot.commitment {
        return Err(Code::WitnessReveal.into());
    }
    tx.put_cosignature(size, user, ask.cosignature.trim_end())?;
    if slot.revealed_at.is_none() {
        slot.entropy = Some(entropy.to_string());
        slot.revealed_at = Some(now);
        tx.put_witness_slot(id, &slot)?;
    }
    let all = tasks::witnesses(tx, &task)?.iter().all(|w| w.revealed);
    if all && task.state == TaskState::Committed {
        task.state = TaskState::Revealed;
        tx.put_task(&task)?;
    }
    if task.state == TaskState::Drawn {
        assign::prove_again(app, tx, &task)?;
    }
    view(app, tx, &task, user)
}

pub(super) fn check_cosignature(app: &App, v: &dyn View, user: &UserId, size: u64, line: &str) -> Answer<()> {
    let key = v.witness_key(user)?.ok_or(Code::WitnessNoKey)?;
    let key = witness_vkey(&app.config.log_origin, &key)?;
    let checkpoint = v.checkpoint(size)?.ok_or(Code::DrawNotCommitted)?;
    let signed = note::add_line(&checkpoint, line.trim_end());
    let wrong = |e: domain::log::note::NoteError| Refusal::from(Code::WitnessCosignature).because(e);
    let parsed = Note::parse(&signed).map_err(wrong)?;
    parsed.verify(&key).map(|_| ()).map_err(wrong)
}
