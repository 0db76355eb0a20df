//! Ordering a visit that was not drawn (非随机检查), or a second look at what one found (复查).
//!
//! `data-testid`: `visit`, `visit-regime`, `visit-ground`, `visit-ground-<id>`, `visit-subject`, `visit-find-subject`, `visit-find-inspector`,
//! `visit-hit-<id>`, `visit-chosen` (one each), `visit-reason`, `visit-from`, `visit-until`, `visit-order`.

use super::finder::{Chosen, Finder};
use super::frame::Head;
use super::regimes;
use crate::hooks::remote::{use_act, use_remote};
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::shell::http;
use crate::state::remote::Failure;
use crate::ui::{
    Banner, Button, ButtonKind, Card, Choice, Failed, Field, IconName, Pick, Select, TextArea, TextInput,
    Tone, remote, use_toaster,
};
use domain::id::{InspectionId, InspectorId, RegimeId, SubjectId};
use domain::regime::ground::RECHECK;
use domain::time::Date;
use domain::wire::api::{Grounds, InspectionDetail, RegimeSummary, VisitOrder};
use yew::prelude::*;
use yew_router::prelude::*;

/// The window that is proposed, in days.
const WINDOW_DAYS: u64 = 14;

/// A visit on a ground of a regime that is chosen here.
#[component]
pub fn NewVisit() -> Html {
    let t = use_t();
    let regimes = use_remote::<Vec<RegimeSummary>>(Some("/api/v1/regimes".into()));
    let chosen = use_state_eq(String::new);
    let on_change = {
        let chosen = chosen.setter();
        Callback::from(move |id: String| chosen.set(id))
    };
    html! {
        <>
            <Head title={t.visit.title} back={OfficeRoute::Inspections} />
            { remote(&regimes, |all| {
                let choices = regimes::choices(t.visit.choose, all);
                let title = regimes::title_of(&chosen, all);
                html! {
                    <div class="stack loose" data-testid="visit">
                        <p class="soft">{ t.visit.hint }</p>
                        <Card>
                            <Field id="visit-regime" label={t.visit.regime} hint={title}>
                                <Select id="visit-regime" testid="visit-regime" {choices} selected={(*chosen).clone()} on_change={on_change.clone()} />
                            </Field>
                        </Card>
                        if !chosen.is_empty() { <Order key={(*chosen).clone()} regime={RegimeId::new((*chosen).clone())} /> }
                    </div>
                }
            }) }
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct RecheckProps {
    pub id: AttrValue,
}

/// A second look at what a visit found.
#[component]
pub fn Recheck(props: &RecheckProps) -> Html {
    let t = use_t();
    let file = use_remote::<InspectionDetail>(Some(format!("/api/v1/inspections/{}", props.id).into()));
    let back = OfficeRoute::Inspection {
        id: props.id.to_string(),
    };
    html! {
        <>
            <Head title={t.visit.recheck} {back} />
            { remote(&file, |f| {
                let subject = (f.package.subject.id.to_string(), f.package.subject.name.clone());
                html! {
                    <div class="stack loose" data-testid="visit">
                        <p class="soft">{ t.visit.hint }</p>
                        <Order regime={f.package.regime.clone()} {subject} prior={f.row.id.clone()} />
                    </div>
                }
            }) }
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct OrderProps {
    regime: RegimeId,
    #[prop_or_default]
    subject: Option<Chosen>,
    #[prop_or_default]
    prior: Option<InspectionId>,
}

#[component]
fn Order(props: &OrderProps) -> Html {
    let t = use_t();
    let path = format!("/api/v1/regimes/{}/grounds", props.regime);
    let grounds = use_remote::<Grounds>(Some(path.into()));
    remote(&grounds, |g| {
        let recheck = props.prior.is_some();
        let fits = |code: &str| (code == RECHECK) == recheck;
        let open: Vec<Choice> = g
            .grounds
            .iter()
            .filter(|ground| fits(&ground.code))
            .map(|ground| Choice::new(ground.id.clone(), format!("{}（{}）", ground.label, ground.cite)))
            .collect();
        if open.is_empty() {
            return html! { <Banner tone={Tone::Warn} title={t.visit.no_grounds} testid="visit-none" /> };
        }
        html! { <Form regime={props.regime.clone()} subject={props.subject.clone()} prior={props.prior.clone()} grounds={open} officers_min={g.officers_min} /> }
    })
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    regime: RegimeId,
    subject: Option<Chosen>,
    prior: Option<InspectionId>,
    grounds: Vec<Choice>,
    officers_min: u32,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let t = use_t();
    let v = &t.visit;
    let act = use_act();
    let toaster = use_toaster();
    let navigator = use_navigator();
    let today = use_seat().map(|seat| seat.now().china_date());
    let ground = use_state_eq(|| props.grounds[0].value.to_string());
    let subject = use_state_eq(|| props.subject.clone());
    let team = use_state_eq(Vec::<Chosen>::new);
    let reason = use_state_eq(String::new);
    let from = use_state_eq(|| today.map(|d| d.to_string()).unwrap_or_default());
    let until = use_state_eq(|| {
        let last = today.and_then(|d| d.checked_add_days(chrono::Days::new(WINDOW_DAYS)));
        last.map(|d| d.to_string()).unwrap_or_default()
    });
    let asked = order(props, &ground, subject.as_ref(), &team, &reason, (&from, &until));
    let go = {
        let order = asked.clone();
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(order) = order.clone() else { return };
            let (toaster, navigator) = (toaster.clone(), navigator.clone());
            act.start(
                async move { http::post::<_, InspectionDetail>("/api/v1/inspections", &order).await },
                move |made| {
                    toaster.show(Tone::Ok, t.visit.done);
                    if let Some(navigator) = navigator {
                        navigator.push(&OfficeRoute::Inspection {
                            id: made.row.id.to_string(),
                        });
                    }
                },
            );
        })
    };
    // An emptied date makes no order: the button says so instead of doing nothing.
    let ready = asked.is_some() && !team.is_empty() && !reason.trim().is_empty();
    let typed = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let pick_subject = {
        let subject = subject.setter();
        Callback::from(move |hit: Chosen| subject.set(Some(hit)))
    };
    html! {
        <Card>
            <div class="stack">
                <h3>{ v.ground }</h3>
                { grounds(v.ground, &props.grounds, &ground) }
                <h3>{ v.subject }</h3>
                if let Some((id, name)) = &*subject { <p class="strong" data-testid="visit-subject">{ name }{ " " }<span class="small soft">{ id }</span></p> }
                if props.subject.is_none() { <Finder kind="subjects" label={v.subject_search} testid="visit-find-subject" on_pick={pick_subject} /> }
                <h3>{ (v.team)(props.officers_min) }</h3>
                { team_list(t, &team) }
                <Finder kind="inspectors" label={v.team_search} testid="visit-find-inspector" on_pick={add_to(&team)} />
                <Field id="visit-reason" label={v.reason} hint={v.reason_hint}>
                    <TextArea id="visit-reason" testid="visit-reason" value={(*reason).clone()} oninput={typed(&reason)} />
                </Field>
                <div class="two">
                    <Field id="visit-from" label={v.from}><TextInput id="visit-from" kind="date" testid="visit-from" value={(*from).clone()} oninput={typed(&from)} /></Field>
                    <Field id="visit-until" label={v.until}><TextInput id="visit-until" kind="date" testid="visit-until" value={(*until).clone()} oninput={typed(&until)} /></Field>
                </div>
                if let Some(failure) = &act.failure { <Failed failure={failure.clone()}>{ problems(t, failure) }</Failed> }
                <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Next} busy={act.busy} disabled={!ready} onclick={go} testid="visit-order">{ v.order }</Button></div>
            </div>
        </Card>
    }
}

/// The grounds in their own words, which are long.
fn grounds(label: &'static str, grounds: &[Choice], chosen: &UseStateHandle<String>) -> Html {
    html! {
        <div class="stack tight" role="radiogroup" aria-label={label} data-testid="visit-ground">
            { for grounds.iter().map(|ground| {
                let (setter, value) = (chosen.setter(), ground.value.to_string());
                let checked = **chosen == value;
                let testid = format!("visit-ground-{value}");
                let on_change = Callback::from(move |_| setter.set(value.clone()));
                html! { <Pick key={testid.clone()} label={ground.label.clone()} {checked} {on_change} exclusive=true testid={testid.clone()} /> }
            }) }
        </div>
    }
}

fn order(
    props: &FormProps,
    ground: &str,
    subject: Option<&Chosen>,
    team: &[Chosen],
    reason: &str,
    (from, until): (&str, &str),
) -> Option<VisitOrder> {
    Some(VisitOrder {
        regime: props.regime.clone(),
        subject: SubjectId::new(subject?.0.clone()),
        ground: ground.to_owned(),
        reason: reason.trim().to_owned(),
        prior: props.prior.clone(),
        team: team.iter().map(|(id, _)| InspectorId::new(id.clone())).collect(),
        window: (from.parse::<Date>().ok()?, until.parse::<Date>().ok()?),
    })
}

pub(super) fn problems(t: &'static Messages, failure: &Failure) -> Html {
    match failure {
        Failure::Refused { body, .. } => {
            html! { <ul class="lines">{ for body.problems.iter().map(|p| html! { <li>{ (t.visit.problem)(p) }</li> }) }</ul> }
        }
        Failure::Unreachable | Failure::Unreadable { .. } => Html::default(),
    }
}

fn add_to(team: &UseStateHandle<Vec<Chosen>>) -> Callback<Chosen> {
    let team = team.clone();
    Callback::from(move |hit: Chosen| {
        if !team.contains(&hit) {
            let with = team.iter().cloned().chain([hit]).collect();
            team.set(with);
        }
    })
}

fn team_list(t: &'static Messages, team: &UseStateHandle<Vec<Chosen>>) -> Html {
    html! {
        <ul class="lines">
            { for team.iter().map(|(id, name)| {
                let onclick = {
                    let (team, id) = (team.clone(), id.clone());
                    Callback::from(move |_: MouseEvent| team.set(team.iter().filter(|(i, _)| *i != id).cloned().collect()))
                };
                html! {
                    <li key={id.clone()} data-testid="visit-chosen"><div class="row between">
                        <span class="strong">{ name }{ " " }<span class="small soft">{ id }</span></span>
                        <Button kind={ButtonKind::Quiet} icon={IconName::Trash} label={(t.visit.remove)(name)} {onclick} />
                    </div></li>
                }
            }) }
        </ul>
    }
}
