//! The office's frame: navigation, who is logged in, the demo notice, the page.
//!
//! `data-testid`: `nav-dashboard`, `nav-subjects`, `nav-inspectors`, `nav-regimes`, `nav-tasks`,
//! `nav-inspections`, `nav-devices`, `nav-hand-in`, `nav-quarantine`, `nav-calendar`, `demo-notice`, `language-switch`,
//! `log-out`.

use crate::hooks::session::use_seat;
use crate::hooks::title::use_heading;
use crate::i18n::{Messages, use_speech, use_t};
use crate::pages::gate::LogOut;
use crate::route::OfficeRoute;
use crate::ui::{Button, ButtonKind, Icon, IconName};
use domain::access::Action;
use yew::prelude::*;
use yew_router::prelude::*;

/// Where it leads, its icon, its words, its test name, and what the account must be allowed to do there.
type Entry = (OfficeRoute, IconName, &'static str, &'static str, Action);

fn entries(t: &Messages) -> [Entry; 10] {
    let o = &t.office;
    let task = Action::ReadTask;
    [
        (
            OfficeRoute::Dashboard,
            IconName::Desk,
            o.nav_dashboard,
            "nav-dashboard",
            task,
        ),
        (
            OfficeRoute::Subjects,
            IconName::List,
            o.nav_subjects,
            "nav-subjects",
            Action::ReadRoster,
        ),
        (
            OfficeRoute::Inspectors,
            IconName::Shield,
            o.nav_inspectors,
            "nav-inspectors",
            Action::ReadRoster,
        ),
        (
            OfficeRoute::Regimes,
            IconName::File,
            o.nav_regimes,
            "nav-regimes",
            task,
        ),
        (OfficeRoute::Tasks, IconName::Sync, o.nav_tasks, "nav-tasks", task),
        (
            OfficeRoute::Inspections,
            IconName::Eye,
            o.nav_inspections,
            "nav-inspections",
            Action::ReadInspection,
        ),
        (
            OfficeRoute::Calendar,
            IconName::Clock,
            o.nav_calendar,
            "nav-calendar",
            task,
        ),
        (
            OfficeRoute::Devices,
            IconName::Tablet,
            o.nav_devices,
            "nav-devices",
            Action::Administer,
        ),
        (
            OfficeRoute::HandIn,
            IconName::File,
            o.nav_hand_in,
            "nav-hand-in",
            Action::HandIn,
        ),
        (
            OfficeRoute::Quarantine,
            IconName::Lock,
            o.nav_quarantine,
            "nav-quarantine",
            Action::JudgeQuarantine,
        ),
    ]
}

/// The entry of the navigation a page belongs to.
fn home_of(route: &OfficeRoute) -> OfficeRoute {
    match route {
        OfficeRoute::Regimes | OfficeRoute::Regime { .. } => OfficeRoute::Regimes,
        OfficeRoute::Tasks
        | OfficeRoute::NewTask
        | OfficeRoute::Task { .. }
        | OfficeRoute::Plan { .. }
        | OfficeRoute::PlanAfter { .. }
        | OfficeRoute::Live { .. } => OfficeRoute::Tasks,
        OfficeRoute::Inspections
        | OfficeRoute::Inspection { .. }
        | OfficeRoute::NewVisit
        | OfficeRoute::Recheck { .. }
        | OfficeRoute::Paper { .. }
        | OfficeRoute::Publication { .. } => OfficeRoute::Inspections,
        OfficeRoute::Quarantine | OfficeRoute::Upload { .. } => OfficeRoute::Quarantine,
        OfficeRoute::Dashboard
        | OfficeRoute::Subjects
        | OfficeRoute::Inspectors
        | OfficeRoute::Devices
        | OfficeRoute::HandIn
        | OfficeRoute::Calendar
        | OfficeRoute::NotFound => route.clone(),
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct FrameProps {
    pub route: OfficeRoute,
    pub children: Html,
}

/// The frame.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let t = use_t();
    let speech = use_speech();
    let seat = use_seat();
    let here = home_of(&props.route);
    let switch = {
        let speech = speech.clone();
        Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()))
    };
    html! {
        <div class="office">
            <a class="skip no-print" href="#content">{ t.office.skip_nav }</a>
            <aside class="office-side no-print">
                <p class="office-brand">{ t.common.product }</p>
                <nav class="office-nav" aria-label={t.office.nav}>
                    { for entries(t).into_iter().filter(|e| seat.as_ref().is_some_and(|seat| seat.may(e.4))).map(|(to, icon, words, testid, _)| {
                        let current = (to == here).then_some("page");
                        html! { <NavLink {to} {icon} {words} {testid} {current} /> }
                    }) }
                </nav>
                <div class="office-who">
                    if let Some(seat) = &seat { <p class="strong" data-testid="who">{ seat.session.name.clone() }</p> }
                    <div class="row tight">
                        <LogOut />
                        <Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ t.common.language_other }</Button>
                    </div>
                </div>
            </aside>
            <main class="office-main" id="content" tabindex="-1">
                if seat.is_some_and(|seat| seat.session.demo) {
                    <p class="office-demo no-print" data-testid="demo-notice">{ t.log_in.demo }</p>
                }
                <div class="office-page">{ props.children.clone() }</div>
            </main>
        </div>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct NavLinkProps {
    to: OfficeRoute,
    icon: IconName,
    words: &'static str,
    testid: &'static str,
    current: Option<&'static str>,
}

#[component]
fn NavLink(props: &NavLinkProps) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            if event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            event.prevent_default();
            if let Some(navigator) = &navigator {
                navigator.push(&to);
            }
        })
    };
    html! {
        <a href={props.to.to_path()} {onclick} aria-current={props.current} data-testid={props.testid}>
            <Icon name={props.icon} /><span>{ props.words }</span>
        </a>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct HeadProps {
    pub title: AttrValue,
    /// Where this page came from.
    #[prop_or_default]
    pub back: Option<OfficeRoute>,
    /// Buttons of the page.
    #[prop_or_default]
    pub children: Html,
}

/// Heading of an office page, with the way back and the page's own buttons.
#[component]
pub fn Head(props: &HeadProps) -> Html {
    let t = use_t();
    let heading = use_heading(&props.title, t.common.product);
    html! {
        <header class="office-head">
            if let Some(back) = &props.back {
                <Link<OfficeRoute> to={back.clone()} classes="link">{ t.common.back }</Link<OfficeRoute>>
            }
            <div class="row between">
                <h1 ref={heading} tabindex="-1">{ props.title.clone() }</h1>
                <div class="row tight">{ props.children.clone() }</div>
            </div>
        </header>
    }
}
