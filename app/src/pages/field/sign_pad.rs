//! The pad: the hand writes, undo and redo, never a blank signature. Who cannot draw writes with the arrow keys.
//!
//! `data-testid`: `pad`, `pad-nib`, `pad-undo`, `pad-redo`, `pad-clear`, `pad-full`, `pad-confirm`.

use crate::i18n::use_t;
use crate::shell::pad as ink;
use crate::state::nib::Nib;
use crate::state::pad::{Inked, Pad, Pen};
use crate::ui::{Button, ButtonKind, IconName};
use domain::inspection::signature::Stroke;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SignPadProps {
    /// The strokes of a signature that is not blank.
    pub on_confirm: Callback<Vec<Stroke>>,
    /// Something else is missing yet (the signer's name).
    #[prop_or_default]
    pub disabled: bool,
    /// As much of the screen as there is.
    pub full: bool,
    /// Large, or as before.
    pub on_full: Callback<bool>,
}

/// Which pointer writes: a pen, once seen, keeps palms and fingers out.
#[derive(Debug, Default)]
struct Hand {
    pointer: Option<i32>,
    since: f64,
    pen: bool,
}

/// The nib of who writes with keys, and what keys and the end of the focus do. None until the first key.
#[hook]
fn use_nib(
    canvas: &NodeRef,
    pad: &UseReducerHandle<Pad>,
) -> (Option<Nib>, Callback<KeyboardEvent>, Callback<FocusEvent>) {
    let nib = use_state_eq(|| None::<Nib>);
    let begun = use_mut_ref(|| None::<f64>);
    let onkeydown = {
        let (canvas, pad, nib, begun) = (canvas.clone(), pad.dispatcher(), nib.clone(), begun.clone());
        Callback::from(move |event: KeyboardEvent| {
            let height = ink::height(&canvas);
            let begun = *begun.borrow_mut().get_or_insert(event.time_stamp());
            let ms = (event.time_stamp() - begun).round() as i32;
            let held = (*nib).unwrap_or(Nib::new(height));
            if let Some((next, pen)) = held.press(&event.key(), event.shift_key(), height, ms) {
                event.prevent_default();
                nib.set(Some(next));
                if let Some(pen) = pen {
                    pad.dispatch(pen);
                }
            }
        })
    };
    let onblur = {
        let (pad, nib) = (pad.dispatcher(), nib.clone());
        Callback::from(move |_: FocusEvent| {
            if let Some(held) = (*nib).filter(|held| held.down) {
                nib.set(Some(Nib { down: false, ..held }));
                pad.dispatch(Pen::Up);
            }
        })
    };
    (*nib, onkeydown, onblur)
}

/// The pad.
#[component]
pub fn SignPad(props: &SignPadProps) -> Html {
    let t = use_t();
    let canvas = use_node_ref();
    let pad = use_reducer(Pad::default);
    let hand = use_mut_ref(Hand::default);
    let size = use_state_eq(|| 0_u32);
    {
        let (size, pad) = (size.clone(), pad.dispatcher());
        use_effect(move || {
            let turned = ink::on_resize(move || {
                // A canvas that is made anew is empty; the strokes are kept apart from it.
                if !domain::guard::stands("strokes-outlive-the-canvas") {
                    pad.dispatch(Pen::Clear);
                }
                size.set(*size + 1);
            });
            move || drop(turned)
        });
    }
    {
        let (canvas, inked) = (canvas.clone(), use_mut_ref(Inked::default));
        use_effect_with((pad.clone(), *size, props.full), move |(pad, ..)| {
            ink::draw(&canvas, pad, &mut inked.borrow_mut());
        });
    }
    let onpointerdown = {
        let (canvas, pad, hand) = (canvas.clone(), pad.dispatcher(), hand.clone());
        Callback::from(move |event: PointerEvent| {
            let mut hand = hand.borrow_mut();
            hand.pen |= event.pointer_type() == "pen";
            if hand.pointer.is_some() || (hand.pen && event.pointer_type() != "pen") {
                return;
            }
            event.prevent_default();
            if hand.since == 0.0 {
                hand.since = event.time_stamp();
            }
            hand.pointer = Some(event.pointer_id());
            ink::capture(&event, &canvas);
            if let Some(point) = ink::points(&event, &canvas, hand.since).last() {
                pad.dispatch(Pen::Down(*point));
            }
        })
    };
    let onpointermove = {
        let (canvas, pad, hand) = (canvas.clone(), pad.dispatcher(), hand.clone());
        Callback::from(move |event: PointerEvent| {
            let hand = hand.borrow();
            if hand.pointer == Some(event.pointer_id()) {
                pad.dispatch(Pen::Move(ink::points(&event, &canvas, hand.since)));
            }
        })
    };
    let up = {
        let (pad, hand) = (pad.dispatcher(), hand);
        Callback::from(move |event: PointerEvent| {
            let mut hand = hand.borrow_mut();
            if hand.pointer == Some(event.pointer_id()) {
                hand.pointer = None;
                pad.dispatch(Pen::Up);
            }
        })
    };
    let (nib, onkeydown, onblur) = use_nib(&canvas, &pad);
    let act = |pen: Pen| {
        let pad = pad.dispatcher();
        Callback::from(move |_: MouseEvent| pad.dispatch(pen.clone()))
    };
    let confirm = {
        let strokes = pad.strokes().to_vec();
        props.on_confirm.reform(move |_: MouseEvent| strokes.clone())
    };
    let hint = if pad.is_blank() && pad.can_undo() {
        t.closing.pad_too_little
    } else if props.disabled && !pad.is_blank() {
        t.closing.pad_name_first
    } else {
        t.closing.pad_hint
    };
    html! {
        <div class="sign-pad" data-full={props.full.then_some("true")}>
            <canvas ref={canvas} aria-label={t.closing.pad} aria-describedby="pad-keys" role="application" tabindex="0" data-testid="pad" {onpointerdown} {onpointermove}
                onpointerup={up.clone()} onpointercancel={up} {onkeydown} {onblur} />
            <p class="small soft center">{ hint }</p>
            <p class={if props.full { "visually-hidden" } else { "small soft center" }} id="pad-keys">{ t.closing.pad_keys }</p>
            if let Some(held) = nib { <p class="small center" role="status" data-testid="pad-nib">{ (t.closing.pad_nib)(held.x / 100, held.y / 100, held.down) }</p> }
            <div class="row between">
                <div class="row tight">
                    <Button icon={IconName::Undo} onclick={act(Pen::Undo)} disabled={!pad.can_undo()} testid="pad-undo">{ t.closing.undo }</Button>
                    <Button icon={IconName::Redo} onclick={act(Pen::Redo)} disabled={!pad.can_redo()} testid="pad-redo">{ t.closing.redo }</Button>
                    <Button icon={IconName::Pen} pressed={props.full} onclick={let full = props.full; props.on_full.reform(move |_: MouseEvent| !full)} testid="pad-full">{ t.custody.pad_full }</Button>
                    <Button icon={IconName::Trash} onclick={act(Pen::Clear)} disabled={!pad.can_undo()} testid="pad-clear">{ t.closing.clear }</Button>
                </div>
                <Button kind={ButtonKind::Primary} icon={IconName::Check} onclick={confirm} disabled={pad.is_blank() || props.disabled} testid="pad-confirm">{ t.closing.confirm_signature }</Button>
            </div>
        </div>
    }
}
