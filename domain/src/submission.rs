//! The submission (提交): what a seal freezes, as canonical bytes with one digest.
//!
//! The read-back page (笔录核对) is data: labels come from the form and the package, or are codes that the
//! screen words. Its canonical text is what a signer was shown and what `shown_sha256` names.

mod departments;
mod found;
mod orders;
mod prior;
mod read_back;

pub use departments::{DepartmentResult, by_department};
pub use found::{Answered, problems, result_labels, to_look_at};
pub use orders::{Visited, Waiting, orders, waiting};
pub use prior::{asked_again, prior};
pub use read_back::{Label, Line, ReadBack, ReadBackSection, answer_words, read_back, supplement_words};

use read_back::{Edition, page};

use crate::assignment::Package;
use crate::id::InspectionId;
use crate::inspection::view::{DocState, InspectionView, SealView};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 (hex) of the read-back page as it stands, for [`crate::inspection::doc::Pen::page_digest`].
pub fn page_digest(package: &Package, view: &InspectionView) -> String {
    read_back(package, view, &view.heads).sha256
}

/// Digits of the key on a slip: short enough to type, long enough that no two records of an office share one (48 bits).
const KEY_DIGITS: usize = 12;

/// The key (查询码) by which a record is found: the first digits of its digest, in groups of four.
pub fn key_of(digest: &str) -> String {
    let digits: Vec<char> = digest.to_uppercase().chars().take(KEY_DIGITS).collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// Whether somebody typed the key of this digest, or more of the digest: groups and case do not count.
pub fn is_key(digest: &str, typed: &str) -> bool {
    let bare: String = typed.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    bare.len() >= KEY_DIGITS && digest.starts_with(&bare.to_lowercase())
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
                None => page(package, view, &seal.heads, Edition::First).sha256,
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

#[cfg(test)]
mod tests {
    use super::{is_key, key_of};

    #[test]
    fn a_record_is_found_by_the_key_on_its_slip() {
        // SHA-256 of nothing (FIPS 180-4 examples).
        let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(key_of(digest), "E3B0-C442-98FC");
        for typed in ["E3B0-C442-98FC", "e3b0c44298fc", "E3B0 C442 98FC 1C14", digest] {
            assert!(is_key(digest, typed), "{typed}");
        }
        for typed in ["E3B0-C442", "E3B0-C442-98FD", ""] {
            assert!(!is_key(digest, typed), "{typed}");
        }
    }
}
