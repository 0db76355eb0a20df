//! What a verified transcript says, for a reader.

use super::Parts;
use crate::digest::Digest;
use crate::draw::commit::Committed;
use crate::draw::course::Counts;
use crate::draw::freeze::Standing;
use crate::draw::leaf::Leaf;
use crate::draw::transcript::Summary;
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
    /// The seed; absent when the draw could not be opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<Digest>,
    /// As in [`Summary`].
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
    /// How often a person had a hand in the result.
    pub counts: Counts,
    /// Draws among things found on site, which were entered in the log after the visit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub late: Vec<Late>,
}

/// One draw among things found on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Late {
    /// Which list; empty = the only one.
    pub list: String,
    /// Its number below the same subject, from 0.
    pub no: u64,
    /// How many things were listed.
    pub listed: u64,
    /// How many of them were drawn; 0 = nothing was drawn from this list.
    pub drawn: u64,
}

pub(super) fn facts(
    parts: &Parts<'_>,
    committed: &Committed,
    summary: Summary,
    cosigned: Vec<(String, u64)>,
    leaves: &[Leaf],
) -> Facts {
    let late = leaves.iter().filter_map(|leaf| {
        let Leaf::Late(late) = leaf else {
            return None;
        };
        Some(Late {
            list: late.list.clone().unwrap_or_default(),
            no: late.no,
            listed: late.rows.len() as u64,
            drawn: late.drawn.len() as u64,
        })
    });
    let out = |n: usize| n as u64;
    let subjects = &committed.frozen.subjects;
    let inspectors = &committed.frozen.inspectors;
    Facts {
        origin: parts.origin.to_owned(),
        log_key: parts.key.to_owned(),
        seq: parts.commit.seq,
        name: committed.plan.name.clone(),
        commitment: committed.digest(),
        seed: summary.seed,
        ending: summary.ending,
        subjects: (
            out(subjects.len()),
            out(subjects.iter().filter(|s| s.st == Standing::Out).count()),
        ),
        inspectors: (
            out(inspectors.len()),
            out(inspectors.iter().filter(|s| s.st == Standing::Out).count()),
        ),
        drawn: summary.strata.iter().map(|s| s.m).sum(),
        witnesses: parts.commit.wit.len() as u64,
        cosigned,
        labels: summary.labels,
        counts: summary.counts,
        late: late.collect(),
    }
}
