//! What a verified transcript says, for a reader.

use super::Parts;
use crate::digest::Digest;
use crate::draw::commit::Committed;
use crate::draw::freeze::Standing;
use crate::draw::result::Outcome;
use crate::draw::transcript;
use serde::Serialize;

/// What a verified transcript says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Origin of the log.
    pub origin: String,
    /// The log's key; compare it with the one the authority publishes.
    pub log_key: String,
    /// Number of the draw.
    pub seq: u64,
    /// Title.
    pub name: String,
    /// Digest of the commitment.
    pub commitment: Digest,
    /// The seed.
    pub seed: Digest,
    /// `drawn`, `infeasible` or `not_proven_infeasible`.
    pub ending: String,
    /// Subjects in the frozen roster, and how many of them were left out.
    pub subjects: (u64, u64),
    /// Inspectors in the frozen roster, and how many of them were left out.
    pub inspectors: (u64, u64),
    /// Subjects drawn.
    pub drawn: u64,
    /// Witnesses who committed entropy.
    pub witnesses: u64,
    /// Witnesses who cosigned before the reveals: name, Unix seconds.
    pub cosigned: Vec<(String, u64)>,
    /// Labels to show.
    pub labels: Vec<String>,
}

pub(super) fn facts(
    parts: &Parts<'_>,
    committed: &Committed,
    outcome: &Outcome,
    cosigned: Vec<(String, u64)>,
) -> Facts {
    let out = |n: usize| n as u64;
    let subjects = &committed.frozen.subjects;
    let inspectors = &committed.frozen.inspectors;
    let summary = transcript::summary(committed, outcome);
    Facts {
        origin: parts.origin.to_owned(),
        log_key: parts.key.to_owned(),
        seq: parts.commit.seq,
        name: committed.plan.name.clone(),
        commitment: committed.digest(),
        seed: outcome.seed,
        ending: summary.ending,
        subjects: (
            out(subjects.len()),
            out(subjects.iter().filter(|s| s.st == Standing::Out).count()),
        ),
        inspectors: (
            out(inspectors.len()),
            out(inspectors.iter().filter(|s| s.st == Standing::Out).count()),
        ),
        drawn: outcome.strata.iter().map(|s| s.m).sum(),
        witnesses: parts.commit.wit.len() as u64,
        cosigned,
        labels: summary.labels,
    }
}
