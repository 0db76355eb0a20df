//! The colleague's, by this tablet's camera or from his file.
//!
//! `data-testid`: `theirs-look`, `theirs-stop`, `theirs-view`, `theirs-progress`, `theirs-missing`,
//! `theirs-trouble`, `theirs-anew`, `theirs-file`, `theirs-taking`.

use crate::hooks::finder::{use_finder, use_scan};
use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::shell::file::PickedFile;
use crate::state::exchange::Reading;
use crate::ui::{Banner, Button, ButtonKind, Card, DropFile, IconName, Progress, Tone};
use domain::id::InspectionId;
use domain::sync::parts::{FILE_BYTES_MAX, PartRefused, from_file};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct TheirsProps {
    pub inspection: InspectionId,
    /// The code of what became of it; none while something new is being read.
    pub on_outcome: Callback<Option<String>>,
}

/// The card.
#[component]
pub(super) fn Theirs(props: &TheirsProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let taking = use_state_eq(|| false);
    let take = {
        let (taking, on_outcome) = (taking.setter(), props.on_outcome.clone());
        use_callback(props.inspection.clone(), move |bytes: Vec<u8>, inspection| {
            let (tablet, inspection) = (tablet.clone(), inspection.clone());
            let (taking, on_outcome) = (taking.clone(), on_outcome.clone());
            taking.set(true);
            on_outcome.emit(None);
            yew::platform::spawn_local(async move {
                let code = match tablet.take_over(&inspection, bytes).await {
                    Ok(code) => code,
                    Err(fault) => fault.code.to_owned(),
                };
                taking.set(false);
                on_outcome.emit(Some(code));
            });
        })
    };
    let on_file = {
        let (take, on_outcome) = (take.clone(), props.on_outcome.clone());
        Callback::from(move |file: PickedFile| {
            let (take, on_outcome) = (take.clone(), on_outcome.clone());
            yew::platform::spawn_local(async move {
                match bundle_of(&file).await {
                    Ok(bundle) => take.emit(bundle),
                    Err(code) => on_outcome.emit(Some(code.to_owned())),
                }
            });
        })
    };
    html! {
        <Card title={t.exchange.theirs}>
            <p>{ t.exchange.theirs_hint }</p>
            <Viewfinder on_bundle={take} />
            if *taking { <Banner tone={Tone::Accent} title={t.exchange.taking} testid="theirs-taking" /> }
            <DropFile id="theirs-file" testid="theirs-file" words={t.exchange.take_file} choose={t.exchange.choose_file}
                accept=".suicha" disabled={*taking} {on_file} />
        </Card>
    }
}

async fn bundle_of(file: &PickedFile) -> Result<Vec<u8>, &'static str> {
    // The head of a file is a line and a digest; anything much larger is not read at all.
    if file.size_bytes() > FILE_BYTES_MAX as u64 + 1024 {
        return Err(PartRefused::TooLarge.code());
    }
    let bytes = file.bytes().await.ok_or(PartRefused::Damaged.code())?;
    from_file(&bytes).map_err(PartRefused::code)
}

#[derive(Debug, PartialEq, Properties)]
struct ViewfinderProps {
    on_bundle: Callback<Vec<u8>>,
}

/// What was read, and how to go on reading.
struct Reader {
    shown: Reading,
    take: Callback<String>,
    /// Leaves it for the other bundle that came into view.
    anew: Callback<()>,
    /// Forgets everything.
    reset: Callback<()>,
}

/// Collects texts until a bundle is whole. What is collected lives beside the state: texts come faster than
/// the page is drawn.
#[hook]
fn use_reader(on_bundle: Callback<Vec<u8>>) -> Reader {
    let kept = use_mut_ref(Reading::default);
    let shown = use_state_eq(Reading::default);
    let after = {
        let (kept, shown) = (kept.clone(), shown.setter());
        move |whole: Option<Vec<u8>>| {
            shown.set(kept.borrow().clone());
            if let Some(bundle) = whole {
                on_bundle.emit(bundle);
            }
        }
    };
    let take = {
        let (kept, after) = (kept.clone(), after.clone());
        Callback::from(move |text: String| {
            let whole = kept.borrow_mut().take(&text);
            after(whole);
        })
    };
    let anew = {
        let (kept, after) = (kept.clone(), after.clone());
        Callback::from(move |()| {
            let whole = kept.borrow_mut().begin_anew();
            after(whole);
        })
    };
    let reset = Callback::from(move |()| {
        *kept.borrow_mut() = Reading::default();
        after(None);
    });
    Reader {
        shown: (*shown).clone(),
        take,
        anew,
        reset,
    }
}

/// The camera, and how much it has read.
#[component]
fn Viewfinder(props: &ViewfinderProps) -> Html {
    let t = use_t();
    let finder = use_finder();
    let on_bundle = {
        let (close, on_bundle) = (finder.close.clone(), props.on_bundle.clone());
        Callback::from(move |bundle: Vec<u8>| {
            close.emit(());
            on_bundle.emit(bundle);
        })
    };
    let reader = use_reader(on_bundle);
    use_scan(&finder, reader.take.clone());
    let open = {
        let (open, reset) = (finder.open.clone(), reader.reset.clone());
        Callback::from(move |_: MouseEvent| {
            reset.emit(());
            open.emit(());
        })
    };
    let close = finder.close.reform(|_: MouseEvent| ());
    let is_open = finder.is_open();
    html! {
        <div class="stack">
            <video ref={finder.video.clone()} class="viewfinder" playsinline=true muted=true hidden={!is_open} aria-label={t.exchange.aim} data-testid="theirs-view" />
            if let Some(fault) = &finder.fault { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} testid="theirs-fault" /> }
            if is_open { { so_far(&reader, t) } }
            <div class="row">
                if is_open {
                    <Button icon={IconName::Cross} onclick={close} testid="theirs-stop">{ t.exchange.stop }</Button>
                } else {
                    <Button kind={ButtonKind::Primary} icon={IconName::Camera} onclick={open} testid="theirs-look">{ t.exchange.look }</Button>
                }
            </div>
        </div>
    }
}

fn so_far(reader: &Reader, t: &Messages) -> Html {
    let reading = &reader.shown;
    let (have, of) = reading.progress();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    html! {
        <>
            if of == 0 {
                <p class="strong" role="status">{ t.exchange.aim }</p>
            } else {
                <Progress value={count(have)} max={count(of)} label={(t.exchange.read)(have, of)} testid="theirs-progress" />
                <p class="small soft" data-testid="theirs-missing">{ (t.exchange.missing)(&reading.missing()) }</p>
            }
            if let Some(why) = reading.trouble {
                <Banner tone={Tone::Warn} title={t.codes.of(why.code())} testid="theirs-trouble">
                    if why == PartRefused::OtherBundle { <Button onclick={reader.anew.reform(|_: MouseEvent| ())} testid="theirs-anew">{ t.exchange.begin_anew }</Button> }
                </Banner>
            }
        </>
    }
}
