//! The eye: QR codes in the camera's picture, by the browser's own detector or by a decoder in a worker.
//!
//! A decoder may panic on a degenerate picture, and a panic ends its whole program. Invariant: it never runs
//! in the page's program. The worker is this same program started again; it dies alone and is replaced.

use super::camera::{Camera, canvas};
use super::fault::Fault;
use super::js;
use crate::state::scan::read_codes;
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, MessageEvent, Worker};
use yew::Callback;

/// Longer edges are made smaller first: a module of the densest code still has three pixels.
const EDGE_MAX: u32 = 1280;
/// Rest between two looks: a part stays on the colleague's screen for several of them, and the tablet cool.
const REST_MS: u32 = 80;
const START_MS: u32 = 20_000;
const LOOK_MS: u32 = 5_000;

/// Looks through a camera until dropped.
#[derive(Debug)]
pub struct Scan(Rc<Cell<bool>>);

impl Scan {
    /// Begins to look. `found` hears every text of every frame, or once that nothing here can read codes.
    pub fn start(camera: Camera, found: Callback<Result<String, Fault>>) -> Self {
        let on = Rc::new(Cell::new(true));
        let scan = Self(on.clone());
        yew::platform::spawn_local(async move {
            let mut eye = Eye::open().await;
            while on.get() {
                match eye.look(&camera).await {
                    Ok(texts) if on.get() => texts.into_iter().for_each(|text| found.emit(Ok(text))),
                    Ok(_) => {}
                    Err(fault) => return found.emit(Err(fault)),
                }
                js::pause(REST_MS).await;
            }
        });
        scan
    }
}

impl Drop for Scan {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

struct Eye {
    /// The browser's detector, as long as it works.
    detector: Option<JsValue>,
    helper: Option<Helper>,
    canvas: Option<HtmlCanvasElement>,
}

impl Eye {
    async fn open() -> Self {
        Self {
            detector: detector().await,
            helper: None,
            canvas: None,
        }
    }

    async fn look(&mut self, camera: &Camera) -> Result<Vec<String>, Fault> {
        if camera.video().video_width() == 0 {
            return Ok(Vec::new());
        }
        if let Some(detector) = &self.detector {
            let seen = js::call_async(detector, "detect", &[camera.video().into()]).await;
            match seen.ok().and_then(|list| list.dyn_into::<Array>().ok()) {
                Some(list) => return Ok(list.iter().filter_map(|c| js::text(&c, "rawValue")).collect()),
                // Some browsers offer it and have no service behind it.
                None => self.detector = None,
            }
        }
        let Some(frame) = self.frame(camera) else {
            return Ok(Vec::new());
        };
        if self.helper.is_none() {
            self.helper = Some(Helper::start().await?);
        }
        let answer = match &self.helper {
            Some(helper) => helper.ask(frame).await,
            None => None,
        };
        if answer.is_none() {
            // It died on this picture; the next one gets a fresh helper.
            self.helper = None;
        }
        Ok(answer.unwrap_or_default())
    }

    /// The present picture as `{ width, height, rgba }`.
    fn frame(&mut self, camera: &Camera) -> Option<js_sys::Object> {
        let video = camera.video();
        let (wide, high) = (video.video_width(), video.video_height());
        let long = wide.max(high).max(EDGE_MAX);
        let fit = |n: u32| (n * EDGE_MAX / long).max(1);
        let (width, height) = (fit(wide), fit(high));
        let canvas = match self
            .canvas
            .take()
            .filter(|c| (c.width(), c.height()) == (width, height))
        {
            Some(canvas) => canvas,
            None => canvas(width, height)?,
        };
        let options = js::object([("willReadFrequently", JsValue::TRUE)]);
        let context: CanvasRenderingContext2d = canvas
            .get_context_with_context_options("2d", &options)
            .ok()??
            .unchecked_into();
        let (w, h) = (f64::from(width), f64::from(height));
        context
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, w, h)
            .ok()?;
        let image = context.get_image_data(0.0, 0.0, w, h).ok()?;
        self.canvas = Some(canvas);
        Some(js::object([
            ("width", JsValue::from(width)),
            ("height", JsValue::from(height)),
            ("rgba", js::prop(&js::prop(&image, "data")?, "buffer")?),
        ]))
    }
}

async fn detector() -> Option<JsValue> {
    let window: JsValue = web_sys::window()?.into();
    let class: js_sys::Function = js::prop(&window, "BarcodeDetector")?.dyn_into().ok()?;
    let formats = js::call_async(&class, "getSupportedFormats", &[]).await.ok()?;
    let qr = JsValue::from_str("qr_code");
    if !formats.dyn_into::<Array>().ok()?.includes(&qr, 0) {
        return None;
    }
    let options = js::object([("formats", Array::of1(&qr).into())]);
    Reflect::construct(&class, &Array::of1(&options)).ok()
}

type Waiting = Rc<RefCell<Option<js::Settle>>>;

/// The worker, from the page's side.
struct Helper {
    worker: Worker,
    waiting: Waiting,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _died: Closure<dyn FnMut(JsValue)>,
}

impl Helper {
    async fn start() -> Result<Self, Fault> {
        let none = || Fault::new("camera.no_eye");
        let window = web_sys::window().ok_or_else(none)?;
        let script = super::dom::document()
            .and_then(|d| d.query_selector("script[type=module][src]").ok().flatten())
            .and_then(|s| js::prop(&s, "src"))
            .ok_or_else(none)?;
        let class: js_sys::Function = js::prop(&window, "Worker")
            .and_then(|c| c.dyn_into().ok())
            .ok_or_else(none)?;
        let options = js::object([("type", JsValue::from_str("module"))]);
        let worker: Worker = Reflect::construct(&class, &Array::of2(&script, &options))
            .map_err(|e| Fault::of("camera.no_eye", &e))?
            .unchecked_into();
        let waiting: Waiting = Rc::default();
        let hear = {
            let waiting = waiting.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(settle) = waiting.take() {
                    settle.resolve(&event.data());
                }
            })
        };
        let died = {
            let waiting = waiting.clone();
            Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
                if let Some(settle) = waiting.take() {
                    settle.reject(&event);
                }
            })
        };
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(died.as_ref().unchecked_ref()));
        let helper = Self {
            worker,
            waiting,
            _hear: hear,
            _died: died,
        };
        // Its first word says that it listens.
        helper
            .answer(START_MS)
            .await
            .map_err(|e| Fault::of("camera.no_eye", &e))?;
        Ok(helper)
    }

    /// Texts in a frame; none when it gave no answer, and will give none any more.
    async fn ask(&self, frame: js_sys::Object) -> Option<Vec<String>> {
        let buffer = js::prop(&frame, "rgba")?;
        let args = [frame.into(), Array::of1(&buffer).into()];
        js::call(&self.worker, "postMessage", &args).ok()?;
        let answer = self.answer(LOOK_MS).await.ok()?;
        let texts = answer.dyn_into::<Array>().ok()?;
        Some(texts.iter().filter_map(|text| text.as_string()).collect())
    }

    async fn answer(&self, limit_ms: u32) -> Result<JsValue, JsValue> {
        let settle = js::Settle::new();
        *self.waiting.borrow_mut() = Some(settle.clone());
        settle.within(limit_ms).await
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// In a worker there is no window: listens for frames, answers each with its texts, and says that it did not
/// start the app.
pub fn serve_in_worker() -> bool {
    if web_sys::window().is_some() {
        return false;
    }
    let say = |words: &JsValue| {
        // Nobody listens any more: the page has let this worker go.
        js::call(&js_sys::global(), "postMessage", std::slice::from_ref(words)).ok();
    };
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let texts: Array = codes_of(&event.data())
            .iter()
            .map(|t| JsValue::from_str(t))
            .collect();
        say(&texts.into());
    });
    Reflect::set(&js_sys::global(), &JsValue::from_str("onmessage"), hear.as_ref()).ok();
    hear.forget();
    say(&JsValue::from_str("ready"));
    true
}

fn codes_of(frame: &JsValue) -> Vec<String> {
    let size = |key: &str| js::number(frame, key).map(|n| n as usize);
    let rgba = js::prop(frame, "rgba").map(|buffer| Uint8Array::new(&buffer).to_vec());
    match (size("width"), size("height"), rgba) {
        (Some(width), Some(height), Some(rgba)) => read_codes(width, height, &rgba),
        _ => Vec::new(),
    }
}
