//! What keeps a leaf from following: the key of the leaf, the rule, and what stands there.

use crate::digest::{Digest, Secret};
use crate::draw::leaf::{ReplReqLeaf, witness_commitment};
use crate::draw::seed;

/// A leaf that does not follow from the course: the key of the leaf, the rule, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {expected}, found {found}")]
pub struct Unfit {
    /// Key of the leaf: `otp`, `req`, `seats`.
    pub place: &'static str,
    /// The rule in words.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "numbers, digests and texts are shown alike"
)]
pub(super) fn unfit<T>(place: &'static str, expected: &str, found: impl ToString) -> Result<T, Unfit> {
    Err(Unfit {
        place,
        expected: expected.to_owned(),
        found: found.to_string(),
    })
}

pub(super) fn salted(salt: &str) -> Result<(), Unfit> {
    if salt.len() == 32 && salt.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        Ok(())
    } else {
        unfit("salt", "16 bytes in hex", salt)
    }
}

/// The bytes of fresh entropy, checked against what the request waits for.
pub(super) fn fresh(request: &ReplReqLeaf, e: Option<Digest>, b: Option<&str>) -> Result<Vec<u8>, Unfit> {
    match (request.wit, e) {
        (None, None) => {}
        (Some(wanted), Some(e)) if witness_commitment(&Secret::new(e.0)) == wanted => {}
        (_, found) => {
            let found = found.map_or("nothing".to_owned(), |e| e.to_string());
            return unfit("e", "the entropy committed to in the request", found);
        }
    }
    let bytes = match b {
        None => None,
        Some(text) => match hex::decode(text).ok().filter(|bytes| hex::encode(bytes) == text) {
            Some(bytes) => Some(bytes),
            None => return unfit("b", "bytes in hex", text),
        },
    };
    if seed::check_beacon(&request.beacon, bytes.as_deref()).is_err() {
        return unfit(
            "b",
            "the public entropy the request waits for",
            b.unwrap_or("nothing"),
        );
    }
    let mut all = e.map(|e| e.0.to_vec()).unwrap_or_default();
    all.extend(bytes.unwrap_or_default());
    Ok(all)
}
