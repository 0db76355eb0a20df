//! A code of one's own for a colleague's tablet: made here, with the PIN, and scanned or typed there.
//!
//! `data-testid`: `own-code`, `own-code-pin`, `own-code-make`, `own-code-shown`, `own-code-qr`, `own-code-failed`.

use super::unlock::stays_locked;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Card, Field, IconName, Qr, TextInput, Tone};
use domain::wire::api::EnrolmentCode;
use yew::prelude::*;

/// The card.
#[component]
pub(super) fn OwnCode() -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let pin = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let made = use_state(|| None::<Result<EnrolmentCode, String>>);
    let make = {
        let (tablet, pin) = (tablet.clone(), (*pin).clone());
        let (busy, made, typed) = (busy.setter(), made.setter(), pin.clone());
        Callback::from(move |()| {
            let (tablet, pin) = (tablet.clone(), typed.clone());
            let (busy, made) = (busy.clone(), made.clone());
            busy.set(true);
            yew::platform::spawn_local(async move {
                made.set(Some(match tablet.is_officer(&pin).await {
                    Ok(()) => tablet.own_code().await.map_err(|code| t.codes.of(&code)),
                    Err(why) => Err(stays_locked(t, &why)),
                }));
                busy.set(false);
            });
        })
    };
    let oninput = {
        let pin = pin.setter();
        Callback::from(move |text: String| pin.set(text))
    };
    let empty = pin.is_empty();
    html! {
        <Card title={t.custody.own_code} testid="own-code">
            <p>{ t.custody.own_code_hint }</p>
            if let Some(Ok(code)) = &*made {
                <div class="stack exchange-code" data-testid="own-code-shown" data-code={code.code.clone()}>
                    <Qr text={code.code.clone()} label={t.custody.own_code_qr} testid="own-code-qr" on_screen=true />
                    <p class="strong mono">{ code.code.clone() }</p>
                    <p class="small soft">{ (t.custody.own_code_until)(&code.expires_at.china_minute()) }</p>
                </div>
            } else {
                <Field id="own-code-pin" label={t.device.pin}>
                    <TextInput id="own-code-pin" testid="own-code-pin" kind="password" inputmode="numeric" autocomplete="current-password" value="" {oninput}
                        onenter={(!empty).then(|| make.clone())} />
                </Field>
                if let Some(Err(words)) = &*made { <Banner tone={Tone::Warn} title={words.clone()} testid="own-code-failed" /> }
                <div class="row"><Button icon={IconName::Plus} busy={*busy} disabled={empty} onclick={make.reform(|_: MouseEvent| ())} testid="own-code-make">{ t.custody.own_code_make }</Button></div>
            }
        </Card>
    }
}
