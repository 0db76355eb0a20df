//! The viewfinder: the camera inside the page, so that the page is not put to sleep to take a photo.
//!
//! Invariant: the bytes handed out are the camera's own, before any processing; every track is stopped when
//! the viewfinder is dropped.

use super::fault::Fault;
use super::js;
use js_sys::{Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamTrack};
use yew::NodeRef;

/// What the picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// As large as the camera can: evidence.
    Photo,
    /// As small as a code is still read in: many frames, little work.
    Codes,
}

impl Purpose {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Photo => (4096, 3072),
            Self::Codes => (1280, 960),
        }
    }
}

/// An open camera.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    stream: MediaStream,
    track: MediaStreamTrack,
    video: HtmlVideoElement,
    /// Stills that are being taken, and whether it is to be let go after the last of them.
    takes: Rc<Cell<u32>>,
    over: Rc<Cell<bool>>,
}

impl Camera {
    /// Opens the rear camera into a `<video>`.
    ///
    /// # Errors
    /// `camera.none` (no camera, or not in a secure page), `camera.denied`.
    pub async fn open(video: &NodeRef, purpose: Purpose) -> Result<Self, Fault> {
        let (width, height) = purpose.size();
        let none = || Fault::new("camera.none");
        let video: HtmlVideoElement = video.cast().ok_or_else(none)?;
        let devices = web_sys::window()
            .and_then(|w| w.navigator().media_devices().ok())
            .filter(|d| js::prop(d, "getUserMedia").is_some())
            .ok_or_else(none)?;
        let ideal = |n: u32| JsValue::from(js::object([("ideal", JsValue::from(n))]));
        let wanted = js::object([
            (
                "facingMode",
                js::object([("ideal", JsValue::from_str("environment"))]).into(),
            ),
            ("width", ideal(width)),
            ("height", ideal(height)),
        ]);
        let constraints = js::object([("video", wanted.into()), ("audio", JsValue::FALSE)]);
        let stream: MediaStream = js::call_async(&devices, "getUserMedia", &[constraints.into()])
            .await
            .map_err(|e| match js::text(&e, "name").as_deref() {
                Some("NotAllowedError") => Fault::new("camera.denied"),
                _ => Fault::of("camera.none", &e),
            })?
            .unchecked_into();
        let track: MediaStreamTrack = stream.get_video_tracks().get(0).unchecked_into();
        video.set_src_object(Some(&stream));
        if let Ok(playing) = video.play() {
            // A refusal to play shows as a black picture, which the officer sees.
            JsFuture::from(playing).await.ok();
        }
        Ok(Self {
            stream,
            track,
            video,
            takes: Rc::default(),
            over: Rc::default(),
        })
    }

    /// Whether the lamp can be switched.
    pub fn has_torch(&self) -> bool {
        js::call(&self.track, "getCapabilities", &[])
            .ok()
            .and_then(|c| js::prop(&c, "torch"))
            .is_some_and(|t| t.is_truthy())
    }

    /// Switches the lamp; a device without one stays dark.
    pub async fn torch(&self, on: bool) {
        let advanced = js_sys::Array::of1(&js::object([("torch", JsValue::from(on))]));
        let constraints = js::object([("advanced", JsValue::from(advanced))]);
        js::call_async(&self.track, "applyConstraints", &[constraints.into()])
            .await
            .ok();
    }

    /// Takes one photo: the camera's own still where the browser offers it, else the current frame.
    ///
    /// # Errors
    /// `camera.failed`.
    pub async fn take(&self) -> Result<Vec<u8>, Fault> {
        self.takes.set(self.takes.get() + 1);
        let taken = match self.still().await {
            Some(bytes) => Ok(bytes),
            None => self.frame().await,
        };
        self.takes.set(self.takes.get() - 1);
        if self.over.get() {
            self.close();
        }
        taken
    }

    async fn still(&self) -> Option<Vec<u8>> {
        let window = web_sys::window()?;
        let class: js_sys::Function = js::prop(&window, "ImageCapture")?.dyn_into().ok()?;
        let capture = Reflect::construct(&class, &js_sys::Array::of1(&self.track)).ok()?;
        let blob = js::call_async(&capture, "takePhoto", &[]).await.ok()?;
        bytes_of(blob.dyn_ref()?).await
    }

    async fn frame(&self) -> Result<Vec<u8>, Fault> {
        let failed = || Fault::new("camera.failed");
        let (width, height) = (self.video.video_width(), self.video.video_height());
        if width == 0 || height == 0 {
            return Err(failed());
        }
        let canvas = canvas(width, height).ok_or_else(failed)?;
        context(&canvas)
            .and_then(|c| c.draw_image_with_html_video_element(&self.video, 0.0, 0.0).ok())
            .ok_or_else(failed)?;
        encode(&canvas, 0.95).await.ok_or_else(failed)
    }

    /// The picture on the screen, for a reader of codes.
    pub(crate) fn video(&self) -> &HtmlVideoElement {
        &self.video
    }

    /// Calls `then` when the camera ends without being told to, until the answer is dropped.
    pub fn on_end(&self, then: impl Fn() + 'static) -> gloo::events::EventListener {
        gloo::events::EventListener::new(&self.track, "ended", move |_| then())
    }

    /// Lets the camera go, after the stills that were asked of it: who taps and leaves at once has tapped.
    pub fn close(&self) {
        if self.takes.get() > 0 {
            self.over.set(true);
            return;
        }
        for track in self.stream.get_tracks().iter() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
        self.video.set_src_object(None);
    }
}

pub(crate) fn canvas(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = super::dom::document()?
        .create_element("canvas")
        .ok()?
        .unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

pub(crate) fn context(canvas: &HtmlCanvasElement) -> Option<web_sys::CanvasRenderingContext2d> {
    Some(canvas.get_context("2d").ok()??.unchecked_into())
}

/// A canvas as JPEG.
pub(crate) async fn encode(canvas: &HtmlCanvasElement, quality: f64) -> Option<Vec<u8>> {
    let settle = js::Settle::new();
    let done = settle.clone();
    let callback = wasm_bindgen::closure::Closure::once_into_js(move |blob: JsValue| done.resolve(&blob));
    let args = [callback, JsValue::from_str("image/jpeg"), JsValue::from(quality)];
    js::call(canvas, "toBlob", &args).ok()?;
    let blob = settle.within(20_000).await.ok()?;
    bytes_of(blob.dyn_ref()?).await
}

pub(crate) async fn bytes_of(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
