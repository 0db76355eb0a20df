//! Marking a copy of a photo: by hand on the picture, or by choosing a place for who does not draw.
//!
//! Exists so that an officer can point at what he means without touching the original: the copy is evidence of its own
//! that names the original's digest. Invariant: called kept only when copy and record are on the disk; until then every
//! stroke is, as a draft.
//!
//! `data-testid`: `annotate`, `annotate-picture`, `annotate-tool-<arrow|circle|line|words>`, `annotate-colour-<red|yellow|blue>`,
//! `annotate-words`, `annotate-spot`, `annotate-put`, `annotate-count`, `annotate-undo`, `annotate-redo`, `annotate-clear`,
//! `annotate-caption`, `annotate-draft` (how safe the strokes are), `annotate-save`, `annotate-cancel`, `annotate-failed`.

mod tools;

use super::unsaved::SetAside;
use crate::hooks::draft::{Drafting, use_draft};
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::pages::field::photo_strip::use_shown;
use crate::shell::fault::Fault;
use crate::shell::tablet::{Tablet, Taken};
use crate::shell::{clock, dom, markup, pad as ink};
use crate::state::markup::{Hand, Mark, Markup};
use crate::state::work::Entry;
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, SavedTag, TextInput, Tone, use_toaster};
use domain::evidence::{About, Evidence, EvidenceKind};
use domain::id::{EvidenceId, InspectionId};
use domain::inspection::doc::WORDS_CHARS_MAX;
use std::rc::Rc;
use tools::Tools;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct AnnotateProps {
    pub entry: Rc<Entry>,
    /// The photo whose copy is marked.
    pub evidence: Rc<Evidence>,
    pub on_close: Callback<()>,
}

/// The card.
#[component]
pub fn Annotate(props: &AnnotateProps) -> Html {
    let t = use_t();
    let a = &t.annotate;
    let markup = use_reducer(Markup::default);
    let canvas = use_node_ref();
    let caption = use_state_eq(|| props.evidence.caption.clone());
    let asked = use_state_eq(|| false);
    let draft = use_draft(&props.entry, &props.evidence, &markup, &caption);
    let (saving, failed, save) = use_saving(props, &markup, &caption, &draft);
    // The button that led here is gone: whoever uses keys or listens goes on in the card.
    use_effect_with((), |()| {
        dom::reveal("annotate");
    });
    let on_caption = {
        let caption = caption.setter();
        Callback::from(move |text: String| caption.set(text))
    };
    let act = |hand: Hand| {
        let markup = markup.dispatcher();
        Callback::from(move |_: MouseEvent| markup.dispatch(hand.clone()))
    };
    let ask = |on: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(on))
    };
    let on_confirm = set_aside(&draft, failed.setter(), props.on_close.clone());
    let cancel = match markup.can_undo() {
        true => ask(true).reform(|_: MouseEvent| ()),
        false => on_confirm.reform(|_: MouseEvent| ()),
    };
    html! {
        <Card title={a.title}>
            <div class="stack" id="annotate" tabindex="-1" data-testid="annotate">
                <p class="small soft">{ a.hint }</p>
                <Picture evidence={props.evidence.clone()} markup={markup.clone()} canvas={canvas.clone()} />
                <div class="row tight">
                    <p class="small" role="status" data-testid="annotate-count">{ (a.count)(markup.marks().len()) }</p>
                    if markup.can_undo() { <SavedTag state={draft.kept} testid="annotate-draft" /> }
                </div>
                <div class="row tight">
                    <Button icon={IconName::Undo} onclick={act(Hand::Undo)} disabled={!markup.can_undo()} testid="annotate-undo">{ t.closing.undo }</Button>
                    <Button icon={IconName::Redo} onclick={act(Hand::Redo)} disabled={!markup.can_redo()} testid="annotate-redo">{ t.closing.redo }</Button>
                    <Button icon={IconName::Trash} onclick={act(Hand::Clear)} disabled={!markup.can_undo()} testid="annotate-clear">{ t.closing.clear }</Button>
                </div>
                <Tools markup={markup.clone()} {canvas} />
                <Field id="annotate-caption" label={a.caption} hint={a.caption_hint}>
                    <TextInput id="annotate-caption" testid="annotate-caption" longest={Some(WORDS_CHARS_MAX)} value={(*caption).clone()} oninput={on_caption} />
                </Field>
                if let Some(fault) = failed.as_ref().or(draft.failed.as_ref()) { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="annotate-failed" /> }
                <div class="row between">
                    <Button onclick={cancel} disabled={*saving} testid="annotate-cancel">{ a.cancel }</Button>
                    <Button kind={ButtonKind::Primary} icon={IconName::Check} onclick={save} disabled={*saving || !markup.can_undo()} testid="annotate-save">{ if *saving { a.saving } else { a.save } }</Button>
                </div>
                if *asked { <SetAside count={markup.marks().len()} on_close={ask(false)} {on_confirm} failed={(*failed).clone()} /> }
            </div>
        </Card>
    }
}

/// Saving the copy: whether it is under way, why it failed, and the tap.
#[hook]
fn use_saving(
    props: &AnnotateProps,
    markup: &UseReducerHandle<Markup>,
    caption: &UseStateHandle<String>,
    draft: &Drafting,
) -> (
    UseStateHandle<bool>,
    UseStateHandle<Option<Fault>>,
    Callback<MouseEvent>,
) {
    let t = use_t();
    let (tablet, toaster) = (use_tablet(), use_toaster());
    let saving = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<Fault>);
    let (marks, words) = (markup.marks().to_vec(), said(caption, markup));
    let (inspection, evidence) = (props.entry.id().clone(), props.evidence.clone());
    let (busy, fails, close) = (saving.setter(), failed.setter(), props.on_close.clone());
    let draft = draft.clone();
    let save = Callback::from(move |_: MouseEvent| {
        let (tablet, toaster, close) = (tablet.clone(), toaster.clone(), close.clone());
        let (busy, fails, draft) = (busy.clone(), fails.clone(), draft.clone());
        let (inspection, evidence) = (inspection.clone(), evidence.clone());
        let (marks, words) = (marks.clone(), words.clone());
        busy.set(true);
        yew::platform::spawn_local(async move {
            match keep(&tablet, &inspection, &evidence, &marks, (words, draft.copy())).await {
                Ok(()) => {
                    // A draft that stays is known by the copy's name: the next visit of the page removes it.
                    draft.remove().await.ok();
                    toaster.show(Tone::Ok, t.annotate.kept);
                    close.emit(());
                }
                Err(fault) => {
                    draft.call_anew();
                    fails.set(Some(fault));
                    busy.set(false);
                }
            }
        });
    });
    (saving, failed, save)
}

/// Removes the draft, and closes once it is gone.
fn set_aside(draft: &Drafting, failed: UseStateSetter<Option<Fault>>, close: Callback<()>) -> Callback<()> {
    let draft = draft.clone();
    Callback::from(move |()| {
        let (draft, failed, close) = (draft.clone(), failed.clone(), close.clone());
        yew::platform::spawn_local(async move {
            match draft.remove().await {
                Ok(()) => close.emit(()),
                Err(fault) => failed.set(Some(fault)),
            }
        });
    })
}

/// The caption, or where none was typed the words on the picture.
fn said(caption: &str, markup: &Markup) -> String {
    match caption.trim() {
        "" => markup.all_words(),
        words => words.to_owned(),
    }
}

/// Draws the copy and keeps it: bytes first, then the record names them and the original.
async fn keep(
    tablet: &Tablet,
    inspection: &InspectionId,
    evidence: &Evidence,
    marks: &[Mark],
    (caption, name): (String, EvidenceId),
) -> Result<(), Fault> {
    let (sha256, media) = shown_bytes(evidence);
    let bytes = tablet
        .evidence(sha256)
        .await
        .ok_or(Fault::new("photo.unreadable"))?;
    let bytes = markup::copy(&bytes, media, marks).await?;
    let taken = Taken {
        bytes,
        kind: EvidenceKind::Annotated,
        item: evidence.item.clone(),
        caption,
        about: Some(About::Annotated {
            of: evidence.sha256.clone(),
        }),
        id: Some(name),
        at: clock::now(),
    };
    tablet.keep_taken(inspection, taken).await
}

/// What is drawn on: the small copy where there is one.
fn shown_bytes(evidence: &Evidence) -> (&str, &str) {
    match &evidence.derived {
        Some(derived) => (&derived.sha256, "image/jpeg"),
        None => (&evidence.sha256, &evidence.media_type),
    }
}

#[derive(Debug, PartialEq, Properties)]
struct PictureProps {
    evidence: Rc<Evidence>,
    markup: UseReducerHandle<Markup>,
    canvas: NodeRef,
}

/// The picture with the canvas over it.
#[component]
fn Picture(props: &PictureProps) -> Html {
    let t = use_t();
    let shown = use_shown(&props.evidence);
    let canvas = &props.canvas;
    let pointer = use_mut_ref(|| None::<i32>);
    let size = use_state_eq(|| 0_u32);
    {
        let size = size.clone();
        use_effect(move || {
            let turned = ink::on_resize(move || size.set(*size + 1));
            move || drop(turned)
        });
    }
    {
        let canvas = canvas.clone();
        let marks = props.markup.marks().to_vec();
        use_effect_with((marks, *size, shown.is_some()), move |(marks, ..)| {
            markup::draw(&canvas, marks);
        });
    }
    let points = |event: &PointerEvent, canvas: &NodeRef| -> Vec<[i32; 2]> {
        let all = ink::points(event, canvas, event.time_stamp());
        all.into_iter().map(|[x, y, ..]| [x, y]).collect()
    };
    let onpointerdown = {
        let (canvas, markup, pointer) = (canvas.clone(), props.markup.dispatcher(), pointer.clone());
        Callback::from(move |event: PointerEvent| {
            let mut pointer = pointer.borrow_mut();
            if pointer.is_some() {
                return;
            }
            event.prevent_default();
            *pointer = Some(event.pointer_id());
            ink::capture(&event, &canvas);
            if let Some(point) = points(&event, &canvas).last() {
                markup.dispatch(Hand::Down(*point));
            }
        })
    };
    let onpointermove = {
        let (canvas, markup, pointer) = (canvas.clone(), props.markup.dispatcher(), pointer.clone());
        Callback::from(move |event: PointerEvent| {
            if *pointer.borrow() == Some(event.pointer_id()) {
                markup.dispatch(Hand::Move(points(&event, &canvas)));
            }
        })
    };
    let up = {
        let (markup, pointer) = (props.markup.dispatcher(), pointer);
        Callback::from(move |event: PointerEvent| {
            let mut pointer = pointer.borrow_mut();
            if *pointer == Some(event.pointer_id()) {
                *pointer = None;
                markup.dispatch(Hand::Up);
            }
        })
    };
    // The canvas has its size once the picture is there.
    let onload = {
        let (now, size) = (*size, size.setter());
        Callback::from(move |_: Event| size.set(now + 1))
    };
    html! {
        <div class="annotate-picture">
            if let Some(shown) = &*shown { <img src={shown.url().to_owned()} alt={t.annotate.picture} {onload} /> }
            <canvas ref={canvas.clone()} aria-hidden="true" data-testid="annotate-picture" {onpointerdown} {onpointermove} onpointerup={up.clone()} onpointercancel={up} />
        </div>
    }
}
