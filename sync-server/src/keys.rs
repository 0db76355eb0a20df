//! The server's signing keys: packages, receipts and the log are signed here and nowhere else.
//!
//! Invariant: secret bytes never leave this module; the files are readable by their owner only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use curve25519_dalek::montgomery::MontgomeryPoint;
use domain::assignment::{PACKAGE_LABEL, SignedPackage};
use domain::time::Timestamp;
use domain::wire::api::{BlobReceipt, SeatCard};
use domain::wire::sync::SignedPolicy;
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Prefix of the bytes a receipt signature covers.
pub const BLOB_CONTEXT: &str = "suicha blob v1\n";

/// Package key and log key.
#[derive(Debug)]
pub struct Keys {
    package: SigningKey,
    log: SigningKey,
}

impl Keys {
    /// Reads both keys from `dir`, making them on the first start.
    ///
    /// # Errors
    /// When a key file cannot be read, written, or is not 32 bytes in hex.
    pub fn open(dir: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(dir)?;
        Ok(Self {
            package: load(&dir.join("package.key"))?,
            log: load(&dir.join("log.key"))?,
        })
    }

    /// The log's key, for [`domain::log`].
    pub fn log(&self) -> &SigningKey {
        &self.log
    }

    /// Id of the package key: the first 8 bytes of its SHA-256 in hex.
    pub fn key_id(&self) -> String {
        hex::encode(&Sha256::digest(self.package.verifying_key().as_bytes())[..8])
    }

    /// Public keys a tablet pins at enrolment: key id → Ed25519 verifying key (base64url).
    pub fn published(&self) -> BTreeMap<String, String> {
        let public = URL_SAFE_NO_PAD.encode(self.package.verifying_key().as_bytes());
        BTreeMap::from([(self.key_id(), public)])
    }

    /// What the package key of this id and an export file's fresh X25519 key agree on (RFC 7748 §6.1, on the
    /// Montgomery form of the pinned key); none when there is no such key.
    pub fn agree(&self, key_id: &str, fresh: &[u8; 32]) -> Option<[u8; 32]> {
        let agreed = MontgomeryPoint(*fresh).mul_clamped(self.package.to_scalar_bytes());
        (key_id == self.key_id()).then(|| agreed.to_bytes())
    }

    /// Signs a package body.
    pub fn sign_package(&self, body: String) -> SignedPackage {
        SignedPackage {
            key_id: self.key_id(),
            signature: self.sign(&format!("{PACKAGE_LABEL}{body}")),
            body,
        }
    }

    /// Signs the witness policy for tablets.
    pub fn sign_policy(&self, text: String) -> SignedPolicy {
        SignedPolicy {
            key_id: self.key_id(),
            signature: self.sign(&format!("{}{text}", SignedPolicy::LABEL)),
            text,
        }
    }

    /// Signs whose a seat's key is.
    pub fn sign_card(&self, body: String) -> SeatCard {
        SeatCard {
            key_id: self.key_id(),
            signature: self.sign(&format!("{}{body}", SeatCard::LABEL)),
            body,
        }
    }

    /// Signs a receipt for bytes that are durable here.
    pub fn sign_receipt(
        &self,
        sha256: &str,
        size_bytes: u64,
        received_at: Timestamp,
        safe: bool,
    ) -> BlobReceipt {
        let text = format!("{BLOB_CONTEXT}{sha256} {size_bytes} {}", received_at.0);
        BlobReceipt {
            sha256: sha256.to_owned(),
            size_bytes,
            received_at,
            safe,
            key_id: self.key_id(),
            signature: self.sign(&text),
            oddity: None,
        }
    }

    fn sign(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.package.sign(text.as_bytes()).to_bytes())
    }
}

fn load(path: &Path) -> std::io::Result<SigningKey> {
    let damaged = || std::io::Error::other(format!("{} is not 32 bytes in hex", path.display()));
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let bytes = hex::decode(text.trim()).map_err(|_| damaged())?;
            let seed: [u8; 32] = bytes.try_into().map_err(|_| damaged())?;
            Ok(SigningKey::from_bytes(&seed))
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let seed = crate::clock::random::<32>();
            write_private(path, &hex::encode(seed))?;
            Ok(SigningKey::from_bytes(&seed))
        }
        Err(e) => Err(e),
    }
}

/// Writes a file only its owner can read, durably.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    crate::blobs::sync_dir(path)
}
