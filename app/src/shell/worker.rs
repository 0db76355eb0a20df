//! The service worker from the page's side: registered once, asked for its version, told to take over only
//! when the officer says so.

use super::js;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration};

const SCRIPT: &str = "/sw.js";

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    js::prop(&navigator, "serviceWorker")?;
    Some(navigator.service_worker())
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.dyn_into().ok()
}

/// Keeps the app for offline work. Without a secure page there is no worker, and the tablet says so elsewhere.
pub async fn register() {
    if let Some(container) = container() {
        JsFuture::from(container.register(SCRIPT)).await.ok();
    }
}

/// The generation of the app that is kept offline and answers this page; none while there is none.
pub async fn version() -> Option<String> {
    ask("version").await?.as_string()
}

/// Every file of that generation is kept, byte for byte; one that is not is fetched again where there is a network.
pub async fn is_whole() -> bool {
    ask("whole").await.is_some_and(|answer| answer.is_truthy())
}

/// What the worker that answers this page says to this.
async fn ask(what: &str) -> Option<JsValue> {
    let controller = container()?.controller()?;
    let settle = js::Settle::new();
    let hear = {
        let settle = settle.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| settle.resolve(&event.data()))
    };
    let channel = web_sys::MessageChannel::new().ok()?;
    channel.port1().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    let ports = js_sys::Array::of1(&channel.port2());
    js::call(
        &controller,
        "postMessage",
        &[JsValue::from_str(what), ports.into()],
    )
    .ok()?;
    settle.within(10_000).await.ok()
}

/// A newer generation is complete and waits.
pub async fn update_waits() -> bool {
    registration().await.is_some_and(|r| r.waiting().is_some())
}

/// Lets the newer generation take over and opens the app anew.
pub async fn take_over() {
    let Some(waiting) = registration().await.and_then(|r| r.waiting()) else {
        return;
    };
    let settle = js::Settle::new();
    let changed = {
        let settle = settle.clone();
        Closure::<dyn FnMut(JsValue)>::new(move |_| settle.resolve(&JsValue::NULL))
    };
    if let Some(container) = container() {
        container.set_oncontrollerchange(Some(changed.as_ref().unchecked_ref()));
    }
    waiting.post_message(&JsValue::from_str("take-over")).ok();
    // Whatever the worker does, the page opens again with what is there.
    settle.within(10_000).await.ok();
    if let Some(window) = web_sys::window() {
        window.location().reload().ok();
    }
}
