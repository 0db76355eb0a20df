//! A forgotten PIN: six digits for the administrator, his answer, a new PIN. Nothing on the tablet is lost.
//!
//! `data-testid`: `forgotten`, `unlock-digits`, `unlock-waits`, `unlock-refused`, `ask-anew`, `pin-new`, `pin-again`,
//! `new-pin-set`, `forgotten-failed`, `forgotten-back`.

use super::new_pin::NewPin;
use crate::hooks::poll::use_poll;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::fault::Fault;
use crate::ui::{Banner, Button, ButtonKind, Card, IconName, Tone};
use domain::wire::api::{UnlockAnswer, UnlockState};
use yew::prelude::*;

/// Asked again this often while the question waits.
const EVERY_MS: u32 = 4_000;

#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    digits: String,
    answer: Option<UnlockAnswer>,
    fault: Option<Fault>,
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ForgottenProps {
    /// Back to the lock.
    pub on_back: Callback<()>,
}

/// The page's card.
#[component]
pub(super) fn Forgotten(props: &ForgottenProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let asked = use_state_eq(Asked::default);
    let ask = {
        let (tablet, asked) = (tablet.clone(), asked.setter());
        use_callback((), move |anew: bool, ()| {
            let (tablet, asked) = (tablet.clone(), asked.clone());
            yew::platform::spawn_local(async move {
                let renewed = match anew {
                    true => tablet.ask_office_anew().await,
                    false => Ok(()),
                };
                asked.set(match renewed.and(tablet.ask_office().await) {
                    Ok((digits, Ok(answer))) => Asked {
                        digits,
                        answer: Some(answer),
                        fault: None,
                    },
                    Ok((digits, Err(fault))) => Asked {
                        digits,
                        answer: None,
                        fault: Some(fault),
                    },
                    Err(fault) => Asked {
                        fault: Some(fault),
                        ..Asked::default()
                    },
                });
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| ask.emit(false));
    }
    let state = asked.answer.as_ref().map(|answer| answer.state);
    let again = {
        let ask = ask.clone();
        use_callback((), move |(), ()| ask.emit(false))
    };
    use_poll(
        again,
        EVERY_MS,
        matches!(state, None | Some(UnlockState::Waiting)),
    );
    let reply = asked.answer.as_ref().and_then(|answer| answer.reply.clone());
    html! {
        <Card title={t.device.forgotten} testid="forgotten">
            if let Some(reply) = reply {
                <Answered {reply} />
            } else if state == Some(UnlockState::Refused) {
                <Banner tone={Tone::Danger} title={t.device.unlock_refused} testid="unlock-refused">
                    <p>{ asked.answer.as_ref().map(|a| a.reason.clone()) }</p>
                </Banner>
                <Button onclick={ask.reform(|_: MouseEvent| true)} testid="ask-anew">{ t.device.ask_anew }</Button>
            } else {
                <p>{ t.device.forgotten_how }</p>
                if !asked.digits.is_empty() {
                    <p class="figure mono" data-testid="unlock-digits">{ &asked.digits }</p>
                }
                if let Some(fault) = &asked.fault {
                    <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="forgotten-failed"><p>{ t.device.never_wiped }</p></Banner>
                } else if state.is_some() {
                    <p class="soft" data-testid="unlock-waits" aria-live="polite">{ t.device.unlock_waits }</p>
                }
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
