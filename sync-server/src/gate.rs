//! The gate (门): how much the server takes on at once. Who finds no place is told when to come back.
//!
//! Exists because two hundred tablets come at five o'clock: better sent away in a word than made to wait until
//! everybody's request times out. Invariant: what uploads hold in memory is bounded, and no tablet can take the
//! places of the others.

use crate::error::{Answer, Code, Refusal};
use axum::http::header;
use domain::id::DeviceId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Syncs worked out at once.
const SYNCS: usize = 32;
/// Requests of one tablet at once; a browser opens six connections to a host.
const OF_ONE_DEVICE: u32 = 8;
/// Bytes of uploads held at once, in KiB (256 MiB: thirty-two of the longest).
const ROOM_KIB: usize = 256 << 10;
/// Nobody is told to come back before this, nor later than this and [`SPREAD_S`] (seconds).
const SOONEST_S: u64 = 2;
const SPREAD_S: u64 = 8;

/// Places of one server.
#[derive(Debug)]
pub struct Gate {
    syncs: Arc<Semaphore>,
    room: Arc<Semaphore>,
    inside: Arc<Mutex<BTreeMap<DeviceId, u32>>>,
}

/// A place of one tablet, given back when dropped.
#[derive(Debug)]
pub struct Place {
    device: DeviceId,
    inside: Arc<Mutex<BTreeMap<DeviceId, u32>>>,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            syncs: Arc::new(Semaphore::new(SYNCS)),
            room: Arc::new(Semaphore::new(ROOM_KIB)),
            inside: Arc::default(),
        }
    }
}

impl Gate {
    /// A place for one more request of this tablet.
    ///
    /// # Errors
    /// `server.busy`.
    pub fn enter(&self, device: &DeviceId) -> Answer<Place> {
        let mut inside = lock(&self.inside);
        let count = inside.entry(device.clone()).or_insert(0);
        if *count >= OF_ONE_DEVICE && domain::guard::stands("device-bound") {
            return Err(busy());
        }
        *count += 1;
        Ok(Place {
            device: device.clone(),
            inside: self.inside.clone(),
        })
    }

    /// A place to work a sync out.
    ///
    /// # Errors
    /// `server.busy`.
    pub fn work(&self) -> Answer<Option<OwnedSemaphorePermit>> {
        place(&self.syncs, 1, domain::guard::stands("sync-bound"))
    }

    /// Room for a body of at most so many bytes.
    ///
    /// # Errors
    /// `server.busy`.
    pub fn room(&self, bytes: usize) -> Answer<Option<OwnedSemaphorePermit>> {
        let kib = u32::try_from(bytes.div_ceil(1 << 10)).unwrap_or(u32::MAX);
        place(&self.room, kib, domain::guard::stands("room-bound"))
    }

    /// Free places to work syncs out.
    pub fn free(&self) -> usize {
        self.syncs.available_permits()
    }
}

fn place(of: &Arc<Semaphore>, n: u32, bounded: bool) -> Answer<Option<OwnedSemaphorePermit>> {
    match of.clone().try_acquire_many_owned(n) {
        Ok(permit) => Ok(Some(permit)),
        Err(_) if bounded => Err(busy()),
        Err(_) => Ok(None),
    }
}

/// Told to come back, not all at the same moment.
pub fn busy() -> Refusal {
    let wait = SOONEST_S + u64::from(crate::clock::random::<1>()[0]) % SPREAD_S;
    Refusal::from(Code::ServerBusy).header(header::RETRY_AFTER, wait)
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = lock(&self.inside);
        if let Some(count) = inside.get_mut(&self.device) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.device);
            }
        }
    }
}

fn lock(inside: &Mutex<BTreeMap<DeviceId, u32>>) -> MutexGuard<'_, BTreeMap<DeviceId, u32>> {
    // Counts stay meaningful whatever happened to the thread that held them.
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tablet_cannot_take_the_places_of_another() {
        let gate = Gate::default();
        let (a, b) = (DeviceId::new("a"), DeviceId::new("b"));
        let places: Vec<_> = (0..OF_ONE_DEVICE).map(|_| gate.enter(&a).unwrap()).collect();
        assert_eq!(gate.enter(&a).unwrap_err().code(), Code::ServerBusy);
        let other = gate.enter(&b).unwrap();
        drop(places);
        assert!(gate.enter(&a).is_ok());
        drop(other);
        assert!(lock(&gate.inside).is_empty(), "nothing is kept of who has left");
    }
}
