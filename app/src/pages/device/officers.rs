//! Who is on this tablet: each officer's name to choose by, and the way in for another one.
//!
//! `data-testid`: `officers`, `officer-<seat>`, `officer-unsent-<seat>`, `officer-add`, `officers-here`, `leave-mine`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::route::{DeviceRoute, FieldRoute};
use crate::shell::here;
use crate::shell::tablet::Wish;
use crate::state::seat::{Door, Occupant, Seat, Seated, free};
use crate::ui::{Button, Card, Choice, IconName, Segmented};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct OfficersProps {
    pub door: Rc<Door>,
    /// This seat is one of the choices: its PIN is asked for.
    pub at_lock: bool,
}

/// The names, where there is more than this one.
#[component]
pub(super) fn Officers(props: &OfficersProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let navigator = use_navigator();
    let door = &props.door;
    let chosen = props.at_lock.then_some(door.seat);
    let on_pick = Callback::from(move |value: AttrValue| {
        let Some(seat) = Seat::parse(&value).filter(|seat| Some(*seat) != chosen) else {
            return;
        };
        if let Some(navigator) = &navigator {
            // His place of work is not this one's.
            navigator.replace(&FieldRoute::Resume);
        }
        tablet.switch(Wish::Of(seat));
    });
    if !door.is_shared() {
        return Html::default();
    }
    let choice = |(seat, who): &(Seat, Occupant)| Choice::new(seat.to_string(), name_of(*seat, who, t));
    let choices: Vec<Choice> = door.seated.iter().map(choice).collect();
    let selected: Vec<AttrValue> = chosen.iter().map(|seat| seat.to_string().into()).collect();
    let title = match props.at_lock {
        true => t.custody.seats_choose,
        false => t.custody.seats_back,
    };
    html! {
        <Card {title} testid="officers">
            <Segmented label={title} {choices} {selected} {on_pick} testid="officer" />
            <ul class="stack tight small soft">{ for door.seated.iter().filter_map(|(seat, who)| unsent(*seat, who, t)) }</ul>
        </Card>
    }
}

/// What of his has not been sent: it goes only when he opens his part himself.
fn unsent(seat: Seat, who: &Occupant, t: &Messages) -> Option<Html> {
    let note = here::noted(seat).filter(|note| note.docs + note.photos > 0)?;
    let words = (t.custody.seats_unsent)(&name_of(seat, who, t), note.docs, note.photos);
    Some(html! { <li key={seat.to_string()} data-testid={format!("officer-unsent-{seat}")}>{ words }</li> })
}

/// Those of the tablet, where its own seat cannot say who they are: it does not open.
#[component]
pub(super) fn Others() -> Html {
    let seat = use_tablet().seat();
    let seated = use_seated();
    let door = Rc::new(Door {
        seat,
        seated: (*seated).clone(),
        ..Door::default()
    });
    html! { <Officers {door} at_lock=true /> }
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct AnotherProps {
    pub door: Rc<Door>,
}

/// The way in for another officer.
#[component]
pub(super) fn Another(props: &AnotherProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let navigator = use_navigator();
    let path = use_location().map(|at| at.path().to_owned());
    if free(&props.door.seated).is_empty() {
        return Html::default();
    }
    let onclick = Callback::from(move |_: MouseEvent| {
        let route = path.as_deref().and_then(DeviceRoute::recognize);
        let enrols = matches!(route, Some(DeviceRoute::Enrol | DeviceRoute::EnrolLink));
        // A code in the address is for whoever enrols now.
        if let Some(navigator) = navigator.as_ref().filter(|_| !enrols) {
            navigator.replace(&DeviceRoute::Enrol);
        }
        tablet.switch(Wish::Free);
    });
    html! { <Button wide=true icon={IconName::Plus} {onclick} testid="officer-add">{ t.custody.seats_add }</Button> }
}

/// The names on the page of the tablet, and what of it is shared.
#[component]
pub(super) fn Here() -> Html {
    let t = use_t();
    let seated = use_seated();
    if seated.len() < 2 {
        return Html::default();
    }
    let names: Vec<String> = seated.iter().map(|(seat, who)| name_of(*seat, who, t)).collect();
    html! {
        <div data-testid="officers-here">
            <p class="strong">{ t.custody.seats_here }</p>
            <p>{ names.join(" · ") }</p>
            <p class="small soft">{ t.custody.seats_shared }</p>
        </div>
    }
}

/// Beside the emptying: whose data it is about, where there is somebody else's.
#[component]
pub(super) fn OnlyMine() -> Html {
    let t = use_t();
    match use_seated().len() {
        0 | 1 => Html::default(),
        _ => html! { <p class="strong" data-testid="leave-mine">{ t.custody.seats_leave }</p> },
    }
}

#[hook]
fn use_seated() -> UseStateHandle<Seated> {
    let tablet = use_tablet();
    let seated = use_state_eq(Seated::default);
    {
        let seated = seated.setter();
        use_effect_with(tablet, move |tablet| {
            let tablet = tablet.clone();
            yew::platform::spawn_local(async move { seated.set(tablet.seated().await) });
        });
    }
    seated
}

/// His name; his place where the list of names was lost.
fn name_of(seat: Seat, who: &Occupant, t: &Messages) -> String {
    match who.officer.is_empty() {
        true => (t.custody.seats_unnamed)(seat.place()),
        false => who.officer.clone(),
    }
}
