//! The approver's hash chain (审批哈希链): values released one by one, each the preimage of the one before
//! (draw protocol §2.11).
//!
//! Exists so that an approval is entropy of its own: nobody but the approver's browser knows the next value, and a
//! refusal spends one too. Invariant: only the root is kept; every other value follows from it.

use super::plan::ChainEnd;
use crate::digest::{Digest, Secret, sha256};

/// Values of a chain made anew: more than the drawn subjects of one draw ever needed.
pub const LENGTH: u64 = 256;

/// The value that `steps` applications of SHA-256 lead to.
fn after(root: &Secret, steps: u64) -> Digest {
    (0..steps).fold(Digest(*root.bytes()), |value, _| sha256(&[&value.0]))
}

/// What is published before the commitment.
pub fn end(root: &Secret, n: u64) -> ChainEnd {
    ChainEnd {
        end: after(root, n),
        n,
    }
}

/// The value to release next while `left` are left; `None` when the chain is spent, or is another one than the
/// `last` value known to all.
pub fn next(root: &Secret, last: ChainEnd) -> Option<Digest> {
    let value = after(root, last.n.checked_sub(1)?);
    (sha256(&[&value.0]) == last.end).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4 by an independent program (`printf '\x07%.0s' {1..32} | sha256sum`, then again over its bytes).
    const ONCE: &str = "4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0";
    const TWICE: &str = "eb60bdee05596734335a93786236c2df6642b9f2730ff30e5242e6d4c1f3fec1";

    #[test]
    fn values_are_released_from_the_end_backwards_until_the_root() {
        let root = Secret::new([7; 32]);
        let whole = end(&root, 2);
        assert_eq!(whole.end.to_string(), TWICE);
        let first = next(&root, whole).unwrap();
        assert_eq!(first.to_string(), ONCE);
        let second = next(&root, ChainEnd { end: first, n: 1 }).unwrap();
        assert_eq!(second, Digest([7; 32]));
        assert_eq!(next(&root, ChainEnd { end: second, n: 0 }), None);
    }

    #[test]
    fn another_chain_releases_nothing() {
        let other = end(&Secret::new([8; 32]), 2);
        assert_eq!(next(&Secret::new([7; 32]), other), None);
    }
}
