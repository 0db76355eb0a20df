//! The store on SQLite: one writer thread that shares commits, readers beside it, WAL and `synchronous=FULL`.
//!
//! Invariant: a caller is told "written" only after the commit that holds its writes has been flushed.

#[cfg(feature = "switches")]
pub mod bare;
#[cfg(feature = "switches")]
mod faults;
mod keep;
#[cfg(feature = "switches")]
mod memory;
mod nouns;
mod open;
mod rows;
mod sql;
mod writer;

#[cfg(feature = "switches")]
pub use faults::refuse_leaves;
#[cfg(feature = "switches")]
pub use memory::{End, Memory};

use super::{Backend, Condition, ReadJob, Store, StoreError, WriteJob};
use rows::Rows;
use rusqlite::{Connection, ffi};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use tokio::sync::watch;

/// An open database.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    jobs: Mutex<Option<mpsc::Sender<WriteJob>>>,
    writer: Mutex<Option<std::thread::JoinHandle<()>>>,
    readers: Mutex<Vec<Connection>>,
    condition: watch::Receiver<Condition>,
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
    let conn = open::writer(&path)?;
    let (jobs, queue) = mpsc::channel::<WriteJob>();
    let (tell, condition) = watch::channel(Condition::Well);
    let thread = std::thread::Builder::new()
        .name("store-writer".into())
        .spawn(move || writer::run(conn, &queue, &tell))
        .map_err(|e| StoreError::Engine(e.to_string()))?;
    Ok(Store::new(Arc::new(Sqlite {
        path,
        jobs: Mutex::new(Some(jobs)),
        writer: Mutex::new(Some(thread)),
        readers: Mutex::new(Vec::new()),
        condition,
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

    fn condition(&self) -> watch::Receiver<Condition> {
        self.condition.clone()
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

#[allow(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
pub(super) fn engine(e: rusqlite::Error) -> StoreError {
    let Some(known) = e.sqlite_error() else {
        return StoreError::Engine(e.to_string());
    };
    match known.extended_code {
        ffi::SQLITE_FULL => StoreError::Full,
        ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC => StoreError::Unsure(e.to_string()),
        _ => StoreError::Engine(e.to_string()),
    }
}
