//! A draw without a result (作废): what was missing at the deadline, or why the authority withdrew it.
//!
//! Exists so that nobody can make a draw vanish by waiting: whoever did not reveal is named in the log, the
//! secret is opened all the same, and wherever every input exists the result is printed and not dropped.

use super::commit::Committed;
use super::expiry::MISSING_REVEAL;
use super::leaf::{BeaconLeaf, CommitLeaf, Leaf, VoidLeaf, WitLeaf, witness_commitment};
use super::plan::BeaconRule;
use super::result::open_leaf;
use super::seed::check_beacon;
use crate::digest::{Digest, Secret};
use crate::time::Timestamp;

/// What keeps a draw from being opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overdue {
    /// Witnesses who have not revealed, by their place in the commit leaf.
    WitnessMissing(Vec<u64>),
    /// Everybody revealed; the public entropy never came.
    BeaconMissing,
}

/// Why a draw ends without a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The deadline passed.
    Overdue,
    /// The authority withdraws it before every input is there, with its reason code.
    Withdrawn(String),
}

/// Why no void leaf may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotVoid {
    /// Every input exists: the result must be printed first ([`super::open`]), and may then be withdrawn.
    #[error("every input exists: the result must be printed")]
    Complete,
    /// A reveal or public entropy that is not the one committed to, or a witness twice.
    #[error("a reveal or the public entropy does not fit the commitment")]
    Strange,
    /// No reason, no valid code.
    #[error("a withdrawal needs a reason")]
    NoReason,
}

/// Whether a draw whose deadline has passed must become void, and why. `revealed` are the places in the commit
/// leaf of the witnesses who have revealed. `None` before the deadline, and when every input is there: then the
/// draw must be opened, however late.
pub fn overdue(commit: &CommitLeaf, revealed: &[u64], has_beacon: bool, now: Timestamp) -> Option<Overdue> {
    let seconds = u64::try_from(now.0.div_euclid(1000)).unwrap_or(0);
    if seconds <= commit.deadline {
        return None;
    }
    lacking(commit, revealed, has_beacon)
}

pub(super) fn lacking(commit: &CommitLeaf, revealed: &[u64], has_beacon: bool) -> Option<Overdue> {
    let missing = missing(commit, revealed);
    if !missing.is_empty() {
        return Some(Overdue::WitnessMissing(missing));
    }
    (commit.beacon != BeaconRule::None && !has_beacon).then_some(Overdue::BeaconMissing)
}

fn missing(commit: &CommitLeaf, revealed: &[u64]) -> Vec<u64> {
    (0..commit.wit.len() as u64)
        .filter(|i| !revealed.contains(i))
        .collect()
}

/// Leaves to append for a draw without a result: the reveals there are, `void`, `open`. `reveals` are places in
/// the commit leaf with their entropy, rising. A ceremony is not held while anybody is missing: its digits are
/// never brought here.
///
/// # Errors
/// [`NotVoid`].
pub fn leaves(
    committed: &Committed,
    commit_index: u64,
    reveals: &[(u64, Secret)],
    beacon: Option<&[u8]>,
    reason: &Reason,
    secret: &Secret,
) -> Result<Vec<Leaf>, NotVoid> {
    let commit = &committed.leaf;
    let fits = |(i, e): &(u64, Secret)| {
        let wanted = usize::try_from(*i).ok().and_then(|i| commit.wit.get(i));
        wanted == Some(&witness_commitment(e))
    };
    let rising = reveals.is_sorted_by(|a, b| a.0 < b.0);
    if !rising || !reveals.iter().all(fits) {
        return Err(NotVoid::Strange);
    }
    let held = matches!(commit.beacon, BeaconRule::Ceremony { .. });
    if beacon.is_some() && (held || check_beacon(&commit.beacon, beacon).is_err()) {
        return Err(NotVoid::Strange);
    }
    let revealed: Vec<u64> = reveals.iter().map(|r| r.0).collect();
    let lacking = lacking(commit, &revealed, beacon.is_some()).ok_or(NotVoid::Complete)?;
    let wit = |(i, e): &(u64, Secret)| {
        Leaf::Wit(WitLeaf {
            commit: commit_index,
            i: *i,
            e: Digest(*e.bytes()),
        })
    };
    let mut leaves: Vec<Leaf> = reveals.iter().map(wit).collect();
    if let Some(b) = beacon {
        leaves.push(Leaf::Beacon(BeaconLeaf {
            commit: commit_index,
            b: hex::encode(b),
            saw: Vec::new(),
            evidence: None,
        }));
    }
    let because = match reason {
        Reason::Overdue => None,
        Reason::Withdrawn(code) if code.is_empty() => return Err(NotVoid::NoReason),
        Reason::Withdrawn(code) => Some(code.clone()),
    };
    leaves.push(Leaf::Void(void_leaf(commit_index, lacking, because)));
    leaves.push(open_leaf(commit_index, secret));
    Ok(leaves)
}

pub(super) fn void_leaf(commit: u64, lacking: Overdue, because: Option<String>) -> VoidLeaf {
    let (why, missing) = match lacking {
        Overdue::WitnessMissing(missing) => (MISSING_REVEAL, missing),
        Overdue::BeaconMissing => ("beacon_missing", Vec::new()),
    };
    let why = if because.is_some() { "withdrawn" } else { why };
    VoidLeaf {
        commit,
        why: why.to_owned(),
        cut: None,
        missing,
        because,
    }
}

/// The leaf that withdraws a printed result (`Course::check_void` says whether it may be appended).
pub fn withdrawal(commit_index: u64, because: &str) -> Leaf {
    Leaf::Void(VoidLeaf {
        commit: commit_index,
        why: "withdrawn".to_owned(),
        cut: None,
        missing: Vec::new(),
        because: Some(because.to_owned()),
    })
}
