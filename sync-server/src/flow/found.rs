//! Draws on site reach the log (现场抽取): each drawing that a tablet brings becomes one leaf of its draw.
//!
//! Exists so that nothing is drawn again in silence: a further drawing is a further leaf, and whoever re-runs the draw
//! re-runs these too. Invariant: a drawing that was admitted has its leaf in the same transaction; the same drawing
//! brought twice has one.

use super::log;
use crate::error::{Answer, Code, Refusal};
use crate::flow::assign::stored_package;
use crate::state::App;
use crate::store::Tx;
use domain::assignment::OnSiteDraw;
use domain::canon;
use domain::draw::Leaf;
use domain::draw::leaf::LateLeaf;
use domain::id::{InspectionId, TaskId};
use domain::inspection::doc::InspectionDoc;
use domain::inspection::found::{DrawingView, ListView};
use domain::time::Timestamp;

/// Logs what was drawn on site and is not in the log yet; a list from which nothing will be drawn any more is told too.
///
/// # Errors
/// When the store fails.
pub(crate) fn log_drawings(
    app: &App,
    tx: &dyn Tx,
    id: &InspectionId,
    doc: &InspectionDoc,
    sealed: bool,
    now: Timestamp,
) -> Answer<()> {
    let lists = doc.fixed_lists();
    if lists.is_empty() {
        return Ok(());
    }
    let package = stored_package(tx, id)?;
    let task = tx.task(&package.task)?.ok_or(Code::TaskUnknown)?;
    let commit = task.commit_index.ok_or(Code::DrawNotCommitted)?;
    let mut known = logged(tx, &package.task)?;
    let mut entries = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        let Some(rule) = package.onsite.iter().find(|d| d.list == list.fixed.list) else {
            continue;
        };
        let later = lists.iter().skip(at + 1).any(|l| l.fixed.list == list.fixed.list);
        for drawing in told(list, sealed || later) {
            if let Some(leaf) = next_leaf(rule, list, drawing, commit, &known) {
                entries.push(log::draw_entry(&Leaf::Late(leaf.clone()), &package.task)?);
                known.push(leaf);
            }
        }
    }
    if !entries.is_empty() {
        app.book.append(tx, &app.keys, &entries, now)?;
    }
    Ok(())
}

/// The drawings of a list; or that there is none, once there can be none.
fn told(list: &ListView, over: bool) -> Vec<Option<&DrawingView>> {
    match list.drawings.is_empty() {
        true if over => vec![None],
        _ => list.drawings.iter().map(Some).collect(),
    }
}

/// The leaf of a drawing that has none yet, with the next number of its list.
fn next_leaf(
    rule: &OnSiteDraw,
    list: &ListView,
    drawing: Option<&DrawingView>,
    commit: u64,
    known: &[LateLeaf],
) -> Option<LateLeaf> {
    let below =
        |l: &&LateLeaf| l.stage == rule.stage && l.of == rule.of && l.list.as_ref() == Some(&rule.list);
    let no = known.iter().filter(below).count() as u64;
    let leaf = list.leaf(rule, drawing, commit, no)?;
    let same = |l: &&LateLeaf| l.rows == leaf.rows && l.party == leaf.party;
    (!known.iter().filter(below).any(|l| same(&l))).then_some(leaf)
}

/// Leaves of drawings on site that the log holds for a task.
fn logged(tx: &dyn Tx, task: &TaskId) -> Answer<Vec<LateLeaf>> {
    let mut found = Vec::new();
    for index in tx.leaves_of("late", task.as_str())? {
        let bytes = tx.leaf(index)?.unwrap_or_default();
        match canon::decode::<Leaf>(&bytes) {
            Ok(Leaf::Late(leaf)) => found.push(leaf),
            Ok(_) | Err(_) => {
                return Err(
                    Refusal::from(Code::ServerStorage).because(format!("leaf {index} is another leaf"))
                );
            }
        }
    }
    Ok(found)
}
