//! Known answers: `tests/vectors/draw/vectors.json` (public vectors of RFC 8439, RFC 4231, RFC 8032, RFC 6962,
//! RFC 8785 and C2SP, and `ssj-draw/1` values computed by an independent Python program).

use super::stream::{Name, Stream, key};
use super::{order, seed, strata};
use crate::canon;
use crate::digest::{Digest, Secret, hmac, sha256};
use crate::log::tree::{is_consistent, root_from_inclusion};
use crate::log::{Tree, leaf_hash};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;

pub(super) fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/draw/vectors.json")).unwrap()
}

pub(super) fn items(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub(super) fn digest(value: &Value) -> Digest {
    text(value).parse().unwrap()
}

pub(super) fn secret(value: &Value) -> Secret {
    text(value).parse().unwrap()
}

pub(super) fn numbers(value: &Value) -> Vec<u64> {
    items(value).iter().map(|n| n.as_u64().unwrap()).collect()
}

#[test]
fn chacha20_gives_the_blocks_of_rfc_8439() {
    let all = vectors();
    let blocks = items(&all["chacha20_rfc8439"]);
    assert_eq!(blocks.len(), 6);
    for block in blocks {
        let nonce = hex::decode(text(&block["nonce"])).unwrap();
        let mut rng = ChaCha20Rng::from_seed(digest(&block["key"]).0);
        // A 96-bit nonce is the upper half of the 64-bit block counter and the 64-bit stream number.
        let high = u128::from(u32::from_le_bytes(nonce[..4].try_into().unwrap()));
        rng.set_stream(u64::from_le_bytes(nonce[4..].try_into().unwrap()));
        let counter = (high << 32) + u128::from(block["counter"].as_u64().unwrap());
        rng.set_word_pos((counter & u128::from(u64::MAX)) * 16);
        let mut out = [0; 64];
        rng.fill_bytes(&mut out);
        assert_eq!(hex::encode(out), text(&block["keystream"]), "{}", block["source"]);
    }
    let far = &all["chacha20_counter_2p32"];
    let mut rng = ChaCha20Rng::from_seed(digest(&far["key"]).0);
    rng.set_word_pos((1 << 32) * 16);
    let mut out = [0; 64];
    rng.fill_bytes(&mut out);
    assert_eq!(hex::encode(out), text(&far["keystream"]));
}

#[test]
fn words_are_the_little_endian_keystream() {
    for long in items(&vectors()["chacha20_rng_long"]) {
        let mut stream = Stream::with_key(&digest(&long["key"]));
        let words: Vec<u64> = (0..131_072).map(|_| stream.word()).collect();
        let first: Vec<String> = words[..8].iter().map(u64::to_string).collect();
        assert_eq!(
            first,
            items(&long["first_u64"]).iter().map(text).collect::<Vec<_>>()
        );
        assert_eq!(words[131_071].to_string(), text(&long["u64_at_index_131071"]));
        let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
        assert_eq!(sha256(&[&bytes]), digest(&long["sha256_first_1MiB"]));
    }
}

#[test]
fn bounded_numbers_have_their_values_and_word_counts() {
    let all = vectors();
    let cases = items(&all["ssj_draw_1"]["bounded"]);
    assert_eq!(cases.len(), 18);
    for case in cases {
        let n: u64 = text(&case["n"]).parse().unwrap();
        let mut stream = Stream::with_key(&digest(&case["key"]));
        let out: Vec<String> = items(&case["out"])
            .iter()
            .map(|_| stream.below(n).to_string())
            .collect();
        assert_eq!(
            out,
            items(&case["out"]).iter().map(text).collect::<Vec<_>>(),
            "n = {n}"
        );
        assert_eq!(stream.used(), case["words"].as_u64().unwrap(), "n = {n}");
    }
}

#[test]
fn orders_have_their_values_dense_and_sparse() {
    let all = vectors();
    let cases = items(&all["ssj_draw_1"]["order"]);
    assert_eq!(cases.len(), 10);
    for case in cases {
        let seed = digest(&case["seed"]);
        let name = Name {
            stage: text(&case["stage"]),
            stratum: text(&case["stratum"]),
            purpose: text(&case["purpose"]),
            ctr: 0,
        };
        let (n, k) = (
            case["n"].as_u64().unwrap() as u32,
            case["k"].as_u64().unwrap() as u32,
        );
        let mut stream = Stream::open(&seed, name);
        let got = order::prefix(n, k, &mut stream);
        let bytes: Vec<u8> = got.iter().flat_map(|i| i.to_le_bytes()).collect();
        assert_eq!(sha256(&[&bytes]), digest(&case["sha256_u32le"]), "{k} of {n}");
        assert_eq!(stream.used(), case["words"].as_u64().unwrap());
        let few = k.min(1000);
        assert_eq!(
            order::prefix_sparse(n, few, &mut Stream::open(&seed, name)),
            got[..few as usize]
        );
    }
}

#[test]
fn seeds_and_stream_keys_have_their_values() {
    let all = vectors();
    for case in items(&all["ssj_draw_1"]["seed"]) {
        let wit: Vec<Secret> = items(&case["wit"]).iter().map(secret).collect();
        let beacon = hex::decode(text(&case["beacon"])).unwrap_or_else(|_| text(&case["beacon"]).into());
        let got = seed::derive(&digest(&case["commit_leaf"]), &secret(&case["S"]), &wit, &beacon);
        assert_eq!(got, digest(&case["seed"]), "{case}");
    }
    let mut keys = std::collections::BTreeSet::new();
    for case in items(&all["ssj_draw_1"]["stream_key"]) {
        let name = Name {
            stage: text(&case["stage"]),
            stratum: text(&case["stratum"]),
            purpose: text(&case["purpose"]),
            ctr: case["ctr"].as_u64().unwrap(),
        };
        assert_eq!(key(&digest(&case["seed"]), name), digest(&case["key"]), "{case}");
        keys.insert(digest(&case["key"]));
    }
    assert_eq!(keys.len(), 10);
}

#[test]
fn sample_sizes_have_their_values() {
    let all = vectors();
    let cases = items(&all["ssj_draw_1"]["ratio_ceil"]);
    assert_eq!(cases.len(), 14);
    for case in cases {
        let n = |key: &str| case[key].as_u64().unwrap();
        assert_eq!(
            strata::ratio_ceil(n("N"), n("num"), n("den"), n("min")),
            n("m"),
            "{case}"
        );
    }
    let cases = items(&all["ssj_draw_1"]["hamilton"]);
    assert_eq!(cases.len(), 9);
    for case in cases {
        let tie: Vec<usize> = numbers(&case["tie"]).iter().map(|t| *t as usize).collect();
        let column = |key: &str| numbers(&case[key]);
        let got = strata::share(
            case["M"].as_u64().unwrap(),
            &column("q"),
            &column("min"),
            &column("cap"),
            &tie,
        );
        assert_eq!(got, Some(column("m")), "{case}");
    }
}

#[test]
fn the_tree_has_the_roots_and_paths_of_rfc_6962() {
    let all = vectors();
    let merkle = &all["merkle_rfc6962"];
    let leaves: Vec<Digest> = items(&merkle["leaves"])
        .iter()
        .map(|l| leaf_hash(&hex::decode(text(l)).unwrap()))
        .collect();
    let tree = Tree::of(leaves.iter().copied());
    assert_eq!(tree.root(0), Some(digest(&merkle["empty_root"])));
    for (i, root) in items(&merkle["roots_1_to_8"]).iter().enumerate() {
        assert_eq!(tree.root(i as u64 + 1), Some(digest(root)));
    }
    for case in items(&merkle["inclusion"]) {
        let (index, size) = (case["index"].as_u64().unwrap(), case["size"].as_u64().unwrap());
        let path: Vec<Digest> = items(&case["path"]).iter().map(digest).collect();
        assert_eq!(tree.inclusion(index, size), Some(path));
    }
    assert_eq!(tree.root(9), None);
    assert_eq!(tree.inclusion(8, 8), None);
}

#[test]
fn every_proof_holds_and_every_other_one_does_not() {
    let tree = Tree::of((0..70_u8).map(|b| leaf_hash(&[b])));
    for size in 1..=70 {
        let root = tree.root(size).unwrap();
        for index in 0..size {
            let path = tree.inclusion(index, size).unwrap();
            let leaf = leaf_hash(&[index as u8]);
            assert_eq!(root_from_inclusion(&leaf, index, size, &path), Some(root));
            assert_ne!(
                root_from_inclusion(&leaf, (index + 1) % size, size, &path),
                Some(root).filter(|_| size > 1)
            );
            let longer: Vec<Digest> = path.iter().copied().chain([root]).collect();
            assert_ne!(root_from_inclusion(&leaf, index, size, &longer), Some(root));
        }
        for old in 1..=size {
            let (before, path) = (tree.root(old).unwrap(), tree.consistency(old, size).unwrap());
            assert!(is_consistent(old, &before, size, &root, &path), "{old} to {size}");
            assert!(!is_consistent(old, &leaf_hash(b"x"), size, &root, &path));
            if old < size {
                assert!(!is_consistent(old, &before, size, &before, &path));
                assert!(!is_consistent(
                    old,
                    &before,
                    size,
                    &root,
                    &[path.as_slice(), &[root]].concat()
                ));
            }
        }
    }
}

#[test]
fn ed25519_gives_the_signatures_of_rfc_8032() {
    let all = vectors();
    let cases = items(&all["ed25519_rfc8032"]);
    assert_eq!(cases.len(), 3);
    for case in cases {
        let key = SigningKey::from_bytes(&digest(&case["sk"]).0);
        let message = hex::decode(text(&case["msg"])).unwrap();
        assert_eq!(hex::encode(key.verifying_key().as_bytes()), text(&case["pk"]));
        assert_eq!(hex::encode(key.sign(&message).to_bytes()), text(&case["sig"]));
        let public = VerifyingKey::from_bytes(&digest(&case["pk"]).0).unwrap();
        let signature = Signature::from_slice(&hex::decode(text(&case["sig"])).unwrap()).unwrap();
        assert!(public.verify_strict(&message, &signature).is_ok());
    }
}

#[test]
fn canonical_text_has_its_known_bytes() {
    let all = vectors();
    let row = &all["jcs_rfc8785"]["profile_row"];
    let got = canon::encode_value(&row["input"]).unwrap();
    assert_eq!(hex::encode(&got), text(&row["canonical_hex"]));
    assert_eq!(leaf_hash(got.as_bytes()), digest(&row["leaf"]));
    // Keys outside ASCII sort differently by UTF-16 and by bytes: the profile has none.
    assert!(canon::encode_value(&all["jcs_rfc8785"]["sort_trap"]["input"]).is_err());
}

#[test]
fn hmac_has_the_values_of_rfc_4231() {
    for case in items(&vectors()["hmac_rfc4231"]) {
        let bytes = |key: &str| hex::decode(text(&case[key])).unwrap();
        assert_eq!(hmac(&bytes("key"), &[&bytes("data")]), digest(&case["mac"]));
    }
}
