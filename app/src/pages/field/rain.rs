//! The guard against rain and sleeves: one tap, and the page takes no touch until a hand means it.
//!
//! A dialog over everything, so that nothing below is unmounted: what records goes on recording, what is saved goes on
//! being saved. Taking it away takes two steps, because water may press for long: a tap, then a hold elsewhere.
//! `data-testid`: `rain`, `rain-first`, `rain-hold`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::{clock, dom};
use crate::state::hold::{By, HOLD_MS, Hold};
use crate::ui::{Button, Icon, IconName};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// The second step must follow the first within this.
const SECOND_WITHIN_MS: u32 = 8_000;

/// Puts the guard up.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard(pub Callback<()>);

#[derive(Debug, PartialEq, Properties)]
pub struct GuardedProps {
    pub children: Html,
}

/// Pages that may be guarded.
#[component]
pub fn Guarded(props: &GuardedProps) -> Html {
    let tablet = use_tablet();
    let up = use_state_eq(|| false);
    let put = |on: bool| {
        let (tablet, up) = (tablet.clone(), up.setter());
        Callback::from(move |()| {
            tablet.guard(on);
            up.set(on);
        })
    };
    let guard = use_memo((), |()| Guard(put(true)));
    html! {
        <ContextProvider<Guard> context={(*guard).clone()}>
            { props.children.clone() }
            if *up { <Cover on_clear={put(false)} /> }
        </ContextProvider<Guard>>
    }
}

/// The button that puts it up (`data-testid`: `guard`).
#[component]
pub fn GuardButton() -> Html {
    let t = use_t();
    let Some(Guard(up)) = use_context::<Guard>() else {
        return Html::default();
    };
    html! {
        <Button kind={crate::ui::ButtonKind::Quiet} icon={IconName::Shield} label={t.custody.guard} onclick={up.reform(|_: MouseEvent| ())} testid="guard" />
    }
}

#[derive(Debug, PartialEq, Properties)]
struct CoverProps {
    on_clear: Callback<()>,
}

#[component]
fn Cover(props: &CoverProps) -> Html {
    let t = use_t();
    let node = use_node_ref();
    let second = use_state_eq(|| false);
    {
        let node = node.clone();
        use_effect_with((), move |()| dom::modal(&node));
    }
    {
        let off = second.setter();
        use_effect_with(*second, move |on| {
            let timer = on.then(|| Timeout::new(SECOND_WITHIN_MS, move || off.set(false)));
            move || drop(timer)
        });
    }
    let first = {
        let second = second.setter();
        Callback::from(move |_: MouseEvent| second.set(true))
    };
    // Escape, also pressed twice, is no hand that means it.
    let stay = {
        let node = node.clone();
        Callback::from(move |_: Event| dom::show_modal(&node))
    };
    let oncancel = Callback::from(|event: Event| event.prevent_default());
    html! {
        <dialog class="rain" ref={node} {oncancel} onclose={stay} aria-label={t.custody.guard_on} data-testid="rain">
            <Icon name={IconName::Shield} />
            <h2>{ t.custody.guard_on }</h2>
            <p>{ t.custody.guard_hint }</p>
            <Button onclick={first} disabled={*second} testid="rain-first">{ t.custody.guard_first }</Button>
            if *second { <Second on_clear={props.on_clear.clone()} /> }
        </dialog>
    }
}

/// The hold: by finger, pen, mouse or key.
#[component]
fn Second(props: &CoverProps) -> Html {
    let t = use_t();
    let hold = use_state_eq(Hold::default);
    {
        let on_clear = props.on_clear.clone();
        use_effect_with(*hold, move |held| {
            let held = *held;
            let timer = held.is_held().then(|| {
                Timeout::new(HOLD_MS as u32 + 20, move || {
                    if held.is_done(clock::elapsed_ms()) {
                        on_clear.emit(());
                    }
                })
            });
            move || drop(timer)
        });
    }
    let press = {
        let hold = hold.clone();
        move |by: By| hold.set(hold.press(by, clock::elapsed_ms()))
    };
    let release = {
        let hold = hold.clone();
        move |by: By| hold.set(hold.release(by))
    };
    let is_key = |event: &KeyboardEvent| matches!(event.key().as_str(), "Enter" | " ");
    let (on, off) = (press.clone(), release.clone());
    let onpointerdown = Callback::from(move |event: PointerEvent| on(By::Pointer(event.pointer_id())));
    let slip = Callback::from(move |event: PointerEvent| off(By::Pointer(event.pointer_id())));
    let (on, off) = (press, release.clone());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if is_key(&event) {
            event.prevent_default();
            on(By::Key);
        }
    });
    let onkeyup = Callback::from(move |event: KeyboardEvent| {
        if is_key(&event) {
            off(By::Key);
        }
    });
    let onblur = Callback::from(move |_: FocusEvent| release(By::Key));
    html! {
        <button type="button" class="btn rain-hold" data-kind="primary" data-held={hold.is_held().then_some("true")} data-testid="rain-hold"
            {onpointerdown} onpointerup={slip.clone()} onpointercancel={slip.clone()} onpointerleave={slip}
            {onkeydown} {onkeyup} {onblur} oncontextmenu={Callback::from(|event: MouseEvent| event.prevent_default())}>
            { t.custody.guard_second }
        </button>
    }
}
