//! Where a picture comes from: the viewfinder inside the page, the system's camera, a picture that exists already.
//!
//! The shutter is never busy: what was taken is stored behind it. `data-testid`: `viewfinder`, `camera-open`,
//! `camera-take`, `camera-torch`, `camera-refused`, `photo-file` (the system's camera), `photo-import`.

use super::keeping::{Keep, Shot};
use crate::hooks::finder::use_left;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::shell::camera::{Camera, Purpose};
use crate::shell::fault::Fault;
use crate::shell::tablet::PHOTO_BYTES_MAX;
use crate::shell::{dom, file};
use crate::ui::{Banner, Button, ButtonKind, Card, IconName, Tone};
use domain::evidence::EvidenceKind;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SourcesProps {
    pub keep: Keep,
    /// No picture may be taken now.
    #[prop_or_default]
    pub busy: bool,
    /// A picture that exists already may be taken in.
    #[prop_or(true)]
    pub import: bool,
}

/// Where a photo comes from.
#[component]
pub fn Sources(props: &SourcesProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    // The system was asked for a picture and has not answered.
    let waits = use_mut_ref(|| false);
    let asked = {
        let (tablet, waits) = (tablet.clone(), waits.clone());
        use_callback((), move |_: MouseEvent, ()| {
            waits.replace(true);
            tablet.capture_pending(true);
        })
    };
    let given_up = {
        let waits = waits.clone();
        move || {
            if waits.replace(false) && domain::guard::stands("a-picker-that-is-left-holds-no-lock") {
                tablet.capture_pending(false);
            }
        }
    };
    let oncancel = {
        let given_up = given_up.clone();
        use_callback((), move |_: Event, ()| given_up())
    };
    // A browser that never answers would keep the tablet open for good; what it might bring, nothing takes any more.
    use_effect_with((), move |()| given_up);
    let picked = |kind: EvidenceKind| {
        let (keep, waits) = (props.keep.clone(), waits.clone());
        Callback::from(move |event: Event| {
            if let Some(file) = file::picked(&event) {
                // From here on the one who keeps it says when it is over.
                waits.replace(false);
                keep.emit(Shot::coming(async move { original(&file).await }, kind));
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
                if props.import {
                <label class="btn file-pick" data-kind="secondary">
                    { t.inspect.import }
                    <input type="file" accept="image/*" class="visually-hidden" data-testid="photo-import" disabled={props.busy}
                        onclick={asked} {oncancel} onchange={picked(EvidenceKind::PhotoImported)} />
                </label>
                }
            </div>
            if props.import { <p class="small soft">{ t.inspect.import_hint }</p> }
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
    let left = use_left();
    {
        let (over, torch, refused) = (camera.setter(), torch.setter(), refused.setter());
        let camera = (*camera).clone();
        use_effect_with(camera, move |camera| {
            let camera = camera.clone();
            // Another program took the camera, or it was pulled out: the picture would stand still unsaid.
            let taken_away = camera.as_ref().map(|camera| {
                camera.on_end(move || {
                    torch.set(false);
                    refused.set(Some(Fault::new("camera.failed")));
                    over.set(None);
                })
            });
            move || {
                drop(taken_away);
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
            let left = left.clone();
            yew::platform::spawn_local(async move {
                match Camera::open(&video, Purpose::Photo).await {
                    Ok(open) if left.get() => open.close(),
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
                // Its marker stands at the tap: a camera may take seconds for a still.
                let taken = async move { camera.take().await.map_err(|_| Fault::new("camera.failed")) };
                keep.emit(Shot::coming(taken, EvidenceKind::Photo));
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
    // The picture pushes the shutter down: it is brought back under the thumb.
    use_effect_with(is_open, |open| {
        if *open {
            dom::bring_into_view("camera-shutter");
        }
    });
    html! {
        <div class="stack">
            <video ref={video} class="viewfinder" playsinline=true muted=true hidden={!is_open} aria-label={t.inspect.viewfinder} data-testid="viewfinder" />
            if let Some(fault) = &*refused { <Banner tone={Tone::Warn} title={t.codes.of(fault.code)} testid="camera-refused"><p>{ t.inspect.camera_instead }</p></Banner> }
            <div class="row" id="camera-shutter">
                if is_open {
                    <Button kind={ButtonKind::Primary} icon={IconName::Camera} onclick={take} disabled={props.busy} testid="camera-take">{ t.inspect.take }</Button>
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
