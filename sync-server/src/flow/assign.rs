//! Assignments (派单): from a drawn team to an inspection with its document and its signed package.

use super::log::{self, signed_checkpoint};
use super::{clocks, plan};
use crate::error::{Answer, Code, Refusal};
use crate::regimes::forms_for;
use crate::state::App;
use crate::store::Tx;
use crate::store::record::{DocumentRecord, InspectionRecord, RawChange, TaskRecord};
use domain::assignment::{DrawProof, OnSiteDraw, Package, TeamMember, TeamRole};
use domain::digest::Digest;
use domain::draw::{Outcome, Team};
use domain::guard::stands;
use domain::id::{CheckItemId, DeviceId, InspectionId, InspectorId, SubjectId};
use domain::inspection::doc::{InspectionDoc, SchemaFacts};
use domain::log::{Log, Note};
use domain::regime::pack::plan::Period;
use domain::regime::{FoundList, Regime, abridge, found_lists, items_for, seats};
use domain::roster::{Inspector, Subject};
use domain::time::Timestamp;
use domain::wire::api::DrawnView;
use std::collections::BTreeMap;

/// What all packages of one task share.
struct Job<'a> {
    app: &'a App,
    tx: &'a dyn Tx,
    task: &'a TaskRecord,
    regime: &'a Regime,
    officers: u32,
    sizes: BTreeMap<String, u64>,
    /// What is drawn on site among things found there, and the seed from which its keys follow.
    lists: Vec<FoundList>,
    seed: Digest,
    visits: BTreeMap<SubjectId, u32>,
    now: Timestamp,
}

/// Creates the inspections of a draw. `first` is the log index of the first assign leaf; the leaves stand in the
/// order of `teams`.
///
/// # Errors
/// When the store fails or a drawn id is no longer in its roster.
pub fn create(
    app: &App,
    tx: &dyn Tx,
    task: &TaskRecord,
    drawn: &Outcome,
    first: u64,
) -> Answer<Vec<DrawnView>> {
    let regime = app.regimes.get(&task.draft.regime)?;
    let inputs = plan::inputs(&task.draft);
    let seats = seats(regime, &inputs).map_err(|found| Refusal::from(Code::PlanIncomplete).with(found))?;
    let lists =
        found_lists(regime, &inputs).map_err(|found| Refusal::from(Code::PlanIncomplete).with(found))?;
    let job = Job {
        app,
        tx,
        task,
        regime,
        officers: u32::try_from(seats.len()).unwrap_or(u32::MAX),
        sizes: drawn.sizes(),
        lists,
        seed: drawn.seed,
        visits: plan::visits_this_year(tx, app.now().china_date())?,
        now: app.now(),
    };
    let numbered = drawn.teams().iter().zip(first..).zip(1..);
    numbered
        .map(|((team, leaf), n)| one(&job, team, leaf, n))
        .collect()
}

fn one(job: &Job<'_>, team: &Team, leaf: u64, n: usize) -> Answer<DrawnView> {
    let id = InspectionId(format!("{}-{n:03}", job.task.id));
    let package = package(job, &id, team, leaf)?;
    begin(job.app, job.tx, &package, job.now)?;
    Ok(drawn_view(&id, team, &package))
}

/// Opens the inspection of a package: its row, its document, its signature.
///
/// # Errors
/// When the store fails.
pub fn begin(app: &App, tx: &dyn Tx, package: &Package, now: Timestamp) -> Answer<()> {
    let id = &package.inspection;
    let doc = InspectionDoc::create(id, &SchemaFacts::of(package));
    let bytes = doc
        .save_compacted()
        .map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    tx.put_inspection(&InspectionRecord::begun(package, now))?;
    tx.put_document(&DocumentRecord {
        inspection: id.clone(),
        heads: doc.heads().iter().map(ToString::to_string).collect(),
        received_at: None,
        bytes,
    })?;
    for change in doc.changes_after(&[]) {
        tx.add_change(&RawChange {
            inspection: id.clone(),
            hash: change.id.0,
            device: DeviceId::from("server"),
            author: "server".to_owned(),
            received_at: now,
            bytes: change.bytes,
        })?;
    }
    sign(app, tx, package)
}

fn drawn_view(id: &InspectionId, team: &Team, package: &Package) -> DrawnView {
    let roles = team.members.iter().map(|(_, role)| role.clone());
    let members = package.team.iter().zip(roles);
    DrawnView {
        inspection: id.clone(),
        subject: team.object.clone(),
        subject_name: package.subject.name.clone(),
        stratum: team.stratum.clone(),
        position: team.position,
        team: members
            .map(|(m, role)| (m.inspector.clone(), m.name.clone(), role))
            .collect(),
    }
}

/// The stratum in the regime's words; its key where the plan made one of its own.
fn stratum_label(regime: &Regime, key: &str) -> String {
    let known = regime.rules.strata.iter().find(|s| s.what.key == key);
    known.map_or_else(|| key.to_owned(), |s| s.what.label.clone())
}

fn package(job: &Job<'_>, id: &InspectionId, team: &Team, leaf: u64) -> Answer<Package> {
    let gone =
        |what: &str| Refusal::from(Code::ServerStorage).because(format!("{what} is not in its roster"));
    let subject = job
        .tx
        .subject(&team.object)?
        .ok_or_else(|| gone(team.object.as_str()))?;
    let members: Vec<TeamMember> = team
        .members
        .iter()
        .map(|(inspector, role)| member(job.tx, inspector, role))
        .collect::<Answer<_>>()?;
    let items = items_for(job.regime, &subject);
    let forms = forms_for(job.regime, &subject);
    let caps = job.regime.rules.caps.iter();
    let cap = caps
        .filter(|c| c.what.period == Period::Year)
        .filter_map(|c| c.what.n)
        .min();
    let leaf_text = job.tx.leaf(leaf)?.and_then(|b| String::from_utf8(b).ok());
    let mut package = Package {
        inspection: id.clone(),
        task: job.task.id.clone(),
        task_title: job.task.draft.title.clone(),
        regime: job.regime.id.clone(),
        excerpt: abridge(job.regime, &subject, &items, job.officers),
        team: members,
        form_order: forms.iter().map(|f| f.id.clone()).collect(),
        forms,
        window: job.task.draft.window,
        visit_no: job.visits.get(&subject.id).copied().unwrap_or(0) + 1,
        visit_cap: cap,
        subject: subject.clone(),
        due: clocks::of_task(&job.app.regimes, job.regime, job.task),
        proof: Some(DrawProof {
            leaf: leaf_text.ok_or_else(|| gone("the assign leaf"))?,
            tlog_proof: String::new(),
            origin: job.app.config.log_origin.clone(),
            position: team.position,
            sample: job.sizes.get(&team.stratum).copied().unwrap_or(0),
            stratum: team.stratum.clone(),
            stratum_label: stratum_label(job.regime, &team.stratum),
            witnesses: 0,
        }),
        onsite: onsite(job, &items, &subject),
        settled: Vec::new(),
        occasion: None,
        issued_at: job.now,
    };
    let size = job.task.checkpoint.ok_or(Code::DrawNotCommitted)?;
    prove(
        job.app,
        job.tx,
        &job.app.book.at(job.tx)?,
        &mut package,
        leaf,
        size,
    )?;
    Ok(package)
}

/// What is drawn on site at this subject, each list with its own key of the seed.
fn onsite(job: &Job<'_>, items: &[CheckItemId], subject: &Subject) -> Vec<OnSiteDraw> {
    let concerns = |l: &&FoundList| l.items.is_empty() || l.items.iter().any(|i| items.contains(i));
    let lists = job.lists.iter().filter(concerns);
    lists
        .map(|list| OnSiteDraw::of(list, &job.seed, subject.id.as_str()))
        .collect()
}

fn member(tx: &dyn Tx, id: &InspectorId, role: &str) -> Answer<TeamMember> {
    let inspector = tx
        .inspector(id)?
        .ok_or_else(|| Refusal::from(Code::ServerStorage).because(format!("{id} is not in its roster")))?;
    Ok(seated(inspector, role))
}

/// An inspector of the roster as the tablet shows him.
pub(super) fn seated(inspector: Inspector, role: &str) -> TeamMember {
    TeamMember {
        inspector: inspector.id,
        name: inspector.name,
        certificate_no: inspector.certificate_no,
        certificate_until: inspector.certificate_until,
        department: inspector.department,
        role: match role {
            "lead" => TeamRole::Lead,
            "assist" => TeamRole::Assist,
            _ => TeamRole::Member,
        },
    }
}

/// Puts the way from the assign leaf to a checkpoint into a package, with the cosignatures collected so far.
fn prove(app: &App, tx: &dyn Tx, log: &Log, package: &mut Package, leaf: u64, size: u64) -> Answer<()> {
    let fault = |e: &str| Refusal::from(Code::ServerFault).because(e);
    let checkpoint = signed_checkpoint(tx, size)?;
    let text = log
        .proof(leaf, &checkpoint)
        .ok_or_else(|| fault("no proof of an assign leaf"))?;
    let note = Note::parse(&checkpoint).map_err(|e| fault(&e.to_string()))?;
    let policy = log::policy(tx, &app.config.log_origin, &app.keys)?;
    if let Some(proof) = &mut package.proof {
        proof.tlog_proof = text;
        proof.witnesses = u32::try_from(policy.cosigned(&note).len()).unwrap_or(u32::MAX);
    }
    Ok(())
}

/// Signs a package and stores it in the place of the one before.
///
/// # Errors
/// When the store fails.
pub(super) fn sign(app: &App, tx: &dyn Tx, package: &Package) -> Answer<()> {
    let body = serde_json::to_string(package).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok(tx.put_package(&package.inspection, &app.keys.sign_package(body))?)
}

/// The package of an inspection as it was signed.
///
/// # Errors
/// `inspection.unknown`.
pub fn stored_package(v: &dyn crate::store::View, id: &InspectionId) -> Answer<Package> {
    let signed = v.package(id)?.ok_or(Code::InspectionUnknown)?;
    serde_json::from_str(&signed.body).map_err(|e| Refusal::from(Code::ServerStorage).because(e))
}

/// Signs the packages of a task anew when its checkpoint has gained a cosignature. Nothing else in them changes.
///
/// # Errors
/// When the store fails.
pub fn prove_again(app: &App, tx: &dyn Tx, task: &TaskRecord) -> Answer<()> {
    let Some(size) = task.checkpoint else {
        return Ok(());
    };
    let log = app.book.at(tx)?;
    let leaves = tx.leaves_of("assign", task.id.as_str())?;
    for (drawn, leaf) in task.drawn.iter().zip(leaves) {
        // Its form is the one it was issued with, whatever the regimes say by now.
        let mut package = stored_package(tx, &drawn.inspection)?;
        if !stands("form-of-its-package") {
            package.forms = forms_for(app.regimes.get(&package.regime)?, &package.subject);
        }
        prove(app, tx, &log, &mut package, leaf, size)?;
        sign(app, tx, &package)?;
    }
    Ok(())
}
