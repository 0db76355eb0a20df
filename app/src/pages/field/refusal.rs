//! Refusal to sign: why, photo and sound of it where the camera is allowed, and a witness or why there is none.
//!
//! What is typed is on the disk while it is typed; the record takes it with the button, and only then the page goes on.
//! `data-testid`: `refusal-reason`, `refusal-kept`, `refusal-no-witness`, `refusal-save`, `refusal-witness`, `refusal-proof`, and those
//! of the viewfinder and the recorder.

use super::frame::Frame;
use super::photo::{Sources, use_keeping};
use super::photo_strip::PhotoStrip;
use super::recording::Recording;
use super::steps::SourceTag;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::hooks::words::use_typed;
use crate::i18n::use_t;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Card, Field, IconName, SavedTag, TextArea, Tone, use_toaster};
use domain::evidence::EvidenceKind;
use domain::inspection::edit::Edit;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// The fields, in their order.
const REASON: usize = 0;
const NO_WITNESS: usize = 1;

#[derive(Debug, PartialEq, Properties)]
pub struct RefusalProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Refusal(props: &RefusalProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let navigator = use_navigator();
    let entry = use_entry(&props.id);
    let kept = entry.as_ref().and_then(|e| e.view.refusal.clone());
    let known = kept.map_or_else(|| vec![String::new(); 2], |r| vec![r.reason, r.no_witness]);
    let typed = use_typed(format!("refusal/{}", props.id), known);
    let toaster = use_toaster();
    let [reason, no_witness] = [REASON, NO_WITNESS].map(|n| typed.words.get(n).cloned().unwrap_or_default());
    let Some(entry) = entry else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    let rule = &entry.package.excerpt.signatures;
    let save = |next: FieldRoute, with_witness: bool| {
        let (tablet, inspection, navigator) = (tablet.clone(), entry.id().clone(), navigator.clone());
        let edit = Edit::Refuse {
            reason: reason.trim().to_owned(),
            no_witness: if with_witness {
                String::new()
            } else {
                no_witness.trim().to_owned()
            },
        };
        let (typed, toaster) = (typed.clone(), toaster.clone());
        Callback::from(
            move |_: MouseEvent| match tablet.try_edit(&inspection, edit.clone()) {
                Ok(()) => {
                    typed.spend();
                    if let Some(navigator) = &navigator {
                        navigator.push(&next);
                    }
                }
                // The words stay on the page and on the disk.
                Err(fault) => toaster.show(Tone::Danger, t.codes.of(fault.code)),
            },
        )
    };
    let back = FieldRoute::ReadBack { id: id.clone() };
    let set = |field: usize| {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(field, text))
    };
    let unsaved = typed.words.iter().any(|text| !text.is_empty());
    let silent = reason.trim().is_empty();
    html! {
        <Frame title={t.closing.refusal_title} back={back.clone()}>
            <Card>
                <p>{ if rule.refusal.is_empty() { t.closing.refusal_silent.to_owned() } else { rule.refusal.clone() } }</p>
                if !rule.refusal_cite.is_empty() { <p class="cite" lang="zh-CN">{ rule.refusal_cite.clone() }</p> }
                <Field id="refusal-reason" label={t.closing.refusal_reason}>
                    <TextArea id="refusal-reason" testid="refusal-reason" value={reason.clone()} oninput={set(REASON)} />
                </Field>
                if unsaved { <div class="row end"><SavedTag state={typed.kept} testid="refusal-kept" /></div> }
            </Card>
            if entry.package.excerpt.camera_forbidden.is_none() { <Proof entry={entry.clone()} /> }
            <Card title={t.closing.witness} aside={html! { <SourceTag source={rule.witness_source} /> }}>
                <p>{ if rule.witness_at_refusal { t.closing.witness_asked } else { t.closing.witness_free } }</p>
                if !rule.witness_cite.is_empty() { <p class="cite" lang="zh-CN">{ rule.witness_cite.clone() }</p> }
                <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Pen} disabled={silent} testid="refusal-witness"
                    onclick={save(FieldRoute::Sign { id, who: "witness".to_owned() }, true)}>{ t.closing.witness_signs }</Button></div>
                <Field id="refusal-no-witness" label={t.closing.why_no_witness} hint={t.closing.why_no_witness_hint}>
                    <TextArea id="refusal-no-witness" testid="refusal-no-witness" value={no_witness.clone()} oninput={set(NO_WITNESS)} />
                </Field>
                <div class="row"><Button disabled={silent || (rule.witness_at_refusal && no_witness.trim().is_empty())} testid="refusal-save"
                    onclick={save(back, false)}>{ t.closing.refusal_save }</Button></div>
            </Card>
        </Frame>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ProofProps {
    entry: Rc<Entry>,
}

/// Photo and sound of the refusal: evidence of the visit as a whole, captioned as what it is.
#[component]
fn Proof(props: &ProofProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    use_effect_with((), move |()| tablet.look_around());
    let caption = t.closing.refusal_proof;
    let words = Callback::from(move |kind: EvidenceKind| Some((kind, None, caption.to_owned())));
    let (keeping, keep) = use_keeping(&props.entry, None, words);
    let kept: Vec<_> = props.entry.evidence_of(None).cloned().collect();
    html! {
        <div class="stack loose" data-testid="refusal-proof">
            <p class="soft">{ t.closing.refusal_proof_hint }</p>
            <Sources keep={keep.clone()} import={false} />
            { keeping.show(t) }
            <Recording {keep} />
            if !kept.is_empty() { <PhotoStrip photos={kept} blobs={props.entry.blobs.clone()} /> }
        </div>
    }
}
