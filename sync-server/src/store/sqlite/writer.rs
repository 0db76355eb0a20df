//! The writer: one thread, jobs one after the other, several of them in one commit.
//!
//! Invariant: a job's caller hears "kept" only after the commit that holds its writes was flushed. A flush that
//! fails leaves the fate of a commit unknown: nothing is written after it, and it is never tried again, because the
//! second try of a failed flush succeeds without having written anything.

use super::super::{Condition, StoreError, Verdict, WriteJob};
use super::engine;
use super::rows::Rows;
use rusqlite::Connection;
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::watch;

/// At most this many jobs share one commit.
const GROUP: usize = 64;
/// Without the guard `commit-before-answer`: answered at once, committed this much later, as a store that gathers
/// its commits does.
const GATHERING: Duration = Duration::from_millis(5);

type Tell = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Runs queued jobs until every sender is gone, or a commit is not confirmed.
pub(super) fn run(conn: Connection, queue: &mpsc::Receiver<WriteJob>, condition: &watch::Sender<Condition>) {
    while let Ok(first) = queue.recv() {
        let more = || match domain::guard::stands("commit-before-answer") {
            true => queue.try_recv().ok(),
            false => queue.recv_timeout(GATHERING).ok(),
        };
        let committed = group(&conn, first, more, commit);
        let now = match &committed {
            Ok(()) => Condition::Well,
            Err(StoreError::Full) => Condition::Full,
            Err(StoreError::Unsure(_)) if domain::guard::stands("no-write-after-failed-flush") => {
                Condition::Unsure
            }
            Err(_) => *condition.borrow(),
        };
        if let Err(e) = committed {
            tracing::error!(error = %e, "commit failed");
        }
        condition.send_replace(now);
        if now == Condition::Unsure {
            // Closing the connection would move pages of unknown fate into the database.
            return std::mem::forget(conn);
        }
    }
    if let Err(e) = conn.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(error = %e, "last checkpoint failed; the WAL is replayed at the next start");
    }
}

/// One commit with everything that waits, told afterwards.
pub(super) fn group(
    conn: &Connection,
    first: WriteJob,
    mut more: impl FnMut() -> Option<WriteJob>,
    commit: impl FnOnce(&Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if let Err(e) = conn.execute_batch("BEGIN IMMEDIATE") {
        let e = engine(e);
        // It has no transaction to keep anything of.
        drop(first(Err(e.clone())));
        return Err(e);
    }
    let answers_last = domain::guard::stands("commit-before-answer");
    let (mut tells, mut next, mut ran) = (Vec::new(), Some(first), 0);
    while let Some(job) = next {
        ran += 1;
        match run_one(conn, job) {
            Some(tell) if !answers_last => tell(Ok(())),
            tell => tells.extend(tell),
        }
        // A full disk may have undone the whole transaction: what comes next must not run outside of one.
        let room = ran < GROUP && !conn.is_autocommit();
        next = if room { more() } else { None };
    }
    let committed = commit(conn);
    for tell in tells {
        tell(committed.clone());
    }
    committed
}

fn commit(conn: &Connection) -> Result<(), StoreError> {
    if conn.is_autocommit() {
        return Err(StoreError::Full);
    }
    let committed = conn.execute_batch("COMMIT").map_err(engine);
    if committed.is_err()
        && !conn.is_autocommit()
        && let Err(e) = conn.execute_batch("ROLLBACK")
    {
        tracing::error!(error = %e, "rollback failed");
    }
    committed
}

/// Every job opens and ends a savepoint: the two statements are parsed once.
fn at_hand(conn: &Connection, sql: &str) -> Result<(), StoreError> {
    let done = conn
        .prepare_cached(sql)
        .and_then(|mut at_hand| at_hand.execute([]));
    done.map(drop).map_err(engine)
}

/// Runs one job in a savepoint of its own. A job that panics is undone and its caller hears "stopped".
fn run_one(conn: &Connection, job: WriteJob) -> Option<Tell> {
    if let Err(e) = at_hand(conn, "SAVEPOINT job") {
        drop(job(Err(e)));
        return None;
    }
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(Ok(&Rows(conn)))));
    let keep = ran.as_ref().is_ok_and(|v| v.as_ref().is_some_and(|v| v.keep));
    let end = || match keep {
        true => at_hand(conn, "RELEASE job"),
        false => conn.execute_batch("ROLLBACK TO job; RELEASE job").map_err(engine),
    };
    // A transaction that a full disk has undone as a whole has no savepoint left.
    let ended = match conn.is_autocommit() {
        true => Err(StoreError::Full),
        false => end(),
    };
    match ran {
        Ok(verdict) => {
            let Verdict { tell, .. } = verdict?;
            Some(match ended {
                Ok(()) => tell,
                Err(e) => Box::new(move |_| tell(Err(e))),
            })
        }
        Err(_) => {
            tracing::error!("a write job panicked and was undone");
            None
        }
    }
}
