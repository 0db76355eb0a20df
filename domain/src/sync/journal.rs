//! The tablet's second copy, and what is true after a start when the two copies disagree.
//!
//! A browser's database may open empty or short without a word. So every transaction is first appended to a
//! journal and then put into the database; both copies carry the same stamp and a digest. Invariant: what
//! [`recover`] calls a row was once written under exactly that key, and is the newest version that is whole in
//! either copy; whatever else the bytes say is set aside and counted, never guessed. The bytes of a row are
//! sealed by the shell; nothing here opens them.

mod frames;

pub use frames::{frame, read_frames};

use crate::guard::stands;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The order of transactions: the device's clock in milliseconds, never going back, then a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order(pub i64, pub u32);

impl Order {
    /// The stamp of the next transaction at this clock: later than this one, however the clock was set.
    #[must_use]
    pub fn next(self, clock_ms: i64) -> Self {
        if clock_ms > self.0 || !stands("journal-order-ignores-the-clock") {
            Self(clock_ms, 0)
        } else if self.1 == u32::MAX {
            Self(self.0.saturating_add(1), 0)
        } else {
            Self(self.0, self.1 + 1)
        }
    }

    fn bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&self.0.to_be_bytes());
        bytes[8..].copy_from_slice(&self.1.to_be_bytes());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (clock, rest) = bytes.split_first_chunk::<8>()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        Some((Self(i64::from_be_bytes(*clock), u32::from_be_bytes(*count)), rest))
    }
}

/// One transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub order: Order,
    /// Key to sealed bytes; none = removed.
    pub rows: Vec<(String, Option<Vec<u8>>)>,
}

impl Entry {
    /// As bytes: order, then each row with its lengths.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.order.bytes().to_vec();
        for (key, value) in &self.rows {
            push(&mut bytes, key.as_bytes());
            bytes.push(u8::from(value.is_some()));
            push(&mut bytes, value.as_deref().unwrap_or_default());
        }
        bytes
    }

    /// Back from bytes; none when they are something else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (order, mut rest) = Order::read(bytes)?;
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let key = String::from_utf8(pull(&mut rest)?.to_vec()).ok()?;
            let (present, after) = rest.split_first()?;
            rest = after;
            let value = pull(&mut rest)?;
            rows.push((key, (*present == 1).then(|| value.to_vec())));
        }
        Some(Self { order, rows })
    }
}

fn push(into: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("a row is shorter than 4 GiB");
    into.extend_from_slice(&length.to_be_bytes());
    into.extend_from_slice(bytes);
}

fn pull<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = from.split_first_chunk::<4>()?;
    let (bytes, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    *from = rest;
    Some(bytes)
}

/// A row as the database holds it: digest over key, order and bytes, then order, then the bytes.
pub fn pack_row(key: &str, order: Order, sealed: &[u8]) -> Vec<u8> {
    let mut row = digest(key, order, sealed).to_vec();
    row.extend_from_slice(&order.bytes());
    row.extend_from_slice(sealed);
    row
}

/// The order and the sealed bytes of a database row; none when one bit or the key is another.
pub fn open_row<'a>(key: &str, row: &'a [u8]) -> Option<(Order, &'a [u8])> {
    let (told, rest) = row.split_first_chunk::<32>()?;
    let (order, sealed) = Order::read(rest)?;
    (*told == digest(key, order, sealed) || !stands("database-rows-are-checked")).then_some((order, sealed))
}

fn digest(key: &str, order: Order, sealed: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix("suicha row v1\n");
    hash.update(key);
    hash.update("\n");
    hash.update(order.bytes());
    hash.update(sealed);
    hash.finalize().into()
}

/// What a start found in both copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// The truth: sealed bytes by key, with the order they were written in.
    pub rows: BTreeMap<String, (Order, Vec<u8>)>,
    /// Keys the database must be given (again) as `rows` says.
    pub lost: Vec<String>,
    /// Keys the database still has though they were removed.
    pub risen: Vec<String>,
    /// Keys whose bytes in the database are damaged and whole in no copy; they stay where they are.
    pub unreadable: Vec<String>,
    /// The journal lacks something that the database has: write all of it anew.
    pub unwitnessed: bool,
    /// Something may be whole in no copy: the server is asked for everything once.
    pub ask: bool,
    /// It probably is, and the officer is told: what was not sent may be missing.
    pub gaps: bool,
    /// The newest order seen; later ones follow it.
    pub last: Order,
}

/// Compares both copies. `entries` are the whole transactions of all journals in any order, `damaged` the
/// bytes of journals that are none; `database` is every row of it as stored.
pub fn recover(entries: &[Entry], damaged: usize, database: &BTreeMap<String, Vec<u8>>) -> Recovered {
    let mut found = Recovered::default();
    let mut newest: BTreeMap<&str, (Order, Option<&[u8]>)> = BTreeMap::new();
    for entry in entries {
        found.last = found.last.max(entry.order);
        for (key, value) in &entry.rows {
            let known = newest.get(key.as_str());
            if known.is_none_or(|(order, _)| *order <= entry.order) {
                newest.insert(key, (entry.order, value.as_deref()));
            }
        }
    }
    if !stands("the-journal-is-a-witness") {
        newest.clear();
    }
    for (key, row) in database {
        let held = open_row(key, row);
        let told = newest.remove(key.as_str());
        match held {
            Some((order, _)) => found.last = found.last.max(order),
            // The journal may know an older version only; nobody can see that here.
            None => found.ask = true,
        }
        found.one(key, held, told);
    }
    // What the database does not have at all.
    for (key, told) in newest {
        found.one(key, None, Some(told));
    }
    // A row that only the damaged part of a journal named cannot be missed by its name. Where the database is
    // whole, that part was a torn last write or is written anew, and nobody has to be told.
    let short = !found.lost.is_empty() || database.is_empty();
    found.unwitnessed |= damaged > 0;
    found.ask |= damaged > 0;
    found.gaps = !found.unreadable.is_empty() || (damaged > 0 && short);
    found
}

impl Recovered {
    /// One key: what the database holds whole, and the journal's last word.
    fn one(&mut self, key: &str, held: Option<(Order, &[u8])>, told: Option<(Order, Option<&[u8]>)>) {
        let key = key.to_owned();
        match (held, told) {
            (Some((order, _)), Some((later, None))) if later > order => self.risen.push(key),
            (Some((order, bytes)), told) if told.is_none_or(|(at, _)| at <= order) => {
                self.unwitnessed |= told.is_none_or(|(at, _)| at < order);
                self.rows.insert(key, (order, bytes.to_vec()));
            }
            (_, Some((order, Some(value)))) => {
                self.rows.insert(key.clone(), (order, value.to_vec()));
                self.lost.push(key);
            }
            // Removed, and not there or not readable: nothing to say.
            (_, Some((_, None))) => {}
            (_, None) => self.unreadable.push(key),
        }
    }
}

/// Everything as frames for a new journal, each row under the order it has in the database: flushed before
/// older journals go.
pub fn checkpoint(rows: &BTreeMap<String, (Order, Vec<u8>)>) -> Vec<u8> {
    let mut entries: BTreeMap<Order, Entry> = BTreeMap::new();
    for (key, (order, sealed)) in rows {
        let entry = entries.entry(*order).or_insert_with(|| Entry {
            order: *order,
            rows: Vec::new(),
        });
        entry.rows.push((key.clone(), Some(sealed.clone())));
    }
    entries
        .values()
        .flat_map(|entry| frame(&entry.to_bytes()))
        .collect()
}

#[cfg(test)]
mod tests;
