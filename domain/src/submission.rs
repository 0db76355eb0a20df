//! The submission (提交): what a seal freezes, as canonical bytes with one digest.
//!
//! The read-back page (笔录核对) is data: labels come from the form and the package, or are codes that the
//! screen words. Its canonical text is what a signer was shown and what `shown_sha256` names.

mod prior;
mod read_back;

pub use prior::{asked_again, prior};
pub use read_back::{Label, Line, ReadBack, ReadBackSection, answer_words, read_back};

use crate::assignment::Package;
use crate::id::InspectionId;
use crate::inspection::view::{DocState, InspectionView, SealView};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 (hex) of the read-back page as it stands, for [`crate::inspection::doc::Pen::page_digest`].
pub fn page_digest(package: &Package, view: &InspectionView) -> String {
    read_back(package, view, &view.heads).sha256
}

/// What a seal freezes. Fields stand in alphabetical order: its JSON is canonical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// SHA-256 of every original the record names, sorted.
    pub evidence: Vec<String>,
    /// Stated exceptions.
    pub exceptions: String,
    /// Heads of the document it freezes (hex, sorted).
    pub heads: Vec<String>,
    /// Which inspection.
    pub inspection: InspectionId,
    /// SHA-256 (hex) of the read-back page at these heads, as the seal states it.
    pub read_back_sha256: String,
    /// Key of the seal in the document.
    pub seal: String,
    /// Keys of the signatures that stand, sorted.
    pub signatures: Vec<String>,
}

impl Submission {
    /// The submission of a sealed view. None while nothing is sealed, an amendment is open, or two officers
    /// sealed different things at the same time: see [`Self::each`].
    pub fn of(package: &Package, view: &InspectionView) -> Option<Self> {
        let mut each = Self::each(package, view);
        (each.len() == 1).then(|| each.remove(0))
    }

    /// The submission of every seal that counts now, in the order of the seals. A seal keeps its submission
    /// whatever arrives later.
    pub fn each(package: &Package, view: &InspectionView) -> Vec<Self> {
        if view.state != DocState::Sealed {
            return Vec::new();
        }
        view.latest_seals()
            .map(|seal| Self::frozen(package, seal.frozen.as_deref().unwrap_or(view), seal))
            .collect()
    }

    fn frozen(package: &Package, view: &InspectionView, seal: &SealView) -> Self {
        let mut signatures: Vec<String> = view
            .signatures
            .iter()
            .filter(|s| !s.before_change)
            .map(|s| s.key.clone())
            .collect();
        signatures.sort_unstable();
        Self {
            evidence: seal.evidence.clone(),
            exceptions: seal.exceptions.clone(),
            heads: seal.heads.clone(),
            inspection: view.id.clone(),
            read_back_sha256: match &seal.read_back {
                Some(stated) => stated.clone(),
                None => read_back(package, view, &seal.heads).sha256,
            },
            seal: seal.key.clone(),
            signatures,
        }
    }

    /// Canonical JSON.
    pub fn canonical(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings are always JSON")
    }

    /// SHA-256 (hex) of [`Self::canonical`].
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(self.canonical()))
    }
}
