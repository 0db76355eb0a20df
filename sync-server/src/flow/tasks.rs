//! Tasks (抽查任务): the plan is written, changed, committed once, opened once.

use super::log::Act;
use super::{changes, draw, plan};
use crate::error::{Answer, Code, Refusal};
use crate::messages::regime::{USE_OPTIONS, derived_label};
use crate::regimes::Regimes;
use crate::state::App;
use crate::store::record::TaskRecord;
use crate::store::{Tx, View};
use domain::assignment::DueDate;
use domain::id::{TaskId, UserId};
use domain::regime::pack::gap::GapKind;
use domain::regime::read_aloud::guide::{Moment, guide};
use domain::regime::{Derived, PlanInput, Regime, plan_inputs};
use domain::time::Timestamp;
use domain::wire::api::{
    EnteredInput, PlanInputView, PoolPreview, TaskApproval, TaskDetail, TaskDraft, TaskState, TaskSummary,
    WitnessStatus,
};
use sha2::{Digest, Sha256};

/// Writes a new task.
///
/// # Errors
/// `regime.unknown`.
pub fn create(app: &App, tx: &dyn Tx, draft: TaskDraft, by: &UserId, now: Timestamp) -> Answer<TaskDetail> {
    app.regimes.get(&draft.regime)?;
    let number = tx.tasks()?.len() + 1;
    let record = TaskRecord {
        id: TaskId(format!("t{}-{number:03}", now.china_date().format("%Y"))),
        draft: entered(tx, draft, None, by, now)?,
        state: TaskState::Draft,
        created_at: now,
        created_by: by.clone(),
        approval: None,
        seq: None,
        commit_index: None,
        commit_leaf: None,
        commitment: None,
        checkpoint: None,
        strata: Vec::new(),
        drawn: Vec::new(),
        load_cap: None,
        infeasible: Vec::new(),
        opened_at: None,
        chain: None,
        changes: Vec::new(),
    };
    tx.put_task(&record)?;
    detail(app, tx, &record)
}

/// Changes the plan of a task that is not committed yet.
///
/// # Errors
/// `task.unknown`, `task.state`, `regime.unknown`.
pub fn change(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    draft: TaskDraft,
    by: &UserId,
    now: Timestamp,
) -> Answer<TaskDetail> {
    app.regimes.get(&draft.regime)?;
    let mut record = tx.task(id)?.ok_or(Code::TaskUnknown)?;
    let changeable = matches!(record.state, TaskState::Draft | TaskState::AwaitingCommitments)
        || (record.state == TaskState::Infeasible && record.commit_index.is_none());
    if !changeable {
        return Err(Code::TaskState.into());
    }
    if record.draft.approver != draft.approver {
        // A chain is one person's.
        record.chain = None;
    }
    record.draft = entered(tx, draft, Some(&record.draft), by, now)?;
    record.state = TaskState::Draft;
    record.approval = None;
    record.infeasible = Vec::new();
    tx.put_task(&record)?;
    detail(app, tx, &record)
}

/// Approves a plan before its checks. Four eyes: nobody approves the plan he wrote, and a plan that changes
/// afterwards is approved anew.
///
/// # Errors
/// `task.unknown`, `task.state`, `task.own_approval`.
pub fn approve(app: &App, tx: &dyn Tx, id: &TaskId, by: &UserId, now: Timestamp) -> Answer<TaskDetail> {
    let mut record = tx.task(id)?.ok_or(Code::TaskUnknown)?;
    if record.state != TaskState::Draft {
        return Err(Code::TaskState.into());
    }
    if &record.created_by == by {
        return Err(Code::TaskOwnApproval.into());
    }
    let plan =
        serde_json::to_string(&record.draft).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    let act = Act::Approve {
        task: id.clone(),
        plan: hex::encode(Sha256::digest(plan)),
        by: by.clone(),
    };
    app.book.note(tx, &app.keys, &act, now)?;
    record.approval = Some(TaskApproval {
        by: by.clone(),
        name: tx.account(by)?.map_or_else(|| by.to_string(), |a| a.name),
        at: now,
    });
    tx.put_task(&record)?;
    detail(app, tx, &record)
}

/// The draft with who entered each input and when; an unchanged input keeps its first name.
fn entered(
    v: &dyn View,
    mut draft: TaskDraft,
    before: Option<&TaskDraft>,
    by: &UserId,
    now: Timestamp,
) -> Answer<TaskDraft> {
    let name = v.account(by)?.map_or_else(|| by.to_string(), |a| a.name);
    draft.inputs.retain(|_, input| !input.value.trim().is_empty());
    for (key, input) in &mut draft.inputs {
        let value = input.value.trim().to_owned();
        let kept = before
            .and_then(|b| b.inputs.get(key))
            .filter(|b| b.value == value);
        *input = kept.cloned().unwrap_or_else(|| EnteredInput {
            value,
            by: name.clone(),
            at: now,
        });
    }
    Ok(draft)
}

/// The pool of a plan as it stands now.
///
/// # Errors
/// `task.unknown`.
pub fn pool(app: &App, v: &dyn View, id: &TaskId) -> Answer<PoolPreview> {
    let record = v.task(id)?.ok_or(Code::TaskUnknown)?;
    Ok(plan::work_out(app, v, &record)?.preview)
}

/// Whether the rules of the plan count now, or those of a drawn team.
fn moment(state: TaskState) -> Moment<'static> {
    match state {
        TaskState::Drawn => Moment::Drawn,
        TaskState::Draft
        | TaskState::AwaitingCommitments
        | TaskState::Committed
        | TaskState::Revealed
        | TaskState::Infeasible
        | TaskState::Void => Moment::Plan,
    }
}

/// A task as the office sees it.
///
/// # Errors
/// When the store fails.
pub fn detail(app: &App, v: &dyn View, record: &TaskRecord) -> Answer<TaskDetail> {
    let regime = app.regimes.get(&record.draft.regime)?;
    Ok(TaskDetail {
        guide: guide(regime, moment(record.state)),
        summary: summary(record),
        draft: record.draft.clone(),
        inputs: input_views(regime),
        witnesses: witnesses(v, record)?,
        seq: record.seq,
        approver: super::plan::approver(regime).map_or_else(String::new, |rule| rule.what.approver.clone()),
        approval: record.approval.clone(),
        commitment: record.commitment.clone(),
        drawn: record.drawn.clone(),
        strata: record.strata.clone(),
        load_cap: record.load_cap,
        infeasible: record.infeasible.clone(),
        change_approver: changes::approver(v, record)?,
        change_rules: changes::rules(regime, record),
        changes: changes::views(v, record)?,
        due: due(&app.regimes, regime, record),
    })
}

/// A task in a list.
pub fn summary(record: &TaskRecord) -> TaskSummary {
    TaskSummary {
        id: record.id.clone(),
        title: record.draft.title.clone(),
        regime: record.draft.regime.clone(),
        state: record.state,
        drawn: u32::try_from(record.drawn.len()).unwrap_or(u32::MAX),
        created_at: record.created_at,
    }
}

/// The witnesses of a task and what each has given.
///
/// # Errors
/// When the store fails.
pub fn witnesses(v: &dyn View, record: &TaskRecord) -> Answer<Vec<WitnessStatus>> {
    let mut found = Vec::new();
    for user in &record.draft.witnesses {
        found.push(draw::witness_status(v, &record.id, user)?);
    }
    Ok(found)
}

/// The required inputs of a regime for a form.
pub fn input_views(regime: &Regime) -> Vec<PlanInputView> {
    plan_inputs(regime).into_iter().map(input_view).collect()
}

fn input_view(input: PlanInput) -> PlanInputView {
    let (kind, options) = match input.value {
        GapKind::Integer { .. } => ("integer", Vec::new()),
        GapKind::Decimal { .. } => ("decimal", Vec::new()),
        GapKind::Percent { .. } => ("ratio", Vec::new()),
        GapKind::Text => ("text", Vec::new()),
        GapKind::Choice { options } => {
            let named = options.into_iter().map(|o| (o.id, o.label)).collect();
            ("choice", named)
        }
    };
    let (label, why, options) = match input.derived {
        None => (input.label_zh, input.why_zh, options),
        Some(what) => {
            let (label, why) = derived_label(what, &input.label_zh);
            let uses = (what == Derived::Use)
                .then(|| USE_OPTIONS.map(|(id, label)| (id.into(), label.into())).into());
            (label, why, uses.unwrap_or_default())
        }
    };
    PlanInputView {
        id: input.input,
        label,
        kind: kind.to_owned(),
        unit: input.unit,
        options,
        optional: input.derived.is_some(),
        only_if: input.only_if.map(|condition| (condition.input, condition.is)),
        why,
        cite: input.cite,
        gap: input.gap,
    }
}

/// The clocks of the regime that bear on a task: those of its year, and those whose event has no date yet.
fn due(regimes: &Regimes, regime: &Regime, record: &TaskRecord) -> Vec<DueDate> {
    super::clocks::of_task(regimes, regime, record)
}
