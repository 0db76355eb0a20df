//! Labelled inputs that a Chinese input method can trust.
//!
//! The browser owns the text while somebody types: the value goes in once and again only when it changed
//! from outside and nobody composes here. Invariant: no event of a composition is taken for a committed text.

use crate::shell::dom;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct FieldProps {
    pub label: AttrValue,
    /// `id` of the control the label names.
    pub id: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    pub children: Html,
}

/// What stands below a control, by the ids a screen reader finds it with.
#[derive(Clone, Debug, PartialEq)]
pub struct Notes {
    of: AttrValue,
    hint: bool,
    error: bool,
}

impl Notes {
    /// What `aria-describedby` and `aria-invalid` say of the control with this id.
    fn of(this: Option<&Self>, id: &str) -> (Option<AttrValue>, Option<&'static str>) {
        let Some(notes) = this.filter(|notes| notes.of == id) else {
            return (None, None);
        };
        let ids = [(notes.hint, "hint"), (notes.error, "error")];
        let ids = ids.into_iter().filter(|(there, _)| *there);
        let ids: Vec<String> = ids.map(|(_, what)| format!("{id}-{what}")).collect();
        let described = (!ids.is_empty()).then(|| AttrValue::from(ids.join(" ")));
        (described, notes.error.then_some("true"))
    }
}

/// The notes of the field this control stands in.
#[hook]
pub(super) fn use_notes(id: &str) -> (Option<AttrValue>, Option<&'static str>) {
    Notes::of(use_context::<Notes>().as_ref(), id)
}

/// A label above its control, a hint and an error below.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let notes = Notes {
        of: props.id.clone(),
        hint: props.hint.is_some(),
        error: props.error.is_some(),
    };
    html! {
        <div class="field" data-invalid={props.error.is_some().then_some("true")}>
            if !props.label.is_empty() { <label for={props.id.clone()}>{ props.label.clone() }</label> }
            <ContextProvider<Notes> context={notes}>{ props.children.clone() }</ContextProvider<Notes>>
            if let Some(hint) = &props.hint { <p class="small soft" id={format!("{}-hint", props.id)}>{ hint.clone() }</p> }
            if let Some(error) = &props.error { <p class="field-error" id={format!("{}-error", props.id)} data-testid={format!("{}-error", props.id)} role="alert">{ error.clone() }</p> }
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct TextProps {
    pub id: AttrValue,
    /// The text as known outside.
    pub value: AttrValue,
    /// Every committed text: an `input` outside a composition, or the end of one.
    pub oninput: Callback<String>,
    /// Accessible name where no visible label names the control.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// `text`, `password`, `date`, `search`, `tel`; [`TextInput`] only.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// `decimal`, `numeric`, … as the on-screen keyboard wants it.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    #[prop_or_default]
    pub disabled: bool,
    /// Called by Enter outside a composition; [`TextInput`] only.
    #[prop_or_default]
    pub onenter: Option<Callback<()>>,
    /// Called when the control loses the focus.
    #[prop_or_default]
    pub onblur: Callback<()>,
    #[prop_or(3)]
    pub rows: u32,
    /// The place takes no more: what does not fit does not come onto the screen; [`TextInput`] only.
    #[prop_or_default]
    pub longest: Option<usize>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

struct Typing {
    oninput: Callback<InputEvent>,
    onblur: Callback<FocusEvent>,
}

#[hook]
fn use_typing(node: &NodeRef, props: &TextProps) -> Typing {
    {
        let node = node.clone();
        use_effect_with(props.value.clone(), move |value| {
            dom::set_text_unless_editing(&node, value);
        });
    }
    let commit = {
        let (node, oninput) = (node.clone(), props.oninput.clone());
        move || {
            if let Some(text) = dom::text_of(&node) {
                oninput.emit(text);
            }
        }
    };
    let on_input = commit.clone();
    {
        // Yew has no `oncompositionend`; browsers that send no `input` after it would lose the last word.
        let node = node.clone();
        use_effect(move || dom::on_composition_end(&node, commit));
    }
    let onblur = props.onblur.reform(|_: FocusEvent| ());
    Typing {
        oninput: Callback::from(move |event: InputEvent| {
            if !event.is_composing() {
                on_input();
            }
        }),
        onblur,
    }
}

/// A one-line input.
#[component]
pub fn TextInput(props: &TextProps) -> Html {
    let node = use_node_ref();
    let typing = use_typing(&node, props);
    let (described, invalid) = use_notes(&props.id);
    let onkeydown = {
        let onenter = props.onenter.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(onenter) = &onenter
                && event.key() == "Enter"
                && !event.is_composing()
            {
                event.prevent_default();
                onenter.emit(());
            }
        })
    };
    html! {
        <input class="input" ref={node} max={(props.kind == "date").then_some("9999-12-31")} id={props.id.clone()} type={props.kind.clone()} inputmode={props.inputmode.clone()}
            placeholder={props.placeholder.clone()} autocomplete={props.autocomplete.clone()} disabled={props.disabled} maxlength={props.longest.map(|n| n.to_string())}
            aria-label={props.label.clone()} aria-describedby={described} aria-invalid={invalid} data-testid={props.testid.clone()} {onkeydown}
            oninput={typing.oninput} onblur={typing.onblur} />
    }
}

/// A text of several lines.
#[component]
pub fn TextArea(props: &TextProps) -> Html {
    let node = use_node_ref();
    let typing = use_typing(&node, props);
    let (described, invalid) = use_notes(&props.id);
    html! {
        <textarea class="input" ref={node} id={props.id.clone()} rows={props.rows.to_string()}
            placeholder={props.placeholder.clone()} disabled={props.disabled}
            aria-label={props.label.clone()} aria-describedby={described} aria-invalid={invalid} data-testid={props.testid.clone()}
            oninput={typing.oninput} onblur={typing.onblur} />
    }
}

#[cfg(test)]
mod tests {
    use super::Notes;
    use yew::AttrValue;

    /// WAI-ARIA 1.2, 6.6: `aria-describedby` lists ids, and only of what is on the page.
    #[test]
    fn a_control_names_the_hint_and_the_error_below_it() {
        let notes = |hint, error| Notes {
            of: AttrValue::Static("phone"),
            hint,
            error,
        };
        let said = |hint, error| {
            let (ids, invalid) = Notes::of(Some(&notes(hint, error)), "phone");
            (ids.map(|ids| ids.to_string()), invalid)
        };
        assert_eq!(said(false, false), (None, None));
        assert_eq!(said(true, false), (Some("phone-hint".to_owned()), None));
        let both = Some("phone-hint phone-error".to_owned());
        assert_eq!(said(true, true), (both, Some("true")));
        assert_eq!(
            Notes::of(Some(&notes(true, true)), "other"),
            (None, None),
            "another's"
        );
        assert_eq!(Notes::of(None, "phone"), (None, None));
    }
}
