//! Answering a request: by the next value of the chain this browser keeps, or by one's word for an act by hand.
//!
//! `data-testid`: `change-grant`, `change-refuse`, `change-later`, `change-answer-words`, `change-answer-submit`,
//! `change-problem`; that of a missing chain in [`chain`].

use crate::hooks::chain::Root;
use crate::hooks::remote::use_act;
use crate::i18n::{Messages, use_t};
use crate::pages::office::task::chain;
use crate::shell::http;
use crate::state::office::changes::{Answering, Viewer, answering, next_value};
use crate::ui::{Button, ButtonKind, Dialog, Field, TextArea, Toaster, Tone, refused, use_toaster};
use domain::digest::Secret;
use domain::wire::api::{ChangeAnswer, ChangeView, TaskDetail};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct AnswerProps {
    pub task: Rc<TaskDetail>,
    pub change: ChangeView,
    pub viewer: Viewer,
    pub root: Root,
    pub reload: Callback<()>,
}

/// The two buttons for who may answer; nothing for anybody else.
#[component]
pub fn Answer(props: &AnswerProps) -> Html {
    let t = use_t();
    match answering(&props.task, &props.change, &props.viewer) {
        Answering::No => Html::default(),
        Answering::Later => {
            html! { <p class="small strong" data-testid="change-later">{ t.changes.later }</p> }
        }
        Answering::ByHand => html! { <Ask ..ask(props, None) /> },
        Answering::WithChain => with_chain(t, props),
    }
}

fn with_chain(t: &'static Messages, props: &AnswerProps) -> Html {
    let approver = props.task.change_approver.as_ref();
    let last = approver.and_then(|a| a.chain.as_ref());
    let next = |root: &Secret| last.and_then(|last| next_value(root, last));
    match &props.root {
        Root::Looking => html! { <p class="soft" role="status">{ t.common.loading }</p> },
        Root::Failed(fault) => chain::storage_failed(t, fault),
        Root::Looked(_) if last.is_some_and(|last| last.n == 0) => {
            html! { <p class="small strong">{ t.changes.spent }</p> }
        }
        Root::Looked(root) => match root.as_ref().and_then(next) {
            None => chain::no_chain(t),
            Some(otp) => html! { <Ask ..ask(props, Some(otp)) /> },
        },
    }
}

fn ask(props: &AnswerProps, otp: Option<String>) -> AskProps {
    AskProps {
        path: format!(
            "/api/v1/tasks/{}/changes/{}/answer",
            props.task.summary.id, props.change.no
        ),
        no: props.change.no,
        otp,
        reload: props.reload.clone(),
    }
}

#[derive(Properties, PartialEq, Clone)]
struct AskProps {
    path: String,
    no: u32,
    /// The value that any answer releases; none for an act by hand.
    otp: Option<String>,
    reload: Callback<()>,
}

#[component]
fn Ask(props: &AskProps) -> Html {
    let t = use_t();
    let choice = use_state_eq(|| None::<bool>);
    let choose = |granted: Option<bool>| {
        let choice = choice.setter();
        Callback::from(move |()| choice.set(granted))
    };
    let press = |granted: bool| choose(Some(granted)).reform(|_: MouseEvent| ());
    html! {
        <>
            <div class="row">
                <Button kind={ButtonKind::Primary} onclick={press(true)} testid="change-grant">{ t.changes.grant }</Button>
                <Button kind={ButtonKind::Danger} onclick={press(false)} testid="change-refuse">{ t.changes.refuse }</Button>
            </div>
            if let Some(granted) = *choice { <Confirm ask={props.clone()} {granted} close={choose(None)} /> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ConfirmProps {
    ask: AskProps,
    granted: bool,
    close: Callback<()>,
}

#[component]
fn Confirm(props: &ConfirmProps) -> Html {
    let t = use_t();
    let c = &t.changes;
    let act = use_act();
    let toaster: Toaster = use_toaster();
    let words = use_state_eq(String::new);
    let oninput = {
        let words = words.setter();
        Callback::from(move |text: String| words.set(text))
    };
    let onclick = {
        let (act, ask, close, words) = (
            act.clone(),
            props.ask.clone(),
            props.close.clone(),
            (*words).clone(),
        );
        let granted = props.granted;
        Callback::from(move |_: MouseEvent| {
            let body = ChangeAnswer {
                granted,
                words: words.trim().to_owned(),
                otp: ask.otp.clone(),
            };
            let (path, reload, after) = (ask.path.clone(), ask.reload.clone(), ask.reload.clone());
            let (close, toaster) = (close.clone(), toaster.clone());
            act.start(
                async move {
                    let answer = http::post::<_, TaskDetail>(&path, &body).await;
                    // A refusal may mean that it was answered elsewhere: what stands now is shown behind.
                    if answer.is_err() {
                        after.emit(());
                    }
                    answer
                },
                move |_| {
                    toaster.show(Tone::Ok, t.changes.answer_sent);
                    close.emit(());
                    reload.emit(());
                },
            );
        })
    };
    let (title, kind, verb) = match props.granted {
        true => ((c.grant_title)(props.ask.no), ButtonKind::Primary, c.grant),
        false => ((c.refuse_title)(props.ask.no), ButtonKind::Danger, c.refuse),
    };
    let told = match (props.granted, props.ask.otp.is_some()) {
        (true, true) => c.grant_words,
        (false, true) => c.refuse_words,
        (true, false) => c.grant_hand,
        (false, false) => c.refuse_hand,
    };
    let lacks = !props.granted && words.trim().is_empty();
    let actions = html! {
        <>
            <Button onclick={props.close.reform(|_: MouseEvent| ())}>{ t.common.cancel }</Button>
            <Button {kind} busy={act.busy} disabled={lacks} {onclick} testid="change-answer-submit">{ verb }</Button>
        </>
    };
    let hint = (!props.granted).then(|| AttrValue::from(c.answer_need));
    html! {
        <Dialog {title} on_close={props.close.clone()} {actions}>
            <p>{ told }</p>
            <Field id="change-answer-words" label={c.answer_words} {hint}>
                <TextArea id="change-answer-words" value={(*words).clone()} {oninput} testid="change-answer-words" />
            </Field>
            if let Some(failure) = &act.failure { { refused(failure, "change-problem", c.problem) } }
        </Dialog>
    }
}
