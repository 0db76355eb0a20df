//! A tablet's two copies in memory, as its shell writes them, and every version that was ever written.

use super::Server;
use crate::id::DeviceId;
use crate::inspection::doc::testing::{WANG, sign_on};
use crate::sync::engine::{Effect, Engine, Event};
use crate::sync::journal::{Entry, Order, Recovered, checkpoint, frame, pack_row, read_frames, recover};
use crate::sync::store::Write;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// Both copies, and everything ever written.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    pub(crate) database: BTreeMap<String, Vec<u8>>,
    pub(crate) files: Vec<Vec<u8>>,
    pub(crate) last: Order,
    pub(crate) history: Vec<Entry>,
}

impl Disk {
    pub(crate) fn commit(&mut self, now: i64, writes: &[Write]) {
        self.last = self.last.next(now);
        let row = |write: &Write| match write {
            Write::Put(key, value) => (key.path(), Some(value.clone())),
            Write::Delete(key) => (key.path(), None),
        };
        let entry = Entry {
            order: self.last,
            rows: writes.iter().map(row).collect(),
        };
        let file = self.files.last_mut().unwrap();
        file.extend(frame(&entry.to_bytes()));
        apply(&mut self.database, &entry);
        self.history.push(entry);
    }

    /// A start of the app that found the older journals too long.
    pub(crate) fn compact(&mut self) {
        let found = self.recover();
        self.files = vec![checkpoint(&found.rows)];
    }

    pub(crate) fn recover(&self) -> Recovered {
        let (mut entries, mut damaged) = (Vec::new(), 0);
        for file in &self.files {
            let (frames, rest) = read_frames(file);
            entries.extend(frames.into_iter().filter_map(Entry::parse));
            damaged += rest;
        }
        recover(&entries, damaged, &self.database)
    }

    pub(crate) fn truth(&self) -> BTreeMap<String, (Order, Vec<u8>)> {
        let mut rows = BTreeMap::new();
        for entry in &self.history {
            for (key, value) in &entry.rows {
                match value {
                    Some(value) => rows.insert(key.clone(), (entry.order, value.clone())),
                    None => rows.remove(key),
                };
            }
        }
        rows
    }

    pub(crate) fn was_written(&self, key: &str, order: Order, bytes: &[u8]) -> bool {
        let same = |(k, v): &(String, Option<Vec<u8>>)| k == key && v.as_deref() == Some(bytes);
        self.history
            .iter()
            .any(|e| e.order == order && e.rows.iter().any(same))
    }
}

pub(crate) fn apply(database: &mut BTreeMap<String, Vec<u8>>, entry: &Entry) {
    for (key, value) in &entry.rows {
        match value {
            Some(value) => database.insert(key.clone(), pack_row(key, entry.order, value)),
            None => database.remove(key),
        };
    }
}

/// Performs effects until nothing is left to do.
pub(crate) fn perform(
    engine: &mut Engine,
    disk: &mut Disk,
    server: &mut Server,
    now: i64,
    effects: Vec<Effect>,
) {
    for effect in effects {
        let event = match effect {
            Effect::Put { ticket, writes } => {
                disk.commit(now, &writes);
                Event::Stored { ticket }
            }
            Effect::Post { ticket, body } => Event::Response {
                ticket,
                body: server.answer(WANG, &body),
            },
            Effect::Prove { ticket, text } => {
                let device: DeviceId = text.lines().nth(2).unwrap().into();
                let signature = Some(sign_on(&device, &text));
                Event::Proven { ticket, signature }
            }
            Effect::SendBlob { .. }
            | Effect::WakeAt(_)
            | Effect::Changed { .. }
            | Effect::ListChanged
            | Effect::Refused { .. }
            | Effect::Told { .. } => continue,
        };
        let more = engine.handle(Timestamp(now), [6; 32], event);
        perform(engine, disk, server, now, more);
    }
}
