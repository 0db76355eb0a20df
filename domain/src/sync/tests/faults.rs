//! A thousand random faults in the tablet's two copies: nothing wrong is shown as good, everything whole in
//! either copy is there again, the rest is told and fetched from the server.
//!
//! The rows are a real engine's, its day driven against the server in memory; the oracle keeps every version
//! that was ever written, and which bytes it damaged itself. Rows F10, F11 and F12 of the fault table.

use super::super::engine::{Effect, Engine, Event};
use super::super::journal::{Order, Recovered, checkpoint, read_frames};
use super::super::store::{Key, Snapshot};
use super::super::testing::disk::{Disk, apply, perform};
use super::super::testing::{Server, me};
use crate::guard::take_away;
use crate::id::{InspectionId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::{Edit, TextField};
use crate::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;

const INSPECTIONS: [&str; 2] = ["insp-1", "insp-2"];

fn load(rows: &BTreeMap<String, (Order, Vec<u8>)>, seed: u8) -> (Engine, Vec<Effect>) {
    let rows = rows
        .iter()
        .map(|(path, (_, value))| (Key::parse(path).unwrap(), value.clone()))
        .collect();
    Engine::load(me(WANG), Snapshot { rows }, [seed; 32])
}

/// A day: first exchange, marks in two sessions, an exchange at noon, marks that stay on the tablet.
fn day(rng: &mut ChaCha8Rng) -> (Disk, Server) {
    let mut server = Server::new(&INSPECTIONS);
    let mut disk = Disk::default();
    let mut now = 1_795_000_000_000;
    for session in 0..3_u8 {
        disk.files.push(Vec::new());
        // The clock is set back once: order must not come from it.
        now += if session == 1 { -86_400_000 } else { 60_000 };
        let (mut engine, effects) = load(&disk.recover().rows, session + 1);
        perform(&mut engine, &mut disk, &mut server, now, effects);
        for n in 0..24 {
            now += 5_000;
            if n == 0 && session < 2 {
                let effects = engine.handle(Timestamp(now), [5; 32], Event::SyncWanted);
                perform(&mut engine, &mut disk, &mut server, now, effects);
            }
            let item = ItemId::new(format!("q{}", rng.next_u32() % 6));
            let edit = match n % 3 {
                0 => Edit::SetText {
                    target: TextField::ItemNote { item },
                    text: format!("第{session}{n}条"),
                },
                _ => Edit::Answer {
                    item,
                    value: Some(["ok", "bad", "na"][rng.next_u32() as usize % 3].to_owned()),
                },
            };
            let inspection = InspectionId::from(INSPECTIONS[rng.next_u32() as usize % 2]);
            let effects = engine.handle(Timestamp(now), [2; 32], Event::Edited { inspection, edit });
            perform(&mut engine, &mut disk, &mut server, now, effects);
        }
        if rng.next_u32().is_multiple_of(3) {
            disk.compact();
        }
    }
    (disk, server)
}

/// Damages the database; true when it ended whole in itself, only older.
fn hurt_database(disk: &mut Disk, rng: &mut ChaCha8Rng) -> bool {
    let mut pick = |below: usize| rng.next_u32() as usize % below.max(1);
    match pick(6) {
        0 => disk.database.clear(),
        1 => {
            // A shortened log: the last transactions never happened.
            let kept = pick(disk.history.len());
            disk.database.clear();
            for entry in &disk.history[..kept] {
                apply(&mut disk.database, entry);
            }
            return true;
        }
        2 => {
            for _ in 0..=pick(8) {
                let nth = pick(disk.database.len());
                let row = disk.database.values_mut().nth(nth).unwrap();
                let (at, bit) = (pick(row.len()), pick(8));
                if let Some(byte) = row.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            return false;
        }
        3 => {
            let nth = pick(disk.database.len());
            let row = disk.database.values_mut().nth(nth).unwrap();
            row.truncate(pick(row.len()));
            return false;
        }
        4 => {
            // A misdirected write: one row's bytes under another key.
            let rows: Vec<Vec<u8>> = disk.database.values().cloned().collect();
            let (from, to) = (pick(rows.len()), pick(rows.len()));
            let row = disk.database.values_mut().nth(to).unwrap();
            row.clone_from(&rows[from]);
            return false;
        }
        _ => {
            let nth = pick(disk.database.len());
            let key = disk.database.keys().nth(nth).unwrap().clone();
            disk.database.remove(&key);
        }
    }
    true
}

/// Damages the journal; true when what is left is whole in itself.
fn hurt_journal(disk: &mut Disk, rng: &mut ChaCha8Rng) -> bool {
    let mut pick = |below: usize| rng.next_u32() as usize % below.max(1);
    let nth = pick(disk.files.len());
    let kind = pick(6);
    let file = &mut disk.files[nth];
    match kind {
        0 => disk.files.clear(),
        1 => drop(disk.files.remove(nth)),
        2 => {
            file.truncate(pick(file.len()));
            return read_frames(file).1 == 0;
        }
        3 => {
            let (at, bit) = (pick(file.len()), pick(8));
            if let Some(byte) = file.get_mut(at) {
                *byte ^= 1 << bit;
                return false;
            }
        }
        4 => {
            let from = pick(file.len());
            let to = (from + 1 + pick(4096)).min(file.len());
            file[from..to].fill(0);
            return from == to;
        }
        _ => {
            let from = pick(file.len());
            for byte in file.iter_mut().skip(from).take(8) {
                *byte = byte.wrapping_mul(5).wrapping_add(77);
            }
            return file.len() <= from;
        }
    }
    true
}

#[derive(Debug, Default)]
struct Tally {
    database: usize,
    journal: usize,
    both: usize,
    from_the_other: usize,
    missed_aloud: usize,
    excused: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, database: bool, journal: bool, exact: bool, found: &Recovered) {
        self.database += usize::from(database && !journal);
        self.journal += usize::from(journal && !database);
        self.both += usize::from(database && journal);
        self.from_the_other += usize::from(exact && (!found.lost.is_empty() || found.unwitnessed));
        self.missed_aloud += usize::from(!exact && found.ask);
        self.excused += usize::from(!exact && !found.ask);
    }
}

/// One fault; what it did goes into the tally.
fn fault(seed: u64, base: &Day, tally: &mut Tally) {
    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    let (mut disk, mut server) = (base.disk.clone(), base.server.clone());
    let truth = disk.truth();
    let (database, journal) = match rng.next_u32() % 10 {
        0..5 => (true, false),
        5..8 => (false, true),
        _ => (true, true),
    };
    let quiet_database = !database || hurt_database(&mut disk, rng);
    let quiet_journal = !journal || hurt_journal(&mut disk, rng);
    let found = disk.recover();
    disk.files.push(Vec::new());
    let mut complain = |what: String| tally.wrong.push(format!("seed {seed}: {what}"));
    for (key, (order, bytes)) in &found.rows {
        if !disk.was_written(key, *order, bytes) {
            complain(format!("{key} was never written like this"));
        }
    }
    let exact = truth.iter().all(|(key, row)| found.rows.get(key) == Some(row));
    let one = database != journal;
    if one && !exact {
        complain("one copy was whole, and something is missing".to_owned());
    }
    let excused = database && journal && quiet_database && quiet_journal;
    if !exact && !found.ask && !excused {
        complain("something is missing and nobody asks".to_owned());
    }
    // Exactly what was there loads as it did before: a few of those are enough.
    if exact && !seed.is_multiple_of(10) {
        return tally.count(database, journal, exact, &found);
    }
    let (mut engine, mut effects) = load(&found.rows, 10);
    if found.ask {
        effects.extend(engine.distrust(found.gaps));
    }
    let told = effects.iter().any(|e| matches!(e, Effect::Told { .. }));
    let ids = INSPECTIONS.map(InspectionId::from);
    let same = ids.iter().all(|id| base.heads[id] == held(&engine, id));
    if !same && !told && !excused && exact {
        complain("other documents than before, and nothing is told".to_owned());
    }
    perform(&mut engine, &mut disk, &mut server, 1_795_100_000_000, effects);
    let now = Timestamp(1_795_100_000_000);
    let effects = engine.handle(now, [5; 32], Event::SyncWanted);
    perform(&mut engine, &mut disk, &mut server, now.0, effects);
    for id in &ids {
        if !excused && held(&engine, id) != server.doc(id).heads() {
            complain(format!("{id} was not fetched again"));
        }
    }
    tally.count(database, journal, exact, &found);
}

/// A day's end.
struct Day {
    disk: Disk,
    server: Server,
    heads: BTreeMap<InspectionId, Vec<ChangeId>>,
}

impl Day {
    fn new(rng: &mut ChaCha8Rng) -> Self {
        let (disk, server) = day(rng);
        let engine = load(&disk.truth(), 9).0;
        let heads = INSPECTIONS.map(|id| (id.into(), held(&engine, &id.into())));
        Self {
            disk,
            server,
            heads: heads.into(),
        }
    }
}

fn held(engine: &Engine, id: &InspectionId) -> Vec<ChangeId> {
    let listed = engine.list().iter().any(|row| &row.inspection == id);
    if listed { engine.heads(id) } else { Vec::new() }
}

fn thousand(faults: u64) -> Tally {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let days: Vec<Day> = (0..4).map(|_| Day::new(&mut rng)).collect();
    let mut tally = Tally::default();
    for seed in 0..faults {
        let base = &days[seed as usize % days.len()];
        fault(seed, base, &mut tally);
    }
    tally
}

#[test]
fn a_thousand_faults_show_nothing_wrong_and_lose_nothing_that_is_whole_somewhere() {
    let tally = thousand(1000);
    println!("{tally:?}");
    assert_eq!(tally.wrong, Vec::<String>::new());
    assert!(tally.from_the_other > 500, "most faults hurt one copy only");
    assert!(tally.missed_aloud > 20, "some hurt the same rows in both");
}

#[test]
fn the_same_faults_are_seen_when_a_guard_is_gone() {
    for name in ["the-journal-is-a-witness", "database-rows-are-checked"] {
        let _away = take_away(name);
        let tally = thousand(50);
        println!("without {name}: {} complaints", tally.wrong.len());
        assert!(!tally.wrong.is_empty(), "{name}");
    }
}

/// An inspection whose every row is gone from both copies cannot be missed by its name: the mark of the last
/// answer would say that nothing is new.
#[test]
fn an_inspection_that_vanished_whole_is_asked_for() {
    let story = || {
        let day = Day::new(&mut ChaCha8Rng::seed_from_u64(5));
        let (mut disk, mut server) = (day.disk, day.server);
        let now = Timestamp(1_795_100_000_000);
        let (mut engine, effects) = load(&disk.truth(), 3);
        perform(&mut engine, &mut disk, &mut server, now.0, effects);
        let effects = engine.handle(now, [5; 32], Event::SyncWanted);
        perform(&mut engine, &mut disk, &mut server, now.0, effects);
        let mut rows = disk.truth();
        rows.retain(|key, _| !key.contains(INSPECTIONS[1]));
        let (mut engine, mut effects) = load(&rows, 4);
        effects.extend(engine.distrust(true));
        perform(&mut engine, &mut disk, &mut server, now.0, effects);
        let effects = engine.handle(now, [6; 32], Event::SyncWanted);
        perform(&mut engine, &mut disk, &mut server, now.0, effects);
        held(&engine, &INSPECTIONS[1].into()).len()
    };
    assert_eq!(story(), 1, "one head, as the server has it");
    let _away = take_away("an-emptied-store-asks-again");
    assert_eq!(story(), 0, "the test sees the guard gone");
}

/// The journal's compaction, killed after every byte of its checkpoint and after every file it removes.
#[test]
fn a_compaction_may_die_at_every_step() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let (disk, _) = day(&mut rng);
    let truth = disk.truth();
    let whole = checkpoint(&disk.recover().rows);
    let mut steps = 0;
    let mut look = |files: Vec<Vec<u8>>| {
        steps += 1;
        let dead = Disk {
            files,
            ..disk.clone()
        };
        assert_eq!(dead.recover().rows, truth);
        // And were the database lost at that very moment, the journal alone would do, but for rows that a
        // dropped tombstone lets come back.
        let alone = Disk {
            database: BTreeMap::new(),
            ..dead
        };
        let rows = alone.recover().rows;
        assert!(truth.iter().all(|(key, row)| rows.get(key) == Some(row)));
    };
    for written in (0..whole.len()).step_by(97) {
        let mut files = disk.files.clone();
        files.push(whole[..written].to_vec());
        look(files);
    }
    for removed in 0..=disk.files.len() {
        let mut files = disk.files[removed..].to_vec();
        files.push(whole.clone());
        look(files);
    }
    println!("killed at {steps} steps");
}
