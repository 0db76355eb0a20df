//! Publication (公示): the sealed record as the public may read it, redacted by the regime, logged, for ever.

use super::assign;
use super::clocks;
use super::log::Act;
use super::review::document_view;
use crate::clock::random;
use crate::error::{Answer, Code, Refusal};
use crate::messages::publication as words;
use crate::state::App;
use crate::store::record::{InspectionRecord, PublicationRecord};
use crate::store::{Tx, View};
use domain::assignment::Package;
use domain::canon;
use domain::id::{InspectionId, UserId};
use domain::inspection::paper::PaperKind;
use domain::inspection::view::InspectionView;
use domain::publication::{
    PrivateDatum, PublicRecord, Redacted, demands_of_check, redact, steps, steps_missing,
};
use domain::regime::form::Item;
use domain::regime::items_for;
use domain::regime::pack::after::PrivateKind;
use domain::submission::{Submission, by_department, problems, result_labels, to_look_at};
use domain::time::Timestamp;
use domain::wire::api::{PublicResult, PublicationPreview};
use sha2::{Digest, Sha256};

/// What publication would show, and what it leaves out by which article.
///
/// # Errors
/// `inspection.unknown`, `inspection.not_sealed`.
pub fn preview(app: &App, v: &dyn View, id: &InspectionId) -> Answer<PublicationPreview> {
    let (result, redacted) = made(app, v, id)?;
    let inspection = v.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let regime = app.regimes.get(&result.regime)?;
    let completed = clocks::Completed::of(&v.inspections_of_task(&inspection.task)?);
    let happened = clocks::events(&inspection, completed.task_of(&inspection), &v.reviews(id)?);
    Ok(PublicationPreview {
        due: clocks::of_inspection(&app.regimes, regime, &happened),
        result: v.publication(id)?.map_or(result, |published| published.result),
        redacted: told(redacted),
    })
}

/// Steps the text wants done before publication, as the history keeps them: `step：who and when`.
///
/// # Errors
/// `publication.steps_missing` with each step nobody answers for; `inspection.not_sealed`.
pub fn steps_told(app: &App, v: &dyn View, id: &InspectionId, told: &[(String, String)]) -> Answer<String> {
    let (result, _) = made(app, v, id)?;
    let missing = steps_missing(&result.demands, told);
    if !missing.is_empty() {
        return Err(Refusal::from(Code::PublicationSteps).with(missing));
    }
    let words = |step: &str| told.iter().find(|(s, _)| s == step).map_or("", |(_, w)| w.trim());
    let each = steps(&result.demands).into_iter();
    let lines: Vec<String> = each.map(|(step, _)| words::step(&step, words(&step))).collect();
    Ok(lines.join("；"))
}

fn told(redacted: Vec<Redacted>) -> Vec<(String, String)> {
    let line = |r: Redacted| {
        (
            format!("{} · {}", words::field(&r.field), words::what(&r.what)),
            r.cite,
        )
    };
    redacted.into_iter().map(line).collect()
}

fn made(app: &App, v: &dyn View, id: &InspectionId) -> Answer<(PublicResult, Vec<Redacted>)> {
    let inspection = v.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let package = assign::stored_package(v, id)?;
    let view = document_view(v, &package)?;
    let none = match view.sealed_apart() {
        true => Code::ReviewOpenDifference,
        false => Code::InspectionNotSealed,
    };
    let submission = Submission::of(&package, &view).ok_or(none)?;
    let regime = app.regimes.get(&package.regime)?;
    let record = record(&inspection, &package, &view);
    let (public, redacted) = redact(regime, &record);
    let result = PublicResult {
        id: String::new(),
        task: package.task,
        regime: package.regime,
        task_title: package.task_title,
        fields: fields(&public),
        published_at: None,
        record_sha256: submission.sha256(),
        log_index: None,
        demands: demands_of_check(regime, &items_for(regime, &package.subject)),
    };
    Ok((result, redacted))
}

/// Publishes an approved inspection. The opaque id says nothing about team or order of the draw.
///
/// # Errors
/// `inspection.not_sealed`.
pub fn publish(
    app: &App,
    tx: &dyn Tx,
    inspection: &InspectionRecord,
    by: &UserId,
    now: Timestamp,
) -> Answer<()> {
    let (mut result, _) = made(app, tx, &inspection.id)?;
    result.id = hex::encode(random::<12>());
    result.published_at = Some(now);
    let text = canon::encode(&result.fields).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    let act = Act::Publicity {
        id: result.id.clone(),
        record: result.record_sha256.clone(),
        text: hex::encode(Sha256::digest(text)),
        by: by.clone(),
    };
    result.log_index = Some(app.book.note(tx, &app.keys, &act, now)?);
    Ok(tx.put_publication(&PublicationRecord {
        inspection: inspection.id.clone(),
        result,
        by: by.clone(),
        at: now,
    })?)
}

/// The record before redaction.
fn record(inspection: &InspectionRecord, package: &Package, view: &InspectionView) -> PublicRecord {
    let subject = &package.subject;
    let findings = findings(package, view);
    let departments = match view.skip {
        Some(_) => Vec::new(),
        None => by_department(package, view),
    };
    let date = inspection
        .received_at
        .unwrap_or(inspection.created_at)
        .china_date();
    let mut persons: Vec<String> = view
        .signatures
        .iter()
        .filter_map(|s| signer_name(&s.signature.signer))
        .collect();
    persons.push(subject.responsible_person.clone());
    persons.extend(package.team.iter().map(|m| m.name.clone()));
    persons.retain(|p| !p.trim().is_empty());
    persons.sort();
    persons.dedup();
    let private = [
        (PrivateKind::Contact, &subject.phone),
        (PrivateKind::HomeAddress, &subject.address),
    ];
    let private = private.into_iter().filter(|(_, value)| !value.trim().is_empty());
    PublicRecord {
        subject_name: subject.name.clone(),
        credit_code: subject.credit_code.clone(),
        date,
        items: package.forms.iter().map(|f| f.title.clone()).collect(),
        result: words::result(view, &result_labels(package, view), findings.len()),
        findings,
        measures: measures(view),
        body: package.excerpt.issuer.clone(),
        inspectors: package.team.iter().map(|m| m.name.clone()).collect(),
        document_no: inspection.id.to_string(),
        lines: words::lines(view, &departments),
        persons,
        private: private
            .map(|(kind, value)| PrivateDatum {
                kind,
                value: value.clone(),
            })
            .collect(),
    }
}

fn signer_name(signer: &domain::inspection::signature::Signer) -> Option<String> {
    use domain::inspection::signature::Signer;
    match signer {
        Signer::Officer { .. } => None,
        Signer::Subject { name, .. }
        | Signer::Witness { name, .. }
        | Signer::Interpreter { name, .. }
        | Signer::Guest { name, .. } => Some(name.clone()),
    }
}

/// Whether a record finds problems or orders something.
pub fn has_problems(package: &Package, view: &InspectionView) -> bool {
    !to_look_at(package, view).is_empty() || !measures(view).is_empty()
}

/// The problems found, in the forms' order.
fn findings(package: &Package, view: &InspectionView) -> Vec<String> {
    let note = |item: &Item| view.answers.get(&item.id).map_or("", |a| a.note.as_str());
    let found = problems(package, view).into_iter();
    found
        .map(|(item, value)| words::finding(&item, &value, note(&item)))
        .collect()
}

/// What the officers ordered: the orders of the record that stand, line by line.
fn measures(view: &InspectionView) -> Vec<String> {
    let papers = view.papers.iter().map(|p| &p.paper);
    let orders = papers.filter(|p| p.kind == PaperKind::Order && p.void.is_empty());
    let lines = orders.flat_map(|p| p.rows.iter().map(move |row| (row, &p.deadline)));
    lines
        .map(|(row, deadline)| words::measure(&row.what, &row.says, deadline))
        .collect()
}

fn fields(public: &PublicRecord) -> Vec<(String, String)> {
    let mut fields = vec![words::subject(&public.subject_name)];
    fields.extend(public.credit_code.iter().map(|c| words::credit_code(c)));
    fields.push(words::date(public.date));
    fields.push(words::body(&public.body));
    fields.push(words::items(&public.items));
    fields.push(words::outcome(&public.result));
    fields.extend(
        public
            .findings
            .iter()
            .enumerate()
            .map(|(n, f)| words::numbered(n + 1, f)),
    );
    fields.extend(public.measures.iter().map(|m| words::measures(m)));
    fields.push(words::inspectors(&public.inspectors));
    fields.extend(public.lines.iter().cloned());
    fields
}
