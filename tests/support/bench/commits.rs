//! Durable commits a second of the store, and beside it of the bare engine on the same disk, by turns.
use super::figures::{Figures, Samples};
use anyhow::{Context, Result};
use std::path::Path;
use std::time::{Duration, Instant};
use sync_server::store::sqlite::{bare, open};
use sync_server::store::{Store, StoreError};
use tokio::task::JoinSet;

/// Callers at the same moment; the store lets as many share a commit.
const CALLERS: usize = 64;
const ROUNDS: usize = 5;

/// So many writes of every caller in each round.
pub async fn measure(writes: usize, figures: &mut Figures) -> Result<()> {
    for (callers, what) in [
        (
            1,
            "writes a second of one caller, each committed by itself; beside it our store",
        ),
        (
            CALLERS,
            "writes a second of 64 callers that share commits; beside it our store",
        ),
    ] {
        let (mut bare_rates, mut rates) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let folder = tempfile::tempdir()?;
            let took = bare::commits(folder.path(), writes, callers)?;
            bare_rates.push(rate(writes * callers, took));
            rates.push(rate(
                writes * callers,
                ours(folder.path(), writes, callers).await?,
            ));
        }
        let median = |rates| Samples::of(rates).map(|s| s.median()).context("a round");
        figures.pair("commits", what, "1/s", (median(bare_rates)?, median(rates)?));
    }
    figures.note(format!(
        "commits: one row a write, WAL and synchronous=FULL in both, each write confirmed to its caller after the flush; \
         the bare engine puts {CALLERS} rows into a transaction, where the store lets up to as many callers share one; \
         median of {ROUNDS} rounds by turns on the same disk. At least 0.6 is aimed at."
    ));
    Ok(())
}

async fn ours(folder: &Path, writes: usize, callers: usize) -> Result<Duration> {
    let store = open(folder)?;
    let mut running = JoinSet::new();
    let began = Instant::now();
    for caller in 0..callers {
        running.spawn(caller_of(store.clone(), caller, writes));
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(began.elapsed())
}

async fn caller_of(store: Store, caller: usize, writes: usize) -> Result<(), StoreError> {
    for n in 0..writes {
        store
            .write(move |tx| tx.put_meta(&format!("bench-{caller}"), &n.to_string()))
            .await?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "writes of a round are far below 2^52")]
fn rate(writes: usize, took: Duration) -> f64 {
    writes as f64 / took.as_secs_f64()
}
