//! Locking, and what it waits for: pictures, recordings and signatures that were begun.
//!
//! Invariant: whatever was begun before the lock is in the record, or was said to have failed, when the keys go.

use super::Tablet;
use crate::shell::{clock, js};
use crate::state::session::Session;
use crate::state::under_way::What;

/// The largest photo is stored in a fraction of this on the slowest tablet measured, and a recorder ends within ten
/// seconds; a camera or a disk that hangs does not keep the tablet open for ever.
const FINISH_WITHIN_MS: f64 = 60_000.0;
const LOOK_MS: u32 = 20;

/// Something under way, for as long as this lives.
#[derive(Debug, PartialEq)]
pub struct Guard {
    tablet: Tablet,
    what: What,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.tablet.change_under_way(|now| now.end(self.what));
    }
}

impl Tablet {
    /// Locks after everything under way is stored. The pages go first: they hand on what they hold, and recordings end.
    pub fn lock(&self) {
        if self.0.locking.replace(true) {
            return;
        }
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            tablet.leave_pages(Session::Locking).await;
            let letters = tablet.letters();
            tablet.0.open.borrow_mut().take();
            tablet.attend(|attended, _| attended.locked());
            tablet.0.locking.set(false);
            let session = tablet.at_the_door().await;
            tablet.show(session.unwrap_or_else(Session::Broken));
            // Locked first: a disk that hangs must not keep it open.
            tablet.leave_letters(letters).await;
        });
    }

    /// Takes the pages off the screen, shows `instead`, and waits until what they had begun is stored.
    pub(super) async fn leave_pages(&self, instead: Session) {
        if self.0.open.borrow().is_none() {
            return;
        }
        self.0.locking.set(true);
        self.show(instead);
        js::pause(0).await;
        // Nobody is left to take a picture that the system's camera would bring.
        self.change_under_way(|now| now.ask(false));
        self.finish().await;
    }

    /// Waits until what was begun is stored.
    pub(super) async fn finish(&self) {
        let until = clock::elapsed_ms() + FINISH_WITHIN_MS;
        while self.0.under_way.get().ends_soon() && clock::elapsed_ms() < until {
            js::pause(LOOK_MS).await;
        }
        self.settle().await;
    }

    /// A picture, recording or signature is under way until the answer is dropped: written down first, because the system
    /// may kill the page meanwhile, and every lock waits for it.
    pub fn under_way(&self, what: What) -> Guard {
        self.change_under_way(|now| now.begin(what));
        Guard {
            tablet: self.clone(),
            what,
        }
    }

    /// The system is asked for a picture outside the page, or has answered.
    pub fn capture_pending(&self, pending: bool) {
        self.change_under_way(|now| now.ask(pending));
    }

    fn change_under_way(&self, change: impl FnOnce(&mut crate::state::under_way::UnderWay)) {
        let before = self.0.under_way.get();
        let mut now = before;
        change(&mut now);
        self.0.under_way.set(now);
        self.touch();
        if before.holds() && !now.holds() {
            // What waited for it is shown now.
            self.show_now();
        }
        if before.note() != now.note()
            && let Ok(store) = self.store()
            && domain::guard::stands("a-capture-is-noted")
        {
            yew::platform::spawn_local(async move { store.keep_capture(now.note()).await });
        }
    }
}
