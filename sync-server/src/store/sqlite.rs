//! The store on SQLite: one writer thread that shares commits, readers beside it, WAL and `synchronous=FULL`.
//!
//! Invariant: a caller is told "written" only after the commit that holds its writes has been flushed.

mod nouns;
mod open;
mod rows;
mod sql;

use super::{Backend, ReadJob, Store, StoreError, Verdict, WriteJob};
use rows::Rows;
use rusqlite::Connection;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};

/// At most this many jobs share one commit.
const GROUP: usize = 64;

/// An open database.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    jobs: Mutex<Option<mpsc::Sender<WriteJob>>>,
    writer: Mutex<Option<std::thread::JoinHandle<()>>>,
    readers: Mutex<Vec<Connection>>,
    /// Held as long as the store is open; a second server is refused.
    _lock: File,
}

/// Opens (or creates) the store in `dir` and brings it to the latest schema.
///
/// # Errors
/// [`StoreError::InUse`], [`StoreError::TooNew`], [`StoreError::EngineTooOld`] or the engine's own refusal.
pub fn open(dir: &Path) -> Result<Store, StoreError> {
    let lock = open::lock(dir)?;
    let path = dir.join("suicha.db");
    let writer = open::writer(&path)?;
    let (jobs, queue) = mpsc::channel::<WriteJob>();
    let thread = std::thread::Builder::new()
        .name("store-writer".into())
        .spawn(move || write_loop(&writer, &queue))
        .map_err(|e| StoreError::Engine(e.to_string()))?;
    Ok(Store::new(Arc::new(Sqlite {
        path,
        jobs: Mutex::new(Some(jobs)),
        writer: Mutex::new(Some(thread)),
        readers: Mutex::new(Vec::new()),
        _lock: lock,
    })))
}

/// Writes a consistent, checked copy of the database in `dir`, whether a server holds it or not.
///
/// # Errors
/// When it cannot be read or written, or the copy does not pass its integrity check.
pub fn copy(dir: &Path, target: &Path) -> Result<(), StoreError> {
    open::copy(&dir.join("suicha.db"), target)
}

impl Backend for Sqlite {
    fn submit(&self, job: WriteJob) -> Result<(), StoreError> {
        let jobs = self.jobs.lock().map_err(|_| StoreError::Stopped)?;
        let jobs = jobs.as_ref().ok_or(StoreError::Stopped)?;
        jobs.send(job).map_err(|_| StoreError::Stopped)
    }

    fn look(&self, job: ReadJob) -> Result<(), StoreError> {
        let kept = self.readers.lock().map_err(|_| StoreError::Stopped)?.pop();
        let reader = match kept {
            Some(reader) => reader,
            None => open::reader(&self.path)?,
        };
        // One read transaction: everything the job sees is of one commit.
        reader.execute_batch("BEGIN").map_err(engine)?;
        job(&Rows(&reader));
        reader.execute_batch("COMMIT").map_err(engine)?;
        self.readers.lock().map_err(|_| StoreError::Stopped)?.push(reader);
        Ok(())
    }

    fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        open::copy(&self.path, target)
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.take();
        }
        if let Ok(mut writer) = self.writer.lock()
            && let Some(thread) = writer.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended in a panic");
        }
    }
}

/// Runs queued jobs until every sender is gone.
fn write_loop(conn: &Connection, queue: &mpsc::Receiver<WriteJob>) {
    while let Ok(first) = queue.recv() {
        if let Err(e) = conn.execute_batch("BEGIN IMMEDIATE") {
            // The job is dropped unrun: its caller hears "stopped", nothing was written.
            tracing::error!(error = %e, "the writer could not begin");
            continue;
        }
        let mut verdicts = vec![run_one(conn, first)];
        while verdicts.len() < GROUP
            && let Ok(next) = queue.try_recv()
        {
            verdicts.push(run_one(conn, next));
        }
        let committed = conn.execute_batch("COMMIT").map_err(engine);
        if let Err(e) = &committed {
            tracing::error!(error = %e, "commit failed");
            if let Err(e) = conn.execute_batch("ROLLBACK") {
                tracing::error!(error = %e, "rollback failed");
            }
        }
        for tell in verdicts.into_iter().flatten() {
            tell(committed.clone());
        }
    }
    if let Err(e) = conn.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(error = %e, "last checkpoint failed; the WAL is replayed at the next start");
    }
}

type Tell = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Runs one job in a savepoint of its own. A job that panics is undone and its caller hears "stopped".
fn run_one(conn: &Connection, job: WriteJob) -> Option<Tell> {
    if let Err(e) = conn.execute_batch("SAVEPOINT job") {
        tracing::error!(error = %e, "no savepoint");
        return None;
    }
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&Rows(conn))));
    let keep = ran.as_ref().is_ok_and(|v| v.keep);
    let end = if keep {
        "RELEASE job"
    } else {
        "ROLLBACK TO job; RELEASE job"
    };
    let ended = conn.execute_batch(end).map_err(engine);
    match ran {
        Ok(Verdict { tell, .. }) => Some(match ended {
            Ok(()) => tell,
            Err(e) => Box::new(move |_| tell(Err(e))),
        }),
        Err(_) => {
            tracing::error!("a write job panicked and was undone");
            None
        }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
pub(super) fn engine(e: rusqlite::Error) -> StoreError {
    StoreError::Engine(e.to_string())
}
