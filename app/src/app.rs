//! Providers and the switch between areas; no logic.

use crate::i18n::{Language, Speech};
use crate::pages;
use crate::route::Area;
use crate::shell::prefs;
use crate::ui::ToastArea;
use yew::prelude::*;
use yew_router::prelude::*;

/// The whole app.
#[component]
pub fn App() -> Html {
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
                <BrowserRouter>
                    <Switch<Area> render={Callback::from(|a: Area| area(&a))} />
                </BrowserRouter>
            </ToastArea>
        </ContextProvider<Speech>>
    }
}

fn area(area: &Area) -> Html {
    match area {
        Area::Start => html! { <pages::start::Start /> },
        Area::EnrolLink | Area::DeviceRoot | Area::Device { .. } => {
            html! { <pages::tablet::TabletArea device=true /> }
        }
        Area::FieldRoot | Area::Field { .. } => html! { <pages::tablet::TabletArea device=false /> },
        Area::OfficeRoot | Area::Office { .. } => html! { <pages::office::OfficeArea /> },
        Area::WitnessRoot | Area::Witness { .. } => html! { <pages::witness::WitnessArea /> },
        Area::NotFound => html! { <pages::not_found::NotFound /> },
    }
}
