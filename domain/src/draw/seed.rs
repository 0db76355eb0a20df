//! The seed: one digest of the commitment and of everybody's entropy (draw protocol §2.4).
//!
//! Unpredictable and unchosen if any one of server, witnesses or beacon is honest.

use super::leaf::{CommitLeaf, server_commitment, witness_commitment};
use super::plan::{BeaconRule, Thrown};
use crate::digest::{Digest, Secret, push_lp, sha256};

/// Why a draw cannot be opened with what was brought. Each names what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The secret is not the committed one.
    #[error("the server's secret is not the one committed to")]
    WrongSecret,
    /// A witness has not revealed; at the deadline the draw is void and names it.
    #[error("witness {0} has not revealed")]
    MissingReveal(u64),
    /// A reveal that fits no commitment.
    #[error("reveal {0} fits no witness's commitment")]
    StrangeReveal(u64),
    /// The plan waits for public entropy, and none was brought.
    #[error("the plan waits for public entropy")]
    MissingBeacon,
    /// Public entropy that the plan does not wait for, or of another kind or form.
    #[error("public entropy is not what the plan waits for")]
    WrongBeacon,
    /// Sample sizes cannot be met: the plan should have been refused before it was committed.
    #[error("sample sizes contradict each other")]
    Sizes,
    /// An id or name outside the canonical profile.
    #[error(transparent)]
    Canon(#[from] crate::canon::CanonError),
}

/// The reveals in the order of the commit leaf, whatever order they came in.
///
/// # Errors
/// [`OpenError::StrangeReveal`] by place among `reveals`, [`OpenError::MissingReveal`] by witness.
pub fn match_reveals(commit: &CommitLeaf, reveals: &[Secret]) -> Result<Vec<Secret>, OpenError> {
    let known: Vec<Digest> = reveals.iter().map(witness_commitment).collect();
    if let Some(i) = known.iter().position(|k| !commit.wit.contains(k)) {
        return Err(OpenError::StrangeReveal(i as u64));
    }
    let find = |(i, wanted): (usize, &Digest)| {
        let at = known
            .iter()
            .position(|k| k == wanted)
            .ok_or(OpenError::MissingReveal(i as u64))?;
        Ok(reveals[at].clone())
    };
    commit.wit.iter().enumerate().map(find).collect()
}

/// Checks that B is what the commit leaf waits for: nothing, 32 bytes, or one canonical line.
///
/// # Errors
/// [`OpenError::MissingBeacon`], [`OpenError::WrongBeacon`].
pub fn check_beacon(rule: &BeaconRule, beacon: Option<&[u8]>) -> Result<(), OpenError> {
    let fits = match (rule, beacon) {
        (BeaconRule::None, None) => true,
        (BeaconRule::None, Some(_)) => false,
        (BeaconRule::Drand { .. } | BeaconRule::Line { .. } | BeaconRule::Ceremony { .. }, None) => {
            return Err(OpenError::MissingBeacon);
        }
        (BeaconRule::Drand { .. }, Some(b)) => b.len() == 32,
        (BeaconRule::Line { .. }, Some(b)) => is_line(b),
        (BeaconRule::Ceremony { with, .. }, Some(b)) => is_line(b) && are_digits(b, *with),
    };
    if fits { Ok(()) } else { Err(OpenError::WrongBeacon) }
}

/// Visible ASCII of at most 200 bytes and one LF at the end.
fn is_line(b: &[u8]) -> bool {
    let body = b.strip_suffix(b"\n");
    body.is_some_and(|line| (1..=200).contains(&line.len()) && line.iter().all(u8::is_ascii_graphic))
}

/// Enough digits of the kind and nothing else before the LF.
fn are_digits(b: &[u8], with: Thrown) -> bool {
    let (least, allowed) = match with {
        Thrown::Dice => (26, b'1'..=b'6'),
        Thrown::Digits => (20, b'0'..=b'9'),
    };
    let body = b.strip_suffix(b"\n").unwrap_or(b);
    body.len() >= least && body.iter().all(|c| allowed.contains(c))
}

/// `H("ssj-draw/1 seed\n" ‖ LP(commit leaf hash) ‖ LP(S) ‖ u32be(k) ‖ LP(E_1)…LP(E_k) ‖ LP(B))`.
pub fn derive(commit_leaf: &Digest, s: &Secret, reveals: &[Secret], beacon: &[u8]) -> Digest {
    let mut input = b"ssj-draw/1 seed\n".to_vec();
    push_lp(&mut input, &commit_leaf.0);
    push_lp(&mut input, s.bytes());
    let k = u32::try_from(reveals.len()).expect("witnesses are counted in people");
    input.extend_from_slice(&k.to_be_bytes());
    for e in reveals {
        push_lp(&mut input, e.bytes());
    }
    push_lp(&mut input, beacon);
    sha256(&[&input])
}

/// Checks everything brought against the commit leaf and derives the seed.
///
/// # Errors
/// The first [`OpenError`] in the order secret, reveals, beacon.
pub fn open(
    commit: &CommitLeaf,
    commit_leaf: &Digest,
    s: &Secret,
    reveals: &[Secret],
    beacon: Option<&[u8]>,
) -> Result<Digest, OpenError> {
    if server_commitment(s) != commit.srv {
        return Err(OpenError::WrongSecret);
    }
    let reveals = match_reveals(commit, reveals)?;
    check_beacon(&commit.beacon, beacon)?;
    Ok(derive(commit_leaf, s, &reveals, beacon.unwrap_or_default()))
}
