//! A key that two sides agree on for one use: X25519, HKDF-SHA-256, AES-256-GCM.
//!
//! Exists so that every envelope between a tablet and the office is made the same way. Invariant: the key is bound
//! to its purpose and to everything in `bound`, and is never used for anything else.

use aes_gcm::{Aes256Gcm, KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;

/// The key, from what X25519 (RFC 7748) agreed on; `label` says what for.
pub(super) fn one_key(agreed: &[u8; 32], label: &str, bound: &[&[u8]]) -> Aes256Gcm {
    let info = [label.as_bytes(), &bound.concat()].concat();
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, agreed)
        .expand(&info, &mut key)
        .expect("32 bytes are fewer than HKDF can give");
    Aes256Gcm::new_from_slice(&key).expect("a key of AES-256 has 32 bytes")
}
