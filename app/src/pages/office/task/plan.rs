//! The plan as it stands: inputs with article, gap and the name of who entered them.
//!
//! `data-testid`: `plan-shown`, `plan-value-{id}`, `plan-by-{id}`.

use crate::i18n::Messages;
use crate::pages::office::regimes::gap_tag;
use crate::ui::Card;
use domain::wire::api::{PlanInputView, TaskDetail};
use yew::prelude::*;

/// The plan.
pub fn plan(t: &'static Messages, task: &TaskDetail) -> Html {
    let d = &task.draft;
    html! {
        <Card title={t.draw.plan} testid="plan-shown">
            <dl class="facts">
                <dt>{ t.plan.regime }</dt><dd>{ d.regime.to_string() }</dd>
                <dt>{ t.draw.window }</dt><dd>{ (t.draw.range)(&d.window.0.to_string(), &d.window.1.to_string()) }</dd>
                <dt>{ t.draw.deadline }</dt><dd>{ d.deadline.china_minute() }</dd>
                <dt>{ t.draw.filter }</dt><dd>{ filter(t, task) }</dd>
                <dt>{ t.changes.approver }</dt><dd>{ task.change_approver.as_ref().map_or(t.changes.approver_unset, |a| &a.name).to_owned() }</dd>
            </dl>
            if !task.inputs.is_empty() {
                <h3>{ t.draw.inputs }</h3>
                <ul class="lines">{ for task.inputs.iter().map(|i| input(t, task, i)) }</ul>
            }
        </Card>
    }
}

fn filter(t: &Messages, task: &TaskDetail) -> String {
    if task.draft.filter.is_empty() {
        return t.draw.filter_all.to_owned();
    }
    let parts: Vec<String> = task
        .draft
        .filter
        .iter()
        .map(|(field, values)| {
            let values: Vec<String> = values.iter().map(|v| (t.rosters.value)(v)).collect();
            (t.plan.fault)(&(t.plan.filter_field)(field), &values.join(" / "))
        })
        .collect();
    parts.join(" · ")
}

fn input(t: &'static Messages, task: &TaskDetail, i: &PlanInputView) -> Html {
    let entered = task.draft.inputs.get(&i.id);
    let value = entered.map_or_else(
        || t.draw.missing.to_owned(),
        |e| {
            i.options
                .iter()
                .find(|(id, _)| *id == e.value)
                .map_or_else(|| e.value.clone(), |(_, label)| label.clone())
        },
    );
    html! {
        <li key={i.id.clone()}>
            <div class="row between">
                <span>{ &i.label }</span>
                <span class="strong" data-testid={format!("plan-value-{}", i.id)}>{ value }</span>
            </div>
            <div class="row tight">
                { gap_tag(t, i) }
                <span class="cite">{ &i.cite }</span>
                if let Some(e) = entered {
                    <span class="small soft" data-testid={format!("plan-by-{}", i.id)}>{ (t.plan.entered_by)(&e.by, &e.at.china_minute()) }</span>
                }
            </div>
        </li>
    }
}
