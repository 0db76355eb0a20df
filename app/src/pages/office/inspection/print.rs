//! The record on paper at the office: the same sheet as on site, from what the server holds.
//!
//! `data-testid`: those of the sheet.

use super::InspectionProps;
use crate::hooks::remote::use_remote;
use crate::hooks::session::use_seat;
use crate::i18n::use_t;
use crate::pages::office::frame::Head;
use crate::pages::paper::{Paper, print_button, use_paper_size};
use crate::route::OfficeRoute;
use crate::ui::remote;
use domain::evidence::Evidence;
use domain::wire::api::InspectionDetail;
use yew::prelude::*;

/// The page.
#[component]
pub fn Print(props: &InspectionProps) -> Html {
    let t = use_t();
    let (size, chooser) = use_paper_size();
    let demo = use_seat().is_some_and(|seat| seat.session.demo);
    let file = use_remote::<InspectionDetail>(Some(format!("/api/v1/inspections/{}", props.id).into()));
    let back = OfficeRoute::Inspection {
        id: props.id.to_string(),
    };
    html! {
        <>
            <div class="no-print"><Head title={t.paper.title} {back}>{ print_button(t) }</Head></div>
            { chooser }
            { remote(&file, |f| Paper { package: &f.package, view: &f.view, demo, picture }.show(size)) }
        </>
    }
}

/// The photo of a seal or thumbprint as the server holds it: the small copy, which comes first.
pub fn picture(evidence: &Evidence, alt: &str) -> Html {
    let sha256 = evidence.derived.as_ref().map_or(&evidence.sha256, |d| &d.sha256);
    html! { <img class="paper-picture" src={format!("/api/v1/blobs/{sha256}")} alt={alt.to_owned()} data-testid="paper-picture" /> }
}
