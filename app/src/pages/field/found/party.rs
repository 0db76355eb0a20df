//! The inspected side gives the randomness: dice thrown before everybody's eyes, or a code of its own.
//!
//! `data-testid`: `found-dice`, `found-draw`, `found-scan`, `found-stop`, `found-view`, `found-read`, `found-wrong`.

use crate::i18n::use_t;
use crate::state::answer::half_width;
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, ScanCode, TextInput, Tone};
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
                <ScanCode read={Callback::from(|text: String| shown_code(&text))} {on_code} open={t.found.scan} aim={t.found.scan_aim} wrong={t.found.scan_wrong} testid="found" />
            }
            <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Check} disabled={entropy.is_none()} {onclick} testid="found-draw">{ t.found.draw }</Button></div>
        </Card>
    }
}
