//! Writing a plan: what is drawn, what the regime leaves open, when, who witnesses, from which pool.
//!
//! `data-testid`: `plan-form`, `plan-title`, `plan-regime`, `plan-input-{id}`, `plan-input-{id}-gap`,
//! `plan-from`, `plan-until`, `plan-deadline`, `plan-witness-{user}`, `plan-approver`,
//! `plan-filter-{field}-{value}`, `plan-save`, `plan-refused`.

pub mod inputs;
pub mod pool;

use super::frame::Head;
use super::regimes;
use crate::hooks::remote::{UseAct, use_act, use_remote};
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::shell::{dom, http};
use crate::state::office::plan::{Edit, Fault, PlanForm};
use crate::state::remote::Failure;
use crate::ui::{Banner, Button, ButtonKind, Card, Failed, Field, Select, TextInput, Tone, remote};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::api::{PlanInputView, RegimePage, RegimeSummary, TaskDetail, TaskDraft};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// Sentences by the path of their field.
type Errors = BTreeMap<String, AttrValue>;

/// A new plan.
#[component]
pub fn NewPlan() -> Html {
    let t = use_t();
    html! {
        <>
            <Head title={t.plan.title_new} back={OfficeRoute::Tasks} />
            <PlanEditor />
        </>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct EditPlanProps {
    pub id: AttrValue,
}

/// The plan of an existing draft.
#[component]
pub fn EditPlan(props: &EditPlanProps) -> Html {
    let t = use_t();
    let task = use_remote::<TaskDetail>(Some(format!("/api/v1/tasks/{}", props.id).into()));
    html! {
        <>
            <Head title={t.plan.title_edit} back={OfficeRoute::Task { id: props.id.to_string() }} />
            { remote(&task, |task| html! { <PlanEditor task={task.clone()} /> }) }
        </>
    }
}

/// A new plan that begins as a copy of one that came to nothing.
#[component]
pub fn PlanAfter(props: &EditPlanProps) -> Html {
    let t = use_t();
    let task = use_remote::<TaskDetail>(Some(format!("/api/v1/tasks/{}", props.id).into()));
    html! {
        <>
            <Head title={t.plan.title_new} back={OfficeRoute::Task { id: props.id.to_string() }} />
            { remote(&task, |task| html! { <PlanEditor copy={task.clone()} /> }) }
        </>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct PlanEditorProps {
    /// The task whose plan changes.
    #[prop_or_default]
    task: Option<Rc<TaskDetail>>,
    /// The task a new plan is copied from.
    #[prop_or_default]
    copy: Option<Rc<TaskDetail>>,
}

#[component]
fn PlanEditor(props: &PlanEditorProps) -> Html {
    let t = use_t();
    let now = use_seat().map(|seat| seat.now()).unwrap_or_default();
    let form = {
        let task = props.task.clone().or(props.copy.clone());
        use_reducer_eq(move || task.map_or_else(|| PlanForm::fresh(now), |task| PlanForm::of(&task.draft)))
    };
    let errors = use_state_eq(Errors::new);
    let act = use_act();
    let regimes = use_remote::<Vec<RegimeSummary>>(Some("/api/v1/regimes".into()));
    let chosen = (!form.regime.is_empty()).then(|| format!("/api/v1/regimes/{}", form.regime).into());
    let regime = use_remote::<RegimePage>(chosen);
    let asked = regime
        .state
        .value()
        .map(|page| page.inputs.clone())
        .unwrap_or_default();
    let save = use_save(props.task.clone(), &act, &errors);
    let onclick = {
        let (form, asked) = (form.clone(), asked.clone());
        Callback::from(move |_: MouseEvent| save.emit(((*form).clone(), asked.clone(), now)))
    };
    let edit = {
        let dispatch = form.dispatcher();
        Callback::from(move |edit: Edit| dispatch.dispatch(edit))
    };
    html! {
        <div class="stack loose" data-testid="plan-form">
            { what(t, &form, &edit, &errors, regimes.state.value().map(|r| r.as_slice()).unwrap_or_default()) }
            if let Some(failure) = regimes.state.failure() { <Failed failure={failure.clone()} on_retry={regimes.reload.clone()} /> }
            <Card title={t.plan.section_inputs}>
                if form.regime.is_empty() {
                    <p class="soft">{ t.plan.inputs_wait }</p>
                } else {
                    { remote(&regime, |page| html! {
                        <inputs::Inputs asked={page.inputs.clone()} form={(*form).clone()} errors={(*errors).clone()} edit={edit.clone()}
                            before={props.task.as_ref().map(|task| task.draft.inputs.clone()).unwrap_or_default()} />
                    }) }
                }
            </Card>
            { when(t, &form, &edit, &errors) }
            <pool::Witnesses form={(*form).clone()} edit={edit.clone()} />
            <pool::Approver chosen={form.approver.clone()} error={errors.get("approver").cloned()} edit={edit.clone()} />
            <pool::Filter form={(*form).clone()} edit={edit.clone()} />
            if !errors.is_empty() {
                <Banner tone={Tone::Danger} title={(t.plan.incomplete)(errors.len())} testid="plan-refused">
                    <ul>{ for errors.values().map(|e| html! { <li>{ e.clone() }</li> }) }</ul>
                </Banner>
            }
            if let Some(failure) = &act.failure {
                if failure.code() != Some("plan.incomplete") { <Failed failure={failure.clone()} /> }
            }
            <div class="row end">
                <Button kind={ButtonKind::Primary} busy={act.busy} {onclick} testid="plan-save">
                    { if act.busy { t.plan.saving } else { t.plan.save } }
                </Button>
            </div>
        </div>
    }
}

type Save = Callback<(PlanForm, Vec<PlanInputView>, Timestamp)>;

/// Checks, submits, and goes to the task; faults of either side land at their fields.
#[hook]
fn use_save(task: Option<Rc<TaskDetail>>, act: &UseAct, errors: &UseStateHandle<Errors>) -> Save {
    let t = use_t();
    let navigator = use_navigator();
    {
        let errors = errors.setter();
        use_effect_with(act.failure.clone(), move |failure| {
            if let Some(Failure::Refused { body, .. }) = failure {
                errors.set(body.problems.iter().map(|p| refused_field(t, p)).collect());
            }
        });
    }
    let (act, errors) = (act.clone(), errors.setter());
    Callback::from(
        move |(form, asked, now): (PlanForm, Vec<PlanInputView>, Timestamp)| {
            let draft = match form.draft(&asked, now) {
                Ok(draft) => draft,
                Err(faults) => {
                    if let Some(path) = faults.keys().next() {
                        dom::reveal(&field_id(path));
                    }
                    errors.set(
                        faults
                            .into_iter()
                            .map(|(path, f)| named(t, &asked, path, f))
                            .collect(),
                    );
                    return;
                }
            };
            errors.set(Errors::new());
            let (id, navigator) = (
                task.as_ref().map(|task| task.summary.id.clone()),
                navigator.clone(),
            );
            act.start(
                async move { submit(id.map(|id| id.to_string()), &draft).await },
                move |id| {
                    if let Some(navigator) = navigator {
                        navigator.push(&OfficeRoute::Task { id });
                    }
                },
            );
        },
    )
}

async fn submit(id: Option<String>, draft: &TaskDraft) -> Result<String, Failure> {
    match id {
        Some(id) => {
            let task: TaskDetail = http::put(&format!("/api/v1/tasks/{id}"), draft).await?;
            Ok(task.summary.id.to_string())
        }
        None => {
            let task: TaskDetail = http::post("/api/v1/tasks", draft).await?;
            Ok(task.summary.id.to_string())
        }
    }
}

fn refused_field(t: &Messages, problem: &Problem) -> (String, AttrValue) {
    (problem.path.clone(), (t.plan.problem)(problem).into())
}

/// The sentence of a fault, with the name of its field in front so that the list at the end can be read alone.
fn named(t: &Messages, asked: &[PlanInputView], path: String, fault: Fault) -> (String, AttrValue) {
    let p = &t.plan;
    let name = match path.as_str() {
        "title" => p.title,
        "regime" => p.regime,
        "window.0" => p.window_from,
        "window.1" => p.window_until,
        "deadline" => p.deadline,
        other => asked
            .iter()
            .find(|i| other.strip_prefix("inputs.") == Some(&i.id))
            .map_or(other, |i| &i.label),
    };
    let why = match fault {
        Fault::Missing => p.required,
        Fault::Number => p.bad_number,
        Fault::Ratio => p.bad_ratio,
        Fault::Date => p.bad_date,
        Fault::Reversed => p.window_reversed,
        Fault::Past => p.deadline_past,
    };
    let sentence = (p.fault)(name, why);
    (path, sentence.into())
}

/// The control of a path.
fn field_id(path: &str) -> String {
    format!("plan-{}", path.replace('.', "-"))
}

fn what(
    t: &'static Messages,
    form: &PlanForm,
    edit: &Callback<Edit>,
    errors: &Errors,
    regimes: &[RegimeSummary],
) -> Html {
    let choices = regimes::choices(t.plan.regime_choose, regimes);
    let title = regimes::title_of(&form.regime, regimes);
    html! {
        <Card title={t.plan.section_what}>
            <Field label={t.plan.title} id="plan-title" hint={t.plan.title_hint} error={errors.get("title").cloned()}>
                <TextInput id="plan-title" value={form.title.clone()} oninput={edit.reform(Edit::Title)} testid="plan-title" />
            </Field>
            <Field label={t.plan.regime} id="plan-regime" hint={title} error={errors.get("regime").cloned()}>
                <Select id="plan-regime" {choices} selected={form.regime.clone()} on_change={edit.reform(Edit::Regime)} testid="plan-regime" />
            </Field>
        </Card>
    }
}

fn when(t: &'static Messages, form: &PlanForm, edit: &Callback<Edit>, errors: &Errors) -> Html {
    html! {
        <Card title={t.plan.section_when}>
            <div class="grid">
                <Field label={t.plan.window_from} id="plan-window-0" error={errors.get("window.0").cloned()}>
                    <TextInput id="plan-window-0" kind="date" value={form.from.clone()} oninput={edit.reform(Edit::From)} testid="plan-from" />
                </Field>
                <Field label={t.plan.window_until} id="plan-window-1" error={errors.get("window.1").cloned()}>
                    <TextInput id="plan-window-1" kind="date" value={form.until.clone()} oninput={edit.reform(Edit::Until)} testid="plan-until" />
                </Field>
                <Field label={t.plan.deadline} id="plan-deadline" hint={t.plan.deadline_hint} error={errors.get("deadline").cloned()}>
                    <TextInput id="plan-deadline" kind="datetime-local" value={form.deadline.clone()} oninput={edit.reform(Edit::Deadline)} testid="plan-deadline" />
                </Field>
            </div>
        </Card>
    }
}
