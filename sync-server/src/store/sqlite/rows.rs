//! One connection inside a transaction: runs named statements and reads JSON bodies.

use super::super::StoreError;
use super::engine;
use super::sql::sql;
use rusqlite::{Connection, OptionalExtension, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The connection of the running job.
#[derive(Debug)]
pub(super) struct Rows<'c>(pub(super) &'c Connection);

impl Rows<'_> {
    /// First row of a statement.
    pub(super) fn row<T>(
        &self,
        name: &str,
        p: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.0.prepare_cached(sql(name)).map_err(engine)?;
        statement.query_row(p, read).optional().map_err(engine)
    }

    /// All rows of a statement.
    pub(super) fn list<T>(
        &self,
        name: &str,
        p: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.0.prepare_cached(sql(name)).map_err(engine)?;
        let rows = statement.query_map(p, read).map_err(engine)?;
        rows.collect::<rusqlite::Result<Vec<T>>>().map_err(engine)
    }

    /// First row's JSON body.
    pub(super) fn body<T: DeserializeOwned>(
        &self,
        name: &str,
        p: impl Params,
    ) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.row(name, p, |r| r.get(0))?;
        text.map(|t| parse(name, &t)).transpose()
    }

    /// Every row's JSON body.
    pub(super) fn bodies<T: DeserializeOwned>(
        &self,
        name: &str,
        p: impl Params,
    ) -> Result<Vec<T>, StoreError> {
        let texts: Vec<String> = self.list(name, p, |r| r.get(0))?;
        texts.iter().map(|t| parse(name, t)).collect()
    }

    /// Runs a statement that answers nothing.
    pub(super) fn run(&self, name: &str, p: impl Params) -> Result<(), StoreError> {
        let mut statement = self.0.prepare_cached(sql(name)).map_err(engine)?;
        statement.execute(p).map(|_| ()).map_err(engine)
    }

    /// Runs a statement that answers nothing; the number of rows it changed.
    pub(super) fn change(&self, name: &str, p: impl Params) -> Result<usize, StoreError> {
        let mut statement = self.0.prepare_cached(sql(name)).map_err(engine)?;
        statement.execute(p).map_err(engine)
    }
}

/// A record from its JSON body.
pub(super) fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Damaged(format!("{name}: {e}")))
}

/// The JSON body of a record.
pub(super) fn json<T: Serialize>(record: &T) -> Result<String, StoreError> {
    serde_json::to_string(record).map_err(|e| StoreError::Damaged(e.to_string()))
}

/// SQLite counts in i64; sizes and indices are non-negative and far below its end.
pub(super) fn int(n: u64) -> Result<i64, StoreError> {
    i64::try_from(n).map_err(|e| StoreError::Damaged(e.to_string()))
}

/// The way back of [`int`].
pub(super) fn uint(n: i64) -> Result<u64, StoreError> {
    u64::try_from(n).map_err(|e| StoreError::Damaged(e.to_string()))
}

/// A 32-byte column.
pub(super) fn hash32(bytes: &[u8]) -> Result<[u8; 32], StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Damaged("a hash is not 32 bytes".into()))
}
