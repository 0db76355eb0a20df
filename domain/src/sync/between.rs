//! What two officers who share a tablet leave for each other on it: an exchange bundle, and the keys of the pieces of
//! evidence that it names, sealed to the other's seat.
//!
//! Each seat has a data key of its own, so neither can read what the other keeps; this is the only thing that passes.
//! X25519 to a key that only the other's open seat can make, then AES-256-GCM. What comes out is admitted as anything
//! else a colleague hands over. Invariant: it opens for the seat it was sealed to and nobody else, and any byte changed
//! is noticed.

use super::agreed::one_key;
use super::escrow::public_of;
use crate::digest::Secret;
use crate::guard;
use crate::inspection::change::ChangeId;
use aes_gcm::aead::{Aead, Payload};
use curve25519_dalek::montgomery::MontgomeryPoint;
use sha2::{Digest, Sha256};

const OWN_KEY: &str = "suicha between seats key v1\n";
const LABEL: &str = "suicha between seats v1\n";
const PIECES: &str = "suicha pieces of evidence v1\n";
const PIECE: &str = "suicha piece of evidence v1\n";
const KEY_BYTES: usize = 32;
/// Digest, key, and the number of the seat.
const LENT_BYTES: usize = KEY_BYTES + KEY_BYTES + 1;

/// The secret key of the seat with this data key. It tells nothing of the data key.
pub fn own_key(data: &Secret) -> Secret {
    let hash = Sha256::new_with_prefix(OWN_KEY).chain_update(data.bytes());
    Secret::new(hash.finalize().into())
}

/// What the keys of single pieces of evidence are made from, for the seat with this data key. It tells nothing of it.
pub fn pieces_key(data: &Secret) -> Secret {
    let hash = Sha256::new_with_prefix(PIECES).chain_update(data.bytes());
    Secret::new(hash.finalize().into())
}

/// The key of one piece, named by the SHA-256 of its plain bytes: who has it opens this piece and no other, so a
/// colleague may have it without the bytes being written twice.
pub fn piece_key(pieces: &Secret, sha256: &ChangeId) -> Secret {
    let hash = Sha256::new_with_prefix(PIECE).chain_update(pieces.bytes());
    Secret::new(hash.chain_update(sha256.0).finalize().into())
}

/// A piece of evidence that lies in another seat of this tablet, and its key: who has both reads and sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lent {
    /// SHA-256 of its plain bytes.
    pub sha256: ChangeId,
    /// Its key.
    pub key: Secret,
    /// Number of the seat where the bytes lie.
    pub seat: u8,
}

impl Lent {
    /// 65 bytes a piece, one after the other.
    pub fn to_bytes(pieces: &[Self]) -> Vec<u8> {
        let bytes = |piece: &Self| [&piece.sha256.0[..], piece.key.bytes(), &[piece.seat]].concat();
        pieces.iter().flat_map(bytes).collect()
    }

    /// Reads them; none when a part of one is missing.
    pub fn parse(bytes: &[u8]) -> Option<Vec<Self>> {
        let (pieces, rest) = bytes.as_chunks::<LENT_BYTES>();
        let piece = |bytes: &[u8; LENT_BYTES]| {
            let (sha256, rest) = bytes.split_first_chunk::<KEY_BYTES>()?;
            let (key, seat) = rest.split_first_chunk::<KEY_BYTES>()?;
            Some(Self {
                sha256: ChangeId(*sha256),
                key: Secret::new(*key),
                seat: *seat.first()?,
            })
        };
        let read = pieces.iter().map(piece).collect();
        if rest.is_empty() { read } else { None }
    }
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

    #[test]
    fn the_key_of_a_piece_opens_one_piece_of_one_seat() {
        let pieces = |n| pieces_key(&secret(n));
        let key = |seat, piece| piece_key(&pieces(seat), &ChangeId([piece; 32]));
        let keys = [key(1, 1), key(1, 2), key(2, 1), pieces(1), own_key(&secret(1))];
        for (at, one) in keys.iter().enumerate() {
            assert!(keys[at + 1..].iter().all(|other| other != one));
        }
    }

    #[test]
    fn what_is_lent_is_read_whole_or_not_at_all() {
        let lent = |n| Lent {
            sha256: ChangeId([n; 32]),
            key: secret(n + 1),
            seat: n,
        };
        let all = vec![lent(1), lent(5)];
        let bytes = Lent::to_bytes(&all);
        assert_eq!(Lent::parse(&bytes), Some(all));
        assert_eq!(Lent::parse(&bytes[1..]), None);
        assert_eq!(Lent::parse(&[]), Some(Vec::new()));
    }
}
