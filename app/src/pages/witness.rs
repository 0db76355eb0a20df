//! The witness area.

use super::not_found::NotFound;
use yew::prelude::*;

/// Pages of this area.
#[component]
pub fn WitnessArea() -> Html {
    html! { <NotFound /> }
}
