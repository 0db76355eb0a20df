//! Packages after the draw (重新签发): a further cosignature, another team, a subject that moved up.
//!
//! Invariant: what a package says of its team follows from the leaves it carries, each with its proof under one
//! checkpoint.

use super::{Job, begin, drawn_view, gone, job, member, package, sign, stored_package};
use crate::error::{Answer, Code, Refusal};
use crate::flow::changes::course;
use crate::flow::log::{self, signed_checkpoint};
use crate::regimes::forms_for;
use crate::state::App;
use crate::store::Tx;
use crate::store::record::TaskRecord;
use domain::assignment::later::Place;
use domain::assignment::{Package, ProvenLeaf, TeamMember};
use domain::draw::Team;
use domain::guard::stands;
use domain::id::{InspectionId, InspectorId};
use domain::log::{Log, Note};
use domain::wire::api::DrawnView;

/// Puts the way from the assign leaf, and from what followed it, to the task's checkpoint into a package, with the
/// cosignatures collected so far.
pub(super) fn prove(
    app: &App,
    tx: &dyn Tx,
    log: &Log,
    task: &TaskRecord,
    package: &mut Package,
) -> Answer<()> {
    let fault = |e: &str| Refusal::from(Code::ServerFault).because(e);
    let size = task.checkpoint.ok_or(Code::DrawNotCommitted)?;
    let checkpoint = signed_checkpoint(tx, size)?;
    let way = |index: u64| {
        log.proof(index, &checkpoint)
            .ok_or_else(|| fault("no proof of a leaf"))
    };
    let note = Note::parse(&checkpoint).map_err(|e| fault(&e.to_string()))?;
    let policy = log::policy(tx, &app.config.log_origin, &app.keys)?;
    let subject = package.subject.id.clone();
    let Some(proof) = &mut package.proof else {
        return Ok(());
    };
    let assigned = assigned(tx, task, &proof.leaf)?;
    proof.tlog_proof = way(assigned)?;
    let later = course::later(tx, task)?;
    let texts: Vec<(u64, &str)> = later.iter().map(|(i, t)| (*i, t.as_str())).collect();
    let mut place = Place::read(&proof.leaf).ok_or_else(|| fault("no assign leaf"))?;
    let followed = place.follow_to(&texts, Some(&subject));
    let concerning = later.iter().filter(|(i, _)| followed.contains(i));
    proof.later = concerning
        .map(|(index, leaf)| {
            Ok(ProvenLeaf {
                leaf: leaf.clone(),
                tlog_proof: way(*index)?,
            })
        })
        .collect::<Answer<_>>()?;
    proof.witnesses = u32::try_from(policy.cosigned(&note).len()).unwrap_or(u32::MAX);
    Ok(())
}

/// Where an assign leaf of a task stands in the log.
fn assigned(tx: &dyn Tx, task: &TaskRecord, text: &str) -> Answer<u64> {
    for index in tx.leaves_of("assign", task.id.as_str())? {
        if tx.leaf(index)?.as_deref() == Some(text.as_bytes()) {
            return Ok(index);
        }
    }
    Err(gone("the assign leaf"))
}

/// Signs the packages of a task anew when its checkpoint has gained a cosignature. Nothing else in them changes.
///
/// # Errors
/// When the store fails.
pub fn prove_again(app: &App, tx: &dyn Tx, task: &TaskRecord) -> Answer<()> {
    if task.checkpoint.is_none() {
        return Ok(());
    }
    let log = app.book.at(tx)?;
    for drawn in &task.drawn {
        // Its form is the one it was issued with, whatever the regimes say by now.
        let mut package = stored_package(tx, &drawn.inspection)?;
        if !stands("form-of-its-package") {
            package.forms = forms_for(app.regimes.get(&package.regime)?, &package.subject);
        }
        prove(app, tx, &log, task, &mut package)?;
        sign(app, tx, &package)?;
    }
    Ok(())
}

/// Gives an inspection the team that the log has for it now; who left no longer syncs it, and what he has not sent yet
/// is kept apart for a supervisor when it comes. Answers the team by seat.
///
/// # Errors
/// When the store fails.
pub fn reseat(
    app: &App,
    tx: &dyn Tx,
    task: &TaskRecord,
    id: &InspectionId,
) -> Answer<Vec<(InspectorId, String, String)>> {
    let mut package = stored_package(tx, id)?;
    let mut record = tx.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let row = task.drawn.iter().find(|d| d.inspection == *id);
    let roles: Vec<&String> = row
        .into_iter()
        .flat_map(|d| d.team.iter().map(|(_, _, r)| r))
        .collect();
    let leaf = package.proof.as_ref().map(|p| p.leaf.clone()).unwrap_or_default();
    let mut place = Place::read(&leaf).ok_or(Code::DrawNotOpened)?;
    let later = course::later(tx, task)?;
    let texts: Vec<(u64, &str)> = later.iter().map(|(i, t)| (*i, t.as_str())).collect();
    place.follow_to(&texts, Some(&package.subject.id));
    let mut team: Vec<TeamMember> = Vec::new();
    let mut shown = Vec::new();
    for (who, role) in place.team.iter().zip(roles) {
        if who.as_str().is_empty() {
            continue;
        }
        let member = member(tx, who, role)?;
        shown.push((member.inspector.clone(), member.name.clone(), role.clone()));
        team.push(member);
    }
    package.team.clone_from(&team);
    record.team = team;
    tx.put_inspection(&record)?;
    prove(app, tx, &app.book.at(tx)?, task, &mut package)?;
    sign(app, tx, &package)?;
    Ok(shown)
}

/// Takes an inspection that was left aside from its team, unless its record is sealed: then it stays what it is.
///
/// # Errors
/// When the store fails.
pub fn withdraw(tx: &dyn Tx, id: &InspectionId) -> Answer<()> {
    let mut record = tx.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    if record.seal.is_none() {
        record.team = Vec::new();
        tx.put_inspection(&record)?;
    }
    Ok(())
}

/// Opens the inspection of a subject that moved up into a place; `no` is its number within the task.
///
/// # Errors
/// When the store fails or a drawn id is no longer in its roster.
pub fn move_up(
    app: &App,
    tx: &dyn Tx,
    task: &TaskRecord,
    leaf: &str,
    place: &Place,
    roles: &[String],
    no: usize,
) -> Answer<DrawnView> {
    let (sizes, seed) = course::drawn(tx, task)?;
    let job: Job<'_> = job(app, tx, task, sizes, seed)?;
    let id = InspectionId(format!("{}-{no:03}", task.id));
    let seated = place.team.iter().cloned().zip(roles.iter().cloned());
    let team = Team {
        object: place.obj.clone(),
        stratum: place.stratum.clone(),
        position: place.position,
        members: seated.filter(|(who, _)| !who.as_str().is_empty()).collect(),
        group: None,
    };
    let package = package(&job, &id, &team, leaf.to_owned())?;
    begin(app, tx, &package, job.now)?;
    Ok(drawn_view(&id, &team, &package))
}
