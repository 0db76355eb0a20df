//! The required inputs of a regime: what the source lost or leaves open, why, by which article, entered by whom.

use super::Errors;
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::pages::office::regimes::gap_tag;
use crate::state::office::plan::{Edit, PlanForm};
use crate::ui::{Choice, Field, Segmented, TextInput};
use domain::wire::api::{EnteredInput, PlanInputView};
use std::collections::BTreeMap;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct InputsProps {
    pub asked: Vec<PlanInputView>,
    pub form: PlanForm,
    pub errors: Errors,
    pub edit: Callback<Edit>,
    /// As the server keeps them: with who entered them.
    pub before: BTreeMap<String, EnteredInput>,
}

/// All required inputs of the chosen regime.
#[component]
pub fn Inputs(props: &InputsProps) -> Html {
    let t = use_t();
    let me = use_seat()
        .map(|seat| seat.session.name.clone())
        .unwrap_or_default();
    html! {
        if props.asked.is_empty() {
            <p class="soft">{ t.plan.inputs_none }</p>
        } else {
            <p class="soft">{ t.plan.inputs_hint }</p>
            <ul class="lines">{ for props.asked.iter().filter(|input| props.form.asks(input)).map(|input| one(t, props, input, &me)) }</ul>
        }
    }
}

fn one(t: &'static Messages, props: &InputsProps, input: &PlanInputView, me: &str) -> Html {
    let id = format!("plan-inputs-{}", input.id);
    let typed = props.form.inputs.get(&input.id).cloned().unwrap_or_default();
    let error = props.errors.get(&format!("inputs.{}", input.id)).cloned();
    let by = match props.before.get(&input.id) {
        Some(kept) if kept.value == typed && !kept.by.is_empty() => {
            (t.plan.entered_by)(&kept.by, &kept.at.china_minute())
        }
        Some(_) | None if typed.is_empty() => String::new(),
        Some(_) | None => (t.plan.enters_you)(me),
    };
    let label = if input.unit.is_empty() {
        input.label.clone()
    } else {
        (t.plan.with_unit)(&input.label, &input.unit)
    };
    html! {
        <li class="plan-input" key={input.id.clone()} data-invalid={error.is_some().then_some("true")}>
            <div class="row tight" data-testid={format!("plan-input-{}-gap", input.id)}>{ gap_tag(t, input) }<span class="cite">{ &input.cite }</span></div>
            <Field label={label} id={id.clone()} hint={AttrValue::from(input.why.clone())} {error}>
                { control(t, props, input, id, typed) }
            </Field>
            <p class="small soft">{ by }</p>
        </li>
    }
}

fn control(
    t: &'static Messages,
    props: &InputsProps,
    input: &PlanInputView,
    id: String,
    typed: String,
) -> Html {
    let testid = format!("plan-input-{}", input.id);
    let name = input.id.clone();
    match input.kind.as_str() {
        "choice" => {
            let choices: Vec<Choice> = input
                .options
                .iter()
                .map(|(value, label)| Choice::new(value.clone(), label.clone()))
                .collect();
            let on_pick = props
                .edit
                .reform(move |value: AttrValue| Edit::Input(name.clone(), value.to_string()));
            html! {
                <div {id} tabindex="-1">
                    <Segmented label={input.label.clone()} {choices} selected={vec![AttrValue::from(typed)]} {on_pick} {testid} />
                </div>
            }
        }
        kind => {
            let oninput = props
                .edit
                .reform(move |text: String| Edit::Input(name.clone(), text));
            let placeholder = matches!(kind, "ratio" | "percent").then(|| AttrValue::from(t.plan.ratio_hint));
            let inputmode = matches!(kind, "integer").then(|| AttrValue::from("numeric"));
            let kind = if kind == "date" { "date" } else { "text" };
            html! { <TextInput {id} {kind} value={typed} {oninput} {placeholder} {inputmode} {testid} /> }
        }
    }
}
