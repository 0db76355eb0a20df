//! Answers that are typed: numbers with their unit, and "n of m".
//!
//! What does not fit is kept on the screen and said; it is never stored and never silently changed.

use crate::i18n::use_t;
use crate::state::answer::{fraction, half_width};
use crate::ui::{IconName, Tag, TextInput, Tone};
use domain::regime::form::AnswerKind;
use domain::regime::relevance::{Verdict, validate, verdict};
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
    #[prop_or_default]
    pub disabled: bool,
}

/// A number with its unit.
#[component]
pub fn NumberInput(props: &NumberProps) -> Html {
    let t = use_t();
    let unfit = use_state_eq(|| false);
    let oninput = {
        let (unfit, on_answer, decimals) = (unfit.clone(), props.on_answer.clone(), props.decimals);
        let kind = AnswerKind::Number {
            unit: String::new(),
            min: None,
            max: None,
            decimals,
        };
        Callback::from(move |typed: String| {
            let value = half_width(&typed);
            let fits = validate(&kind, &value).is_ok();
            unfit.set(!fits);
            if fits {
                on_answer.emit((!value.is_empty()).then_some(value));
            }
        })
    };
    let limits = (t.inspect.limits)(props.min.as_deref(), props.max.as_deref(), &props.unit);
    let label = [props.label.as_str(), limits.as_str()].join(" ");
    let beyond = beyond(props);
    let inputmode = if props.decimals > 0 { "decimal" } else { "numeric" };
    html! {
        <div class="stack tight">
            <div class="typed">
                <TextInput id={props.id.clone()} testid={props.id.clone()} label={label.trim().to_owned()} value={props.value.clone()}
                    {inputmode} {oninput} disabled={props.disabled} />
                if !props.unit.is_empty() { <span>{ props.unit.clone() }</span> }
                if beyond { <Tag tone={Tone::Danger} icon={IconName::Cross}>{ t.inspect.beyond_limits }</Tag> }
            </div>
            if !limits.is_empty() {
                <p class="small" data-testid={format!("limits-{}", props.id)}>{ limits }{ " " }<span class="cite">{ props.basis.clone() }</span></p>
            }
            if *unfit { <p class="field-error" role="alert">{ (t.inspect.number_unfit)(props.decimals) }</p> }
        </div>
    }
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

/// Two whole numbers, "n of m".
#[component]
pub fn FractionInput(props: &NumberProps) -> Html {
    let t = use_t();
    let (part, whole) = props.value.split_once('/').unwrap_or_default();
    let typed = use_mut_ref(|| (part.to_owned(), whole.to_owned()));
    let unfit = use_state_eq(|| false);
    let change = {
        let (typed, unfit, on_answer) = (typed, unfit.clone(), props.on_answer.clone());
        Callback::from(move |(is_part, text): (bool, String)| {
            if is_part {
                typed.borrow_mut().0 = text;
            } else {
                typed.borrow_mut().1 = text;
            }
            let value = fraction(&typed.borrow().0, &typed.borrow().1);
            let kind = AnswerKind::Fraction { unit: String::new() };
            let fits = validate(&kind, value.as_deref().unwrap_or_default()).is_ok();
            unfit.set(!fits);
            if fits {
                on_answer.emit(value);
            }
        })
    };
    let input = |is_part: bool, value: &str, word: &str| {
        let end = if is_part { "part" } else { "whole" };
        let id = AttrValue::from(format!("{}-{end}", props.id));
        let label = AttrValue::from(format!("{} {word}", props.label));
        html! {
            <TextInput id={id.clone()} testid={id} {label} value={value.to_owned()} inputmode="numeric" disabled={props.disabled}
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
            if *unfit { <p class="field-error" role="alert">{ t.inspect.fraction_unfit }</p> }
        </div>
    }
}
