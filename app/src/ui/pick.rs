//! Choosing: tick boxes, one of a few big buttons, one of many.

use super::field::use_notes;
use super::icon::{Icon, IconName};
use crate::shell::dom;
use yew::prelude::*;

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Stored value.
    pub value: AttrValue,
    /// Words.
    pub label: AttrValue,
    /// `ok`, `bad`, `na` or empty: the tone of the chosen button, repeated by its icon.
    pub mood: AttrValue,
}

impl Choice {
    /// A choice without a tone.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            mood: AttrValue::Static(""),
        }
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct SegmentedProps {
    /// What is chosen, for assistive technology.
    pub label: AttrValue,
    pub choices: Vec<Choice>,
    /// Chosen values: one, or several where several may stand.
    pub selected: Vec<AttrValue>,
    /// The value that was tapped, also when it was chosen already.
    pub on_pick: Callback<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
    /// Language of the label and the choices, where it is not that of the screen.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// Prefix of the test names: `{testid}-{value}`.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// Big buttons in a row; 56 px, one tap.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    html! {
        <div class="segmented" role="group" lang={props.lang.clone()} aria-label={props.label.clone()}>
            { for props.choices.iter().map(|choice| {
                let value = choice.value.clone();
                let onclick = props.on_pick.reform(move |_: MouseEvent| value.clone());
                let on = props.selected.contains(&choice.value);
                let icon = match (on, choice.mood.as_str()) {
                    (false, _) => None,
                    (true, "bad") => Some(IconName::Cross),
                    (true, "na") => Some(IconName::Dash),
                    (true, _) => Some(IconName::Check),
                };
                html! {
                    <button key={choice.value.to_string()} type="button" data-mood={choice.mood.clone()} disabled={props.disabled} {onclick}
                        aria-pressed={if on { "true" } else { "false" }}
                        data-testid={props.testid.as_ref().map(|t| AttrValue::from(format!("{t}-{}", choice.value)))}>
                        if let Some(name) = icon { <Icon {name} /> }
                        { choice.label.clone() }
                    </button>
                }
            }) }
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct PickProps {
    pub label: AttrValue,
    pub checked: bool,
    pub on_change: Callback<bool>,
    /// One of several that exclude each other: round, and said so to a screen reader.
    #[prop_or_default]
    pub exclusive: bool,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Further words under the label.
    #[prop_or_default]
    pub children: Html,
}

/// A tick box with its whole line as target.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let onclick = {
        let (on_change, checked) = (props.on_change.clone(), props.checked);
        Callback::from(move |_: MouseEvent| on_change.emit(!checked))
    };
    html! {
        <button type="button" class="pick" role={if props.exclusive { "radio" } else { "checkbox" }} aria-checked={if props.checked { "true" } else { "false" }}
            disabled={props.disabled} {onclick} data-testid={props.testid.clone()}>
            <span class="box">if props.checked { <Icon name={IconName::Check} /> }</span>
            <span class="stack tight grow"><span>{ props.label.clone() }</span>{ props.children.clone() }</span>
        </button>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct SelectProps {
    pub id: AttrValue,
    pub choices: Vec<Choice>,
    pub selected: AttrValue,
    pub on_change: Callback<String>,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// One of many, as the system's own list.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let onchange = props.on_change.reform(|event: Event| dom::value_of_event(&event));
    let (described, invalid) = use_notes(&props.id);
    html! {
        <select class="input" id={props.id.clone()} {onchange} disabled={props.disabled} aria-label={props.label.clone()}
            aria-describedby={described} aria-invalid={invalid} data-testid={props.testid.clone()}>
            { for props.choices.iter().map(|c| html! {
                <option key={c.value.to_string()} value={c.value.clone()} selected={c.value == props.selected}>{ c.label.clone() }</option>
            }) }
        </select>
    }
}
