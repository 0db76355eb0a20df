//! The transcript: one JSON file with everything a stranger needs to run the draw again.
//!
//! Canonical bytes and a newline. It holds the draw's leaves with their inclusion proofs under one signed
//! checkpoint, the frozen rows, and the result in plain words. Once opened it contains no secret.

use super::commit::Committed;
use super::course::{Counts, Course, Duty};
use super::leaf::Leaf;
use super::plan::Half;
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
    /// How often a person had a hand in the result; absent = never.
    #[serde(default, skip_serializing_if = "Counts::is_empty")]
    pub counts: Counts,
    /// Subjects left aside that the next plans must take; absent = none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// `drawn`, `infeasible`, `not_proven_infeasible`; `void` when it could not be opened or was withdrawn.
    pub ending: String,
    /// Labels that must be shown: `no_independent_witness`, `no_escrow`, `demo`.
    pub labels: Vec<String>,
    /// The seed; absent when the draw could not be opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<Digest>,
    /// Strata in the plan's order; empty when the draw could not be opened.
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
    /// Frozen rows of children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<String>,
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
    let half = committed.plan.half;
    let labels = [
        ("demo", committed.plan.demo),
        ("directed", !committed.plan.filter.is_empty()),
        ("inspectors_named", half == Some(Half::SubjectsOnly)),
        ("no_escrow", committed.leaf.escrow.is_none()),
        ("no_independent_witness", committed.leaf.wit.len() < 2),
        ("subjects_named", half == Some(Half::InspectorsOnly)),
    ];
    labels
        .into_iter()
        .filter(|l| l.1)
        .map(|l| l.0.to_owned())
        .collect()
}

/// The result in plain words, after the course it took.
pub fn summary(committed: &Committed, outcome: &Outcome, course: &Course<'_>) -> Summary {
    let ending = match outcome.ending {
        Ending::Drawn { .. } if course.void().is_some() => "void",
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
        counts: course.counts(),
        duties: course.duties().to_vec(),
        ending: ending.to_owned(),
        labels: labels(committed),
        seed: Some(outcome.seed),
        strata: outcome.strata.iter().map(stratum).collect(),
    }
}

/// The same of a draw that could not be opened.
pub fn summary_of_void(committed: &Committed) -> Summary {
    Summary {
        counts: Counts::default(),
        duties: Vec::new(),
        ending: "void".to_owned(),
        labels: labels(committed),
        seed: None,
        strata: Vec::new(),
    }
}

/// Puts a transcript together. `leaves` are the draw's leaves with their log indices, in rising order,
/// beginning with genesis and the policy in force; `checkpoint` is a signed note of `log`; `seen` the
/// cosigned checkpoint the witnesses revealed on. Without an outcome it tells of a draw that could not be
/// opened.
///
/// # Errors
/// [`TranscriptError`] when the parts do not belong together.
pub fn transcript(
    committed: &Committed,
    outcome: Option<&Outcome>,
    log: &Log,
    leaves: Vec<(u64, String)>,
    checkpoint: &str,
    seen: Option<&str>,
) -> Result<Transcript, TranscriptError> {
    let size = size_of(log, checkpoint).ok_or(TranscriptError::Checkpoint)?;
    let draw = match outcome {
        Some(outcome) => summary(committed, outcome, &course(committed, outcome, &leaves)?),
        None => summary_of_void(committed),
    };
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
        children: committed.frozen.child_rows.clone(),
        draw,
        inspectors: committed.frozen.inspector_rows.clone(),
        leaves: leaves.into_iter().map(prove).collect::<Result<_, _>>()?,
        recuse: committed.frozen.recuse.clone(),
        rows: committed.frozen.rows.clone(),
        seen,
        t: "transcript".to_owned(),
        v: super::leaf::VERSION.to_owned(),
    })
}

/// The course of a result through its leaves, by log index and canonical text in rising order. Leaves before
/// the result and those of other kinds change nothing; each is taken as it stands, unchecked.
///
/// # Errors
/// [`TranscriptError::Leaf`] for text that is no leaf of a draw.
pub fn course<'a>(
    committed: &'a Committed,
    outcome: &Outcome,
    leaves: &[(u64, String)],
) -> Result<Course<'a>, TranscriptError> {
    let read = |(i, text): &(u64, String)| match canon::decode::<Leaf>(text.as_bytes()) {
        Ok(leaf) => Ok((*i, leaf)),
        Err(_) => Err(TranscriptError::Leaf(*i)),
    };
    let read: Vec<(u64, Leaf)> = leaves.iter().map(read).collect::<Result<_, _>>()?;
    let commit = read.iter().find(|(_, leaf)| matches!(leaf, Leaf::Commit(_)));
    let mut course = Course::new(committed, outcome, commit.map_or(0, |(i, _)| *i));
    for ((i, leaf), (_, text)) in read.iter().zip(leaves) {
        course.take(*i, leaf, text);
    }
    Ok(course)
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
