//! Everybody's entropy against what was committed to, and whether the draw could be opened at all.

use super::diff;
use super::{Check, Parts, differs};
use crate::digest::Secret;
use crate::draw::commit::Committed;
use crate::draw::leaf::{Leaf, OpenLeaf, VoidLeaf, WitLeaf, server_commitment, witness_commitment};
use crate::draw::plan::BeaconRule;
use crate::draw::result::Protocol;
use crate::draw::seed;
use crate::draw::transcript::Transcript;
use crate::draw::void;

/// What the draw is opened with, and the place of the leaf that follows.
pub(super) struct Opened {
    pub(super) reveals: Vec<Secret>,
    pub(super) beacon: Vec<u8>,
    pub(super) next: usize,
}

/// Every witness's entropy, the public entropy, and S.
pub(super) fn check(transcript: &Transcript, leaves: &[Leaf], parts: &Parts<'_>) -> Check<Opened> {
    let commit_index = transcript.leaves[4].i;
    let mut next = 5;
    let mut reveals = Vec::new();
    for i in 0..parts.commit.wit.len() {
        reveals.push(wit(leaves, parts, commit_index, next, Some(i as u64))?.1);
        next += 1;
    }
    let beacon = beacon(leaves, next, commit_index, &parts.commit.beacon)?;
    next += usize::from(beacon.is_some());
    check_server(parts)?;
    Ok(Opened {
        reveals,
        beacon: beacon.unwrap_or_default(),
        next,
    })
}

fn check_server(parts: &Parts<'_>) -> Check<()> {
    if server_commitment(&parts.secret) == parts.commit.srv {
        return Ok(());
    }
    let place = format!("leaves[{}].S", parts.open);
    differs(place, parts.commit.srv, server_commitment(&parts.secret))
}

/// The reveal at a place; of the given witness, or of the one it names.
fn wit(leaves: &[Leaf], parts: &Parts<'_>, commit: u64, j: usize, i: Option<u64>) -> Check<(u64, Secret)> {
    let Some(Leaf::Wit(wit)) = leaves.get(j) else {
        return differs(format!("leaves[{j}].t"), "wit", "another leaf or none");
    };
    let i = i.unwrap_or(wit.i);
    let expected = Leaf::Wit(WitLeaf { commit, i, e: wit.e });
    diff::values(&format!("leaves[{j}]"), &expected, &leaves[j])?;
    let e = Secret::new(wit.e.0);
    match usize::try_from(i).ok().and_then(|i| parts.commit.wit.get(i)) {
        Some(wanted) if *wanted == witness_commitment(&e) => Ok((i, e)),
        Some(wanted) => differs(format!("leaves[{j}].e"), wanted, witness_commitment(&e)),
        None => differs(format!("leaves[{j}].i"), "a witness of the commitment", i),
    }
}

/// True if the leaves tell of a draw that could not be opened: reveals, perhaps the beacon, then `void`.
pub(super) fn is_unopened(leaves: &[Leaf]) -> bool {
    let after = leaves.iter().skip(5);
    let mut rest = after.skip_while(|l| matches!(l, Leaf::Wit(_) | Leaf::Beacon(_)));
    matches!(rest.next(), Some(Leaf::Void(_)))
}

/// A draw that ended without a result: who did not reveal is named rightly, and S is opened.
pub(super) fn check_unopened(
    transcript: &Transcript,
    leaves: &[Leaf],
    parts: &Parts<'_>,
    committed: &Committed,
) -> Check<()> {
    let commit_index = transcript.leaves[4].i;
    let mut j = 5;
    let mut revealed: Vec<u64> = Vec::new();
    while let Some(Leaf::Wit(_)) = leaves.get(j) {
        let (i, _) = wit(leaves, parts, commit_index, j, None)?;
        if revealed.last().is_some_and(|last| *last >= i) {
            return differs(format!("leaves[{j}].i"), "witnesses in their order", i);
        }
        revealed.push(i);
        j += 1;
    }
    let mut has_beacon = false;
    if let Some(Leaf::Beacon(_)) = leaves.get(j) {
        has_beacon = beacon(leaves, j, commit_index, &parts.commit.beacon)?.is_some();
        j += usize::from(has_beacon);
    }
    let Some(Leaf::Void(found)) = leaves.get(j) else {
        return differs(format!("leaves[{j}].t"), "void", "another leaf or none");
    };
    let expected = expected_void(committed, commit_index, &revealed, has_beacon, found, j)?;
    diff::values(&format!("leaves[{j}]"), &Leaf::Void(expected), &leaves[j])?;
    check_server(parts)?;
    j += 1;
    let open = Leaf::Open(OpenLeaf {
        s: crate::digest::Digest(*parts.secret.bytes()),
        commit: commit_index,
    });
    let Some(found) = leaves.get(j) else {
        return differs(format!("leaves[{j}]"), "one more leaf", "none");
    };
    diff::values(&format!("leaves[{j}]"), &open, found)?;
    let follows = transcript.leaves[j - 1].i + 1;
    if transcript.leaves[j].i != follows {
        return differs(format!("leaves[{j}].i"), follows, transcript.leaves[j].i);
    }
    match leaves.get(j + 1) {
        None => Ok(()),
        Some(_) => differs(format!("leaves[{}]", j + 1), "no more leaf", "one more"),
    }
}

fn expected_void(
    committed: &Committed,
    commit_index: u64,
    revealed: &[u64],
    has_beacon: bool,
    found: &VoidLeaf,
    j: usize,
) -> Check<VoidLeaf> {
    let Some(lacking) = void::lacking(&committed.leaf, revealed, has_beacon) else {
        return differs(
            format!("leaves[{j}].t"),
            "the result it would have given, printed first",
            "void",
        );
    };
    let because = (found.why == "withdrawn").then(|| found.because.clone().unwrap_or_default());
    if because.as_ref().is_some_and(String::is_empty) {
        return differs(format!("leaves[{j}].because"), "a reason", "none");
    }
    Ok(void::void_leaf(commit_index, lacking, because))
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
    let held = matches!(rule, BeaconRule::Ceremony { .. });
    if held != Protocol::is_sound(&beacon.saw) || (!held && !beacon.saw.is_empty()) {
        return differs(
            format!("leaves[{j}].saw"),
            "two people at a ceremony",
            beacon.saw.join(", "),
        );
    }
    if held != beacon.evidence.is_some() {
        return differs(
            format!("leaves[{j}].evidence"),
            "the record of a ceremony",
            "otherwise",
        );
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
