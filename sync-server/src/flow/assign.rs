//! Assignments (派单): from a drawn team to an inspection with its document and its signed package.

mod again;

pub use again::{move_up, prove_again, reseat, withdraw};

use super::{clocks, plan};
use crate::error::{Answer, Code, Refusal};
use crate::messages::draw::STICKY_LABEL;
use crate::regimes::forms_for;
use crate::state::App;
use crate::store::Tx;
use crate::store::record::{DocumentRecord, InspectionRecord, RawChange, TaskRecord};
use domain::assignment::{DrawProof, OnSiteDraw, Package, TeamMember, TeamRole};
use domain::digest::Digest;
use domain::draw::duty::STICKY;
use domain::draw::{Outcome, Team};
use domain::id::{CheckItemId, DeviceId, InspectionId, InspectorId, SubjectId};
use domain::inspection::doc::{InspectionDoc, SchemaFacts};
use domain::regime::each::for_each_department;
use domain::regime::form::Form;
use domain::regime::{
    FoundList, Known, PastVisit, PlanInputs, Regime, RegimeExcerpt, abridge, found_lists, is_joint_visit,
    items_for, seats, visit_cap,
};
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
    /// Earlier checks and inputs as the draw looked at them: caps are told by the same numbers.
    past: BTreeMap<SubjectId, Vec<PastVisit>>,
    inputs: PlanInputs,
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
    let job = job(app, tx, task, drawn.sizes(), drawn.seed)?;
    let numbered = drawn.teams().iter().zip(first..).zip(1..);
    numbered
        .map(|((team, leaf), n)| one(&job, team, leaf, n))
        .collect()
}

fn job<'a>(
    app: &'a App,
    tx: &'a dyn Tx,
    task: &'a TaskRecord,
    sizes: BTreeMap<String, u64>,
    seed: Digest,
) -> Answer<Job<'a>> {
    let regime = app.regimes.get(&task.draft.regime)?;
    let inputs = plan::inputs(&task.draft);
    let seats = seats(regime, &inputs).map_err(|found| Refusal::from(Code::PlanIncomplete).with(found))?;
    let lists =
        found_lists(regime, &inputs).map_err(|found| Refusal::from(Code::PlanIncomplete).with(found))?;
    Ok(Job {
        app,
        tx,
        task,
        regime,
        officers: u32::try_from(seats.len()).unwrap_or(u32::MAX),
        sizes,
        lists,
        seed,
        visits: plan::visits_this_year(tx, app.now().china_date())?,
        past: plan::past_visits(app, tx, regime)?,
        inputs,
        now: app.now(),
    })
}

fn one(job: &Job<'_>, team: &Team, leaf: u64, n: usize) -> Answer<DrawnView> {
    let id = InspectionId(format!("{}-{n:03}", job.task.id));
    let text = job.tx.leaf(leaf)?.and_then(|b| String::from_utf8(b).ok());
    let text = text.ok_or_else(|| gone("the assign leaf"))?;
    let package = package(job, &id, team, text)?;
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
        left_aside: false,
    }
}

fn gone(what: &str) -> Refusal {
    Refusal::from(Code::ServerStorage).because(format!("{what} is not in its roster"))
}

/// The stratum in the regime's words; its key where the plan made one of its own.
fn stratum_label(regime: &Regime, key: &str) -> String {
    if key == STICKY {
        return STICKY_LABEL.to_owned();
    }
    let known = regime.rules.strata.iter().find(|s| s.what.key == key);
    known.map_or_else(|| key.to_owned(), |s| s.what.label.clone())
}

/// `leaf` is the text of the assign leaf that the place began with.
fn package(job: &Job<'_>, id: &InspectionId, team: &Team, leaf: String) -> Answer<Package> {
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
    let joint = is_joint_visit(job.regime, &job.inputs);
    let forms = asked_of(joint, &members, forms_for(job.regime, &subject));
    let known = Known {
        past: job.past.get(&subject.id).map_or(&[], Vec::as_slice),
        day: job.task.draft.window.0,
        inputs: &job.inputs,
    };
    let cap = visit_cap(job.regime, &subject, known);
    let visits = job.visits.get(&subject.id).copied().unwrap_or(0);
    let mut package = Package {
        inspection: id.clone(),
        task: job.task.id.clone(),
        task_title: job.task.draft.title.clone(),
        regime: job.regime.id.clone(),
        excerpt: RegimeExcerpt {
            joint,
            ..abridge(job.regime, &subject, &items, job.officers)
        },
        team: members,
        form_order: forms.iter().map(|f| f.id.clone()).collect(),
        forms,
        window: job.task.draft.window,
        visit_no: cap.map_or(visits, |(counted, _)| counted) + 1,
        visit_cap: cap.map(|(_, n)| n),
        subject: subject.clone(),
        due: clocks::of_task(&job.app.regimes, job.regime, job.task),
        proof: Some(DrawProof {
            leaf,
            tlog_proof: String::new(),
            later: Vec::new(),
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
    again::prove(job.app, job.tx, &job.app.book.at(job.tx)?, job.task, &mut package)?;
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
    let inspector = tx.inspector(id)?.ok_or_else(|| gone(id.as_str()))?;
    Ok(seated(inspector, role))
}

/// The forms as they are asked of a team: in a joint visit each department answers for itself.
pub(super) fn asked_of(joint: bool, team: &[TeamMember], forms: Vec<Form>) -> Vec<Form> {
    let departments = team.iter().map(|m| m.department.as_str());
    match joint {
        true => for_each_department(forms, &departments.collect()),
        false => forms,
    }
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
