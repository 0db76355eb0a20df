//! What one account keeps in an ordinary browser: values by name, in a database of its own.
//!
//! IndexedDB with strict durability, in plain text: the pages that use it say so. Invariant: a value told to be
//! written is on the disk.

use super::fault::Fault;
use super::idb::{Batch, Idb};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

const STORE: &str = "kept";

/// Values of one account.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    idb: Idb,
    user: String,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.user == other.user
    }
}

impl Kept {
    /// Opens the database.
    ///
    /// # Errors
    /// As [`Idb::open`].
    pub(crate) async fn open(database: &str, user: &str) -> Result<Self, Fault> {
        Ok(Self {
            idb: Idb::open(database, None, 1, &[STORE]).await?,
            user: user.to_owned(),
        })
    }

    /// A value, if there is one.
    ///
    /// # Errors
    /// As [`Idb::get`], and `storage.damaged`.
    pub(crate) async fn read<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Fault> {
        let kept = self.idb.get(STORE, &self.key(key)).await?;
        kept.and_then(|value| value.as_string())
            .map(|text| serde_json::from_str(&text).map_err(|_| Fault::new("storage.damaged")))
            .transpose()
    }

    /// Keeps a value.
    ///
    /// # Errors
    /// As [`Idb::write`].
    pub(crate) async fn write<T: Serialize>(&self, key: &str, value: &T) -> Result<(), Fault> {
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
