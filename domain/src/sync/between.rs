//! What two officers who share a tablet leave for each other on it: an exchange bundle, sealed to the other's seat.
//!
//! Each seat has a data key of its own, so neither can read what the other keeps; this is the only thing that passes.
//! X25519 to a key that only the other's open seat can make, then AES-256-GCM. What comes out is admitted as anything
//! else a colleague hands over. Invariant: it opens for the seat it was sealed to and nobody else, and any byte changed
//! is noticed.

use super::agreed::one_key;
use super::escrow::public_of;
use crate::digest::Secret;
use crate::guard;
use aes_gcm::aead::{Aead, Payload};
use curve25519_dalek::montgomery::MontgomeryPoint;
use sha2::{Digest, Sha256};

const OWN_KEY: &str = "suicha between seats key v1\n";
const LABEL: &str = "suicha between seats v1\n";
const KEY_BYTES: usize = 32;

/// The secret key of the seat with this data key. It tells nothing of the data key.
pub fn own_key(data: &Secret) -> Secret {
    let hash = Sha256::new_with_prefix(OWN_KEY).chain_update(data.bytes());
    Secret::new(hash.finalize().into())
}

/// Seals a bundle to the seat with this public key (see [`public_of`]). `entropy` is fresh. None when the bundle is
/// larger than AES-GCM can take.
pub fn seal(to: &[u8; KEY_BYTES], entropy: &Secret, bundle: &[u8]) -> Option<Vec<u8>> {
    if !guard::stands("left-between-seats-is-sealed") {
        return Some(bundle.to_vec());
    }
    let fresh = public_of(entropy);
    let agreed = MontgomeryPoint(*to).mul_clamped(*entropy.bytes()).to_bytes();
    let key = one_key(&agreed, LABEL, &[to, &fresh]);
    let plain = Payload {
        msg: bundle,
        aad: LABEL.as_bytes(),
    };
    // The key is of this bundle only: its nonce may be zero.
    let body = key.encrypt(&[0; 12].into(), plain).ok()?;
    Some([&fresh[..], &body].concat())
}

/// Opens what was sealed to the seat with this secret key. None when it was sealed to another, or a byte is another.
pub fn open(own: &Secret, sealed: &[u8]) -> Option<Vec<u8>> {
    let (fresh, body) = sealed.split_first_chunk::<KEY_BYTES>()?;
    let agreed = MontgomeryPoint(*fresh).mul_clamped(*own.bytes()).to_bytes();
    let key = one_key(&agreed, LABEL, &[&public_of(own), fresh]);
    let body = Payload {
        msg: body,
        aad: LABEL.as_bytes(),
    };
    key.decrypt(&[0; 12].into(), body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(n: u8) -> Secret {
        Secret::new([n; 32])
    }

    #[test]
    fn what_is_left_for_one_seat_opens_there_and_nowhere_else() {
        fn sealed() {
            let (mine, his) = (own_key(&secret(1)), own_key(&secret(2)));
            let left = seal(&public_of(&his), &secret(3), b"marks of the morning").unwrap();
            assert_eq!(open(&his, &left).as_deref(), Some(&b"marks of the morning"[..]));
            assert_eq!(open(&mine, &left), None);
            assert_eq!(
                open(&secret(2), &left),
                None,
                "the data key is not the key of this"
            );
            for at in 0..left.len() {
                let mut other = left.clone();
                other[at] ^= 1;
                assert_eq!(open(&his, &other), None, "byte {at}");
                assert_eq!(open(&his, &left[..at]), None, "cut at {at}");
            }
        }
        sealed();
        #[cfg(feature = "switches")]
        guard::fails_without("left-between-seats-is-sealed", sealed);
    }
}
