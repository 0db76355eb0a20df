//! Amending a sealed record: what the office asked for, the reason, and what it means.
//!
//! `data-testid`: `review-comment`, `amend-reason`, `amend`.

use super::frame::Frame;
use super::supplements::Supplements;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::use_t;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, TextArea, Tone};
use domain::inspection::edit::Edit;
use domain::inspection::view::DocState;
use domain::review::ReviewAct;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct AmendProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Amend(props: &AmendProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let navigator = use_navigator();
    let reason = use_state_eq(String::new);
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    let returned = entry
        .review
        .entries
        .iter()
        .rev()
        .find(|e| e.act == ReviewAct::Return);
    let amend = {
        let (tablet, inspection, id) = (tablet, entry.id().clone(), id.clone());
        let text = reason.trim().to_owned();
        Callback::from(move |_: MouseEvent| {
            tablet.edit(&inspection, Edit::Amend { reason: text.clone() });
            if let Some(navigator) = &navigator {
                navigator.push(&FieldRoute::Inspect { id: id.clone() });
            }
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text: String| reason.set(text))
    };
    html! {
        <Frame title={t.closing.amend_title} back={FieldRoute::Brief { id }}>
            if let Some(review) = returned {
                <Banner tone={Tone::Warn} title={t.closing.returned} testid="review-comment">
                    <p>{ review.comment.clone() }</p><p class="small">{ review.at.china_minute() }</p>
                </Banner>
            }
            <Supplements entry={entry.clone()} />
            <Card>
                <p>{ t.closing.amend_hint }</p>
                <Field id="amend-reason" label={t.closing.amend_reason}>
                    <TextArea id="amend-reason" testid="amend-reason" value="" {oninput} />
                </Field>
                <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Pen} onclick={amend} testid="amend"
                    disabled={reason.trim().is_empty() || entry.view.state != DocState::Sealed}>{ t.closing.amend }</Button></div>
            </Card>
        </Frame>
    }
}
