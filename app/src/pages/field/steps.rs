//! Steps on site of the regime, with their articles: done, declined, or not possible and why.
//!
//! `data-testid`: `step-<id>` with `-done`, `-declined`, `-not_possible`; `step-note-<id>`; `step-differs-<id>` with
//! `step-pick-<id>-<n>`.

use crate::form::SavedText;
use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::state::work::Entry;
use crate::ui::{Banner, Button, Card, Choice, Segmented, Tag, Tone};
use domain::inspection::edit::Edit;
use domain::inspection::view::{DocState, StepView};
use domain::regime::excerpt::{RuleSource, SitePhase, SiteStep, Strength};
use domain::regime::relevance::WORDS_CHARS_MAX;
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
        .asked_steps()
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
    let differs = done.filter(|s| !s.alternatives.is_empty());
    let differs = differs.map(|said| {
        differ(
            t,
            entry,
            &step.id,
            said,
            &edit.reform(|said: StepView| (said.outcome, said.note)),
        )
    });
    html! {
        <div class="stack step" id={format!("step-{}", step.id)} tabindex="-1" role="group" aria-label={step.label.clone()} data-testid={format!("step-{}", step.id)} data-outcome={outcome.to_owned()}>
            <div class="row top between">
                <p class="strong" lang="zh-CN">{ step.label.clone() }</p>
                <span class="row tight"><StrengthTag strength={step.strength} /><SourceTag source={step.source} /></span>
            </div>
            if !step.cite.is_empty() { <p class="cite" lang="zh-CN">{ step.cite.clone() }</p> }
            if let Some(differs) = differs {
                { differs }
            } else {
                <Segmented label={step.label.clone()} choices={choices(t, step, outcome)} selected={vec![AttrValue::from(outcome.to_owned())]} {on_pick} disabled={!editable} testid={format!("step-{}", step.id)} />
                if !outcome.is_empty() {
                    <SavedText id={format!("step-note-{}", step.id)} label={note_label(outcome, t)} value={note.to_owned()} {on_text} saved={entry.saved} multiline={false} most={WORDS_CHARS_MAX} disabled={!editable} />
                }
            }
            if let Some(step) = done { <p class="small soft">{ entry.name_of(&step.stamp.by) }{ " · " }{ step.stamp.at.china_minute() }</p> }
        </div>
    }
}

/// What may come of a step. Nobody declines what the officers do alone; where an earlier program let them say so, it shows.
fn choices(t: &'static Messages, step: &SiteStep, outcome: &str) -> Vec<Choice> {
    let choice = |value: &'static str, mood: &'static str, word: &'static str| Choice {
        mood: mood.into(),
        ..Choice::new(value, word)
    };
    let mut choices = vec![choice("done", "ok", t.inspect.step_done)];
    if step.may_be_declined() || outcome == "declined" {
        choices.push(choice("declined", "na", t.inspect.step_declined));
    }
    choices.push(choice("not_possible", "bad", t.inspect.step_not_possible));
    choices
}

/// Two officers recorded it differently at once: both stand here until one is picked.
fn differ(
    t: &'static Messages,
    entry: &Entry,
    id: &str,
    said: &StepView,
    on_pick: &Callback<StepView>,
) -> Html {
    let disabled = entry.view.state == DocState::Sealed;
    html! {
        <Banner tone={Tone::Danger} title={t.inspect.conflict} testid={format!("step-differs-{id}")}>
            <p>{ t.inspect.conflict_hint }</p>
            { for said.alternatives.iter().enumerate().map(|(n, one)| {
                let picked = one.clone();
                let onclick = on_pick.reform(move |_: MouseEvent| picked.clone());
                html! {
                    <div class="row between" key={n}>
                        <span>
                            <span class="strong">{ t.sheet.outcome(&one.outcome).to_owned() }{ " " }{ one.note.clone() }</span>
                            { " · " }{ entry.name_of(&one.stamp.by) }{ " · " }{ one.stamp.at.china_minute() }
                        </span>
                        <Button {onclick} {disabled} testid={format!("step-pick-{id}-{n}")}>{ t.inspect.settle }</Button>
                    </div>
                }
            }) }
        </Banner>
    }
}

/// A step that was done speaks for itself, and may say more; one that was not says why.
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
