//! News (推送): whoever is connected hears "there is something new", and then asks as always.
//!
//! Exists so that a return or an answer from the other tablet shows in seconds instead of minutes. Invariant: a
//! message carries nothing, neither a name nor an id; nothing is lost when none arrives, because everybody asks by
//! himself sooner or later; the number of listeners is bounded.

use domain::id::{DeviceId, InspectorId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;

/// Listeners at once; the others ask by themselves.
const LISTENERS: usize = 400;
/// Listeners of one account: a few tabs.
const OF_ONE_ACCOUNT: u32 = 6;
/// Messages a slow listener may be behind; beyond that he hears one for all of them.
const BEHIND: usize = 64;

/// Something new, and whom it concerns besides the office.
#[derive(Clone, Debug)]
pub struct Tidings {
    /// Officers whose tablets lack something now; none = everybody's.
    pub officers: Option<Arc<BTreeSet<InspectorId>>>,
    /// Whose doing it was: he knows.
    pub by: Option<DeviceId>,
}

/// The listeners of one server.
#[derive(Debug)]
pub struct News {
    tell: broadcast::Sender<Tidings>,
    seats: Arc<Mutex<BTreeMap<String, u32>>>,
}

/// A place to listen, given back when dropped.
#[derive(Debug)]
pub struct Seat {
    /// What is told.
    pub hear: broadcast::Receiver<Tidings>,
    account: String,
    seats: Arc<Mutex<BTreeMap<String, u32>>>,
}

impl Default for News {
    fn default() -> Self {
        Self {
            tell: broadcast::Sender::new(BEHIND),
            seats: Arc::default(),
        }
    }
}

impl News {
    /// Tells whoever listens. Nobody listening is no failure.
    pub fn tell(&self, officers: Option<BTreeSet<InspectorId>>, by: Option<DeviceId>) {
        let officers = officers.map(Arc::new);
        drop(self.tell.send(Tidings { officers, by }));
    }

    /// A place for one more listener of this account, if there is one.
    pub fn seat(&self, account: &str) -> Option<Seat> {
        let mut seats = lock(&self.seats);
        let all: usize = seats.values().map(|n| *n as usize).sum();
        let mine = seats.entry(account.to_owned()).or_insert(0);
        if all >= LISTENERS || *mine >= OF_ONE_ACCOUNT {
            return None;
        }
        *mine += 1;
        Some(Seat {
            hear: self.tell.subscribe(),
            account: account.to_owned(),
            seats: self.seats.clone(),
        })
    }

    /// Listeners now.
    pub fn listeners(&self) -> u64 {
        lock(&self.seats).values().map(|n| u64::from(*n)).sum()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = lock(&self.seats);
        if let Some(mine) = seats.get_mut(&self.account) {
            *mine -= 1;
            if *mine == 0 {
                seats.remove(&self.account);
            }
        }
    }
}

fn lock(seats: &Mutex<BTreeMap<String, u32>>) -> MutexGuard<'_, BTreeMap<String, u32>> {
    // Counts stay meaningful whatever happened to the thread that held them.
    seats.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listeners_are_bounded_by_account_and_in_all_and_leave_nothing_behind() {
        let news = News::default();
        let mine: Vec<_> = (0..OF_ONE_ACCOUNT).filter_map(|_| news.seat("a")).collect();
        assert_eq!(mine.len(), OF_ONE_ACCOUNT as usize);
        assert!(news.seat("a").is_none());
        let others: Vec<_> = (0..LISTENERS).filter_map(|n| news.seat(&n.to_string())).collect();
        assert_eq!(mine.len() + others.len(), LISTENERS);
        drop((mine, others));
        assert_eq!(news.listeners(), 0);
    }
}
