//! Sound and film of one item, or of the visit as a whole (录音、录像).
//!
//! `data-testid`: `record-sound`, `record-film`, `record-end`, `record-time`, `record-picture`, `record-refused`.

use super::photo::{Keep, Shot};
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::clock;
use crate::shell::fault::Fault;
use crate::shell::recorder::{Recorder, Records};
use crate::shell::tablet::Guard;
use crate::state::under_way::What;
use crate::ui::{Banner, Button, ButtonKind, Card, Tone};
use domain::evidence::EvidenceKind;
use gloo::timers::callback::Interval;
use std::rc::Rc;
use yew::prelude::*;

/// A recording ends by itself after this: ten minutes of sound are 2.4 MB, two of film 23 MB.
const fn limit_s(what: Records) -> u32 {
    match what {
        Records::Sound => 600,
        Records::Film => 120,
    }
}

const fn kind(what: Records) -> EvidenceKind {
    match what {
        Records::Sound => EvidenceKind::Audio,
        Records::Film => EvidenceKind::Video,
    }
}

/// What runs, what it records, and since when (milliseconds since the page opened).
#[derive(Clone, Debug, PartialEq)]
struct Running {
    recorder: Recorder,
    what: Records,
    since: f64,
    /// Every lock waits for it, until what takes it has it.
    under_way: Rc<Guard>,
}

#[derive(Debug, PartialEq, Properties)]
pub struct RecordingProps {
    /// Takes what was recorded.
    pub keep: Keep,
}

/// The card.
#[component]
pub fn Recording(props: &RecordingProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let video = use_node_ref();
    let running = use_state(|| None::<Running>);
    let refused = use_state(|| None::<Fault>);
    let seconds = use_state_eq(|| 0_u32);
    let left = use_mut_ref(|| false);
    // The browser asks whether it may record, and nobody has answered.
    let asks = use_mut_ref(|| false);
    {
        let (left, asks, tablet) = (left.clone(), asks.clone(), tablet.clone());
        use_effect_with((), move |()| {
            move || {
                *left.borrow_mut() = true;
                // Left while the browser asked for leave: nothing was recorded, and the tablet may lock again, even if
                // the question is never answered.
                if asks.replace(false) {
                    tablet.capture_pending(false);
                }
            }
        });
    }
    let begin = {
        let (tablet, video, left) = (tablet.clone(), video.clone(), left.clone());
        let (running, refused, seconds) = (running.setter(), refused.setter(), seconds.setter());
        Callback::from(move |what: Records| {
            let (tablet, video, left, asks) = (tablet.clone(), video.clone(), left.clone(), asks.clone());
            let (running, refused, seconds) = (running.clone(), refused.clone(), seconds.clone());
            // The tablet does not lock by itself while the browser asks for leave.
            asks.replace(true);
            tablet.capture_pending(true);
            yew::platform::spawn_local(async move {
                let begun = Recorder::begin(what, &video).await;
                // Nor while somebody speaks; the lock button ends the recording and waits for it.
                let under_way = Rc::new(tablet.under_way(What::Recording));
                if asks.replace(false) {
                    tablet.capture_pending(false);
                }
                match begun {
                    // Left while the browser asked for leave: nothing was recorded, and the tablet may lock again.
                    Ok(_) if *left.borrow() => {}
                    Ok(recorder) => {
                        seconds.set(0);
                        refused.set(None);
                        running.set(Some(Running {
                            recorder,
                            what,
                            since: clock::elapsed_ms(),
                            under_way,
                        }));
                    }
                    Err(fault) => refused.set(Some(fault)),
                }
            });
        })
    };
    let end = {
        let running = running.setter();
        Callback::from(move |()| running.set(None))
    };
    {
        let (seconds, end, keep) = (seconds.setter(), end.clone(), props.keep.clone());
        use_effect_with((*running).clone(), move |running| {
            let running = running.clone();
            let ticking = running.clone().map(|now| {
                Interval::new(500, move || {
                    // Less than the hours a page may be open: fits.
                    let passed = ((clock::elapsed_ms() - now.since) / 1000.0) as u32;
                    seconds.set(passed);
                    if passed >= limit_s(now.what) {
                        end.emit(());
                    }
                })
            });
            // However it ends, by the button, by the limit or because the page is left: what was recorded is kept.
            move || {
                drop(ticking);
                if let Some(now) = running {
                    yew::platform::spawn_local(async move {
                        if let Some(bytes) = now.recorder.end().await {
                            keep.emit(Shot::of(bytes, kind(now.what)));
                        }
                        drop(now.under_way);
                    });
                }
            }
        });
    }
    let films = running.as_ref().is_some_and(|now| now.what == Records::Film);
    let of = |what: Records| begin.reform(move |_: MouseEvent| what);
    html! {
        <Card title={t.inspect.recording}>
            <div class="stack">
                <video ref={video} class="viewfinder" playsinline=true muted=true hidden={!films} aria-label={t.inspect.recording} data-testid="record-picture" />
                if let Some(fault) = &*refused { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} testid="record-refused" /> }
                <div class="row">
                    if let Some(now) = &*running {
                        <Button kind={ButtonKind::Primary} onclick={end.reform(|_: MouseEvent| ())} testid="record-end">{ t.inspect.record_end }</Button>
                        <span role="timer" class="mono" data-testid="record-time">{ time(*seconds) }{ " / " }{ time(limit_s(now.what)) }</span>
                    } else {
                        <Button onclick={of(Records::Sound)} testid="record-sound">{ t.inspect.record_sound }</Button>
                        <Button onclick={of(Records::Film)} testid="record-film">{ t.inspect.record_film }</Button>
                    }
                </div>
                <p class="small soft">{ t.inspect.recording_hint }</p>
            </div>
        </Card>
    }
}

fn time(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
