//! The day's list: never blank, the unsent count always in sight, what is returned first.
//!
//! `data-testid`: `today-search`, `bucket-all`, `bucket-<name>`, `today-<inspection>`, `today-order-<inspection>`, `package-age`,
//! `update-ready`, `update-now`, `to-departure`, `to-sync`, `to-device`.

use super::frame::Frame;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{Messages, use_t};
use crate::route::{DeviceRoute, FieldRoute};
use crate::shell::{clock, worker};
use crate::state::bucket::{Bucket, matches};
use crate::state::work::{Entry, Work};
use crate::ui::tabs::Tab;
use crate::ui::{
    Banner, Button, ButtonKind, Empty, IconName, LinkButton, SavedTag, Tabs, Tag, TextInput, Tone,
};
use domain::assignment::Package;
use domain::inspection::view::DocState;
use domain::review::ReviewAct;
use domain::submission::Waiting;
use domain::time::Date;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// Leads to the last place of work, once after a start.
#[component]
pub fn Resume() -> Html {
    let tablet = use_tablet();
    let navigator = use_navigator();
    use_effect_with((), move |()| {
        let Some(navigator) = navigator else { return };
        yew::platform::spawn_local(async move {
            let place = tablet.last_place().await;
            match place.as_deref().and_then(FieldRoute::recognize) {
                Some(route) if route != FieldRoute::NotFound => navigator.replace(&route),
                Some(_) | None => navigator.replace(&FieldRoute::Today),
            }
        });
    });
    let t = use_t();
    html! { <main class="page"><div class="page-body narrow"><Empty title={t.common.loading} whole_page=true /></div></main> }
}

/// The list.
#[component]
pub fn Today() -> Html {
    let t = use_t();
    let work = use_work();
    let query = use_state_eq(String::new);
    let bucket = use_state_eq(|| AttrValue::Static("all"));
    let oninput = {
        let query = query.setter();
        Callback::from(move |text: String| query.set(text))
    };
    let on_select = {
        let bucket = bucket.setter();
        Callback::from(move |id: AttrValue| bucket.set(id))
    };
    let shown: Vec<&Rc<Entry>> = work
        .entries
        .iter()
        .filter(|e| *bucket == "all" || e.bucket().name() == *bucket)
        .filter(|e| {
            let s = &e.package.subject;
            matches(
                &query,
                &[
                    &s.name,
                    &s.address,
                    s.credit_code.as_deref().unwrap_or_default(),
                    &e.package.task_title,
                ],
            )
        })
        .collect();
    let orders = work.orders_waiting();
    let of = |entry: &Entry| -> Vec<Waiting> {
        let its = orders.iter().filter(|waiting| waiting.inspection == *entry.id());
        its.cloned().collect()
    };
    let foot = html! {
        <>
            <LinkButton<DeviceRoute> to={DeviceRoute::Device} icon={IconName::Tablet} testid="to-device">{ t.device.title }</LinkButton<DeviceRoute>>
            <LinkButton<FieldRoute> to={FieldRoute::Sync} icon={IconName::Sync} testid="to-sync">{ t.sync.title }</LinkButton<FieldRoute>>
            <LinkButton<FieldRoute> to={FieldRoute::Departure} kind={ButtonKind::Primary} icon={IconName::Shield} testid="to-departure">{ t.today.departure }</LinkButton<FieldRoute>>
        </>
    };
    html! {
        <Frame title={(t.today.title_of)(&work.owner.officer.name)} {foot}>
            <Update />
            <TextInput id="today-search" testid="today-search" kind="search" label={t.common.search} placeholder={t.today.search_hint} value="" {oninput} />
            <Tabs label={t.today.title} testid="bucket" tabs={tabs(&work, t)} selected={(*bucket).clone()} {on_select} />
            <p class="small soft" data-testid="package-age">{ age(&work, t) }</p>
            if work.entries.is_empty() {
                <Empty title={t.today.none} testid="today-none"><p>{ t.today.none_hint }</p></Empty>
            } else if shown.is_empty() {
                <Empty title={t.today.no_match} />
            }
            <ul class="stack">
                { for shown.into_iter().map(|entry| html! { <li key={entry.id().to_string()}><Row orders={of(entry)} entry={entry.clone()} /></li> }) }
            </ul>
        </Frame>
    }
}

fn tabs(work: &Work, t: &Messages) -> Vec<Tab> {
    let count = |n: usize| u32::try_from(n).ok();
    let mut tabs = vec![Tab {
        id: "all".into(),
        label: t.today.all.into(),
        count: count(work.entries.len()),
    }];
    tabs.extend(Bucket::ALL.iter().map(|bucket| Tab {
        id: bucket.name().into(),
        label: (t.today.bucket)(*bucket).into(),
        count: count(work.entries.iter().filter(|e| e.bucket() == *bucket).count()),
    }));
    tabs
}

fn age(work: &Work, t: &Messages) -> String {
    let issued = work.entries.iter().map(|e| e.package.issued_at).max();
    match (issued, work.server_time()) {
        (Some(issued), Some(server)) => (t.today.age)(&issued.china_minute(), &server.china_minute()),
        (None, Some(server)) => (t.today.age_empty)(&server.china_minute()),
        (_, None) => t.today.never_synced.to_owned(),
    }
}

#[derive(Debug, PartialEq, Properties)]
struct RowProps {
    entry: Rc<Entry>,
    /// Its orders to put right that wait for their re-check.
    orders: Vec<Waiting>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let id = entry.id().to_string();
    let due = entry.due();
    let today = clock::now().china_date();
    let overdue = due < today && entry.bucket() != Bucket::Done;
    let route = FieldRoute::Brief { id: id.clone() };
    let progress = &entry.progress;
    let comment = (entry.bucket() == Bucket::Returned)
        .then(|| {
            entry
                .review
                .entries
                .iter()
                .rev()
                .find(|e| e.act == ReviewAct::Return)
        })
        .flatten();
    html! {
        <Link<FieldRoute> to={route} classes="case">
            <article class="stack tight" data-testid={format!("today-{id}")} data-bucket={entry.bucket().name()}>
                <div class="row between top">
                    <h2 class="grow">{ entry.package.subject.name.clone() }</h2>
                    <Tag tone={if overdue { Tone::Danger } else { Tone::Plain }} icon={IconName::Clock}>{ if overdue { (t.today.overdue)(&due.to_string()) } else { (t.today.due)(&due.to_string()) } }</Tag>
                </div>
                <p class="soft">{ entry.package.subject.address.clone() }</p>
                <p class="small soft">{ titles(&entry.package) }</p>
                <div class="row tight">
                    <Tag tone={tone(entry.bucket())}>{ (t.today.bucket)(entry.bucket()) }</Tag>
                    <span class="small">{ (t.inspect.progress)(progress.answered, progress.required) }</span>
                    if progress.state != DocState::Assigned { <SavedTag state={entry.saved} testid={format!("today-saved-{id}")} /> }
                    if let Some(rule) = entry.package.excerpt.visit_first.as_ref().filter(|_| entry.bucket() == Bucket::Waiting) {
                        <Tag tone={Tone::Accent} testid={format!("today-first-{id}")}>{ (t.today.visit_first)(&rule.cite) }</Tag>
                    }
                    if entry.parked.is_some() { <Tag tone={Tone::Danger} icon={IconName::Warn}>{ t.sync.parked }</Tag> }
                    if entry.package.proof.is_none() { <Tag tone={Tone::Warn}>{ t.today.not_random }</Tag> }
                </div>
                { for props.orders.iter().map(|waiting| ordered(t, today, waiting)) }
                if let Some(review) = comment { <p class="strong" data-testid={format!("today-comment-{id}")}>{ (t.today.returned)(&review.comment) }</p> }
            </article>
        </Link<FieldRoute>>
    }
}

/// Until when the subject has to put right what was found, and that somebody looks again.
fn ordered(t: &'static Messages, today: Date, waiting: &Waiting) -> Html {
    let (number, due) = (&waiting.order.number, waiting.order.due);
    let late = waiting.is_late(today);
    let day = if late {
        t.visit.order_late
    } else {
        t.visit.order_until
    };
    let then = match (&waiting.recheck, late) {
        (Some(_), _) => t.visit.order_ordered,
        (None, false) => t.visit.order_then,
        (None, true) => t.visit.order_late_then,
    };
    html! {
        <div key={number.clone()} class="row tight" data-testid={format!("today-order-{}", waiting.inspection)} data-late={late.to_string()}>
            <Tag tone={if late { Tone::Danger } else { Tone::Warn }} icon={IconName::Clock}>{ day(&due.to_string()) }</Tag>
            <span class="small">{ then }</span>
        </div>
    }
}

/// The task and the forms to fill in; a classified visit has none.
fn titles(package: &Package) -> String {
    let forms: Vec<&str> = package.forms.iter().map(|f| f.title.as_str()).collect();
    match forms.is_empty() {
        true => package.task_title.clone(),
        false => format!("{} · {}", package.task_title, forms.join("、")),
    }
}

fn tone(bucket: Bucket) -> Tone {
    match bucket {
        Bucket::Returned => Tone::Danger,
        Bucket::Started | Bucket::ToSign | Bucket::ToSend => Tone::Warn,
        Bucket::Waiting => Tone::Accent,
        Bucket::Done => Tone::Ok,
    }
}

/// A newer app is ready: only this screen offers it, because no record is open here.
#[component]
fn Update() -> Html {
    let t = use_t();
    let ready = use_state_eq(|| false);
    {
        let ready = ready.setter();
        use_effect_with((), move |()| {
            yew::platform::spawn_local(async move { ready.set(worker::update_waits().await) });
        });
    }
    if !*ready {
        return Html::default();
    }
    let take = Callback::from(|_: MouseEvent| yew::platform::spawn_local(worker::take_over()));
    html! {
        <Banner tone={Tone::Accent} title={t.today.update} testid="update-ready">
            <p>{ t.today.update_hint }</p>
            <div class="row"><Button onclick={take} testid="update-now">{ t.today.update_now }</Button></div>
        </Banner>
    }
}
