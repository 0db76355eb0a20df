//! What a change does: the leaf that carries it out, the rows of the task, the packages of the tablets.
//!
//! Invariant: team and subject of an inspection are what its place in the log says; nobody sets them otherwise.

use super::{course, digest, salt};
use crate::error::{Answer, Code};
use crate::flow::assign;
use crate::state::App;
use crate::store::Tx;
use crate::store::record::{ChangeRecord, TaskRecord};
use domain::assignment::later::Place;
use domain::digest::Digest;
use domain::draw::Leaf;
use domain::draw::leaf::ReplOkLeaf;
use domain::id::{InspectionId, InspectorId};
use domain::wire::api::{ChangeState, DrawnView};

/// An approved request is carried out: by the next place of the order, by a draw of its own.
///
/// # Errors
/// `change.refused` when it no longer fits the course.
pub(super) fn by_chance(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    change: &mut ChangeRecord,
    entropy: Option<Digest>,
) -> Answer<()> {
    let req = change.request.ok_or(Code::ChangeState)?;
    let otp = digest(change.otp.as_deref().unwrap_or_default())?;
    let salted = salt();
    let ok = course::with(tx, task, |c| {
        c.approve(req, otp, entropy, None, &salted).map_err(course::unfit)
    })?;
    let index = course::append(app, tx, task, &[Leaf::ReplOk(ok.clone())])?;
    below(app, tx, task)?;
    change.state = ChangeState::Done;
    change.nobody = ok.new.is_none() || ok.team.iter().any(|who| who.as_str().is_empty());
    match change.seats.first_mut() {
        None => moves_up(app, tx, task, change, &ok, index),
        Some(seat) => {
            let new = ok.new.as_deref().map(InspectorId::new);
            seat.shown.now = match new {
                Some(id) => tx.inspector(&id)?.map(|i| (i.id, i.name)),
                None => None,
            };
            reseat(app, tx, task, std::slice::from_ref(&change.inspection))
        }
    }
}

/// Children of a subject that moved up follow at once.
fn below(app: &App, tx: &dyn Tx, task: &mut TaskRecord) -> Answer<()> {
    while let Some(leaf) = course::with(tx, task, |c| Ok(c.owed_leaf(&salt())))? {
        course::append(app, tx, task, &[leaf])?;
    }
    Ok(())
}

/// The next subject of the order: an inspection of its own, with the team of the one left aside.
fn moves_up(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    change: &mut ChangeRecord,
    ok: &ReplOkLeaf,
    index: u64,
) -> Answer<()> {
    if ok.new.is_none() {
        // Nobody is left in its order: the subject stays as it was recorded, and nothing follows it.
        return Ok(());
    }
    let old = task.drawn.iter_mut().find(|d| d.inspection == change.inspection);
    let old = old.ok_or(Code::InspectionUnknown)?;
    old.left_aside = true;
    let (before, roles) = (old.inspection.clone(), roles(old));
    assign::withdraw(tx, &before)?;
    let no = task.drawn.len() + 1;
    let later = course::later(tx, task)?;
    let base = assign::stored_package(tx, &before)?;
    let leaf = base.proof.map(|p| p.leaf).unwrap_or_default();
    let mut place = Place::read(&leaf).ok_or(Code::DrawNotOpened)?;
    let until: Vec<(u64, &str)> = later
        .iter()
        .filter(|(i, _)| *i <= index)
        .map(|(i, t)| (*i, t.as_str()))
        .collect();
    place.follow(&until);
    let row = assign::move_up(app, tx, task, &leaf, &place, &roles, no)?;
    change.moved_up = Some((row.inspection.clone(), row.subject_name.clone()));
    task.drawn.push(row);
    Ok(())
}

fn roles(row: &DrawnView) -> Vec<String> {
    row.team.iter().map(|(_, _, role)| role.clone()).collect()
}

/// An act by hand is carried out.
///
/// # Errors
/// When the store fails.
pub(super) fn by_hand(app: &App, tx: &dyn Tx, task: &mut TaskRecord, change: &ChangeRecord) -> Answer<()> {
    let mut touched: Vec<InspectionId> = change.seats.iter().map(|s| s.shown.inspection.clone()).collect();
    touched.sort();
    touched.dedup();
    reseat(app, tx, task, &touched)
}

/// Gives inspections the team that the log has for them now.
fn reseat(app: &App, tx: &dyn Tx, task: &mut TaskRecord, touched: &[InspectionId]) -> Answer<()> {
    for id in touched {
        let team = assign::reseat(app, tx, task, id)?;
        let row = task.drawn.iter_mut().find(|d| d.inspection == *id);
        row.into_iter().for_each(|row| row.team.clone_from(&team));
    }
    Ok(())
}
