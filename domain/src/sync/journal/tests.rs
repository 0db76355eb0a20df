//! One disagreement at a time; random ones stand in `sync/tests/faults.rs`.

mod golden;

use super::*;
use crate::guard::take_away;

fn entry(at: i64, key: &str, value: Option<&str>) -> Entry {
    Entry {
        order: Order(at, 0),
        rows: vec![(key.to_owned(), value.map(|v| v.as_bytes().to_vec()))],
    }
}

fn database(of: &[(i64, &str, &str)]) -> BTreeMap<String, Vec<u8>> {
    of.iter()
        .map(|(at, key, value)| ((*key).to_owned(), pack_row(key, Order(*at, 0), value.as_bytes())))
        .collect()
}

fn truth(found: &Recovered) -> Vec<(&str, &str)> {
    found
        .rows
        .iter()
        .map(|(key, (_, value))| (key.as_str(), std::str::from_utf8(value).unwrap()))
        .collect()
}

#[test]
fn entries_and_rows_come_back_from_bytes() {
    let entry = Entry {
        order: Order(17, 3),
        rows: vec![("a".into(), Some(vec![1, 2])), ("b".into(), None)],
    };
    assert_eq!(Entry::parse(&entry.to_bytes()), Some(entry.clone()));
    assert_eq!(Entry::parse(&entry.to_bytes()[..20]), None);
    let row = pack_row("a", Order(17, 3), b"bytes");
    assert_eq!(open_row("a", &row), Some((Order(17, 3), b"bytes".as_slice())));
    assert_eq!(open_row("b", &row), None, "a row put under another key is no row");
}

#[test]
fn an_emptied_or_shortened_database_is_brought_forward() {
    let journal = [entry(1, "doc", Some("old")), entry(2, "doc", Some("new"))];
    for held in [database(&[]), database(&[(1, "doc", "old")])] {
        let found = recover(&journal, 0, &held);
        assert_eq!(truth(&found), [("doc", "new")]);
        assert_eq!((found.lost.len(), found.gaps), (1, false));
    }
    let whole = recover(&journal, 0, &database(&[(2, "doc", "new")]));
    assert!(whole.lost.is_empty() && !whole.unwitnessed && !whole.ask);
}

#[test]
fn an_emptied_or_shortened_journal_is_written_anew() {
    let held = database(&[(2, "doc", "new")]);
    for journal in [vec![], vec![entry(1, "doc", Some("old"))]] {
        let found = recover(&journal, 0, &held);
        assert_eq!(truth(&found), [("doc", "new")]);
        assert!(found.unwitnessed && found.lost.is_empty() && !found.gaps);
    }
}

#[test]
fn a_damaged_row_comes_from_the_journal_or_is_missed_aloud() {
    let mut held = database(&[(2, "doc", "new")]);
    held.get_mut("doc").unwrap()[45] ^= 1;
    let found = recover(&[entry(2, "doc", Some("new"))], 0, &held);
    assert_eq!((truth(&found), found.gaps), (vec![("doc", "new")], false));
    let alone = recover(&[], 0, &held);
    assert_eq!(
        (alone.unreadable.as_slice(), alone.rows.len()),
        (["doc".to_owned()].as_slice(), 0)
    );
    assert!(alone.gaps && alone.ask);
    let _away = take_away("database-rows-are-checked");
    let believed = recover(&[], 0, &held);
    assert!(!believed.gaps, "without the digest the damage passes for the row");
}

#[test]
fn a_removed_row_that_came_back_is_removed_again() {
    let journal = [entry(1, "chunk", Some("x")), entry(2, "chunk", None)];
    let found = recover(&journal, 0, &database(&[(1, "chunk", "x")]));
    assert_eq!(
        (found.risen.as_slice(), found.rows.len()),
        (["chunk".to_owned()].as_slice(), 0)
    );
}

/// F19: a clock set back between two starts must not make the older version the newer one.
#[test]
fn a_clock_set_back_does_not_turn_the_order_round() {
    let (morning, yesterday) = (1_795_000_000_000, 1_794_900_000_000);
    let story = || {
        let first = Order::default().next(morning);
        let second = first.next(yesterday);
        let journal = [
            Entry {
                order: first,
                ..entry(0, "doc", Some("old"))
            },
            Entry {
                order: second,
                ..entry(0, "doc", Some("new"))
            },
        ];
        truth(&recover(&journal, 0, &BTreeMap::new())).concat_values()
    };
    assert_eq!(story(), "new");
    let _away = take_away("journal-order-ignores-the-clock");
    assert_eq!(story(), "old", "the test sees the guard gone");
}

trait Concat {
    fn concat_values(&self) -> String;
}

impl Concat for Vec<(&str, &str)> {
    fn concat_values(&self) -> String {
        self.iter().map(|(_, value)| *value).collect()
    }
}

#[test]
fn damage_costs_only_the_frame_it_hit() {
    let whole = [frame(b"one"), frame(b"two"), frame(b"three")].concat();
    assert_eq!(read_frames(&whole).0.len(), 3);
    assert_eq!(
        read_frames(&whole[..whole.len() - 1]).0,
        [b"one".as_slice(), b"two"]
    );
    for at in 0..frame(b"one").len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        assert_eq!(read_frames(&bytes).0, [b"two".as_slice(), b"three"], "byte {at}");
    }
    let _away = take_away("damage-in-a-journal-ends-at-the-next-frame");
    let mut bytes = whole;
    bytes[0] ^= 1;
    assert!(read_frames(&bytes).0.is_empty());
}
