//! The course of a drawn result out of the log, and leaves appended to it.
//!
//! Invariant: a leaf is appended only when the course that follows from the log says it fits.

use crate::error::{Answer, Code, Refusal};
use crate::flow::draw::{committed, outcome};
use crate::flow::log;
use crate::state::App;
use crate::store::record::TaskRecord;
use crate::store::{Tx, View};
use domain::canon;
use domain::digest::Digest;
use domain::draw::course::Unfit;
use domain::draw::{Course, Leaf};
use domain::problem::Problem;
use std::collections::BTreeMap;

/// Kinds of leaves that follow the result.
pub(in crate::flow) const AFTER: [&str; 6] = ["sub", "late", "repl_req", "repl_ok", "repl_no", "manual"];

/// A leaf that does not follow, as a refusal that names the place.
#[allow(clippy::needless_pass_by_value, reason = "stands where errors are mapped")]
pub(super) fn unfit(e: Unfit) -> Refusal {
    let problem = Problem::error("change.unfit", e.place)
        .with("expected", &e.expected)
        .with("found", &e.found);
    Refusal::from(Code::ChangeRefused).with(vec![problem])
}

/// Leaves after the result of a task, with their place in the log, in order.
///
/// # Errors
/// When the store fails.
pub(in crate::flow) fn later(v: &dyn View, task: &TaskRecord) -> Answer<Vec<(u64, String)>> {
    let about = task.id.as_str();
    let Some(result) = v.leaves_of("result", about)?.last().copied() else {
        return Ok(Vec::new());
    };
    let mut indices = Vec::new();
    for kind in AFTER {
        indices.extend(v.leaves_of(kind, about)?);
    }
    indices.retain(|i| *i > result);
    indices.sort_unstable();
    indices.into_iter().map(|i| Ok((i, text(v, i)?))).collect()
}

fn text(v: &dyn View, index: u64) -> Answer<String> {
    let damaged = || Refusal::from(Code::ServerStorage).because(format!("leaf {index}"));
    let bytes = v.leaf(index)?.ok_or_else(damaged)?;
    String::from_utf8(bytes).map_err(|_| damaged())
}

/// Runs `look` on the course as the log has it now.
///
/// # Errors
/// When the store fails, or what `look` answers.
pub(super) fn with<T>(
    v: &dyn View,
    task: &TaskRecord,
    look: impl FnOnce(&mut Course<'_>) -> Answer<T>,
) -> Answer<T> {
    let commit = task.commit_index.ok_or(Code::DrawNotCommitted)?;
    let committed = committed(v, task)?;
    let (drawn, _) = outcome(v, task, &committed)?;
    let mut course = Course::new(&committed, &drawn, commit);
    for (index, text) in later(v, task)? {
        let leaf = canon::decode::<Leaf>(text.as_bytes())
            .map_err(|e| Refusal::from(Code::ServerStorage).because(e))?;
        course.take(index, &leaf, &text);
    }
    look(&mut course)
}

/// Appends leaves of a task; the task asks its witnesses for the new checkpoint from here on. Answers the index of the
/// first.
///
/// # Errors
/// When the store fails.
pub(super) fn append(app: &App, tx: &dyn Tx, task: &mut TaskRecord, leaves: &[Leaf]) -> Answer<u64> {
    let entries: Vec<_> = leaves
        .iter()
        .map(|leaf| log::draw_entry(leaf, &task.id))
        .collect::<Answer<_>>()?;
    let first = app.book.append(tx, &app.keys, &entries, app.now())?;
    task.checkpoint = Some(first + entries.len() as u64);
    Ok(first)
}

/// Sample sizes by stratum, and the seed, of an opened draw.
///
/// # Errors
/// When the store fails.
pub(in crate::flow) fn drawn(v: &dyn View, task: &TaskRecord) -> Answer<(BTreeMap<String, u64>, Digest)> {
    let committed = committed(v, task)?;
    let (drawn, _) = outcome(v, task, &committed)?;
    Ok((drawn.sizes(), drawn.seed))
}
