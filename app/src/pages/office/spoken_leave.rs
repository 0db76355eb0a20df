//! Leave by telephone: a tablet without a network is to be emptied; its officer reads six digits, the administrator reads
//! eight back.
//!
//! `data-testid`: `spoken-leave`, `spoken-device`, `spoken-digits`, `spoken-reason`, `spoken-grant`, `spoken-answer`.

use crate::hooks::remote::use_act;
use crate::i18n::use_t;
use crate::shell::http;
use crate::ui::{Banner, Button, Card, Choice, Failed, Field, Select, TextInput, Tone};
use domain::id::InspectorId;
use domain::wire::api::{DeviceRow, LeaveAnswer, LeaveAsk};
use std::collections::BTreeMap;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct SpokenLeaveProps {
    pub rows: Vec<DeviceRow>,
    /// Names of officers.
    pub names: BTreeMap<InspectorId, String>,
}

/// The card.
#[component]
pub fn SpokenLeave(props: &SpokenLeaveProps) -> Html {
    let t = use_t();
    let a = &t.administration;
    let act = use_act();
    let device = use_state_eq(String::new);
    let digits = use_state_eq(String::new);
    let reason = use_state_eq(String::new);
    let answer = use_state_eq(|| None::<String>);
    let set = |state: &UseStateHandle<String>| {
        // An answer on the screen belongs to the question on the screen.
        let (state, answer) = (state.setter(), answer.setter());
        Callback::from(move |text: String| {
            answer.set(None);
            state.set(text);
        })
    };
    let grant = {
        let (act, answer) = (act.clone(), answer.setter());
        let path = format!("/api/v1/devices/{}/leave", *device);
        let body = LeaveAsk {
            digits: (*digits).clone(),
            reason: (*reason).clone(),
        };
        Callback::from(move |_: MouseEvent| {
            let (path, body, answer) = (path.clone(), body.clone(), answer.clone());
            act.start(
                async move { http::post::<_, LeaveAnswer>(&path, &body).await },
                move |said| answer.set(Some(said.digits)),
            );
        })
    };
    let of = |row: &DeviceRow| {
        props
            .names
            .get(&row.inspector)
            .cloned()
            .unwrap_or_else(|| row.inspector.to_string())
    };
    let mut choices = vec![Choice::new("", a.spoken_choose)];
    choices.extend(
        props
            .rows
            .iter()
            .map(|row| Choice::new(row.id.to_string(), format!("{} · {}", of(row), row.name))),
    );
    let ready = !device.is_empty() && digits.trim().len() == 6 && !reason.trim().is_empty();
    html! {
        <Card title={a.spoken_title} testid="spoken-leave">
            <p>{ a.spoken_how }</p>
            <Field id="spoken-device" label={a.spoken_device}>
                <Select id="spoken-device" testid="spoken-device" {choices} selected={(*device).clone()} on_change={set(&device)} />
            </Field>
            <Field id="spoken-digits" label={a.unlock_digits}>
                <TextInput id="spoken-digits" testid="spoken-digits" inputmode="numeric" value={(*digits).clone()} oninput={set(&digits)} />
            </Field>
            <Field id="spoken-reason" label={a.unlock_reason} hint={a.unlock_reason_hint}>
                <TextInput id="spoken-reason" testid="spoken-reason" value={(*reason).clone()} oninput={set(&reason)} />
            </Field>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            <div class="row"><Button busy={act.busy} disabled={!ready} onclick={grant} testid="spoken-grant">{ a.unlock_grant }</Button></div>
            if let Some(said) = &*answer {
                <Banner tone={Tone::Ok} title={a.spoken_answer}><p class="figure mono" data-testid="spoken-answer">{ format!("{} {}", &said[..4], &said[4..]) }</p></Banner>
            }
        </Card>
    }
}
