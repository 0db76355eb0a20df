//! The office's first screen: what waits, what is due.
//!
//! `data-testid`: `dashboard`, `dashboard-tasks`, `dashboard-inspections`, `dashboard-clocks`,
//! `dashboard-orders`, `open-order` (one an order), `order-recheck`, `dashboard-quarantine`,
//! `quarantine-waiting` (`data-count`), `second-copy-missing`, `single-copy`, `task-link-{id}`, `new-task`.

use super::clocks::{ClockRow, due_tag};
use super::frame::Head;
use super::tasks::task_row;
use crate::hooks::news::use_news;
use crate::hooks::remote::use_remote;
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::{Banner, ButtonKind, Card, Empty, LinkButton, Tone, remote};
use domain::access::Action;
use domain::time::Date;
use domain::wire::api::Dashboard as Shown;
use yew::prelude::*;
use yew_router::prelude::*;

/// Tasks shown here; the rest is one click away.
const TASKS_SHOWN: usize = 5;

/// The first screen.
#[component]
pub fn Dashboard() -> Html {
    let t = use_t();
    let seat = use_seat();
    let may_draw = seat.as_ref().is_some_and(|seat| seat.may(Action::Draw));
    let may_order = seat.as_ref().is_some_and(|seat| seat.may(Action::OrderVisit));
    let today = seat.map(|seat| seat.now().china_date());
    let shown = use_remote::<Shown>(Some("/api/v1/dashboard".into()));
    use_news(shown.reload.clone());
    html! {
        <>
            <Head title={t.office.dashboard}>
                if may_draw {
                    <LinkButton<OfficeRoute> to={OfficeRoute::NewTask} kind={ButtonKind::Primary} testid="new-task">{ t.plan.new_task }</LinkButton<OfficeRoute>>
                }
            </Head>
            { remote(&shown, |d| view(t, today, may_order, d)) }
        </>
    }
}

fn view(t: &'static Messages, today: Option<Date>, may_order: bool, d: &Shown) -> Html {
    html! {
        <div class="stack loose" data-testid="dashboard">
            if let Some(words) = d.single_copy.as_ref().filter(|_| !d.second_copy) {
                <Banner tone={Tone::Plain} title={t.office.single_copy} testid="single-copy"><p>{ words }</p></Banner>
            } else if !d.second_copy {
                <Banner tone={Tone::Warn} title={t.office.second_copy_missing} testid="second-copy-missing">
                    <p>{ t.office.second_copy_hint }</p>
                </Banner>
            }
            if let Some(waiting) = d.quarantine_waiting { { quarantine(t, waiting) } }
            <div class="two">
                <div class="stack loose">
                    { tasks(t, d) }
                    { inspections(t, d) }
                    { orders(t, today, may_order, d) }
                </div>
                <Card title={t.office.clocks} testid="dashboard-clocks">
                    if d.clocks.is_empty() { <p class="soft">{ t.office.clocks_none }</p> }
                    <ul class="clock-list">
                        { for d.clocks.iter().map(|clock| html! { <ClockRow clock={clock.clone()} /> }) }
                    </ul>
                </Card>
            </div>
        </div>
    }
}

/// For who may judge: how much waits, first of all things.
fn quarantine(t: &'static Messages, waiting: u32) -> Html {
    let tone = if waiting == 0 { Tone::Plain } else { Tone::Warn };
    html! {
        <Banner {tone} title={(t.quarantine.dashboard)(waiting)} testid="dashboard-quarantine">
            <p data-testid="quarantine-waiting" data-count={waiting.to_string()}>
                <Link<OfficeRoute> to={OfficeRoute::Quarantine} classes="link">{ t.office.nav_quarantine }</Link<OfficeRoute>>
            </p>
        </Banner>
    }
}

fn tasks(t: &'static Messages, d: &Shown) -> Html {
    let all = html! { <Link<OfficeRoute> to={OfficeRoute::Tasks} classes="link">{ t.office.all_tasks }</Link<OfficeRoute>> };
    html! {
        <Card title={t.office.tasks} aside={all} testid="dashboard-tasks">
            if d.tasks.is_empty() { <Empty title={t.office.tasks_none}><p>{ t.office.tasks_none_hint }</p></Empty> }
            <ul class="lines">{ for d.tasks.iter().take(TASKS_SHOWN).map(|task| task_row(t, task)) }</ul>
        </Card>
    }
}

/// Orders to put right: until when, overdue marked, and the way to the re-check.
fn orders(t: &'static Messages, today: Option<Date>, may_order: bool, d: &Shown) -> Html {
    html! {
        <Card title={t.visit.open_orders} testid="dashboard-orders">
            if d.orders.is_empty() { <p class="soft">{ t.visit.open_orders_none }</p> }
            <ul class="clock-list">
                { for d.orders.iter().map(|open| html! {
                    <li key={open.order.number.clone()} class="clock" data-testid="open-order">
                        <div class="row between">
                            <Link<OfficeRoute> to={OfficeRoute::Inspection { id: open.inspection.to_string() }} classes="link">{ &open.subject_name }</Link<OfficeRoute>>
                            { due_tag(t, today, Some(open.order.due)) }
                        </div>
                        <p class="small soft">{ &open.order.number }</p>
                        { for open.order.lines.iter().map(|(what, says)| html! { <p class="small">{ (t.plan.fault)(what, says) }</p> }) }
                        if let Some(again) = &open.recheck {
                            <p class="small"><Link<OfficeRoute> to={OfficeRoute::Inspection { id: again.to_string() }} classes="link">{ t.visit.order_ordered }</Link<OfficeRoute>></p>
                        } else if may_order {
                            <LinkButton<OfficeRoute> to={OfficeRoute::Recheck { id: open.inspection.to_string() }} testid="order-recheck">{ t.visit.order_recheck }</LinkButton<OfficeRoute>>
                        }
                    </li>
                }) }
            </ul>
        </Card>
    }
}

fn inspections(t: &'static Messages, d: &Shown) -> Html {
    html! {
        <Card title={t.office.inspections} testid="dashboard-inspections">
            if d.inspections.is_empty() { <p class="soft">{ t.office.inspections_none }</p> }
            <dl class="counts">
                { for d.inspections.iter().map(|(state, count)| html! {
                    <div><dt>{ (t.office.review_state)(*state) }</dt><dd class="figure">{ *count }</dd></div>
                }) }
            </dl>
            if !d.inspections.is_empty() {
                <Link<OfficeRoute> to={OfficeRoute::Inspections} classes="link">{ t.office.nav_inspections }</Link<OfficeRoute>>
            }
        </Card>
    }
}
