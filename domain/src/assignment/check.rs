//! What a tablet checks offline: the server's signature, and that this subject and team were drawn.

use super::later::Place;
use super::{DrawProof, Package, SignedPackage};
use crate::log::Policy;
use crate::log::proof::{self, ProofError, Proven};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, VerifyingKey};
use std::collections::BTreeMap;

/// In front of the body when a package is signed.
pub const PACKAGE_LABEL: &str = "suicha package v1\n";

/// Why a signature by the server is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignedRefused {
    /// Signed by a key that was not pinned at enrolment.
    #[error("signed by another key")]
    OtherKey,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    BadSignature,
    /// Signed, but not a package this version can read.
    #[error("not a readable package")]
    Unreadable,
}

impl SignedRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherKey => "package.other_key",
            Self::BadSignature => "package.bad_signature",
            Self::Unreadable => "package.unreadable",
        }
    }
}

/// Checks an Ed25519 signature (base64url) by a pinned server key over `label ‖ text`.
///
/// # Errors
/// [`SignedRefused::OtherKey`] or [`SignedRefused::BadSignature`].
pub fn verify_signed(
    keys: &BTreeMap<String, String>,
    key_id: &str,
    label: &str,
    text: &str,
    signature: &str,
) -> Result<(), SignedRefused> {
    let key = keys
        .get(key_id)
        .and_then(|k| URL_SAFE_NO_PAD.decode(k).ok())
        .and_then(|k| <[u8; 32]>::try_from(k).ok())
        .and_then(|k| VerifyingKey::from_bytes(&k).ok())
        .filter(|k| !k.is_weak())
        .ok_or(SignedRefused::OtherKey)?;
    let signature = URL_SAFE_NO_PAD
        .decode(signature)
        .ok()
        .and_then(|s| Signature::from_slice(&s).ok())
        .ok_or(SignedRefused::BadSignature)?;
    key.verify_strict(format!("{label}{text}").as_bytes(), &signature)
        .map_err(|_| SignedRefused::BadSignature)
}

impl SignedPackage {
    /// The package, if a pinned key signed exactly these bytes.
    ///
    /// # Errors
    /// [`SignedRefused`].
    pub fn open(&self, keys: &BTreeMap<String, String>) -> Result<Package, SignedRefused> {
        verify_signed(keys, &self.key_id, PACKAGE_LABEL, &self.body, &self.signature)?;
        serde_json::from_str(&self.body).map_err(|_| SignedRefused::Unreadable)
    }
}

/// Why a draw proof does not prove this package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefused {
    /// The leaf speaks of another subject, place or team.
    #[error("the drawn record is of another subject or team")]
    OtherRecord,
    /// The proof itself.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl ProofRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherRecord => "proof.other_record",
            Self::Proof(ProofError::Malformed) => "proof.malformed",
            Self::Proof(ProofError::OtherLog) => "proof.other_log",
            Self::Proof(ProofError::NotIncluded) => "proof.not_included",
            Self::Proof(ProofError::Log(_)) => "proof.not_signed",
            Self::Proof(ProofError::Quorum { .. }) => "proof.quorum",
        }
    }
}

impl DrawProof {
    /// Level 1 of the tablet's check: the log is the pinned one and signed, enough witnesses cosigned, the
    /// record is included, and with what followed it, it names exactly this subject, place and team.
    ///
    /// # Errors
    /// [`ProofRefused`].
    pub fn check(&self, package: &Package, policy: &Policy) -> Result<Proven, ProofRefused> {
        let Some(mut place) = Place::read(&self.leaf) else {
            return Err(ProofRefused::OtherRecord);
        };
        let mut later = Vec::new();
        for proven in &self.later {
            let there = proof::verify(proven.leaf.as_bytes(), &proven.tlog_proof, policy)?;
            later.push((there.index, proven.leaf.as_str()));
        }
        if !later.is_sorted() || place.follow(&later).len() != later.len() {
            return Err(ProofRefused::OtherRecord);
        }
        let team: Vec<_> = package.team.iter().map(|m| &m.inspector).collect();
        // A seat for which nobody was left has no member.
        let seated = place.team.iter().filter(|i| !i.as_str().is_empty());
        let same = place.obj == package.subject.id
            && place.stratum == self.stratum
            && place.position == self.position
            && seated.eq(team);
        if !same {
            return Err(ProofRefused::OtherRecord);
        }
        Ok(proof::verify(self.leaf.as_bytes(), &self.tlog_proof, policy)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032 §7.1, test 2: one byte 0x72 signed by the key of that test.
    const KEY: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    fn url(hex: &str) -> String {
        URL_SAFE_NO_PAD.encode(hex::decode(hex).unwrap())
    }

    #[test]
    fn a_signature_of_rfc_8032_is_believed_and_a_foreign_key_is_not() {
        let keys = BTreeMap::from([("k1".to_owned(), url(KEY))]);
        assert_eq!(verify_signed(&keys, "k1", "", "r", &url(SIGNATURE)), Ok(()));
        assert_eq!(
            verify_signed(&keys, "k2", "", "r", &url(SIGNATURE)),
            Err(SignedRefused::OtherKey)
        );
        assert_eq!(
            verify_signed(&keys, "k1", "", "s", &url(SIGNATURE)),
            Err(SignedRefused::BadSignature)
        );
    }
}
