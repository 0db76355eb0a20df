//! Seals, amendments, and which changes make up the record people look at.
//!
//! A seal states the heads it freezes. Whoever had seen a seal may only settle supplements or open an
//! amendment; what is written afterwards belongs to the next round. Whoever had not seen it wrote a
//! supplement: kept, shown apart, never mixed into what was signed.

use super::InspectionDoc;
use super::history::{ChangeSet, History, places};
use super::read::Reader;
use super::schema::{Place, Section};
use crate::guard::stands;
use crate::inspection::change::ChangeId;
use crate::inspection::view::{DocState, SealView};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A seal as the document carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SealRecord {
    /// SHA-256 of the originals it covers, sorted.
    pub(crate) evidence: Vec<String>,
    /// Stated exceptions.
    pub(crate) exceptions: String,
    /// Heads it freezes, sorted.
    pub(crate) heads: Vec<ChangeId>,
    /// SHA-256 (hex) of the read-back page as it was on the tablet that sealed; absent in seals of programs that did
    /// not state it. The page also names the team, which the office may change later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) read_back: Option<String>,
}

/// An amendment as the document carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AmendmentRecord {
    /// Why.
    pub(crate) reason: String,
    /// Keys of the seals it amends.
    pub(crate) seals: Vec<String>,
}

/// A seal and what it covers.
#[derive(Clone, Debug)]
pub(crate) struct Seal {
    pub(crate) key: String,
    pub(crate) change: usize,
    pub(crate) record: SealRecord,
    pub(crate) covered: ChangeSet,
    pub(crate) generation: usize,
    pub(crate) seen_by: ChangeSet,
}

/// An amendment.
#[derive(Clone, Debug)]
pub(crate) struct Amendment {
    pub(crate) record: AmendmentRecord,
    pub(crate) change: usize,
}

/// The rounds of a document.
#[derive(Clone, Debug)]
pub(crate) struct Rounds {
    pub(crate) seals: Vec<Seal>,
    pub(crate) amendments: Vec<Amendment>,
    pub(crate) state: DocState,
    /// Changes that make up the record.
    pub(crate) record: ChangeSet,
    /// Changes unaware of a seal that froze their round, with the places they write.
    pub(crate) supplements: BTreeMap<usize, BTreeSet<Place>>,
}

impl Rounds {
    pub(crate) fn of(doc: &InspectionDoc, history: &History) -> Self {
        let now = Reader::now(doc);
        let seals = seals(doc, history, &now);
        let amendments: Vec<Amendment> = now
            .entries(Section::Amendments)
            .into_iter()
            .filter_map(|(_, value, op)| {
                Some(Amendment {
                    record: serde_json::from_str(&value).ok()?,
                    change: history.of_op(doc, &op)?,
                })
            })
            .collect();
        let all: ChangeSet = (0..history.len()).collect();
        let mut rounds = Self {
            seals,
            amendments,
            state: if history.len() <= 1 {
                DocState::Assigned
            } else {
                DocState::Started
            },
            record: all,
            supplements: BTreeMap::new(),
        };
        if let Some(last) = rounds.seals.iter().map(|s| s.generation).max() {
            rounds.supplements = Self::without_settled(rounds.unaware(doc, history, 0..history.len()));
            let open = rounds.amendments.iter().any(|a| rounds.round(a.change) > last);
            let mut record = rounds.covered(last);
            rounds.state = DocState::Sealed;
            if open {
                rounds.state = DocState::Amending;
                let aware = (0..history.len()).filter(|at| rounds.round(*at) > last);
                record.extend(history.closure(aware));
            }
            rounds.record = record;
        }
        rounds
    }

    /// How many generations of seals the writer of a change had seen.
    pub(crate) fn round(&self, change: usize) -> usize {
        self.seals
            .iter()
            .filter(|s| s.change != change && s.seen_by.contains(&change))
            .map(|s| s.generation + 1)
            .max()
            .unwrap_or(0)
    }

    /// What the seals of a generation cover.
    pub(crate) fn covered(&self, generation: usize) -> ChangeSet {
        self.seals
            .iter()
            .filter(|s| s.generation == generation)
            .flat_map(|s| s.covered.iter().copied())
            .collect()
    }

    fn unaware(
        &self,
        doc: &InspectionDoc,
        history: &History,
        among: impl IntoIterator<Item = usize>,
    ) -> BTreeMap<usize, BTreeSet<Place>> {
        let mut found = BTreeMap::new();
        for at in among {
            let round = self.round(at);
            let frozen = self.seals.iter().any(|s| s.generation == round);
            let server_made = history.get(at).by.is_none();
            if !frozen || server_made || self.covered(round).contains(&at) {
                continue;
            }
            let mut places = places(doc, history.get(at).id);
            places.retain(|(section, _)| {
                section.is_content() || matches!(section, Section::Signatures | Section::Refusal)
            });
            if !places.is_empty() && !self.seals.iter().any(|s| s.change == at) {
                found.insert(at, places);
            }
        }
        found
    }

    /// The rounds with the record as one seal froze it.
    pub(crate) fn frozen_by(&self, seal: &Seal) -> Self {
        Self {
            record: seal.covered.clone(),
            ..self.clone()
        }
    }

    /// The rounds as they were known to whoever wrote the record last. What arrives later, another officer's seal of
    /// the same round above all, must not change what was a supplement when the record was frozen.
    pub(crate) fn inside_record(&self, doc: &InspectionDoc, history: &History) -> Self {
        if self.seals.is_empty() || !stands("frozen-by-its-own-past") {
            return self.clone();
        }
        let mut inside = self.clone();
        inside.seals.retain(|seal| self.record.contains(&seal.change));
        inside
            .amendments
            .retain(|amendment| self.record.contains(&amendment.change));
        inside.supplements = Self::without_settled(inside.unaware(doc, history, self.record.iter().copied()));
        inside
    }

    /// Heads at which the record is read; none = the document as it stands.
    pub(crate) fn record_heads(&self, history: &History) -> Option<Vec<ChangeId>> {
        (self.record.len() < history.len()).then(|| history.heads_of(&self.record))
    }
}

fn seals(doc: &InspectionDoc, history: &History, now: &Reader<'_>) -> Vec<Seal> {
    // Two officers who seal the same give one key two operations: both count, each has its own followers.
    let given = now.keys(Section::Seals).into_iter().flat_map(|key| {
        let ops = now.strings(Section::Seals, &key);
        ops.into_iter().map(move |(value, op)| (key.clone(), value, op))
    });
    let mut seals: Vec<Seal> = given
        .filter_map(|(key, value, op)| {
            let record: SealRecord = serde_json::from_str(&value).ok()?;
            let change = history.of_op(doc, &op)?;
            Some(Seal {
                key,
                covered: history.closure(history.positions(&record.heads)),
                seen_by: history.descendants(&ChangeSet::from([change])),
                change,
                record,
                generation: 0,
            })
        })
        .collect();
    seals.sort_by_key(|s| (history.get(s.change).start_op, history.get(s.change).id));
    // A seal's generation is one more than the highest it had seen; what it had seen has a lower start_op.
    for at in 0..seals.len() {
        let (before, rest) = seals.split_at_mut(at);
        if let Some(seal) = rest.first_mut() {
            seal.generation = before
                .iter()
                .filter(|s| s.seen_by.contains(&seal.change))
                .map(|s| s.generation + 1)
                .max()
                .unwrap_or(0);
        }
    }
    seals
}

/// Seals for the screen, oldest first.
pub(super) fn seal_views(doc: &InspectionDoc, history: &History, rounds: &Rounds) -> Vec<SealView> {
    let amended = |generation: usize| {
        rounds
            .amendments
            .iter()
            .find(|a| rounds.round(a.change) == generation + 1)
            .map(|a| a.record.reason.clone())
    };
    let last = rounds.seals.iter().map(|s| s.generation).max();
    let mut views: Vec<SealView> = Vec::new();
    for seal in &rounds.seals {
        // Both officers froze the very same: one seal, given twice.
        if views.iter().any(|v| v.key == seal.key) {
            continue;
        }
        let latest = Some(seal.generation) == last;
        let apart = latest
            && rounds.state == DocState::Sealed
            && seal.covered != rounds.record
            && stands("seals-stay-apart");
        views.push(SealView {
            key: seal.key.clone(),
            heads: seal.record.heads.iter().map(|h| h.to_hex()).collect(),
            evidence: seal.record.evidence.clone(),
            exceptions: seal.record.exceptions.clone(),
            read_back: seal.record.read_back.clone(),
            stamp: history.get(seal.change).stamp(),
            amended_because: (!latest).then(|| amended(seal.generation)).flatten(),
            latest,
            frozen: apart.then(|| Box::new(doc.view_in(history, &rounds.frozen_by(seal)))),
        });
    }
    views
}
