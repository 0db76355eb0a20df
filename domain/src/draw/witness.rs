//! What a witness's browser decides by itself: whether it may cosign the log and reveal its entropy.
//!
//! Exists so that a witness trusts nothing the server says: the commit leaf, or the request for a replacement, must
//! hold its own commitment, stand under a checkpoint the log signed, and that checkpoint must extend what this browser
//! saw before. Invariant: nothing is signed for a [`Doubt`].

pub mod watch;

pub use watch::{Objection, Watch};

use super::leaf::Leaf;
use crate::canon;
use crate::digest::Digest;
use crate::log::{Checkpoint, Policy, VerifierKey, note, proof, tree};
use crate::time::Timestamp;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

/// What this browser remembers of a log it has cosigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogMemory {
    /// The log's key (vkey text), pinned when the witness registered.
    pub key: String,
    /// Size last cosigned; 0 before the first.
    pub size: u64,
    /// Root at that size; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Digest>,
}

/// What the server shows for one draw, or for one request.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Canonical text of the commit leaf, or of the request's.
    pub leaf: &'a str,
    /// `.tlog-proof` text.
    pub proof: &'a str,
    /// The size the consistency path starts from.
    pub from: u64,
    /// Consistency path, hex.
    pub path: &'a [String],
}

/// Why the witness does not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// The leaf is not a canonical one of its kind.
    #[error("the leaf cannot be read")]
    Leaf,
    /// The witness's commitment is not in it.
    #[error("the witness's commitment is not in the leaf")]
    Commitment,
    /// The latest moment of the draw has passed.
    #[error("the deadline has passed")]
    Late,
    /// The pinned key of the log cannot be read.
    #[error("the pinned key of the log cannot be read")]
    Key,
    /// The leaf is not in the log, or the log's signature does not fit the pinned key.
    #[error("the leaf is not in the signed log")]
    Inclusion,
    /// The log is not an extension of what this browser cosigned before.
    #[error("the log contradicts what was cosigned before")]
    Consistency,
}

/// A checkpoint worth cosigning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Nothing was remembered of this log: from now on this is.
    pub first: bool,
}

/// Whether the witness may cosign and reveal. `revealed`: it has done so for this draw already and looks at a
/// later checkpoint, when the deadline no longer matters.
///
/// # Errors
/// The first [`Doubt`], in the order of its variants.
pub fn check(
    memory: &LogMemory,
    commitment: &Digest,
    shown: Shown<'_>,
    revealed: bool,
    now: Timestamp,
) -> Result<Checked, Doubt> {
    let Leaf::Commit(leaf) = read(shown.leaf)? else {
        return Err(Doubt::Leaf);
    };
    if !leaf.wit.contains(commitment) {
        return Err(Doubt::Commitment);
    }
    let seconds = u64::try_from(now.0 / 1000).unwrap_or(0);
    if !revealed && seconds > leaf.deadline {
        return Err(Doubt::Late);
    }
    grown(memory, shown)
}

/// Whether the witness may cosign the log that holds a request for a replacement: the request waits for the fresh
/// entropy this browser made for it. Once cosigned nobody can ask otherwise for the same entropy.
///
/// # Errors
/// The first [`Doubt`], in the order of its variants; a request has no deadline of its own.
pub fn check_request(memory: &LogMemory, commitment: &Digest, shown: Shown<'_>) -> Result<Checked, Doubt> {
    let Leaf::ReplReq(leaf) = read(shown.leaf)? else {
        return Err(Doubt::Leaf);
    };
    if leaf.wit != Some(*commitment) {
        return Err(Doubt::Commitment);
    }
    grown(memory, shown)
}

/// A leaf in its one spelling: verifiers refuse any other, and a witness must not cosign what they refuse.
fn read(text: &str) -> Result<Leaf, Doubt> {
    let leaf: Leaf = canon::decode(text.as_bytes()).map_err(|_| Doubt::Leaf)?;
    if leaf.text().ok().as_deref() == Some(text) {
        Ok(leaf)
    } else {
        Err(Doubt::Leaf)
    }
}

/// The leaf is in the log the pinned key signed, and that log extends what is remembered.
fn grown(memory: &LogMemory, shown: Shown<'_>) -> Result<Checked, Doubt> {
    let policy = Policy {
        log: VerifierKey::parse(&memory.key).map_err(|_| Doubt::Key)?,
        witnesses: Vec::new(),
        quorum: 0,
    };
    let proven = proof::verify(shown.leaf.as_bytes(), shown.proof, &policy).map_err(|_| Doubt::Inclusion)?;
    let checkpoint = proven.checkpoint;
    let Some(root) = memory.root.filter(|_| memory.size > 0) else {
        return Ok(Checked {
            checkpoint,
            first: true,
        });
    };
    let path = crate::log::parse_path(shown.path).map_err(|_| Doubt::Consistency)?;
    let same = memory.size == checkpoint.size && root == checkpoint.root;
    let extends = shown.from == memory.size
        && tree::is_consistent(memory.size, &root, checkpoint.size, &checkpoint.root, &path);
    if same || extends {
        Ok(Checked {
            checkpoint,
            first: false,
        })
    } else {
        Err(Doubt::Consistency)
    }
}

/// The verifying key of a seed made in this browser: 32 raw bytes.
pub fn public_key(seed: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}

/// The cosignature line over a checked checkpoint.
pub fn cosign(checked: &Checked, name: &str, seed: &[u8; 32], now: Timestamp) -> String {
    let time = u64::try_from(now.0 / 1000).unwrap_or(0);
    note::cosign(
        &checked.checkpoint.text(),
        name,
        &SigningKey::from_bytes(seed),
        time,
    )
}

#[cfg(test)]
mod tests;
