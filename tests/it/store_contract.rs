//! What every store must keep: all or nothing, durable when answered, one server, no way back in versions.

use domain::id::TaskId;
use domain::time::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use sync_server::store::{Store, StoreError, sqlite};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn open(dir: &Path) -> Store {
    sqlite::open(dir).unwrap()
}

fn put(store: &Store, key: &'static str, value: &'static str) -> Result<(), StoreError> {
    store.write_now(move |tx| tx.put_meta(key, value))
}

fn get(store: &Store, key: &'static str) -> Option<String> {
    store.read_now(move |v| v.meta(key)).unwrap()
}

#[test]
fn what_was_answered_is_there_after_opening_again() {
    let dir = folder();
    put(&open(dir.path()), "k", "1").unwrap();
    assert_eq!(get(&open(dir.path()), "k").as_deref(), Some("1"));
}

#[test]
fn a_refused_write_leaves_nothing_and_hurts_nobody_else() {
    let dir = folder();
    let store = open(dir.path());
    let refused: Result<(), StoreError> = store.write_now(|tx| {
        tx.put_meta("k", "half")?;
        Err(StoreError::Damaged("on purpose".into()))
    });
    assert!(refused.is_err());
    assert_eq!(get(&store, "k"), None);
    put(&store, "k", "whole").unwrap();
    assert_eq!(get(&store, "k").as_deref(), Some("whole"));
}

#[test]
fn a_write_that_panics_is_undone_and_the_next_one_works() {
    let dir = folder();
    let store = open(dir.path());
    let gone: Result<(), StoreError> = store.write_now(|tx| {
        tx.put_meta("k", "half")?;
        panic!("on purpose")
    });
    assert!(matches!(gone, Err(StoreError::Stopped)));
    assert_eq!(get(&store, "k"), None);
    put(&store, "k", "whole").unwrap();
}

#[test]
fn writers_side_by_side_each_see_the_one_before() {
    let dir = folder();
    let store = open(dir.path());
    let acknowledged = Arc::new(AtomicU32::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let (store, acknowledged) = (store.clone(), acknowledged.clone());
            scope.spawn(move || {
                for _ in 0..25 {
                    store
                        .write_now(|tx| {
                            let n: u32 = tx.meta("n")?.map_or(0, |n| n.parse().unwrap());
                            tx.put_meta("n", &(n + 1).to_string())
                        })
                        .unwrap();
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(acknowledged.load(Ordering::Relaxed), 200);
    assert_eq!(get(&store, "n").as_deref(), Some("200"));
}

#[test]
fn a_second_server_is_refused_until_the_first_is_gone() {
    let dir = folder();
    let first = open(dir.path());
    assert!(matches!(sqlite::open(dir.path()), Err(StoreError::InUse)));
    drop(first);
    open(dir.path());
}

#[test]
fn data_of_a_newer_program_is_not_touched() {
    let dir = folder();
    let store = open(dir.path());
    store.copy_to(&dir.path().join("copy.db")).unwrap();
    drop(store);
    // PRAGMA user_version lives in bytes 60..64 of the header, big-endian (SQLite file format §1.3).
    let path = dir.path().join("suicha.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    std::fs::write(&path, &bytes).unwrap();
    let refused = sqlite::open(dir.path());
    assert!(
        matches!(refused, Err(StoreError::TooNew { found: 99, .. })),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_copy_is_whole_and_a_secret_keeps_its_first_value() {
    let (dir, other) = (folder(), folder());
    let store = open(dir.path());
    let id = TaskId::from("t");
    for byte in [1, 2] {
        let id = id.clone();
        store
            .write_now(move |tx| tx.put_draw_secret(&id, &[byte; 32], Timestamp(0)))
            .unwrap();
    }
    store.copy_to(&other.path().join("suicha.db")).unwrap();
    let kept = open(other.path()).read_now(move |v| v.draw_secret(&id)).unwrap();
    assert_eq!(kept, Some([1; 32]));
}
