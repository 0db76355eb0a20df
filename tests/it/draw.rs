//! A draw seen from outside: two verifiers that share no code agree on every draw and on every forgery.

mod example;
mod forgeries;
mod mutations;

use domain::draw::verify::{Verdict, verify, verify_pinned};
use domain::log::tree::root_from_inclusion;
use forgeries::forgeries;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use test_support::draws::drawn;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What a verifier says, in a form both share: `ok`, the place of the first difference, or `unreadable`.
fn ours(bytes: &[u8]) -> String {
    match verify(bytes) {
        Verdict::Ok(_) => "ok".to_owned(),
        Verdict::Differs(found) => found.place,
        Verdict::Unreadable(_) => "unreadable".to_owned(),
    }
}

/// The same of the Python verifier, for many files at once.
fn theirs(files: &[Vec<u8>]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("python3");
    command.arg(root().join("tests/verifier/draw.py"));
    for (i, bytes) in files.iter().enumerate() {
        let path = folder.path().join(i.to_string());
        std::fs::write(&path, bytes).unwrap();
        command.arg(path);
    }
    let output = command.output().expect("python3 runs");
    let lines = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<String> = lines
        .lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).unwrap();
            match (&answer["ok"], &answer["place"]) {
                (Value::Bool(true), _) => "ok".to_owned(),
                (_, Value::String(place)) => place.clone(),
                _ => "unreadable".to_owned(),
            }
        })
        .collect();
    assert_eq!(
        answers.len(),
        files.len(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let worst = answers.iter().map(|a| match a.as_str() {
        "ok" => 0,
        "unreadable" => 2,
        _ => 1,
    });
    assert_eq!(output.status.code(), worst.max(), "exit code");
    answers
}

#[track_caller]
fn agree(cases: &[(String, Vec<u8>)]) -> Vec<String> {
    let files: Vec<Vec<u8>> = cases.iter().map(|c| c.1.clone()).collect();
    let python = theirs(&files);
    let mut apart = Vec::new();
    for ((name, bytes), python) in cases.iter().zip(&python) {
        let rust = ours(bytes);
        if rust != *python {
            apart.push(format!("{name}: Rust says {rust}, Python says {python}"));
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
    python
}

#[test]
fn the_python_verifier_knows_its_primitives() {
    let output = Command::new("python3")
        .arg(root().join("tests/verifier/draw.py"))
        .arg("--vectors")
        .arg(root().join("tests/vectors/draw/vectors.json"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// What is drawn on site: the cases the domain is held to are those this program computes.
#[test]
fn the_cases_of_draws_on_site_are_what_the_independent_program_writes() {
    let output = Command::new("python3")
        .arg(root().join("tests/verifier/found.py"))
        .arg("--check")
        .arg(root().join("tests/vectors/draw/found.json"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

/// Test 34 of the protocol, natively and in Python: 80 draws, 1,000 with `cargo xtask test --slow`.
#[test]
fn both_verifiers_accept_random_draws() {
    let many = if std::env::var_os("SLOW").is_some() {
        1000
    } else {
        80
    };
    let draws: Vec<_> = (0..many).map(drawn).collect();
    let cases: Vec<(String, Vec<u8>)> = draws
        .iter()
        .enumerate()
        .map(|(i, d)| (format!("draw {i}"), d.bytes()))
        .collect();
    let answers = agree(&cases);
    assert!(answers.iter().all(|a| a == "ok"), "{answers:?}");
    // The draws are not all of one kind.
    let count =
        |f: &dyn Fn(&domain::draw::Transcript) -> bool| draws.iter().filter(|d| f(&d.transcript)).count();
    assert!(count(&|t| t.draw.ending == "drawn") >= 40);
    assert!(count(&|t| t.draw.ending == "infeasible") >= 2);
    assert!(count(&|t| t.draw.ending == "void" && t.draw.seed.is_none()) >= 3);
    assert!(count(&|t| t.draw.ending == "void" && t.draw.seed.is_some()) >= 1);
    assert!(count(&|t| t.draw.counts.replaced > 0) >= 12);
    assert!(count(&|t| t.draw.counts.refused > 0) >= 2);
    assert!(count(&|t| t.draw.counts.manual > 0) >= 2);
    assert!(count(&|t| !t.draw.duties.is_empty()) >= 5);
    for (word, least) in [
        ("\"t\":\"sub\"", 2),
        ("\"t\":\"late\"", 2),
        ("\"t\":\"group\"", 3),
        ("\"turns\"", 1),
        ("\"wticket\"", 5),
        ("\"inspectors_only\"", 2),
        ("\"subjects_only\"", 2),
        ("\"filter\"", 4),
        ("\"saw\"", 2),
        ("\"capacity\"", 4),
        ("\"sealed\"", 10),
    ] {
        let found = count(&|t| t.leaves.iter().any(|l| l.leaf.contains(word)));
        assert!(found >= least, "{word}: {found}");
    }
    assert!(count(&|t| t.leaves.iter().any(|l| l.leaf.contains("\"tie\""))) >= 10);
    assert!(count(&|t| t.leaves.iter().any(|l| l.leaf.contains("\"t\":\"beacon\""))) >= 10);
    assert!(count(&|t| t.leaves.iter().any(|l| l.leaf.contains("\"apart\""))) >= 10);
}

/// Every forgery is refused, by both verifiers, at the same place.
#[test]
fn both_verifiers_name_the_same_place_in_every_forgery() {
    let mut cases = Vec::new();
    for number in [3, 5, 8] {
        let base = forgeries::suitable(number);
        for (name, forged) in forgeries(&base) {
            cases.push((format!("{number}: {name}"), forged));
        }
    }
    let answers = agree(&cases);
    let accepted: Vec<&String> = cases
        .iter()
        .zip(&answers)
        .filter(|(_, a)| *a == "ok")
        .map(|(c, _)| &c.0)
        .collect();
    assert!(accepted.is_empty(), "accepted: {accepted:?}");
    assert!(cases.len() >= 3 * 17);
}

/// A log rewritten whole under another key is consistent in itself; only the published key tells it apart.
#[test]
fn another_key_is_told_apart_only_by_pinning() {
    let base = forgeries::suitable(3);
    let stolen = forgeries::under_another_key(&base);
    assert_eq!(ours(&stolen), "ok");
    let genesis: Value = serde_json::from_str(&base.transcript.leaves[0].leaf).unwrap();
    let published = genesis["key"].as_str().unwrap();
    assert!(matches!(
        verify_pinned(&base.bytes(), Some(published)),
        Verdict::Ok(_)
    ));
    match verify_pinned(&stolen, Some(published)) {
        Verdict::Differs(found) => assert_eq!(found.place, "leaves[0].key"),
        other @ (Verdict::Ok(_) | Verdict::Unreadable(_)) => panic!("{other:?}"),
    }
}

/// Test 27 of the protocol: no single byte can be changed unseen. Bytes inside proofs are most of the file; all
/// of them are tried against the root, every fifth through the whole verifier.
#[test]
fn every_changed_byte_is_refused() {
    let small = forgeries::small();
    every_proof_byte_counts(&small.transcript);
    let bytes = small.bytes();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let in_proof = |at: usize| {
        let opened = text.get(..at).and_then(|t| t.rfind("\"proof\":["));
        opened.is_some_and(|from| !text[from..at].contains(']'))
    };
    let tried: Vec<usize> = (0..bytes.len())
        .filter(|at| at % 5 == 0 || !in_proof(*at))
        .collect();
    let changed = |at: usize| {
        let mut changed = bytes.clone();
        changed[at] ^= [1, 2, 4][at % 3];
        changed
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let (tried, changed) = (&tried, &changed);
            scope.spawn(move || {
                for at in tried.iter().skip(worker).step_by(workers) {
                    assert_ne!(ours(&changed(*at)), "ok", "byte {at}");
                }
            });
        }
    });
    let sampled = (0..bytes.len())
        .step_by(61)
        .map(|at| (format!("byte {at}"), changed(at)));
    agree(&sampled.collect::<Vec<_>>());
}

fn every_proof_byte_counts(transcript: &domain::draw::Transcript) {
    let note = domain::log::Note::parse(&transcript.checkpoint).unwrap();
    let signed = domain::log::Checkpoint::parse(&note.text).unwrap();
    for proven in &transcript.leaves {
        let leaf = domain::log::leaf_hash(proven.leaf.as_bytes());
        for (step, byte) in (0..proven.proof.len()).flat_map(|s| (0..32).map(move |b| (s, b))) {
            let mut path = proven.proof.clone();
            path[step].0[byte] ^= 1;
            assert_ne!(
                root_from_inclusion(&leaf, proven.i, signed.size, &path),
                Some(signed.root)
            );
        }
    }
}
