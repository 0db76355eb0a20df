//! What the tablet watches: hands (for the idle lock), whether it is seen, whether it was away, and the network.

use super::Tablet;
use crate::shell::{clock, dom, js, wipe};
use crate::state::lock::Attended;
use domain::sync::engine::Event;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;

const LOOK_MS: u32 = 10_000;

/// Listeners that live as long as the area.
#[derive(Debug)]
pub(super) struct Watch {
    _listeners: Vec<EventListener>,
    _clock: Interval,
}

impl Watch {
    pub(super) fn begin(tablet: &Tablet) -> Self {
        let at = tablet.clone();
        let mut listeners: Vec<EventListener> = wipe::follow(move || at.seat()).into_iter().collect();
        let hidden_since = Rc::new(Cell::new(None));
        if let (Some(window), Some(document)) = (web_sys::window(), dom::document()) {
            for name in ["pointerdown", "keydown"] {
                let tablet = tablet.clone();
                listeners.push(EventListener::new(&document, name, move |_| {
                    if !tablet.0.guarded.get() {
                        tablet.touch();
                    }
                }));
            }
            let online = tablet.clone();
            listeners.push(EventListener::new(&window, "online", move |_| {
                if !online.is_revoked() {
                    online.handle(Event::SyncWanted);
                }
            }));
            let (since, at, seen) = (hidden_since.clone(), document.clone(), tablet.clone());
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                // Timers of a page that is not seen may stand still: it is looked at before it shows anything.
                seen.0.dark.set(true);
                seen.lock_if_left_alone(&since);
                since.set(at.hidden().then(clock::elapsed_ms));
                if at.hidden() {
                    // The system may end it now without a lock.
                    seen.leave_letters_soon();
                }
            }));
            let (since, back) = (hidden_since.clone(), tablet.clone());
            listeners.push(EventListener::new(&window, "pageshow", move |event| {
                back.0.dark.set(true);
                let kept = js::prop(event, "persisted").is_some_and(|p| p.is_truthy());
                if kept && !back.lock_if_left_alone(&since) {
                    back.read_again();
                }
            }));
        }
        let tablet = tablet.clone();
        let clock = Interval::new(LOOK_MS, move || {
            tablet.lock_if_left_alone(&hidden_since);
        });
        Self {
            _listeners: listeners,
            _clock: clock,
        }
    }
}

impl Tablet {
    /// The office revoked this tablet: it goes online when a person says so.
    fn is_revoked(&self) -> bool {
        let open = self.0.open.borrow();
        open.as_ref().is_some_and(|o| o.engine.status().revoked)
    }

    /// Locks when nobody has worked here for long, or nobody could see it; says whether it did.
    fn lock_if_left_alone(&self, hidden_since: &Cell<Option<f64>>) -> bool {
        let attended = Attended {
            touched_ms: self.0.touched_ms.get(),
            hidden_ms: hidden_since.get(),
            capturing: self.0.capture.get(),
        };
        let locks = self.0.open.borrow().is_some() && attended.locks(clock::elapsed_ms());
        if locks {
            self.lock();
        }
        locks
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
    // Where sites may keep nothing at all, even asking is refused.
    if window.local_storage().is_err() {
        missing.push("browser.storage_off");
    }
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
