//! What the journal says against what the database says, after a start.
//!
//! Every transaction is written to the journal first and to the database second, as the same bytes. So the
//! journal's last word on a key is the newest, and a database that lost, shortened or forgot rows is noticed
//! and filled again. A row the journal never mentioned is the database's own (its journal was dropped after a
//! checkpoint).

use std::collections::BTreeMap;

/// One transaction: when (device clock and a counter within the session), and what it put or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Device clock in milliseconds, then the counter: the order of entries from several files.
    pub order: (i64, u32),
    /// Key to bytes; none = removed.
    pub rows: Vec<(String, Option<Vec<u8>>)>,
}

impl Entry {
    /// As bytes: order, then each row with its lengths.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&self.order.0.to_be_bytes());
        bytes.extend_from_slice(&self.order.1.to_be_bytes());
        for (key, value) in &self.rows {
            push(&mut bytes, key.as_bytes());
            bytes.push(u8::from(value.is_some()));
            push(&mut bytes, value.as_deref().unwrap_or_default());
        }
        bytes
    }

    /// Back from bytes; none when they are something else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (clock, rest) = bytes.split_first_chunk::<8>()?;
        let (counter, mut rest) = rest.split_first_chunk::<4>()?;
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let key = String::from_utf8(pull(&mut rest)?.to_vec()).ok()?;
            let (present, after) = rest.split_first()?;
            rest = after;
            let value = pull(&mut rest)?;
            rows.push((key, (*present == 1).then(|| value.to_vec())));
        }
        Some(Self {
            order: (i64::from_be_bytes(*clock), u32::from_be_bytes(*counter)),
            rows,
        })
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

/// What the start found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    /// Rows the database must be given again.
    pub lost: Vec<(String, Vec<u8>)>,
    /// Keys the database still has though they were removed.
    pub risen: Vec<String>,
}

/// Compares. `rows` is the whole database.
pub fn compare(mut entries: Vec<Entry>, rows: &BTreeMap<String, Vec<u8>>) -> Repair {
    entries.sort_by_key(|e| e.order);
    let mut last: BTreeMap<&str, Option<&[u8]>> = BTreeMap::new();
    let mut earlier: BTreeMap<&str, Vec<&[u8]>> = BTreeMap::new();
    for (key, value) in entries.iter().flat_map(|e| &e.rows) {
        if let Some(Some(old)) = last.insert(key, value.as_deref()) {
            earlier.entry(key).or_default().push(old);
        }
    }
    let mut repair = Repair::default();
    for (key, newest) in last {
        let held = rows.get(key).map(Vec::as_slice);
        let stale = held.is_some_and(|h| earlier.get(key).is_some_and(|e| e.contains(&h)));
        match newest {
            Some(bytes) if held.is_none() || (stale && held != Some(bytes)) => {
                repair.lost.push((key.to_owned(), bytes.to_vec()));
            }
            None if stale => repair.risen.push(key.to_owned()),
            Some(_) | None => {}
        }
    }
    repair
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: i64, key: &str, value: Option<&str>) -> Entry {
        Entry {
            order: (at, 0),
            rows: vec![(key.to_owned(), value.map(|v| v.as_bytes().to_vec()))],
        }
    }

    fn rows(of: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        of.iter()
            .map(|(k, v)| ((*k).to_owned(), v.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn entries_come_back_from_bytes() {
        let entry = Entry {
            order: (17, 3),
            rows: vec![("a".into(), Some(vec![1, 2])), ("b".into(), None)],
        };
        assert_eq!(Entry::parse(&entry.to_bytes()), Some(entry.clone()));
        assert_eq!(Entry::parse(&entry.to_bytes()[..20]), None);
    }

    #[test]
    fn an_emptied_database_is_filled_with_the_newest_rows() {
        let journal = vec![entry(2, "doc", Some("new")), entry(1, "doc", Some("old"))];
        let repair = compare(journal, &rows(&[]));
        assert_eq!(repair.lost, [("doc".to_owned(), b"new".to_vec())]);
    }

    #[test]
    fn a_shortened_database_that_went_back_is_brought_forward() {
        let journal = vec![entry(1, "doc", Some("old")), entry(2, "doc", Some("new"))];
        assert_eq!(compare(journal.clone(), &rows(&[("doc", "old")])).lost.len(), 1);
        assert_eq!(compare(journal, &rows(&[("doc", "new")])), Repair::default());
    }

    #[test]
    fn a_row_the_journal_does_not_know_is_left_alone() {
        let journal = vec![entry(1, "doc", Some("old"))];
        assert_eq!(compare(journal, &rows(&[("doc", "later")])), Repair::default());
    }

    #[test]
    fn a_removed_row_that_came_back_is_removed_again() {
        let journal = vec![entry(1, "chunk", Some("x")), entry(2, "chunk", None)];
        assert_eq!(compare(journal, &rows(&[("chunk", "x")])).risen, ["chunk"]);
    }
}
