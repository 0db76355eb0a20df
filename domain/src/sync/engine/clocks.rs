//! What the engine keeps of the tablet's clocks: the run marks belong to, and the comparison with the server's.
//!
//! Exists because the comparison must outlive a restart without network, and end where the clock was set. Invariant: the
//! exchange itself asks nothing of it; a wrong clock delays or reorders no mark.

use super::{Effect, Engine};
use crate::clock::{Comparison, Look, Unchecked, set_back, unchecked};
use crate::sync::store::{Key, MetaRow, Write, row};
use crate::time::Timestamp;
use std::collections::BTreeMap;

impl Engine {
    /// The tablet looked at both its clocks; marks made from now on belong to this run.
    #[must_use]
    pub fn clocks(&mut self, look: Look) -> Vec<Effect> {
        self.run = Some(look.run);
        match look.moved {
            true => self.clock_was_set(),
            false => Vec::new(),
        }
    }

    /// A start: the newest time on the disk, and the clock now.
    #[must_use]
    pub fn started(&mut self, newest_kept: Timestamp, now: Timestamp) -> Vec<Effect> {
        match set_back(newest_kept, now) {
            true => self.clock_was_set(),
            false => Vec::new(),
        }
    }

    /// The comparison is void until the next one, also over a restart.
    fn clock_was_set(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !std::mem::replace(&mut self.meta.clock_moved, true) {
            let meta = Write::Put(Key::Meta, row(&self.meta));
            self.put(vec![meta], BTreeMap::new(), Vec::new(), &mut effects);
        }
        effects
    }

    /// Why the tablet's clock cannot be believed now; none while its comparison with the server's holds.
    pub fn clock_unchecked(&self, now: Timestamp) -> Option<Unchecked> {
        unchecked(self.last_answer(), now)
    }

    /// When the server last answered, also before this start: by the device's clock and by the server's.
    pub fn last_answer(&self) -> Option<Comparison> {
        let MetaRow {
            device_time: device,
            server_time: server,
            clock_moved: moved,
            ..
        } = self.meta;
        let answered = server != Timestamp::default();
        answered.then_some(Comparison {
            device,
            server,
            moved,
        })
    }
}
