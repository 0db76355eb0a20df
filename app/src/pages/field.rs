//! The field area.

use super::not_found::NotFound;
use yew::prelude::*;

/// Pages of this area.
#[component]
pub fn FieldArea() -> Html {
    html! { <NotFound /> }
}
