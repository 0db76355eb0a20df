//! A viewfinder for one code: closed at first, closed again once the code is read.
//!
//! `data-testid`, with the caller's word in front: `-scan`, `-stop`, `-view`, `-wrong`.

use super::{Banner, Button, IconName, Tone};
use crate::hooks::finder::{use_finder, use_scan};
use crate::i18n::use_t;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct ScanCodeProps {
    /// What the text of a code says; none: it is some other code.
    pub read: Callback<String, Option<String>>,
    pub on_code: Callback<String>,
    /// On the button that opens the camera.
    pub open: AttrValue,
    /// Name of the picture for assistive technology.
    pub aim: AttrValue,
    /// Said of any other code.
    pub wrong: AttrValue,
    /// What the test ids begin with.
    pub testid: AttrValue,
}

/// The camera and its button.
#[component]
pub fn ScanCode(props: &ScanCodeProps) -> Html {
    let t = use_t();
    let wrong = use_state_eq(|| false);
    let finder = use_finder();
    {
        let (on_code, wrong, read) = (props.on_code.clone(), wrong.setter(), props.read.clone());
        let close = finder.close.clone();
        let on_text = Callback::from(move |text: String| match read.emit(text) {
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
    let id = |part: &str| AttrValue::from(format!("{}-{part}", props.testid));
    html! {
        <div class="stack">
            <video ref={finder.video.clone()} class="viewfinder" playsinline=true muted=true hidden={!is_open} aria-label={props.aim.clone()} data-testid={id("view")} />
            if let Some(fault) = &finder.fault { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} /> }
            if *wrong { <Banner tone={Tone::Warn} title={props.wrong.clone()} testid={id("wrong")} /> }
            <div class="row">
                if is_open {
                    <Button icon={IconName::Cross} onclick={close} testid={id("stop")}>{ t.found.scan_stop }</Button>
                } else {
                    <Button icon={IconName::Camera} onclick={open} testid={id("scan")}>{ props.open.clone() }</Button>
                }
            </div>
        </div>
    }
}
