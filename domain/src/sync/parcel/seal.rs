//! Sealing: the tablet's side. Chunks go out one after another; nothing larger than one of them is held.

use super::{HEAD, file_key, nonce};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, Payload};
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::VerifyingKey;
use std::fmt;

/// Seals one file.
pub struct Sealer {
    cipher: Aes256Gcm,
    place: u64,
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl Sealer {
    /// To the office's package key as pinned at enrolment: its id (16 hex digits) and Ed25519 bytes, used on the
    /// Montgomery form of its curve. `entropy` is fresh for every file. The answer is the sealer and the file's
    /// first bytes; none when the key is no key.
    pub fn to(key_id: &str, office: &[u8; 32], entropy: [u8; 32]) -> Option<(Self, Vec<u8>)> {
        let id = hex::decode(key_id)
            .ok()
            .filter(|id| id.len() == super::KEY_ID_BYTES)?;
        let office = VerifyingKey::from_bytes(office).ok()?.to_montgomery();
        let fresh = MontgomeryPoint::mul_base_clamped(entropy).to_bytes();
        let agreed = office.mul_clamped(entropy).to_bytes();
        let cipher = file_key(&agreed, &fresh, &id);
        let head = [HEAD, &id, &fresh].concat();
        Some((Self { cipher, place: 0 }, head))
    }

    /// The next chunk: `last` ends the file.
    pub fn seal(&mut self, plain: &[u8], last: bool) -> Vec<u8> {
        let sealed = self
            .cipher
            .encrypt(
                &nonce(self.place, last).into(),
                Payload {
                    msg: plain,
                    aad: HEAD,
                },
            )
            .expect("a chunk is far shorter than AES-GCM can take");
        self.place += 1;
        let mut chunk = Vec::with_capacity(sealed.len() + 5);
        chunk.push(u8::from(last));
        chunk.extend(u32::try_from(sealed.len()).unwrap_or(u32::MAX).to_be_bytes());
        chunk.extend(sealed);
        chunk
    }
}
