//! Opening the database: lock, engine version, settings, migrations, verified copies.

use super::super::StoreError;
use super::engine;
use rusqlite::{Connection, OpenFlags};
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
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 10000; PRAGMA cell_size_check = ON;",
    )
    .map_err(engine)?;
    conn.set_prepared_statement_cache_capacity(128);
    migrate(&mut conn)?;
    Ok(conn)
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

fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    let found: u32 = conn
        .query_row("PRAGMA user_version", [], |r| r.get(0))
        .map_err(engine)?;
    let known = u32::try_from(MIGRATIONS.len()).expect("a handful of migrations");
    if found > known {
        return Err(StoreError::TooNew { found, known });
    }
    for (version, sql) in (1..).zip(MIGRATIONS).skip(found as usize) {
        let tx = conn.transaction().map_err(engine)?;
        tx.execute_batch(sql).map_err(engine)?;
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
