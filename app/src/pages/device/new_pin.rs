//! Choosing a PIN: twice the same, and not too easy.
//!
//! `data-testid`: `pin-new`, `pin-again`.

use crate::i18n::{Messages, use_t};
use crate::state::pin::{self, WeakPin};
use crate::ui::{Field, TextInput};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct NewPinProps {
    /// A vault left by an earlier try: its PIN is asked for instead of a new one.
    #[prop_or_default]
    pub known: bool,
    /// The PIN, as soon as and as long as it fits.
    pub on_change: Callback<Option<String>>,
    /// Enter was pressed on a PIN that fits.
    pub on_enter: Callback<()>,
}

/// The two fields.
#[component]
pub(super) fn NewPin(props: &NewPinProps) -> Html {
    let t = use_t();
    let pin = use_state_eq(String::new);
    let again = use_state_eq(String::new);
    let fits = match props.known {
        true => !pin.is_empty(),
        false => pin::check(&pin).is_ok() && *pin == *again,
    };
    use_effect_with(
        (fits.then(|| (*pin).clone()), props.on_change.clone()),
        |(pin, tell)| tell.emit(pin.clone()),
    );
    let set = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let onenter = fits.then(|| props.on_enter.clone());
    let weak = (!props.known && !pin.is_empty())
        .then(|| pin::check(&pin).err())
        .flatten();
    let differs = !again.is_empty() && *again != *pin;
    html! {
        <>
            <Field id="pin-new" label={t.device.pin} error={weak.map(|w| AttrValue::Static(weak_words(w, t)))}>
                <TextInput id="pin-new" testid="pin-new" kind="password" inputmode="numeric" autocomplete="new-password" value="" oninput={set(&pin)} onenter={onenter.clone()} />
            </Field>
            if !props.known {
                <Field id="pin-again" label={t.device.pin_again} error={differs.then_some(AttrValue::Static(t.device.pin_differs))}>
                    <TextInput id="pin-again" testid="pin-again" kind="password" inputmode="numeric" autocomplete="new-password" value="" oninput={set(&again)} {onenter} />
                </Field>
            }
        </>
    }
}

fn weak_words(weak: WeakPin, t: &Messages) -> &'static str {
    match weak {
        WeakPin::Length => t.device.pin_length,
        WeakPin::NotDigits => t.device.pin_digits,
        WeakPin::Obvious => t.device.pin_obvious,
    }
}
