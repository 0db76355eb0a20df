//! What a witness's browser keeps: its signing seed, its entropy for each draw, what it saw of the log.
//!
//! IndexedDB with strict durability, by account, in plain text: the page says so. Invariant: entropy and what
//! was signed are on the disk before anything of them leaves this browser.

use super::fault::Fault;
use super::js;
use super::kept::Kept;
use domain::digest::{Digest, Secret};
use domain::draw::witness::LogMemory;
use domain::draw::witness_commitment;
use serde::{Deserialize, Serialize};

/// The entropy of one draw, or of one request for a replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// E, hex. Secret until it is revealed.
    pub entropy: String,
    /// `H("ssj-draw/1 wit\n" ‖ E)`, hex.
    pub commitment: String,
}

/// The store of one account in this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct WitnessStore {
    kept: Kept,
}

impl WitnessStore {
    /// Opens it.
    ///
    /// # Errors
    /// As [`Idb::open`](super::idb::Idb::open).
    pub async fn open(user: &str) -> Result<Self, Fault> {
        let kept = Kept::open("suicha-witness", user).await?;
        Ok(Self { kept })
    }

    /// The signing seed, if one was made here.
    ///
    /// # Errors
    /// As [`Idb::get`](super::idb::Idb::get).
    pub async fn seed(&self) -> Result<Option<[u8; 32]>, Fault> {
        let kept: Option<Digest> = self.kept.read("seed").await?;
        Ok(kept.map(|d| d.0))
    }

    /// The seed; made and stored at the first call.
    ///
    /// # Errors
    /// As [`Idb::write`](super::idb::Idb::write).
    pub async fn make_seed(&self) -> Result<[u8; 32], Fault> {
        if let Some(seed) = self.seed().await? {
            return Ok(seed);
        }
        let seed = js::random::<32>();
        self.kept.write("seed", &Digest(seed)).await?;
        Ok(seed)
    }

    /// The entropy made here for a task, or for a request (`{task}/{no}`).
    ///
    /// # Errors
    /// As [`Idb::get`](super::idb::Idb::get).
    pub async fn held(&self, task: &str) -> Result<Option<Held>, Fault> {
        self.kept.read(&format!("task {task}")).await
    }

    /// The entropy for a task or a request; made and stored at the first call, so that a repeated click sends the same.
    ///
    /// # Errors
    /// As [`Idb::write`](super::idb::Idb::write).
    pub async fn make_held(&self, task: &str) -> Result<Held, Fault> {
        if let Some(held) = self.held(task).await? {
            return Ok(held);
        }
        let entropy = js::random::<32>();
        let held = Held {
            entropy: Digest(entropy).to_string(),
            commitment: witness_commitment(&Secret::new(entropy)).to_string(),
        };
        self.kept.write(&format!("task {task}"), &held).await?;
        Ok(held)
    }

    /// What was seen of the log.
    ///
    /// # Errors
    /// As [`Idb::get`](super::idb::Idb::get).
    pub async fn memory(&self) -> Result<Option<LogMemory>, Fault> {
        self.kept.read("log").await
    }

    /// Remembers what is about to be signed.
    ///
    /// # Errors
    /// As [`Idb::write`](super::idb::Idb::write).
    pub async fn remember(&self, memory: &LogMemory) -> Result<(), Fault> {
        self.kept.write("log", memory).await
    }

    /// Whether this browser has checked and cosigned the request that waits for this entropy.
    ///
    /// # Errors
    /// As [`Idb::get`](super::idb::Idb::get).
    pub async fn has_seen(&self, request: &str) -> Result<bool, Fault> {
        let seen: Option<bool> = self.kept.read(&format!("seen {request}")).await?;
        Ok(seen.unwrap_or(false))
    }

    /// Remembers that it has.
    ///
    /// # Errors
    /// As [`Idb::write`](super::idb::Idb::write).
    pub async fn remember_seen(&self, request: &str) -> Result<(), Fault> {
        self.kept.write(&format!("seen {request}"), &true).await
    }
}
