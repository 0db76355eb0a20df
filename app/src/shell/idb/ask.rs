//! Reading: one request, one answer.

use super::Idb;
use crate::shell::fault::Fault;
use js_sys::Array;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest};

impl Idb {
    /// One value.
    ///
    /// # Errors
    /// `storage.read`.
    pub async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, Fault> {
        let value = self.ask(store, |of| of.get(&JsValue::from_str(key))).await?;
        Ok(value.filter(|v| !v.is_undefined()))
    }

    /// The keys that begin like this.
    ///
    /// # Errors
    /// `storage.read`.
    pub async fn keys(&self, store: &str, prefix: &str) -> Result<Vec<String>, Fault> {
        let [first, last] =
            [prefix.to_owned(), format!("{prefix}\u{ffff}")].map(|key| JsValue::from_str(&key));
        let found = self
            .ask(store, |of| {
                of.get_all_keys_with_key(&IdbKeyRange::bound(&first, &last)?.into())
            })
            .await?;
        let keys = found.map(JsCast::unchecked_into::<Array>).unwrap_or_default();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// What one request answers.
    async fn ask<F>(&self, store: &str, request: F) -> Result<Option<JsValue>, Fault>
    where
        F: Fn(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    {
        let held = RefCell::new(None::<IdbRequest>);
        self.with(store, "readonly", |tx| {
            held.replace(Some(request(&tx.object_store(store)?)?));
            Ok(())
        })
        .await?;
        Ok(held.into_inner().and_then(|r| r.result().ok()))
    }
}
