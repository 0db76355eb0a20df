//! What anybody may read: tasks, draws, results. Built from published values only.

use super::{changes, tasks};
use crate::error::{Answer, Code};
use crate::state::App;
use crate::store::View;
use crate::store::record::{InspectionRecord, TaskRecord};
use domain::id::TaskId;
use domain::inspection::view::DocState;
use domain::publication::roster::{inspectors_published, public_inspector};
use domain::publication::{Kept, Progress, demands, kept};
use domain::regime::pack::after::Published;
use domain::review::ReviewState;
use domain::roster::Inspector;
use domain::wire::api::{PublicItemList, PublicOffice, PublicResult, PublicRoster, PublicTask, TaskState};
use std::collections::BTreeSet;

/// Who publishes here, and the log's key that a visitor compares with a transcript's.
///
/// # Errors
/// When the store fails.
pub fn office(app: &App, v: &dyn View) -> Answer<PublicOffice> {
    let policy = super::log::policy(v, &app.config.log_origin, &app.keys)?;
    Ok(PublicOffice {
        log_origin: app.config.log_origin.clone(),
        log_key: policy.log.to_string(),
        demo: app.config.demo,
    })
}

/// Committed tasks, newest first. Drafts are nobody's business yet.
///
/// # Errors
/// When the store fails.
pub fn tasks(app: &App, v: &dyn View) -> Answer<Vec<PublicTask>> {
    let all = v.tasks()?;
    let voids: Vec<u64> = all
        .iter()
        .filter(|t| matches!(t.state, TaskState::Void | TaskState::Infeasible))
        .filter_map(|t| t.seq)
        .collect();
    let shown = all.iter().filter(|t| t.commit_index.is_some());
    shown.map(|t| task(app, v, t, &voids)).collect()
}

/// Why the drawn lists of a task may not be read by everybody yet.
///
/// Visits that were not drawn are no part of the drawn lists: a re-check ordered later closes nothing again.
pub(super) fn kept_now(app: &App, v: &dyn View, record: &TaskRecord) -> Answer<Option<Kept>> {
    let regime = app.regimes.get(&record.draft.regime)?;
    let begun = Progress {
        checked: false,
        published: false,
    };
    // Most texts keep nothing: then no record is read for a page that anybody may ask for.
    if kept(regime, begun).is_none() {
        return Ok(None);
    }
    let mut own = v.inspections_of_task(&record.id)?;
    own.retain(|i| i.undrawn.is_none());
    let all = |done: fn(&InspectionRecord) -> bool| !own.is_empty() && own.iter().all(done);
    let progress = Progress {
        checked: all(|i| i.doc == DocState::Sealed),
        published: all(|i| i.review == ReviewState::Published),
    };
    Ok(kept(regime, progress))
}

fn task(app: &App, v: &dyn View, record: &TaskRecord, voids: &[u64]) -> Answer<PublicTask> {
    let regime = app.regimes.get(&record.draft.regime)?;
    let views = tasks::input_views(regime);
    let entered = views.into_iter().filter_map(|view| {
        let input = record.draft.inputs.get(&view.id)?;
        let shown = view.options.iter().find(|(id, _)| id == &input.value);
        let value = shown.map_or_else(|| input.value.clone(), |(_, label)| label.clone());
        Some((view.label, value, input.by.clone(), view.cite, view.gap))
    });
    let before = voids
        .iter()
        .filter(|seq| record.seq.is_some_and(|own| **seq < own))
        .count();
    Ok(PublicTask {
        summary: tasks::summary(record),
        regime_title: regime.title.clone(),
        commitment: record.commitment.clone(),
        strata: record.strata.clone(),
        inputs: entered.collect(),
        witnesses: u32::try_from(record.draft.witnesses.len()).unwrap_or(u32::MAX),
        voids: u32::try_from(before).unwrap_or(u32::MAX),
        changes: changes::counts(record),
        demands: [Published::Plan, Published::Draw]
            .into_iter()
            .flat_map(|what| demands(regime, what))
            .collect(),
        kept: kept_now(app, v, record)?,
    })
}

/// The transcript of an opened draw.
///
/// # Errors
/// `task.unknown` also for tasks the public does not know yet; `draw.not_opened`; `draw.kept` while the text keeps
/// the drawn lists.
pub fn transcript(app: &App, v: &dyn View, id: &TaskId) -> Answer<String> {
    let known = v.task(id)?.filter(|t| t.commit_index.is_some());
    let task = known.ok_or(Code::TaskUnknown)?;
    let text = super::transcript::transcript(app, v, id)?;
    match kept_now(app, v, &task)? {
        Some(_) => Err(Code::DrawKept.into()),
        None => Ok(text),
    }
}

/// Published results, newest first.
///
/// # Errors
/// When the store fails.
pub fn results(v: &dyn View) -> Answer<Vec<PublicResult>> {
    Ok(v.publications()?.into_iter().map(|p| p.result).collect())
}

/// Rosters of inspectors that a regime in use here makes public. A regime nobody plans under publishes nothing.
///
/// # Errors
/// When the store fails.
pub fn inspectors(app: &App, v: &dyn View) -> Answer<Vec<PublicRoster>> {
    let used: BTreeSet<_> = v.tasks()?.into_iter().map(|t| t.draft.regime).collect();
    let regimes = app.regimes.all().iter().filter(|r| used.contains(&r.id));
    let mut rosters = Vec::new();
    for (regime, rule) in regimes.filter_map(|r| Some((r, inspectors_published(r)?))) {
        let active = in_office(v)?;
        rosters.push(PublicRoster {
            regime: regime.id.clone(),
            regime_title: regime.title.clone(),
            cite: rule.cite.clone(),
            columns: rule.what.fields.iter().map(|f| f.label.clone()).collect(),
            rows: active
                .iter()
                .map(|i| public_inspector(&rule.what.fields, i))
                .collect(),
        });
    }
    Ok(rosters)
}

/// Inspectors of whom a roster may speak outside the office: nobody who left it or is away.
///
/// # Errors
/// When the store fails.
pub(super) fn in_office(v: &dyn View) -> Answer<Vec<Inspector>> {
    let mut people = v.inspectors()?;
    people.retain(|i| i.status.trim() == "active");
    Ok(people)
}

/// The forms of every regime as item lists.
pub fn items(app: &App) -> Vec<PublicItemList> {
    let mut lists = Vec::new();
    for regime in app.regimes.all() {
        let listed = regime.rules.items.iter();
        let items: Vec<_> = listed
            .enumerate()
            .map(|(n, r)| ((n + 1).to_string(), r.what.name.clone(), r.what.basis.clone()))
            .collect();
        let shown = demands(regime, Published::ItemList);
        let cite = regime.rules.items.first().map_or("", |r| r.cite.as_str());
        if !items.is_empty() {
            lists.push(PublicItemList {
                regime: regime.id.clone(),
                regime_title: regime.title.clone(),
                title: regime.short.clone(),
                cite: cite.to_owned(),
                items,
                demands: shown.clone(),
            });
        }
        for form in &regime.forms {
            let items = form
                .items()
                .map(|i| (i.no.clone(), i.text.clone(), i.basis.clone()));
            lists.push(PublicItemList {
                regime: regime.id.clone(),
                regime_title: regime.title.clone(),
                title: form.title.clone(),
                cite: form.cite.clone(),
                items: items.collect(),
                demands: shown.clone(),
            });
        }
    }
    lists
}
