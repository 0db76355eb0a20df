//! The store (库): everything the server knows, behind one door with two sides, a view and a transaction.
//!
//! Invariant: a write is either wholly durable (`synchronous=FULL`) when [`Store::write`] returns `Ok`, or it
//! never happened. Closures decide and write in one transaction; several of them may share one commit, none
//! may see a half of another.

pub mod record;
mod slot;
pub mod sqlite;
pub mod view;

pub use view::{Tx, View};

use slot::Slot;
use std::sync::{Arc, mpsc};
use tokio::sync::{oneshot, watch};

/// Why the store could not answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The engine refused; the words are for the log, never for a person.
    #[error("storage engine: {0}")]
    Engine(String),
    /// A record does not read back as what was written.
    #[error("damaged record: {0}")]
    Damaged(String),
    /// Another server holds this data directory.
    #[error("the data directory is in use by another server")]
    InUse,
    /// The data was written by a newer program.
    #[error("the data has schema version {found}, this program knows up to {known}")]
    TooNew {
        /// Version on disk.
        found: u32,
        /// Latest version this program knows.
        known: u32,
    },
    /// The engine linked in is too old to be trusted with acknowledged commits.
    #[error("storage engine {0} is older than 3.51.3 and may lose acknowledged commits")]
    EngineTooOld(String),
    /// The writer has stopped; nothing was written.
    #[error("the writer has stopped")]
    Stopped,
    /// The disk is full; nothing was written, reading goes on.
    #[error("the disk is full")]
    Full,
    /// The disk did not confirm a commit: whether it stands is known only after a new start. Nothing was promised.
    #[error("the disk did not confirm a commit: {0}")]
    Unsure(String),
}

/// A job of the writer: runs inside a transaction and says whether its writes are to be kept; or hears why there is
/// no transaction, and has then told its caller.
pub type WriteJob = Box<dyn FnOnce(Result<&dyn Tx, StoreError>) -> Option<Verdict> + Send>;
/// A job of a reader.
pub type ReadJob = Box<dyn FnOnce(&dyn View) + Send>;

/// What a write job leaves behind: keep or undo, and whom to tell after the commit.
pub struct Verdict {
    /// Keep the writes.
    pub keep: bool,
    /// Called after the commit (or its failure).
    pub tell: Box<dyn FnOnce(Result<(), StoreError>) + Send>,
}

impl std::fmt::Debug for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verdict")
            .field("keep", &self.keep)
            .finish_non_exhaustive()
    }
}

/// An engine that can run jobs. One contract suite covers every implementation.
pub trait Backend: Send + Sync + std::fmt::Debug {
    /// Queues a write job; jobs run one after the other, commits may be shared.
    ///
    /// # Errors
    /// [`StoreError::Stopped`] when the writer is gone.
    fn submit(&self, job: WriteJob) -> Result<(), StoreError>;
    /// Runs a read job on the calling thread, against the last commit.
    ///
    /// # Errors
    /// When no reader can be opened.
    fn look(&self, job: ReadJob) -> Result<(), StoreError>;
    /// Whether a read may take long enough to need a thread of its own.
    fn is_slow(&self) -> bool {
        true
    }
    /// Writes a consistent copy of everything to `target`.
    ///
    /// # Errors
    /// When the copy fails or does not pass its integrity check.
    fn copy_to(&self, target: &std::path::Path) -> Result<(), StoreError>;
    /// How the last commit went, as it changes.
    fn condition(&self) -> watch::Receiver<Condition>;
}

/// Whether the store can keep anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// The last commit stands.
    #[default]
    Well,
    /// The last write found no room on the disk.
    Full,
    /// A commit was not confirmed. Nothing is written any more: only a new start finds out what stands.
    Unsure,
}

/// The handle everybody holds.
#[derive(Clone, Debug)]
pub struct Store {
    backend: Arc<dyn Backend>,
}

impl Store {
    /// Wraps an engine.
    pub fn new(backend: Arc<dyn Backend>) -> Self {
        Self { backend }
    }

    /// Runs `decide` in one transaction and answers when its writes are durable. An `Err` undoes them.
    ///
    /// # Errors
    /// What `decide` answers, or the store's own failure.
    pub async fn write<T, E, F>(&self, decide: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&dyn Tx) -> Result<T, E> + Send + 'static,
    {
        let slot = Slot::default();
        let (tell, told) = oneshot::channel();
        let answer = slot.clone();
        self.backend.submit(write_job(decide, move |outcome| {
            answer.put(outcome);
            // A caller that has gone away needs no answer; the write stands all the same.
            tell.send(()).ok();
        }))?;
        told.await.ok();
        slot.take()
    }

    /// [`Store::write`] for callers on a thread of their own (commands, blocking work).
    ///
    /// # Errors
    /// What `decide` answers, or the store's own failure.
    pub fn write_now<T, E, F>(&self, decide: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&dyn Tx) -> Result<T, E> + Send + 'static,
    {
        let slot = Slot::default();
        let (tell, told) = mpsc::sync_channel(1);
        let answer = slot.clone();
        self.backend.submit(write_job(decide, move |outcome| {
            answer.put(outcome);
            tell.send(()).ok();
        }))?;
        told.recv().ok();
        slot.take()
    }

    /// Reads the last committed state, off the async threads.
    ///
    /// # Errors
    /// What `look` answers, or the store's own failure.
    pub async fn read<T, E, F>(&self, look: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&dyn View) -> Result<T, E> + Send + 'static,
    {
        let store = self.clone();
        if !self.backend.is_slow() {
            return store.read_now(look);
        }
        let slot = Slot::default();
        let answer = slot.clone();
        elsewhere(Box::new(move || answer.put(store.read_now(look)))).await;
        slot.take()
    }

    /// [`Store::read`] on the calling thread.
    ///
    /// # Errors
    /// What `look` answers, or the store's own failure.
    pub fn read_now<T, E, F>(&self, look: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&dyn View) -> Result<T, E> + Send + 'static,
    {
        let slot = Slot::default();
        let answer = slot.clone();
        self.backend.look(Box::new(move |view| answer.put(look(view))))?;
        slot.take()
    }

    /// How the last commit went, as it changes.
    pub fn condition(&self) -> watch::Receiver<Condition> {
        self.backend.condition()
    }

    /// Writes a consistent copy of everything to `target`.
    ///
    /// # Errors
    /// When the copy fails or does not pass its integrity check.
    pub fn copy_to(&self, target: &std::path::Path) -> Result<(), StoreError> {
        self.backend.copy_to(target)
    }
}

/// Runs a job on a thread of its own and waits; a job that panics has left no answer.
async fn elsewhere(job: Box<dyn FnOnce() + Send>) {
    tokio::task::spawn_blocking(job).await.ok();
}

fn write_job<T, E, F, R>(decide: F, reply: R) -> WriteJob
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&dyn Tx) -> Result<T, E> + Send + 'static,
    R: FnOnce(Result<T, E>) + Send + 'static,
{
    Box::new(move |tx| {
        let outcome = match tx {
            Ok(tx) => decide(tx),
            Err(e) => {
                reply(Err(e.into()));
                return None;
            }
        };
        Some(Verdict {
            keep: outcome.is_ok(),
            tell: Box::new(move |committed| {
                reply(match (outcome, committed) {
                    (Ok(_), Err(e)) => Err(e.into()),
                    (outcome, _) => outcome,
                });
            }),
        })
    })
}
