//! A plan (计划): from a regime, its inputs and both rosters to what the draw freezes, and what keeps it from it.
//!
//! Everything shown before the commitment comes from the same values the commitment freezes.

mod duties;
mod frozen;
mod past;
mod staff;

use self::frozen::draw_plan;
pub(super) use self::past::past_visits;
use self::staff::{seat, staff};
use super::rosters::{Roster, field, renewed};
use crate::error::{Answer, Refusal};
use crate::state::App;
use crate::store::View;
use crate::store::record::TaskRecord;
use domain::draw::duty::STICKY;
use domain::draw::plan::{DrawPlan, Seat};
use domain::draw::{InspectorEntry, SubjectEntry};
use domain::id::{InspectorId, SubjectId};
use domain::problem::{Problem, Severity};
use domain::regime::excerpt::Strength;
use domain::regime::pack::Rule as PackRule;
use domain::regime::pack::people::VisitApproval;
use domain::regime::pool::PoolVerdict;
use domain::regime::{
    Entered, Known, PastVisit, PlanInputs, PlanStratum, Regime, SampleSize, check_filter, check_plan,
    check_window, found_lists, inspector_fields_lacking, pool_subject, seats, strata, subject_fields_lacking,
};
use domain::roster::{Inspector, Subject};
use domain::time::Date;
use domain::wire::api::{ExcludedView, PoolPreview, StratumView, TaskDraft};
use std::collections::{BTreeMap, BTreeSet};

/// Reason code of a subject that the plan's own filter leaves out.
pub const FILTERED: &str = "plan.filter";
/// Attribute of a frozen row that names the stratum the regime's conditions give.
const STRATUM: &str = "stratum";

/// A plan worked out over the rosters of one moment.
#[derive(Clone, Debug)]
pub struct Worked {
    /// What the draw freezes; absent while the plan is incomplete.
    pub plan: Option<DrawPlan>,
    /// Subjects as the draw sees them.
    pub subjects: Vec<SubjectEntry>,
    /// Inspectors as the draw sees them.
    pub inspectors: Vec<InspectorEntry>,
    /// The same for people.
    pub preview: PoolPreview,
}

impl Worked {
    /// Whether nothing stands against committing.
    pub fn is_ready(&self) -> bool {
        self.plan.is_some()
            && self
                .preview
                .problems
                .iter()
                .all(|p| p.severity != Severity::Error)
    }
}

/// The inputs of a draft as the regime reads them.
pub fn inputs(draft: &TaskDraft) -> PlanInputs {
    let entered = draft.inputs.iter().map(|(key, input)| {
        let entered = Entered {
            value: input.value.clone(),
            by: input.by.clone(),
        };
        (key.clone(), entered)
    });
    entered.collect()
}

/// How often each subject was drawn this year, inspections of other tasks counted.
///
/// # Errors
/// When the store fails.
pub fn visits_this_year(v: &dyn View, year_of: Date) -> Answer<BTreeMap<SubjectId, u32>> {
    use chrono::Datelike;
    let mut visits = BTreeMap::new();
    for inspection in v.inspections()? {
        // A cap counts what was drawn: complaints and orders come on top of it.
        let drawn = inspection.undrawn.is_none();
        if drawn && inspection.created_at.china_date().year() == year_of.year() {
            *visits.entry(inspection.subject).or_insert(0) += 1;
        }
    }
    Ok(visits)
}

/// Works a plan out.
///
/// # Errors
/// `regime.unknown`, or when the store fails; everything wrong with the plan itself is in its problems.
pub fn work_out(app: &App, v: &dyn View, task: &TaskRecord) -> Answer<Worked> {
    let regime = app.regimes.get(&task.draft.regime)?;
    let draft = &task.draft;
    let inputs = inputs(draft);
    let mut problems = check_plan(regime, &inputs);
    problems.extend(draft_problems(task));
    problems.extend(approval_missing(regime, task));
    problems.extend(check_window(regime, draft.window, &inputs));
    problems.extend(check_filter(
        regime,
        &inputs,
        draft.filter.values().any(|v| !v.is_empty()),
    ));
    let strata = strata(regime, &inputs).unwrap_or_else(|found| {
        problems.extend(new_ones(&problems, found));
        Vec::new()
    });
    let seats = seats(regime, &inputs).unwrap_or_else(|found| {
        problems.extend(new_ones(&problems, found));
        Vec::new()
    });
    let lists = found_lists(regime, &inputs).unwrap_or_else(|found| {
        problems.extend(new_ones(&problems, found));
        Vec::new()
    });
    let past = past_visits(app, v, regime)?;
    let (all, people) = (v.subjects()?, v.inspectors()?);
    let mut pool = subjects(regime, task, &all, &past, &mut problems);
    let staff = staff(regime, draft, &people, &seats);
    problems.extend(lacking(regime, (&all, &pool.entries), (&people, &staff.entries)));
    let seats: Vec<Seat> = seats.iter().map(|s| seat(s, &staff.limited)).collect();
    if staff.entries.iter().all(|i| i.why.is_some()) {
        problems.push(Problem::error("plan.no_inspector", "inspectors"));
    }
    let complete = !strata.is_empty() && !seats.is_empty();
    let roles: Vec<String> = seats.iter().map(|s| s.role.clone()).collect();
    let mut plan = complete.then(|| draw_plan(app, regime, task, &strata, &lists, seats));
    let sticky = match &mut plan {
        Some(plan) => duties::force_into(v, task, plan, &mut pool)?,
        None => None,
    };
    // Who is forced in stands in a stratum of its own.
    let own = strata.iter().map(|s| stratum_view(s, &pool.entries));
    let preview = PoolPreview {
        strata: sticky.into_iter().chain(own).collect(),
        excluded_subjects: pool.out,
        inspectors: staff.entries.iter().filter(|i| i.why.is_none()).count() as u64,
        excluded_inspectors: staff.out,
        subjects_renewed: renewed(v, Roster::Subjects)?,
        inspectors_renewed: renewed(v, Roster::Inspectors)?,
        seats: roles,
        problems,
    };
    Ok(Worked {
        plan,
        subjects: pool.entries,
        inspectors: staff.entries,
        preview,
    })
}

/// The rule that asks for an approval before a check, if any.
pub fn approver(regime: &Regime) -> Option<&PackRule<VisitApproval>> {
    let mut asked = regime.rules.visit_approvals.iter();
    asked.find(|r| r.strength == Strength::Must)
}

/// A regime that asks for an approval before a check lets nothing be drawn before it is given.
fn approval_missing(regime: &Regime, task: &TaskRecord) -> Option<Problem> {
    let rule = approver(regime)?;
    task.approval.is_none().then(|| {
        Problem::error("plan.approval.missing", "approval")
            .with("approver", &rule.what.approver)
            .with("cite", &rule.cite)
    })
}

/// Prescribed fields that the rows about to be frozen lack; who is out of the draw need not be complete.
fn lacking(
    regime: &Regime,
    (all, pool): (&[Subject], &[SubjectEntry]),
    (people, staff): (&[Inspector], &[InspectorEntry]),
) -> Vec<Problem> {
    let pool: BTreeSet<_> = pool.iter().filter(|e| e.why.is_none()).map(|e| &e.id).collect();
    let staff: BTreeSet<_> = staff.iter().filter(|e| e.why.is_none()).map(|e| &e.id).collect();
    let subjects = subject_fields_lacking(regime, all.iter().filter(|s| pool.contains(&s.id)));
    let inspectors = inspector_fields_lacking(regime, people.iter().filter(|i| staff.contains(&i.id)));
    [subjects, inspectors].concat()
}

/// Problems not yet told under the same code and place.
fn new_ones(told: &[Problem], found: Vec<Problem>) -> Vec<Problem> {
    let is_told = |p: &Problem| told.iter().any(|t| t.code == p.code && t.path == p.path);
    found.into_iter().filter(|p| !is_told(p)).collect()
}

fn draft_problems(task: &TaskRecord) -> Vec<Problem> {
    let draft = &task.draft;
    let mut found = Vec::new();
    if draft.approver.as_ref() == Some(&task.created_by) {
        found.push(Problem::error("plan.approver.own", "approver"));
    }
    if draft.title.trim().is_empty() {
        found.push(Problem::error("plan.title.missing", "title"));
    }
    if draft.window.0 > draft.window.1 {
        found.push(Problem::error("plan.window.order", "window"));
    }
    if draft.witnesses.is_empty() {
        found.push(Problem::warning("plan.witness.none", "witnesses"));
    }
    let distinct: BTreeSet<_> = draft.witnesses.iter().collect();
    if distinct.len() != draft.witnesses.len() {
        found.push(Problem::error("plan.witness.twice", "witnesses"));
    }
    found
}

struct Pool {
    entries: Vec<SubjectEntry>,
    out: Vec<ExcludedView>,
}

fn subjects(
    regime: &Regime,
    task: &TaskRecord,
    all: &[Subject],
    past: &BTreeMap<SubjectId, Vec<PastVisit>>,
    problems: &mut Vec<Problem>,
) -> Pool {
    let draft = &task.draft;
    let inputs = &inputs(draft);
    let mut pool = Pool {
        entries: Vec::new(),
        out: Vec::new(),
    };
    for subject in all {
        let known = Known {
            past: past.get(&subject.id).map_or(&[], Vec::as_slice),
            day: draft.window.0,
            inputs,
        };
        let kept = draft
            .filter
            .iter()
            .all(|(name, values)| values.is_empty() || values.iter().any(|v| v == field(subject, name)));
        let verdict = pool_subject(regime, subject, known);
        let mut attrs = BTreeMap::from([
            ("class".to_owned(), subject.class.clone()),
            ("risk".to_owned(), subject.risk.clone()),
        ]);
        let why = match verdict {
            PoolVerdict::In { stratum, warnings } => {
                attrs.insert(STRATUM.to_owned(), stratum);
                problems.extend(warnings);
                (!kept).then(|| (FILTERED.to_owned(), String::new()))
            }
            PoolVerdict::Out { code, cite, .. } => Some((code, cite)),
        };
        attrs.retain(|_, value| !value.is_empty());
        if let Some((code, cite)) = &why {
            pool.out.push(ExcludedView {
                id: subject.id.to_string(),
                name: subject.name.clone(),
                code: code.clone(),
                cite: cite.clone(),
            });
        }
        pool.entries.push(SubjectEntry {
            id: subject.id.clone(),
            attrs,
            why: why.map(|(code, _)| code),
        });
    }
    pool
}

fn stratum_view(stratum: &PlanStratum, pool: &[SubjectEntry]) -> StratumView {
    let members = pool
        .iter()
        .filter(|s| {
            s.why.is_none() && !s.attrs.contains_key(STICKY) && s.attrs.get(STRATUM) == Some(&stratum.key)
        })
        .count();
    let n = u32::try_from(members).unwrap_or(u32::MAX);
    let words = match stratum.size {
        SampleSize::All => format!("{n}"),
        SampleSize::RatioCeil { num, den, min: 0 } => format!("ceil({n} × {num} / {den})"),
        SampleSize::RatioCeil { num, den, min } => format!("max({min}, ceil({n} × {num} / {den}))"),
        SampleSize::Count { n: count } => format!("min({n}, {count})"),
    };
    StratumView {
        key: stratum.key.clone(),
        label: stratum.label_zh.clone(),
        pool: u64::from(n),
        rule: words,
        sample: u64::from(stratum.size.of(n)),
        cite: stratum.cite.clone(),
    }
}

/// Refuses a plan that is not ready, with every problem.
///
/// # Errors
/// `plan.incomplete`.
pub fn ready(worked: Worked) -> Answer<(DrawPlan, Vec<SubjectEntry>, Vec<InspectorEntry>, PoolPreview)> {
    let ready = worked.is_ready();
    match worked.plan {
        Some(plan) if ready => Ok((plan, worked.subjects, worked.inspectors, worked.preview)),
        Some(_) | None => {
            Err(Refusal::from(crate::error::Code::PlanIncomplete).with(worked.preview.problems))
        }
    }
}

/// Names of inspectors by id, for answers.
///
/// # Errors
/// When the store fails.
pub fn inspector_names(v: &dyn View) -> Answer<BTreeMap<InspectorId, String>> {
    Ok(v.inspectors()?.into_iter().map(|i| (i.id, i.name)).collect())
}
