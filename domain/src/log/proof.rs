//! The `.tlog-proof` text (C2SP tlog-proof): one leaf's way to a signed checkpoint, small enough for a QR code.

use super::note::NoteError;
use super::tree::{leaf_hash, root_from_inclusion};
use super::{Checkpoint, Note, Policy};
use crate::digest::Digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// What a proof says, once checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// Index of the leaf.
    pub index: u64,
    /// The checkpoint it is under.
    pub checkpoint: Checkpoint,
    /// Witnesses whose cosignature fits: name and Unix seconds.
    pub witnesses: Vec<(String, u64)>,
}

/// Why a proof is refused; each needs another sentence on the tablet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not a tlog-proof.
    #[error("malformed proof")]
    Malformed,
    /// The checkpoint is of another log.
    #[error("proof of another log")]
    OtherLog,
    /// The leaf is not under the signed root.
    #[error("leaf is not in the log")]
    NotIncluded,
    /// The log's signature is missing or does not fit.
    #[error("not signed by the log: {0}")]
    Log(NoteError),
    /// Fewer fitting cosignatures than the policy asks for.
    #[error("{have} of {need} cosignatures")]
    Quorum {
        /// Fitting cosignatures.
        have: u32,
        /// Asked for.
        need: u32,
    },
}

/// Writes the text.
pub fn write(index: u64, path: &[Digest], signed_checkpoint: &str) -> String {
    let hashes: String = path
        .iter()
        .map(|h| format!("{}\n", STANDARD.encode(h.0)))
        .collect();
    format!("{HEADER}\nindex {index}\n{hashes}\n{signed_checkpoint}")
}

/// Takes the text apart: index, path, signed checkpoint. `None` if it is no tlog-proof.
pub fn parse(text: &str) -> Option<(u64, Vec<Digest>, &str)> {
    let (head, checkpoint) = text.split_once("\n\n")?;
    let mut lines = head.split('\n');
    if lines.next() != Some(HEADER) {
        return None;
    }
    let index = lines.next()?.strip_prefix("index ")?;
    let parsed: u64 = index.parse().ok()?;
    if parsed.to_string() != index {
        return None;
    }
    let path = lines
        .map(|line| {
            STANDARD
                .decode(line)
                .ok()
                .and_then(|h| h.try_into().ok())
                .map(Digest)
        })
        .collect::<Option<_>>()?;
    Some((parsed, path, checkpoint))
}

/// Checks a leaf against its proof and a pinned policy: signature, quorum, inclusion. Offline; level 1 of the
/// tablet's check.
///
/// # Errors
/// The first [`ProofError`] in that order.
pub fn verify(leaf: &[u8], text: &str, policy: &Policy) -> Result<Proven, ProofError> {
    let (index, path, signed) = parse(text).ok_or(ProofError::Malformed)?;
    let note = Note::parse(signed).map_err(|_| ProofError::Malformed)?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|_| ProofError::Malformed)?;
    if checkpoint.origin != policy.log.name {
        return Err(ProofError::OtherLog);
    }
    note.verify(&policy.log).map_err(ProofError::Log)?;
    let witnesses = policy.cosigned(&note);
    let have = u32::try_from(witnesses.len()).unwrap_or(u32::MAX);
    if have < policy.quorum {
        return Err(ProofError::Quorum {
            have,
            need: policy.quorum,
        });
    }
    match root_from_inclusion(&leaf_hash(leaf), index, checkpoint.size, &path) {
        Some(root) if root == checkpoint.root => Ok(Proven {
            index,
            checkpoint,
            witnesses,
        }),
        _ => Err(ProofError::NotIncluded),
    }
}
