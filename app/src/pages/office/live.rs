//! The hall's big screen (现场摇号): readable from ten metres, calm, nothing to click but the way out.
//!
//! It shows what the server says, as it happens: entropy arriving, then positions filling one after the other.
//! The pace of the filling is only for the eyes; the result is complete when it begins.
//!
//! `data-testid`: `live` (`data-state`), `live-commitment`, `live-witness` (`data-step`), `live-slot`
//! (`data-filled`), `live-exit`.

use crate::hooks::poll::use_poll;
use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::{Icon, IconName, remote};
use domain::wire::api::{DrawnView, TaskDetail, TaskState, WitnessStatus};
use gloo::timers::callback::Interval;
use yew::prelude::*;
use yew_router::prelude::*;

/// The hall looks at this; a second is not noticed as waiting.
const POLL_MS: u32 = 1_000;
/// One position after the other, slow enough to be read aloud when few were drawn.
const FILL_MS: u32 = 900;
/// No filling takes longer than this, however many were drawn.
const FILL_ALL_MS: u32 = 30_000;

/// Up to so many stand one below the other, in larger letters.
const FEW: usize = 4;

#[derive(Properties, PartialEq, Debug)]
pub struct LiveProps {
    pub id: AttrValue,
}

/// The screen.
#[component]
pub fn Live(props: &LiveProps) -> Html {
    let t = use_t();
    let task = use_remote::<TaskDetail>(Some(format!("/api/v1/tasks/{}", props.id).into()));
    let over = task.state.value().is_some_and(|task| {
        matches!(
            task.summary.state,
            TaskState::Drawn | TaskState::Void | TaskState::Infeasible
        )
    });
    use_poll(task.reload.clone(), POLL_MS, !over);
    html! {
        <main class="live">
            { remote(&task, |task| html! { <Hall task={(**task).clone()} /> }) }
            <p class="live-exit">
                <Link<OfficeRoute> to={OfficeRoute::Task { id: props.id.to_string() }}>
                    <span data-testid="live-exit">{ t.draw.live_exit }</span>
                </Link<OfficeRoute>>
            </p>
        </main>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct HallProps {
    task: TaskDetail,
}

#[component]
fn Hall(props: &HallProps) -> Html {
    let t = use_t();
    let state = props.task.summary.state;
    let (committed, revealed, all) = arrived(&props.task.witnesses);
    let words = match state {
        TaskState::Draft => t.draw.live_waiting.to_owned(),
        TaskState::AwaitingCommitments => (t.draw.live_commitments)(committed, all),
        TaskState::Committed => (t.draw.live_reveals)(revealed, all),
        TaskState::Revealed => t.draw.live_ready.to_owned(),
        TaskState::Drawn => (t.draw.live_drawn)(props.task.drawn.len()),
        TaskState::Infeasible | TaskState::Void => (t.office.task_state)(state),
    };
    html! {
        <div class="live-hall" data-testid="live" data-state={format!("{state:?}")}>
            <header>
                <h1>{ &props.task.summary.title }</h1>
                if props.task.witnesses.is_empty() { <p class="live-warn">{ t.draw.no_witness }</p> }
            </header>
            <p class="live-words" role="status">{ words }</p>
            if state == TaskState::Drawn {
                <Filling drawn={props.task.drawn.clone()} />
            } else {
                { sources(t, &props.task) }
            }
            if let Some(commitment) = &props.task.commitment {
                <footer><span>{ t.draw.commitment }</span><span class="mono" data-testid="live-commitment">{ commitment }</span></footer>
            }
        </div>
    }
}

fn arrived(witnesses: &[WitnessStatus]) -> (usize, usize, usize) {
    (
        witnesses.iter().filter(|w| w.committed.is_some()).count(),
        witnesses.iter().filter(|w| w.revealed).count(),
        witnesses.len(),
    )
}

/// Who adds randomness, and how far each is.
fn sources(t: &'static Messages, task: &TaskDetail) -> Html {
    let locked = task.commitment.is_some();
    html! {
        <ul class="live-sources">
            { source(t.draw.live_server, if locked { "reveal" } else { "commit" }, if locked { t.draw.live_server_done } else { t.draw.witness_waiting_commit }) }
            { for task.witnesses.iter().map(|w| match (&w.committed, w.revealed) {
                (None, _) => source(&w.name, "commit", t.draw.witness_waiting_commit),
                (Some(_), false) => source(&w.name, "reveal", t.draw.witness_waiting_reveal),
                (Some(_), true) => source(&w.name, "done", t.draw.witness_done),
            }) }
        </ul>
    }
}

fn source(name: &str, step: &'static str, words: &'static str) -> Html {
    let icon = match step {
        "commit" => IconName::Clock,
        "reveal" => IconName::Lock,
        _ => IconName::Check,
    };
    html! {
        <li data-testid="live-witness" data-step={step}><Icon name={icon} /><span class="live-name">{ name.to_owned() }</span><span>{ words }</span></li>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct FillingProps {
    drawn: Vec<DrawnView>,
}

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_t();
    let all = props.drawn.len();
    let shown = use_mut_ref(|| 0_usize);
    let again = use_force_update();
    {
        let shown = shown.clone();
        use_effect_with(all, move |all| {
            let all = *all;
            let pace = FILL_MS.min(FILL_ALL_MS / u32::try_from(all.max(1)).unwrap_or(u32::MAX).max(1));
            let timer = Interval::new(pace.max(16), move || {
                if *shown.borrow() < all {
                    *shown.borrow_mut() += 1;
                    again.force_update();
                }
            });
            move || drop(timer)
        });
    }
    let filled = *shown.borrow();
    let mut drawn: Vec<&DrawnView> = props.drawn.iter().collect();
    drawn.sort_by(|a, b| (&a.stratum, a.position).cmp(&(&b.stratum, b.position)));
    html! {
        <ol class="live-slots" data-few={(all <= FEW).then_some("true")}>
            { for drawn.into_iter().enumerate().map(|(n, d)| {
                let on = n < filled;
                html! {
                    <li key={d.inspection.to_string()} data-testid="live-slot" data-filled={on.then_some("true")}>
                        <span class="live-no">{ n + 1 }</span>
                        if on {
                            <span class="live-subject">{ &d.subject_name }</span>
                            <span class="live-team">{ for d.team.iter().map(|(_, name, role)| html! { <span>{ name }{ " " }<small>{ (t.draw.role)(role) }</small></span> }) }</span>
                        }
                    </li>
                }
            }) }
        </ol>
    }
}
