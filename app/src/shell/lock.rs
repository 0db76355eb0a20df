//! Several tabs of one tablet: one syncs and compacts, every one hears what another wrote.

use super::js;
use js::Settle;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A lock held by this tab; released when dropped, or by the browser when the tab dies.
#[derive(Debug)]
pub struct Held(Settle);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.resolve(&JsValue::NULL);
    }
}

/// Takes the lock if no other tab holds it. Browsers without locks (older than the stated minimum) are
/// treated as having one tab.
pub async fn try_lock(name: &str) -> Option<Held> {
    let release = Settle::new();
    let Some(locks) = web_sys::window().and_then(|w| js::prop(&w.navigator(), "locks")) else {
        return Some(Held(release));
    };
    let granted = Settle::new();
    let (answer, hold) = (granted.clone(), release.clone());
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            answer.reject(&JsValue::NULL);
            return JsValue::UNDEFINED;
        }
        answer.resolve(&JsValue::TRUE);
        hold.as_js()
    });
    let options = js::object([("ifAvailable", JsValue::TRUE)]);
    js::call(
        &locks,
        "request",
        &[JsValue::from_str(name), options.into(), callback],
    )
    .ok()?;
    granted.within(5_000).await.ok()?;
    Some(Held(release))
}

/// A channel between the tabs of this origin.
#[derive(Debug)]
pub struct Channel {
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel; `hear` gets what other tabs say.
    pub fn open(name: &str, hear: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(text);
            }
        });
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _hear: closure,
        })
    }

    /// Tells the other tabs; nobody listening is no error.
    pub fn say(&self, text: &str) {
        self.channel.post_message(&JsValue::from_str(text)).ok();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
