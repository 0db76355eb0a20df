//! Evidence: thumbnails of what has arrived, the manifest of what has not.
//!
//! `data-testid`: `evidence` (one a piece, `data-received`, `data-safe`), `evidence-open`, `evidence-large`,
//! `evidence-played`.

use crate::i18n::{Messages, use_t};
use crate::pages::about;
use crate::ui::{Button, Card, Dialog, Tag, Tone};
use domain::evidence::{Evidence as Manifest, EvidenceKind, Place, beside_originals, degrees};
use domain::wire::api::{EvidenceRow, InspectionDetail};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct EvidenceProps {
    pub file: InspectionDetail,
}

/// All evidence of the file.
#[component]
pub fn Evidence(props: &EvidenceProps) -> Html {
    let t = use_t();
    let large = use_state_eq(|| None::<(AttrValue, AttrValue)>);
    let open = {
        let large = large.setter();
        Callback::from(move |what: (AttrValue, AttrValue)| large.set(Some(what)))
    };
    let close = {
        let large = large.setter();
        Callback::from(move |()| large.set(None))
    };
    let f = &props.file;
    html! {
        <Card title={t.inspections.evidence}>
            if f.evidence.is_empty() { <p class="soft">{ t.inspections.evidence_none }</p> }
            <ul class="thumbs">{ for beside_originals(f.evidence.iter().collect(), |row| &row.evidence).into_iter().map(|row| piece(t, f, row, &open)) }</ul>
            if let Some((src, alt)) = (*large).clone() {
                <Dialog title={alt.clone()} on_close={close.clone()} testid="evidence-large"
                    actions={html! { <Button onclick={close.reform(|_: MouseEvent| ())}>{ t.common.close }</Button> }}>
                    <img class="evidence-large" {src} {alt} />
                </Dialog>
            }
        </Card>
    }
}

fn piece(
    t: &'static Messages,
    f: &InspectionDetail,
    row: &EvidenceRow,
    open: &Callback<(AttrValue, AttrValue)>,
) -> Html {
    let e = &row.evidence;
    let i = &t.inspections;
    let item = e
        .item
        .as_ref()
        .and_then(|id| f.package.forms.iter().find_map(|form| form.item(id)));
    let caption = if e.caption.is_empty() {
        item.map_or_else(|| i.photo.to_owned(), |item| item.text.clone())
    } else {
        e.caption.clone()
    };
    let withdrawn = f
        .view
        .evidence
        .iter()
        .find(|v| v.evidence.id == e.id)
        .and_then(|v| v.withdrawn.clone());
    html! {
        <li key={e.id.to_string()} data-testid="evidence" data-received={row.received.to_string()} data-safe={row.safe.to_string()}>
            { thumb(t, row, &caption, open) }
            <p class="small strong">{ &caption }</p>
            { for about::words(e, t).into_iter().map(|said| html! { <p class="small">{ said }</p> }) }
            <p class="small soft">{ e.taken_at.china_minute() }if e.clock_unchecked { { " · " }{ i.evidence_clock } }</p>
            <p class="small soft">{ place(t, &e.place) }</p>
            <div class="row tight">
                if row.received { <Tag tone={Tone::Ok}>{ i.evidence_received }</Tag> } else { <Tag tone={Tone::Warn}>{ i.evidence_waiting }</Tag> }
                if row.safe { <Tag tone={Tone::Ok}>{ i.evidence_safe }</Tag> }
                if e.kind == EvidenceKind::Annotated { <Tag tone={Tone::Accent}>{ t.annotate.kind }</Tag> }
                if e.kind == EvidenceKind::PhotoImported { <Tag>{ i.evidence_imported }</Tag> }
            </div>
            if let Some(why) = withdrawn { <p class="small">{ (i.evidence_withdrawn)(&why) }</p> }
        </li>
    }
}

/// The small copy if there is one, else the original; nothing while neither has arrived.
fn source(row: &EvidenceRow) -> Option<String> {
    let e: &Manifest = &row.evidence;
    if !e.media_type.starts_with("image/") {
        return None;
    }
    let sha256 = match &e.derived {
        Some(derived) if !row.received => &derived.sha256,
        Some(_) | None if row.received => &e.sha256,
        Some(_) | None => return None,
    };
    Some(format!("/api/v1/blobs/{sha256}"))
}

/// Sound or film that has arrived, to be played.
fn recording(row: &EvidenceRow, caption: &str) -> Option<Html> {
    let e = &row.evidence;
    let src = format!("/api/v1/blobs/{}", e.sha256);
    let caption = caption.to_owned();
    match e.kind {
        _ if !row.received => None,
        EvidenceKind::Audio => Some(
            html! { <audio {src} controls=true preload="none" aria-label={caption} data-testid="evidence-played" /> },
        ),
        EvidenceKind::Video => Some(
            html! { <video class="thumb" {src} controls=true preload="none" aria-label={caption} data-testid="evidence-played" /> },
        ),
        EvidenceKind::Photo
        | EvidenceKind::PhotoImported
        | EvidenceKind::Document
        | EvidenceKind::Annotated
        | EvidenceKind::BodyCamera => None,
    }
}

fn thumb(
    t: &'static Messages,
    row: &EvidenceRow,
    caption: &str,
    open: &Callback<(AttrValue, AttrValue)>,
) -> Html {
    if let Some(played) = recording(row, caption) {
        return played;
    }
    if row.evidence.kind == EvidenceKind::BodyCamera {
        return html! { <div class="thumb" data-empty="true">{ t.papers.camera_title }</div> };
    }
    let Some(src) = source(row) else {
        return html! { <div class="thumb" data-empty="true">{ t.inspections.evidence_waiting }</div> };
    };
    let (src, alt) = (AttrValue::from(src), AttrValue::from(caption.to_owned()));
    let onclick = {
        let (open, what) = (open.clone(), (src.clone(), alt.clone()));
        Callback::from(move |_: MouseEvent| open.emit(what.clone()))
    };
    html! {
        <button type="button" class="thumb" {onclick} aria-label={(t.inspections.evidence_open)(caption)} data-testid="evidence-open">
            <img {src} {alt} loading="lazy" />
        </button>
    }
}

fn place(t: &Messages, place: &Place) -> String {
    match place {
        Place::Fix {
            lat_e7,
            lon_e7,
            accuracy_cm,
            ..
        } => {
            let at = format!("{}, {}", degrees(*lat_e7), degrees(*lon_e7));
            (t.inspections.evidence_place)(&at, &accuracy_cm.div_ceil(100).to_string())
        }
        Place::None { reason } => (t.inspections.evidence_no_place)(reason),
    }
}
