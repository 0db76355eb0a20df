//! What is there already, and taking one out with a reason.
//!
//! A copy of one can be marked in its place. `data-testid`: `withdraw-reason`, `withdraw-confirm`, and those of the strip.

use super::annotate::Annotate;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::pages::field::photo_strip::PhotoStrip;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Dialog, Empty, Field, TextInput};
use domain::evidence::Evidence;
use domain::inspection::doc::WORDS_CHARS_MAX;
use domain::inspection::edit::Edit;
use domain::inspection::view::DocState;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct KeptProps {
    pub entry: Rc<Entry>,
    pub photos: Vec<domain::inspection::view::EvidenceView>,
    /// The photo a copy of which is being marked, in the place of the strip.
    pub marked: Option<Rc<Evidence>>,
    pub on_mark: Callback<Option<Rc<Evidence>>>,
}

/// What is there, and taking one out with a reason.
#[component]
pub fn Kept(props: &KeptProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let asked = use_state(|| None::<Evidence>);
    let reason = use_state_eq(String::new);
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let confirm = {
        let (tablet, inspection) = (tablet, props.entry.id().clone());
        let (asked, reason) = (asked.clone(), reason.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(evidence) = &*asked {
                let edit = Edit::Withdraw {
                    evidence: evidence.id.clone(),
                    reason: reason.trim().to_owned(),
                };
                tablet.edit(&inspection, edit);
            }
            asked.set(None);
        })
    };
    if let Some(evidence) = props.marked.clone() {
        let on_close = props.on_mark.reform(|()| None);
        return html! { <Annotate entry={props.entry.clone()} {evidence} {on_close} /> };
    }
    if props.photos.is_empty() {
        return html! { <Empty title={t.inspect.no_photos} /> };
    }
    let ask = {
        let (asked, reason) = (asked.setter(), reason.setter());
        Callback::from(move |evidence: Evidence| {
            // The field of the question opens empty: so does what would be recorded.
            reason.set(String::new());
            asked.set(Some(evidence));
        })
    };
    // A sealed record takes no more; where one is begun anew the page says so.
    let mark = (props.entry.view.state != DocState::Sealed)
        .then(|| props.on_mark.reform(|evidence: Evidence| Some(Rc::new(evidence))));
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text: String| reason.set(text))
    };
    let actions = html! {
        <>
            <Button onclick={close.reform(|_: MouseEvent| ())}>{ t.common.cancel }</Button>
            <Button kind={ButtonKind::Danger} onclick={confirm} disabled={reason.trim().is_empty()} testid="withdraw-confirm">{ t.inspect.withdraw }</Button>
        </>
    };
    html! {
        <>
            <PhotoStrip photos={props.photos.clone()} blobs={props.entry.blobs.clone()} on_withdraw={ask} on_annotate={mark} />
            if asked.is_some() {
                <Dialog title={t.inspect.withdraw_title} on_close={close} {actions}>
                    <p>{ t.inspect.withdraw_hint }</p>
                    <Field id="withdraw-reason" label={t.inspect.withdraw_reason}>
                        <TextInput id="withdraw-reason" testid="withdraw-reason" longest={Some(WORDS_CHARS_MAX)} value="" {oninput} />
                    </Field>
                </Dialog>
            }
        </>
    }
}
