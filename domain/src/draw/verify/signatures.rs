//! Signatures and proofs: the log's key over the checkpoint, every leaf under it, and what the witnesses saw.
//!
//! Every signature line must fit a key the log itself names, so that no line can be changed unseen.

use super::{Check, differs};
use crate::draw::leaf::Leaf;
use crate::draw::transcript::Transcript;
use crate::log::note::KeyKind;
use crate::log::tree::{is_consistent, leaf_hash, root_from_inclusion};
use crate::log::{Checkpoint, Note, VerifierKey};

/// Checks all of it; gives the witnesses who cosigned before the reveals.
pub(super) fn check(transcript: &Transcript, leaves: &[Leaf], quorum: u64) -> Check<Vec<(String, u64)>> {
    let (log, witnesses) = keys(leaves)?;
    let (last, _) = signed("checkpoint", &transcript.checkpoint, &log, &witnesses)?;
    for (j, proven) in transcript.leaves.iter().enumerate() {
        let root = root_from_inclusion(
            &leaf_hash(proven.leaf.as_bytes()),
            proven.i,
            last.size,
            &proven.proof,
        );
        if root != Some(last.root) {
            return differs(
                format!("leaves[{j}].proof"),
                "a path to the signed root",
                "another root",
            );
        }
    }
    let Some(seen) = &transcript.seen else {
        return if quorum == 0 {
            Ok(Vec::new())
        } else {
            differs("seen", "what the witnesses saw", "nothing")
        };
    };
    let (earlier, cosigned) = signed("seen", &seen.checkpoint, &log, &witnesses)?;
    let after = transcript.leaves.get(5).map_or(last.size, |l| l.i);
    if earlier.size <= transcript.leaves[4].i || earlier.size > after {
        return differs(
            "seen.size",
            "a size after the commitment and before the reveals",
            earlier.size,
        );
    }
    if !is_consistent(earlier.size, &earlier.root, last.size, &last.root, &seen.proof) {
        return differs("seen.proof", "a path from the earlier to the signed root", "none");
    }
    if (cosigned.len() as u64) < quorum {
        return differs("seen.cosignatures", quorum, cosigned.len());
    }
    Ok(cosigned)
}

fn keys(leaves: &[Leaf]) -> Check<(VerifierKey, Vec<VerifierKey>)> {
    let [Leaf::Genesis(genesis), Leaf::Policy(policy), ..] = leaves else {
        return differs("leaves[0].t", "genesis", "another leaf");
    };
    let parse = |place: String, text: &str, kind: KeyKind| match VerifierKey::parse(text) {
        Ok(key) if key.kind == kind => Ok(key),
        _ => differs(place, "a verifier key", text),
    };
    let log = parse("leaves[0].key".into(), &genesis.key, KeyKind::Log)?;
    if log.name != genesis.origin {
        return differs("leaves[0].origin", &log.name, &genesis.origin);
    }
    let witness =
        |(k, text): (usize, &String)| parse(format!("leaves[1].witnesses[{k}]"), text, KeyKind::Witness);
    let witnesses: Vec<VerifierKey> = policy
        .witnesses
        .iter()
        .enumerate()
        .map(witness)
        .collect::<Check<_>>()?;
    if policy.quorum > witnesses.len() as u64 {
        return differs("leaves[1].quorum", witnesses.len(), policy.quorum);
    }
    Ok((log, witnesses))
}

/// A signed note of the log: its checkpoint, and the witnesses who cosigned.
fn signed(
    place: &str,
    text: &str,
    log: &VerifierKey,
    witnesses: &[VerifierKey],
) -> Check<(Checkpoint, Vec<(String, u64)>)> {
    let note = Note::parse(text).or_else(|e| differs(place, "a signed note", e))?;
    let checkpoint = Checkpoint::parse(&note.text).or_else(|e| differs(place, "a checkpoint", e))?;
    if checkpoint.origin != log.name {
        return differs(format!("{place}.origin"), &log.name, &checkpoint.origin);
    }
    note.verify(log)
        .or_else(|e| differs(format!("{place}.log"), "the log's signature", e))?;
    let mut cosigned = Vec::new();
    for witness in witnesses {
        if let Ok(time) = note.verify(witness) {
            cosigned.push((witness.name.clone(), time));
        }
    }
    if note.signatures.len() != 1 + cosigned.len() {
        return differs(
            format!("{place}.signatures"),
            1 + cosigned.len(),
            format!(
                "{} lines, not all of which fit a known key",
                note.signatures.len()
            ),
        );
    }
    Ok((checkpoint, cosigned))
}
