//! A revoked tablet: said plainly, and what is on it can still be handed in, saved and, with leave, emptied.
//!
//! `data-testid`: `revoked`, `revoked-left`, `revoked-send`, `revoked-handed`, `revoked-failed`, `lock-here`, `language-switch`.

use super::leave::{Leave, left};
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{use_speech, use_t};
use crate::pages::field::export::Export;
use crate::ui::{Banner, Button, ButtonKind, Card, IconName, Tone};
use yew::prelude::*;

/// The only page such a tablet has.
#[component]
pub fn Revoked() -> Html {
    let t = use_t();
    let work = use_work();
    let speech = use_speech();
    let tablet = use_tablet();
    let remains = tablet.remains();
    let send = {
        let tablet = tablet.clone();
        Callback::from(move |_: MouseEvent| tablet.sync_now())
    };
    let lock = Callback::from(move |_: MouseEvent| tablet.lock_by_hand());
    let switch = Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()));
    html! {
        <main class="page"><div class="page-body narrow">
            <header class="row between">
                <h1>{ t.custody.revoked }</h1>
                <div class="row tight">
                    <Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ t.common.language_other }</Button>
                    <Button kind={ButtonKind::Quiet} icon={IconName::Lock} label={t.device.lock_now} onclick={lock} testid="lock-here" />
                </div>
            </header>
            <Banner tone={Tone::Danger} title={t.custody.revoked_hint} testid="revoked"><p>{ t.custody.revoked_kept }</p></Banner>
            if !remains.is_nothing() {
                <Card title={t.custody.revoked_left} testid="revoked-left">
                    { left(&remains, t) }
                    if let Some(at) = work.set_apart() { <p class="strong" data-testid="revoked-handed">{ (t.custody.revoked_handed)(&at.china_minute()) }</p> }
                    if remains.pieces_unsent > 0 { <p>{ t.custody.revoked_pieces }</p> }
                    if let Some(code) = &work.sync.failing { <Banner tone={Tone::Warn} title={t.codes.of(code)} testid="revoked-failed" /> }
                    <Button icon={IconName::Sync} onclick={send} busy={work.sync.sending} testid="revoked-send">{ t.custody.revoked_again }</Button>
                    <p class="small soft">{ t.custody.revoked_once }</p>
                </Card>
            }
            <Export />
            <Leave />
        </div></main>
    }
}
