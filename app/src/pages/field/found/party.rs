//! The inspected side gives the randomness: dice thrown before everybody's eyes, or a code of its own.
//!
//! `data-testid`: `found-dice`, `found-draw`, `found-scan`, `found-stop`, `found-view`, `found-read`, `found-wrong`.

use crate::i18n::use_t;
use crate::shell::camera::{Camera, Purpose};
use crate::shell::eye::Scan;
use crate::shell::fault::Fault;
use crate::state::answer::half_width;
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, TextInput, Tone};
use domain::inspection::found::{dice, shown_code};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PartyProps {
    /// The entropy in hex.
    pub(super) on_draw: Callback<String>,
}

/// The card.
#[component]
pub(super) fn Party(props: &PartyProps) -> Html {
    let t = use_t();
    let thrown = use_state_eq(String::new);
    let read = use_state_eq(|| None::<String>);
    let entropy = read.as_ref().cloned().or_else(|| dice(&thrown));
    let oninput = {
        let thrown = thrown.setter();
        Callback::from(move |text: String| thrown.set(half_width(&text)))
    };
    let on_code = {
        let read = read.setter();
        Callback::from(move |party: String| read.set(Some(party)))
    };
    let onclick = {
        let (on_draw, entropy) = (props.on_draw.clone(), entropy.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(party) = &entropy {
                on_draw.emit(party.clone());
            }
        })
    };
    let count = thrown.chars().filter(char::is_ascii_digit).count();
    html! {
        <Card title={t.found.party} testid="found-party">
            <p>{ t.found.party_hint }</p>
            if let Some(party) = &*read {
                <Banner tone={Tone::Ok} title={t.found.scanned} testid="found-read"><p class="mono found-code">{ party.clone() }</p></Banner>
            } else {
                <Field id="found-dice" label={t.found.dice} hint={AttrValue::from((t.found.dice_hint)(count))}>
                    <TextInput id="found-dice" testid="found-dice" inputmode="numeric" value={(*thrown).clone()} {oninput} />
                </Field>
                <Code {on_code} />
            }
            <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Check} disabled={entropy.is_none()} {onclick} testid="found-draw">{ t.found.draw }</Button></div>
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct CodeProps {
    on_code: Callback<String>,
}

/// The viewfinder for a code of theirs.
#[component]
fn Code(props: &CodeProps) -> Html {
    let t = use_t();
    let video = use_node_ref();
    let camera = use_state(|| None::<Camera>);
    let fault = use_state(|| None::<Fault>);
    let wrong = use_state_eq(|| false);
    {
        let (on_code, fault, wrong) = (props.on_code.clone(), fault.setter(), wrong.setter());
        // The callback of the render in which the camera opened: it holds setters only.
        use_effect_with((*camera).clone(), move |camera| {
            let found = Callback::from(move |seen: Result<String, Fault>| match seen {
                Ok(text) => match shown_code(&text) {
                    Some(party) => on_code.emit(party),
                    None => wrong.set(true),
                },
                Err(why) => fault.set(Some(why)),
            });
            let scan = camera.clone().map(|camera| Scan::start(camera, found));
            let camera = camera.clone();
            move || {
                drop(scan);
                if let Some(camera) = camera {
                    camera.close();
                }
            }
        });
    }
    let open = {
        let (video, camera, fault) = (video.clone(), camera.setter(), fault.setter());
        let wrong = wrong.setter();
        Callback::from(move |_: MouseEvent| {
            let (video, camera, fault) = (video.clone(), camera.clone(), fault.clone());
            wrong.set(false);
            yew::platform::spawn_local(async move {
                let opened = Camera::open(&video, Purpose::Codes).await;
                fault.set(opened.as_ref().err().cloned());
                camera.set(opened.ok());
            });
        })
    };
    let close = {
        let camera = camera.setter();
        Callback::from(move |_: MouseEvent| camera.set(None))
    };
    let is_open = camera.is_some();
    html! {
        <div class="stack">
            <video ref={video} class="viewfinder" playsinline=true muted=true hidden={!is_open} aria-label={t.found.scan_aim} data-testid="found-view" />
            if let Some(fault) = &*fault { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} /> }
            if *wrong { <Banner tone={Tone::Warn} title={t.found.scan_wrong} testid="found-wrong" /> }
            <div class="row">
                if is_open {
                    <Button icon={IconName::Cross} onclick={close} testid="found-stop">{ t.found.scan_stop }</Button>
                } else {
                    <Button icon={IconName::Camera} onclick={open} testid="found-scan">{ t.found.scan }</Button>
                }
            </div>
        </div>
    }
}
