//! What is taken along: the record on paper and as a file, and the trail of who wrote what.
//!
//! `data-testid`: `to-paper`, `record-pdf`, `trail`.

use super::InspectionProps;
use crate::hooks::remote::use_act;
use crate::i18n::use_t;
use crate::route::OfficeRoute;
use crate::shell::{file, http};
use crate::state::remote::Failure;
use crate::ui::{Button, Card, Failed, IconName, LinkButton};
use yew::prelude::*;

/// The card.
#[component]
pub fn Taken(props: &InspectionProps) -> Html {
    let t = use_t();
    let act = use_act();
    let id = props.id.to_string();
    let trail = format!("/api/v1/inspections/{id}/audit.csv");
    let fetch = {
        let (act, id) = (act.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let id = id.clone();
            let get = async move {
                let bytes = http::get_bytes(&format!("/api/v1/inspections/{id}/record.pdf")).await?;
                file::save(&format!("{id}.pdf"), "application/pdf", &bytes)
                    .map_err(|_| Failure::Unreadable { status: 200 })
            };
            act.start(get, |()| {});
        })
    };
    html! {
        <Card title={t.inspections.taken_along}>
            <div class="stack">
                <LinkButton<OfficeRoute> to={OfficeRoute::Paper { id: id.clone() }} icon={IconName::File} wide={true} testid="to-paper">{ t.paper.title }</LinkButton<OfficeRoute>>
                <Button icon={IconName::File} wide={true} onclick={fetch} busy={act.busy} testid="record-pdf">{ t.inspections.record_pdf }</Button>
                if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
                <a class="btn" data-kind="secondary" href={trail} download={format!("{id}-audit.csv")} data-testid="trail">{ t.inspections.trail }</a>
                <p class="small soft">{ t.inspections.trail_hint }</p>
            </div>
        </Card>
    }
}
