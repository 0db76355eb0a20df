//! Verifying a draw in the visitor's browser: fetched from here, or dropped as a file.
//!
//! `data-testid`: `verify-file`, `verify-fetching`, `verify-name`, `verify-key-same`, `verify-again`; the report
//! has its own in [`crate::pages::verification`].

use crate::hooks::remote::{use_act, use_remote};
use crate::i18n::use_public;
use crate::pages::verification::Verification;
use crate::shell::file::PickedFile;
use crate::shell::http;
use crate::state::public_place::Place;
use crate::state::remote::Failure;
use crate::ui::{Card, DropFile, Failed};
use domain::wire::api::{PublicTask, TaskState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct VerifyProps {
    /// A draw of this office to fetch.
    pub task: Option<AttrValue>,
    /// The log's key as this office publishes it.
    pub log_key: Option<AttrValue>,
}

/// Verifying.
#[component]
pub fn Verify(props: &VerifyProps) -> Html {
    let p = use_public();
    let act = use_act();
    let loaded = use_state_eq(|| None::<(AttrValue, Rc<Vec<u8>>)>);
    {
        let (act, loaded) = (act.clone(), loaded.setter());
        use_effect_with(props.task.clone(), move |task| {
            loaded.set(None);
            if let Some(task) = task.clone() {
                let path = format!("/api/v1/public/tasks/{task}/transcript");
                act.start(async move { http::get_bytes(&path).await }, move |bytes| {
                    loaded.set(Some((task, Rc::new(bytes))));
                });
            }
        });
    }
    let on_file = {
        let (act, loaded) = (act.clone(), loaded.setter());
        Callback::from(move |picked: PickedFile| {
            let loaded = loaded.clone();
            let name = AttrValue::from(picked.name());
            act.start(
                async move { picked.bytes().await.ok_or(Failure::Unreadable { status: 0 }) },
                move |bytes| loaded.set(Some((name, Rc::new(bytes)))),
            );
        })
    };
    html! {
        <>
            <h1>{ p.verify }</h1>
            <p>{ p.verify_words }</p>
            <DropFile id="verify-file" words={p.verify_drop} choose={p.verify_choose} accept=".json,application/json" disabled={act.busy} {on_file} testid="verify-file" />
            if props.task.is_none() && loaded.is_none() { <Published /> }
            if act.busy { <p role="status" class="strong" data-testid="verify-fetching">{ p.verify_fetching }</p> }
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            if let Some((name, bytes)) = (*loaded).clone() {
                <p class="soft" data-testid="verify-name">{ (p.loaded)(&name, &crate::i18n::tables::bytes(bytes.len() as u64)) }</p>
                <Verification {bytes} log_key={props.log_key.clone()} />
            }
        </>
    }
}

/// Draws of this office that can be verified.
#[component]
fn Published() -> Html {
    let p = use_public();
    let tasks = use_remote::<Vec<PublicTask>>(Some("/api/v1/public/tasks".into()));
    let drawn: Vec<PublicTask> = tasks
        .state
        .value()
        .map(|tasks| {
            tasks
                .iter()
                .filter(|t| t.summary.state == TaskState::Drawn && t.kept.is_none())
                .cloned()
                .collect()
        })
        .unwrap_or_default();
    html! {
        if !drawn.is_empty() {
            <Card title={p.verify_from}>
                <ul class="lines">
                    { for drawn.into_iter().map(|t| html! {
                        <li key={t.summary.id.to_string()}>
                            <a class="link" href={Place::Verify(Some(t.summary.id.to_string())).href()} data-testid={format!("public-verify-{}", t.summary.id)}>{ t.summary.title }</a>
                        </li>
                    }) }
                </ul>
            </Card>
        }
    }
}
