//! Marks drawn on a photo whose copy is not made yet, and words typed that no record holds yet: kept as a mark in the
//! record is, sealed, journalled, committed.
//!
//! One row for each photo, named by its digest, and for each field that keeps its words. The engine knows nothing of them: they are no part of a record.

use super::{Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::vault::Keyring;
use crate::state::markup::Draft;
use crate::state::work::Entry;
use domain::evidence::Evidence;
use std::rc::Rc;

/// Where drafts lie.
const DRAFTS: &str = "markup/";

/// Where the draft of a photo lies.
fn place(of: &str) -> String {
    format!("{DRAFTS}{of}")
}

/// A photo on which something is drawn that is no copy yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Its inspection.
    pub entry: Rc<Entry>,
    pub photo: Rc<Evidence>,
    /// How many marks.
    pub marks: usize,
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

    /// What was drawn on the photo with this digest and is no copy yet. One whose copy the record holds is removed.
    pub async fn unspent(&self, entry: &Entry, of: &str) -> Option<Draft> {
        let (store, keyring) = (self.store().ok()?, self.keyring().ok()?);
        let draft = Draft::parse(&store.row(&keyring, &place(of)).await?)?;
        if draft.is_spent(&entry.view.evidence) {
            // Should the disk refuse, the next visit of the page tries again.
            self.keep_draft(of, None).await.ok();
            return None;
        }
        Some(draft)
    }

    /// Every photo of these inspections with marks that are no copy yet.
    pub async fn drawn(&self, entries: &[Rc<Entry>]) -> Vec<Drawn> {
        let Ok(store) = self.store() else {
            return Vec::new();
        };
        let places = store.places(DRAFTS).await;
        let mut all = Vec::new();
        for entry in entries {
            let photos = entry.view.evidence.iter().map(|view| &view.evidence);
            for photo in photos.filter(|e| e.can_be_marked() && places.contains(&place(&e.sha256))) {
                if let Some(draft) = self.unspent(entry, &photo.sha256).await {
                    all.push(Drawn {
                        entry: entry.clone(),
                        photo: Rc::new(photo.clone()),
                        marks: draft.marks.len(),
                    });
                }
            }
        }
        all
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
