//! The engine without the store around it: what the disk and SQLite allow, for the benchmark that compares.
//!
//! The same table shape, the same settings, one prepared statement, transactions of a given number of rows and nothing
//! else: no queue, no savepoints, nobody to answer. Only builds for tests have it.

use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};

/// Writes so many transactions of so many rows each, every one flushed; what it took.
///
/// # Errors
/// The engine's.
pub fn commits(dir: &Path, transactions: usize, rows: usize) -> Result<Duration, crate::store::StoreError> {
    let go = || -> rusqlite::Result<Duration> {
        let conn = Connection::open(dir.join("bare.db"))?;
        conn.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
             CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        )?;
        let began = Instant::now();
        for transaction in 0..transactions {
            conn.execute_batch("BEGIN IMMEDIATE")?;
            for row in 0..rows {
                let mut put = conn.prepare_cached(
                    "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                )?;
                put.execute(params![format!("bench-{row}"), transaction.to_string()])?;
            }
            conn.execute_batch("COMMIT")?;
        }
        Ok(began.elapsed())
    };
    go().map_err(super::engine)
}
