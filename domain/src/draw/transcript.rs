//! The transcript: one JSON file with everything a stranger needs to run the draw again.
//!
//! Canonical bytes and a newline. It holds the draw's leaves with their inclusion proofs under one signed
//! checkpoint, the frozen rows, and the result in plain words. Once opened it contains no secret.

use super::commit::Committed;
use super::result::{Ending, Outcome};
use crate::canon::{self, CanonError};
use crate::digest::Digest;
use crate::id::{InspectorId, SubjectId};
use crate::log::{Checkpoint, Log, Note};
use serde::{Deserialize, Serialize};

/// One leaf and its way to the checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenLeaf {
    /// Index in the log.
    pub i: u64,
    /// Canonical text.
    pub leaf: String,
    /// Inclusion path, bottom up.
    pub proof: Vec<Digest>,
}

/// The cosigned checkpoint that held the commitment before anybody revealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Signed note.
    pub checkpoint: String,
    /// Consistency proof to the transcript's checkpoint.
    pub proof: Vec<Digest>,
}

/// A stratum in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumSummary {
    /// Key.
    pub key: String,
    /// Subjects that could be drawn.
    pub n: u64,
    /// Sample size.
    pub m: u64,
    /// Drawn subjects by position.
    pub drawn: Vec<SubjectId>,
}

/// The result in plain words; recomputed and compared like everything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// `drawn`, `infeasible` or `not_proven_infeasible`.
    pub ending: String,
    /// Labels that must be shown: `no_independent_witness`, `no_escrow`, `demo`.
    pub labels: Vec<String>,
    /// The seed.
    pub seed: Digest,
    /// Strata in the plan's order.
    pub strata: Vec<StratumSummary>,
}

/// The file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// Signed note over the log's state.
    pub checkpoint: String,
    /// The result.
    pub draw: Summary,
    /// Frozen rows of inspectors.
    pub inspectors: Vec<String>,
    /// genesis, policy, plan, roster, commit, wit…, beacon?, alloc, assign…, result (or void), open.
    pub leaves: Vec<ProvenLeaf>,
    /// Recusals.
    pub recuse: Vec<(InspectorId, SubjectId)>,
    /// Frozen rows of subjects.
    pub rows: Vec<String>,
    /// What the witnesses saw before they revealed; absent without witnesses who cosign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// `transcript`.
    pub t: String,
    /// [`super::leaf::VERSION`].
    pub v: String,
}

/// Why a transcript cannot be written: the log and the leaves do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TranscriptError {
    /// A checkpoint that is not one of this log.
    #[error("checkpoint is not of this log")]
    Checkpoint,
    /// A leaf index beyond the checkpoint.
    #[error("leaf {0} is not under the checkpoint")]
    Leaf(u64),
}

/// Labels that every screen must show with this draw.
pub fn labels(committed: &Committed) -> Vec<String> {
    let labels = [
        ("demo", committed.plan.demo),
        ("no_escrow", committed.leaf.escrow.is_none()),
        ("no_independent_witness", committed.leaf.wit.len() < 2),
    ];
    labels
        .into_iter()
        .filter(|l| l.1)
        .map(|l| l.0.to_owned())
        .collect()
}

/// The result in plain words.
pub fn summary(committed: &Committed, outcome: &Outcome) -> Summary {
    let ending = match outcome.ending {
        Ending::Drawn { .. } => "drawn",
        Ending::Infeasible(_) => "infeasible",
        Ending::DeadEnds => "not_proven_infeasible",
    };
    let stratum = |s: &super::result::StratumDraw| StratumSummary {
        key: s.key.clone(),
        n: s.n,
        m: s.m,
        drawn: s.drawn.clone(),
    };
    Summary {
        ending: ending.to_owned(),
        labels: labels(committed),
        seed: outcome.seed,
        strata: outcome.strata.iter().map(stratum).collect(),
    }
}

/// Puts a transcript together. `leaves` are the draw's leaves with their log indices, in rising order,
/// beginning with genesis and the policy in force; `checkpoint` is a signed note of `log`; `seen` the
/// cosigned checkpoint the witnesses revealed on.
///
/// # Errors
/// [`TranscriptError`] when the parts do not belong together.
pub fn transcript(
    committed: &Committed,
    outcome: &Outcome,
    log: &Log,
    leaves: Vec<(u64, String)>,
    checkpoint: &str,
    seen: Option<&str>,
) -> Result<Transcript, TranscriptError> {
    let size = size_of(log, checkpoint).ok_or(TranscriptError::Checkpoint)?;
    let prove = |(i, leaf): (u64, String)| {
        let proof = log.tree().inclusion(i, size).ok_or(TranscriptError::Leaf(i))?;
        Ok(ProvenLeaf { i, leaf, proof })
    };
    let seen = match seen {
        None => None,
        Some(text) => {
            let old = size_of(log, text).ok_or(TranscriptError::Checkpoint)?;
            let proof = log
                .tree()
                .consistency(old, size)
                .ok_or(TranscriptError::Checkpoint)?;
            Some(Seen {
                checkpoint: text.to_owned(),
                proof,
            })
        }
    };
    Ok(Transcript {
        checkpoint: checkpoint.to_owned(),
        draw: summary(committed, outcome),
        inspectors: committed.frozen.inspector_rows.clone(),
        leaves: leaves.into_iter().map(prove).collect::<Result<_, _>>()?,
        recuse: committed.frozen.recuse.clone(),
        rows: committed.frozen.rows.clone(),
        seen,
        t: "transcript".to_owned(),
        v: super::leaf::VERSION.to_owned(),
    })
}

fn size_of(log: &Log, signed: &str) -> Option<u64> {
    let checkpoint = Checkpoint::parse(&Note::parse(signed).ok()?.text).ok()?;
    (log.checkpoint(checkpoint.size)? == checkpoint).then_some(checkpoint.size)
}

impl Transcript {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`CanonError`] for text outside the profile.
    pub fn text(&self) -> Result<String, CanonError> {
        Ok(canon::encode(self)? + "\n")
    }
}
