//! A task from plan to result: one screen that always says where it stands and what comes next.
//!
//! `data-testid`: `task` (`data-state`), `task-now`, `task-edit`, `task-commit`, `task-commit-confirm`,
//! `task-open`, `task-open-confirm`, `task-live`, `task-again`; further ones in [`pool`], [`witnesses`],
//! [`result`], [`feeds`], [`chain`], [`changes`].

pub mod chain;
pub mod changes;
pub mod feeds;
pub mod plan;
pub mod pool;
pub mod result;
pub mod witnesses;

use super::clocks::due_list;
use super::frame::Head;
use super::tasks::state_tag;
use crate::hooks::poll::use_poll;
use crate::hooks::remote::{UseAct, use_act, use_remote};
use crate::hooks::session::{Seat, use_seat};
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::shell::http;
use crate::state::office::changes::{Viewer, awaits_chain, waits};
use crate::ui::{
    Banner, Button, ButtonKind, Card, Dialog, IconName, LinkButton, Tag, ToldRules, Tone, refused, remote,
};
use domain::access::Action;
use domain::wire::api::{TaskDetail, TaskState};
use std::rc::Rc;
use yew::prelude::*;

/// While witnesses act elsewhere, this often in milliseconds: quick enough to feel live, slow enough for one
/// small office server.
const POLL_MS: u32 = 2_000;

#[derive(Properties, PartialEq, Debug)]
pub struct TaskProps {
    pub id: AttrValue,
}

/// What a button of this screen does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Approve,
    Commit,
    Open,
}

/// One task.
#[component]
pub fn Task(props: &TaskProps) -> Html {
    let t = use_t();
    let seat = use_seat();
    let task = use_remote::<TaskDetail>(Some(format!("/api/v1/tasks/{}", props.id).into()));
    let state = task.state.value().map(|task| task.summary.state);
    let waiting = matches!(
        state,
        Some(TaskState::AwaitingCommitments | TaskState::Committed | TaskState::Revealed)
    );
    // Whoever approves changes looks on while somebody else commits.
    let drafted =
        |task: &TaskDetail| task.summary.state == TaskState::Draft && task.change_approver.is_some();
    let known = task.state.value();
    let waiting = waiting || known.is_some_and(|task| waits(task) || drafted(task));
    use_poll(task.reload.clone(), POLL_MS, waiting);
    let act = use_act();
    let asking = use_state_eq(|| None::<Deed>);
    let title = task
        .state
        .value()
        .map_or(AttrValue::from(""), |task| task.summary.title.clone().into());
    let ask = |deed: Deed| {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(Some(deed)))
    };
    let deed = *asking;
    html! {
        <>
            <Head {title} back={OfficeRoute::Tasks}>
                if let Some(task) = task.state.value() {
                    { state_tag(t, task.summary.state) }
                    { approval(t, task, seat.as_ref(), act.busy, &ask(Deed::Approve)) }
                    { buttons(t, task, seat.as_ref(), act.busy, &ask(Deed::Commit), &ask(Deed::Open)) }
                }
            </Head>
            if let Some(failure) = &act.failure { { refused(failure, "task-problem", t.draw.problem) } }
            { remote(&task, |shown| view(t, seat.as_ref(), shown, &task.reload)) }
            if let Some(deed) = deed { { confirm(t, deed, &props.id, &act, &asking, &task.reload) } }
        </>
    }
}

/// Where the regime asks for an approval before the checks: who gave it, or the button that gives it.
fn approval(
    t: &'static Messages,
    task: &TaskDetail,
    seat: Option<&Seat>,
    busy: bool,
    approve: &Callback<MouseEvent>,
) -> Html {
    let may = seat.is_some_and(|seat| seat.may(Action::Approve)) && task.summary.state == TaskState::Draft;
    match &task.approval {
        _ if task.approver.is_empty() => Html::default(),
        Some(given) => html! {
            <Tag tone={Tone::Ok} testid="task-approved">{ (t.draw.approved)(&given.name, &given.at.china_minute()) }</Tag>
        },
        None if may => html! {
            <Button kind={ButtonKind::Primary} {busy} onclick={approve} testid="task-approve">{ t.draw.approve }</Button>
        },
        None => {
            html! { <Tag tone={Tone::Warn} testid="task-approval-open">{ (t.draw.approval_open)(&task.approver) }</Tag> }
        }
    }
}

fn buttons(
    t: &'static Messages,
    task: &TaskDetail,
    seat: Option<&Seat>,
    busy: bool,
    commit: &Callback<MouseEvent>,
    open: &Callback<MouseEvent>,
) -> Html {
    let may = seat.is_some_and(|seat| seat.may(Action::Draw));
    let (id, state) = (task.summary.id.to_string(), task.summary.state);
    let live = html! {
        <LinkButton<OfficeRoute> to={OfficeRoute::Live { id: id.clone() }} icon={IconName::Desk} testid="task-live">{ t.draw.live }</LinkButton<OfficeRoute>>
    };
    match state {
        TaskState::Draft if may => html! {
            <>
                <LinkButton<OfficeRoute> to={OfficeRoute::Plan { id }} icon={IconName::Pen} testid="task-edit">{ t.draw.edit_plan }</LinkButton<OfficeRoute>>
                <Button kind={ButtonKind::Primary} {busy} onclick={commit} testid="task-commit">{ if busy { t.draw.committing } else { t.draw.commit } }</Button>
            </>
        },
        TaskState::Revealed if may => html! {
            <>
                { live }
                <Button kind={ButtonKind::Primary} {busy} onclick={open} testid="task-open">{ if busy { t.draw.opening } else { t.draw.open } }</Button>
            </>
        },
        TaskState::AwaitingCommitments if may => html! {
            <>
                <LinkButton<OfficeRoute> to={OfficeRoute::Plan { id }} icon={IconName::Pen} testid="task-edit">{ t.draw.edit_plan }</LinkButton<OfficeRoute>>
                { live }
            </>
        },
        // Not committed yet: the plan itself may change; otherwise a new one follows it.
        TaskState::Infeasible if may && task.commitment.is_none() => html! {
            <LinkButton<OfficeRoute> to={OfficeRoute::Plan { id }} kind={ButtonKind::Primary} icon={IconName::Pen} testid="task-edit">{ t.draw.edit_plan }</LinkButton<OfficeRoute>>
        },
        TaskState::Infeasible | TaskState::Void if may => html! {
            <LinkButton<OfficeRoute> to={OfficeRoute::PlanAfter { id }} kind={ButtonKind::Primary} testid="task-again">{ t.draw.new_from_this }</LinkButton<OfficeRoute>>
        },
        TaskState::AwaitingCommitments | TaskState::Committed | TaskState::Revealed | TaskState::Drawn => {
            live
        }
        TaskState::Draft | TaskState::Infeasible | TaskState::Void => Html::default(),
    }
}

fn confirm(
    t: &'static Messages,
    deed: Deed,
    id: &AttrValue,
    act: &UseAct,
    asking: &UseStateHandle<Option<Deed>>,
    reload: &Callback<()>,
) -> Html {
    let (title, words, verb, path, testid) = match deed {
        Deed::Approve => (
            t.draw.approve,
            t.draw.approve_words,
            t.draw.approve,
            "approval",
            "task-approve-confirm",
        ),
        Deed::Commit => (
            t.draw.commit_title,
            t.draw.commit_words,
            t.draw.commit,
            "commit",
            "task-commit-confirm",
        ),
        Deed::Open => (
            t.draw.open_title,
            t.draw.open_words,
            t.draw.open,
            "open",
            "task-open-confirm",
        ),
    };
    let close = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let go = {
        let (act, close, reload) = (act.clone(), close.clone(), reload.clone());
        let path = format!("/api/v1/tasks/{id}/{path}");
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            let (path, reload, after) = (path.clone(), reload.clone(), reload.clone());
            act.start(
                async move {
                    let answer = http::post::<_, TaskDetail>(&path, &()).await;
                    // A refusal may have moved the task (infeasible, void): what stands now is shown beside it.
                    if answer.is_err() {
                        after.emit(());
                    }
                    answer
                },
                move |_| reload.emit(()),
            );
        })
    };
    let actions = html! {
        <>
            <Button onclick={close.reform(|_: MouseEvent| ())}>{ t.common.cancel }</Button>
            <Button kind={ButtonKind::Primary} onclick={go} {testid}>{ verb }</Button>
        </>
    };
    html! { <Dialog {title} on_close={close} {actions}><p>{ words }</p></Dialog> }
}

fn view(t: &'static Messages, seat: Option<&Seat>, task: &Rc<TaskDetail>, reload: &Callback<()>) -> Html {
    let state = task.summary.state;
    // What stands against committing changes when a chain comes in: the preview is asked for again.
    let given = awaits_chain(task).to_string();
    let today = seat.map(|seat| seat.now().china_date());
    html! {
        <div class="stack loose" data-testid="task" data-state={format!("{state:?}")}>
            { steps(t, task) }
            <Banner tone={tone(state)} testid="task-now"><p>{ (t.draw.now)(state) }</p></Banner>
            { infeasible(t, task) }
            { by_approver(task, seat, reload) }
            if state == TaskState::Drawn { <result::Result task={(**task).clone()} /> }
            if let Some(viewer) = viewer(seat).filter(|_| state == TaskState::Drawn) { <changes::Changes task={task.clone()} {viewer} reload={reload.clone()} /> }
            if state == TaskState::Drawn && seat.is_some_and(|seat| seat.may(Action::Publish)) { <feeds::Feeds id={task.summary.id.to_string()} /> }
            if let Some(commitment) = &task.commitment { <witnesses::Commitment commitment={commitment.clone()} seq={task.seq} /> }
            if state != TaskState::Draft { { witnesses::witnesses(t, task) } }
            if !task.strata.is_empty() && state != TaskState::Draft { <Card title={t.draw.strata}>{ pool::strata(t, &task.strata) }</Card> }
            if state == TaskState::Draft { <pool::Pool key={given} id={task.summary.id.to_string()} /> }
            { plan::plan(t, task) }
            if !task.guide.is_empty() {
                <details class="card excluded" data-testid="task-guide">
                    <summary>{ t.draw.guide }</summary>
                    <ToldRules rules={task.guide.clone()} />
                </details>
            }
            if !task.due.is_empty() { <Card title={t.draw.due}>{ due_list(t, today, &task.due) }</Card> }
        </div>
    }
}

/// The chain of who approves changes, while it can still be given.
fn by_approver(task: &Rc<TaskDetail>, seat: Option<&Seat>, reload: &Callback<()>) -> Html {
    match (task.summary.state, viewer(seat)) {
        (TaskState::Draft | TaskState::AwaitingCommitments, Some(viewer)) => {
            html! { <chain::Chain task={task.clone()} {viewer} reload={reload.clone()} /> }
        }
        (
            TaskState::Draft
            | TaskState::AwaitingCommitments
            | TaskState::Committed
            | TaskState::Revealed
            | TaskState::Drawn
            | TaskState::Infeasible
            | TaskState::Void,
            _,
        ) => Html::default(),
    }
}

fn viewer(seat: Option<&Seat>) -> Option<Viewer> {
    let seat = seat?;
    Some(Viewer {
        user: seat.session.user.clone(),
        draws: seat.may(Action::Draw),
        approves: seat.may(Action::Approve),
    })
}

fn tone(state: TaskState) -> Tone {
    match state {
        TaskState::Draft | TaskState::AwaitingCommitments | TaskState::Committed => Tone::Accent,
        TaskState::Revealed => Tone::Warn,
        TaskState::Drawn => Tone::Ok,
        TaskState::Infeasible | TaskState::Void => Tone::Danger,
    }
}

/// The four steps; the current one is named to assistive technology.
fn steps(t: &'static Messages, task: &TaskDetail) -> Html {
    let at = match task.summary.state {
        TaskState::Draft => 0,
        // Refused before anything was committed.
        TaskState::Infeasible if task.commitment.is_none() => 1,
        TaskState::AwaitingCommitments => 1,
        TaskState::Committed => 2,
        TaskState::Revealed | TaskState::Infeasible | TaskState::Void => 3,
        TaskState::Drawn => 4,
    };
    let d = &t.draw;
    html! {
        <ol class="steps" aria-label={d.steps}>
            { for [d.step_plan, d.step_commit, d.step_reveal, d.step_open].into_iter().enumerate().map(|(n, words)| {
                let data = match n.cmp(&at) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "later",
                };
                html! { <li data-step={data} aria-current={(data == "now").then_some("step")}><span>{ n + 1 }</span>{ words }</li> }
            }) }
        </ol>
    }
}

fn infeasible(t: &'static Messages, task: &TaskDetail) -> Html {
    if task.infeasible.is_empty() {
        return Html::default();
    }
    html! {
        <Banner tone={Tone::Danger} title={t.draw.infeasible} testid="task-infeasible">
            <ul>{ for task.infeasible.iter().map(|p| html! { <li data-testid="task-problem">{ (t.draw.problem)(p) }</li> }) }</ul>
            <p>{ if task.commitment.is_some() { t.draw.infeasible_hint } else { t.draw.infeasible_before } }</p>
        </Banner>
    }
}
