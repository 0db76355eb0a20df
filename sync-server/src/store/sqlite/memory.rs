//! A store in memory whose disk belongs to the caller: real engine, real SQL, and every commit ends as he says.
//!
//! Exists for the simulation: jobs wait until [`Memory::commit`] runs them as one group, in the order asked for.
//! Invariant: what survives a [`Memory::crash`] is what was committed with `synchronous=FULL`; without it a power cut
//! also takes the commits since the last flush. Nothing of a transaction survives that did not commit.

use super::super::{Backend, Condition, ReadJob, Store, StoreError, WriteJob};
use super::{Rows, engine, open, writer};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::{Notify, watch};

/// Without `synchronous=FULL` the system flushes by itself after so many commits.
const FLUSHES_AFTER: u32 = 4;

/// How a commit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Durable, and the callers are told.
    Committed,
    /// The disk is full: undone, and the callers are told.
    Full,
    /// The process dies before the commit: undone, nobody is told.
    DiesBefore,
    /// The process dies after the commit: durable, nobody is told.
    DiesAfter,
}

struct Inner {
    conn: Connection,
    /// What a power cut leaves, where it is less than what was committed.
    flushed: Option<Connection>,
    unflushed: u32,
    jobs: Vec<WriteJob>,
}

/// The store's engine.
pub struct Memory {
    inner: Mutex<Inner>,
    arrived: Notify,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Memory {
    /// An empty store, migrated.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn empty() -> Result<Arc<Self>, StoreError> {
        let mut conn = Connection::open_in_memory().map_err(engine)?;
        open::prepare(&mut conn)?;
        Self::of(conn)
    }

    fn of(conn: Connection) -> Result<Arc<Self>, StoreError> {
        let level: u32 = conn
            .query_row("PRAGMA synchronous", [], |r| r.get(0))
            .map_err(engine)?;
        let flushed = if level < 2 { Some(twin(&conn)?) } else { None };
        let inner = Inner {
            conn,
            flushed,
            unflushed: 0,
            jobs: Vec::new(),
        };
        Ok(Arc::new(Self {
            inner: Mutex::new(inner),
            arrived: Notify::new(),
        }))
    }

    /// The handle the server holds.
    pub fn store(self: &Arc<Self>) -> Store {
        Store::new(self.clone())
    }

    /// Write jobs that wait for [`Memory::commit`].
    pub fn waiting(&self) -> usize {
        self.lock().jobs.len()
    }

    /// Ends when a write job arrives.
    pub async fn arrival(&self) {
        self.arrived.notified().await;
    }

    /// Runs the waiting jobs as one group; `order` may rearrange them first.
    ///
    /// # Errors
    /// When the engine refuses what it never refuses.
    pub fn commit(&self, order: impl FnOnce(&mut Vec<WriteJob>), end: End) -> Result<(), StoreError> {
        let mut inner = self.lock();
        let mut jobs = std::mem::take(&mut inner.jobs);
        order(&mut jobs);
        let inner = &mut *inner;
        let mut jobs = jobs.into_iter();
        let Some(first) = jobs.next() else {
            return Ok(());
        };
        let (batch, then) = match end {
            End::Committed => ("COMMIT", Ok(())),
            End::Full => ("ROLLBACK", Err(StoreError::Full)),
            End::DiesBefore => ("ROLLBACK", Err(StoreError::Stopped)),
            End::DiesAfter => ("COMMIT", Err(StoreError::Stopped)),
        };
        // What the callers were told is theirs; here it is as asked for.
        drop(writer::group(
            &inner.conn,
            first,
            || jobs.next(),
            |conn| {
                conn.execute_batch(batch).map_err(engine)?;
                then
            },
        ));
        inner.unflushed += 1;
        if inner.flushed.is_some() && inner.unflushed >= FLUSHES_AFTER {
            inner.flushed = Some(twin(&inner.conn)?);
            inner.unflushed = 0;
        }
        Ok(())
    }

    /// What is left after the process was killed, or after a power cut.
    ///
    /// # Errors
    /// When the engine refuses what it never refuses.
    pub fn crash(&self, power_cut: bool) -> Result<Arc<Self>, StoreError> {
        let inner = self.lock();
        let left = match &inner.flushed {
            Some(flushed) if power_cut => twin(flushed)?,
            Some(_) | None => twin(&inner.conn)?,
        };
        drop(inner);
        Self::of(left)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A job that panicked was undone by its savepoint.
        self.inner
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A copy, page by page.
fn twin(conn: &Connection) -> Result<Connection, StoreError> {
    let mut copy = Connection::open_in_memory().map_err(engine)?;
    Backup::new(conn, &mut copy)
        .and_then(|b| b.step(-1))
        .map_err(engine)?;
    open::prepare(&mut copy)?;
    Ok(copy)
}

impl Backend for Memory {
    fn submit(&self, job: WriteJob) -> Result<(), StoreError> {
        self.lock().jobs.push(job);
        self.arrived.notify_one();
        Ok(())
    }

    fn look(&self, job: ReadJob) -> Result<(), StoreError> {
        let inner = self.lock();
        inner.conn.execute_batch("BEGIN").map_err(engine)?;
        job(&Rows(&inner.conn));
        inner.conn.execute_batch("COMMIT").map_err(engine)
    }

    fn condition(&self) -> watch::Receiver<Condition> {
        watch::channel(Condition::Well).1
    }

    fn is_slow(&self) -> bool {
        false
    }

    fn copy_to(&self, _: &Path) -> Result<(), StoreError> {
        Err(StoreError::Stopped)
    }
}
