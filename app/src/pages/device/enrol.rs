//! Enrolling: the one-time code, then a PIN, then the office's answer is kept encrypted.
//!
//! The PIN comes before the code is spent, so that the answer never lies on the disk unencrypted and a code
//! is not lost to a killed page. `data-testid`: `enrol-code`, `enrol-name`, `enrol-next`, `pin-new`,
//! `pin-again`, `enrol-scan`, `enrol-stop`, `enrol-view`, `enrol-wrong`, `enrol-submit`, `enrol-failed`, `enrol-back`, `enrol-other-pin`; `wiped`; `emptied` where a tablet's store was emptied.

use super::new_pin::NewPin;
use super::officers::Officers;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::fault::Fault;
use crate::shell::here::Note;
use crate::shell::{dom, here, storage, wipe};
use crate::state::seat::{Door, Seat, code_in};
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, ScanCode, TextInput, Tone};
use domain::time::Timestamp;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct EnrolProps {
    pub door: Rc<Door>,
}

/// What was on seats where nobody is any more.
fn emptied(door: &Door) -> Vec<Note> {
    let emptying = wipe::under_way();
    let gone = |seat: &Seat| !door.seated.iter().any(|(known, _)| known == seat) && !emptying.contains(seat);
    Seat::all().filter(gone).filter_map(here::noted).collect()
}

/// The page.
#[component]
pub fn Enrol(props: &EnrolProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let code = use_state_eq(|| dom::query("code").or_else(dom::fragment).unwrap_or_default());
    let name = use_state_eq(|| t.device.name_default.to_owned());
    let on_pin = use_state_eq(|| false);
    let before = use_memo(props.door.clone(), |door| emptied(door));
    let shared = props.door.is_shared();
    let set = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    let go = |to: bool| {
        let on_pin = on_pin.clone();
        Callback::from(move |()| on_pin.set(to))
    };
    let ready = !code.trim().is_empty() && !name.trim().is_empty();
    html! {
        <main class="page"><div class="page-body narrow">
            <h1>{ if shared { t.custody.seats_add } else { t.device.enrol } }</h1>
            if shared { <Officers door={props.door.clone()} at_lock=false /> }
            { for before.iter().map(|note| html! {
                <Banner tone={Tone::Danger} title={t.device.emptied} testid="emptied">
                    <p>{ (t.device.emptied_held)(&note.name, &Timestamp(note.at).china_minute(), note.docs, note.photos) }</p>
                    <p>{ t.device.emptied_next }</p>
                </Banner>
            }) }
            <p class="soft">{ if shared { t.custody.seats_add_hint } else { t.device.enrol_hint } }</p>
            if tablet.was_wiped() { <Banner tone={Tone::Ok} title={t.custody.wiped} testid="wiped"><p>{ t.custody.wiped_hint }</p></Banner> }
            else if before.is_empty() && !shared { <p class="soft" data-testid="enrolled-before">{ t.device.enrolled_before }</p> }
            if *on_pin {
                <SetPin code={code.trim().to_owned()} name={name.trim().to_owned()} on_back={go(false)} />
            } else {
                <Card>
                    <Field id="enrol-code" label={t.device.code} hint={t.device.code_hint}>
                        <TextInput id="enrol-code" testid="enrol-code" value={(*code).clone()} oninput={set(&code)} autocomplete="one-time-code" />
                    </Field>
                    <ScanCode read={Callback::from(|text: String| code_in(&text))} on_code={set(&code)} open={t.custody.code_scan} aim={t.custody.code_aim}
                        wrong={t.custody.code_wrong} testid="enrol" />
                    <Field id="enrol-name" label={t.device.name} hint={t.device.name_hint}>
                        <TextInput id="enrol-name" testid="enrol-name" value={(*name).clone()} oninput={set(&name)} />
                    </Field>
                    <Button kind={ButtonKind::Primary} wide=true icon={IconName::Next} disabled={!ready} testid="enrol-next"
                        onclick={go(true).reform(|_: MouseEvent| ())}>{ t.device.next }</Button>
                </Card>
            }
        </div></main>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct SetPinProps {
    code: String,
    name: String,
    on_back: Callback<()>,
}

#[component]
fn SetPin(props: &SetPinProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let pin = use_state_eq(|| None::<String>);
    let busy = use_state_eq(|| false);
    let failed = use_state(|| None::<Fault>);
    // A vault left by an earlier try: its PIN is asked for instead of a new one.
    let has_pin = use_state_eq(|| false);
    let unused = use_state_eq(|| false);
    let look = {
        let (has_pin, unused, tablet) = (has_pin.setter(), unused.setter(), tablet.clone());
        use_callback((), move |(), ()| {
            let (has_pin, unused, tablet) = (has_pin.clone(), unused.clone(), tablet.clone());
            yew::platform::spawn_local(async move {
                unused.set(tablet.pin_is_unused().await);
                has_pin.set(tablet.has_pin().await);
            });
        })
    };
    {
        let look = look.clone();
        use_effect_with((), move |()| look.emit(()));
    }
    let other_pin = {
        let (tablet, look, failed) = (tablet.clone(), look.clone(), failed.setter());
        Callback::from(move |_: MouseEvent| {
            let (tablet, look, failed) = (tablet.clone(), look.clone(), failed.clone());
            yew::platform::spawn_local(async move {
                failed.set(tablet.forget_unused_pin().await.err());
                look.emit(());
            });
        })
    };
    let submit = {
        let (tablet, code, name) = (tablet, props.code.clone(), props.name.clone());
        let (pin, busy, failed) = (pin.clone(), busy.setter(), failed.setter());
        Callback::from(move |()| {
            let Some(pin) = (*pin).clone() else { return };
            let (tablet, code, name) = (tablet.clone(), code.clone(), name.clone());
            let (busy, failed, look) = (busy.clone(), failed.clone(), look.clone());
            busy.set(true);
            yew::platform::spawn_local(async move {
                // Asked from a tap, as browsers want it.
                storage::persist().await;
                let fault = tablet.enrol(&code, &name, &pin).await.err();
                if fault.as_ref().is_some_and(|fault| fault.code.starts_with("pin.")) {
                    // Another than the one that an earlier try left here.
                    look.emit(());
                }
                failed.set(fault);
                busy.set(false);
            });
        })
    };
    let on_change = {
        let pin = pin.setter();
        use_callback((), move |next: Option<String>, ()| pin.set(next))
    };
    let title = match (*has_pin, *unused) {
        (false, _) => t.device.set_pin,
        (true, true) => t.device.pin_earlier,
        (true, false) => t.device.pin_known,
    };
    html! {
        <Card title={title}>
            <p>{ t.device.pin_hint }</p>
            <NewPin key={has_pin.to_string()} known={*has_pin} {on_change} on_enter={submit.clone()} />
            if *has_pin && *unused {
                <p class="small soft">{ t.device.pin_earlier_hint }</p>
                <Button kind={ButtonKind::Quiet} disabled={*busy} onclick={other_pin} testid="enrol-other-pin">{ t.device.pin_other }</Button>
            }
            if let Some(fault) = &*failed { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="enrol-failed"><p>{ t.device.enrol_failed_hint }</p></Banner> }
            <div class="row between">
                <Button onclick={props.on_back.reform(|_: MouseEvent| ())} testid="enrol-back">{ t.common.back }</Button>
                <Button kind={ButtonKind::Primary} icon={IconName::Check} busy={*busy} disabled={pin.is_none()} testid="enrol-submit"
                    onclick={submit.reform(|_: MouseEvent| ())}>{ if *busy { t.device.enrolling } else { t.device.enrol_now } }</Button>
            </div>
        </Card>
    }
}
