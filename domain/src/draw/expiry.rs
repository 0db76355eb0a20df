//! Expiry (逾期作废): a draw whose latest moment passed while a committed reveal is missing ends without a result.
//!
//! All committed entropy is required, or whoever knows S could leave one out and choose. What was revealed is
//! published, the witnesses who did not are named, and S is opened: nobody can try the same draw again.

use super::commit::Committed;
use super::leaf::{Leaf, server_commitment, witness_commitment};
use super::seed::OpenError;
use super::void::{self, Reason};
use crate::digest::Secret;

/// Reason of the void leaf.
pub const MISSING_REVEAL: &str = "missing_reveal";

/// Leaves to append after the deadline: `wit` of those who revealed, `void` naming the others by their place in
/// the commit leaf, `open`. `reveals` stand in the order of the commit leaf.
///
/// # Errors
/// [`OpenError::WrongSecret`]; [`OpenError::StrangeReveal`] by place for a reveal that is not the committed one or
/// is one too many. With nothing missing there is no expiry: none.
pub fn expiry_leaves(
    committed: &Committed,
    commit_index: u64,
    reveals: &[Option<Secret>],
    secret: &Secret,
) -> Result<Option<Vec<Leaf>>, OpenError> {
    let wanted = &committed.leaf.wit;
    if server_commitment(secret) != committed.leaf.srv {
        return Err(OpenError::WrongSecret);
    }
    if reveals.len() > wanted.len() {
        return Err(OpenError::StrangeReveal(wanted.len() as u64));
    }
    let mut there = Vec::new();
    for (i, commitment) in (0..).zip(wanted) {
        match reveals
            .get(usize::try_from(i).unwrap_or(usize::MAX))
            .and_then(Option::as_ref)
        {
            Some(e) if witness_commitment(e) == *commitment => there.push((i, e.clone())),
            Some(_) => return Err(OpenError::StrangeReveal(i)),
            None => {}
        }
    }
    if there.len() == wanted.len() {
        return Ok(None);
    }
    let leaves = void::leaves(committed, commit_index, &there, None, &Reason::Overdue, secret);
    Ok(Some(leaves.expect("the reveals fit, and one is missing")))
}
