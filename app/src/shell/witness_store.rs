//! What a witness's browser keeps: its signing seed, its entropy for each draw, what it saw of the log.
//!
//! IndexedDB with strict durability, by account, in plain text: the page says so. Invariant: entropy and what
//! was signed are on the disk before anything of them leaves this browser.

use super::fault::Fault;
use super::idb::{Batch, Idb};
use super::js;
use domain::digest::{Digest, Secret};
use domain::draw::witness::LogMemory;
use domain::draw::witness_commitment;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

const STORE: &str = "kept";

/// The entropy of one draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// E, hex. Secret until it is revealed.
    pub entropy: String,
    /// `H("ssj-draw/1 wit\n" ‖ E)`, hex.
    pub commitment: String,
}

/// The store of one account in this browser.
#[derive(Clone, Debug)]
pub struct WitnessStore {
    idb: Idb,
    user: String,
}

impl PartialEq for WitnessStore {
    fn eq(&self, other: &Self) -> bool {
        self.user == other.user
    }
}

impl WitnessStore {
    /// Opens it.
    ///
    /// # Errors
    /// As [`Idb::open`].
    pub async fn open(user: &str) -> Result<Self, Fault> {
        Ok(Self {
            idb: Idb::open("suicha-witness", None, 1, &[STORE]).await?,
            user: user.to_owned(),
        })
    }

    /// The signing seed, if one was made here.
    ///
    /// # Errors
    /// As [`Idb::get`].
    pub async fn seed(&self) -> Result<Option<[u8; 32]>, Fault> {
        let kept: Option<Digest> = self.read("seed").await?;
        Ok(kept.map(|d| d.0))
    }

    /// The seed; made and stored at the first call.
    ///
    /// # Errors
    /// As [`Idb::write`].
    pub async fn make_seed(&self) -> Result<[u8; 32], Fault> {
        if let Some(seed) = self.seed().await? {
            return Ok(seed);
        }
        let seed = js::random::<32>();
        self.write("seed", &Digest(seed)).await?;
        Ok(seed)
    }

    /// The entropy made here for a task.
    ///
    /// # Errors
    /// As [`Idb::get`].
    pub async fn held(&self, task: &str) -> Result<Option<Held>, Fault> {
        self.read(&format!("task {task}")).await
    }

    /// The entropy for a task; made and stored at the first call, so that a repeated click sends the same.
    ///
    /// # Errors
    /// As [`Idb::write`].
    pub async fn make_held(&self, task: &str) -> Result<Held, Fault> {
        if let Some(held) = self.held(task).await? {
            return Ok(held);
        }
        let entropy = js::random::<32>();
        let held = Held {
            entropy: Digest(entropy).to_string(),
            commitment: witness_commitment(&Secret::new(entropy)).to_string(),
        };
        self.write(&format!("task {task}"), &held).await?;
        Ok(held)
    }

    /// What was seen of the log.
    ///
    /// # Errors
    /// As [`Idb::get`].
    pub async fn memory(&self) -> Result<Option<LogMemory>, Fault> {
        self.read("log").await
    }

    /// Remembers what is about to be signed.
    ///
    /// # Errors
    /// As [`Idb::write`].
    pub async fn remember(&self, memory: &LogMemory) -> Result<(), Fault> {
        self.write("log", memory).await
    }

    async fn read<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Fault> {
        let kept = self.idb.get(STORE, &self.key(key)).await?;
        kept.and_then(|value| value.as_string())
            .map(|text| serde_json::from_str(&text).map_err(|_| Fault::new("storage.damaged")))
            .transpose()
    }

    async fn write<T: Serialize>(&self, key: &str, value: &T) -> Result<(), Fault> {
        let text = serde_json::to_string(value).map_err(|_| Fault::new("storage.write"))?;
        let batch = Batch {
            puts: vec![(self.key(key), JsValue::from_str(&text))],
            deletes: Vec::new(),
        };
        self.idb.write(STORE, &batch).await
    }

    fn key(&self, key: &str) -> String {
        format!("{} {key}", self.user)
    }
}
