//! Marking a copy of a photo: by hand on the picture, or by choosing a place for who does not draw.
//!
//! Exists so that an officer can point at what he means without touching the original: the copy is evidence of its own
//! that names the original's digest. Invariant: called kept only when copy and record are on the disk.
//!
//! `data-testid`: `annotate`, `annotate-picture`, `annotate-tool-<arrow|circle|line|words>`, `annotate-colour-<red|yellow|blue>`,
//! `annotate-words`, `annotate-spot`, `annotate-put`, `annotate-count`, `annotate-undo`, `annotate-redo`, `annotate-clear`,
//! `annotate-caption`, `annotate-save`, `annotate-cancel`, `annotate-failed`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::pages::field::photo_strip::use_shown;
use crate::shell::fault::Fault;
use crate::shell::tablet::{Tablet, Taken};
use crate::shell::{clock, dom, markup, pad as ink};
use crate::state::markup::{Colour, Hand, Mark, Markup, Spot, Tool};
use crate::ui::{
    Banner, Button, ButtonKind, Card, Choice, Field, IconName, Segmented, Select, TextInput, Tone,
    use_toaster,
};
use domain::evidence::{About, Evidence, EvidenceKind};
use domain::id::InspectionId;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct AnnotateProps {
    pub inspection: InspectionId,
    /// The photo whose copy is marked.
    pub evidence: Rc<Evidence>,
    pub on_close: Callback<()>,
}

/// The card.
#[component]
pub fn Annotate(props: &AnnotateProps) -> Html {
    let t = use_t();
    let a = &t.annotate;
    let (tablet, toaster) = (use_tablet(), use_toaster());
    let markup = use_reducer(Markup::default);
    let canvas = use_node_ref();
    let caption = use_state_eq(|| props.evidence.caption.clone());
    let saving = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<Fault>);
    // The button that led here is gone: whoever uses keys or listens goes on in the card.
    use_effect_with((), |()| {
        dom::reveal("annotate");
    });
    let save = {
        let (markup, caption, evidence) = (markup.clone(), caption.clone(), props.evidence.clone());
        let (saving, failed, close) = (saving.setter(), failed.setter(), props.on_close.clone());
        let inspection = props.inspection.clone();
        Callback::from(move |_: MouseEvent| {
            let (tablet, toaster, close) = (tablet.clone(), toaster.clone(), close.clone());
            let (saving, failed, inspection) = (saving.clone(), failed.clone(), inspection.clone());
            let (marks, words) = (markup.marks().to_vec(), said(&caption, &markup));
            let evidence = evidence.clone();
            saving.set(true);
            yew::platform::spawn_local(async move {
                match keep(&tablet, &inspection, &evidence, &marks, words).await {
                    Ok(()) => {
                        toaster.show(Tone::Ok, t.annotate.kept);
                        close.emit(());
                    }
                    Err(fault) => {
                        failed.set(Some(fault));
                        saving.set(false);
                    }
                }
            });
        })
    };
    let on_caption = {
        let caption = caption.setter();
        Callback::from(move |text: String| caption.set(text))
    };
    let act = |hand: Hand| {
        let markup = markup.dispatcher();
        Callback::from(move |_: MouseEvent| markup.dispatch(hand.clone()))
    };
    let cancel = props.on_close.reform(|_: MouseEvent| ());
    html! {
        <Card title={a.title}>
            <div class="stack" id="annotate" tabindex="-1" data-testid="annotate">
                <p class="small soft">{ a.hint }</p>
                <Picture evidence={props.evidence.clone()} markup={markup.clone()} canvas={canvas.clone()} />
                <p class="small" role="status" data-testid="annotate-count">{ (a.count)(markup.marks().len()) }</p>
                <div class="row tight">
                    <Button icon={IconName::Undo} onclick={act(Hand::Undo)} disabled={!markup.can_undo()} testid="annotate-undo">{ t.closing.undo }</Button>
                    <Button icon={IconName::Redo} onclick={act(Hand::Redo)} disabled={!markup.can_redo()} testid="annotate-redo">{ t.closing.redo }</Button>
                    <Button icon={IconName::Trash} onclick={act(Hand::Clear)} disabled={!markup.can_undo()} testid="annotate-clear">{ t.closing.clear }</Button>
                </div>
                <Tools markup={markup.clone()} {canvas} />
                <Field id="annotate-caption" label={a.caption} hint={a.caption_hint}>
                    <TextInput id="annotate-caption" testid="annotate-caption" value={(*caption).clone()} oninput={on_caption} />
                </Field>
                if let Some(fault) = &*failed { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="annotate-failed" /> }
                <div class="row between">
                    <Button onclick={cancel} disabled={*saving} testid="annotate-cancel">{ a.cancel }</Button>
                    <Button kind={ButtonKind::Primary} icon={IconName::Check} onclick={save} disabled={*saving || !markup.can_undo()} testid="annotate-save">{ if *saving { a.saving } else { a.save } }</Button>
                </div>
            </div>
        </Card>
    }
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
    caption: String,
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

#[derive(Debug, PartialEq, Properties)]
struct ToolsProps {
    markup: UseReducerHandle<Markup>,
    canvas: NodeRef,
}

/// What is drawn, in which colour, and for who does not draw: where.
#[component]
fn Tools(props: &ToolsProps) -> Html {
    let t = use_t();
    let a = &t.annotate;
    let markup = &props.markup;
    let spot = use_state_eq(Spot::default);
    let tools = Tool::ALL.map(|tool| Choice::new(tool.code(), tool_word(t, tool)));
    let colours = Colour::ALL.map(|colour| Choice::new(colour.code(), colour_word(t, colour)));
    let on_tool = {
        let markup = markup.dispatcher();
        Callback::from(move |code: AttrValue| {
            let tool = Tool::ALL.into_iter().find(|tool| tool.code() == code.as_str());
            markup.dispatch(Hand::Take(tool.unwrap_or_default()));
        })
    };
    let on_colour = {
        let markup = markup.dispatcher();
        Callback::from(move |code: AttrValue| {
            let colour = Colour::ALL
                .into_iter()
                .find(|colour| colour.code() == code.as_str());
            markup.dispatch(Hand::Dip(colour.unwrap_or_default()));
        })
    };
    let on_words = {
        let markup = markup.dispatcher();
        Callback::from(move |words: String| markup.dispatch(Hand::Say(words)))
    };
    let on_spot = {
        let spot = spot.setter();
        Callback::from(move |value: String| spot.set(Spot(value.parse().unwrap_or_default())))
    };
    let put = {
        let (markup, canvas, spot) = (markup.dispatcher(), props.canvas.clone(), *spot);
        Callback::from(move |_: MouseEvent| markup.dispatch(Hand::Put(spot, ink::height(&canvas))))
    };
    let spots: Vec<Choice> = (0..9).map(|n| Choice::new(n.to_string(), (a.place)(n))).collect();
    let silent = markup.tool == Tool::Words && markup.words.trim().is_empty();
    html! {
        <div class="stack">
            <Segmented label={a.tool} choices={tools.to_vec()} selected={vec![AttrValue::from(markup.tool.code())]} on_pick={on_tool} testid="annotate-tool" />
            <Segmented label={a.colour} choices={colours.to_vec()} selected={vec![AttrValue::from(markup.colour.code())]} on_pick={on_colour} testid="annotate-colour" />
            if markup.tool == Tool::Words {
                <Field id="annotate-words" label={a.say} hint={a.say_hint}>
                    <TextInput id="annotate-words" testid="annotate-words" value="" oninput={on_words} />
                </Field>
            }
            <Field id="annotate-spot" label={a.spot}>
                <Select id="annotate-spot" testid="annotate-spot" choices={spots} selected={spot.0.to_string()} on_change={on_spot} />
            </Field>
            <Button icon={IconName::Plus} onclick={put} disabled={silent} testid="annotate-put">{ a.put }</Button>
        </div>
    }
}

fn tool_word(t: &Messages, tool: Tool) -> &'static str {
    match tool {
        Tool::Arrow => t.annotate.arrow,
        Tool::Circle => t.annotate.circle,
        Tool::Line => t.annotate.line,
        Tool::Words => t.annotate.words,
    }
}

fn colour_word(t: &Messages, colour: Colour) -> &'static str {
    match colour {
        Colour::Red => t.annotate.red,
        Colour::Yellow => t.annotate.yellow,
        Colour::Blue => t.annotate.blue,
    }
}
