//! Verifying a transcript: everything is derived again, and the first difference is named with its place.
//!
//! The order of the checks is part of the protocol (`docs/PROTOCOL.md`), so that independent verifiers name
//! the same place: file, shape, leaves, rows, commitment, secrets, replay, summary, then signatures and
//! proofs. Nothing is trusted but the arithmetic; whether the log's key is the authority's own must be
//! compared by the reader, or pinned with [`verify_pinned`].

mod diff;
mod facts;
mod signatures;
mod step;

pub use facts::Facts;
pub use step::{Report, Step};

use super::commit::{self, Committed};
use super::freeze::{self, Frozen, Standing};
use super::leaf::{CommitLeaf, Leaf, PlanLeaf, VERSION, WitLeaf, server_commitment, witness_commitment};
use super::plan::BeaconRule;
use super::result::{self, Outcome};
use super::seed;
use super::transcript::{self, Transcript};
use crate::canon;
use crate::digest::Secret;
use crate::id::SubjectId;
use serde::Serialize;
use std::collections::BTreeMap;

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
    let frozen = thaw(&transcript)?;
    check_rows(parts.plan, &frozen)?;
    passed.push(Step::Rosters);
    let committed = check_commit(&leaves, &parts, &frozen)?;
    passed.push(Step::Commitment);
    let outcome = check_secrets_and_replay(&transcript, &leaves, &parts, &committed, passed)?;
    diff::values(
        "draw",
        &transcript::summary(&committed, &outcome),
        &transcript.draw,
    )?;
    passed.push(Step::Result);
    let cosigned = signatures::check(&transcript, &leaves, committed.plan.witness.quorum)?;
    passed.push(Step::Signatures);
    Ok(facts::facts(&parts, &committed, &outcome, cosigned))
}

fn read(bytes: &[u8]) -> Check<Transcript> {
    let Some(body) = bytes.strip_suffix(b"\n") else {
        return differs("file", "canonical bytes and one newline", "no newline at the end");
    };
    let value = canon::parse(body).or_else(|e| differs("file", "canonical bytes", e))?;
    serde_json::from_value(value).or_else(|e| differs("shape", "a transcript", e))
}

fn read_leaves(transcript: &Transcript) -> Check<Vec<Leaf>> {
    let mut leaves = Vec::new();
    let mut least = 0;
    for (j, proven) in transcript.leaves.iter().enumerate() {
        let leaf = canon::decode(proven.leaf.as_bytes());
        leaves.push(leaf.or_else(|e| differs(format!("leaves[{j}]"), "a canonical leaf", e))?);
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
    let last = leaves.len() - 1;
    let Some(Leaf::Open(open)) = leaves.last() else {
        return missing(last, "open");
    };
    Ok(Parts {
        key: &genesis.key,
        origin: &genesis.origin,
        plan,
        commit,
        secret: Secret::new(open.s.0),
    })
}

fn thaw(transcript: &Transcript) -> Check<Frozen> {
    let rows = (transcript.rows.clone(), transcript.inspectors.clone());
    let rule = "canonical rows, each id above the one before";
    freeze::thaw(rows.0, rows.1, transcript.recuse.clone())
        .or_else(|place| differs(place, rule, "another spelling or order"))
}

fn check_rows(leaf: &PlanLeaf, frozen: &Frozen) -> Check<()> {
    for (i, row) in frozen.subjects.iter().enumerate() {
        let attrs: BTreeMap<String, String> = row.attrs.iter().cloned().collect();
        let stratum = freeze::stratum_of(&leaf.plan, &attrs);
        if row.str.as_deref() != stratum {
            let show = |s: Option<&str>| s.unwrap_or("none").to_owned();
            return differs(format!("rows[{i}].str"), show(stratum), show(row.str.as_deref()));
        }
        let by_plan = freeze::excluded_by(&leaf.plan, &attrs).or(stratum.is_none().then_some("no_stratum"));
        match (row.st, by_plan, &row.why) {
            (Standing::In, None, None) | (Standing::Out, _, Some(_)) => {}
            (Standing::In, Some(why), _) => {
                return differs(format!("rows[{i}].st"), format!("out: {why}"), "in");
            }
            (Standing::In, None, Some(why)) => return differs(format!("rows[{i}].why"), "none", why),
            (Standing::Out, _, None) => return differs(format!("rows[{i}].why"), "a reason", "none"),
        }
    }
    for (i, row) in frozen.inspectors.iter().enumerate() {
        if row.lead > 1 {
            return differs(format!("inspectors[{i}].lead"), "0 or 1", row.lead);
        }
        if (row.st == Standing::Out) != row.why.is_some() {
            return differs(
                format!("inspectors[{i}].why"),
                "a reason if and only if out",
                "otherwise",
            );
        }
    }
    Ok(())
}

/// The plan, roster and commit leaves are built again from plan and rows.
fn check_commit(leaves: &[Leaf], parts: &Parts<'_>, frozen: &Frozen) -> Check<Committed> {
    let plan = &parts.plan.plan;
    if let Some(problem) = plan.problems().first() {
        return differs("leaves[2].plan", "a plan that can be drawn", &problem.code);
    }
    let strata = commit::stratum_sizes(plan, frozen);
    let commit = parts.commit;
    let committed = commit::leaves(plan, frozen, strata, commit.seq, commit.srv, &commit.wit)
        .or_else(|e| differs("leaves[2].plan", "canonical text", e))?;
    for (j, text) in [
        (2, &committed.plan_text),
        (3, &committed.roster_text),
        (4, &committed.commit_text),
    ] {
        diff::texts(&format!("leaves[{j}]"), text, &leaves[j])?;
    }
    if commit.wit.len() as u64 != plan.witness.n {
        return differs("leaves[4].wit", plan.witness.n, commit.wit.len());
    }
    Ok(committed)
}

fn check_secrets_and_replay(
    transcript: &Transcript,
    leaves: &[Leaf],
    parts: &Parts<'_>,
    committed: &Committed,
    passed: &mut Vec<Step>,
) -> Check<Outcome> {
    let commit_index = transcript.leaves[4].i;
    let mut next = 5;
    let mut reveals = Vec::new();
    for (i, wanted) in parts.commit.wit.iter().enumerate() {
        let Some(Leaf::Wit(wit)) = leaves.get(next) else {
            return differs(format!("leaves[{next}].t"), "wit", "another leaf or none");
        };
        let expected = Leaf::Wit(WitLeaf {
            commit: commit_index,
            i: i as u64,
            e: wit.e,
        });
        diff::values(&format!("leaves[{next}]"), &expected, &leaves[next])?;
        let e = Secret::new(wit.e.0);
        if witness_commitment(&e) != *wanted {
            return differs(format!("leaves[{next}].e"), wanted, witness_commitment(&e));
        }
        reveals.push(e);
        next += 1;
    }
    let beacon = beacon(leaves, next, commit_index, &parts.commit.beacon)?;
    next += usize::from(beacon.is_some());
    if server_commitment(&parts.secret) != parts.commit.srv {
        let place = format!("leaves[{}].S", leaves.len() - 1);
        return differs(place, parts.commit.srv, server_commitment(&parts.secret));
    }
    passed.push(Step::Randomness);
    let bytes = beacon.unwrap_or_default();
    let seed = seed::derive(&committed.digest(), &parts.secret, &reveals, &bytes);
    let outcome =
        result::run(committed, seed).or_else(|e| differs("leaves[4].strata", "sizes that can be met", e))?;
    replay(transcript, leaves, parts, &outcome, next)?;
    Ok(outcome)
}

fn beacon(leaves: &[Leaf], j: usize, commit_index: u64, rule: &BeaconRule) -> Check<Option<Vec<u8>>> {
    if *rule == BeaconRule::None {
        return Ok(None);
    }
    let Some(Leaf::Beacon(beacon)) = leaves.get(j) else {
        return differs(format!("leaves[{j}].t"), "beacon", "another leaf or none");
    };
    if beacon.commit != commit_index {
        return differs(format!("leaves[{j}].commit"), commit_index, beacon.commit);
    }
    let bytes = hex::decode(&beacon.b).ok().filter(|b| hex::encode(b) == beacon.b);
    match bytes {
        Some(b) if seed::check_beacon(rule, Some(&b)).is_ok() => Ok(Some(b)),
        _ => differs(
            format!("leaves[{j}].b"),
            "the public entropy the plan waits for",
            &beacon.b,
        ),
    }
}

/// Leaves from `alloc` on, against what the outcome gives. Salts and the software's name are taken as found.
fn replay(
    transcript: &Transcript,
    leaves: &[Leaf],
    parts: &Parts<'_>,
    outcome: &Outcome,
    next: usize,
) -> Check<()> {
    let mut salts: BTreeMap<&SubjectId, &str> = BTreeMap::new();
    let mut soft = "";
    for leaf in leaves {
        if let Leaf::Assign(a) = leaf {
            salts.insert(&a.obj, &a.salt);
        } else if let Leaf::Result(r) = leaf {
            soft = &r.soft;
        }
    }
    let salt = |id: &SubjectId| salts.get(id).map_or(String::new(), |s| (*s).to_owned());
    let first = transcript.leaves[next.min(leaves.len() - 1)].i;
    let commit_index = transcript.leaves[4].i;
    let expected = outcome.leaves_with(commit_index, first, &parts.secret, soft, &salt);
    for (k, wanted) in expected.iter().enumerate() {
        let j = next + k;
        let Some(found) = leaves.get(j) else {
            return differs(format!("leaves[{j}]"), "one more leaf", "none");
        };
        diff::values(&format!("leaves[{j}]"), wanted, found)?;
        if transcript.leaves[j].i != first + k as u64 {
            return differs(format!("leaves[{j}].i"), first + k as u64, transcript.leaves[j].i);
        }
        if let Leaf::Assign(a) = found
            && !(a.salt.len() == 32 && a.salt.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        {
            return differs(format!("leaves[{j}].salt"), "16 bytes in hex", &a.salt);
        }
    }
    match leaves.get(next + expected.len()) {
        None => Ok(()),
        Some(_) => differs(
            format!("leaves[{}]", next + expected.len()),
            "no more leaf",
            "one more",
        ),
    }
}
