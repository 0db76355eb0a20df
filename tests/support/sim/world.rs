//! The world: everything there is, the true time, and one schedule from its seed to its judgement.

use super::chance::Chance;
use super::server::Server;
use super::stage::{BEGIN, OFFICERS, stage};
use super::tablet::Tablet;
use super::wire::Flight;
use anyhow::{Context, Result};
use domain::assignment::Package;
use domain::guard;
use domain::id::{InspectionId, ItemId};
use domain::inspection::change::ChangeId;
use domain::sync::engine::Event;
use std::collections::{BTreeMap, BTreeSet};

/// How long a schedule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Steps in bad weather.
    pub steps: u32,
}

/// What a schedule that ended well came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Steps taken.
    pub steps: u64,
    /// Faults that hit.
    pub faults: u64,
    /// Edits the officers made.
    pub edits: u64,
    /// Requests the server answered.
    pub requests: u64,
}

impl std::ops::AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.steps += other.steps;
        self.faults += other.faults;
        self.edits += other.edits;
        self.requests += other.requests;
    }
}

/// An answer an officer gave, as the world remembers it.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) change: ChangeId,
    pub(super) inspection: InspectionId,
    pub(super) item: ItemId,
    pub(super) value: String,
}

/// The world.
pub struct World {
    pub(super) chance: Chance,
    pub(super) now: i64,
    pub(super) server: Server,
    pub(super) tablets: Vec<Tablet>,
    pub(super) flights: Vec<Flight>,
    pub(super) packages: BTreeMap<InspectionId, Package>,
    /// Good weather: nothing fails.
    pub(super) calm: bool,
    /// So many times yet a battery dies in calm weather, between two things that were to be stored: nobody touches the
    /// tablet afterwards, so what is lost then is not asked for by the next hand.
    batteries: u32,
    pub(super) given: Vec<Given>,
    /// Changes that were durable on some tablet at some time.
    pub(super) stored: BTreeSet<ChangeId>,
    /// Changes that a stranger made; only the guards keep them out.
    pub(super) forged: BTreeSet<ChangeId>,
    /// What each seal froze, when first seen.
    pub(super) seals: BTreeMap<(InspectionId, String), String>,
    /// Inspections in which the program on somebody's tablet wrote what nobody may take in.
    pub(super) spoilt: BTreeSet<(InspectionId, &'static str)>,
    /// The server's clock minus true time.
    pub(super) server_skew: i64,
    /// Who was taken off which inspection.
    pub(super) away: BTreeSet<(InspectionId, &'static str)>,
    pub(super) restored: bool,
    pub(super) photos: u32,
    pub(super) outcome: Outcome,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// One schedule.
///
/// # Errors
/// What was broken, and in which step.
pub fn run(seed: u64, scale: Scale) -> Result<Outcome> {
    let mut world = World::new(seed)?;
    // Half of the worlds fold documents at once: what happens after sixteen edits then happens after two.
    let _hurry = world
        .chance
        .percent(50)
        .then(|| guard::take_away("compaction-is-rare"));
    for at in 0..world.tablets.len() {
        world.feed(at, Event::SyncWanted)?;
    }
    world.settle(2).context("before anything happened")?;
    for step in 0..scale.steps {
        world.step().with_context(|| format!("step {step}"))?;
        world.outcome.steps += 1;
    }
    world.calm_down().context("as the weather cleared")?;
    world.settle(10).context("in calm weather")?;
    world.batteries = 0;
    if world.tablets.iter().any(|tablet| tablet.robbed) {
        world.give_the_robbed_back()?;
        world.settle(6).context("after the robbed had theirs back")?;
    }
    world.judge().context("in the end")?;
    Ok(world.outcome)
}

impl World {
    fn new(seed: u64) -> Result<Self> {
        let mut chance = Chance::of(seed);
        let server = Server::new()?;
        let keys = server.keys();
        let many = if chance.percent(20) { 3 } else { 2 };
        let old = chance.percent(40);
        let tablets = OFFICERS[..many]
            .iter()
            .map(|who| {
                let mut tablet = Tablet::new(who, &keys, chance.entropy());
                tablet.old = old;
                tablet.skew = [0, 0, 3_600_000, -61_000, 40 * 86_400_000][chance.below(5)];
                tablet
            })
            .collect();
        let mut server = server;
        server.arrivals()?;
        let stage = stage()?;
        let packages = stage.packages.iter().map(|p| (p.inspection.clone(), p.clone()));
        Ok(Self {
            now: BEGIN,
            server,
            tablets,
            flights: Vec::new(),
            packages: packages.collect(),
            calm: false,
            batteries: 0,
            given: Vec::new(),
            stored: BTreeSet::new(),
            forged: BTreeSet::new(),
            seals: BTreeMap::new(),
            spoilt: BTreeSet::new(),
            server_skew: 0,
            away: BTreeSet::new(),
            restored: false,
            photos: 0,
            outcome: Outcome::default(),
            chance,
        })
    }

    /// A fault that hits, now and then, in bad weather.
    pub(super) fn fault(&mut self, percent: u32) -> bool {
        let hits = !self.calm && self.chance.percent(percent);
        self.outcome.faults += u64::from(hits);
        hits
    }

    /// Whoever was taken off comes back, disks have room, everybody is in reach.
    fn calm_down(&mut self) -> Result<()> {
        if self.chance.percent(50) {
            self.cut_all_connections()?;
        }
        self.calm = true;
        self.batteries = 2;
        self.server.full = false;
        for at in 0..self.tablets.len() {
            self.tablets[at].disk.full = false;
            self.tablets[at].offline = false;
            // With the network comes the right time, or not.
            if self.chance.percent(40) {
                self.tablets[at].skew = 0;
            }
        }
        for (id, who) in self.away.clone() {
            if self.chance.percent(60) {
                self.give_back(&id, who)?;
            }
        }
        Ok(())
    }

    /// Good weather until nothing more happens: only alarms, no person helps.
    fn settle(&mut self, rounds: u32) -> Result<()> {
        let was = std::mem::replace(&mut self.calm, true);
        for _ in 0..rounds {
            for at in 0..self.tablets.len() {
                self.drain(at)?;
            }
            self.now += 25 * 60_000;
            self.tell_the_server_the_time();
            for at in 0..self.tablets.len() {
                if self.tablets[at].alarm.is_some_and(|alarm| alarm <= self.now) {
                    self.ring(at)?;
                }
                self.drain(at)?;
            }
            if self.is_quiet()? {
                break;
            }
        }
        self.calm = was;
        Ok(())
    }

    pub(super) fn tell_the_server_the_time(&self) {
        self.server.set_clock(self.now + self.server_skew);
    }

    fn drain(&mut self, at: usize) -> Result<()> {
        let mut stored = false;
        for turn in 0.. {
            anyhow::ensure!(turn < 400, "effects never come to an end");
            if !self.tablets[at].puts.is_empty() {
                let dies = stored && self.batteries > 0 && self.chance.percent(20);
                stored = true;
                if dies {
                    self.batteries -= 1;
                    self.outcome.faults += 1;
                    self.restart(at, true)?;
                } else {
                    self.put(at)?;
                }
            } else if !self.flights.is_empty() {
                self.fly()?;
            } else {
                break;
            }
        }
        Ok(())
    }
}
