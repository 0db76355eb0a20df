//! The sync centre: what is typed, here, received and safe; every photo; what was refused and why.
//!
//! `data-testid`: `sync-now`, `sync-state`, `count-typed`, `count-on-tablet`, `count-received`, `count-safe`,
//! `originals-left`, `bytes-sent`, `bytes-left`, `server-time`, `second-copy`, `sync-doc-<inspection>`, `at-others`,
//! `at-other-<seat>`, `lent-<seat>`, `quarantine`, `told-<n>`.

use super::export::Export;
use super::frame::Frame;
use super::photo_strip::PhotoStrip;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{Messages, tables, use_t};
use crate::route::FieldRoute;
use crate::shell::{clock, here};
use crate::state::work::{Entry, Work};
use crate::ui::{Banner, Button, ButtonKind, Card, IconName, Progress, SavedTag, Tone};
use domain::clock::unchecked;
use domain::sync::engine::SavedState;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub fn SyncCenter() -> Html {
    let t = use_t();
    let work = use_work();
    let tablet = use_tablet();
    let sync = Callback::from(move |_: MouseEvent| tablet.sync_now());
    // While only photos go, an exchange may still be asked for: the records of a quick hand do not wait for them.
    let busy = work.sync.sending;
    let under_way = busy || work.sync.sending_bytes;
    let foot = html! {
        <Button kind={ButtonKind::Primary} icon={IconName::Sync} onclick={sync} {busy} testid="sync-now">{ if under_way { t.sync.sending } else { t.sync.now } }</Button>
    };
    html! {
        <Frame title={t.sync.title} back={FieldRoute::Today} {foot}>
            { state(&work, t) }
            <Counts />
            { second_copy(&work, t) }
            { for work.entries.iter().map(|entry| html! { <Doc key={entry.id().to_string()} entry={entry.clone()} /> }) }
            <AtOthers />
            <Export />
            <SetAside />
        </Frame>
    }
}

fn state(work: &Work, t: &Messages) -> Html {
    let sync = &work.sync;
    let at = |time: domain::time::Timestamp| time.china_minute();
    let last = work.answered.map_or_else(
        || t.sync.never.to_owned(),
        |compared| (t.sync.last)(&at(compared.device)),
    );
    // What failed is said while the rest still goes; what was answered is not called done while photos go.
    let sending = sync.sending || (sync.sending_bytes && sync.failing.is_none());
    match (&sync.failing, sending) {
        (_, true) => {
            html! { <Banner tone={Tone::Accent} title={t.sync.sending} testid="sync-state"><p>{ t.sync.sending_hint }</p></Banner> }
        }
        (Some(code), false) => {
            let next = sync
                .next_at
                .map(|n| (t.sync.next)(&n.china_second().replace('T', " ")))
                .unwrap_or_default();
            html! { <Banner tone={Tone::Warn} title={t.codes.of(code)} testid="sync-state"><p>{ last }{ " " }{ next }</p><p>{ t.sync.failing_hint }</p></Banner> }
        }
        (None, false) => {
            html! { <Banner tone={if work.answered.is_some() { Tone::Ok } else { Tone::Plain }} title={last} testid="sync-state" /> }
        }
    }
}

#[component]
fn Counts() -> Html {
    let t = use_t();
    let work = use_work();
    let count = |state: SavedState| work.entries.iter().filter(|e| e.saved == state).count();
    let (_, originals) = work.unsent();
    let now = clock::now();
    let off = unchecked(work.answered, now).map_or_else(String::new, |why| {
        (t.sync.clock_off)(why, work.sync.clock_ahead_ms / 1000)
    });
    let safe = if single_copy_accepted(&work) {
        t.sync.safe_single_hint
    } else {
        t.sync.safe_hint
    };
    html! {
        <Card title={t.sync.states}>
            <div class="state-counts">
                <Figure n={count(SavedState::Typed)} word={t.sync.typed} hint={t.sync.typed_hint} testid="count-typed" />
                <Figure n={count(SavedState::OnTablet)} word={t.sync.on_tablet} hint={t.sync.on_tablet_hint} testid="count-on-tablet" />
                <Figure n={count(SavedState::Received)} word={t.sync.received} hint={t.sync.received_hint} testid="count-received" />
                <Figure n={count(SavedState::Safe)} word={t.sync.safe} hint={safe} testid="count-safe" />
            </div>
            <p class="strong" data-testid="originals-left">{ (t.sync.originals_left)(originals) }</p>
            <Sending />
            <dl class="facts">
                <dt>{ t.sync.server_time }</dt><dd data-testid="server-time">{ work.server_time().map_or_else(|| t.sync.never.to_owned(), domain::time::Timestamp::china_minute) }</dd>
                <dt>{ t.sync.device_time }</dt><dd>{ now.china_minute() }{ off }</dd>
            </dl>
        </Card>
    }
}

/// Bytes on their way, and what may be done meanwhile; nothing where no evidence was taken.
#[component]
fn Sending() -> Html {
    let t = use_t();
    let work = use_work();
    let sync = &work.sync;
    if sync.bytes == 0 {
        return Html::default();
    }
    // In thousandths: a bar knows no more than 32 bits.
    let part = |n: u64| u32::try_from(n.saturating_mul(1000) / sync.bytes).unwrap_or(1000);
    let sent = sync.bytes - sync.bytes_unsent;
    let label = (t.custody.bytes_sent)(&tables::bytes(sent), &tables::bytes(sync.bytes));
    html! {
        <>
            <Progress value={part(sent)} max={1000} {label} testid="bytes-sent" />
            if sync.bytes_unsent > 0 { <p class="small soft" data-testid="bytes-left">{ (t.custody.bytes_left)(&tables::bytes(sync.bytes_unsent)) }</p> }
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct FigureProps {
    n: usize,
    word: AttrValue,
    hint: AttrValue,
    testid: AttrValue,
}

#[component]
fn Figure(props: &FigureProps) -> Html {
    html! {
        <div class="state-count">
            <span class="figure" data-testid={props.testid.clone()}>{ props.n }</span>
            <span class="strong">{ props.word.clone() }</span>
            <span class="small soft">{ props.hint.clone() }</span>
        </div>
    }
}

/// What is to be said of the server's copies; nothing where a second one is verified.
pub fn second_copy(work: &Work, t: &Messages) -> Html {
    if work.answered.is_none() || work.sync.second_copy {
        return Html::default();
    }
    if single_copy_accepted(work) {
        return html! { <Banner tone={Tone::Plain} title={t.sync.single_copy} testid="second-copy"><p>{ t.sync.single_copy_hint }</p></Banner> };
    }
    html! { <Banner tone={Tone::Warn} title={t.sync.no_second_copy} testid="second-copy"><p>{ t.sync.no_second_copy_hint }</p></Banner> }
}

/// An administrator accepted a single copy in writing: then the server calls things safe without a second one.
/// Until it has done so once, nobody here can know.
fn single_copy_accepted(work: &Work) -> bool {
    work.answered.is_some()
        && !work.sync.second_copy
        && work.entries.iter().any(|e| e.saved == SavedState::Safe)
}

#[derive(Debug, PartialEq, Properties)]
struct DocProps {
    entry: Rc<Entry>,
}

#[component]
fn Doc(props: &DocProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let photos: Vec<_> = entry.view.evidence.clone();
    html! {
        <Card title={entry.package.subject.name.clone()} aside={html! { <SavedTag state={entry.saved} /> }} testid={format!("sync-doc-{}", entry.id())}>
            if let Some(code) = &entry.parked { <Banner tone={Tone::Danger} title={t.sync.parked}><p>{ t.codes.of(code) }</p><p>{ t.sync.parked_hint }</p></Banner> }
            <p>{ (t.sync.originals_of)(photos.len(), entry.originals_left()) }</p>
            if !photos.is_empty() { <PhotoStrip {photos} blobs={entry.blobs.clone()} receipts={entry.receipts.clone()} /> }
        </Card>
    }
}

/// What lies at other seats of this tablet, as far as each said, and what of it goes from this one.
#[component]
fn AtOthers() -> Html {
    let t = use_t();
    let work = use_work();
    if work.beside.is_empty() {
        return Html::default();
    }
    html! {
        <Card title={t.custody.seats_others} testid="at-others">
            <ul class="stack tight">
                { for work.beside.iter().map(|b| {
                    let note = here::noted(b.seat).filter(|note| note.docs + note.photos > 0);
                    let words = note.map_or_else(
                        || (t.custody.seats_all_sent)(&b.name),
                        |note| (t.custody.seats_unsent)(&b.name, note.docs, note.photos),
                    );
                    html! {
                        <li key={b.seat.to_string()} data-testid={format!("at-other-{}", b.seat)}>
                            <p>{ words }</p>
                            if b.lent > 0 { <p class="strong" data-testid={format!("lent-{}", b.seat)}>{ (t.custody.seats_lent)(b.lent) }</p> }
                        </li>
                    }
                }) }
            </ul>
        </Card>
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What a person must look at: bytes set aside, and what the officer was told since the start.
#[component]
fn SetAside() -> Html {
    let t = use_t();
    let work = use_work();
    // What is told at every attempt is read once.
    let first = |n: usize| !work.told[..n].contains(&work.told[n]);
    html! {
        <>
            if !work.quarantined.is_empty() {
                <Banner tone={Tone::Warn} title={(t.sync.quarantined)(count(work.quarantined.len()))} testid="quarantine">
                    <p>{ t.sync.quarantined_hint }</p>
                    <ul class="stack tight">
                        { for work.quarantined.iter().map(|(sha256, size)| html! { <li key={sha256.clone()}>{ (t.custody.set_aside)(&tables::bytes(*size)) }{ " " }<span class="mono small">{ sha256.get(..8).unwrap_or(sha256) }</span></li> }) }
                    </ul>
                </Banner>
            }
            if !work.told.is_empty() {
                <Card title={t.sync.told}>
                    <ul class="stack tight">
                        { for work.told.iter().enumerate().filter(|(n, _)| first(*n)).map(|(n, (code, inspection))| {
                            let about = inspection.as_ref().and_then(|id| work.entry(id.as_str())).map(|e| e.package.subject.name.clone());
                            html! { <li key={n} data-testid={format!("told-{n}")}>{ about.unwrap_or_default() }{ " " }{ t.codes.of(code) }</li> }
                        }) }
                    </ul>
                </Card>
            }
        </>
    }
}
