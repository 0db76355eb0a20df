//! The device area.

use super::not_found::NotFound;
use yew::prelude::*;

/// Pages of this area.
#[component]
pub fn DeviceArea() -> Html {
    html! { <NotFound /> }
}
