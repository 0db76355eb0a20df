//! A text that is kept while it is typed: after a short pause, at the end of a composition, on leaving.

use crate::i18n::use_t;
use crate::ui::saved::SavedTag;
use crate::ui::{Field, TextArea, TextInput};
use domain::sync::engine::SavedState;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Pause after which typed text is kept: short enough that a kill loses no sentence.
const PAUSE_MS: u32 = 250;

#[derive(Debug, PartialEq, Properties)]
pub struct SavedTextProps {
    pub id: AttrValue,
    /// Visible label; empty where the text stands right below its question, which then is its `name`.
    pub label: AttrValue,
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// The text as the document says it.
    pub value: AttrValue,
    /// The whole text to keep.
    pub on_text: Callback<String>,
    /// How safe the document's text is.
    pub saved: SavedState,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    #[prop_or(true)]
    pub multiline: bool,
    #[prop_or(3)]
    pub rows: u32,
    #[prop_or_default]
    pub disabled: bool,
}

/// A labelled text with its save state.
#[component]
pub fn SavedText(props: &SavedTextProps) -> Html {
    let t = use_t();
    // Text typed and not handed on yet, with the timer that will hand it on.
    let pending = use_mut_ref(|| None::<(String, Timeout)>);
    let typing = use_state_eq(|| false);
    let hand_on = {
        let (pending, typing, on_text) = (pending.clone(), typing.clone(), props.on_text.clone());
        Callback::from(move |()| {
            if let Some((text, timer)) = pending.borrow_mut().take() {
                timer.cancel();
                on_text.emit(text);
            }
            typing.set(false);
        })
    };
    let oninput = {
        let (pending, typing, hand_on) = (pending.clone(), typing.clone(), hand_on.clone());
        Callback::from(move |text: String| {
            typing.set(true);
            let hand_on = hand_on.clone();
            let timer = Timeout::new(PAUSE_MS, move || hand_on.emit(()));
            if let Some((_, old)) = pending.borrow_mut().replace((text, timer)) {
                old.cancel();
            }
        })
    };
    {
        // A page that goes away hands on what it still holds.
        let hand_on = hand_on.clone();
        use_effect_with((), move |()| {
            let hidden = crate::shell::dom::on_hidden({
                let hand_on = hand_on.clone();
                move || hand_on.emit(())
            });
            move || {
                drop(hidden);
                hand_on.emit(());
            }
        });
    }
    let state = if *typing { SavedState::Typed } else { props.saved };
    let shown = !props.value.is_empty() || *typing;
    let text = if props.multiline {
        html! { <TextArea id={props.id.clone()} testid={props.id.clone()} label={props.name.clone()} value={props.value.clone()} rows={props.rows}
        placeholder={props.placeholder.clone()} {oninput} onblur={hand_on} disabled={props.disabled} /> }
    } else {
        html! { <TextInput id={props.id.clone()} testid={props.id.clone()} label={props.name.clone()} value={props.value.clone()}
        placeholder={props.placeholder.clone()} {oninput} onblur={hand_on} disabled={props.disabled} /> }
    };
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} hint={props.hint.clone()}>
            { text }
            if shown { <div class="row end"><SavedTag {state} testid={format!("saved-{}", props.id)} /></div> }
            <span class="visually-hidden">{ if *typing { t.sync.typed } else { "" } }</span>
        </Field>
    }
}
