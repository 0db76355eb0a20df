//! The shell of a tablet: performs effects in the order of the app's own, and can be killed between any two of them.

use super::diary;
use super::disk::{Cut, changes_in};
use super::stage::{BEGIN, token};
use super::tablet::me;
use super::wire::{About, Flight, From, Request};
use super::world::World;
use anyhow::{Result, bail, ensure};
use domain::clock::{Clocks, Reading};
use domain::guard::stands;
use domain::inspection::change::ChangeId;
use domain::sync::engine::{Effect, Engine, Event, SavedState};
use domain::sync::store::{Key, Snapshot, Write};
use domain::time::Timestamp;
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Signer;

/// What an honest tablet may be told in bad weather.
const USUAL: [&str; 18] = [
    "server.full",
    "http.429",
    "http.503",
    "sync.new_epoch",
    "store.quota",
    "net.offline",
    "net.timeout",
    "server.storage",
    "server.busy",
    "blob.not_named",
    "blob.offset",
    "blob.digest",
    "sync.unreadable",
    "sync.frame",
    "handover.equal",
    "handover.merged",
    "handover.incomplete",
    "handover.own",
];

impl World {
    fn device_now(&self, at: usize) -> Timestamp {
        Timestamp(self.now + self.tablets[at].skew)
    }

    /// An event for a tablet's engine, and its effects.
    pub(super) fn feed(&mut self, at: usize, event: Event) -> Result<()> {
        let (now, entropy) = (self.device_now(at), self.chance.entropy());
        diary::note(|| format!("{}  {at} {}", self.now - BEGIN, diary::event(&event)));
        let mut effects = self.look_at_the_clocks(at, now, entropy);
        effects.extend(self.tablets[at].engine.handle(now, entropy, event));
        self.perform(at, effects)?;
        self.watch(at)
    }

    /// Both clocks before each event, as the page does. An earlier version of the program does not look.
    fn look_at_the_clocks(&mut self, at: usize, wall: Timestamp, entropy: [u8; 32]) -> Vec<Effect> {
        let elapsed_ms = self.now - BEGIN;
        let tablet = &mut self.tablets[at];
        if tablet.old {
            return Vec::new();
        }
        let reading = Reading {
            wall,
            elapsed_ms,
            dark: false,
        };
        let [a, b, c, d, ..] = entropy;
        tablet.engine.clocks(tablet.clocks.look(reading, [a, b, c, d]))
    }

    fn perform(&mut self, at: usize, effects: Vec<Effect>) -> Result<()> {
        let from = From {
            tablet: at,
            boot: self.tablets[at].boot,
        };
        for effect in effects {
            match effect {
                Effect::Put { ticket, writes } => self.tablets[at].puts.push_back((ticket, writes)),
                Effect::Post { ticket, body } => {
                    self.tablets[at].asked = Some(ticket);
                    let request = Request::sync(&token(self.tablets[at].who), body);
                    let about = About::Sync(ticket);
                    self.flights.push(Flight::Up { from, about, request });
                }
                Effect::Prove { ticket, text } => {
                    let fails = self.tablets[at].old || self.fault(5);
                    let signed = (!fails).then(|| {
                        let signature: Signature = self.tablets[at].key.sign(text.as_bytes());
                        signature.to_bytes().to_vec()
                    });
                    let event = Event::Proven {
                        ticket,
                        signature: signed,
                    };
                    let (now, entropy) = (self.device_now(at), self.chance.entropy());
                    let more = self.tablets[at].engine.handle(now, entropy, event);
                    self.perform(at, more)?;
                }
                Effect::SendBlob { sha256, offset } => self.send_blob(at, sha256, offset)?,
                Effect::WakeAt(when) => {
                    let wait = (when.0 - self.device_now(at).0).clamp(0, 24 * 3_600_000);
                    self.tablets[at].alarm = Some(self.now + wait);
                }
                Effect::Told { code, .. } => self.told(at, code)?,
                Effect::Refused { .. } => self.tablets[at].refused += 1,
                Effect::Changed { .. } | Effect::ListChanged => {}
            }
        }
        Ok(())
    }

    fn told(&mut self, at: usize, code: String) -> Result<()> {
        diary::note(|| format!("    {at} is told {code}"));
        let damage = ["doc.damaged", "doc.lost", "store.damaged", "store.gaps"].contains(&code.as_str());
        let refused = code == "doc.parked" || code == "admit.wrong_value";
        let expected = damage && self.tablets[at].robbed || refused && !self.spoilt.is_empty();
        if !(USUAL.contains(&code.as_str()) || expected) {
            bail!("{} was told {code}", self.tablets[at].who);
        }
        self.tablets[at].told.insert(code);
        Ok(())
    }

    /// Sends the bytes of a photo from `offset` on, or a part of them.
    pub(super) fn send_blob(&mut self, at: usize, sha256: ChangeId, offset: u64) -> Result<()> {
        let Some(bytes) = self.tablets[at].disk.evidence.get(&sha256).cloned() else {
            let code = "net.offline".to_owned();
            return self.feed(
                at,
                Event::BlobFailed {
                    sha256,
                    code,
                    retry_after_s: None,
                },
            );
        };
        let offset = usize::try_from(offset)?.min(bytes.len());
        let end = if self.fault(30) {
            offset + (bytes.len() - offset).div_ceil(2)
        } else {
            bytes.len()
        };
        let part = bytes[offset..end].to_vec();
        let request = Request::blob(&token(self.tablets[at].who), sha256, bytes.len(), offset, part);
        let from = From {
            tablet: at,
            boot: self.tablets[at].boot,
        };
        let about = About::Blob(sha256);
        self.flights.push(Flight::Up { from, about, request });
        if !stands("only-safe-leaves") {
            self.tablets[at].disk.evidence.remove(&sha256);
        }
        Ok(())
    }

    /// Performs the transaction in front: done and told, refused, or torn by a kill at one of its steps.
    pub(super) fn put(&mut self, at: usize) -> Result<()> {
        let Some((ticket, writes)) = self.tablets[at].puts.pop_front() else {
            return Ok(());
        };
        let clock = self.device_now(at).0;
        // What removes something is met by a kill more often than it would be in life.
        let removes = writes.iter().any(|w| matches!(w, Write::Delete(_)));
        let cut = match self.fault(if removes { 25 } else { 10 }) {
            true if removes && self.chance.percent(40) => Cut::Unswept,
            true => [Cut::Before, Cut::Between, Cut::After][self.chance.below(3)],
            false => Cut::None,
        };
        diary::note(|| {
            format!(
                "    {at} stores {ticket} ({}), cut {cut:?}",
                diary::writes(&writes)
            )
        });
        let refused = self.fault(6) || !self.tablets[at].disk.commit(clock, &writes, cut);
        if refused && cut == Cut::None {
            let code = "store.quota".to_owned();
            return self.feed(at, Event::StoreFailed { ticket, code });
        }
        if !refused && cut != Cut::Before {
            self.stored.extend(changes_in(&writes));
        }
        if cut != Cut::None {
            let power_cut = self.chance.percent(50);
            return self.restart(at, power_cut);
        }
        self.feed(at, Event::Stored { ticket })
    }

    /// The page ends and is opened again.
    pub(super) fn restart(&mut self, at: usize, power_cut: bool) -> Result<()> {
        let (clock, entropy) = (self.device_now(at).0, self.chance.entropy());
        diary::note(|| format!("    {at} starts again, power cut {power_cut}"));
        let keys = self.server.keys();
        let tablet = &mut self.tablets[at];
        tablet.disk.end(clock, power_cut);
        tablet.boot += 1;
        tablet.puts.clear();
        tablet.alarm = None;
        tablet.told.clear();
        tablet.asked = None;
        tablet.generation = None;
        tablet.looked.clear();
        let found = tablet.disk.recover();
        let rows = found.rows.into_iter();
        let rows = rows.filter_map(|(key, (_, value))| Some((Key::parse(&key)?, value)));
        let snapshot = Snapshot { rows: rows.collect() };
        let (mut engine, mut effects) = Engine::load(me(tablet.who, &keys), snapshot, entropy);
        if found.ask {
            effects.extend(engine.distrust(found.gaps));
        }
        effects.extend(engine.started(Timestamp(found.last.0), Timestamp(clock)));
        tablet.clocks = Clocks::default();
        tablet.engine = engine;
        self.perform(at, effects)?;
        self.kept(at)?;
        self.feed(at, Event::SyncWanted)
    }

    /// The alarm goes off.
    pub(super) fn ring(&mut self, at: usize) -> Result<()> {
        self.tablets[at].alarm = None;
        self.feed(at, Event::Timer)
    }

    /// The app's own tidying: bytes leave only when the server called them safe.
    pub(super) fn tidy(&mut self, at: usize) {
        let tablet = &mut self.tablets[at];
        let safe = |sha256: &ChangeId| tablet.engine.blob_saved(*sha256) == SavedState::Safe;
        let leaving: Vec<ChangeId> = tablet.disk.evidence.keys().copied().filter(safe).collect();
        for sha256 in leaving {
            tablet.disk.evidence.remove(&sha256);
        }
    }

    /// Somebody sets the clock.
    pub(super) fn set_clock(&mut self, at: usize) -> Result<()> {
        let jumps = [
            0,
            -10 * 365 * 86_400_000,
            -3 * 86_400_000,
            -7_200_000,
            -90_000,
            3_600_000,
            40 * 86_400_000,
            20 * 365 * 86_400_000,
        ];
        self.tablets[at].skew = *self.chance.one(&jumps);
        diary::note(|| format!("    {at} is set {} ms", self.tablets[at].skew));
        ensure!(self.now > BEGIN - 1, "true time never runs back");
        Ok(())
    }
}
