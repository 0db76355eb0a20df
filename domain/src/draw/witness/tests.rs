//! A witness signs an honest log and nothing else.

use super::*;
use crate::digest::{Secret, sha256};
use crate::draw::leaf::{CommitLeaf, ReplKind, ReplReqLeaf};
use crate::draw::plan::{BeaconRule, Caps};
use crate::log::{KeyKind, Log, Note};

/// 2026-11-20 01:30:00Z (RFC 3339 arithmetic).
const NOW: Timestamp = Timestamp(1_795_138_200_000);
const LATER: u64 = 1_795_138_200 + 3600;

fn log_key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn entropy() -> Digest {
    // Draw protocol §2.3: the commitment is SHA-256 over the label, a newline and E.
    sha256(&[b"ssj-draw/1 wit\n", &[5; 32]])
}

fn commit_leaf(wit: Vec<Digest>, deadline: u64) -> String {
    let any = Digest([0; 32]);
    let leaf = Leaf::Commit(CommitLeaf {
        v: crate::draw::leaf::VERSION.to_owned(),
        seq: 1,
        plan: any,
        roster: any,
        n: 1,
        inspectors: any,
        recuse: any,
        strata: Vec::new(),
        total: None,
        team: Vec::new(),
        caps: Caps::default(),
        apart: Vec::new(),
        srv: any,
        escrow: None,
        wit,
        approver: None,
        beacon: BeaconRule::None,
        prev: None,
        deadline,
        open_by: None,
        children: None,
    });
    leaf.text().unwrap()
}

/// A log of three old leaves, then the commit leaf, then one more.
struct World {
    log: Log,
    leaf: String,
    memory: LogMemory,
}

fn world(deadline: u64) -> World {
    let mut log = Log::new("test.example/log");
    for old in ["a", "b", "c"] {
        log.append(old.as_bytes());
    }
    let memory = LogMemory {
        key: VerifierKey::of("test.example/log", KeyKind::Log, &log_key()).to_string(),
        size: 3,
        root: log.tree().root(3),
    };
    let leaf = commit_leaf(vec![Digest([1; 32]), entropy()], deadline);
    log.append(leaf.as_bytes());
    log.append(b"more");
    World { log, leaf, memory }
}

fn look(w: &World, memory: &LogMemory, revealed: bool) -> Result<Checked, Doubt> {
    let proof = w.log.proof(3, &w.log.signed_checkpoint(&log_key())).unwrap();
    let path = w.log.tree().consistency(memory.size.max(1), 5).unwrap();
    let path: Vec<String> = path.iter().map(ToString::to_string).collect();
    let shown = Shown {
        leaf: &w.leaf,
        proof: &proof,
        from: memory.size,
        path: &path,
    };
    check(memory, &entropy(), shown, revealed, NOW)
}

#[test]
fn an_honest_log_is_cosigned_and_the_signature_fits() {
    let w = world(LATER);
    let checked = look(&w, &w.memory, false).unwrap();
    assert!(!checked.first);
    let line = cosign(&checked, "test.example/w", &[5; 32], NOW);
    let note = Note::parse(&note::add_line(&w.log.signed_checkpoint(&log_key()), &line)).unwrap();
    let key = VerifierKey::from_bytes("test.example/w", KeyKind::Witness, &public_key(&[5; 32])).unwrap();
    assert_eq!(note.verify(&key), Ok(1_795_138_200));
}

#[test]
fn the_commitment_a_witness_checks_is_the_one_it_made() {
    assert_eq!(crate::draw::witness_commitment(&Secret::new([5; 32])), entropy());
}

#[test]
fn a_first_look_is_said_to_be_one() {
    let w = world(LATER);
    let fresh = LogMemory {
        size: 0,
        root: None,
        ..w.memory.clone()
    };
    assert!(look(&w, &fresh, false).unwrap().first);
}

#[test]
fn a_rewritten_past_is_refused() {
    let w = world(LATER);
    let other = LogMemory {
        root: Some(Digest([7; 32])),
        ..w.memory.clone()
    };
    assert_eq!(look(&w, &other, false), Err(Doubt::Consistency));
    // The server claims another starting point than the one remembered.
    let longer = LogMemory {
        size: 4,
        ..w.memory.clone()
    };
    assert_eq!(look(&w, &longer, false), Err(Doubt::Consistency));
}

#[test]
fn another_logs_key_is_refused() {
    let w = world(LATER);
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let memory = LogMemory {
        key: VerifierKey::of("test.example/log", KeyKind::Log, &stranger).to_string(),
        ..w.memory.clone()
    };
    assert_eq!(look(&w, &memory, false), Err(Doubt::Inclusion));
}

#[test]
fn a_leaf_without_the_commitment_is_refused() {
    let mut w = world(LATER);
    w.leaf = commit_leaf(vec![Digest([1; 32])], LATER);
    assert_eq!(look(&w, &w.memory, false), Err(Doubt::Commitment));
    w.leaf = "{}".to_owned();
    assert_eq!(look(&w, &w.memory, false), Err(Doubt::Leaf));
}

#[test]
fn after_the_deadline_nothing_is_revealed_but_the_log_is_still_watched() {
    let w = world(1_795_138_199);
    assert_eq!(look(&w, &w.memory, false), Err(Doubt::Late));
    assert!(look(&w, &w.memory, true).is_ok());
}

fn request_leaf(wit: Option<Digest>) -> String {
    let leaf = Leaf::ReplReq(ReplReqLeaf {
        commit: 0,
        kind: ReplKind::Inspector,
        obj: "s1".into(),
        seat: Some(0),
        who: Some("i1".into()),
        why: "absent".to_owned(),
        evidence: Digest([0; 32]),
        wit,
        beacon: BeaconRule::None,
        salt: "00".repeat(16),
    });
    leaf.text().unwrap()
}

/// The same log with a request where the commit leaf stood.
fn asked(leaf: String) -> World {
    let mut w = world(LATER);
    w.log = Log::new("test.example/log");
    for text in ["a", "b", "c", &leaf, "more"] {
        w.log.append(text.as_bytes());
    }
    w.leaf = leaf;
    w
}

fn look_at_request(w: &World, memory: &LogMemory) -> Result<Checked, Doubt> {
    let proof = w.log.proof(3, &w.log.signed_checkpoint(&log_key())).unwrap();
    let path = w.log.tree().consistency(memory.size.max(1), 5).unwrap();
    let path: Vec<String> = path.iter().map(ToString::to_string).collect();
    let shown = Shown {
        leaf: &w.leaf,
        proof: &proof,
        from: memory.size,
        path: &path,
    };
    check_request(memory, &entropy(), shown)
}

/// Draw protocol §2.11: the request is cosigned first, with the commitment to fresh entropy in it.
#[test]
fn a_request_that_waits_for_this_entropy_is_cosigned() {
    let w = asked(request_leaf(Some(entropy())));
    let checked = look_at_request(&w, &w.memory).unwrap();
    assert_eq!((checked.checkpoint.size, checked.first), (5, false));
}

#[test]
fn a_request_for_other_entropy_or_for_none_is_not() {
    for wit in [None, Some(Digest([1; 32]))] {
        let w = asked(request_leaf(wit));
        assert_eq!(look_at_request(&w, &w.memory), Err(Doubt::Commitment));
    }
}

#[test]
fn a_commit_leaf_is_no_request_and_a_request_no_commit_leaf() {
    let w = world(LATER);
    assert_eq!(look_at_request(&w, &w.memory), Err(Doubt::Leaf));
    let w = asked(request_leaf(Some(entropy())));
    assert_eq!(look(&w, &w.memory, true), Err(Doubt::Leaf));
}

#[test]
fn a_request_in_a_second_spelling_is_refused() {
    let spelled = request_leaf(Some(entropy())).replacen('{', "{\"beacon\":{\"src\":\"none\"},", 1);
    for leaf in [spelled, request_leaf(Some(entropy())) + " "] {
        let w = asked(leaf);
        assert_eq!(look_at_request(&w, &w.memory), Err(Doubt::Leaf));
    }
}

#[test]
fn a_request_outside_the_signed_log_or_in_a_rewritten_one_is_refused() {
    let mut w = asked(request_leaf(Some(entropy())));
    let other = LogMemory {
        root: Some(Digest([7; 32])),
        ..w.memory.clone()
    };
    assert_eq!(look_at_request(&w, &other), Err(Doubt::Consistency));
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let memory = LogMemory {
        key: VerifierKey::of("test.example/log", KeyKind::Log, &stranger).to_string(),
        ..w.memory.clone()
    };
    assert_eq!(look_at_request(&w, &memory), Err(Doubt::Inclusion));
    // Of the right kind and with the right commitment, but not what stands in the log.
    w.leaf = w.leaf.replace("\"seat\":0", "\"seat\":1");
    assert_eq!(look_at_request(&w, &w.memory), Err(Doubt::Inclusion));
}

fn commit_text(seq: u64, deadline: u64, open_by: Option<u64>) -> String {
    let Leaf::Commit(mut leaf) = canon::decode(commit_leaf(vec![], deadline).as_bytes()).unwrap() else {
        panic!("a commit leaf");
    };
    leaf.seq = seq;
    leaf.open_by = open_by;
    Leaf::Commit(leaf).text().unwrap()
}

/// What a witness finds in a log of these leaves at this second.
#[track_caller]
fn finds(leaves: &[&str], second: i64, expected: &[Objection]) {
    let mut watch = Watch::default();
    for leaf in leaves {
        watch.read(Some(leaf));
    }
    // What is kept between two visits is all it needs.
    let kept: Watch = serde_json::from_str(&serde_json::to_string(&watch).unwrap()).unwrap();
    assert_eq!(kept.objections(Timestamp(second * 1000)), expected);
}

/// Draw protocol §2.12: past its deadline without result or void, a gap in seq, E before its commit.
#[test]
fn a_witness_refuses_a_log_in_which_a_draw_vanishes() {
    let wit = |commit: u64| {
        format!(
            "{{\"commit\":{commit},\"e\":\"{}\",\"i\":0,\"t\":\"wit\"}}",
            "ab".repeat(32)
        )
    };
    let void = "{\"commit\":0,\"missing\":[0],\"t\":\"void\",\"why\":\"missing_reveal\"}";
    let withdrawn = "{\"because\":\"x\",\"commit\":0,\"t\":\"void\",\"why\":\"withdrawn\"}";
    let open = format!("{{\"S\":\"{}\",\"commit\":0,\"t\":\"open\"}}", "ab".repeat(32));
    let first = commit_text(1, 100, None);
    finds(&[&first], 100, &[]);
    finds(&[&first], 101, &[Objection::Overdue { seq: 1 }]);
    finds(&[&first, void], 101, &[]);
    finds(&[&first, void, withdrawn], 101, &[]);
    finds(&[&first, void, void], 101, &[Objection::SecondEnd { index: 2 }]);
    let gap = Objection::SeqGap {
        expected: 2,
        found: 3,
    };
    finds(&[&first, void, &commit_text(3, 500, None)], 101, &[gap]);
    let again = Objection::SeqGap {
        expected: 2,
        found: 1,
    };
    finds(&[&first, void, &first], 50, &[again]);
    finds(&[&wit(1), &first], 50, &[Objection::EntropyFirst { index: 0 }]);
    finds(&[&first, &wit(0)], 50, &[]);
    finds(
        &[&first, void, &wit(0)],
        50,
        &[Objection::EntropyFirst { index: 2 }],
    );
    let sealed = commit_text(1, 100, Some(200));
    finds(&[&sealed, void], 200, &[]);
    finds(&[&sealed, void], 201, &[Objection::NotOpened { seq: 1 }]);
    finds(&[&sealed, void, &open], 201, &[]);
}
