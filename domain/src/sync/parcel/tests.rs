//! The file: bytes from an independent program, and every byte changed or missing.

use super::{CHUNK_BYTES, Enclosed, Manifest, Opener, ParcelRefused, Piece, Sealer, Signed, signed_text};
use crate::id::{DeviceId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::{public_on, sign_on};
use crate::time::Timestamp;
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::SigningKey;

/// First eight bytes of the SHA-256 of the public key.
const KEY_ID: &str = "fe812c12f3ab4ce6";

fn office() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn agree(key_id: &str, fresh: &[u8; 32]) -> Option<[u8; 32]> {
    let agreed = MontgomeryPoint(*fresh).mul_clamped(office().to_scalar_bytes());
    (key_id == KEY_ID).then(|| agreed.to_bytes())
}

fn sealer() -> (Sealer, Vec<u8>) {
    Sealer::to(KEY_ID, office().verifying_key().as_bytes(), [9; 32]).unwrap()
}

/// Written by Python's `cryptography` 48 (X25519 over RFC 7748 §4.1 and RFC 8032 §5.1.5, HKDF-SHA-256,
/// AES-256-GCM): office seed 32 × 07, fresh key 32 × 09, chunks "first" and nothing.
#[test]
fn an_independent_program_seals_the_same_bytes() {
    let (mut sealer, mut file) = sealer();
    file.extend(sealer.seal(b"first", false));
    file.extend(sealer.seal(b"", true));
    let expected = "535549434841204558504f525420310afe812c12f3ab4ce657db4b359f23ae5e146e4e25120567047225063\
        48c150c14753d0c933d04d4210000000015dc18693595c826fd5a60df7fc25c38efc66eb0cf40010000001099bdb176a3c598851a5\
        eb8f2bbe5916a";
    assert_eq!(hex::encode(&file), expected);
}

fn tablet() -> DeviceId {
    DeviceId::from("demo-tablet")
}

fn manifest(sizes: &[u64]) -> Manifest {
    let enclosed = |(n, size): (usize, &u64)| Enclosed {
        sha256: ChangeId([u8::try_from(n).unwrap(); 32]),
        size_bytes: *size,
    };
    Manifest {
        device: tablet(),
        inspector: InspectorId::from("demo-cert-01"),
        made_at: Timestamp(1),
        docs: Vec::new(),
        evidence: sizes.iter().enumerate().map(enclosed).collect(),
    }
}

fn signed(manifest: &Manifest, by: &DeviceId) -> Signed {
    let bytes = manifest.to_bytes();
    let signature = sign_on(by, &signed_text(&bytes));
    Signed::new(bytes, signature)
}

/// One byte each evidence could not be read, one of three bytes, and one of more than a chunk.
fn file() -> Vec<u8> {
    let long = vec![5; CHUNK_BYTES + 1];
    let (mut sealer, mut file) = sealer();
    let manifest = manifest(&[1, 3, long.len() as u64]);
    file.extend(sealer.seal(&signed(&manifest, &tablet()).to_bytes(), false));
    file.extend(sealer.seal(&[], false));
    file.extend(sealer.seal(&[1, 2, 3], false));
    let (head, tail) = long.split_at(CHUNK_BYTES);
    file.extend(sealer.seal(head, false));
    file.extend(sealer.seal(tail, true));
    file
}

fn opened(portions: &[&[u8]]) -> Result<Vec<Piece>, ParcelRefused> {
    let (mut opener, mut pieces) = (Opener::default(), Vec::new());
    for portion in portions {
        pieces.extend(opener.feed(portion, agree)?);
    }
    opener.finish().map(|()| pieces)
}

#[test]
fn a_file_opens_in_any_portions() {
    let file = file();
    let whole = opened(&[&file]).unwrap();
    for size in [1, 7, 4_096] {
        let portions: Vec<&[u8]> = file.chunks(size).collect();
        // One byte at a time only as far as the long piece: a million portions show nothing more.
        let (few, rest) = portions.split_at(portions.len().min(600));
        let rest = rest.concat();
        let portions: Vec<&[u8]> = few.iter().copied().chain([rest.as_slice()]).collect();
        assert!(opened(&portions).unwrap() == whole, "portions of {size}");
    }
    let [
        Piece::Manifest(first),
        Piece::Unreadable { at: 0 },
        Piece::Bytes {
            at: 1,
            offset: 0,
            bytes,
        },
        rest @ ..,
    ] = whole.as_slice()
    else {
        panic!("{} pieces", whole.len())
    };
    assert_eq!(first.1, manifest(&[1, 3, CHUNK_BYTES as u64 + 1]));
    assert_eq!(bytes, &[1, 2, 3]);
    let places: Vec<(usize, u64)> = rest
        .iter()
        .filter_map(|piece| match piece {
            Piece::Bytes { at, offset, .. } => Some((*at, *offset)),
            Piece::Manifest(_) | Piece::Unreadable { .. } => None,
        })
        .collect();
    assert_eq!(places, [(2, 0), (2, CHUNK_BYTES as u64)]);
}

#[test]
fn any_byte_changed_is_refused() {
    let file = file();
    let manifest_ends = file.len() - CHUNK_BYTES - 100;
    let step =
        |at: &usize| *at < manifest_ends.min(900) || at.is_multiple_of(65_537) || *at + 50 > file.len();
    let mut tried = 0;
    for at in (0..file.len()).filter(step) {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let refused = opened(&[&changed]).unwrap_err();
        let expected: &[ParcelRefused] = match at {
            0..14 => &[ParcelRefused::Foreign],
            14 | 15 => &[ParcelRefused::Newer],
            16..24 => &[ParcelRefused::OtherOffice],
            _ => &[ParcelRefused::Damaged, ParcelRefused::Cut],
        };
        assert!(expected.contains(&refused), "byte {at}: {refused:?}");
        tried += 1;
    }
    assert!(tried > 300, "{tried}");
}

#[test]
fn a_file_cut_anywhere_says_so() {
    let file = file();
    let cuts = (17..700).chain([file.len() - 30, file.len() - 22, file.len() - 1]);
    for cut in cuts {
        assert_eq!(opened(&[&file[..cut]]), Err(ParcelRefused::Cut), "cut at {cut}");
    }
    assert_eq!(opened(&[]), Err(ParcelRefused::Foreign));
    assert_eq!(opened(&[b"PK\x03\x04"]), Err(ParcelRefused::Foreign));
    // Whole chunks, in their order, without the last: nothing but the end itself is missing.
    let (mut sealer, mut short) = sealer();
    short.extend(sealer.seal(&signed(&manifest(&[3]), &tablet()).to_bytes(), false));
    short.extend(sealer.seal(&[1, 2, 3], false));
    assert_eq!(opened(&[&short]), Err(ParcelRefused::Cut));
    let more = [file.as_slice(), &[0; 40]].concat();
    assert_eq!(opened(&[&more]), Err(ParcelRefused::Damaged));
}

#[test]
fn chunks_neither_change_places_nor_exceed_what_was_named() {
    let (mut sealer, head) = sealer();
    let first = sealer.seal(&signed(&manifest(&[3, 3]), &tablet()).to_bytes(), false);
    let (one, two) = (sealer.seal(&[1; 3], false), sealer.seal(&[2; 3], true));
    let swapped = [head.as_slice(), &first, &two, &one].concat();
    assert_eq!(opened(&[&swapped]), Err(ParcelRefused::Damaged));
    let (mut sealer, head) = self::sealer();
    let first = sealer.seal(&signed(&manifest(&[3]), &tablet()).to_bytes(), false);
    let long = sealer.seal(&[1; 4], true);
    let longer = [head.as_slice(), &first, &long].concat();
    assert_eq!(opened(&[&longer]), Err(ParcelRefused::Damaged));
    // A fresh key of small order agrees with every office on zero (RFC 7748 §6.1).
    let weak = [&head[..24], &[0; 32]].concat();
    assert_eq!(opened(&[&weak]), Err(ParcelRefused::Damaged));
}

#[test]
fn only_the_tablets_own_key_signs_for_it() {
    let manifest = manifest(&[]);
    let mine = signed(&manifest, &tablet());
    assert!(mine.holds(&public_on(&tablet())));
    assert!(!mine.holds(&public_on(&DeviceId::from("another-tablet"))));
    let forged = signed(&manifest, &DeviceId::from("another-tablet"));
    assert!(!forged.holds(&public_on(&tablet())));
    let mut other = manifest;
    other.made_at = Timestamp(2);
    let moved = Signed::new(other.to_bytes(), sign_on(&tablet(), "anything else"));
    assert!(!moved.holds(&public_on(&tablet())));
}

#[cfg(feature = "switches")]
#[test]
fn without_its_guards_a_forged_or_cut_file_would_pass() {
    use crate::guard::fails_without;
    fails_without("export-signature", only_the_tablets_own_key_signs_for_it);
    fails_without("export-end", a_file_cut_anywhere_says_so);
}
