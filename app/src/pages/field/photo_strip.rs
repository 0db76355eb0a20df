//! Thumbnails of evidence, each with how far its bytes have come. `data-testid`: `photo-<evidence id>`,
//! `photo-state-<evidence id>`, `receipt-<evidence id>`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::pages::about;
use crate::shell::picture::Shown;
use crate::ui::SavedTag;
use domain::evidence::{Evidence, EvidenceKind, Place, beside_originals};
use domain::inspection::view::EvidenceView;
use domain::sync::engine::SavedState;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PhotoStripProps {
    pub photos: Vec<EvidenceView>,
    pub blobs: BTreeMap<String, SavedState>,
    /// Receipts to show beside them, by digest.
    #[prop_or_default]
    pub receipts: BTreeMap<String, Timestamp>,
    /// Takes a photo out of the record, with a reason asked by the page; absent where photos are only shown.
    #[prop_or_default]
    pub on_withdraw: Option<Callback<Evidence>>,
    /// Marks a copy of a picture whose bytes are here; absent where photos are only shown.
    #[prop_or_default]
    pub on_annotate: Option<Callback<Evidence>>,
}

/// A row of thumbnails.
#[component]
pub fn PhotoStrip(props: &PhotoStripProps) -> Html {
    html! {
        <ul class="photo-strip">
            { for beside_originals(props.photos.iter().collect(), |view| &view.evidence).into_iter().map(|view| {
                let evidence = Rc::new(view.evidence.clone());
                let blob = props.blobs.get(&evidence.sha256).copied();
                let receipt = props.receipts.get(&evidence.sha256).copied();
                html! { <li key={evidence.id.to_string()}><Thumb {evidence} {blob} {receipt} on_withdraw={props.on_withdraw.clone()} on_annotate={props.on_annotate.clone()} /></li> }
            }) }
        </ul>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ThumbProps {
    evidence: Rc<Evidence>,
    /// None: the original is on a colleague's tablet.
    blob: Option<SavedState>,
    receipt: Option<Timestamp>,
    on_withdraw: Option<Callback<Evidence>>,
    on_annotate: Option<Callback<Evidence>>,
}

#[component]
fn Thumb(props: &ThumbProps) -> Html {
    let t = use_t();
    let shown = use_shown(&props.evidence);
    let evidence = &props.evidence;
    let place = match &evidence.place {
        Place::Fix { accuracy_cm, .. } => (t.inspect.place_fix)(accuracy_cm / 100),
        Place::None { reason } => (t.sheet.place_none)(reason),
    };
    let kind = match evidence.kind {
        EvidenceKind::PhotoImported => t.inspect.imported,
        EvidenceKind::Photo => t.inspect.taken,
        EvidenceKind::Audio => t.inspect.sound,
        EvidenceKind::Video => t.inspect.film,
        EvidenceKind::Document => t.papers.document,
        EvidenceKind::BodyCamera => t.papers.camera_title,
        EvidenceKind::Annotated => t.annotate.kind,
    };
    html! {
        <figure class="photo" data-testid={format!("photo-{}", evidence.id)}>
            if evidence.kind == EvidenceKind::BodyCamera { <div class="photo-empty">{ t.papers.camera_title }</div> }
            else if let Some(shown) = &*shown { { played(evidence, shown, kind, t.inspect.photo_alt) } } else { <div class="photo-empty">{ if props.blob.is_none() { t.inspect.photo_elsewhere } else { t.inspect.photo_reading } }</div> }
            <figcaption class="stack tight small">
                if !evidence.caption.is_empty() { <span>{ evidence.caption.clone() }</span> }
                { for about::words(evidence, t).into_iter().map(|said| html! { <span>{ said }</span> }) }
                <span class="soft">{ kind }{ " · " }{ evidence.taken_at.china_minute() }</span>
                if evidence.clock_unchecked { <span class="soft">{ t.sync.clock_unchecked }</span> }
                <span class="soft">{ place }</span>
                if let Some(state) = props.blob { <SavedTag {state} testid={format!("photo-state-{}", evidence.id)} /> }
                if let Some(at) = props.receipt { <span class="soft" data-testid={format!("receipt-{}", evidence.id)}>{ (t.custody.receipt)(&at.china_minute()) }</span> }
                if let Some(on_annotate) = props.on_annotate.as_ref().filter(|_| props.blob.is_some() && evidence.can_be_marked()) {
                    <button type="button" class="text-button" data-testid={format!("photo-annotate-{}", evidence.id)}
                        onclick={let (e, go) = ((**evidence).clone(), on_annotate.clone()); move |_| go.emit(e.clone())}>{ t.annotate.begin }</button>
                }
                if let Some(on_withdraw) = &props.on_withdraw {
                    <button type="button" class="text-button" data-testid={format!("photo-withdraw-{}", evidence.id)}
                        onclick={let (e, go) = ((**evidence).clone(), on_withdraw.clone()); move |_| go.emit(e.clone())}>{ t.inspect.withdraw }</button>
                }
            </figcaption>
        </figure>
    }
}

/// The picture, sound or film of a piece of evidence from this tablet's store; none while it is read, or elsewhere.
#[hook]
pub fn use_shown(evidence: &Rc<Evidence>) -> UseStateHandle<Option<Rc<Shown>>> {
    let tablet = use_tablet();
    let shown = use_state(|| None::<Rc<Shown>>);
    {
        let shown = shown.setter();
        use_effect_with(evidence.clone(), move |evidence| {
            let evidence = evidence.clone();
            yew::platform::spawn_local(async move {
                // The small copy where there is one: a strip of originals would fill the memory.
                let small = evidence
                    .derived
                    .as_ref()
                    .map(|d| (d.sha256.as_str(), "image/jpeg"));
                let (sha256, media) = small.unwrap_or((&evidence.sha256, &evidence.media_type));
                if let Some(bytes) = tablet.evidence(sha256).await {
                    shown.set(Shown::of(&bytes, media).map(Rc::new));
                }
            });
        });
    }
    shown
}

/// A picture to look at, sound or film to play.
fn played(evidence: &Evidence, shown: &Shown, kind: &'static str, word: &str) -> Html {
    let src = shown.url().to_owned();
    match evidence.kind {
        EvidenceKind::Audio => html! { <audio {src} controls=true aria-label={alt(evidence, kind)} /> },
        EvidenceKind::Video => {
            html! { <video {src} controls=true playsinline=true aria-label={alt(evidence, kind)} /> }
        }
        EvidenceKind::Photo
        | EvidenceKind::PhotoImported
        | EvidenceKind::Document
        | EvidenceKind::Annotated
        | EvidenceKind::BodyCamera => html! { <img {src} alt={alt(evidence, word)} /> },
    }
}

fn alt(evidence: &Evidence, word: &str) -> String {
    if evidence.caption.is_empty() {
        format!("{word} {}", evidence.taken_at.china_minute())
    } else {
        evidence.caption.clone()
    }
}
