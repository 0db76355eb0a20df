//! All tasks: each is one plan, drawn once.
//!
//! `data-testid`: `tasks`, `new-task`, `task-link-{id}`.

use super::frame::Head;
use crate::hooks::remote::use_remote;
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::{ButtonKind, Card, Empty, LinkButton, Tag, Tone, remote};
use domain::access::Action;
use domain::wire::api::{TaskState, TaskSummary};
use yew::prelude::*;
use yew_router::prelude::*;

/// The list.
#[component]
pub fn Tasks() -> Html {
    let t = use_t();
    let may_draw = use_seat().is_some_and(|seat| seat.may(Action::Draw));
    let tasks = use_remote::<Vec<TaskSummary>>(Some("/api/v1/tasks".into()));
    html! {
        <>
            <Head title={t.plan.tasks}>
                if may_draw {
                    <LinkButton<OfficeRoute> to={OfficeRoute::NewTask} kind={ButtonKind::Primary} testid="new-task">{ t.plan.new_task }</LinkButton<OfficeRoute>>
                }
            </Head>
            { remote(&tasks, |tasks| html! {
                if tasks.is_empty() {
                    <Empty title={t.plan.none}><p>{ t.plan.none_hint }</p></Empty>
                } else {
                    <Card testid="tasks"><ul class="lines">{ for tasks.iter().map(|task| task_row(t, task)) }</ul></Card>
                }
            }) }
        </>
    }
}

/// One task in a list.
pub fn task_row(t: &'static Messages, task: &TaskSummary) -> Html {
    let to = OfficeRoute::Task {
        id: task.id.to_string(),
    };
    html! {
        <li key={task.id.to_string()}>
            <div class="row between">
                <span class="strong grow" data-testid={format!("task-link-{}", task.id)}>
                    <Link<OfficeRoute> {to} classes="link">{ task.title.clone() }</Link<OfficeRoute>>
                </span>
                { state_tag(t, task.state) }
            </div>
            <p class="small soft">
                { format!("{} · {}", task.regime, task.created_at.china_minute()) }
                if task.state == TaskState::Drawn { { format!(" · {}", (t.office.drawn)(task.drawn)) } }
            </p>
        </li>
    }
}

/// Where a task stands, as a tag.
pub fn state_tag(t: &Messages, state: TaskState) -> Html {
    let tone = match state {
        TaskState::Draft => Tone::Plain,
        TaskState::AwaitingCommitments | TaskState::Committed => Tone::Accent,
        TaskState::Revealed => Tone::Warn,
        TaskState::Drawn => Tone::Ok,
        TaskState::Infeasible | TaskState::Void => Tone::Danger,
    };
    html! { <Tag {tone} testid="task-state">{ (t.office.task_state)(state) }</Tag> }
}
