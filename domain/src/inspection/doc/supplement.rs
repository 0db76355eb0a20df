//! Supplements (补充记录): what a colleague wrote unaware of a seal, grouped by writer and place.

use super::amend::Rounds;
use super::history::{ChangeSet, History};
use super::read::{Reader, RefusalRecord};
use super::schema::{Place, Section};
use super::steps::StepRecord;
use super::{InspectionDoc, rows};
use super::{online, papers};
use crate::evidence::Evidence;
use crate::id::{InspectorId, ItemId};
use crate::inspection::signature::{Signature, Signer};
use crate::inspection::view::SupplementView;
use std::collections::{BTreeMap, BTreeSet};

/// One writer's work on one place.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) place: Place,
    pub(crate) changes: ChangeSet,
    round: usize,
}

/// The groups, in the order written.
pub(crate) fn groups(history: &History, rounds: &Rounds) -> Vec<Group> {
    let mut order: Vec<usize> = rounds.supplements.keys().copied().collect();
    order.sort_by_key(|at| (history.get(*at).start_op, history.get(*at).id));
    let mut found: Vec<Group> = Vec::new();
    let mut by_writer: BTreeMap<(Option<InspectorId>, Place), usize> = BTreeMap::new();
    for at in order {
        let written = history.get(at);
        for place in rounds.supplements.get(&at).into_iter().flatten() {
            let group = *by_writer
                .entry((written.by.clone(), place.clone()))
                .or_insert_with(|| {
                    let id = written.id.to_hex();
                    found.push(Group {
                        id: format!("{}:{}:{}", &id[..16], place.0.key(), place.1),
                        place: place.clone(),
                        changes: ChangeSet::new(),
                        round: rounds.round(at),
                    });
                    found.len() - 1
                });
            if let Some(group) = found.get_mut(group) {
                group.changes.insert(at);
            }
        }
    }
    found
}

/// What the group's writer made the place read.
pub(crate) fn written_value(doc: &InspectionDoc, history: &History, group: &Group) -> Option<String> {
    let heads = history.heads_of(&history.closure(group.changes.iter().copied()));
    Reader::at(doc, Some(&heads)).value(&group.place)
}

/// Supplements, with the outcomes that `settled` knows. A supplement that says the same as the sealed record
/// is none.
pub(crate) fn views(
    doc: &InspectionDoc,
    history: &History,
    rounds: &Rounds,
    settled: &Reader<'_>,
) -> Vec<SupplementView> {
    groups(history, rounds)
        .into_iter()
        .filter_map(|group| {
            let sealed_heads = history.heads_of(&rounds.covered(group.round));
            let sealed = Reader::at(doc, Some(&sealed_heads)).value(&group.place);
            let text = written_value(doc, history, &group);
            if text == sealed {
                return None;
            }
            let last = group.changes.iter().max().copied()?;
            let mut outcomes: Vec<String> = settled
                .strings(Section::Settled, &group.id)
                .into_iter()
                .map(|(value, _)| value)
                .collect();
            outcomes.dedup();
            Some(SupplementView {
                item: item(&group.place, text.as_deref()),
                kind: kind(&group.place),
                evidence: evidence(&group.place, text.as_deref()),
                text: words(&group.place, text),
                sealed_text: sealed.map(|s| words(&group.place, Some(s))),
                stamp: history.get(last).stamp(),
                // Two officers who settled it differently have not settled it.
                outcome: (outcomes.len() == 1).then(|| outcomes.remove(0)),
                id: group.id,
            })
        })
        .collect()
}

/// Supplement changes whose entries (evidence, signatures) the record does not show.
pub(crate) fn hidden(rounds: &Rounds, views: &[SupplementView], history: &History) -> BTreeSet<usize> {
    let adopted: BTreeSet<usize> = groups(history, rounds)
        .into_iter()
        .filter(|g| {
            views
                .iter()
                .any(|v| v.id == g.id && v.outcome.as_deref() == Some(ADOPTED))
        })
        .flat_map(|g| g.changes)
        .collect();
    rounds
        .supplements
        .keys()
        .copied()
        .filter(|at| !adopted.contains(at))
        .collect()
}

/// Outcome: becomes part of the record at the next amendment.
pub(crate) const ADOPTED: &str = "adopted";
/// Outcome: stays beside the record.
pub(crate) const KEPT_APART: &str = "kept_apart";

fn item(place: &Place, value: Option<&str>) -> Option<ItemId> {
    match place.0 {
        Section::Locations => Some(ItemId::from(rows::noted(&place.1).unwrap_or(&place.1))),
        Section::Answers | Section::Notes | Section::Texts => Some(ItemId::new(place.1.clone())),
        Section::Evidence => serde_json::from_str::<Evidence>(value?).ok()?.item,
        Section::Words
        | Section::Steps
        | Section::Withdrawn
        | Section::Signatures
        | Section::Strokes
        | Section::Skip
        | Section::Refusal
        | Section::Seals
        | Section::Amendments
        | Section::Settled => None,
    }
}

fn evidence(place: &Place, value: Option<&str>) -> Option<Box<Evidence>> {
    let piece = place.0 == Section::Evidence && !rows::is_key(&place.1);
    serde_json::from_str(value.filter(|_| piece)?).ok()
}

fn kind(place: &Place) -> String {
    match place.0 {
        Section::Answers | Section::Texts => "answer",
        Section::Locations if rows::noted(&place.1).is_some() => "note",
        Section::Locations => "location",
        Section::Notes => "note",
        Section::Words => return place.1.clone(),
        Section::Steps if papers::is_key(&place.1) => "paper",
        Section::Steps => "step",
        Section::Evidence => rows::kind(&place.1),
        Section::Withdrawn => "withdrawal",
        Section::Signatures | Section::Strokes => "signature",
        Section::Skip => "skip",
        Section::Refusal => "refusal",
        Section::Seals | Section::Amendments | Section::Settled => "seal",
    }
    .to_owned()
}

/// A stored value as words for a reader: the part a person typed or chose.
pub(super) fn words(place: &Place, value: Option<String>) -> String {
    let Some(value) = value else {
        return String::new();
    };
    match place.0 {
        Section::Steps if papers::is_key(&place.1) => papers::words(&value).unwrap_or(value),
        Section::Steps if online::is_key(&place.1) => online::words(&value).unwrap_or(value),
        Section::Steps => serde_json::from_str::<StepRecord>(&value)
            .map(|s| format!("{} {}", s.outcome, s.note).trim().to_owned())
            .unwrap_or(value),
        Section::Evidence if rows::is_key(&place.1) => rows::words(&value).unwrap_or(value),
        Section::Evidence => serde_json::from_str::<Evidence>(&value)
            .map(|e| match e.caption.is_empty() {
                true => e.taken_at.china_minute(),
                false => e.caption,
            })
            .unwrap_or(value),
        Section::Signatures => serde_json::from_str::<Signature>(&value)
            .map(|s| match s.signer {
                Signer::Officer { inspector, .. } => inspector.0,
                Signer::Subject { name, .. }
                | Signer::Witness { name, .. }
                | Signer::Interpreter { name, .. }
                | Signer::Guest { name, .. } => name,
            })
            .unwrap_or(value),
        Section::Refusal => serde_json::from_str::<RefusalRecord>(&value)
            .map(|r| r.reason)
            .unwrap_or(value),
        Section::Answers
        | Section::Locations
        | Section::Notes
        | Section::Texts
        | Section::Words
        | Section::Withdrawn
        | Section::Strokes
        | Section::Skip
        | Section::Seals
        | Section::Amendments
        | Section::Settled => value,
    }
}
