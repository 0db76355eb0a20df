//! Verifying a transcript: everything is derived again, and the first difference is named with its place.
//!
//! The order of the checks is part of the protocol (`docs/PROTOCOL.md`), so that independent verifiers name
//! the same place: file, shape, leaves, rows, commitment, secrets, replay, summary, then signatures and
//! proofs. Nothing is trusted but the arithmetic; whether the log's key is the authority's own must be
//! compared by the reader, or pinned with [`verify_pinned`].

mod diff;
mod facts;
mod inputs;
mod replay;
mod secrets;
mod signatures;
mod step;

pub use facts::Facts;
pub use step::{Report, Step};

use super::commit::Committed;
use super::course::Course;
use super::leaf::{CommitLeaf, Leaf, PlanLeaf, VERSION};
use super::result::{self, Outcome};
use super::seed;
use super::transcript::{self, Transcript};
use crate::canon;
use crate::digest::Secret;
use serde::Serialize;

/// The first difference found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where: `rows[17].st`, `leaves[9].team[1]`, `checkpoint.log`.
    pub place: String,
    /// What the derivation gives, or the rule in words.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything follows.
    Ok(Box<Facts>),
    /// Something does not.
    Differs(Difference),
    /// The bytes are no transcript; says why.
    Unreadable(String),
}

/// Re-runs a draw from the bytes of its transcript.
pub fn verify(bytes: &[u8]) -> Verdict {
    verify_pinned(bytes, None)
}

/// As [`verify`], and the log's key must be this one (a vkey string).
pub fn verify_pinned(bytes: &[u8], log_key: Option<&str>) -> Verdict {
    verify_step_by_step(bytes, log_key).verdict
}

/// As [`verify_pinned`], with the steps that passed before the verdict.
pub fn verify_step_by_step(bytes: &[u8], log_key: Option<&str>) -> Report {
    let mut passed = Vec::new();
    let verdict = verdict(bytes, log_key, &mut passed);
    Report { passed, verdict }
}

fn verdict(bytes: &[u8], log_key: Option<&str>, passed: &mut Vec<Step>) -> Verdict {
    let value: serde_json::Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(e) => return Verdict::Unreadable(format!("not JSON: {e}")),
    };
    let is = |key: &str, wanted: &str| value.get(key).and_then(|v| v.as_str()) == Some(wanted);
    if !is("t", "transcript") || !is("v", VERSION) {
        return Verdict::Unreadable(format!("no transcript of {VERSION}"));
    }
    match check(bytes, log_key, passed) {
        Ok(facts) => Verdict::Ok(Box::new(facts)),
        Err(difference) => Verdict::Differs(difference),
    }
}

type Check<T> = Result<T, Difference>;

#[allow(
    clippy::needless_pass_by_value,
    reason = "numbers, digests and texts are shown alike"
)]
fn differs<T>(place: impl Into<String>, expected: impl ToString, found: impl ToString) -> Check<T> {
    Err(Difference {
        place: place.into(),
        expected: expected.to_string(),
        found: found.to_string(),
    })
}

fn check(bytes: &[u8], log_key: Option<&str>, passed: &mut Vec<Step>) -> Check<Facts> {
    let transcript = read(bytes)?;
    passed.push(Step::File);
    let leaves = read_leaves(&transcript)?;
    let parts = parts(&leaves)?;
    if let Some(pinned) = log_key.filter(|k| *k != parts.key) {
        return differs("leaves[0].key", pinned, parts.key);
    }
    passed.push(Step::Leaves);
    let frozen = inputs::thaw(&transcript)?;
    inputs::check_rows(parts.plan, &frozen)?;
    passed.push(Step::Rosters);
    let committed = inputs::check_commit(&leaves, &parts, &frozen)?;
    passed.push(Step::Commitment);
    let ended = if secrets::is_unopened(&leaves) {
        secrets::check_unopened(&transcript, &leaves, &parts, &committed)?;
        passed.push(Step::Randomness);
        None
    } else {
        let opened = secrets::check(&transcript, &leaves, &parts)?;
        passed.push(Step::Randomness);
        Some(drawn(&transcript, &leaves, &parts, &committed, &opened)?)
    };
    let summary = match &ended {
        Some((outcome, course)) => transcript::summary(&committed, outcome, course),
        None => transcript::summary_of_void(&committed),
    };
    diff::values("draw", &summary, &transcript.draw)?;
    passed.push(Step::Result);
    let cosigned = signatures::check(&transcript, &leaves, committed.plan.witness.quorum)?;
    passed.push(Step::Signatures);
    Ok(facts::facts(&parts, &committed, summary, cosigned, &leaves))
}

fn drawn<'a>(
    transcript: &Transcript,
    leaves: &[Leaf],
    parts: &Parts<'_>,
    committed: &'a Committed,
    opened: &secrets::Opened,
) -> Check<(Outcome, Course<'a>)> {
    let seed = seed::derive(
        &committed.digest(),
        &parts.secret,
        &opened.reveals,
        &opened.beacon,
    );
    let outcome =
        result::run(committed, seed).or_else(|e| differs("leaves[4].strata", "sizes that can be met", e))?;
    let course = replay::check(transcript, leaves, parts, committed, &outcome, opened.next)?;
    Ok((outcome, course))
}

fn read(bytes: &[u8]) -> Check<Transcript> {
    let Some(body) = bytes.strip_suffix(b"\n") else {
        return differs("file", "canonical bytes and one newline", "no newline at the end");
    };
    let value = canon::parse(body).or_else(|e| differs("file", "canonical bytes", e))?;
    let transcript: Transcript =
        serde_json::from_value(value).or_else(|e| differs("shape", "a transcript", e))?;
    // What says nothing is left out: there is one spelling only.
    match transcript.text() {
        Ok(text) if text.as_bytes() == bytes => Ok(transcript),
        Ok(_) | Err(_) => differs("shape", "a transcript", "a key that says nothing"),
    }
}

fn read_leaves(transcript: &Transcript) -> Check<Vec<Leaf>> {
    let mut leaves = Vec::new();
    let mut least = 0;
    for (j, proven) in transcript.leaves.iter().enumerate() {
        let leaf: Result<Leaf, _> = canon::decode(proven.leaf.as_bytes());
        let leaf = leaf.or_else(|e| differs(format!("leaves[{j}]"), "a canonical leaf", e))?;
        if leaf.text().ok().as_deref() != Some(&proven.leaf) {
            return differs(
                format!("leaves[{j}]"),
                "a canonical leaf",
                "a key that says nothing",
            );
        }
        leaves.push(leaf);
        if proven.i < least || (j == 0 && proven.i > 0) {
            return differs(format!("leaves[{j}].i"), "rising indices from 0", proven.i);
        }
        least = proven.i + 1;
    }
    Ok(leaves)
}

/// The fixed head of the leaves.
struct Parts<'a> {
    key: &'a str,
    origin: &'a str,
    plan: &'a PlanLeaf,
    commit: &'a CommitLeaf,
    secret: Secret,
    open: usize,
}

fn parts(leaves: &[Leaf]) -> Check<Parts<'_>> {
    let missing = |j: usize, t: &str| differs(format!("leaves[{j}].t"), t, "another leaf or none");
    let Some(Leaf::Genesis(genesis)) = leaves.first() else {
        return missing(0, "genesis");
    };
    if genesis.suite != 1 {
        return differs("leaves[0].suite", 1, genesis.suite);
    }
    if genesis.v != VERSION {
        return differs("leaves[0].v", VERSION, &genesis.v);
    }
    let Some(Leaf::Policy(_)) = leaves.get(1) else {
        return missing(1, "policy");
    };
    let Some(Leaf::Plan(plan)) = leaves.get(2) else {
        return missing(2, "plan");
    };
    let Some(Leaf::Roster(_)) = leaves.get(3) else {
        return missing(3, "roster");
    };
    let Some(Leaf::Commit(commit)) = leaves.get(4) else {
        return missing(4, "commit");
    };
    let at = leaves.iter().position(|leaf| matches!(leaf, Leaf::Open(_)));
    let (Some(at), Some(Leaf::Open(open))) = (at, at.and_then(|at| leaves.get(at))) else {
        return missing(leaves.len() - 1, "open");
    };
    Ok(Parts {
        key: &genesis.key,
        origin: &genesis.origin,
        plan,
        commit,
        secret: Secret::new(open.s.0),
        open: at,
    })
}
