//! Inspections at the office: the list, by review state.
//!
//! `data-testid`: `inspections`, `inspections-tab-{all|pending|received|has_issues|amended|approved|published}`,
//! `inspection-row` (one an inspection, `data-id`, `data-review`), `inspection-link-{id}`.

use super::clocks::due_tag;
use super::frame::Head;
use crate::hooks::news::use_news;
use crate::hooks::remote::use_remote;
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::tabs::Tab;
use crate::ui::{Card, Empty, IconName, LinkButton, Tabs, Tag, Tone, remote};
use domain::access::Action;
use domain::review::ReviewState;
use domain::time::Date;
use domain::wire::api::InspectionRow;
use yew::prelude::*;
use yew_router::prelude::*;

/// The states in the order of the work.
const STATES: [(ReviewState, &str); 6] = [
    (ReviewState::Received, "received"),
    (ReviewState::Amended, "amended"),
    (ReviewState::HasIssues, "has_issues"),
    (ReviewState::Approved, "approved"),
    (ReviewState::Published, "published"),
    (ReviewState::Pending, "pending"),
];

/// The list.
#[component]
pub fn Inspections() -> Html {
    let t = use_t();
    let seat = use_seat();
    let may_order = seat.as_ref().is_some_and(|seat| seat.may(Action::OrderVisit));
    let today = seat.map(|seat| seat.now().china_date());
    let rows = use_remote::<Vec<InspectionRow>>(Some("/api/v1/inspections".into()));
    use_news(rows.reload.clone());
    let chosen = use_state_eq(|| AttrValue::from("all"));
    let on_select = {
        let chosen = chosen.setter();
        Callback::from(move |id: AttrValue| chosen.set(id))
    };
    html! {
        <>
            <Head title={t.inspections.list}>
                if may_order { <LinkButton<OfficeRoute> to={OfficeRoute::NewVisit} icon={IconName::Plus} testid="to-new-visit">{ t.visit.title }</LinkButton<OfficeRoute>> }
            </Head>
            { remote(&rows, |rows| html! {
                if rows.is_empty() {
                    <Empty title={t.inspections.none}><p>{ t.inspections.none_hint }</p></Empty>
                } else {
                    <div class="stack" data-testid="inspections">
                        <Tabs label={t.inspections.review} tabs={tabs(t, rows)} selected={(*chosen).clone()} on_select={on_select.clone()} testid="inspections-tab" />
                        { list(t, today, rows, &chosen) }
                    </div>
                }
            }) }
        </>
    }
}

fn tabs(t: &Messages, rows: &[InspectionRow]) -> Vec<Tab> {
    let count = |state: ReviewState| rows.iter().filter(|r| r.review == state).count();
    let mut tabs = vec![Tab {
        id: "all".into(),
        label: t.inspections.all.into(),
        count: u32::try_from(rows.len()).ok(),
    }];
    tabs.extend(
        STATES
            .iter()
            .filter(|(state, _)| count(*state) > 0)
            .map(|(state, id)| Tab {
                id: (*id).into(),
                label: (t.office.review_state)(*state).into(),
                count: u32::try_from(count(*state)).ok(),
            }),
    );
    tabs
}

fn list(t: &'static Messages, today: Option<Date>, rows: &[InspectionRow], chosen: &str) -> Html {
    let wanted = STATES
        .iter()
        .find(|(_, id)| *id == chosen)
        .map(|(state, _)| *state);
    let shown: Vec<&InspectionRow> = rows
        .iter()
        .filter(|r| wanted.is_none_or(|state| r.review == state))
        .collect();
    html! {
        if shown.is_empty() {
            <Empty title={t.inspections.none_here} />
        } else {
            <Card><ul class="lines">{ for shown.into_iter().map(|r| row(t, today, r)) }</ul></Card>
        }
    }
}

fn row(t: &'static Messages, today: Option<Date>, r: &InspectionRow) -> Html {
    let to = OfficeRoute::Inspection { id: r.id.to_string() };
    let received = r.received_at.map_or_else(
        || t.inspections.not_received.to_owned(),
        |at| (t.inspections.received)(&at.china_minute()),
    );
    html! {
        <li key={r.id.to_string()} data-testid="inspection-row" data-id={r.id.to_string()} data-review={format!("{:?}", r.review)}>
            <div class="row between">
                <span class="strong grow">
                    <span data-testid={format!("inspection-link-{}", r.id)}>
                        <Link<OfficeRoute> {to} classes="link">{ r.subject_name.clone() }</Link<OfficeRoute>>
                    </span>
                </span>
                <span class="row tight">
                    if r.occasion.is_some() { <Tag tone={Tone::Warn}>{ t.inspections.not_random }</Tag> }
                    <Tag>{ (t.inspections.doc_state)(r.state) }</Tag>
                    { review_tag(t, r.review) }
                </span>
            </div>
            <div class="row tight small soft">
                <span>{ format!("{} · {} · {received}", r.regime, r.team.join(" / ")) }</span>
                if let Some(due) = &r.due { <span>{ &due.label }</span> { due_tag(t, today, due.due) } }
                if r.originals_missing > 0 { <Tag tone={Tone::Warn}>{ (t.inspections.originals_missing_short)(r.originals_missing) }</Tag> }
                if r.open_differences > 0 { <Tag tone={Tone::Danger}>{ (t.inspections.differences)(r.open_differences) }</Tag> }
            </div>
        </li>
    }
}

/// Where the review stands, as a tag.
pub fn review_tag(t: &Messages, state: ReviewState) -> Html {
    let tone = match state {
        ReviewState::Pending => Tone::Plain,
        ReviewState::Received | ReviewState::Amended => Tone::Accent,
        ReviewState::HasIssues => Tone::Warn,
        ReviewState::Approved | ReviewState::Published => Tone::Ok,
    };
    html! { <Tag {tone} testid="review-state">{ (t.office.review_state)(state) }</Tag> }
}
