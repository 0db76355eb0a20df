//! Work beside requests: draws past their deadline, evidence looked through, the second copy, the log's cache. Idempotent; a failure is logged and tried again.

use crate::flow::evidence::COPIED_THROUGH;
use crate::flow::{expiry, scrub};
use crate::state::App;
use crate::store::StoreError;
use std::path::Path;
use std::time::Duration;

/// How often there is a look whether anything is to be done.
const PERIOD: Duration = Duration::from_secs(15);

/// Runs until the server ends.
pub async fn run(app: App) {
    loop {
        if let Err(e) = once(&app).await {
            tracing::error!(error = %e, "background work failed; it is tried again");
        }
        tokio::time::sleep(PERIOD).await;
    }
}

/// One round.
///
/// # Errors
/// When the store or the second copy fails.
pub async fn once(app: &App) -> anyhow::Result<()> {
    let plain = |e: crate::error::Refusal| anyhow::anyhow!(e.to_string());
    expiry::settle(app).await.map_err(plain)?;
    let inside = app.clone();
    tokio::task::spawn_blocking(move || -> anyhow::Result<()> {
        let book = inside.clone();
        inside
            .store
            .read_now(move |v| book.book.refresh(v))
            .map_err(|e| anyhow::anyhow!(e.to_string()))?;
        scrub::round(&inside)?;
        second_copy(&inside)
    })
    .await?
}

/// Copies what the second copy lacks, reads it back, and notes up to which moment it reaches.
fn second_copy(app: &App) -> anyhow::Result<()> {
    let Some(dir) = &app.config.second_copy else {
        return Ok(());
    };
    let blobs = app.store.read_now(|v| v.blobs())?;
    for mut blob in blobs.into_iter().filter(|b| !b.second_copy) {
        blob.second_copy = app.blobs.copy_second(&blob.sha256)?;
        app.store.write_now(move |tx| tx.put_blob(&blob))?;
    }
    // Everything committed before this moment is in the copy that is made now.
    let through = app.now();
    copy_database(app, dir)?;
    let value = through.0.to_string();
    app.store
        .write_now(move |tx| tx.put_meta(COPIED_THROUGH, &value))?;
    Ok(())
}

fn copy_database(app: &App, dir: &Path) -> Result<(), StoreError> {
    let io = |e: std::io::Error| StoreError::Engine(e.to_string());
    std::fs::create_dir_all(dir).map_err(io)?;
    let fresh = dir.join("suicha.db.part");
    if fresh.exists() {
        std::fs::remove_file(&fresh).map_err(io)?;
    }
    app.store.copy_to(&fresh)?;
    std::fs::File::open(&fresh)
        .and_then(|f| f.sync_all())
        .map_err(io)?;
    let target = dir.join("suicha.db");
    std::fs::rename(&fresh, &target).map_err(io)?;
    crate::blobs::sync_dir(&target).map_err(io)
}
