//! An address that leads nowhere.

use crate::i18n::use_t;
use crate::route::{Area, OfficeRoute};
use crate::ui::{Empty, LinkButton};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct NotFoundProps {
    /// It stands inside the office's frame, which is the page's main part already.
    #[prop_or_default]
    pub framed: bool,
}

/// Says so and leads back. `data-testid`: `not-found`.
#[component]
pub fn NotFound(props: &NotFoundProps) -> Html {
    let t = use_t();
    let words = |way_back: Html| {
        html! {
            <div class="page-body narrow">
                <Empty title={t.common.not_found} whole_page=true testid="not-found">{ way_back }</Empty>
            </div>
        }
    };
    if props.framed {
        words(
            html! { <LinkButton<OfficeRoute> to={OfficeRoute::Dashboard}>{ t.common.to_start }</LinkButton<OfficeRoute>> },
        )
    } else {
        let start = html! { <LinkButton<Area> to={Area::Start}>{ t.common.to_start }</LinkButton<Area>> };
        html! { <main class="page">{ words(start) }</main> }
    }
}
