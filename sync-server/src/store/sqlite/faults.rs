//! Faults for tests: a log that takes no leaf while everything else can be written.

use super::super::StoreError;
use super::engine;
use rusqlite::Connection;
use std::path::Path;

/// From now on the database in `dir` refuses every leaf of the log.
///
/// # Errors
/// When the engine refuses that.
pub fn refuse_leaves(dir: &Path) -> Result<(), StoreError> {
    let conn = Connection::open(dir.join("suicha.db")).map_err(engine)?;
    conn.execute_batch(
        "PRAGMA busy_timeout = 10000;
         CREATE TRIGGER refused BEFORE INSERT ON log_leaves BEGIN SELECT RAISE(ABORT, 'no leaf'); END",
    )
    .map_err(engine)
}
