//! A forgotten PIN: six digits for the administrator, his answer, a new PIN. Nothing on the tablet is lost.
//!
//! `data-testid`: `forgotten`, `pin-new`, `pin-again`, `new-pin-set`, `forgotten-failed`, `forgotten-back`; those of
//! the question stand in `asking`.

use super::asking::Asking;
use super::new_pin::NewPin;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::fault::Fault;
use crate::ui::{Banner, Button, ButtonKind, Card, IconName, Tone};
use domain::sync::escrow::Purpose;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ForgottenProps {
    /// Back to the lock.
    pub on_back: Callback<()>,
}

/// The page's card.
#[component]
pub(super) fn Forgotten(props: &ForgottenProps) -> Html {
    let t = use_t();
    let reply = use_state_eq(|| None::<String>);
    let on_reply = {
        let reply = reply.setter();
        use_callback((), move |text: String, ()| reply.set(Some(text)))
    };
    html! {
        <Card title={t.device.forgotten} testid="forgotten">
            if let Some(reply) = &*reply {
                <Answered reply={reply.clone()} />
            } else {
                <Asking purpose={Purpose::Pin} how={t.device.forgotten_how} {on_reply} />
            }
            <Button onclick={props.on_back.reform(|_: MouseEvent| ())} testid="forgotten-back">{ t.common.back }</Button>
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct AnsweredProps {
    reply: String,
}

#[component]
fn Answered(props: &AnsweredProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let pin = use_state_eq(|| None::<String>);
    let busy = use_state_eq(|| false);
    let failed = use_state(|| None::<Fault>);
    let set = {
        let (tablet, reply, pin) = (tablet, props.reply.clone(), pin.clone());
        let (busy, failed) = (busy.setter(), failed.setter());
        Callback::from(move |()| {
            let Some(pin) = (*pin).clone() else { return };
            let (tablet, reply) = (tablet.clone(), reply.clone());
            let (busy, failed) = (busy.clone(), failed.clone());
            busy.set(true);
            yew::platform::spawn_local(async move {
                failed.set(tablet.new_pin(&reply, &pin).await.err());
                busy.set(false);
            });
        })
    };
    let on_change = {
        let pin = pin.setter();
        use_callback((), move |next: Option<String>, ()| pin.set(next))
    };
    html! {
        <>
            <Banner tone={Tone::Ok} title={t.device.unlock_granted}><p>{ t.device.unlock_granted_hint }</p></Banner>
            <NewPin {on_change} on_enter={set.clone()} />
            if let Some(fault) = &*failed { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="forgotten-failed"><p>{ t.device.never_wiped }</p></Banner> }
            <Button kind={ButtonKind::Primary} wide=true icon={IconName::Check} busy={*busy} disabled={pin.is_none()} testid="new-pin-set"
                onclick={set.reform(|_: MouseEvent| ())}>{ t.device.set_pin }</Button>
        </>
    }
}
