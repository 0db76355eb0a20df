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

/// Fault table row 44: a damaged page is seen at the start, nothing is written over it, and the way back is said.
#[test]
fn a_damaged_page_is_seen_at_the_start_and_the_copy_is_the_way_back() {
    let (dir, other) = (folder(), folder());
    let store = open(dir.path());
    for n in 0..200u32 {
        let value = format!("{n}").repeat(200);
        store
            .write_now(move |tx| tx.put_meta(&format!("key {n}"), &value))
            .unwrap();
    }
    store.copy_to(&other.path().join("suicha.db")).unwrap();
    drop(store);
    let path = dir.path().join("suicha.db");
    let whole = std::fs::read(&path).unwrap();
    let mut seen = 0;
    // Page headers of every page after the first: type byte, first free block, number of cells (file format §1.6).
    for page in (4096..whole.len()).step_by(4096) {
        let mut bytes = whole.clone();
        bytes[page..page + 8].fill(0xff);
        std::fs::write(&path, &bytes).unwrap();
        if let Err(e) = sqlite::open(dir.path()) {
            assert!(
                matches!(&e, StoreError::Damaged(words) if words.contains("restore")),
                "{e}"
            );
            assert_eq!(
                std::fs::read(&path).unwrap(),
                bytes,
                "nothing was written over it"
            );
            seen += 1;
        }
    }
    let pages = whole.len() / 4096 - 1;
    assert!(
        pages > 10 && seen == pages,
        "{seen} of {pages} damaged pages seen"
    );
    assert_eq!(get(&open(other.path()), "key 7"), Some("7".repeat(200)));
}

#[test]
fn a_copy_made_while_others_write_is_of_one_commit() {
    let (dir, other) = (folder(), folder());
    let store = open(dir.path());
    let stop = Arc::new(AtomicU32::new(0));
    std::thread::scope(|scope| {
        let (writer, stopped) = (store.clone(), stop.clone());
        scope.spawn(move || {
            while stopped.load(Ordering::Relaxed) == 0 {
                // Two keys that are always equal: a copy between them would tell.
                writer
                    .write_now(|tx| {
                        let n: u32 = tx.meta("a")?.map_or(0, |n| n.parse().unwrap());
                        let next = (n + 1).to_string();
                        tx.put_meta("a", &next)?;
                        tx.put_meta("pad", &next.repeat(2_000))?;
                        tx.put_meta("b", &next)
                    })
                    .unwrap();
            }
        });
        for n in 0..20 {
            let target = other.path().join(format!("{n}"));
            std::fs::create_dir(&target).unwrap();
            // As `sync-server backup` does it beside a running server: without its lock.
            sqlite::copy(dir.path(), &target.join("suicha.db")).unwrap();
            let copy = open(&target);
            assert_eq!(get(&copy, "a"), get(&copy, "b"), "copy {n}");
        }
        stop.store(1, Ordering::Relaxed);
    });
    let written: u32 = get(&store, "a").unwrap().parse().unwrap();
    assert!(written > 20, "nobody wrote meanwhile: {written}");
}
