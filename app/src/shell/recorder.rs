//! Sound and moving pictures, recorded inside the page.
//!
//! Invariant: the bytes handed out are the recorder's own; microphone and camera are let go when a recording ends,
//! however it ends.

use super::camera::bytes_of;
use super::fault::Fault;
use super::js;
use gloo::events::EventListener;
use js_sys::{Array, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, EventTarget, HtmlVideoElement, MediaStream, MediaStreamTrack};
use yew::NodeRef;

/// What the recorder hands over at a time: what is lost with a page that ends in the middle is the recording, never
/// the memory of the tablet.
const SLICE_MS: u32 = 1_000;
/// The recorder ends by itself within this, once it is told to.
const END_WITHIN_MS: u32 = 10_000;

/// What is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    /// 录音.
    Sound,
    /// 录像, with sound.
    Film,
}

impl Records {
    /// Formats in the order wanted; a browser takes the first it can write.
    fn formats(self) -> &'static [&'static str] {
        match self {
            Self::Sound => &["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
            Self::Film => &["video/webm;codecs=vp8,opus", "video/mp4", "video/webm"],
        }
    }

    fn constraints(self) -> js_sys::Object {
        let ideal = |n: u32| JsValue::from(js::object([("ideal", JsValue::from(n))]));
        let behind = js::object([("ideal", JsValue::from_str("environment"))]);
        let video = match self {
            Self::Sound => JsValue::FALSE,
            Self::Film => js::object([
                ("facingMode", behind.into()),
                ("width", ideal(1280)),
                ("height", ideal(720)),
            ])
            .into(),
        };
        js::object([("audio", JsValue::TRUE), ("video", video)])
    }
}

/// A recording that runs.
#[derive(Clone, Debug)]
pub struct Recorder(Rc<Open>);

#[derive(Debug)]
struct Open {
    stream: Stream,
    recorder: EventTarget,
    parts: Rc<RefCell<Vec<Blob>>>,
    ended: js::Settle,
    /// Somebody has asked for the bytes.
    taken: Cell<bool>,
    _listeners: [EventListener; 3],
}

/// Microphone and camera, let go with the last who holds them.
#[derive(Debug)]
struct Stream(MediaStream);

impl Drop for Stream {
    fn drop(&mut self) {
        for track in self.0.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

impl PartialEq for Recorder {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Recorder {
    /// Begins; what the camera sees is shown in `video`.
    ///
    /// # Errors
    /// `recorder.none` (no microphone, or a browser that records nothing), `recorder.denied`.
    pub async fn begin(what: Records, video: &NodeRef) -> Result<Self, Fault> {
        let none = || Fault::new("recorder.none");
        let window = web_sys::window().ok_or_else(none)?;
        let class: js_sys::Function = js::prop(&window, "MediaRecorder")
            .and_then(|class| class.dyn_into().ok())
            .ok_or_else(none)?;
        let devices = window.navigator().media_devices().map_err(|_| none())?;
        let stream: MediaStream = js::call_async(&devices, "getUserMedia", &[what.constraints().into()])
            .await
            .map_err(|e| match js::text(&e, "name").as_deref() {
                Some("NotAllowedError") => Fault::new("recorder.denied"),
                _ => Fault::of("recorder.none", &e),
            })?
            .unchecked_into();
        let begun = Self::over(&class, Stream(stream), what)?;
        if let (Records::Film, Some(video)) = (what, video.cast::<HtmlVideoElement>()) {
            video.set_src_object(Some(&begun.0.stream.0));
            if let Ok(playing) = video.play() {
                // A refusal to play shows as a black picture, which the officer sees.
                JsFuture::from(playing).await.ok();
            }
        }
        Ok(begun)
    }

    fn over(class: &js_sys::Function, stream: Stream, what: Records) -> Result<Self, Fault> {
        let none = |e: JsValue| Fault::of("recorder.none", &e);
        let writes = |format: &&&str| {
            js::call(class, "isTypeSupported", &[JsValue::from_str(format)]).is_ok_and(|yes| yes.is_truthy())
        };
        let format = what.formats().iter().find(writes).copied().unwrap_or_default();
        let options = js::object([
            ("mimeType", JsValue::from_str(format)),
            ("audioBitsPerSecond", JsValue::from(32_000)),
            ("videoBitsPerSecond", JsValue::from(1_500_000)),
        ]);
        let args = Array::of2(&stream.0, &options);
        let recorder: EventTarget = Reflect::construct(class, &args).map_err(none)?.unchecked_into();
        let parts = Rc::new(RefCell::new(Vec::new()));
        let ended = js::Settle::new();
        let listeners = {
            let (kept, done, failed) = (parts.clone(), ended.clone(), ended.clone());
            let on_part = move |event: &web_sys::Event| {
                if let Some(part) = js::prop(event, "data").and_then(|data| data.dyn_into::<Blob>().ok()) {
                    kept.borrow_mut().push(part);
                }
            };
            [
                EventListener::new(&recorder, "dataavailable", on_part),
                EventListener::new(&recorder, "stop", move |_| done.resolve(&JsValue::TRUE)),
                EventListener::new(&recorder, "error", move |event| failed.reject(event)),
            ]
        };
        js::call(&recorder, "start", &[JsValue::from(SLICE_MS)]).map_err(none)?;
        Ok(Self(Rc::new(Open {
            stream,
            recorder,
            parts,
            ended,
            taken: Cell::new(false),
            _listeners: listeners,
        })))
    }

    /// Ends it. The bytes of what was recorded, for the first who asks.
    ///
    /// # Errors
    /// `recorder.failed` when nothing was recorded.
    pub async fn end(&self) -> Option<Result<Vec<u8>, Fault>> {
        match self.0.taken.replace(true) {
            true => None,
            false => Some(self.bytes().await),
        }
    }

    async fn bytes(&self) -> Result<Vec<u8>, Fault> {
        let failed = || Fault::new("recorder.failed");
        // One that has ended by itself (the microphone was pulled out) cannot be told to; its parts are here.
        if js::call(&self.0.recorder, "stop", &[]).is_ok() {
            self.0.ended.within(END_WITHIN_MS).await.ok();
        }
        let parts: Array = self.0.parts.borrow().iter().collect();
        let whole = Blob::new_with_blob_sequence(&parts).map_err(|_| failed())?;
        let bytes = bytes_of(&whole).await.ok_or_else(failed)?;
        if bytes.is_empty() {
            Err(failed())
        } else {
            Ok(bytes)
        }
    }
}
