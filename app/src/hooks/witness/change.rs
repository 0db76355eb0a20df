//! A witness and a request for a replacement: lock fresh entropy, check and cosign the request, hand over.
//!
//! Invariant: entropy leaves this browser only for a request it has found in a log it remembers, so that nobody can
//! ask one thing, look at the entropy, and write down another.

use super::{Trouble, doubted, pin, remember};
use crate::shell::clock;
use crate::shell::http;
use crate::shell::witness_store::WitnessStore;
use domain::digest::Digest;
use domain::draw::witness::{Checked, Doubt, Shown, check_request, cosign};
use domain::wire::api::{
    WitnessChange, WitnessCommitment, WitnessCosignature, WitnessEntropy, WitnessLog, WitnessTask,
};

/// Under what name the entropy of a request is kept.
pub fn key_of(task: &str, no: u32) -> String {
    format!("{task}/{no}")
}

fn path(task: &str, no: u32, what: &str) -> String {
    format!("/api/v1/witness/tasks/{task}/changes/{no}/{what}")
}

/// Makes and keeps the entropy of a request, then hands in its commitment.
///
/// # Errors
/// [`Trouble`].
pub async fn lock_change(store: &WitnessStore, task: &str, no: u32) -> Result<WitnessTask, Trouble> {
    let held = store.make_held(&key_of(task, no)).await?;
    let body = WitnessCommitment {
        commitment: held.commitment,
    };
    Ok(http::post(&path(task, no, "commitment"), &body).await?)
}

/// Checks the request, remembers what will be signed, then cosigns the log that holds it.
///
/// # Errors
/// [`Trouble`].
pub async fn cosign_change(
    store: &WitnessStore,
    log: &WitnessLog,
    task: &str,
    change: &WitnessChange,
) -> Result<WitnessTask, Trouble> {
    let checked = see(store, log, task, change).await?;
    let seed = store.make_seed().await?;
    let body = WitnessCosignature {
        cosignature: cosign(&checked, &log.name, &seed, clock::now()),
    };
    Ok(http::post(&path(task, change.no, "cosignature"), &body).await?)
}

/// Hands over the entropy of a request that this browser has seen in the log; looks now if it has not yet.
///
/// # Errors
/// [`Trouble`].
pub async fn hand_over_change(
    store: &WitnessStore,
    log: &WitnessLog,
    task: &str,
    change: &WitnessChange,
) -> Result<WitnessTask, Trouble> {
    let key = key_of(task, change.no);
    if !store.has_seen(&key).await? {
        see(store, log, task, change).await?;
    }
    let held = store.held(&key).await?.ok_or(Trouble::Lost)?;
    let body = WitnessEntropy {
        entropy: held.entropy,
    };
    Ok(http::post(&path(task, change.no, "entropy"), &body).await?)
}

/// Checks that the request stands in the log, and remembers both.
async fn see(
    store: &WitnessStore,
    log: &WitnessLog,
    task: &str,
    change: &WitnessChange,
) -> Result<Checked, Trouble> {
    let key = key_of(task, change.no);
    let held = store.held(&key).await?.ok_or(Trouble::Lost)?;
    let commitment: Digest = held.commitment.parse().map_err(|_| Trouble::Lost)?;
    let memory = pin(store, log).await?;
    let (Some(leaf), Some(proof)) = (&change.leaf, &change.tlog_proof) else {
        return Err(Doubt::Leaf.into());
    };
    let shown = Shown {
        leaf,
        proof,
        from: change.consistency_from.unwrap_or(0),
        path: &change.consistency,
    };
    let checked = check_request(&memory, &commitment, shown).map_err(|d| doubted(d, &memory, shown))?;
    remember(store, memory, &checked).await?;
    store.remember_seen(&key).await?;
    Ok(checked)
}
