//! Printing on site: the whole record on A4 or a slip, by the browser, without a network.
//!
//! How the copy was given is recorded here, after it was. `data-testid`: those of the sheet and of [`super::copy`].

use super::copy::CopyGiven;
use super::frame::Frame;
use super::photo_strip::use_shown;
use crate::hooks::tablet::{use_entry, use_work};
use crate::i18n::use_t;
use crate::pages::paper::{Paper, print_button, use_paper_size};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use domain::evidence::Evidence;
use std::rc::Rc;
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
    let paper = Paper {
        package: &entry.package,
        view: &entry.view,
        demo: work.owner.demo,
        picture,
    };
    html! {
        <Frame title={t.paper.title} back={FieldRoute::ReadBack { id: props.id.clone() }} foot={print_button(t)}>
            { chooser }
            { paper.show(size) }
            <CopyGiven entry={entry.clone()} />
        </Frame>
    }
}

/// The photo of a seal or thumbprint from this tablet's own store.
fn picture(evidence: &Evidence, alt: &str) -> Html {
    html! { <Stored evidence={Rc::new(evidence.clone())} alt={alt.to_owned()} /> }
}

#[derive(Debug, PartialEq, Properties)]
struct StoredProps {
    evidence: Rc<Evidence>,
    alt: AttrValue,
}

#[component]
fn Stored(props: &StoredProps) -> Html {
    let shown = use_shown(&props.evidence);
    match &*shown {
        Some(shown) => {
            html! { <img class="paper-picture" src={shown.url().to_owned()} alt={props.alt.clone()} data-testid="paper-picture" /> }
        }
        None => html! { <p>{ props.alt.clone() }</p> },
    }
}
