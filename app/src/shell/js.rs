//! The few words of JavaScript the other rooms need: properties, plain objects, promises with a time limit.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property, if the object has it.
pub(crate) fn prop(object: &JsValue, key: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(key)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A property that is text.
pub(crate) fn text(object: &JsValue, key: &str) -> Option<String> {
    prop(object, key)?.as_string()
}

/// A property that is a number.
pub(crate) fn number(object: &JsValue, key: &str) -> Option<f64> {
    prop(object, key)?.as_f64()
}

/// A plain object.
pub(crate) fn object<const N: usize>(entries: [(&str, JsValue); N]) -> js_sys::Object {
    let object = js_sys::Object::new();
    for (key, value) in entries {
        // Setting a property of a fresh plain object cannot fail.
        Reflect::set(&object, &JsValue::from_str(key), &value).ok();
    }
    object
}

/// Calls a method by name: for interfaces the bindings hide behind unstable flags.
pub(crate) fn call(object: &JsValue, method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(object, &JsValue::from_str(method))?.dyn_into()?;
    let list = js_sys::Array::new();
    for arg in args {
        list.push(arg);
    }
    function.apply(object, &list)
}

/// Calls a method that answers with a promise and waits for it.
pub(crate) async fn call_async(object: &JsValue, method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise: Promise = call(object, method, args)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// A promise settled from outside.
#[derive(Clone, Debug)]
pub(crate) struct Settle {
    promise: Promise,
    resolve: Function,
    reject: Function,
}

impl Settle {
    pub(crate) fn new() -> Self {
        let (mut resolve, mut reject) = (None, None);
        let promise = Promise::new(&mut |yes: Function, no: Function| {
            resolve = Some(yes);
            reject = Some(no);
        });
        Self {
            promise,
            resolve: resolve.expect("a promise runs its executor at once"),
            reject: reject.expect("a promise runs its executor at once"),
        }
    }

    pub(crate) fn resolve(&self, value: &JsValue) {
        // Resolve functions do not throw.
        self.resolve.call1(&JsValue::NULL, value).ok();
    }

    pub(crate) fn reject(&self, why: &JsValue) {
        self.reject.call1(&JsValue::NULL, why).ok();
    }

    /// The promise itself, for an interface that wants one back.
    pub(crate) fn as_js(&self) -> JsValue {
        self.promise.clone().into()
    }

    /// Waits; after `limit_ms` the answer is the text `timeout` as an error.
    pub(crate) async fn within(&self, limit_ms: u32) -> Result<JsValue, JsValue> {
        let late = self.clone();
        let timer = gloo::timers::callback::Timeout::new(limit_ms, move || {
            late.reject(&object([
                ("name", JsValue::from_str("TimeoutError")),
                ("message", JsValue::from_str("no answer in time")),
            ]));
        });
        let answer = JsFuture::from(self.promise.clone()).await;
        drop(timer);
        answer
    }
}

/// Waits so many milliseconds.
pub(crate) async fn pause(ms: u32) {
    // Nobody settles this promise: its time limit is the pause.
    Settle::new().within(ms).await.ok();
}

/// A line for whoever looks into the browser's log; codes and ids only, never a person's words.
pub(crate) fn log(words: &str) {
    web_sys::console::error_1(&JsValue::from_str(words));
}

/// The same for what was mended at once and costs nobody more than time.
pub(crate) fn warn(words: &str) {
    web_sys::console::warn_1(&JsValue::from_str(words));
}

/// Random bytes of the browser's generator.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let crypto = web_sys::window()
        .and_then(|w| w.crypto().ok())
        .expect("every page of this app has a window with a random generator");
    crypto
        .get_random_values_with_u8_array(&mut bytes)
        .expect("fewer than 65536 bytes are asked for");
    bytes
}
