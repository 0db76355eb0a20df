//! The tablet in the subject's hands: the app stays on the page to be signed until the officer enters his PIN.
//!
//! Invariant: what is shown is the page that was handed over, whatever the address says; nothing of other inspections
//! can be reached. What no page can do is said: the system's own buttons still leave the app, and who comes back by
//! them finds this page, or the lock. `data-testid`: `hand-given`, `hand-back`, `hand-pin`, `hand-take`, `hand-failed`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::pages::device::stays_locked;
use crate::route::FieldRoute;
use crate::shell::vault::StaysLocked;
use crate::ui::{Banner, Button, ButtonKind, Dialog, Field, IconName, TextInput, Tone};
use yew::prelude::*;
use yew_router::prelude::*;

/// Whose hands the tablet is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    /// It was given away.
    pub given: bool,
    /// Gives it away, or takes it back.
    pub give: Callback<bool>,
}

/// It was given away, and its page is all there is.
#[hook]
pub fn use_given() -> bool {
    use_context::<Hand>().is_some_and(|hand| hand.given)
}

#[derive(Debug, PartialEq, Properties)]
pub struct HandsProps {
    /// The page of a path.
    pub page: Callback<AttrValue, Html>,
}

/// The pages of the tablet, or the one that was handed over.
#[component]
pub fn Hands(props: &HandsProps) -> Html {
    let location = use_location();
    let navigator = use_navigator();
    let path = location.map(|l| l.path().to_owned()).unwrap_or_default();
    let held = use_state_eq(|| None::<String>);
    use_effect_with((path.clone(), (*held).clone()), move |(path, held)| {
        if let (Some(held), Some(navigator)) = (held, navigator)
            && held != path
            && let Some(route) = FieldRoute::recognize(held)
        {
            // The back button has left the address: it is put back, and the next one finds it again.
            navigator.push(&route);
        }
    });
    let give = {
        let (held, path) = (held.setter(), path.clone());
        Callback::from(move |on: bool| held.set(on.then(|| path.clone())))
    };
    let hand = Hand {
        given: held.is_some(),
        give,
    };
    let shown = (*held).clone().unwrap_or(path);
    html! {
        <ContextProvider<Hand> context={hand}>{ props.page.emit(AttrValue::from(shown)) }</ContextProvider<Hand>>
    }
}

/// In the head of the page while it is given away.
#[component]
pub fn HandBack() -> Html {
    let t = use_t();
    let asks = use_state_eq(|| false);
    let ask = |on: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(on))
    };
    html! {
        <>
            <Button icon={IconName::Lock} onclick={ask(true).reform(|_: MouseEvent| ())} testid="hand-back">{ t.custody.hand_back }</Button>
            if *asks { <TakeBack on_close={ask(false)} /> }
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct TakeBackProps {
    on_close: Callback<()>,
}

#[component]
fn TakeBack(props: &TakeBackProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let hand = use_context::<Hand>();
    let pin = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let refused = use_state(|| None::<StaysLocked>);
    let take = {
        let (pin, busy, refused) = ((*pin).clone(), busy.setter(), refused.setter());
        Callback::from(move |()| {
            let (tablet, pin, hand) = (tablet.clone(), pin.clone(), hand.clone());
            let (busy, refused) = (busy.clone(), refused.clone());
            busy.set(true);
            yew::platform::spawn_local(async move {
                match (tablet.is_officer(&pin).await, hand) {
                    (Ok(()), Some(hand)) => hand.give.emit(false),
                    (Ok(()), None) => {}
                    (Err(why), _) => refused.set(Some(why)),
                }
                busy.set(false);
            });
        })
    };
    let oninput = {
        let pin = pin.setter();
        Callback::from(move |text: String| pin.set(text))
    };
    let words = refused.as_ref().map(|why| stays_locked(t, why));
    let empty = pin.is_empty();
    html! {
        <Dialog title={t.custody.hand_back} on_close={props.on_close.clone()} actions={html! { <>
            <Button onclick={props.on_close.reform(|_: MouseEvent| ())} testid="hand-stay">{ t.common.cancel }</Button>
            <Button kind={ButtonKind::Primary} icon={IconName::Lock} busy={*busy} disabled={empty} onclick={take.reform(|_: MouseEvent| ())} testid="hand-take">{ t.device.unlock }</Button>
        </> }}>
            <p>{ t.custody.hand_pin_hint }</p>
            <Field id="hand-pin" label={t.device.pin}>
                <TextInput id="hand-pin" testid="hand-pin" kind="password" inputmode="numeric" autocomplete="current-password" value="" {oninput}
                    onenter={(!empty).then(|| take.clone())} />
            </Field>
            if let Some(words) = words { <Banner tone={Tone::Danger} title={words} testid="hand-failed"><p>{ t.device.never_wiped }</p></Banner> }
        </Dialog>
    }
}

/// Gives the tablet away for this page, and says what it cannot do.
#[component]
pub fn Give() -> Html {
    let t = use_t();
    let Some(hand) = use_context::<Hand>() else {
        return Html::default();
    };
    if hand.given {
        return html! { <Banner tone={Tone::Accent} title={t.custody.hand_given} testid="hand-given"><p>{ t.custody.hand_given_hint }</p></Banner> };
    }
    html! {
        <div class="stack tight">
            <Button icon={IconName::Tablet} onclick={hand.give.reform(|_: MouseEvent| true)} testid="hand-give">{ t.custody.hand_give }</Button>
            <p class="small soft">{ t.custody.hand_give_hint }</p>
        </div>
    }
}
