//! Tablets whose PIN is forgotten: the administrator reads six digits from the tablet before him, and answers.
//!
//! `data-testid`: `unlock-questions`, `unlock-question` (one a tablet, `data-id`), `unlock-digits-{id}`,
//! `unlock-reason-{id}`, `unlock-grant-{id}`, `unlock-refuse-{id}`.

use crate::hooks::poll::use_poll;
use crate::hooks::remote::{use_act, use_remote};
use crate::i18n::use_t;
use crate::shell::http;
use crate::ui::{Button, ButtonKind, Card, Failed, Field, TextInput};
use domain::id::InspectorId;
use domain::sync::escrow::Purpose;
use domain::wire::api::{UnlockJudgement, UnlockRow};
use std::collections::BTreeMap;
use yew::prelude::*;

/// Asked again this often: somebody stands at the desk with a locked tablet.
const EVERY_MS: u32 = 5_000;

#[derive(Properties, PartialEq, Debug)]
pub struct UnlockQuestionsProps {
    /// Names of officers.
    pub names: BTreeMap<InspectorId, String>,
}

/// The card; nothing while nobody asks.
#[component]
pub fn UnlockQuestions(props: &UnlockQuestionsProps) -> Html {
    let t = use_t();
    let a = &t.administration;
    let rows = use_remote::<Vec<UnlockRow>>(Some("/api/v1/unlock-questions".into()));
    use_poll(rows.reload.clone(), EVERY_MS, true);
    let waiting = rows
        .state
        .value()
        .map(|rows| (**rows).clone())
        .unwrap_or_default();
    if waiting.is_empty() {
        return Html::default();
    }
    html! {
        <Card title={a.unlock_title} testid="unlock-questions">
            <p>{ a.unlock_how }</p>
            { for waiting.into_iter().map(|row| {
                let of = props.names.get(&row.inspector).cloned().unwrap_or_else(|| row.inspector.to_string());
                let key = row.device.to_string();
                html! { <Question {key} {row} {of} reload={rows.reload.clone()} /> }
            }) }
        </Card>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct QuestionProps {
    row: UnlockRow,
    of: String,
    reload: Callback<()>,
}

#[component]
fn Question(props: &QuestionProps) -> Html {
    let t = use_t();
    let a = &t.administration;
    let act = use_act();
    let digits = use_state_eq(String::new);
    let reason = use_state_eq(String::new);
    let row = &props.row;
    let judge = |grant: bool| {
        let (act, reload, path) = (
            act.clone(),
            props.reload.clone(),
            format!("/api/v1/devices/{}/unlock", row.device),
        );
        let body = UnlockJudgement {
            digits: (*digits).clone(),
            grant,
            reason: (*reason).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            let (path, body, reload) = (path.clone(), body.clone(), reload.clone());
            act.start(
                async move { http::post::<_, Vec<UnlockRow>>(&path, &body).await },
                move |_| reload.emit(()),
            );
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let ready = digits.trim().len() == 6 && !reason.trim().is_empty();
    let id = |word: &str| format!("unlock-{word}-{}", row.device);
    html! {
        <div class="stack" data-testid="unlock-question" data-id={row.device.to_string()}>
            <h3>{ (a.unlock_of)(&props.of, &row.name, &row.asked_at.china_minute()) }</h3>
            <p class="strong">{ match row.purpose { Purpose::Pin => a.unlock_pin, Purpose::Leave => a.unlock_leave } }</p>
            <Field id={id("digits")} label={a.unlock_digits}>
                <TextInput id={id("digits")} testid={id("digits")} inputmode="numeric" value={(*digits).clone()} oninput={set(&digits)} />
            </Field>
            <Field id={id("reason")} label={a.unlock_reason} hint={a.unlock_reason_hint}>
                <TextInput id={id("reason")} testid={id("reason")} value={(*reason).clone()} oninput={set(&reason)} />
            </Field>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            <div class="row">
                <Button kind={ButtonKind::Primary} busy={act.busy} disabled={!ready} onclick={judge(true)} testid={id("grant")}>{ a.unlock_grant }</Button>
                <Button kind={ButtonKind::Danger} busy={act.busy} disabled={!ready} onclick={judge(false)} testid={id("refuse")}>{ a.unlock_refuse }</Button>
            </div>
        </div>
    }
}
