//! The lock: whose seat, and his PIN, slowed down after wrong ones, wiping nothing.
//!
//! `data-testid`: `pin`, `unlock`, `unlock-failed`, `pin-forgotten`, `wiped`; those of the choice stand in `officers`.

use super::forgotten::Forgotten;
use super::officers::{Another, Officers};
use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::shell::vault::StaysLocked;
use crate::state::seat::Door;
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, TextInput, Tone};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct UnlockProps {
    pub door: Rc<Door>,
}

/// The page.
#[component]
pub fn Unlock(props: &UnlockProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let pin = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let refused = use_state(|| None::<StaysLocked>);
    let unlock = {
        let (tablet, busy, refused, pin) = (tablet.clone(), busy.setter(), refused.setter(), (*pin).clone());
        Callback::from(move |()| {
            let (tablet, busy, refused, pin) = (tablet.clone(), busy.clone(), refused.clone(), pin.clone());
            busy.set(true);
            yew::platform::spawn_local(async move {
                refused.set(tablet.unlock(&pin).await.err());
                busy.set(false);
            });
        })
    };
    let forgotten = use_state_eq(|| false);
    let can_ask = use_state_eq(|| false);
    {
        let (can_ask, tablet) = (can_ask.setter(), tablet.clone());
        use_effect_with((), move |()| {
            yew::platform::spawn_local(async move { can_ask.set(tablet.can_ask_office().await) });
        });
    }
    let ask = |to: bool| {
        let forgotten = forgotten.setter();
        Callback::from(move |()| forgotten.set(to))
    };
    let oninput = {
        let pin = pin.setter();
        Callback::from(move |text: String| pin.set(text))
    };
    let words = refused.as_ref().map(|why| stays_locked(t, why));
    let empty = pin.is_empty();
    html! {
        <main class="page"><div class="page-body narrow start">
            <h1>{ t.device.locked }</h1>
            if tablet.was_wiped() { <Banner tone={Tone::Ok} title={t.custody.seats_wiped} testid="wiped" /> }
            if *forgotten { <Forgotten on_back={ask(false)} /> } else {
            <Officers door={props.door.clone()} at_lock=true />
            <Card>
                <p class="soft">{ (t.device.locked_hint)(&props.door.name) }</p>
                <Field id="pin" label={t.device.pin}>
                    <TextInput id="pin" testid="pin" kind="password" inputmode="numeric" autocomplete="current-password" value="" {oninput}
                        onenter={(!empty).then(|| unlock.clone())} />
                </Field>
                if let Some(words) = words { <Banner tone={Tone::Danger} title={words} testid="unlock-failed"><p>{ t.device.never_wiped }</p></Banner> }
                <Button kind={ButtonKind::Primary} wide=true icon={IconName::Lock} busy={*busy} disabled={empty} testid="unlock"
                    onclick={unlock.reform(|_: MouseEvent| ())}>{ if *busy { t.device.unlocking } else { t.device.unlock } }</Button>
                if *can_ask {
                    <Button wide=true onclick={ask(true).reform(|_: MouseEvent| ())} testid="pin-forgotten">{ t.device.forgotten }</Button>
                }
            </Card>
            <Another door={props.door.clone()} />
            }
        </div></main>
    }
}

/// Why a PIN did not open it, and when the next may be tried.
pub fn stays_locked(t: &Messages, why: &StaysLocked) -> String {
    match why {
        StaysLocked::WrongPin { wait_s: 0 } => t.device.pin_wrong.to_owned(),
        StaysLocked::WrongPin { wait_s } => (t.device.pin_wrong_wait)(*wait_s),
        StaysLocked::Wait { wait_s } => (t.device.pin_wait)(*wait_s),
        StaysLocked::Fault(fault) => t.codes.of(fault.code),
    }
}
