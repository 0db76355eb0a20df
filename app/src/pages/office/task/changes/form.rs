//! Asking for a change of the result.
//!
//! `data-testid`: `change-form`, `change-inspection`, `change-seat`, `change-act-name`, `change-act-swap`,
//! `change-find`, `change-hit-<id>`, `change-named`, `change-other-inspection`, `change-other-seat`, `change-why`,
//! `change-words`, `change-submit`, `change-cancel`, `change-problem`.

use crate::hooks::remote::use_act;
use crate::i18n::{Messages, use_t};
use crate::pages::office::finder::{Chosen, Finder};
use crate::shell::http;
use crate::state::office::change_form::{ChangeForm, Edit, Hand, row_of};
use crate::state::office::changes::changeable;
use crate::ui::{
    Banner, Button, ButtonKind, Choice, Field, Segmented, Select, TextArea, Tone, refused, use_toaster,
};
use domain::regime::change::{ChangeKind, ChangeRule};
use domain::wire::api::{ChangeAsk, TaskDetail};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct FormProps {
    pub task: Rc<TaskDetail>,
    pub rule: ChangeRule,
    pub close: Callback<()>,
    pub reload: Callback<()>,
}

/// The form of one kind of change.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let t = use_t();
    let c = &t.changes;
    let act = use_act();
    let toaster = use_toaster();
    let form = {
        let rule = props.rule.clone();
        use_reducer_eq(move || ChangeForm::fresh(&rule))
    };
    let edit = {
        let dispatch = form.dispatcher();
        Callback::from(move |edit: Edit| dispatch.dispatch(edit))
    };
    let ask = form.ask(&props.rule, &props.task.drawn);
    let ready = ask.is_some();
    let onclick = {
        let (act, close, reload) = (act.clone(), props.close.clone(), props.reload.clone());
        let path = format!("/api/v1/tasks/{}/changes", props.task.summary.id);
        Callback::from(move |_: MouseEvent| {
            let Some(ask): Option<ChangeAsk> = ask.clone() else {
                return;
            };
            let (path, close, reload, toaster) =
                (path.clone(), close.clone(), reload.clone(), toaster.clone());
            act.start(
                async move { http::post::<_, TaskDetail>(&path, &ask).await },
                move |_| {
                    toaster.show(Tone::Ok, t.changes.asked);
                    close.emit(());
                    reload.emit(());
                },
            );
        })
    };
    let tone = match props.rule.kind {
        ChangeKind::Subject | ChangeKind::Inspector => Tone::Accent,
        ChangeKind::Hand => Tone::Warn,
    };
    html! {
        <div class="stack" data-testid="change-form">
            <h3>{ (c.ask)(props.rule.kind) }</h3>
            <Banner {tone}><p>{ (c.how)(props.rule.kind) }</p></Banner>
            { inspection(t, props, &form, &edit) }
            { match props.rule.kind {
                ChangeKind::Subject => Html::default(),
                ChangeKind::Inspector => seat(t, props, ("change-seat", c.seat), (&form.inspection, &form.seat), edit.reform(Edit::Seat)),
                ChangeKind::Hand => hand(t, props, &form, &edit),
            } }
            { why(t, props, &form, &edit) }
            <Field id="change-words" label={c.words} hint={c.words_hint}>
                <TextArea id="change-words" value={form.words.clone()} oninput={edit.reform(Edit::Words)} testid="change-words" />
            </Field>
            if let Some(failure) = &act.failure { { refused(failure, "change-problem", c.problem) } }
            <div class="row end">
                <Button onclick={props.close.reform(|_: MouseEvent| ())} testid="change-cancel">{ t.common.cancel }</Button>
                <Button kind={ButtonKind::Primary} busy={act.busy} disabled={!ready} {onclick} testid="change-submit">{ c.submit }</Button>
            </div>
        </div>
    }
}

fn select(
    (id, label): (&'static str, &'static str),
    choices: Vec<Choice>,
    selected: &str,
    on_change: Callback<String>,
) -> Html {
    let selected = selected.to_owned();
    html! { <Field {id} {label}><Select {id} {choices} {selected} {on_change} testid={id} /></Field> }
}

/// "Please choose", then the choices.
fn choices(t: &'static Messages, some: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", t.changes.choose))
        .chain(some)
        .collect()
}

fn inspections(t: &'static Messages, props: &FormProps) -> Vec<Choice> {
    let rows = changeable(&props.task.drawn).into_iter();
    choices(
        t,
        rows.map(|row| Choice::new(row.inspection.to_string(), row.subject_name.clone())),
    )
}

fn inspection(t: &'static Messages, props: &FormProps, form: &ChangeForm, edit: &Callback<Edit>) -> Html {
    let names = ("change-inspection", t.changes.inspection);
    select(
        names,
        inspections(t, props),
        &form.inspection,
        edit.reform(Edit::Inspection),
    )
}

/// The seats of an inspection with who sits there; an act by hand may fill an empty one.
fn seat(
    t: &'static Messages,
    props: &FormProps,
    names: (&'static str, &'static str),
    (inspection, chosen): (&str, &str),
    on_change: Callback<String>,
) -> Html {
    let team = row_of(&props.task.drawn, inspection).map_or(&[][..], |row| &row.team);
    let seats = (0_u32..).zip(team).map(|(n, (_, name, role))| {
        let who = if name.is_empty() { t.changes.vacant } else { name };
        Choice::new(
            n.to_string(),
            (t.changes.seat_of)(n + 1, &(t.draw.role)(role), who),
        )
    });
    select(names, choices(t, seats), chosen, on_change)
}

fn why(t: &'static Messages, props: &FormProps, form: &ChangeForm, edit: &Callback<Edit>) -> Html {
    let c = &t.changes;
    if let [only] = props.rule.reasons.as_slice() {
        return html! { <p data-testid="change-why"><span class="soft">{ c.why }</span>{ " " }{ (c.why_of)(*only) }</p> };
    }
    let reasons = props.rule.reasons.iter();
    let reasons = choices(t, reasons.map(|why| Choice::new(why.code(), (c.why_of)(*why))));
    select(("change-why", c.why), reasons, &form.why, edit.reform(Edit::Why))
}

/// An act by hand: who is named, or with whom places are changed.
fn hand(t: &'static Messages, props: &FormProps, form: &ChangeForm, edit: &Callback<Edit>) -> Html {
    let c = &t.changes;
    let acts = vec![Choice::new("name", c.act_name), Choice::new("swap", c.act_swap)];
    let chosen = match form.hand {
        Hand::Name => "name",
        Hand::Swap => "swap",
    };
    let on_pick = edit.reform(|value: AttrValue| {
        Edit::Hand(match value.as_str() {
            "swap" => Hand::Swap,
            _ => Hand::Name,
        })
    });
    html! {
        <>
            { seat(t, props, ("change-seat", c.seat), (&form.inspection, &form.seat), edit.reform(Edit::Seat)) }
            if props.rule.swap_only {
                <p class="small strong">{ c.swap_only }</p>
            } else {
                <Segmented label={c.act} choices={acts} selected={vec![AttrValue::from(chosen)]} {on_pick} testid="change-act" />
            }
            { match form.hand {
                Hand::Name => named(t, form, edit),
                Hand::Swap => html! {
                    <>
                        { select(("change-other-inspection", c.other), inspections(t, props), &form.other, edit.reform(Edit::Other)) }
                        { seat(t, props, ("change-other-seat", c.other_seat), (&form.other, &form.other_seat), edit.reform(Edit::OtherSeat)) }
                    </>
                },
            } }
        </>
    }
}

fn named(t: &'static Messages, form: &ChangeForm, edit: &Callback<Edit>) -> Html {
    let c = &t.changes;
    let on_pick = edit.reform(|hit: Chosen| Edit::Named(Some(hit)));
    html! {
        <div class="stack tight">
            <p class="strong">{ c.named }</p>
            if let Some((id, name)) = &form.named { <p class="strong" data-testid="change-named">{ name }{ " " }<span class="small soft">{ id }</span></p> }
            <Finder kind="inspectors" label={c.named_search} testid="change-find" hit="change-hit" {on_pick} />
        </div>
    }
}
