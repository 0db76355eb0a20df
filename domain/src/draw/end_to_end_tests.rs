//! The whole example of the protocol, `ssj_draw_1_e2e` of the vectors: 30 subjects, 8 inspectors, 2 witnesses, a
//! log of 23 leaves with checkpoint, cosignature and proof. Computed by an independent Python program.

use super::matching::{Bits, Instance, deal};
use super::stream::{Name, Stream};
use super::vector_tests::{digest, items, numbers, secret, text, vectors};
use super::{order, seed};
use crate::canon;
use crate::digest::Digest;
use crate::log::note::cosign;
use crate::log::{Checkpoint, Log, Note, Policy, VerifierKey, leaf_hash, proof};
use ed25519_dalek::SigningKey;
use serde_json::Value;

fn rows(value: &Value) -> Vec<String> {
    items(value).iter().map(|r| text(r).to_owned()).collect()
}

fn log(e2e: &Value) -> Log {
    Log::restore("draw.example.gov/log1", rows(&e2e["log"]))
}

#[test]
fn the_log_and_its_proof_verify() {
    let all = vectors();
    let e2e = &all["ssj_draw_1_e2e"];
    let log = log(e2e);
    assert_eq!(log.tree().root(23), Some(digest(&e2e["log_root"])));
    let policy = Policy {
        log: VerifierKey::parse(text(&e2e["log_vkey"])).unwrap(),
        witnesses: vec![VerifierKey::parse(text(&e2e["witness_vkey"])).unwrap()],
        quorum: 1,
    };
    assert_eq!(Policy::parse(&policy.text()).unwrap(), policy);
    let index = e2e["assign_index"].as_u64().unwrap();
    let checkpoint = text(&e2e["checkpoint"]);
    assert_eq!(log.proof(index, checkpoint).unwrap(), text(&e2e["tlog_proof"]));
    let leaf = text(&e2e["log"][9]).as_bytes();
    let proven = proof::verify(leaf, text(&e2e["tlog_proof"]), &policy).unwrap();
    assert_eq!(
        (proven.index, proven.checkpoint.size, proven.witnesses.len()),
        (9, 23, 1)
    );
    for at in 0..leaf.len() {
        let mut changed = leaf.to_vec();
        changed[at] ^= 1;
        assert!(proof::verify(&changed, text(&e2e["tlog_proof"]), &policy).is_err());
    }
    let bytes = text(&e2e["tlog_proof"]).as_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        let fits = String::from_utf8(changed).is_ok_and(|t| proof::verify(leaf, &t, &policy).is_ok());
        assert!(!fits, "byte {at}");
    }
}

#[test]
fn a_cosignature_is_checked_with_its_time() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let checkpoint = Checkpoint {
        origin: "o".into(),
        size: 3,
        root: Digest([1; 32]),
    }
    .text();
    let line = cosign(&checkpoint, "w", &key, 1_795_000_000);
    let note = Note::parse(&format!("{checkpoint}\n{line}\n")).unwrap();
    let known = VerifierKey::of("w", crate::log::KeyKind::Witness, &key);
    assert_eq!(note.verify(&known), Ok(1_795_000_000));
    let as_log = VerifierKey::of("w", crate::log::KeyKind::Log, &key);
    assert!(note.verify(&as_log).is_err());
}

#[test]
fn roots_secrets_and_seed_agree() {
    let all = vectors();
    let e2e = &all["ssj_draw_1_e2e"];
    let leaf = |i: usize| canon::parse(text(&e2e["log"][i]).as_bytes()).unwrap();
    let commit = leaf(3);
    assert_eq!(
        super::freeze::rows_root(&rows(&e2e["rows"])),
        digest(&commit["roster"])
    );
    assert_eq!(
        super::freeze::rows_root(&rows(&e2e["inspectors"])),
        digest(&commit["inspectors"])
    );
    let pairs: Vec<(crate::id::InspectorId, crate::id::SubjectId)> =
        serde_json::from_value(e2e["recuse"].clone()).unwrap();
    assert_eq!(
        super::freeze::recuse_digest(&pairs).unwrap(),
        digest(&commit["recuse"])
    );
    let s = secret(&leaf(20)["S"]);
    let reveals = [secret(&leaf(4)["e"]), secret(&leaf(5)["e"])];
    assert_eq!(super::server_commitment(&s), digest(&commit["srv"]));
    for (e, wanted) in reveals.iter().zip(items(&commit["wit"])) {
        assert_eq!(super::witness_commitment(e), digest(wanted));
    }
    let commit_leaf = leaf_hash(text(&e2e["log"][3]).as_bytes());
    assert_eq!(
        seed::derive(&commit_leaf, &s, &reveals, b""),
        digest(&e2e["seed"])
    );
}

#[test]
fn orders_agree() {
    let all = vectors();
    let e2e = &all["ssj_draw_1_e2e"];
    let rows: Vec<Value> = items(&e2e["rows"])
        .iter()
        .map(|r| canon::parse(text(r).as_bytes()).unwrap())
        .collect();
    for (stratum, wanted) in e2e["strata_order"].as_object().unwrap() {
        let ids: Vec<&str> = rows
            .iter()
            .filter(|r| r["st"] == "in" && r["str"] == stratum.as_str())
            .map(|r| text(&r["id"]))
            .collect();
        let name = Name {
            stage: "objects",
            stratum,
            purpose: "order",
            ctr: 0,
        };
        let mut stream = Stream::open(&digest(&e2e["seed"]), name);
        let n = ids.len() as u32;
        let got: Vec<&str> = order::prefix(n, n, &mut stream)
            .iter()
            .map(|i| ids[*i as usize])
            .collect();
        assert_eq!(got, items(&wanted["order"]).iter().map(text).collect::<Vec<_>>());
    }
}

#[test]
fn teams_agree_before_and_after_the_mix() {
    let all = vectors();
    let e2e = &all["ssj_draw_1_e2e"];
    let staff: Vec<Value> = items(&e2e["inspectors"])
        .iter()
        .map(|r| canon::parse(text(r).as_bytes()).unwrap())
        .collect();
    let chosen: Vec<&str> = items(&e2e["chosen"]).iter().map(text).collect();
    let mut allowed = Vec::new();
    for object in &chosen {
        for lead_only in [true, false] {
            let mut may = Bits::none(staff.len());
            for (i, row) in staff.iter().enumerate() {
                let recused = items(&e2e["recuse"])
                    .iter()
                    .any(|p| p[0] == row["id"] && p[1] == *object);
                may.set(i, !recused && (!lead_only || row["lead"] == 1));
            }
            allowed.push(may);
        }
    }
    let instance = Instance {
        prior: vec![0; staff.len()],
        hard: vec![u64::MAX; staff.len()],
        first: (0..=chosen.len()).map(|o| o * 2).collect(),
        object: (0..chosen.len() * 2).map(|q| q / 2).collect(),
        allowed,
        apart: Vec::new(),
    };
    let got = deal(&instance, &digest(&e2e["seed"])).unwrap();
    let before: Vec<u64> = got.before_mix.iter().map(|i| *i as u64).collect();
    assert_eq!(got.level, e2e["cap"].as_u64().unwrap());
    assert_eq!(got.steps, e2e["mix_steps"].as_u64().unwrap());
    assert_eq!(before, numbers(&e2e["after_M2_before_mix"]));
    let teams: Vec<Vec<&str>> = got
        .seats
        .chunks(2)
        .map(|t| t.iter().map(|i| text(&staff[*i]["id"])).collect())
        .collect();
    let wanted: Vec<Vec<&str>> = items(&e2e["teams"])
        .iter()
        .map(|t| items(t).iter().map(text).collect())
        .collect();
    assert_eq!(teams, wanted);
}

/// The replacement of the example: position 3 of stratum B, approved by the last value before the chain's end.
#[test]
fn the_replaced_subject_is_the_next_of_its_order() {
    let all = vectors();
    let e2e = &all["ssj_draw_1_e2e"];
    let leaf = |i: usize| canon::parse(text(&e2e["log"][i]).as_bytes()).unwrap();
    let (commit, request, answer) = (leaf(3), leaf(21), leaf(22));
    assert_eq!(answer["req"], 21);
    let otp = digest(&answer["otp"]);
    assert_eq!(
        crate::digest::sha256(&[&otp.0]),
        digest(&commit["approver"]["end"])
    );
    let order = items(&e2e["strata_order"]["B"]["order"]);
    let m = e2e["strata_order"]["B"]["m"].as_u64().unwrap() as usize;
    assert!(order[..m].contains(&request["obj"]));
    assert_eq!(order[m], answer["new"]);
}
