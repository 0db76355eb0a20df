//! A tablet's disk: a database of rows, a journal beside it, evidence bytes; all of it may fill up, shorten or vanish.
//!
//! What the two copies say and which of them is right is the product's own `sync::journal`. What the browser adds around
//! it (append, then one strict transaction) is done here in the same order, so that a crash can fall between any two of
//! its steps. Rows are not sealed: keys and ciphers are no part of this world.

use super::chance::Chance;
use domain::guard::stands;
use domain::inspection::change::ChangeId;
use domain::sync::journal::{
    Entry, Order, Recovered, checkpoint, frame, open_row, pack_row, read_frames, recover,
};
use domain::sync::store::{Key, Write, open_chunk};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Journals above this are replaced by one checkpoint at the next start.
const JOURNAL_BYTES_MAX: usize = 24 << 10;

/// Where a commit is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Nowhere.
    None,
    /// Before anything.
    Before,
    /// The journal has it, the database not.
    Between,
    /// Both have it, nobody was told.
    After,
    /// Both have what was written, and still have what was to go: more than the engine is promised.
    Unswept,
}

type Rows = Vec<(String, Option<Vec<u8>>)>;

/// The disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    database: BTreeMap<String, Vec<u8>>,
    journal: Vec<u8>,
    order: Order,
    /// Told as stored, not flushed: only where the browser was not asked for strict durability.
    unflushed: Vec<Rows>,
    pub(super) evidence: BTreeMap<ChangeId, Vec<u8>>,
    pub(super) full: bool,
}

impl Disk {
    /// One transaction; false = refused, the disk is full.
    pub(super) fn commit(&mut self, clock: i64, writes: &[Write], cut: Cut) -> bool {
        if self.full {
            return false;
        }
        let mut rows: Rows = writes
            .iter()
            .map(|write| match write {
                Write::Put(key, bytes) => (key.path(), Some(bytes.clone())),
                Write::Delete(key) => (key.path(), None),
            })
            .collect();
        if !stands("one-transaction") {
            // As files would be written: what is replaced goes first, and a crash may fall in between.
            rows.sort_by_key(|(_, value)| value.is_some());
            let keep = if cut == Cut::Between {
                rows.len() / 2
            } else {
                rows.len()
            };
            rows.truncate(keep);
        }
        if cut == Cut::Before {
            return true;
        }
        if cut == Cut::Unswept {
            rows.retain(|(_, value)| value.is_some());
        }
        if !stands("strict-durability") {
            self.unflushed.push(rows);
            return true;
        }
        let order = self.append(clock, &rows);
        if cut != Cut::Between || !stands("one-transaction") {
            self.apply(order, rows);
        }
        true
    }

    fn append(&mut self, clock: i64, rows: &Rows) -> Order {
        self.order = self.order.next(clock);
        let entry = Entry {
            order: self.order,
            rows: rows.clone(),
        };
        self.journal.extend(frame(&entry.to_bytes()));
        self.order
    }

    fn apply(&mut self, order: Order, rows: Rows) {
        for (key, value) in rows {
            match value {
                Some(value) => self.database.insert(key.clone(), pack_row(&key, order, &value)),
                None => self.database.remove(&key),
            };
        }
    }

    /// The process ends; a power cut also takes what was not flushed.
    pub(super) fn end(&mut self, clock: i64, power_cut: bool) {
        for rows in std::mem::take(&mut self.unflushed) {
            if !power_cut {
                let order = self.append(clock, &rows);
                self.apply(order, rows);
            }
        }
        // It lives in the page; the next start finds it in what is there.
        self.order = Order::default();
    }

    /// As the app starts: both copies are compared, and each is given what only the other has.
    pub(super) fn recover(&mut self) -> Recovered {
        let (frames, damaged) = read_frames(&self.journal);
        let entries: Vec<Entry> = frames.iter().filter_map(|f| Entry::parse(f)).collect();
        let found = recover(&entries, damaged, &self.database);
        for key in &found.lost {
            if let Some((order, value)) = found.rows.get(key) {
                self.database.insert(key.clone(), pack_row(key, *order, value));
            }
        }
        for key in &found.risen {
            self.database.remove(key);
        }
        if found.unwitnessed || self.journal.len() > JOURNAL_BYTES_MAX {
            self.journal = checkpoint(&found.rows);
        }
        self.order = found.last;
        found
    }

    /// Sound chunks, by the inspection in their path.
    pub(super) fn chunks(&self) -> BTreeMap<String, Vec<Vec<u8>>> {
        let mut found: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
        let flying = self.unflushed.iter().flatten();
        let flying = flying.filter_map(|(key, value)| Some((key, value.as_deref()?)));
        let lying = self.database.iter();
        let lying = lying.filter_map(|(key, row)| Some((key, open_row(key, row)?.1)));
        for (key, row) in lying.chain(flying) {
            if let Some(Key::Chunk { inspection, sha256 }) = Key::parse(key)
                && let Some(bytes) = open_chunk(sha256, row)
            {
                found.entry(inspection.0).or_default().push(bytes.to_vec());
            }
        }
        found
    }

    /// A sound row of the database.
    pub(super) fn row(&self, key: &Key) -> Option<Vec<u8>> {
        let path = key.path();
        Some(open_row(&path, self.database.get(&path)?)?.1.to_vec())
    }

    /// The database comes back empty; the journal is another file.
    pub(super) fn wipe(&mut self) {
        self.database.clear();
    }

    /// Both copies lose chunks: what no program can undo, and every program must notice.
    pub(super) fn shorten(&mut self, chance: &mut Chance) -> bool {
        let chunks: Vec<String> = self
            .database
            .keys()
            .filter(|k| k.starts_with("chunk/"))
            .cloned()
            .collect();
        if chunks.is_empty() {
            return false;
        }
        self.journal.clear();
        for _ in 0..=chance.below(3) {
            let key = chance.one(&chunks);
            if chance.percent(60) {
                self.database.remove(key);
            } else if let Some(row) = self.database.get_mut(key) {
                let at = chance.below(row.len());
                row[at] ^= 1 << chance.below(8);
            }
        }
        true
    }

    /// A new version of the program opens the same disk. Rows of an earlier version lack what was added since.
    pub(super) fn upgrade(&mut self) {
        if !stands("upgrade-keeps-rows") {
            self.database.clear();
            self.journal.clear();
        }
    }
}

/// Ids of the single changes among these writes.
pub(super) fn changes_in(writes: &[Write]) -> BTreeSet<ChangeId> {
    let mut found = BTreeSet::new();
    for write in writes {
        if let Write::Put(Key::Chunk { sha256, .. }, row) = write
            && let Some(bytes) = open_chunk(*sha256, row)
            && bytes.get(8) != Some(&0)
        {
            found.insert(change_id(bytes));
        }
    }
    found
}

/// The id of a change chunk: SHA-256 of it without magic and checksum.
pub(super) fn change_id(chunk: &[u8]) -> ChangeId {
    ChangeId(Sha256::digest(&chunk[8..]).into())
}
