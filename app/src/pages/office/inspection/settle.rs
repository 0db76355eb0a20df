//! Items settled online: what was looked up before the visit, entered by department, and taken back with a reason.
//!
//! `data-testid`: `settle`, `settle-item`, `settle-means`, `settle-department`, `settle-value-<choice>`, `settle-words`,
//! `settle-do`, `settled` (one an item, `data-item`), `take-back-<item>`, `by-department`.

use crate::form::AnswerControl;
use crate::hooks::remote::{UseAct, use_act};
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::pages::office::visit::problems;
use crate::shell::http;
use crate::ui::{Button, Card, Choice, Failed, Field, Select, Tag, TextArea, Tone, use_toaster};
use domain::access::Action;
use domain::inspection::online::Locked;
use domain::inspection::progress::stored_answers;
use domain::regime::excerpt::OnlineWanted;
use domain::regime::form::{AnswerKind, Item};
use domain::submission::{answer_words, by_department};
use domain::wire::api::{InspectionDetail, SettleAsk};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// What each department of a joint visit checked and found.
pub(super) fn departments(t: &'static Messages, f: &InspectionDetail) -> Html {
    let all = by_department(&f.package, &f.view);
    if all.is_empty() || f.view.skip.is_some() {
        return Html::default();
    }
    let words = &t.sheet;
    html! {
        <Card title={t.settled.departments} testid="by-department">
            <ul class="lines">{ for all.into_iter().map(|d| {
                let (n, bad) = (d.checked.to_string(), d.problems.to_string());
                let says = match d.online {
                    0 => (words.checked)(&n, &bad),
                    k => (words.checked_online)(&n, &bad, &k.to_string()),
                };
                html! { <li key={d.department.clone()} class="row between"><span>{ &d.department }</span><span>{ says }</span></li> }
            }) }</ul>
        </Card>
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct SettleProps {
    pub file: InspectionDetail,
    pub done: Callback<()>,
}

/// The card; nothing where the regime asks everything on site.
#[component]
pub fn Settle(props: &SettleProps) -> Html {
    let t = use_t();
    let f = &props.file;
    let Some(rule) = &f.package.excerpt.online else {
        return Html::default();
    };
    let may = use_seat().is_some_and(|seat| seat.may(Action::SettleOnline));
    let signed = !f.view.seals.is_empty() || !f.view.signatures.is_empty();
    let items: Vec<&Item> = f.package.forms.iter().flat_map(|form| form.items()).collect();
    let locked: Vec<(&Item, Locked)> = items
        .iter()
        .filter_map(|item| Some((*item, f.view.answers.get(&item.id)?.locked.as_deref()?.clone())))
        .collect();
    html! {
        <Card title={t.settled.title} testid="settle">
            <p class="soft">{ t.settled.hint }</p>
            <p class="cite" lang="zh-CN">{ format!("{} {}", rule.text, rule.cite) }</p>
            if locked.is_empty() { <p>{ t.settled.none }</p> }
            <ul class="lines">{ for locked.iter().map(|(item, locked)| html! {
                <One key={item.id.to_string()} id={f.row.id.to_string()} item={Rc::new((*item).clone())} locked={locked.clone()} done={props.done.clone()} open={may && !signed} />
            }) }</ul>
            if may && signed { <p class="small">{ t.settled.too_late }</p> }
            if may && !signed { <Entry file={f.clone()} done={props.done.clone()} rule={rule.clone()} /> }
        </Card>
    }
}

fn send(act: &UseAct, id: &str, ask: SettleAsk, done: impl FnOnce() + 'static) {
    let path = format!("/api/v1/inspections/{id}/settlements");
    act.start(
        async move { http::post::<_, InspectionDetail>(&path, &ask).await },
        move |_| done(),
    );
}

#[derive(Properties, PartialEq, Debug)]
struct OneProps {
    id: AttrValue,
    item: Rc<Item>,
    locked: Locked,
    done: Callback<()>,
    open: bool,
}

/// A settled item, and the way back.
#[component]
fn One(props: &OneProps) -> Html {
    let t = use_t();
    let act = use_act();
    let toaster = use_toaster();
    let why = use_state_eq(String::new);
    let (item, s) = (&props.item, &props.locked.settled);
    let value = s.value.clone().unwrap_or_default();
    let otherwise = props.locked.otherwise();
    let onclick = {
        let (act, id, done, why) = (act.clone(), props.id.clone(), props.done.clone(), why.clone());
        let (item, department) = (item.id.clone(), s.department.clone());
        Callback::from(move |_: MouseEvent| {
            let ask = SettleAsk {
                item: item.clone(),
                value: None,
                means: String::new(),
                words: why.trim().to_owned(),
                department: department.clone(),
            };
            let (done, toaster) = (done.clone(), toaster.clone());
            send(&act, &id, ask, move || {
                toaster.show(Tone::Ok, t.settled.taken_back);
                done.emit(());
            });
        })
    };
    let oninput = {
        let why = why.setter();
        Callback::from(move |text: String| why.set(text))
    };
    let field = format!("why-{}", item.id);
    html! {
        <li data-testid="settled" data-item={item.id.to_string()}>
            <div class="row between top">
                <span class="grow">{ format!("{} {}", item.no, item.text).trim().to_owned() }</span>
                <span class="answer-value"><Tag tone={Tone::Accent}>{ answer_words(&item.kind, &value) }</Tag></span>
            </div>
            <p class="small soft">{ (t.settled.by)(&s.means, &s.department, &s.at.china_minute()) }{ " · " }{ s.by.to_string() }</p>
            if !s.words.is_empty() { <p class="pre">{ &s.words }</p> }
            { for otherwise.iter().map(|a| html! { <p class="small strong">{ (t.settled.otherwise)(&answer_words(&item.kind, &a.value)) }</p> }) }
            if props.open {
                <Field label={t.settled.why} id={field.clone()}><TextArea id={field} rows={1} value={(*why).clone()} {oninput} /></Field>
                if let Some(failure) = &act.failure { <Failed failure={failure.clone()}>{ problems(t, failure) }</Failed> }
                <Button {onclick} busy={act.busy} disabled={why.trim().is_empty()} testid={format!("take-back-{}", item.id)} label={(t.settled.take_back_of)(&item.text)}>{ t.settled.take_back }</Button>
            }
        </li>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct EntryProps {
    file: InspectionDetail,
    done: Callback<()>,
    rule: OnlineWanted,
}

/// The form of a new one.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let t = use_t();
    let act = use_act();
    let toaster = use_toaster();
    let ask = use_state_eq(|| blank(props));
    let f = &props.file;
    let change = |put: fn(&mut SettleAsk, String)| {
        let ask = ask.clone();
        Callback::from(move |text: String| {
            let mut next = (*ask).clone();
            put(&mut next, text);
            ask.set(next);
        })
    };
    let item = open_items(f).into_iter().find(|i| i.id == ask.item);
    let onclick = {
        let (act, id, done, now, fresh) = (
            act.clone(),
            f.row.id.to_string(),
            props.done.clone(),
            ask.clone(),
            blank(props),
        );
        Callback::from(move |_: MouseEvent| {
            let (done, toaster, now2, fresh) = (done.clone(), toaster.clone(), now.clone(), fresh.clone());
            send(&act, &id, (*now).clone(), move || {
                toaster.show(Tone::Ok, t.settled.settled);
                now2.set(fresh);
                done.emit(());
            });
        })
    };
    let words = change(|ask, words| ask.words = words);
    html! {
        <div class="stack">
            { select("settle-item", t.settled.item, items(t, f), ask.item.as_str(), change(|ask, id| { ask.item = id.into(); ask.value = None; })) }
            { select("settle-means", t.settled.means, named(&props.rule.means), &ask.means, change(|ask, means| ask.means = means)) }
            { select("settle-department", t.settled.department, named(&teams(f)), &ask.department, change(|ask, department| ask.department = department)) }
            if let Some(item) = item { { value(t, item, &ask) } }
            <Field label={t.settled.words} id="settle-words">
                <TextArea id="settle-words" rows={2} value={ask.words.clone()} oninput={words} testid="settle-words" />
            </Field>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()}>{ problems(t, failure) }</Failed> }
            <Button wide={true} {onclick} busy={act.busy} disabled={ask.value.is_none()} testid="settle-do">{ t.settled.settle }</Button>
        </div>
    }
}

fn blank(props: &EntryProps) -> SettleAsk {
    SettleAsk {
        item: "".into(),
        value: None,
        means: props.rule.means.first().cloned().unwrap_or_default(),
        words: String::new(),
        department: teams(&props.file).first().cloned().unwrap_or_default(),
    }
}

fn teams(f: &InspectionDetail) -> Vec<String> {
    let all: BTreeSet<&String> = f.package.team.iter().map(|m| &m.department).collect();
    all.into_iter().filter(|d| !d.is_empty()).cloned().collect()
}

/// Items nobody has answered; those of a row are found on site only.
fn open_items(f: &InspectionDetail) -> Vec<&Item> {
    let answers = stored_answers(&f.view);
    let sections = f.package.forms.iter().flat_map(|form| &form.sections);
    let once = sections.filter(|s| s.repeat.is_none() && !s.id.contains('@'));
    once.flat_map(|s| &s.items)
        .filter(|i| !answers.contains_key(&i.id))
        .collect()
}

fn items(t: &'static Messages, f: &InspectionDetail) -> Vec<Choice> {
    let words = |i: &Item| format!("{} {}", i.no, i.text).trim().to_owned();
    let open = open_items(f)
        .into_iter()
        .map(|i| Choice::new(i.id.to_string(), words(i)));
    std::iter::once(Choice::new("", t.settled.choose))
        .chain(open)
        .collect()
}

fn named(names: &[String]) -> Vec<Choice> {
    names.iter().map(|n| Choice::new(n.clone(), n.clone())).collect()
}

fn select(
    id: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
    selected: &str,
    on_change: Callback<String>,
) -> Html {
    html! {
        <Field {label} {id}><Select {id} {choices} selected={selected.to_owned()} {on_change} testid={id} /></Field>
    }
}

fn value(t: &'static Messages, item: &Item, ask: &UseStateHandle<SettleAsk>) -> Html {
    let set = {
        let ask = ask.clone();
        Callback::from(move |value: Option<String>| {
            let value = value.filter(|v| !v.is_empty());
            ask.set(SettleAsk {
                value,
                ..(*ask).clone()
            });
        })
    };
    let current = ask.value.clone().unwrap_or_default();
    let control = match item.kind {
        AnswerKind::Text { .. } => {
            html! { <TextArea id="settle-value" rows={2} value={current} oninput={set.reform(Some)} testid="settle-value" /> }
        }
        AnswerKind::Verdict { .. }
        | AnswerKind::Choice { .. }
        | AnswerKind::MultiChoice { .. }
        | AnswerKind::Number { .. }
        | AnswerKind::Date
        | AnswerKind::Fraction { .. } => {
            html! { <AnswerControl key={item.id.to_string()} item={Rc::new(item.clone())} value={current} on_answer={set} /> }
        }
    };
    html! { <Field label={t.settled.value} id="settle-value">{ control }</Field> }
}
