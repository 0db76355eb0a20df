//! The tablet's area: setting up, the lock, and field work behind it.
//!
//! One component for `/device` and `/field`, so that going between them never locks. While the tablet is
//! locked the address stays, and so does the place of work.

use super::device::{self, DeviceHome};
use super::field;
use super::not_found::NotFound;
use crate::hooks::tablet::use_work;
use crate::i18n::use_t;
use crate::route::{DeviceRoute, FieldRoute};
use crate::shell::tablet::{Tablet, Wish};
use crate::state::session::Session;
use crate::state::work::Work;
use crate::ui::{Banner, Empty, Tone, use_toaster};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// Gate first, pages behind it.
#[component]
pub fn TabletArea() -> Html {
    let session = use_state_eq(Session::default);
    // A runner for each wish, also for the same one again: what comes late to the one before finds nobody.
    let wish = use_state(|| (0_u32, Wish::default()));
    let tablet = {
        let (session, next) = (session.setter(), wish.setter());
        use_memo(*wish, move |(turn, wish)| {
            let turn = *turn;
            let switch = Callback::from(move |wish: Wish| next.set((turn.wrapping_add(1), wish)));
            Tablet::new(*wish, Callback::from(move |s: Session| session.set(s)), switch)
        })
    };
    use_effect_with((*tablet).clone(), |tablet| {
        tablet.start();
        let tablet = tablet.clone();
        move || tablet.stop()
    });
    let location = use_location();
    {
        let tablet = (*tablet).clone();
        let path = location.map(|l| l.path().to_owned()).unwrap_or_default();
        let open = matches!(*session, Session::Open(_));
        use_effect_with((path, open), move |(path, open)| {
            if *open {
                tablet.remember(path);
            }
        });
    }
    html! {
        <ContextProvider<Tablet> context={(*tablet).clone()}>
            { gate(&session) }
        </ContextProvider<Tablet>>
    }
}

/// The page of a path, in either half of the area.
fn page(path: &AttrValue) -> Html {
    match FieldRoute::recognize(path) {
        Some(route) if route != FieldRoute::NotFound || path.starts_with("/field") => field::page(&route),
        Some(_) | None => device_page(&DeviceRoute::recognize(path).unwrap_or(DeviceRoute::NotFound)),
    }
}

fn gate(session: &Session) -> Html {
    match session {
        Session::Starting => html! { <Opening /> },
        Session::Locking => html! { <Locking /> },
        Session::Unfit(missing) => html! { <device::Unfit missing={missing.clone()} /> },
        Session::Broken(fault) => html! { <device::Broken fault={fault.clone()} /> },
        Session::Bare(door) => html! { <device::Enrol key={door.seat.to_string()} door={door.clone()} /> },
        Session::Locked(door) => html! { <device::Unlock key={door.seat.to_string()} door={door.clone()} /> },
        Session::Open(work) if work.sync.revoked => html! {
            <ContextProvider<Rc<Work>> context={work.clone()}><device::Revoked /></ContextProvider<Rc<Work>>>
        },
        Session::Open(work) => html! {
            <ContextProvider<Rc<Work>> context={work.clone()}>
                <Notices />
                <field::rain::Guarded>
                    <field::hand::Hands page={Callback::from(|path: AttrValue| page(&path))} />
                </field::rain::Guarded>
            </ContextProvider<Rc<Work>>>
        },
    }
}

fn device_page(route: &DeviceRoute) -> Html {
    match route {
        DeviceRoute::Device => html! { <DeviceHome /> },
        // Enrolled and open: there is nothing to set up, the day's list is next.
        DeviceRoute::EnrolLink | DeviceRoute::Enrol | DeviceRoute::SetPin | DeviceRoute::Unlock => {
            html! { <Redirect<FieldRoute> to={FieldRoute::Resume} /> }
        }
        DeviceRoute::NotFound => html! { <NotFound /> },
    }
}

/// What the officer must know at once: a refused edit, a repaired store. All of it stays in the sync centre. A mark
/// that the disk refuses is said for as long as that is so (`data-testid`: `not-kept`).
#[component]
fn Notices() -> Html {
    let t = use_t();
    let toaster = use_toaster();
    let work = use_work();
    let seen = use_mut_ref(|| 0_usize);
    let not_kept = work.not_kept;
    use_effect_with(work.told.len(), move |_| {
        for (code, _) in work.told.iter().skip(*seen.borrow()) {
            toaster.show(Tone::Warn, t.codes.of(code));
        }
        *seen.borrow_mut() = work.told.len();
    });
    not_kept.map_or_else(Html::default, |code| {
        html! { <div class="alarm"><Banner tone={Tone::Danger} title={t.codes.of("store.waits")} testid="not-kept"><p>{ t.codes.of(code) }</p></Banner></div> }
    })
}

#[component]
fn Opening() -> Html {
    let t = use_t();
    html! { <main class="page"><div class="page-body narrow">
        <Empty title={t.device.opening} whole_page=true testid="opening"><p>{ t.device.opening_hint }</p></Empty>
    </div></main> }
}

#[component]
fn Locking() -> Html {
    let t = use_t();
    html! { <main class="page"><div class="page-body narrow">
        <Empty title={t.device.locking} whole_page=true testid="locking"><p>{ t.device.locking_hint }</p></Empty>
    </div></main> }
}

/// A sentence for an inspection that is not on this tablet.
#[component]
pub fn NoSuchInspection() -> Html {
    let t = use_t();
    html! {
        <field::frame::Frame title={t.today.no_such} back={FieldRoute::Today}>
            <Banner tone={Tone::Warn} title={t.today.no_such_hint} testid="no-such-inspection" />
            <div class="row"><crate::ui::LinkButton<FieldRoute> to={FieldRoute::Today}>{ t.today.title }</crate::ui::LinkButton<FieldRoute>></div>
        </field::frame::Frame>
    }
}
