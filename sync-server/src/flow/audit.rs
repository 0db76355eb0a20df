//! The audit (核对): state tables rebuilt from the log and from raw changes, and compared with what stands.
//!
//! What is authoritative has a leaf and is compared here. Not authoritative, and without a leaf: sessions, last
//! contacts, enrolment codes, drafts before their commitment, marked copies of roster files, receipts of evidence
//! bytes (each bears its digest), and how far the second copy reaches.

mod said;

use super::draw::committed;
use super::log::{policy, policy_witnesses};
use super::rosters::{Roster, digest};
use super::sync::{devices_of, evidence_refs, open_differences};
use super::{assign, evidence, settle};
use crate::error::Answer;
use crate::state::App;
use crate::store::View;
use crate::store::record::{InspectionRecord, TaskRecord};
use domain::canon;
use domain::inspection::doc::InspectionDoc;
use domain::inspection::progress::with_state;
use domain::submission::Submission;
use domain::wire::api::TaskState;
use said::{Assigned, DrawSaid, ReviewSaid, Said, Stage, VisitSaid};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One place where state and log part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where: `tasks/t2026-001`, `documents/t2026-001-002`.
    pub place: String,
    /// What does not fit.
    pub what: &'static str,
}

/// What was compared and what differs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows compared.
    pub compared: u64,
    /// Differences, by place.
    pub differences: Vec<Difference>,
}

impl Report {
    fn row(&mut self, place: String, what: &'static str, fits: bool) {
        self.compared += 1;
        if !fits {
            self.differences.push(Difference { place, what });
        }
    }
}

/// Compares every table with the log.
///
/// # Errors
/// When the store cannot be read.
pub fn audit(app: &App, v: &dyn View) -> Answer<Report> {
    let said = Said::of(&v.leaves(0, v.log_size()?)?);
    let mut report = Report::default();
    for index in &said.strange {
        report.row(
            format!("log/{index}"),
            "a leaf that is none of this program's",
            false,
        );
    }
    for (index, (found, expected)) in v.leaf_names()?.iter().zip(&said.names).enumerate() {
        report.row(
            format!("log/{index}"),
            "kind or subject of a leaf",
            found == expected,
        );
    }
    people(v, &said, &mut report)?;
    rosters(v, &said, &mut report)?;
    witnesses(app, v, &said, &mut report)?;
    tasks(v, &said, &mut report)?;
    visits(v, &said, &mut report)?;
    publications(v, &said, &mut report)?;
    quarantine(v, &said, &mut report)?;
    report.differences.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(report)
}

fn people(v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    let accounts = v.accounts()?;
    let known: BTreeSet<_> = accounts.iter().map(|a| &a.user).collect();
    for user in said.accounts.keys().filter(|u| !known.contains(u)) {
        report.row(format!("accounts/{user}"), "missing", false);
    }
    for account in &accounts {
        let open = account.closed_at.is_none();
        let fits = said
            .accounts
            .get(&account.user)
            .is_some_and(|(roles, inspector)| match open {
                true => *roles == account.roles && *inspector == account.inspector,
                false => roles.is_empty(),
            });
        report.row(format!("accounts/{}", account.user), "roles or officer", fits);
    }
    let devices = v.devices()?;
    let known: BTreeSet<_> = devices.iter().map(|d| &d.id).collect();
    for id in said.devices.keys().filter(|d| !known.contains(d)) {
        report.row(format!("devices/{id}"), "missing", false);
    }
    for device in &devices {
        let facts = (
            device.inspector.clone(),
            device.key.clone(),
            device.revoked_at.is_some(),
        );
        let fits = said.devices.get(&device.id) == Some(&facts);
        report.row(
            format!("devices/{}", device.id),
            "officer, key or revocation",
            fits,
        );
    }
    let words = v.meta(evidence::SINGLE_COPY)?;
    report.row("single_copy".into(), "words", words == said.single_copy);
    Ok(())
}

fn rosters(v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    for roster in [Roster::Subjects, Roster::Inspectors] {
        let empty = hex::encode(Sha256::digest(b""));
        let expected = said.rosters.get(roster.name()).unwrap_or(&empty);
        let fits = digest(v, roster)? == *expected;
        report.row(
            format!("rosters/{}", roster.name()),
            "entries since the last import",
            fits,
        );
    }
    Ok(())
}

fn witnesses(app: &App, v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    let policy = policy(v, &app.config.log_origin, &app.keys)?;
    let fits = policy_witnesses(&policy) == said.witnesses;
    report.row("witness_keys".into(), "keys since the last policy leaf", fits);
    Ok(())
}

fn tasks(v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    let tasks = v.tasks()?;
    let known: BTreeSet<_> = tasks.iter().map(|t| &t.id).collect();
    for id in said.draws.keys().filter(|t| !known.contains(t)) {
        report.row(format!("tasks/{id}"), "missing", false);
    }
    for task in &tasks {
        let place = || format!("tasks/{}", task.id);
        match said.draws.get(&task.id) {
            Some(draw) => {
                report.row(place(), "commitment, state or teams", is_as_said(task, draw));
                report.row(place(), "frozen inputs", committed(v, task).is_ok());
            }
            None => report.row(place(), "committed without a leaf", task.commit_index.is_none()),
        }
    }
    Ok(())
}

fn is_as_said(task: &TaskRecord, draw: &DrawSaid) -> bool {
    let state = match draw.stage {
        Stage::Committed => matches!(task.state, TaskState::Committed | TaskState::Revealed),
        Stage::Drawn => task.state == TaskState::Drawn,
        Stage::Infeasible => task.state == TaskState::Infeasible,
        Stage::Void => task.state == TaskState::Void,
    };
    let ended = draw.stage != Stage::Committed;
    let teams = task.drawn.iter().map(|d| {
        let team = d.team.iter().map(|(inspector, _, _)| inspector.clone());
        Assigned {
            subject: d.subject.clone(),
            team: team.collect(),
            left_aside: d.left_aside,
        }
    });
    state
        && ended == draw.opened
        && task.seq == Some(draw.seq)
        && task.commit_index == Some(draw.commit_index)
        && task.commit_leaf.as_deref() == Some(draw.commit_leaf.as_str())
        && (draw.stage != Stage::Drawn || teams.eq(draw.assigned.iter().cloned()))
}

fn visits(v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    let mut expected = BTreeSet::new();
    for task in v.tasks()? {
        for drawn in &task.drawn {
            expected.insert(drawn.inspection.clone());
            let team: Vec<_> = drawn.team.iter().map(|(inspector, _, _)| inspector).collect();
            let fits = v.inspection(&drawn.inspection)?.is_some_and(|i| {
                i.task == task.id
                    && i.subject == drawn.subject
                    && (i.team.iter().map(|m| &m.inspector).eq(team.iter().copied())
                        // Left aside before anybody went there, it is nobody's any more.
                        || (drawn.left_aside && i.seal.is_none() && i.team.is_empty()))
            });
            report.row(
                format!("inspections/{}", drawn.inspection),
                "subject or team",
                fits,
            );
        }
    }
    let ordered = said.visits.iter().filter(|(_, visit)| visit.ordered.is_some());
    for (id, _) in ordered {
        let there = v.inspection(id)?.is_some();
        report.row(format!("inspections/{id}"), "ordered, and missing", there);
    }
    for inspection in v.inspections()? {
        let place = format!("inspections/{}", inspection.id);
        let none = VisitSaid::default();
        let visit = said.visits.get(&inspection.id).unwrap_or(&none);
        let ordered = visit.ordered.as_ref().is_some_and(|(subject, team)| {
            let members = inspection.team.iter().map(|m| &m.inspector);
            inspection.undrawn.is_some() && inspection.subject == *subject && members.eq(team)
        });
        report.row(
            place.clone(),
            "neither drawn nor ordered",
            expected.contains(&inspection.id) != ordered,
        );
        let history: Vec<ReviewSaid> = v
            .reviews(&inspection.id)?
            .into_iter()
            .map(|e| ReviewSaid {
                act: e.act,
                seal: e.seal,
                by: e.by,
                comment: hex::encode(Sha256::digest(e.comment)),
            })
            .collect();
        let fits = history == visit.reviews && inspection.review == visit.review;
        report.row(place.clone(), "review", fits);
        let settled = settle::digests(v, &inspection.id)?;
        report.row(place, "settled online", settled == visit.settled);
        document(v, &inspection, visit, report)?;
    }
    Ok(())
}

/// The document built again from its raw changes, and everything that is derived from it.
fn document(
    v: &dyn View,
    inspection: &InspectionRecord,
    visit: &VisitSaid,
    report: &mut Report,
) -> Answer<()> {
    let place = || format!("documents/{}", inspection.id);
    let raw = v.changes(&inspection.id)?;
    let built = catch_unwind(AssertUnwindSafe(|| InspectionDoc::load(&raw).ok()));
    let Ok(Some(doc)) = built else {
        report.row(place(), "raw changes do not load", false);
        return Ok(());
    };
    let heads: Vec<String> = doc.heads().iter().map(ToString::to_string).collect();
    let stored = v.document(&inspection.id).ok().flatten();
    let same = stored.is_some_and(|d| d.heads == heads && InspectionDoc::load(&[d.bytes]).is_ok());
    report.row(place(), "compacted copy", same);
    let package = assign::stored_package(v, &inspection.id)?;
    let view = with_state(&package, doc.view());
    let counts = |seal: &String| view.latest_seals().any(|s| &s.key == seal);
    let derived = inspection.doc == view.state
        && inspection.open_differences == open_differences(&view)
        && (inspection.seal.as_ref().is_some_and(counts)
            || inspection.seal.is_none() == visit.records.is_empty());
    report.row(place(), "state derived from it", derived);
    for submission in Submission::each(&package, &view) {
        let fits = visit.records.contains(&submission.sha256());
        report.row(place(), "sealed record", fits);
    }
    let devices = devices_of(v, &package)?;
    for proof in v.proofs(&inspection.id)? {
        report.row(
            place(),
            "proof of a tablet",
            proof.holds(&inspection.id, &devices),
        );
    }
    let mut named: Vec<_> = doc.evidence_all().iter().flat_map(evidence_refs).collect();
    named.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    named.dedup_by(|a, b| a.sha256 == b.sha256);
    let kept = v.evidence_refs(&inspection.id)?;
    let fits = named.iter().map(|r| &r.sha256).eq(kept.iter().map(|r| &r.sha256));
    report.row(place(), "evidence it names", fits);
    Ok(())
}

fn publications(v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    let published = v.publications()?;
    let known: BTreeSet<_> = published.iter().map(|p| &p.result.id).collect();
    for id in said.publicity.keys().filter(|id| !known.contains(id)) {
        report.row(format!("publications/{id}"), "missing", false);
    }
    for p in &published {
        let text = canon::encode(&p.result.fields).unwrap_or_default();
        let text = hex::encode(Sha256::digest(text));
        let fits = said
            .publicity
            .get(&p.result.id)
            .is_some_and(|(record, t, by, index)| {
                *record == p.result.record_sha256
                    && *t == text
                    && *by == p.by
                    && p.result.log_index == Some(*index)
            });
        report.row(format!("publications/{}", p.result.id), "published text", fits);
    }
    Ok(())
}

fn quarantine(v: &dyn View, said: &Said, report: &mut Report) -> Answer<()> {
    let mut known = BTreeSet::new();
    for id in v.quarantine_ids()? {
        let Some(upload) = v.quarantined_upload(id)? else {
            continue;
        };
        let key = (upload.inspection.clone(), upload.sha256());
        let judged: Vec<_> = v
            .judgements(id)?
            .into_iter()
            .map(|j| (j.accepted, j.by, hex::encode(Sha256::digest(j.reason))))
            .collect();
        let fits = said.parked.get(&key).is_some_and(|p| {
            p.code == upload.code && p.device.as_ref() == Some(&upload.device) && p.judgements == judged
        });
        report.row(format!("quarantine/{id}"), "upload or judgement", fits);
        known.insert(key);
    }
    for (inspection, sha256) in said.parked.keys().filter(|k| !known.contains(*k)) {
        report.row(format!("quarantine/{inspection}/{sha256}"), "missing", false);
    }
    Ok(())
}
