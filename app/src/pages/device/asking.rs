//! A question to the office that is answered in person: six digits here, the administrator's answer from there.
//!
//! `data-testid`: `unlock-digits`, `unlock-waits`, `unlock-refused`, `ask-anew`, `forgotten-failed`.

use crate::hooks::poll::use_poll;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::fault::Fault;
use crate::ui::{Banner, Button, Tone};
use domain::sync::escrow::Purpose;
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
pub(super) struct AskingProps {
    pub purpose: Purpose,
    /// What the officer is to do.
    pub how: AttrValue,
    /// The office's reply.
    pub on_reply: Callback<String>,
    /// What may be done with the digits; shown only while they are.
    #[prop_or_default]
    pub children: Html,
}

/// The question, until it is answered.
#[component]
pub(super) fn Asking(props: &AskingProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let asked = use_state_eq(Asked::default);
    let ask = {
        let (tablet, asked) = (tablet.clone(), asked.setter());
        use_callback(props.purpose, move |anew: bool, purpose| {
            let (tablet, asked, purpose) = (tablet.clone(), asked.clone(), *purpose);
            yew::platform::spawn_local(async move {
                let renewed = match anew {
                    true => tablet.ask_office_anew(purpose).await,
                    false => Ok(()),
                };
                asked.set(match renewed.and(tablet.ask_office(purpose).await) {
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
    {
        let on_reply = props.on_reply.clone();
        let reply = asked.answer.as_ref().and_then(|answer| answer.reply.clone());
        use_effect_with(reply, move |reply| {
            if let Some(reply) = reply {
                on_reply.emit(reply.clone());
            }
        });
    }
    if state == Some(UnlockState::Refused) {
        return html! {
            <>
                <Banner tone={Tone::Danger} title={t.device.unlock_refused} testid="unlock-refused">
                    <p>{ asked.answer.as_ref().map(|a| a.reason.clone()) }</p>
                </Banner>
                <Button onclick={ask.reform(|_: MouseEvent| true)} testid="ask-anew">{ t.device.ask_anew }</Button>
            </>
        };
    }
    html! {
        <>
            <p>{ props.how.clone() }</p>
            if !asked.digits.is_empty() {
                <p class="figure mono" data-testid="unlock-digits">{ &asked.digits }</p>
            }
            if let Some(fault) = &asked.fault {
                <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="forgotten-failed"><p>{ t.device.never_wiped }</p></Banner>
            } else if state.is_some() {
                <p class="soft" data-testid="unlock-waits" aria-live="polite">{ t.device.unlock_waits }</p>
            }
            if !asked.digits.is_empty() { { props.children.clone() } }
        </>
    }
}
