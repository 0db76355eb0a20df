//! Ours, for the colleague's camera: parts that follow each other calmly, or one file.
//!
//! `data-testid`: `mine-code` (`data-part`, `data-parts`), `mine-part`, `mine-pause`, `mine-next`, `mine-all`,
//! `mine-file`, `mine-saving`, `mine-too-large`.

use crate::hooks::poll::use_poll;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::file;
use crate::state::exchange::{Move, Turn};
use crate::state::work::Entry;
use crate::ui::{Banner, Button, Card, IconName, Qr, Tone, use_toaster};
use domain::sync::parts::{to_file, to_parts};
use std::rc::Rc;
use yew::prelude::*;

/// How long a part stands: several looks of a slow camera.
const PART_MS: u32 = 450;
const MEDIA_TYPE: &str = "application/octet-stream";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct MineProps {
    pub entry: Rc<Entry>,
}

/// The card.
#[component]
pub(super) fn Mine(props: &MineProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let toaster = use_toaster();
    let all = use_state_eq(|| false);
    let turn = use_reducer_eq(Turn::default);
    let entry = &props.entry;
    let bundle = {
        let (tablet, inspection) = (tablet.clone(), entry.id().clone());
        let now = (
            entry.view.heads.clone(),
            entry.colleagues.clone(),
            entry.saved,
            *all,
        );
        use_memo(now, move |(_, _, _, all)| {
            tablet.handover(&inspection, *all).map(Rc::new)
        })
    };
    let parts = use_memo((*bundle).clone(), |bundle| {
        bundle.as_ref().and_then(|b| to_parts(b)).unwrap_or_default()
    });
    let of = parts.len();
    let tick = {
        let turn = turn.dispatcher();
        use_callback(of, move |(), of| turn.dispatch(Move::Tick(*of)))
    };
    use_poll(tick, PART_MS, of > 1);
    let save = {
        let (bundle, name) = (bundle.clone(), format!("{}.suicha", entry.id()));
        Callback::from(move |_: MouseEvent| {
            let Some(bundle) = &*bundle else { return };
            if file::save(&name, MEDIA_TYPE, &to_file(bundle)).is_err() {
                toaster.show(Tone::Danger, t.codes.of("files.failed"));
            }
        })
    };
    let toggle_all = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(!*all))
    };
    let shown = turn.at.min(of.saturating_sub(1));
    html! {
        <Card title={t.exchange.mine}>
            <p>{ t.exchange.mine_hint }</p>
            if bundle.is_none() {
                <Banner tone={Tone::Accent} title={t.exchange.saving} testid="mine-saving" />
            } else if let Some(part) = parts.get(shown) {
                <div class="stack exchange-code" data-testid="mine-code" data-part={(shown + 1).to_string()} data-parts={of.to_string()}>
                    <Qr text={part.clone()} label={t.exchange.code} testid="mine-qr" on_screen=true />
                    <p class="exchange-part strong" data-testid="mine-part">{ (t.exchange.part)(shown + 1, of) }</p>
                </div>
                if of > 1 { <Hand turn={*turn} {of} on_move={let turn = turn.dispatcher(); Callback::from(move |to: Move| turn.dispatch(to))} /> }
            } else {
                <Banner tone={Tone::Warn} title={t.exchange.too_large} testid="mine-too-large" />
            }
            <div class="row">
                <Button icon={IconName::File} onclick={save} disabled={bundle.is_none()} testid="mine-file">{ t.exchange.save_file }</Button>
                <Button onclick={toggle_all} pressed={Some(*all)} testid="mine-all">{ t.exchange.all }</Button>
            </div>
            <p class="small soft">{ t.exchange.file_warning }</p>
            <p class="small soft">{ t.exchange.all }{ ": " }{ t.exchange.all_hint }</p>
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct HandProps {
    turn: Turn,
    of: usize,
    on_move: Callback<Move>,
}

/// Holding a part, and going on by hand: for the one part a camera will not read.
#[component]
fn Hand(props: &HandProps) -> Html {
    let t = use_t();
    let of = props.of;
    html! {
        <div class="row">
            <Button onclick={props.on_move.reform(|_: MouseEvent| Move::Pause)} pressed={Some(props.turn.paused)} testid="mine-pause">
                { if props.turn.paused { t.exchange.resume } else { t.exchange.pause } }
            </Button>
            if props.turn.paused {
                <Button icon={IconName::Next} onclick={props.on_move.reform(move |_: MouseEvent| Move::Next(of))} testid="mine-next">{ t.exchange.next }</Button>
            }
        </div>
    }
}
