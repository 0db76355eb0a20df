//! The departure check: one light a line, for the tablet and for every inspection on it.
//!
//! `data-testid`: `check-<code>` in `check-device` and `check-<inspection>`, `rehearse`, `rehearsed`,
//! `ask-persist`, `seat-colleague`; `data-light` says `green`, `amber` or `red`.

use super::frame::Frame;
use crate::hooks::device::use_device_facts;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{Messages, use_t};
use crate::route::FieldRoute;
use crate::shell::clock;
use crate::shell::tablet::Wish;
use crate::state::bucket::Bucket;
use crate::state::departure::{Light, Line, of_colleagues, of_device, of_entry, without_seat, worst};
use crate::ui::{Banner, Button, ButtonKind, Card, Icon, IconName, Tone};
use domain::log::Policy;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page.
#[component]
pub fn Departure() -> Html {
    let t = use_t();
    let work = use_work();
    let (facts, anew, persist) = use_device_facts();
    let rehearsed = use_state(|| None::<Outcome>);
    let on_rehearsed = {
        let rehearsed = rehearsed.setter();
        Callback::from(move |outcome: Outcome| {
            rehearsed.set(Some(outcome));
            // What the rehearsal put back is there now, and what it found missing is not.
            anew.emit(());
        })
    };
    let policy = Policy::parse(&work.owner.log_policy).ok();
    let today = clock::now().china_date();
    let open = work.entries.iter().filter(|e| e.bucket() != Bucket::Done);
    let checked: Vec<_> = open
        .map(|e| {
            let mut lines = of_entry(e, policy.as_ref(), today);
            lines.extend(of_colleagues(e, &work.beside));
            (e.clone(), lines)
        })
        .collect();
    let without = without_seat(checked.iter().map(|(entry, _)| &**entry), &work.beside);
    let device = facts.as_ref().map(of_device).unwrap_or_default();
    let lines = checked.iter().flat_map(|(_, lines)| lines).chain(&device);
    let worst = worst(lines, rehearsed.as_ref().is_some_and(Result::is_err));
    html! {
        <Frame title={t.today.departure} back={FieldRoute::Today}>
            { verdict(worst.filter(|_| facts.is_some()), t) }
            <Card title={t.today.check_device} testid="check-device">
                if facts.is_none() { <p>{ t.common.loading }</p> }
                <Lines lines={Rc::new(device)} />
                if facts.as_ref().is_some_and(|f| !f.persisted) {
                    <div class="row"><Button onclick={persist} testid="ask-persist">{ t.today.ask_persist }</Button></div>
                }
                <Rehearsal outcome={(*rehearsed).clone()} on_outcome={on_rehearsed} />
            </Card>
            <Colleagues names={without} />
            { for checked.into_iter().map(|(entry, lines)| html! {
                <Card key={entry.id().to_string()} title={entry.package.subject.name.clone()} testid={format!("check-{}", entry.id())}>
                    <p class="soft"><Link<FieldRoute> to={FieldRoute::Brief { id: entry.id().to_string() }}>{ entry.package.task_title.clone() }</Link<FieldRoute>></p>
                    <Lines lines={Rc::new(lines)} />
                </Card>
            }) }
        </Frame>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ColleaguesProps {
    names: Vec<String>,
}

/// The way for a colleague onto this tablet, before leaving: he makes a code at his own, and it is scanned here.
#[component]
fn Colleagues(props: &ColleaguesProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let navigator = use_navigator();
    if props.names.is_empty() {
        return Html::default();
    }
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(navigator) = &navigator {
            // The enrolment shows itself at every address; what comes after it is his day's list.
            navigator.replace(&FieldRoute::Today);
        }
        tablet.switch(Wish::Free);
    });
    html! {
        <Card title={t.custody.seat_colleague} testid="seat-colleague-card">
            <p class="strong">{ props.names.join(" · ") }</p>
            <p>{ t.custody.seat_colleague_hint }</p>
            <div class="row"><Button icon={IconName::Plus} {onclick} testid="seat-colleague">{ t.custody.seats_add }</Button></div>
        </Card>
    }
}

fn verdict(worst: Option<Light>, t: &Messages) -> Html {
    match worst {
        None => Html::default(),
        Some(Light::Green) => {
            html! { <Banner tone={Tone::Ok} title={t.today.may_leave} testid="may-leave"><p>{ t.today.may_leave_hint }</p></Banner> }
        }
        Some(Light::Amber) => {
            html! { <Banner tone={Tone::Warn} title={t.today.may_leave_amber} testid="may-leave"><p>{ t.today.may_leave_amber_hint }</p></Banner> }
        }
        Some(Light::Red) => {
            html! { <Banner tone={Tone::Danger} title={t.today.must_not_leave} testid="must-not-leave"><p>{ t.today.must_not_leave_hint }</p></Banner> }
        }
    }
}

#[derive(Debug, PartialEq, Properties)]
struct LinesProps {
    lines: Rc<Vec<Line>>,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let t = use_t();
    html! {
        <ul class="stack tight">
            { for props.lines.iter().map(|line| {
                let (icon, light, word) = match line.light {
                    Light::Green => (IconName::Check, "green", t.today.light_green),
                    Light::Amber => (IconName::Warn, "amber", t.today.light_amber),
                    Light::Red => (IconName::Cross, "red", t.today.light_red),
                };
                html! {
                    <li key={line.code} class="light" data-light={light} data-testid={format!("check-{}", line.code)}>
                        <Icon name={icon} /><span class="visually-hidden">{ word }</span>
                        <span>{ (t.today.check)(line.code, line.why, &line.detail) }</span>
                    </li>
                }
            }) }
        </ul>
    }
}

/// Inspections that came back, or the code of what did not.
type Outcome = Result<usize, String>;

#[derive(Debug, PartialEq, Properties)]
struct RehearsalProps {
    outcome: Option<Outcome>,
    on_outcome: Callback<Outcome>,
}

/// Everything an inspection opens is opened once with the network asked to stay out of it.
#[component]
fn Rehearsal(props: &RehearsalProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let rehearse = {
        let on_outcome = props.on_outcome.clone();
        Callback::from(move |_: MouseEvent| {
            let (on_outcome, tablet) = (on_outcome.clone(), tablet.clone());
            yew::platform::spawn_local(async move {
                on_outcome.emit(tablet.rehearse().await.map_err(|f| f.code.to_owned()));
            });
        })
    };
    html! {
        <>
            <div class="row"><Button kind={ButtonKind::Secondary} icon={IconName::Shield} onclick={rehearse} testid="rehearse">{ t.today.rehearse }</Button></div>
            if let Some(outcome) = &props.outcome {
                { match outcome {
                    Ok(count) => html! { <Banner tone={Tone::Ok} title={(t.today.rehearsed)(*count)} testid="rehearsed" /> },
                    Err(code) => html! { <Banner tone={Tone::Danger} title={t.codes.of(code)} testid="rehearsed" /> },
                } }
            }
        </>
    }
}
