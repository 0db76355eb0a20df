//! The control of an answer: one tap where one tap is enough.

use super::typed::{DateInput, FractionInput, NumberInput};
use crate::state::answer::toggled;
use crate::ui::{Choice, Segmented};
use domain::regime::form::{AnswerKind, ChoiceOption, Item};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct AnswerProps {
    pub item: Rc<Item>,
    /// Stored value; empty = none.
    pub value: AttrValue,
    /// The value to store; none clears.
    pub on_answer: Callback<Option<String>>,
    /// Whether something is typed here that is not, or not yet, the stored answer.
    #[prop_or_default]
    pub on_held: Callback<bool>,
    #[prop_or_default]
    pub disabled: bool,
}

/// The control of one item, by the kind of its answer. Free texts are not among them: they merge by
/// character and have a control of their own.
#[component]
pub fn AnswerControl(props: &AnswerProps) -> Html {
    let item = &props.item;
    let testid = AttrValue::from(format!("answer-{}", item.id));
    let label = AttrValue::from(item.text.clone());
    let (on_answer, on_held, disabled) = (props.on_answer.clone(), props.on_held.clone(), props.disabled);
    match &item.kind {
        AnswerKind::Verdict { ok, bad, na } => {
            let mut choices = vec![mood("ok", ok, "ok"), mood("bad", bad, "bad")];
            choices.extend(na.as_ref().map(|na| mood("na", na, "na")));
            one_of(props, choices, testid)
        }
        AnswerKind::Choice { options } => one_of(props, choices(options), testid),
        AnswerKind::MultiChoice { options } => {
            let (value, all) = (props.value.clone(), options.clone());
            let on_pick = on_answer.reform(move |tapped: AttrValue| toggled(&all, &value, &tapped));
            let selected = props
                .value
                .split(' ')
                .map(|v| AttrValue::from(v.to_owned()))
                .collect::<Vec<_>>();
            html! { <Segmented lang="zh-CN" {label} choices={choices(options)} {selected} {on_pick} {disabled} {testid} /> }
        }
        AnswerKind::Number {
            unit,
            min,
            max,
            decimals,
        } => html! {
            <NumberInput id={testid} {label} value={props.value.clone()} unit={unit.clone()} decimals={*decimals}
                min={min.clone().map(AttrValue::from)} max={max.clone().map(AttrValue::from)} basis={item.basis.clone()} {on_answer} {on_held} {disabled} />
        },
        AnswerKind::Date => html! {
            <DateInput id={testid} {label} value={props.value.clone()} unit="" {on_answer} {on_held} {disabled} />
        },
        AnswerKind::Fraction { unit } => html! {
            <FractionInput id={testid} {label} value={props.value.clone()} unit={unit.clone()} {on_answer} {on_held} {disabled} />
        },
        AnswerKind::Text { .. } => Html::default(),
    }
}

fn one_of(props: &AnswerProps, choices: Vec<Choice>, testid: AttrValue) -> Html {
    let value = props.value.clone();
    // A second tap changes nothing: a finger that bounces must not take a mark away.
    let on_answer = props.on_answer.clone();
    let on_pick = Callback::from(move |tapped: AttrValue| {
        if tapped != value {
            on_answer.emit(Some(tapped.to_string()));
        }
    });
    html! {
        <Segmented lang="zh-CN" label={props.item.text.clone()} {choices} selected={vec![props.value.clone()]} {on_pick}
            disabled={props.disabled} {testid} />
    }
}

fn mood(value: &'static str, label: &str, mood: &'static str) -> Choice {
    Choice {
        value: AttrValue::Static(value),
        label: AttrValue::from(label.to_owned()),
        mood: AttrValue::Static(mood),
    }
}

fn choices(options: &[ChoiceOption]) -> Vec<Choice> {
    options
        .iter()
        .map(|option| Choice {
            value: option.id.clone().into(),
            label: option.label.clone().into(),
            mood: AttrValue::Static(if option.bad { "bad" } else { "" }),
        })
        .collect()
}
