//! A recording that stays on a body camera: its number, its times and how far its clock is off.
//!
//! `data-testid`: `camera-no`, `camera-begin`, `camera-begin-now`, `camera-end`, `camera-end-now`, `camera-ahead`,
//! `camera-note`, `camera-unfit`.

use super::keeping::{Keep, Shot};
use crate::i18n::use_t;
use crate::shell::clock;
use crate::ui::{Button, Card, Field, TextInput};
use domain::evidence::{About, EvidenceKind, Recording};
use domain::time::Timestamp;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct BodyCameraProps {
    pub keep: Keep,
}

/// The card.
#[component]
pub fn BodyCamera(props: &BodyCameraProps) -> Html {
    let t = use_t();
    let p = &t.papers;
    let camera = use_state_eq(String::new);
    let (begin, end) = (use_state_eq(String::new), use_state_eq(String::new));
    let ahead = use_state_eq(|| "0".to_owned());
    let set = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let now = |state: &UseStateHandle<String>| set(state).reform(|_: MouseEvent| clock::now().china_second());
    let recording = read(&camera, &begin, &end, &ahead).filter(Recording::fits);
    let untouched = begin.is_empty() && end.is_empty();
    let note = {
        let (keep, recording, ends) = (
            props.keep.clone(),
            recording.clone(),
            [begin.setter(), end.setter()],
        );
        Callback::from(move |_: MouseEvent| {
            if let Some(recording) = recording.clone() {
                let bytes = recording.reference().into_bytes();
                let shot = Shot::of(Ok(bytes), EvidenceKind::BodyCamera);
                keep.emit(shot.about(About::Recording(recording)));
                for end in &ends {
                    end.set(String::new());
                }
            }
        })
    };
    let time = |id: &'static str, label: &'static str, state: &UseStateHandle<String>| {
        html! {
            <Field {id} {label}>
                <div class="row">
                    <TextInput {id} testid={id} kind="datetime-local" value={(**state).clone()} oninput={set(state)} />
                    <Button onclick={now(state)} testid={format!("{id}-now")}>{ p.now }</Button>
                </div>
            </Field>
        }
    };
    html! {
        <Card title={p.camera_title}>
            <p class="soft">{ p.camera_hint }</p>
            <Field id="camera-no" label={p.camera}>
                <TextInput id="camera-no" testid="camera-no" value={(*camera).clone()} oninput={set(&camera)} />
            </Field>
            { time("camera-begin", p.begin, &begin) }
            { time("camera-end", p.end, &end) }
            <Field id="camera-ahead" label={p.ahead}>
                <TextInput id="camera-ahead" testid="camera-ahead" value={(*ahead).clone()} oninput={set(&ahead)} />
            </Field>
            if recording.is_none() && !untouched { <p class="small" data-testid="camera-unfit">{ p.unfit }</p> }
            <div class="row"><Button disabled={recording.is_none()} onclick={note} testid="camera-note">{ p.keep_reference }</Button></div>
        </Card>
    }
}

fn read(camera: &str, begin: &str, end: &str, ahead: &str) -> Option<Recording> {
    Some(Recording {
        camera: camera.trim().to_owned(),
        from: Timestamp::of_china(begin)?,
        to: Timestamp::of_china(end)?,
        ahead_s: ahead.trim().parse().ok()?,
    })
}
