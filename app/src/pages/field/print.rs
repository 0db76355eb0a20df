//! Printing on site: the whole record on A4 or a slip, by the browser, without a network.
//!
//! How the copy was given is recorded here, after it was. `data-testid`: those of the sheet and of [`super::copy`].

use super::copy::CopyGiven;
use super::frame::Frame;
use crate::hooks::tablet::{use_entry, use_work};
use crate::i18n::use_t;
use crate::pages::paper::{Sheet, print_button, use_paper_size};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PrintProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Print(props: &PrintProps) -> Html {
    let t = use_t();
    let work = use_work();
    let (size, chooser) = use_paper_size();
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let sheet = Sheet {
        package: &entry.package,
        view: &entry.view,
        demo: work.owner.demo,
    };
    html! {
        <Frame title={t.paper.title} back={FieldRoute::ReadBack { id: props.id.clone() }} foot={print_button(t)}>
            { chooser }
            { sheet.show(size, t) }
            <CopyGiven entry={entry.clone()} />
        </Frame>
    }
}
