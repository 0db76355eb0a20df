//! Providers and the switch between areas, once a program; no logic.

use crate::i18n::{Language, Speech};
use crate::pages;
use crate::route::{Area, DeskArea};
use crate::shell::prefs;
use crate::ui::ToastArea;
use yew::prelude::*;
use yew_router::prelude::*;

/// The tablet's program: the chooser, setting up, field work.
#[component]
pub fn App() -> Html {
    html! { <House><Switch<Area> render={Callback::from(|a: Area| area(&a))} /></House> }
}

/// The office's program, and the witness's.
#[component]
pub fn Desk() -> Html {
    html! { <House><Switch<DeskArea> render={Callback::from(|a: DeskArea| desk(&a))} /></House> }
}

#[derive(Debug, PartialEq, Properties)]
struct HouseProps {
    children: Html,
}

/// What every page of both may use: the language, passing notices, addresses.
#[component]
fn House(props: &HouseProps) -> Html {
    let language = use_state_eq(prefs::language);
    use_effect_with((), |()| prefs::apply());
    let set = {
        let language = language.setter();
        use_callback((), move |chosen: Language, ()| {
            prefs::set_language(chosen);
            language.set(chosen);
        })
    };
    let speech = Speech {
        language: *language,
        set,
    };
    html! {
        <ContextProvider<Speech> context={speech}>
            <ToastArea>
                <BrowserRouter>{ props.children.clone() }</BrowserRouter>
            </ToastArea>
        </ContextProvider<Speech>>
    }
}

fn area(area: &Area) -> Html {
    match area {
        Area::Start => html! { <pages::start::Start /> },
        Area::EnrolLink | Area::DeviceRoot | Area::Device { .. } | Area::FieldRoot | Area::Field { .. } => {
            html! { <pages::tablet::TabletArea /> }
        }
        Area::NotFound => html! { <pages::not_found::NotFound /> },
    }
}

fn desk(area: &DeskArea) -> Html {
    match area {
        DeskArea::OfficeRoot | DeskArea::Office { .. } | DeskArea::NotFound => {
            html! { <pages::office::OfficeArea /> }
        }
        DeskArea::WitnessRoot | DeskArea::Witness { .. } => html! { <pages::witness::WitnessArea /> },
    }
}
