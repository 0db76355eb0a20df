//! Leaving the tablet: what is not safe yet, and the way to empty it all the same under the administrator's eyes.
//!
//! `data-testid`: `leave`, `leave-free`, `leave-blocked`, `leave-start`, `leave-now`, `leave-not`, `leave-ask`,
//! `leave-granted`, `leave-save`, `leave-unreadable`, `leave-file`, `leave-other-file`, `leave-fault`,
//! `leave-answer`, `leave-answer-take`; those of the question stand in `asking`.

use super::asking::Asking;
use super::officers::OnlyMine;
use crate::hooks::draft::use_drawn;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{Messages, tables, use_t};
use crate::pages::field::drawn::StillDrawn;
use crate::shell::fault::Fault;
use crate::shell::file::PickedFile;
use crate::state::answer::half_width;
use crate::ui::{Banner, Button, ButtonKind, Card, Dialog, DropFile, Field, IconName, TextInput, Tone};
use domain::sync::escrow::Purpose;
use domain::sync::leave::{NotYet, Remains};
use yew::prelude::*;

/// The card.
#[component]
pub(super) fn Leave() -> Html {
    let t = use_t();
    let tablet = use_tablet();
    // Drawn anew with every change of the work.
    let work = use_work();
    // Marks that are no copy yet would go with it: nothing that was on the screen is thrown away unasked.
    let drawn = use_drawn(work.entries.clone());
    let sure = use_state_eq(|| false);
    let asks = use_state_eq(|| false);
    let fault = use_state(|| None::<Fault>);
    let (remains, may) = (tablet.remains(), tablet.may_leave(drawn.len()));
    let open = |on: bool| {
        let sure = sure.setter();
        Callback::from(move |()| sure.set(on))
    };
    let tap = |on: bool| open(on).reform(|_: MouseEvent| ());
    let ask = {
        let asks = asks.setter();
        Callback::from(move |_: MouseEvent| asks.set(true))
    };
    let on_reply = {
        let (tablet, fault) = (tablet.clone(), fault.setter());
        use_callback((), move |reply: String, ()| {
            let (tablet, fault) = (tablet.clone(), fault.clone());
            yew::platform::spawn_local(async move { fault.set(tablet.take_leave(&reply).await.err()) });
        })
    };
    let wipe = Callback::from(move |_: MouseEvent| tablet.leave());
    html! {
        <Card title={t.custody.leave} testid="leave">
            <p>{ t.custody.leave_hint }</p>
            <OnlyMine />
            if remains.is_nothing() {
                <p class="strong" data-testid="leave-free">{ t.custody.leave_free }</p>
            } else {
                <Banner tone={Tone::Warn} title={if may.is_ok() { t.custody.leave_rests } else { t.custody.leave_blocked }} testid="leave-blocked">
                    { left(&remains, t) }
                    if may == Err(NotYet::NotGranted) { <p>{ t.custody.leave_blocked_hint }</p> }
                </Banner>
            }
            <StillDrawn drawn={(*drawn).clone()} hint={t.annotate.unsaved_leave} />
            if let Some(fault) = &*fault { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="leave-fault" /> }
            { match may {
                Ok(()) => html! {
                    <Button kind={ButtonKind::Danger} onclick={tap(true)} testid="leave-start">{ t.custody.leave_start }</Button>
                },
                Err(NotYet::NotGranted) if *asks => html! {
                    <Asking purpose={Purpose::Leave} how={t.custody.leave_ask_how} {on_reply}>
                        <Spoken on_fault={let fault = fault.setter(); Callback::from(move |why| fault.set(why))} />
                    </Asking>
                },
                Err(NotYet::NotGranted) => html! { <Button onclick={ask} testid="leave-ask">{ t.custody.leave_ask }</Button> },
                // Their banners stand above.
                Err(NotYet::StillDrawn) => html! {},
                Err(not_yet) => html! { <CopyFirst saved={not_yet == NotYet::NotReadBack} /> },
            } }
            if *sure && may.is_ok() {
                <Dialog title={t.custody.leave_sure} on_close={open(false)} actions={html! { <>
                    <Button onclick={tap(false)} testid="leave-not">{ t.common.cancel }</Button>
                    <Button kind={ButtonKind::Danger} onclick={wipe} testid="leave-now">{ t.custody.leave_now }</Button>
                </> }}>
                    <p>{ t.custody.leave_sure_hint }</p>
                </Dialog>
            }
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct SpokenProps {
    /// Why it was not granted; none when it was.
    on_fault: Callback<Option<Fault>>,
}

/// Without a network: the same six digits are read to the administrator, who reads eight back.
#[component]
fn Spoken(props: &SpokenProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let said = use_state_eq(String::new);
    let oninput = {
        let said = said.setter();
        Callback::from(move |text: String| said.set(half_width(&text)))
    };
    let take = {
        let (said, on_fault) = (said.clone(), props.on_fault.clone());
        Callback::from(move |_: MouseEvent| {
            let (tablet, said, on_fault) = (tablet.clone(), (*said).clone(), on_fault.clone());
            yew::platform::spawn_local(async move {
                on_fault.emit(tablet.take_spoken_leave(&said).await.err());
            });
        })
    };
    let digits = said.chars().filter(char::is_ascii_digit).count();
    html! {
        <>
            <Field id="leave-answer" label={t.custody.leave_spoken} hint={t.custody.leave_spoken_hint}>
                <TextInput id="leave-answer" testid="leave-answer" inputmode="numeric" value={(*said).clone()} {oninput} />
            </Field>
            <Button onclick={take} disabled={digits != 8} testid="leave-answer-take">{ t.custody.leave_spoken_take }</Button>
        </>
    }
}

/// What is not safe, a line each.
pub(super) fn left(remains: &Remains, t: &Messages) -> Html {
    let c = &t.custody;
    let line = |n: usize, words: String| (n > 0).then(|| html! { <li>{ words }</li> });
    html! {
        <ul class="stack tight">
            { line(remains.docs_typed, (c.leave_typed)(remains.docs_typed)) }
            { line(remains.docs_unsent, (c.leave_docs)(remains.docs_unsent)) }
            { line(remains.pieces_unsent, (c.leave_pieces)(remains.pieces_unsent, &tables::bytes(remains.bytes_unsent))) }
            { line(remains.docs_not_safe + remains.pieces_not_safe, (c.leave_not_safe)(remains.docs_not_safe, remains.pieces_not_safe)) }
            { line(remains.set_aside, (c.leave_set_aside)(remains.set_aside)) }
        </ul>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct CopyFirstProps {
    /// A file was written and covers everything.
    saved: bool,
}

/// Leave is granted: the file first, and then the file once more.
#[component]
fn CopyFirst(props: &CopyFirstProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let busy = use_state_eq(|| false);
    let unreadable = use_state_eq(|| 0_usize);
    let other = use_state_eq(|| false);
    let fault = use_state(|| None::<Fault>);
    let save = {
        let (tablet, busy, unreadable) = (tablet.clone(), busy.setter(), unreadable.setter());
        let (other, fault) = (other.setter(), fault.setter());
        Callback::from(move |_: MouseEvent| {
            let (tablet, busy, unreadable) = (tablet.clone(), busy.clone(), unreadable.clone());
            let fault = fault.clone();
            other.set(false);
            busy.set(true);
            yew::platform::spawn_local(async move {
                match tablet.copy_all(Callback::noop()).await {
                    Ok(n) => unreadable.set(n),
                    Err(why) => fault.set(Some(why)),
                }
                busy.set(false);
            });
        })
    };
    let on_file = {
        let (busy, other, fault) = (busy.setter(), other.setter(), fault.setter());
        Callback::from(move |file: PickedFile| {
            let (tablet, busy) = (tablet.clone(), busy.clone());
            let (other, fault) = (other.clone(), fault.clone());
            busy.set(true);
            yew::platform::spawn_local(async move {
                match tablet.read_back(&file).await {
                    Ok(same) => other.set(!same),
                    Err(why) => fault.set(Some(why)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <>
            <Banner tone={Tone::Ok} title={t.custody.leave_granted} testid="leave-granted"><p>{ t.custody.leave_granted_hint }</p></Banner>
            <Button icon={IconName::File} onclick={save} busy={*busy} testid="leave-save">{ if *busy { t.custody.leave_saving } else { t.custody.leave_save } }</Button>
            if *unreadable > 0 { <Banner tone={Tone::Danger} title={(t.custody.leave_unreadable)(*unreadable)} testid="leave-unreadable" /> }
            if props.saved {
                <p class="strong">{ t.custody.leave_check }</p>
                <DropFile id="leave-file" testid="leave-file" words={t.custody.leave_check_hint} choose={t.custody.leave_choose}
                    accept=".suicha-export" disabled={*busy} {on_file} />
            }
            if *other { <Banner tone={Tone::Danger} title={t.custody.leave_other_file} testid="leave-other-file" /> }
            if let Some(fault) = &*fault { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="leave-fault" /> }
        </>
    }
}
