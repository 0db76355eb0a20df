//! A witness at a change (更换的见证): its browser locks fresh entropy, cosigns the log that holds the request, and
//! hands the entropy over once the approver has answered.
//!
//! Invariant: the approver's value is known to the server before the entropy is, and the request is in a cosigned
//! checkpoint before either.

use super::{effect, find, log_request, put};
use crate::error::{Answer, Code};
use crate::flow::log::signed_checkpoint;
use crate::flow::witness::{check_cosignature, mine, offered, view};
use crate::state::App;
use crate::store::record::{ChangeRecord, TaskRecord};
use crate::store::{Tx, View};
use domain::digest::{Digest, Secret};
use domain::draw::witness_commitment;
use domain::id::{TaskId, UserId};
use domain::regime::change::ChangeKind;
use domain::wire::api::{ChangeState, WitnessChange, WitnessTask};

/// Changes of a task as one of its witnesses sees them. `from`: size of the log its browser remembers.
///
/// # Errors
/// When the store fails.
pub fn changes(
    app: &App,
    v: &dyn View,
    task: &TaskRecord,
    user: &UserId,
    from: u64,
) -> Answer<Vec<WitnessChange>> {
    let by_chance = task.changes.iter().filter(|c| c.kind != ChangeKind::Hand);
    let seen = by_chance.filter(|c| c.witness.is_some() || c.state == ChangeState::AwaitingWitness);
    seen.map(|c| one(app, v, task, (c, user), from)).collect()
}

fn one(
    app: &App,
    v: &dyn View,
    task: &TaskRecord,
    (c, user): (&ChangeRecord, &UserId),
    from: u64,
) -> Answer<WitnessChange> {
    let own = c.witness.as_ref() == Some(user);
    let mut seen = WitnessChange {
        no: c.no,
        kind: c.kind,
        state: c.state,
        committed: c.commitment.clone().filter(|_| own),
        taken: c.witness.is_some() && !own,
        leaf: None,
        tlog_proof: None,
        consistency: Vec::new(),
        consistency_from: None,
    };
    let (Some(index), Some(size), true) = (c.request, offered(v, task, user)?, own) else {
        return Ok(seen);
    };
    let log = app.book.at(v)?;
    seen.leaf = v.leaf(index)?.and_then(|bytes| String::from_utf8(bytes).ok());
    seen.tlog_proof = log.proof(index, &signed_checkpoint(v, size)?);
    if from > 0 && from <= size {
        let path = log.tree().consistency(from, size).unwrap_or_default();
        seen.consistency = path.iter().map(ToString::to_string).collect();
        seen.consistency_from = Some(from);
    }
    Ok(seen)
}

/// Takes a witness's commitment to fresh entropy: the first of the task's witnesses who gives one; the request is
/// logged with it.
///
/// # Errors
/// `change.state`, `witness.no_key`, `witness.commitment`.
pub fn commit(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    no: u32,
    user: &UserId,
    commitment: &str,
) -> Answer<WitnessTask> {
    let mut task = mine(tx, id, user)?;
    let mut change = find(&task, no)?;
    tx.witness_key(user)?.ok_or(Code::WitnessNoKey)?;
    let digest: Digest = commitment.parse().map_err(|_| Code::WitnessCommitment)?;
    match (change.state, &change.commitment) {
        // The same once more: an answer that was lost on its way.
        (_, Some(known)) if *known == digest.to_string() && change.witness.as_ref() == Some(user) => {}
        (ChangeState::AwaitingWitness, None) => {
            change.witness = Some(user.clone());
            change.commitment = Some(digest.to_string());
            log_request(app, tx, &mut task, &mut change, Some(digest))?;
            change.state = ChangeState::AwaitingCosignature;
            put(&mut task, change);
            tx.put_task(&task)?;
        }
        (ChangeState::AwaitingWitness, Some(_)) => return Err(Code::WitnessCommitment.into()),
        (
            ChangeState::AwaitingCosignature
            | ChangeState::AwaitingApproval
            | ChangeState::AwaitingEntropy
            | ChangeState::Done
            | ChangeState::Refused,
            _,
        ) => return Err(Code::ChangeState.into()),
    }
    view(app, tx, &task, user)
}

fn of_this_witness(task: &TaskRecord, no: u32, user: &UserId) -> Answer<ChangeRecord> {
    let change = find(task, no)?;
    match change.witness.as_ref() == Some(user) {
        true => Ok(change),
        false => Err(Code::WitnessNotOfTask.into()),
    }
}

/// Takes a witness's cosignature of the log that holds the request: from here on it can be answered.
///
/// # Errors
/// `change.state`, `witness.cosignature`.
pub fn cosign(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    no: u32,
    user: &UserId,
    line: &str,
) -> Answer<WitnessTask> {
    let mut task = mine(tx, id, user)?;
    let mut change = of_this_witness(&task, no, user)?;
    match change.state {
        ChangeState::AwaitingCosignature => {
            let size = offered(tx, &task, user)?.ok_or(Code::DrawNotCommitted)?;
            check_cosignature(app, tx, user, size, line)?;
            tx.put_cosignature(size, user, line.trim_end())?;
            change.state = ChangeState::AwaitingApproval;
            put(&mut task, change);
            tx.put_task(&task)?;
        }
        // An answer that was lost on its way.
        ChangeState::AwaitingApproval => {}
        ChangeState::AwaitingWitness
        | ChangeState::AwaitingEntropy
        | ChangeState::Done
        | ChangeState::Refused => return Err(Code::ChangeState.into()),
    }
    view(app, tx, &task, user)
}

/// Takes the entropy of an approved request, and carries it out.
///
/// # Errors
/// `change.state`, `witness.reveal`, `change.refused` when it no longer fits the course.
pub fn entropy(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    no: u32,
    user: &UserId,
    entropy: &str,
) -> Answer<WitnessTask> {
    let mut task = mine(tx, id, user)?;
    let mut change = of_this_witness(&task, no, user)?;
    let given: Digest = entropy.parse().map_err(|_| Code::WitnessReveal)?;
    let fits = change
        .commitment
        .as_ref()
        .is_some_and(|known| *known == witness_commitment(&Secret::new(given.0)).to_string());
    if !fits {
        return Err(Code::WitnessReveal.into());
    }
    match change.state {
        ChangeState::AwaitingEntropy => {
            effect::by_chance(app, tx, &mut task, &mut change, Some(given))?;
            put(&mut task, change);
            tx.put_task(&task)?;
        }
        ChangeState::Done => {}
        ChangeState::AwaitingWitness
        | ChangeState::AwaitingCosignature
        | ChangeState::AwaitingApproval
        | ChangeState::Refused => return Err(Code::ChangeState.into()),
    }
    view(app, tx, &task, user)
}
