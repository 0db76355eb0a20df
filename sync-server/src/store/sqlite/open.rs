//! Opening the database: lock, engine version, settings, migrations, verified copies.

use super::super::StoreError;
use super::{engine, keep};
use domain::guard::stands;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{File, TryLockError};
use std::path::Path;

/// Migrations in order; the position is the schema version. Never edited, only added.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/0001_init.sql"),
    include_str!("../../../migrations/0002_quarantine.sql"),
    include_str!("../../../migrations/0003_proofs.sql"),
];

/// Engines before 3.51.3 can lose acknowledged commits when a second connection checkpoints (WAL reset).
const OLDEST_ENGINE: i32 = 3_051_003;

/// Creates `dir` if need be and takes its lock.
pub(super) fn lock(dir: &Path) -> Result<File, StoreError> {
    let io = |e: std::io::Error| StoreError::Engine(format!("{}: {e}", dir.display()));
    std::fs::create_dir_all(dir).map_err(io)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("lock"))
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) if !stands("one-server") => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(e)) => Err(io(e)),
    }
}

/// The one writing connection, migrated.
pub(super) fn writer(path: &Path) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < OLDEST_ENGINE {
        return Err(StoreError::EngineTooOld(rusqlite::version().to_owned()));
    }
    let mut conn = Connection::open(path).map_err(engine)?;
    prepare(&mut conn)?;
    Ok(conn)
}

/// Sets a fresh connection up, checks what it opened, and brings it to the latest schema.
pub(super) fn prepare(conn: &mut Connection) -> Result<(), StoreError> {
    let synchronous = if stands("commit-is-flushed") {
        "FULL"
    } else {
        "NORMAL"
    };
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 10000; PRAGMA cell_size_check = ON;"
    ))
    .map_err(opening)?;
    conn.set_prepared_statement_cache_capacity(128);
    if stands("page-check") {
        check(conn)?;
    }
    migrate(conn)?;
    keep::nothing_goes(conn)
}

/// A connection that can only read.
pub(super) fn reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(engine)?;
    conn.execute_batch("PRAGMA query_only = ON; PRAGMA busy_timeout = 10000;")
        .map_err(engine)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

/// A damaged page must not be served as truth, nor written over.
fn check(conn: &Connection) -> Result<(), StoreError> {
    let verdict: String = conn
        .query_row("PRAGMA quick_check(1)", [], |r| r.get(0))
        .map_err(opening)?;
    match verdict.as_str() {
        "ok" => Ok(()),
        _ => Err(damaged(&verdict)),
    }
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!(
        "{what}; nothing was changed. Keep this folder, and make a new one from the second copy or the last backup \
         with `sync-server restore`: tablets then hand in again what they hold"
    ))
}

/// What the engine says of a file it cannot read is damage, with the way back.
#[allow(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn opening(e: rusqlite::Error) -> StoreError {
    match e.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(&e.to_string()),
        Some(_) | None => engine(e),
    }
}

fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    let found: u32 = conn
        .query_row("PRAGMA user_version", [], |r| r.get(0))
        .map_err(engine)?;
    let known = u32::try_from(MIGRATIONS.len()).expect("a handful of migrations");
    if found > known && stands("newer-schema") {
        return Err(StoreError::TooNew { found, known });
    }
    for (version, sql) in (1..).zip(MIGRATIONS).skip(found as usize) {
        if !stands("migration-whole") {
            conn.execute_batch(sql).map_err(engine)?;
        }
        let tx = conn.transaction().map_err(engine)?;
        if stands("migration-whole") {
            tx.execute_batch(sql).map_err(engine)?;
        }
        tx.pragma_update(None, "user_version", version).map_err(engine)?;
        tx.commit().map_err(engine)?;
    }
    Ok(())
}

/// A consistent copy at `target`, checked before it counts.
pub(super) fn copy(path: &Path, target: &Path) -> Result<(), StoreError> {
    let source = reader(path)?;
    let mut copy = Connection::open(target).map_err(engine)?;
    rusqlite::backup::Backup::new(&source, &mut copy)
        .and_then(|b| b.run_to_completion(256, std::time::Duration::from_millis(2), None))
        .map_err(engine)?;
    let verdict: String = copy
        .query_row("PRAGMA integrity_check", [], |r| r.get(0))
        .map_err(engine)?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(verdict))
    }
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, writer};
    use rusqlite::Connection;

    /// The released schemas are the prefixes of the list: data of each must open in this program, unchanged.
    #[test]
    fn data_of_every_earlier_schema_is_brought_forward() {
        for version in 1..=MIGRATIONS.len() {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("suicha.db");
            let old = Connection::open(&path).unwrap();
            for sql in &MIGRATIONS[..version] {
                old.execute_batch(sql).unwrap();
            }
            old.pragma_update(None, "user_version", u32::try_from(version).unwrap())
                .unwrap();
            let rows = "INSERT INTO meta VALUES ('epoch', 'e1');
                INSERT INTO log_leaves VALUES (0, 'genesis', '', 0, x'00');
                INSERT INTO quarantine (inspection, sha256, device, author, code, at, bytes)
                    VALUES ('i', 's', 'd', 'a', 'admit.sealed', 5, x'0102');
                INSERT INTO documents VALUES ('i', 'h', NULL, x'03', 'x');";
            old.execute_batch(rows).unwrap();
            drop(old);
            let now = writer(&path).unwrap();
            let found: u32 = now.query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap();
            assert_eq!(found as usize, MIGRATIONS.len());
            let kept: (String, Vec<u8>, String) = now
                .query_row("SELECT code, bytes, base FROM quarantine", [], |r| {
                    Ok((r.get(0)?, r.get(1)?, r.get(2)?))
                })
                .unwrap();
            assert_eq!(
                kept,
                ("admit.sealed".into(), vec![1, 2], String::new()),
                "from {version}"
            );
            let epoch: String = now.query_row("SELECT value FROM meta", [], |r| r.get(0)).unwrap();
            assert_eq!(epoch, "e1");
        }
    }

    /// A migration that stops half-way leaves the schema it began with, and the next start finishes it.
    #[test]
    fn a_migration_that_fails_leaves_the_version_before_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("suicha.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(MIGRATIONS[0]).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        // The last statement of the second migration will find its table there already.
        old.execute_batch("CREATE TABLE quarantine_judgements (x)")
            .unwrap();
        drop(old);
        assert!(writer(&path).is_err());
        let again = Connection::open(&path).unwrap();
        let found: u32 = again.query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap();
        assert_eq!(found, 1);
        let has_base = "SELECT count(*) FROM pragma_table_info('quarantine') WHERE name = 'base'";
        let columns: u32 = again.query_row(has_base, [], |r| r.get(0)).unwrap();
        assert_eq!(columns, 0, "the first statement of it was undone");
        again.execute_batch("DROP TABLE quarantine_judgements").unwrap();
        drop(again);
        drop(writer(&path).unwrap());
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_one_transaction_a_migration_stops_half_way() {
        domain::guard::fails_without(
            "migration-whole",
            a_migration_that_fails_leaves_the_version_before_it,
        );
    }
}
