//! Looking evidence through (证据核对): what was called received is read again, a part at a time.
//!
//! Exists because a disk forgets without a word. What does not fit its name is mended from the second copy; what
//! nobody here has is no longer called received, so that the tablets that still hold it hand it in again.
//! Invariant: a receipt that turned out wrong is taken back, never kept.

use crate::blobs::Found;
use crate::state::App;

/// Key under which the name of the next blob to read is kept.
const NEXT: &str = "scrub_next";
/// Key under which the server time of the last whole pass is kept.
const ENDED: &str = "scrub_ended";
/// Most bytes read in one round, so that a slow disk stays free for its users.
const ROUND_BYTES: u64 = 64 << 20;
/// A pass begins this long after the last one ended, in milliseconds.
const EVERY_MS: i64 = 24 * 60 * 60 * 1_000;

/// One round: goes on where the last one stopped. Blocking.
///
/// # Errors
/// When the store or the disk refuses.
pub fn round(app: &App) -> anyhow::Result<()> {
    let (next, ended, blobs) = app.store.read_now(|v| -> Result<_, crate::store::StoreError> {
        Ok((v.meta(NEXT)?, v.meta(ENDED)?, v.blobs()?))
    })?;
    let now = app.now();
    let rests = ended
        .and_then(|at| at.parse::<i64>().ok())
        .is_some_and(|at| now.0 < at.saturating_add(EVERY_MS));
    let next = next.unwrap_or_default();
    if next.is_empty() && rests {
        return Ok(());
    }
    let mut read = 0;
    for mut blob in blobs.into_iter().filter(|blob| blob.sha256 >= next) {
        if read >= ROUND_BYTES {
            let name = blob.sha256;
            return Ok(app.store.write_now(move |tx| tx.put_meta(NEXT, &name))?);
        }
        read += blob.size_bytes;
        match app.blobs.look_through(&blob.sha256)? {
            Found::Sound => {}
            Found::Mended => {
                tracing::error!(blob = %blob.sha256, "evidence was damaged and is mended from the second copy");
            }
            Found::Lost => {
                tracing::error!(blob = %blob.sha256, "evidence is lost here; tablets are asked for it again");
                blob.lost_at = Some(now);
                blob.second_copy = false;
                app.store.write_now(move |tx| tx.put_blob(&blob))?;
            }
        }
    }
    let ended = now.0.to_string();
    Ok(app.store.write_now(move |tx| {
        tx.put_meta(NEXT, "")?;
        tx.put_meta(ENDED, &ended)
    })?)
}
