//! The office area.

use super::not_found::NotFound;
use yew::prelude::*;

/// Pages of this area.
#[component]
pub fn OfficeArea() -> Html {
    html! { <NotFound /> }
}
