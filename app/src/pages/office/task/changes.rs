//! What happened to the result after the draw: what the text allows, asking, answering, and every request for good.
//!
//! `data-testid`: `changes`, `change-rule` (one a kind, `data-kind`, `data-offer`), `change-ask-subject`,
//! `change-ask-inspector`, `change-ask-hand`; further ones in [`form`], [`rows`], [`answer`] and [`super::chain`].

pub mod answer;
pub mod form;
pub mod rows;

use super::chain;
use crate::hooks::chain::use_root;
use crate::i18n::{Messages, use_t};
use crate::state::office::changes::{Offer, Viewer, is_approver, offer};
use crate::ui::{Button, Card, ToldRules};
use domain::regime::change::{ChangeKind, ChangeRule};
use domain::wire::api::TaskDetail;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct ChangesProps {
    pub task: Rc<TaskDetail>,
    pub viewer: Viewer,
    pub reload: Callback<()>,
}

/// The card of a drawn task.
#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let t = use_t();
    let task = &props.task;
    let own = is_approver(task, &props.viewer);
    let given = task.change_approver.as_ref().and_then(|a| a.chain.as_ref());
    let root = use_root(
        own.then(|| props.viewer.user.to_string()),
        task.summary.id.to_string(),
        given.is_some(),
    );
    let asking = use_state_eq(|| None::<ChangeKind>);
    let ask = |kind: ChangeKind| {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(Some(kind)))
    };
    let close = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let rule = asking.and_then(|kind| task.change_rules.iter().find(|rule| rule.kind == kind));
    html! {
        <Card title={t.changes.title} testid="changes">
            <p class="soft">{ t.changes.hint }</p>
            if let Some(approver) = task.change_approver.as_ref().filter(|a| a.chain.is_some()) { { chain::tag(t, approver) } }
            if let Some(chain) = given.filter(|_| own) { { chain::kept(t, &root, chain) } }
            { for task.change_rules.iter().map(|rule| one(t, props, rule, ask(rule.kind))) }
            if let Some(rule) = rule {
                <form::Form key={name(rule.kind)} task={task.clone()} rule={rule.clone()} close={close.clone()} reload={props.reload.clone()} />
            }
            <rows::Rows task={task.clone()} viewer={props.viewer.clone()} {root} reload={props.reload.clone()} />
        </Card>
    }
}

/// One kind of change: what the text says of it, and the button, or why there is none.
fn one(t: &'static Messages, props: &ChangesProps, rule: &ChangeRule, onclick: Callback<MouseEvent>) -> Html {
    let c = &t.changes;
    let offer = offer(&props.task, rule);
    let (words, data) = match offer {
        Offer::Open => (None, "open"),
        Offer::Barred => (Some(c.barred), "barred"),
        Offer::NoApprover => (Some(c.no_approver), "no-approver"),
        Offer::NoChain => (Some(c.never_given), "no-chain"),
        Offer::Spent => (Some(c.spent), "spent"),
        Offer::NoWitness => (Some(c.no_witness), "no-witness"),
    };
    html! {
        <section key={name(rule.kind)} class="stack tight" data-testid="change-rule" data-kind={name(rule.kind)} data-offer={data}>
            <div class="row between">
                <h3>{ (c.kind)(rule.kind) }</h3>
                if props.viewer.draws && offer == Offer::Open {
                    <Button {onclick} testid={format!("change-ask-{}", name(rule.kind))}>{ (c.ask)(rule.kind) }</Button>
                }
            </div>
            if rule.said.is_empty() { <p class="small soft">{ c.rules_silent }</p> } else { <ToldRules rules={rule.said.clone()} /> }
            if let Some(words) = words { <p class="small strong">{ words }</p> }
            if rule.swap_only && offer == Offer::Open { <p class="small strong">{ c.swap_only }</p> }
        </section>
    }
}

/// The kind in test names.
fn name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Subject => "subject",
        ChangeKind::Inspector => "inspector",
        ChangeKind::Hand => "hand",
    }
}
