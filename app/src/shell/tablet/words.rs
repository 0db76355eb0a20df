//! Words typed on a page whose record takes them only as a whole: on the disk while they are typed.
//!
//! Sealed, journalled and committed as a mark in the record is. The engine knows nothing of them.

use super::Tablet;
use crate::shell::fault::Fault;
use crate::state::under_way::What;

/// Where they lie.
const WORDS: &str = "words/";

impl Tablet {
    /// Keeps the words typed at this place, or removes them when there are none.
    ///
    /// # Errors
    /// `storage.full`, `tablet.locked` and whatever else the store meets; what was kept before stays.
    pub async fn keep_words(&self, at: &str, words: &[String]) -> Result<(), Fault> {
        let _waits = self.under_way(What::Words);
        let (store, keyring) = (self.store()?, self.keyring()?);
        let place = format!("{WORDS}{at}");
        let typed = words.iter().any(|text| !text.is_empty());
        let sealed = match serde_json::to_vec(words) {
            Ok(json) if typed => Some(keyring.seal(&place, &json).await?),
            Ok(_) | Err(_) => None,
        };
        store.commit_text(vec![(place, sealed)]).await
    }

    /// The words typed at this place and in no record yet.
    pub async fn words(&self, at: &str) -> Option<Vec<String>> {
        let (store, keyring) = (self.store().ok()?, self.keyring().ok()?);
        let json = store.row(&keyring, &format!("{WORDS}{at}")).await?;
        serde_json::from_slice(&json).ok()
    }
}
