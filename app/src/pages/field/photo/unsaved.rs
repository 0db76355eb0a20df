//! Marks that were drawn on a photo of this page and never saved as a copy: to go on with, or to set aside.
//!
//! `data-testid`: `unsaved-<evidence id>`, `unsaved-go-on-<evidence id>`, `unsaved-drop-<evidence id>`, and those of the
//! question: `unsaved-drop-confirm`, `unsaved-drop-not`, `unsaved-failed`.

use crate::hooks::draft::use_drawn;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::fault::Fault;
use crate::shell::tablet::Drawn;
use crate::state::work::Entry;
use crate::ui::{Banner, Button, ButtonKind, Dialog, IconName, Tone};
use domain::evidence::Evidence;
use domain::inspection::view::EvidenceView;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct UnsavedProps {
    pub entry: Rc<Entry>,
    pub photos: Vec<EvidenceView>,
    /// Opens the card in which a photo is marked.
    pub on_go_on: Callback<Rc<Evidence>>,
}

/// One banner for each photo with such marks. They are looked for when the page opens and when a card was closed.
#[component]
pub fn Unsaved(props: &UnsavedProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let drawn = use_drawn(vec![props.entry.clone()]);
    let of_page = |one: &&Drawn| props.photos.iter().any(|view| view.evidence.id == one.photo.id);
    let asked = use_state_eq(|| None::<Drawn>);
    let failed = use_state_eq(|| None::<Fault>);
    let ask = |one: &Drawn| {
        let (asked, one) = (asked.setter(), one.clone());
        Callback::from(move |_: MouseEvent| asked.set(Some(one.clone())))
    };
    let go_on = |photo: &Rc<Evidence>| {
        let (go_on, photo) = (props.on_go_on.clone(), photo.clone());
        Callback::from(move |_: MouseEvent| go_on.emit(photo.clone()))
    };
    let on_close = {
        let (asked, failed) = (asked.setter(), failed.setter());
        Callback::from(move |()| {
            asked.set(None);
            failed.set(None);
        })
    };
    let on_confirm = {
        let (drawn, failed, close) = (drawn.clone(), failed.setter(), on_close.clone());
        let asked = asked.clone();
        Callback::from(move |()| {
            let Some(Drawn { photo, .. }) = (*asked).clone() else {
                return;
            };
            let (tablet, drawn, failed, close) =
                (tablet.clone(), drawn.clone(), failed.clone(), close.clone());
            yew::platform::spawn_local(async move {
                match tablet.keep_draft(&photo.sha256, None).await {
                    Ok(()) => {
                        let rest = drawn.iter().filter(|other| other.photo.id != photo.id);
                        drawn.set(rest.cloned().collect());
                        close.emit(());
                    }
                    Err(fault) => failed.set(Some(fault)),
                }
            });
        })
    };
    html! {
        <>
            { for drawn.iter().filter(of_page).map(|one| {
                let (photo, count) = (&one.photo, one.marks);
                html! {
                    <Banner key={photo.id.to_string()} tone={Tone::Warn} title={(t.annotate.unsaved)(&name(photo), count)} testid={format!("unsaved-{}", photo.id)}>
                        <p>{ t.annotate.unsaved_hint }</p>
                        <div class="row">
                            <Button kind={ButtonKind::Primary} icon={IconName::Pen} onclick={go_on(photo)} testid={format!("unsaved-go-on-{}", photo.id)}>{ t.annotate.go_on }</Button>
                            <Button icon={IconName::Trash} onclick={ask(one)} testid={format!("unsaved-drop-{}", photo.id)}>{ t.annotate.drop }</Button>
                        </div>
                    </Banner>
                }
            }) }
            if let Some(one) = &*asked {
                <SetAside count={one.marks} {on_close} {on_confirm} failed={(*failed).clone()} />
            }
        </>
    }
}

/// What the officer knows the photo by.
pub(crate) fn name(photo: &Evidence) -> String {
    match photo.caption.trim() {
        "" => photo.taken_at.china_minute(),
        words => words.to_owned(),
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct SetAsideProps {
    /// How many marks.
    pub count: usize,
    pub on_close: Callback<()>,
    pub on_confirm: Callback<()>,
    /// Why they could not be removed.
    #[prop_or_default]
    pub failed: Option<Fault>,
}

/// Asks before drawn marks are removed.
#[component]
pub fn SetAside(props: &SetAsideProps) -> Html {
    let t = use_t();
    let actions = html! {
        <>
            <Button onclick={props.on_close.reform(|_: MouseEvent| ())} testid="unsaved-drop-not">{ t.annotate.drop_not }</Button>
            <Button kind={ButtonKind::Danger} onclick={props.on_confirm.reform(|_: MouseEvent| ())} testid="unsaved-drop-confirm">{ t.annotate.drop_confirm }</Button>
        </>
    };
    html! {
        <Dialog title={t.annotate.drop_title} on_close={props.on_close.clone()} {actions}>
            <p>{ (t.annotate.drop_hint)(props.count) }</p>
            if let Some(fault) = &props.failed { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="unsaved-failed" /> }
        </Dialog>
    }
}
