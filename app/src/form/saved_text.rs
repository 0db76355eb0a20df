//! A text that is kept while it is typed: after a short pause, at the end of a composition, on leaving.

use super::hand_on::use_hand_on;
use crate::i18n::use_t;
use crate::state::typed::beyond;
use crate::ui::saved::SavedTag;
use crate::ui::{Field, TextArea, TextInput};
use domain::regime::relevance::TEXT_CHARS_MAX;
use domain::sync::engine::SavedState;
use yew::prelude::*;

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
    /// Most characters the document takes here.
    #[prop_or(TEXT_CHARS_MAX)]
    pub most: usize,
    #[prop_or_default]
    pub disabled: bool,
}

/// A labelled text with its save state.
#[component]
pub fn SavedText(props: &SavedTextProps) -> Html {
    let t = use_t();
    // More than the document takes is not handed on: what stands on the screen is then said not to be kept.
    let over = use_state_eq(|| 0_usize);
    let hand = {
        let (over, on_text, most) = (over.clone(), props.on_text.clone(), props.most);
        use_hand_on(Callback::from(move |text: String| {
            let too_many = beyond(&text, most);
            over.set(too_many);
            if too_many == 0 {
                on_text.emit(text);
            }
        }))
    };
    let unsaved = hand.typing || *over > 0;
    let state = if unsaved { SavedState::Typed } else { props.saved };
    let shown = !props.value.is_empty() || unsaved;
    let error = (*over > 0).then(|| AttrValue::from((t.inspect.text_unfit)(*over, props.most)));
    let (oninput, onblur) = (hand.oninput, hand.at_once);
    let text = if props.multiline {
        html! { <TextArea id={props.id.clone()} testid={props.id.clone()} label={props.name.clone()} value={props.value.clone()} rows={props.rows}
        placeholder={props.placeholder.clone()} {oninput} {onblur} disabled={props.disabled} /> }
    } else {
        html! { <TextInput id={props.id.clone()} testid={props.id.clone()} label={props.name.clone()} value={props.value.clone()}
        placeholder={props.placeholder.clone()} {oninput} {onblur} disabled={props.disabled} /> }
    };
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} hint={props.hint.clone()} {error}>
            { text }
            if shown { <div class="row end"><SavedTag {state} testid={format!("saved-{}", props.id)} /></div> }
            <span class="visually-hidden">{ if unsaved { t.sync.typed } else { "" } }</span>
        </Field>
    }
}
