//! Answers that are typed: numbers with their unit, and "n of m".
//!
//! What does not fit is kept on the screen and said; it is never stored and never silently changed.

use super::hand_on::use_typed;
use crate::i18n::use_t;
use crate::state::typed::{Reading, halves, read, read_fraction};
use crate::ui::{IconName, Tag, TextInput, Tone};
use domain::regime::form::AnswerKind;
use domain::regime::relevance::{Verdict, verdict};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct NumberProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub unit: AttrValue,
    #[prop_or_default]
    pub decimals: u8,
    /// Limits of the standard: outside them is a problem found, not a typing error.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// Where the limits come from.
    #[prop_or_default]
    pub basis: AttrValue,
    pub on_answer: Callback<Option<String>>,
    /// Whether something stands here that is not, or not yet, the stored answer.
    #[prop_or_default]
    pub on_held: Callback<bool>,
    #[prop_or_default]
    pub disabled: bool,
}

/// A number with its unit.
#[component]
pub fn NumberInput(props: &NumberProps) -> Html {
    let t = use_t();
    let kind = AnswerKind::Number {
        unit: String::new(),
        min: None,
        max: None,
        decimals: props.decimals,
    };
    let typed = use_typed(
        &props.value,
        move |text: &String| read(&kind, text),
        &props.on_answer,
        &props.on_held,
    );
    let limits = (t.inspect.limits)(props.min.as_deref(), props.max.as_deref(), &props.unit);
    let label = [props.label.as_str(), limits.as_str()].join(" ");
    let beyond = beyond(props) && !typed.held;
    let inputmode = if props.decimals > 0 { "decimal" } else { "numeric" };
    let value = shown(&typed.text.borrow(), &props.value);
    html! {
        <div class="stack tight">
            <div class="typed">
                <TextInput id={props.id.clone()} testid={props.id.clone()} label={label.trim().to_owned()} {value}
                    {inputmode} oninput={typed.oninput} onblur={typed.at_once} disabled={props.disabled} />
                if !props.unit.is_empty() { <span>{ props.unit.clone() }</span> }
                if beyond { <Tag tone={Tone::Danger} icon={IconName::Cross}>{ t.inspect.beyond_limits }</Tag> }
            </div>
            if !limits.is_empty() {
                <p class="small" data-testid={format!("limits-{}", props.id)}>{ limits }{ " " }<span class="cite">{ props.basis.clone() }</span></p>
            }
            if typed.reading == Some(Reading::Unfit) { { unfit(&props.id, (t.inspect.number_unfit)(props.decimals)) } }
        </div>
    }
}

/// What stands in the control: what was typed, as long as it is not the stored answer.
fn shown(typed: &Option<String>, stored: &AttrValue) -> AttrValue {
    typed
        .as_ref()
        .map_or_else(|| stored.clone(), |text| AttrValue::from(text.clone()))
}

/// What stands there is no answer, and none is stored.
fn unfit(id: &AttrValue, says: String) -> Html {
    html! { <p class="field-error" role="alert" data-testid={format!("unfit-{id}")}>{ says }</p> }
}

fn beyond(props: &NumberProps) -> bool {
    let kind = AnswerKind::Number {
        unit: String::new(),
        min: props.min.as_deref().map(str::to_owned),
        max: props.max.as_deref().map(str::to_owned),
        decimals: props.decimals,
    };
    verdict(&kind, &props.value) == Verdict::Problem
}

/// A date, by the browser's own control.
#[component]
pub fn DateInput(props: &NumberProps) -> Html {
    let t = use_t();
    let typed = use_typed(
        &props.value,
        |text: &String| read(&AnswerKind::Date, text),
        &props.on_answer,
        &props.on_held,
    );
    let value = shown(&typed.text.borrow(), &props.value);
    html! {
        <div class="stack tight">
            <TextInput id={props.id.clone()} testid={props.id.clone()} kind="date" label={props.label.clone()} {value}
                oninput={typed.oninput} onblur={typed.at_once} disabled={props.disabled} />
            if typed.reading == Some(Reading::Unfit) { { unfit(&props.id, t.inspect.date_unfit.to_owned()) } }
        </div>
    }
}

/// Two whole numbers, "n of m".
#[component]
pub fn FractionInput(props: &NumberProps) -> Html {
    let t = use_t();
    let typed = use_typed(&props.value, read_fraction, &props.on_answer, &props.on_held);
    let standing = typed.text.borrow().clone();
    let (part, whole) = standing.unwrap_or_else(|| halves(&props.value));
    let change = {
        let (text, oninput, stored) = (typed.text.clone(), typed.oninput.clone(), props.value.clone());
        Callback::from(move |(is_part, number): (bool, String)| {
            let standing = text.borrow().clone();
            let mut both = standing.unwrap_or_else(|| halves(&stored));
            if is_part {
                both.0 = number;
            } else {
                both.1 = number;
            }
            oninput.emit(both);
        })
    };
    let onblur = typed.at_once;
    let input = |is_part: bool, value: String, word: &str| {
        let end = if is_part { "part" } else { "whole" };
        let id = AttrValue::from(format!("{}-{end}", props.id));
        let label = AttrValue::from(format!("{} {word}", props.label));
        html! {
            <TextInput id={id.clone()} testid={id} {label} {value} inputmode="numeric" disabled={props.disabled} onblur={onblur.clone()}
                placeholder={word.to_owned()} oninput={change.reform(move |text: String| (is_part, text))} />
        }
    };
    html! {
        <div class="stack tight">
            <div class="typed">
                <span>{ t.inspect.fraction_whole }</span>{ input(false, whole, t.inspect.fraction_whole_hint) }
                <span>{ t.inspect.fraction_part }</span>{ input(true, part, t.inspect.fraction_part_hint) }
                if !props.unit.is_empty() { <span>{ props.unit.clone() }</span> }
            </div>
            if typed.reading == Some(Reading::Unfit) { { unfit(&props.id, t.inspect.fraction_unfit.to_owned()) } }
            if typed.reading == Some(Reading::Half) { <p class="small" data-testid={format!("half-{}", props.id)}>{ t.inspect.fraction_half }</p> }
        </div>
    }
}
