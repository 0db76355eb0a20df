//! An address that leads nowhere.

use crate::i18n::use_t;
use crate::route::Area;
use crate::ui::{Empty, LinkButton};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct NotFoundProps {
    /// It stands inside a frame that is the page's main part already.
    #[prop_or_default]
    pub framed: bool,
}

/// Says so and leads back. `data-testid`: `not-found`.
#[component]
pub fn NotFound(props: &NotFoundProps) -> Html {
    let t = use_t();
    let words = html! {
        <div class="page-body narrow">
            <Empty title={t.common.not_found} whole_page=true testid="not-found">
                <LinkButton<Area> to={Area::Start}>{ t.common.to_start }</LinkButton<Area>>
            </Empty>
        </div>
    };
    if props.framed {
        words
    } else {
        html! { <main class="page">{ words }</main> }
    }
}
