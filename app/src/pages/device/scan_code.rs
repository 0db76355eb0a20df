//! The viewfinder for a one-time code: of the office's page, or of the officer's own tablet.
//!
//! `data-testid`: `enrol-scan`, `enrol-stop`, `enrol-view`, `enrol-wrong`.

use crate::hooks::finder::{use_finder, use_scan};
use crate::i18n::use_t;
use crate::state::seat::code_in;
use crate::ui::{Banner, Button, IconName, Tone};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ScanCodeProps {
    pub(super) on_code: Callback<String>,
}

/// The camera, closed at first.
#[component]
pub(super) fn ScanCode(props: &ScanCodeProps) -> Html {
    let t = use_t();
    let wrong = use_state_eq(|| false);
    let finder = use_finder();
    {
        let (on_code, wrong) = (props.on_code.clone(), wrong.setter());
        let close = finder.close.clone();
        let on_text = Callback::from(move |text: String| match code_in(&text) {
            Some(code) => {
                close.emit(());
                on_code.emit(code);
            }
            None => wrong.set(true),
        });
        use_scan(&finder, on_text);
    }
    let open = {
        let (open, wrong) = (finder.open.clone(), wrong.setter());
        Callback::from(move |_: MouseEvent| {
            wrong.set(false);
            open.emit(());
        })
    };
    let close = finder.close.reform(|_: MouseEvent| ());
    let is_open = finder.is_open();
    html! {
        <div class="stack">
            <video ref={finder.video.clone()} class="viewfinder" playsinline=true muted=true hidden={!is_open} aria-label={t.custody.code_aim} data-testid="enrol-view" />
            if let Some(fault) = &finder.fault { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} /> }
            if *wrong { <Banner tone={Tone::Warn} title={t.custody.code_wrong} testid="enrol-wrong" /> }
            <div class="row">
                if is_open {
                    <Button icon={IconName::Cross} onclick={close} testid="enrol-stop">{ t.found.scan_stop }</Button>
                } else {
                    <Button icon={IconName::Camera} onclick={open} testid="enrol-scan">{ t.custody.code_scan }</Button>
                }
            </div>
        </div>
    }
}
