//! What the tablet watches: hands (for the idle lock), whether it is seen, whether it was away, and the network.

use super::Tablet;
use crate::shell::{clock, dom, js, wipe};
use crate::state::lock::{Attended, Moment};
use domain::sync::engine::Event;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;

const LOOK_MS: u32 = 10_000;
/// Said on the channel of a seat's windows when the officer locked one of them. No key of a row reads like this.
pub(super) const LOCK: &str = "lock";

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
        if let (Some(window), Some(document)) = (web_sys::window(), dom::document()) {
            for name in ["pointerdown", "keydown"] {
                let tablet = tablet.clone();
                listeners.push(EventListener::new(&document, name, move |_| {
                    // The first hand after a sleep comes before the clock looks: it must not count as having been here.
                    if !tablet.lock_if_left_alone() {
                        tablet.attend(Attended::felt);
                    }
                }));
            }
            let online = tablet.clone();
            listeners.push(EventListener::new(&window, "online", move |_| {
                if !online.is_revoked() {
                    online.handle(Event::SyncWanted);
                }
            }));
            let (at, seen) = (document.clone(), tablet.clone());
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                // Timers of a page that is not seen may stand still: it is looked at before it shows anything.
                seen.0.dark.set(true);
                seen.lock_if_left_alone();
                seen.attend(|attended, now| attended.seen(at.hidden(), now));
                if at.hidden() {
                    // The system may end it now without a lock.
                    seen.leave_letters_soon();
                }
            }));
            let back = tablet.clone();
            listeners.push(EventListener::new(&window, "pageshow", move |event| {
                back.0.dark.set(true);
                let kept = js::prop(event, "persisted").is_some_and(|p| p.is_truthy());
                if kept && !back.lock_if_left_alone() {
                    back.read_again();
                }
            }));
        }
        let tablet = tablet.clone();
        let clock = Interval::new(LOOK_MS, move || {
            tablet.lock_if_left_alone();
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

    /// Something was noticed of the hands and eyes at the tablet.
    pub(super) fn attend(&self, noticed: impl FnOnce(Attended, Moment) -> Attended) {
        let attended = noticed(self.0.attended.get(), clock::moment());
        self.0.attended.set(attended);
    }

    /// The officer locks the tablet: every window of his, not only the one he looks at. A window that locks by itself
    /// says nothing: he may be at work in another.
    pub fn lock_by_hand(&self) {
        self.with(|open| {
            if let Some(channel) = &open.channel {
                channel.say(LOCK);
            }
        });
        self.lock();
    }

    /// Another window of this officer was locked by him.
    pub(super) fn told_to_lock(&self) {
        // One that is locked already would remember it for the next time it is opened.
        let open = self.0.open.borrow().is_some();
        if open && domain::guard::stands("every-window-locks") {
            self.attend(|attended, _| Attended {
                told: true,
                ..attended
            });
            self.lock_if_left_alone();
        }
    }

    /// Locks when nobody has worked here for long, or nobody could see it; says whether it did.
    fn lock_if_left_alone(&self) -> bool {
        let attended = self.0.attended.get();
        let locks =
            self.0.open.borrow().is_some() && attended.locks(clock::moment(), self.0.under_way.get().holds());
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
