//! An address that leads nowhere.

use crate::i18n::use_t;
use crate::route::Area;
use crate::ui::{Empty, LinkButton};
use yew::prelude::*;

/// Says so and leads back. `data-testid`: `not-found`.
#[component]
pub fn NotFound() -> Html {
    let t = use_t();
    html! {
        <main class="page"><div class="page-body narrow">
            <Empty title={t.common.not_found} testid="not-found">
                <LinkButton<Area> to={Area::Start}>{ t.common.to_start }</LinkButton<Area>>
            </Empty>
        </div></main>
    }
}
