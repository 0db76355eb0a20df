//! A tablet: the product's engine, a disk, a clock of its own, and what its officer was told.

use super::disk::Disk;
use super::stage::{device, device_key};
use domain::clock::Clocks;
use domain::id::{InspectionId, InspectorId};
use domain::inspection::change::ChangeId;
use domain::sync::engine::{Engine, Me, Ticket};
use domain::sync::store::{Snapshot, Write};
use p256::ecdsa::SigningKey;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A tablet.
pub(super) struct Tablet {
    pub(super) who: &'static str,
    pub(super) key: SigningKey,
    pub(super) engine: Engine,
    pub(super) disk: Disk,
    /// Transactions in order, one at a time.
    pub(super) puts: VecDeque<(Ticket, Vec<Write>)>,
    /// When its alarm goes off, in true time: a browser's timer counts, it does not look at the clock.
    pub(super) alarm: Option<i64>,
    /// Its clock minus true time.
    pub(super) skew: i64,
    /// Both clocks of its page.
    pub(super) clocks: Clocks,
    /// Counts starts: what was asked before one is answered to nobody.
    pub(super) boot: u32,
    /// An earlier version of the program: proves nothing for colleagues.
    pub(super) old: bool,
    /// Its last request since the start.
    pub(super) asked: Option<Ticket>,
    /// The server's generation that last answered.
    pub(super) generation: Option<u32>,
    /// Heads that were durable when the officer was told so.
    pub(super) promised: BTreeSet<(InspectionId, ChangeId)>,
    /// Photos whose record was told to be saved here, and the inspection that names them.
    pub(super) photos: BTreeMap<ChangeId, InspectionId>,
    /// Its disk lost what no copy of it held: promises of an inspection may break, but not in silence.
    pub(super) robbed: bool,
    /// Far from any network.
    pub(super) offline: bool,
    /// Codes told since the last start.
    pub(super) told: BTreeSet<String>,
    /// Edits the engine refused.
    pub(super) refused: u32,
    /// Sealed records as last looked at, by inspection: the heads then.
    pub(super) looked: BTreeMap<InspectionId, Vec<String>>,
}

impl Tablet {
    pub(super) fn new(who: &'static str, keys: &BTreeMap<String, String>, entropy: [u8; 32]) -> Self {
        Self {
            who,
            key: device_key(who),
            engine: Engine::load(me(who, keys), Snapshot::default(), entropy).0,
            disk: Disk::default(),
            puts: VecDeque::new(),
            alarm: None,
            skew: 0,
            clocks: Clocks::default(),
            boot: 0,
            old: false,
            asked: None,
            generation: None,
            promised: BTreeSet::new(),
            photos: BTreeMap::new(),
            robbed: false,
            offline: false,
            told: BTreeSet::new(),
            refused: 0,
            looked: BTreeMap::new(),
        }
    }
}

/// Whose tablet.
pub(super) fn me(who: &str, keys: &BTreeMap<String, String>) -> Me {
    Me {
        device: device(who),
        inspector: InspectorId::from(who),
        server_keys: keys.clone(),
    }
}
