//! The transcript (抽取记录) of an opened draw: the bytes anybody can verify, put together from the log.

use super::changes::course::AFTER;
use super::draw::{committed, outcome};
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::View;
use crate::store::record::TaskRecord;
use domain::canon;
use domain::draw::Leaf;
use domain::draw::transcript::transcript as assemble;
use domain::id::TaskId;
use domain::log::{Note, VerifierKey, note};

/// Leaves of a task that belong to its draw.
const KINDS: [&str; 9] = [
    "plan", "roster", "commit", "wit", "alloc", "assign", "result", "void", "open",
];

fn fault(e: impl std::fmt::Display) -> Refusal {
    Refusal::from(Code::ServerStorage).because(e)
}

/// The transcript of an opened draw.
///
/// # Errors
/// `task.unknown`, `draw.not_opened`.
pub fn transcript(app: &App, v: &dyn View, id: &TaskId) -> Answer<String> {
    let task = v.task(id)?.ok_or(Code::TaskUnknown)?;
    let (Some(_), Some(commit), Some(size)) = (task.opened_at, task.commit_index, task.checkpoint) else {
        return Err(Code::DrawNotOpened.into());
    };
    let policy = v.leaves_of("policy", "")?.into_iter().rfind(|i| *i < commit);
    let policy = policy.ok_or_else(|| fault("no policy leaf before the commitment"))?;
    let mut indices = vec![0, policy];
    for kind in KINDS.into_iter().chain(AFTER) {
        indices.extend(v.leaves_of(kind, id.as_str())?);
    }
    indices.sort_unstable();
    let leaves: Vec<(u64, String)> = indices
        .into_iter()
        .map(|i| Ok((i, leaf(v, i)?)))
        .collect::<Answer<_>>()?;
    let keys = keys(&leaf(v, policy)?)?;
    let after = leaves
        .iter()
        .map(|(i, _)| *i)
        .find(|i| *i > commit)
        .unwrap_or(size);
    let seen = seen(v, &task, &keys, (commit + 1, after))?;
    let committed = committed(v, &task)?;
    let (drawn, _) = outcome(v, &task, &committed)?;
    // What was drawn on site came to the log long after the result.
    let size = match leaves.last().filter(|(last, _)| *last >= size) {
        Some((last, _)) => v
            .checkpoints(last + 1, v.log_size()?)?
            .first()
            .copied()
            .unwrap_or(size),
        None => size,
    };
    let checkpoint = signed(v, size, &keys)?;
    assemble(
        &committed,
        Some(&drawn),
        &app.book.at(v)?,
        leaves,
        &checkpoint,
        seen.as_deref(),
    )
    .map_err(fault)?
    .text()
    .map_err(fault)
}

fn leaf(v: &dyn View, index: u64) -> Answer<String> {
    let bytes = v.leaf(index)?.ok_or_else(|| fault(format!("leaf {index}")))?;
    String::from_utf8(bytes).map_err(fault)
}

/// The witnesses' keys in force at the commitment; a key registered later is none of this draw's.
fn keys(policy: &str) -> Answer<Vec<VerifierKey>> {
    let Leaf::Policy(policy) = canon::decode::<Leaf>(policy.as_bytes()).map_err(fault)? else {
        return Err(fault("the policy leaf is another leaf"));
    };
    let parse = |text: &String| VerifierKey::parse(text).map_err(fault);
    policy.witnesses.iter().map(parse).collect()
}

/// A checkpoint with the cosignatures of these keys.
fn signed(v: &dyn View, size: u64, keys: &[VerifierKey]) -> Answer<String> {
    let plain = v
        .checkpoint(size)?
        .ok_or_else(|| fault(format!("no checkpoint of size {size}")))?;
    let mut whole = plain.clone();
    for line in v.cosignatures(size)? {
        let one = Note::parse(&note::add_line(&plain, &line)).map_err(fault)?;
        if keys.iter().any(|key| one.verify(key).is_ok()) {
            whole = note::add_line(&whole, &line);
        }
    }
    Ok(whole)
}

/// What the witnesses saw before they revealed: of the checkpoints between the commitment and the reveals, the one
/// with the most cosignatures, the earliest of equals.
fn seen(v: &dyn View, task: &TaskRecord, keys: &[VerifierKey], range: (u64, u64)) -> Answer<Option<String>> {
    if task.draft.witnesses.is_empty() {
        return Ok(None);
    }
    let mut best: Option<(usize, String)> = None;
    for size in v.checkpoints(range.0, range.1)? {
        let note = signed(v, size, keys)?;
        let lines = note.lines().count();
        if best.as_ref().is_none_or(|(most, _)| lines > *most) {
            best = Some((lines, note));
        }
    }
    Ok(best.map(|(_, note)| note))
}
