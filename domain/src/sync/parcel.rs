//! The export file (导出文件): a tablet's unsent work, sealed to the office, carried there by hand.
//!
//! A line, the office's key id and a fresh X25519 key; then chunks under AES-256-GCM, each with its place and
//! whether it is the last in its nonce (the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár 2015). The
//! first chunk is the manifest, signed by the tablet; the others are bytes of evidence in the manifest's order.
//! Invariant: nothing comes out that the tablet did not sign or name, and a file cut anywhere says so.

mod open;
mod seal;

pub use open::{Opener, Piece};
pub use seal::Sealer;

use super::agreed::one_key;
use crate::guard;
use crate::id::{DeviceId, InspectorId};
use crate::inspection::signature::device_signed;
use crate::time::Timestamp;
use crate::wire::sync::{DocUp, Sha256Bytes, WireError, parse_within, to_bytes};
use aes_gcm::Aes256Gcm;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Most bytes of evidence in one chunk.
pub const CHUNK_BYTES: usize = 1 << 20;
/// Most bytes of the manifest's chunk.
pub const MANIFEST_BYTES_MAX: usize = 8 << 20;

const HEAD: &[u8] = b"SUICHA EXPORT 1\n";
const KEY_ID_BYTES: usize = 8;
const TAG_BYTES: usize = 16;
const LABEL: &str = "suicha export v1\n";

/// Why a file was not taken, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParcelRefused {
    /// Some other file.
    #[error("no export file")]
    Foreign,
    /// Made by a newer version of the app.
    #[error("made by a newer version")]
    Newer,
    /// Sealed to another office's key.
    #[error("sealed to another office")]
    OtherOffice,
    /// A byte is another.
    #[error("damaged")]
    Damaged,
    /// It ends too early.
    #[error("cut")]
    Cut,
    /// The tablet it names is not enrolled here, or did not sign it.
    #[error("not signed by an enrolled tablet")]
    NotSigned,
}

impl ParcelRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Foreign => "export.foreign",
            Self::Newer => "export.newer",
            Self::OtherOffice => "export.other_office",
            Self::Damaged => "export.damaged",
            Self::Cut => "export.cut",
            Self::NotSigned => "export.not_signed",
        }
    }
}

/// A piece of evidence in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// SHA-256 of its bytes.
    pub sha256: Sha256Bytes,
    /// Length in bytes.
    pub size_bytes: u64,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The tablet.
    pub device: DeviceId,
    /// Its officer.
    pub inspector: InspectorId,
    /// When it was made, by the tablet's clock.
    pub made_at: Timestamp,
    /// Documents as in an upload; `base` is empty, so that any server of the office can take them in.
    pub docs: Vec<DocUp>,
    /// Evidence whose bytes follow, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Enclosed>,
}

impl Manifest {
    /// Bytes that are signed and travel.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }
}

/// What the device key signs over a manifest's bytes: a label and their SHA-256 in hex.
pub fn signed_text(manifest: &[u8]) -> String {
    format!("{LABEL}{}", hex::encode(Sha256::digest(manifest)))
}

/// A manifest with the tablet's signature: the first chunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    #[serde(with = "serde_bytes")]
    manifest: Vec<u8>,
    #[serde(with = "serde_bytes")]
    signature: Vec<u8>,
}

impl Signed {
    /// With the signature over [`signed_text`].
    pub fn new(manifest: Vec<u8>, signature: Vec<u8>) -> Self {
        Self { manifest, signature }
    }

    /// The first chunk's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// SHA-256 of the manifest, in hex.
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(&self.manifest))
    }

    /// What it says it is; nothing is believed of it before [`Signed::holds`].
    ///
    /// # Errors
    /// [`ParcelRefused::Damaged`] when it is no manifest.
    pub fn claims(&self) -> Result<Manifest, ParcelRefused> {
        parse_within(&self.manifest, MANIFEST_BYTES_MAX).map_err(damaged)
    }

    /// Whether the tablet's enrolled key (SEC1 uncompressed, base64url) signed it.
    pub fn holds(&self, key: &str) -> bool {
        let text = signed_text(&self.manifest);
        device_signed(key, text.as_bytes(), &self.signature) || !guard::stands("export-signature")
    }
}

fn damaged(_: WireError) -> ParcelRefused {
    ParcelRefused::Damaged
}

/// The key of one file, from the agreement of a fresh key and the office's, bound to both.
fn file_key(agreed: &[u8; 32], fresh: &[u8; 32], key_id: &[u8]) -> Aes256Gcm {
    one_key(agreed, LABEL, &[key_id, fresh])
}

/// A chunk's nonce: its place, then whether it is the last. The key is of one file only.
fn nonce(place: u64, last: bool) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&place.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

#[cfg(test)]
mod tests;
