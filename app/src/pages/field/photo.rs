//! Photos of one item, or of the visit as a whole: the viewfinder inside the page, a file where that fails.
//!
//! `data-testid`: `viewfinder`, `camera-open`, `camera-take`, `camera-torch`, `photo-file` (the system's
//! camera), `photo-import` (a picture that exists already), `photo-caption`, `photo-done`, `withdraw-reason`,
//! `withdraw-confirm`. Item `-` is the visit as a whole.

use super::frame::Frame;
use super::photo_strip::PhotoStrip;
use super::recording::Recording;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::camera::{Camera, Purpose};
use crate::shell::fault::Fault;
use crate::shell::file;
use crate::shell::tablet::{PHOTO_BYTES_MAX, Taken};
use crate::state::work::Entry;
use crate::ui::{
    Banner, Button, ButtonKind, Card, Dialog, Empty, Field, IconName, LinkButton, TextInput, Tone,
    use_toaster,
};
use domain::evidence::{Evidence, EvidenceKind};
use domain::id::ItemId;
use domain::inspection::edit::Edit;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PhotoProps {
    pub id: String,
    pub item: String,
}

/// The photo page.
#[component]
pub fn Photo(props: &PhotoProps) -> Html {
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let item = (props.item != "-").then(|| ItemId::new(props.item.clone()));
    html! { <Photos {entry} {item} /> }
}

#[derive(Debug, PartialEq, Properties)]
struct PhotosProps {
    entry: Rc<Entry>,
    item: Option<ItemId>,
}

#[component]
fn Photos(props: &PhotosProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let toaster = use_toaster();
    let caption = use_mut_ref(String::new);
    let busy = use_state_eq(|| false);
    let failed = use_state(|| None::<Fault>);
    let entry = &props.entry;
    {
        let tablet = tablet.clone();
        use_effect_with((), move |()| tablet.look_around());
    }
    let keep = {
        let (tablet, inspection, item) = (tablet.clone(), entry.id().clone(), props.item.clone());
        let (caption, busy, failed) = (caption.clone(), busy.setter(), failed.setter());
        Callback::from(move |(bytes, kind): (Result<Vec<u8>, Fault>, EvidenceKind)| {
            let (tablet, inspection, item) = (tablet.clone(), inspection.clone(), item.clone());
            let (caption, busy, failed, toaster) = (
                caption.borrow().clone(),
                busy.clone(),
                failed.clone(),
                toaster.clone(),
            );
            busy.set(true);
            yew::platform::spawn_local(async move {
                let kept = match bytes {
                    Ok(bytes) => {
                        tablet
                            .keep_taken(
                                &inspection,
                                Taken {
                                    bytes,
                                    kind,
                                    item,
                                    caption,
                                },
                            )
                            .await
                    }
                    Err(fault) => Err(fault),
                };
                busy.set(false);
                tablet.capture_pending(false);
                match kept {
                    Ok(()) => {
                        toaster.show(Tone::Ok, kept_words(t, kind));
                        failed.set(None);
                    }
                    Err(fault) => failed.set(Some(fault)),
                }
            });
        })
    };
    let photos: Vec<_> = entry
        .evidence_of(props.item.as_ref().map(ItemId::as_str))
        .cloned()
        .collect();
    let foot = html! {
        <LinkButton<FieldRoute> to={back(entry, props.item.as_ref())} kind={ButtonKind::Primary} testid="photo-done">{ t.inspect.photo_done }</LinkButton<FieldRoute>>
    };
    html! {
        <Frame title={t.inspect.photo_title} back={back(entry, props.item.as_ref())} {foot}>
            <p class="strong">{ about(entry, props.item.as_ref(), t) }</p>
            if let Some(rule) = &entry.package.excerpt.camera_forbidden {
                <Banner tone={Tone::Danger} title={rule.text.clone()}><p class="cite">{ rule.cite.clone() }</p></Banner>
            } else {
                <Field id="photo-caption" label={t.inspect.caption} hint={t.inspect.caption_hint}>
                    <TextInput id="photo-caption" testid="photo-caption" value="" oninput={Callback::from(move |text| *caption.borrow_mut() = text)} />
                </Field>
                <Sources keep={keep.clone()} busy={*busy} />
                <Recording {keep} busy={*busy} />
                if *busy { <Banner tone={Tone::Accent} title={t.inspect.photo_keeping} testid="photo-keeping"><p>{ t.inspect.photo_keeping_hint }</p></Banner> }
                if let Some(fault) = &*failed { <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="photo-failed">if fault.code != "storage.full" { <p>{ t.inspect.photo_failed_hint }</p> }</Banner> }
            }
            <Kept entry={entry.clone()} {photos} />
        </Frame>
    }
}

fn kept_words(t: &'static Messages, kind: EvidenceKind) -> &'static str {
    if kind.is_recording() {
        t.inspect.recording_kept
    } else {
        t.inspect.photo_kept
    }
}

fn back(entry: &Entry, item: Option<&ItemId>) -> FieldRoute {
    let id = entry.id().to_string();
    match item {
        Some(item) => FieldRoute::InspectItem {
            id,
            item: item.to_string(),
        },
        None if entry.view.skip.is_some() => FieldRoute::Skip { id },
        None => FieldRoute::Words { id },
    }
}

fn about(entry: &Entry, item: Option<&ItemId>, t: &Messages) -> String {
    let found = item.and_then(|id| entry.package.forms.iter().find_map(|f| f.item(id)));
    found.map_or_else(|| t.inspect.photo_whole.to_owned(), |item| item.text.clone())
}

/// Takes the bytes of something that was taken, picked or recorded.
pub type Keep = Callback<(Result<Vec<u8>, Fault>, EvidenceKind)>;

#[derive(Debug, PartialEq, Properties)]
struct SourcesProps {
    keep: Keep,
    busy: bool,
}

/// Where a photo comes from.
#[component]
fn Sources(props: &SourcesProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let asked = {
        let tablet = tablet.clone();
        use_callback((), move |_: MouseEvent, ()| tablet.capture_pending(true))
    };
    let oncancel = use_callback((), move |_: Event, ()| tablet.capture_pending(false));
    let picked = |kind: EvidenceKind| {
        let keep = props.keep.clone();
        Callback::from(move |event: Event| {
            if let Some(file) = file::picked(&event) {
                let keep = keep.clone();
                yew::platform::spawn_local(async move { keep.emit((original(&file).await, kind)) });
            }
        })
    };
    html! {
        <Card title={t.inspect.viewfinder}>
            <Viewfinder keep={props.keep.clone()} busy={props.busy} />
            <div class="row">
                <label class="btn file-pick" data-kind="secondary">
                    { t.inspect.system_camera }
                    <input type="file" accept="image/*" capture="environment" class="visually-hidden" data-testid="photo-file" disabled={props.busy}
                        onclick={asked.clone()} oncancel={oncancel.clone()} onchange={picked(EvidenceKind::Photo)} />
                </label>
                <label class="btn file-pick" data-kind="secondary">
                    { t.inspect.import }
                    <input type="file" accept="image/*" class="visually-hidden" data-testid="photo-import" disabled={props.busy}
                        onclick={asked} {oncancel} onchange={picked(EvidenceKind::PhotoImported)} />
                </label>
            </div>
            <p class="small soft">{ t.inspect.import_hint }</p>
        </Card>
    }
}

/// The bytes of a picked file. One too large is not even read: reading it might take all the memory there is.
async fn original(file: &file::PickedFile) -> Result<Vec<u8>, Fault> {
    if file.size_bytes() > PHOTO_BYTES_MAX && domain::guard::stands("a-huge-file-is-not-read") {
        return Err(Fault::new("photo.too_large"));
    }
    file.bytes().await.ok_or(Fault::new("camera.failed"))
}

#[component]
fn Viewfinder(props: &SourcesProps) -> Html {
    let t = use_t();
    let video = use_node_ref();
    let camera = use_state(|| None::<Camera>);
    let refused = use_state(|| None::<Fault>);
    let torch = use_state_eq(|| false);
    {
        let camera = (*camera).clone();
        use_effect_with(camera, |camera| {
            let camera = camera.clone();
            move || {
                if let Some(camera) = camera {
                    camera.close();
                }
            }
        });
    }
    let open = {
        let (video, camera, refused) = (video.clone(), camera.setter(), refused.setter());
        Callback::from(move |_: MouseEvent| {
            let (video, camera, refused) = (video.clone(), camera.clone(), refused.clone());
            yew::platform::spawn_local(async move {
                match Camera::open(&video, Purpose::Photo).await {
                    Ok(open) => {
                        camera.set(Some(open));
                        refused.set(None);
                    }
                    Err(fault) if domain::guard::stands("a-refused-camera-is-said") => {
                        refused.set(Some(fault))
                    }
                    Err(_) => {}
                }
            });
        })
    };
    let take = {
        let (camera, keep) = ((*camera).clone(), props.keep.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(camera) = camera.clone() {
                let keep = keep.clone();
                yew::platform::spawn_local(async move {
                    let taken = camera.take().await.map_err(|_| Fault::new("camera.failed"));
                    keep.emit((taken, EvidenceKind::Photo))
                });
            }
        })
    };
    let light = {
        let (camera, torch) = ((*camera).clone(), torch.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(camera) = camera.clone() {
                let on = !*torch;
                torch.set(on);
                yew::platform::spawn_local(async move { camera.torch(on).await });
            }
        })
    };
    let is_open = camera.is_some();
    html! {
        <div class="stack">
            <video ref={video} class="viewfinder" playsinline=true muted=true hidden={!is_open} aria-label={t.inspect.viewfinder} data-testid="viewfinder" />
            if let Some(fault) = &*refused { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} testid="camera-refused"><p>{ t.inspect.camera_instead }</p></Banner> }
            <div class="row">
                if is_open {
                    <Button kind={ButtonKind::Primary} icon={IconName::Camera} onclick={take} busy={props.busy} testid="camera-take">{ t.inspect.take }</Button>
                    if camera.as_ref().is_some_and(Camera::has_torch) {
                        <Button onclick={light} pressed={Some(*torch)} testid="camera-torch">{ t.inspect.torch }</Button>
                    }
                } else {
                    <Button kind={ButtonKind::Primary} icon={IconName::Camera} onclick={open} testid="camera-open">{ t.inspect.open_camera }</Button>
                }
            </div>
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct KeptProps {
    entry: Rc<Entry>,
    photos: Vec<domain::inspection::view::EvidenceView>,
}

/// What is there, and taking one out with a reason.
#[component]
fn Kept(props: &KeptProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let asked = use_state(|| None::<Evidence>);
    let reason = use_state_eq(String::new);
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let confirm = {
        let (tablet, inspection) = (tablet, props.entry.id().clone());
        let (asked, reason) = (asked.clone(), reason.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(evidence) = &*asked {
                let edit = Edit::Withdraw {
                    evidence: evidence.id.clone(),
                    reason: reason.trim().to_owned(),
                };
                tablet.edit(&inspection, edit);
            }
            asked.set(None);
        })
    };
    if props.photos.is_empty() {
        return html! { <Empty title={t.inspect.no_photos} /> };
    }
    let ask = {
        let asked = asked.setter();
        Callback::from(move |evidence: Evidence| asked.set(Some(evidence)))
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text: String| reason.set(text))
    };
    let actions = html! {
        <>
            <Button onclick={close.reform(|_: MouseEvent| ())}>{ t.common.cancel }</Button>
            <Button kind={ButtonKind::Danger} onclick={confirm} disabled={reason.trim().is_empty()} testid="withdraw-confirm">{ t.inspect.withdraw }</Button>
        </>
    };
    html! {
        <>
            <PhotoStrip photos={props.photos.clone()} blobs={props.entry.blobs.clone()} on_withdraw={ask} />
            if asked.is_some() {
                <Dialog title={t.inspect.withdraw_title} on_close={close} {actions}>
                    <p>{ t.inspect.withdraw_hint }</p>
                    <Field id="withdraw-reason" label={t.inspect.withdraw_reason}>
                        <TextInput id="withdraw-reason" testid="withdraw-reason" value="" {oninput} />
                    </Field>
                </Dialog>
            }
        </>
    }
}
