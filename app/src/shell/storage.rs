//! Room on the disk: asked to be kept, measured, and held back for the moment it runs out.
//!
//! The browser's estimate is known to flatter; it is shown, never believed. A ballast file is the reserve
//! that lets texts be saved after the disk is full.

use super::fault::Fault;
use super::js;
use super::opfs::Files;
use wasm_bindgen::JsValue;

const RESERVE: &str = "reserve";
const BALLAST: &str = "ballast.bin";
/// Enough for a day of texts and signatures.
const BALLAST_BYTES: usize = 8 * 1024 * 1024;

/// What the browser says about this origin's room.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// The browser promised not to evict.
    pub persisted: bool,
    /// Bytes in use.
    pub used: u64,
    /// Bytes allowed, by the browser's flattering estimate.
    pub quota: u64,
}

fn manager() -> Option<JsValue> {
    js::prop(&web_sys::window()?.navigator(), "storage")
}

async fn ask(act: &str) -> Option<JsValue> {
    js::call_async(&manager()?, act, &[]).await.ok()
}

/// Asks the browser to keep this origin's data; best called from a tap.
pub async fn persist() -> bool {
    ask("persist").await.is_some_and(|v| v.is_truthy())
}

/// What the browser says now.
pub async fn room() -> Room {
    let estimate = ask("estimate").await.unwrap_or(JsValue::NULL);
    let figure = |key: &str| js::number(&estimate, key).map_or(0, |n| n as u64);
    Room {
        persisted: ask("persisted").await.is_some_and(|v| v.is_truthy()),
        used: figure("usage"),
        quota: figure("quota"),
    }
}

/// Puts the reserve on the disk if it is not there: true when it stands.
///
/// # Errors
/// `storage.full` when not even the reserve fits.
pub async fn hold_ballast(files: &Files) -> Result<(), Fault> {
    let held = files.list(RESERVE).await?;
    if held.iter().any(|(_, size)| *size == BALLAST_BYTES as u64) {
        return Ok(());
    }
    // Not zeros: some disks compress or leave holes.
    let seed: [u8; 32] = js::random();
    let bytes: Vec<u8> = (0..BALLAST_BYTES)
        .map(|i| seed[i % 32] ^ (i as u8).wrapping_mul(31) ^ ((i >> 8) as u8))
        .collect();
    files.put(RESERVE, BALLAST, &bytes).await
}

/// Gives the reserve up, so that a text can still be written on a full disk.
///
/// # Errors
/// `files.failed`.
pub async fn drop_ballast(files: &Files) -> Result<(), Fault> {
    files.remove(RESERVE, BALLAST).await
}
