//! Steps on site of the regime, with their articles: done, declined, or not possible and why.
//!
//! `data-testid`: `step-<id>` with `-done`, `-declined`, `-not_possible`; `step-note-<id>`.

use crate::form::SavedText;
use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::state::work::Entry;
use crate::ui::{Card, Choice, Segmented, Tag, Tone};
use domain::inspection::edit::Edit;
use domain::inspection::view::DocState;
use domain::regime::excerpt::{RuleSource, SitePhase, SiteStep, Strength};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct StepsProps {
    pub entry: Rc<Entry>,
    pub phase: SitePhase,
}

/// The steps of one phase.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let t = use_t();
    let steps: Vec<&SiteStep> = props
        .entry
        .package
        .excerpt
        .steps
        .iter()
        .filter(|s| s.phase == props.phase)
        .collect();
    if steps.is_empty() {
        return Html::default();
    }
    let title = match props.phase {
        SitePhase::Before => t.inspect.steps_before,
        SitePhase::After => t.inspect.steps_after,
    };
    html! {
        <Card {title}>
            { for steps.into_iter().map(|step| html! { <Step key={step.id.clone()} entry={props.entry.clone()} step={Rc::new(step.clone())} /> }) }
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct StepProps {
    entry: Rc<Entry>,
    step: Rc<SiteStep>,
}

#[component]
fn Step(props: &StepProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let (entry, step) = (&props.entry, &props.step);
    let done = entry.view.steps.get(&step.id);
    let editable = entry.view.state != DocState::Sealed;
    let (outcome, note) = done.map_or(("", ""), |s| (s.outcome.as_str(), s.note.as_str()));
    let edit = {
        let (tablet, inspection, step) = (tablet, entry.id().clone(), step.id.clone());
        Callback::from(move |(outcome, note): (String, String)| {
            tablet.edit(
                &inspection,
                Edit::Step {
                    step: step.clone(),
                    outcome,
                    note,
                },
            );
        })
    };
    let on_pick = {
        let note = note.to_owned();
        edit.reform(move |outcome: AttrValue| (outcome.to_string(), note.clone()))
    };
    let on_text = {
        let outcome = outcome.to_owned();
        edit.reform(move |note: String| (outcome.clone(), note))
    };
    let choices = vec![
        Choice {
            mood: "ok".into(),
            ..Choice::new("done", t.inspect.step_done)
        },
        Choice {
            mood: "na".into(),
            ..Choice::new("declined", t.inspect.step_declined)
        },
        Choice {
            mood: "bad".into(),
            ..Choice::new("not_possible", t.inspect.step_not_possible)
        },
    ];
    html! {
        <div class="stack step" id={format!("step-{}", step.id)} tabindex="-1" data-testid={format!("step-{}", step.id)} data-outcome={outcome.to_owned()}>
            <div class="row top between">
                <p class="strong">{ step.label.clone() }</p>
                <span class="row tight"><StrengthTag strength={step.strength} /><SourceTag source={step.source} /></span>
            </div>
            if !step.cite.is_empty() { <p class="cite">{ step.cite.clone() }</p> }
            <Segmented label={step.label.clone()} {choices} selected={vec![AttrValue::from(outcome.to_owned())]} {on_pick} disabled={!editable} testid={format!("step-{}", step.id)} />
            if wants_words(outcome, note) {
                <SavedText id={format!("step-note-{}", step.id)} label={note_label(outcome, t)} value={note.to_owned()} {on_text} saved={entry.saved} multiline={false} disabled={!editable} />
            }
            if let Some(step) = done { <p class="small soft">{ entry.name_of(&step.stamp.by) }{ " · " }{ step.stamp.at.china_minute() }</p> }
        </div>
    }
}

/// A step that was done speaks for itself; one that was not needs words.
fn wants_words(outcome: &str, note: &str) -> bool {
    !note.is_empty() || !matches!(outcome, "" | "done")
}

fn note_label(outcome: &str, t: &Messages) -> &'static str {
    if outcome == "done" {
        t.inspect.step_note
    } else {
        t.inspect.step_why
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct SourceProps {
    pub source: RuleSource,
}

/// Whose rule it is, where it is not the regime's own.
#[component]
pub fn SourceTag(props: &SourceProps) -> Html {
    let t = use_t();
    match props.source {
        RuleSource::Regime => Html::default(),
        RuleSource::Office => html! { <Tag>{ t.inspect.office_rule }</Tag> },
        RuleSource::Practice => html! { <Tag>{ t.inspect.practice_rule }</Tag> },
        RuleSource::Inherited => html! { <Tag>{ t.inspect.inherited_rule }</Tag> },
    }
}

#[derive(Debug, PartialEq, Properties)]
struct StrengthProps {
    strength: Strength,
}

#[component]
fn StrengthTag(props: &StrengthProps) -> Html {
    let t = use_t();
    match props.strength {
        Strength::Must => html! { <Tag tone={Tone::Accent}>{ t.inspect.must }</Tag> },
        Strength::Principle => html! { <Tag tone={Tone::Warn}>{ t.inspect.principle }</Tag> },
        Strength::May => html! { <Tag>{ t.inspect.may }</Tag> },
    }
}
