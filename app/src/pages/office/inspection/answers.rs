//! What the officers wrote: answers with who gave them, differences, steps, words, supplements, the skip.
//!
//! `data-testid`: `answers`, `answers-bad-only`, `answer` (one an item, `data-item`, `data-verdict`),
//! `difference`, `supplement` (`data-outcome`), `skip-shown`.

use super::{name, stamp};
use crate::i18n::{Messages, use_t};
use crate::ui::{Banner, Button, Card, Tag, Tone};
use domain::inspection::progress::stored_answers;
use domain::inspection::view::{AnswerView, StepView, SupplementView};
use domain::regime::excerpt::SiteStep;
use domain::regime::form::{Form, Item};
use domain::regime::relevance::{Verdict, is_relevant, verdict};
use domain::submission::{answer_words, supplement_words};
use domain::wire::api::InspectionDetail;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct FormsProps {
    pub file: InspectionDetail,
}

/// The filled forms.
#[component]
pub fn Forms(props: &FormsProps) -> Html {
    let t = use_t();
    let bad_only = use_state_eq(|| false);
    let toggle = {
        let bad_only = bad_only.clone();
        Callback::from(move |_: MouseEvent| bad_only.set(!*bad_only))
    };
    let f = &props.file;
    let ordered = f
        .package
        .form_order
        .iter()
        .filter_map(|id| f.package.forms.iter().find(|form| form.id == *id));
    html! {
        <div class="stack loose" data-testid="answers">
            <div class="row end"><Button pressed={*bad_only} onclick={toggle} testid="answers-bad-only">{ t.inspections.answers_bad_only }</Button></div>
            { for ordered.map(|form| one_form(t, f, form, *bad_only)) }
        </div>
    }
}

fn one_form(t: &'static Messages, f: &InspectionDetail, form: &Form, bad_only: bool) -> Html {
    let answers = stored_answers(&f.view);
    let asked: Vec<&Item> = form.items().filter(|i| is_relevant(form, i, &answers)).collect();
    let given = |i: &Item| {
        f.view
            .answers
            .get(&i.id)
            .and_then(|a| a.value.as_deref())
            .unwrap_or_default()
    };
    let answered = asked.iter().filter(|i| !given(i).is_empty()).count();
    let shown = |i: &Item| {
        let differs = f
            .view
            .answers
            .get(&i.id)
            .is_some_and(|a| a.alternatives.len() > 1);
        !bad_only || differs || verdict(&i.kind, given(i)) == Verdict::Problem
    };
    let aside = html! { <span class="soft">{ (t.inspections.answered)(answered, asked.len()) }</span> };
    html! {
        <Card key={form.id.to_string()} title={form.title.clone()} {aside}>
            if !asked.iter().any(|i| shown(i)) { <p class="soft">{ t.inspections.no_bad }</p> }
            { for form.sections.iter().map(|section| {
                let items: Vec<&Item> = section.items.iter().filter(|i| is_relevant(form, i, &answers) && shown(i)).collect();
                html! {
                    if !items.is_empty() {
                        <h3 lang="zh-CN">{ &section.title }</h3>
                        <ul class="lines">{ for items.into_iter().map(|item| answer(t, f, item)) }</ul>
                    }
                }
            }) }
        </Card>
    }
}

fn answer(t: &'static Messages, f: &InspectionDetail, item: &Item) -> Html {
    let empty = AnswerView::default();
    let a = f.view.answers.get(&item.id).unwrap_or(&empty);
    let value = a.value.as_deref().unwrap_or_default();
    let says = verdict(&item.kind, value);
    let words = if value.is_empty() {
        t.inspections.unanswered.to_owned()
    } else {
        answer_words(&item.kind, value)
    };
    let tone = match says {
        Verdict::Problem => Tone::Danger,
        Verdict::Fine => Tone::Ok,
        Verdict::NotApplicable | Verdict::Neutral => Tone::Plain,
        Verdict::Unanswered => Tone::Warn,
    };
    html! {
        <li key={item.id.to_string()} data-testid="answer" data-item={item.id.to_string()} data-verdict={format!("{says:?}")}>
            <div class="row between top">
                <span class="grow" lang="zh-CN">{ format!("{} {}", item.no, item.text).trim().to_owned() }</span>
                if a.alternatives.len() < 2 { <span class="answer-value"><Tag {tone}>{ words }</Tag></span> }
            </div>
            if a.alternatives.len() > 1 { { difference(t, f, item, a) } }
            if !a.location.is_empty() { <p class="small">{ (t.plan.fault)(t.inspections.location, &a.location) }</p> }
            if !a.note.is_empty() { <p class="pre">{ (t.plan.fault)(t.inspections.note, &a.note) }</p> }
            if says == Verdict::Problem && !item.basis.is_empty() { <p class="cite">{ (t.plan.fault)(t.inspections.basis, &item.basis) }</p> }
            if let Some(locked) = &a.locked { <p class="small soft">{ t.settled.locked }{ " · " }{ &locked.settled.department }</p> }
            if let Some(s) = &a.stamp { <p class="small soft">{ stamp(t, f, s) }</p> }
        </li>
    }
}

fn difference(t: &'static Messages, f: &InspectionDetail, item: &Item, a: &AnswerView) -> Html {
    html! {
        <Banner tone={Tone::Danger} title={t.inspections.two_answers} testid="difference">
            <ul>
                { for a.alternatives.iter().map(|alternative| html! {
                    <li><span class="strong" lang="zh-CN">{ answer_words(&item.kind, &alternative.value) }</span>{ " " }<span class="small">{ stamp(t, f, &alternative.stamp) }</span></li>
                }) }
            </ul>
        </Banner>
    }
}

/// The steps on site that the regime asks for, and whether they are recorded.
pub fn steps(t: &'static Messages, f: &InspectionDetail) -> Html {
    let recorded = |step: &&SiteStep| f.view.steps.contains_key(&step.id);
    let excerpt = &f.package.excerpt;
    // A signature ticked by an earlier program stays to be seen.
    let asked: Vec<&SiteStep> = excerpt
        .steps
        .iter()
        .filter(|step| recorded(step) || excerpt.asked_steps().any(|s| s.id == step.id))
        .collect();
    html! {
        if !asked.is_empty() {
            <Card title={t.inspections.steps}>
                <ul class="lines">
                    { for asked.iter().map(|step| step_of(t, f, step)) }
                </ul>
            </Card>
        }
    }
}

/// One step: what came of it, by whom; both where two officers say different things.
fn step_of(t: &'static Messages, f: &InspectionDetail, step: &SiteStep) -> Html {
    let done = f.view.steps.get(&step.id);
    let said: Vec<&StepView> = match done {
        Some(done) if done.alternatives.is_empty() => vec![done],
        Some(done) => done.alternatives.iter().collect(),
        None => Vec::new(),
    };
    let tone = |said: &StepView| if said.is_done() { Tone::Ok } else { Tone::Warn };
    html! {
        <li key={step.id.clone()} data-testid="step" data-outcome={done.map(|d| d.outcome.clone())}>
            <div class="row between top">
                <span class="grow">{ &step.label }</span>
                if said.is_empty() { <Tag tone={Tone::Warn}>{ t.inspections.step_not_done }</Tag> }
            </div>
            if said.len() > 1 { <p class="strong">{ t.inspections.two_answers }</p> }
            { for said.iter().map(|s| html! {
                <>
                    <p class="row"><Tag tone={tone(s)}>{ t.sheet.outcome(&s.outcome).to_owned() }</Tag><span class="small soft">{ stamp(t, f, &s.stamp) }</span></p>
                    if !s.note.is_empty() { <p class="pre">{ &s.note }</p> }
                </>
            }) }
            if !step.cite.is_empty() { <p class="cite">{ &step.cite }</p> }
        </li>
    }
}

/// The officers' summary and the subject's own words.
pub fn words(t: &'static Messages, f: &InspectionDetail) -> Html {
    let part = |title: &'static str, text: &str| {
        html! { if !text.is_empty() { <Card {title}><p class="pre" lang="zh-CN">{ text.to_owned() }</p></Card> } }
    };
    html! {
        <>
            { part(t.inspections.remarks, &f.view.remarks) }
            { part(t.inspections.subject_words, &f.view.subject_words) }
        </>
    }
}

/// Why the visit could not take place.
pub fn skip(t: &'static Messages, f: &InspectionDetail) -> Html {
    let Some(skip) = &f.view.skip else {
        return Html::default();
    };
    let reason = f
        .package
        .excerpt
        .skip_reasons
        .iter()
        .find(|r| r.code == skip.reason);
    let confirmed = skip.confirmed.as_ref().map_or_else(
        || t.inspections.skip_unconfirmed.to_owned(),
        |s| (t.inspections.skip_confirmed)(&stamp(t, f, s)),
    );
    html! {
        <Banner tone={Tone::Warn} title={t.inspections.skip} testid="skip-shown">
            <p class="strong">{ reason.map_or(skip.reason.clone(), |r| r.label.clone()) }</p>
            if let Some(reason) = reason { <p class="cite" lang="zh-CN">{ &reason.cite }</p> }
            if !f.view.skip_note.is_empty() { <p class="pre" lang="zh-CN">{ &f.view.skip_note }</p> }
            <p class="small">{ stamp(t, f, &skip.stamp) }{ " · " }{ confirmed }</p>
        </Banner>
    }
}

/// What a colleague wrote unaware of the seal.
pub fn supplements(t: &'static Messages, f: &InspectionDetail) -> Html {
    if f.view.supplements.is_empty() {
        return Html::default();
    }
    html! {
        <Card title={t.inspections.supplements}>
            <p class="soft">{ t.inspections.supplement_hint }</p>
            <ul class="lines">{ for f.view.supplements.iter().map(|s| supplement(t, f, s)) }</ul>
        </Card>
    }
}

fn supplement(t: &'static Messages, f: &InspectionDetail, s: &SupplementView) -> Html {
    let read = |text: &str| supplement_words(&f.package, s, text).1;
    let item = supplement_words(&f.package, s, "").0;
    let outcome = s.outcome.as_deref();
    html! {
        <li key={s.id.clone()} data-testid="supplement" data-outcome={outcome.unwrap_or("open").to_owned()}>
            <div class="row between top">
                <span class="grow">{ item.map(|i| i.text.clone()) }</span>
                <Tag tone={if outcome.is_some() { Tone::Ok } else { Tone::Warn }}>
                    { outcome.map_or(t.inspections.supplement_open.to_owned(), t.inspections.supplement_outcome) }
                </Tag>
            </div>
            if let Some(evidence) = s.evidence.as_ref().filter(|e| e.can_be_marked()) { { super::print::picture(evidence, t.inspections.supplements) } }
            <p class="pre strong">{ read(&s.text) }</p>
            if let Some(sealed) = &s.sealed_text { <p class="small">{ (t.inspections.supplement_sealed)(&read(sealed)) }</p> }
            <p class="small soft">{ (t.inspections.by)(&name(f, &s.stamp.by), &s.stamp.at.china_minute()) }</p>
        </li>
    }
}
