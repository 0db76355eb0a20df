//! Every request for a change, in order and for good: what it asks, why, who is awaited, who said what.
//!
//! `data-testid`: `change-row` (one a request, `data-no`, `data-state`), `change-stands`, `change-said`,
//! `change-moved-up`, `change-nobody`; further ones in [`super::answer`].

use super::answer::Answer;
use crate::hooks::chain::Root;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::state::office::changes::Viewer;
use crate::ui::{Tag, Tone};
use domain::wire::api::{ChangeState, ChangeView, SeatChange, TaskDetail};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct RowsProps {
    pub task: Rc<TaskDetail>,
    pub viewer: Viewer,
    pub root: Root,
    pub reload: Callback<()>,
}

/// All requests.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let t = use_t();
    if props.task.changes.is_empty() {
        return html! { <p class="soft">{ t.changes.none }</p> };
    }
    html! { <ul class="lines">{ for props.task.changes.iter().map(|change| row(t, props, change)) }</ul> }
}

fn row(t: &'static Messages, props: &RowsProps, change: &ChangeView) -> Html {
    let c = &t.changes;
    let approver = props
        .task
        .change_approver
        .as_ref()
        .map_or("", |a| a.name.as_str());
    html! {
        <li key={change.no} class="stack tight" data-testid="change-row" data-no={change.no.to_string()} data-state={format!("{:?}", change.state)}>
            <div class="row between top">
                <span class="strong grow">{ format!("{} · {} · {}", (c.number)(change.no), (c.kind)(change.kind), change.subject_name) }</span>
                <Tag tone={tone(change.state)}>{ (c.state)(change.state) }</Tag>
            </div>
            <p data-testid="change-stands">{ (c.stands)(change, approver) }</p>
            { for change.seats.iter().map(|seat| html! { <p class="strong">{ seated(t, change.state, seat) }</p> }) }
            if let Some((inspection, name)) = &change.moved_up {
                <p data-testid="change-moved-up">{ c.moved_up }<Link<OfficeRoute> to={OfficeRoute::Inspection { id: inspection.to_string() }}>{ name.clone() }</Link<OfficeRoute>></p>
            }
            if change.nobody { <p class="strong" data-testid="change-nobody">{ (c.nobody)(change.kind) }</p> }
            <p class="pre">{ format!("{} · {}", (c.why_of)(change.why), change.words) }</p>
            <p class="small soft">{ (c.asked_by)(&change.name, &change.at.china_minute()) }</p>
            { for change.said.iter().map(|said| html! {
                <p class="small pre" data-testid="change-said">
                    { (c.answered)(&said.name, said.granted, &said.at.china_minute()) }
                    if !said.words.is_empty() { <>{ " · " }{ said.words.clone() }</> }
                </p>
            }) }
            <Answer task={props.task.clone()} change={change.clone()} viewer={props.viewer.clone()} root={props.root.clone()} reload={props.reload.clone()} />
        </li>
    }
}

/// A seat before and after; what a refused request had in mind is shown as it stands.
fn seated(t: &'static Messages, state: ChangeState, seat: &SeatChange) -> String {
    let c = &t.changes;
    let name = |name: &str| {
        if name.is_empty() {
            c.vacant.to_owned()
        } else {
            name.to_owned()
        }
    };
    let was = name(&seat.was.1);
    match &seat.now {
        Some((_, now)) if state != ChangeState::Refused => {
            (c.from_to)(&seat.subject_name, seat.seat + 1, &was, &name(now))
        }
        Some(_) | None => (c.from)(&seat.subject_name, seat.seat + 1, &was),
    }
}

fn tone(state: ChangeState) -> Tone {
    match state {
        ChangeState::AwaitingWitness | ChangeState::AwaitingCosignature | ChangeState::AwaitingEntropy => {
            Tone::Accent
        }
        ChangeState::AwaitingApproval => Tone::Warn,
        ChangeState::Done => Tone::Ok,
        ChangeState::Refused => Tone::Plain,
    }
}
