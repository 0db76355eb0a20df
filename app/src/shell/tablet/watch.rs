//! What the tablet watches: hands (for the idle lock), whether it is seen, and the network coming back.

use super::Tablet;
use crate::shell::{clock, dom, js};
use domain::sync::engine::Event;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;

const LOOK_MS: u32 = 10_000;
const IDLE_MS: f64 = 15.0 * 60_000.0;
const HIDDEN_MS: f64 = 5.0 * 60_000.0;

/// Listeners that live as long as the area.
#[derive(Debug)]
pub(super) struct Watch {
    _listeners: Vec<EventListener>,
    _clock: Interval,
}

impl Watch {
    pub(super) fn begin(tablet: &Tablet) -> Self {
        let mut listeners = Vec::new();
        let hidden_since = Rc::new(Cell::new(None));
        if let (Some(window), Some(document)) = (web_sys::window(), dom::document()) {
            for name in ["pointerdown", "keydown"] {
                let tablet = tablet.clone();
                listeners.push(EventListener::new(&document, name, move |_| tablet.touch()));
            }
            let online = tablet.clone();
            listeners.push(EventListener::new(&window, "online", move |_| {
                online.handle(Event::SyncWanted)
            }));
            let (since, at) = (hidden_since.clone(), document.clone());
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                since.set(at.hidden().then(clock::elapsed_ms));
            }));
        }
        let tablet = tablet.clone();
        let clock = Interval::new(LOOK_MS, move || {
            let now = clock::elapsed_ms();
            let idle = now - tablet.0.touched_ms.get() > IDLE_MS;
            let hidden = hidden_since.get().is_some_and(|since| now - since > HIDDEN_MS);
            let open = tablet.0.open.borrow().is_some();
            if open && (idle || hidden) && !tablet.0.capture.get() {
                tablet.lock();
            }
        });
        Self {
            _listeners: listeners,
            _clock: clock,
        }
    }
}

/// What this browser, or the way the page was opened, lacks for field work: stable codes.
pub(super) fn missing() -> Vec<&'static str> {
    let Some(window) = web_sys::window() else {
        return vec!["browser.none"];
    };
    if !window.is_secure_context() {
        return vec!["browser.insecure"];
    }
    let navigator = window.navigator();
    let storage = js::prop(&navigator, "storage");
    let mut missing = Vec::new();
    if js::prop(&window, "indexedDB").is_none() {
        missing.push("browser.database");
    }
    if storage.and_then(|s| js::prop(&s, "getDirectory")).is_none() {
        missing.push("browser.files");
    }
    if js::prop(&navigator, "serviceWorker").is_none() {
        missing.push("browser.worker");
    }
    if js::prop(&window, "crypto")
        .and_then(|c| js::prop(&c, "subtle"))
        .is_none()
    {
        missing.push("browser.crypto");
    }
    missing
}
