//! Marks drawn on a photo whose copy is not made yet: kept as a mark in the record is, sealed, journalled, committed.
//!
//! One row for each photo, named by its digest. The engine knows nothing of them: they are no part of a record.

use super::{Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::vault::Keyring;
use crate::state::markup::Draft;

/// Where drafts lie.
const DRAFTS: &str = "markup/";

/// Where the draft of a photo lies.
fn place(of: &str) -> String {
    format!("{DRAFTS}{of}")
}

impl Tablet {
    /// Keeps what is drawn on the photo with this digest, or removes it.
    ///
    /// # Errors
    /// `storage.full` and whatever else the store meets; what was kept before stays.
    pub async fn keep_draft(&self, of: &str, draft: Option<&Draft>) -> Result<(), Fault> {
        let (store, keyring) = (self.store()?, self.keyring()?);
        if !domain::guard::stands("drawn-strokes-are-kept") {
            return Ok(());
        }
        store.keep_draft(&keyring, of, draft).await
    }

    /// What was drawn on it and not saved.
    pub async fn draft(&self, of: &str) -> Option<Draft> {
        let (store, keyring) = (self.store().ok()?, self.keyring().ok()?);
        let bytes = store.row(&keyring, &place(of)).await?;
        Draft::parse(&bytes)
    }

    /// Digests of the photos on which something is drawn.
    pub async fn drafts(&self) -> Vec<String> {
        let Ok(store) = self.store() else {
            return Vec::new();
        };
        let places = store.places(DRAFTS).await.into_iter();
        places
            .filter_map(|place| place.strip_prefix(DRAFTS).map(str::to_owned))
            .collect()
    }
}

impl Store {
    async fn keep_draft(&self, keyring: &Keyring, of: &str, draft: Option<&Draft>) -> Result<(), Fault> {
        let place = place(of);
        let sealed = match draft {
            Some(draft) => Some(keyring.seal(&place, &draft.to_bytes()).await?),
            None => None,
        };
        self.commit_text(vec![(place, sealed)]).await
    }
}
