//! Acts after the seal in the document: entries beside the settled supplements, in the map that follows a seal.
//!
//! The map is an old one because every object of a document is made by its first change, which programs before this
//! one made too: a map of their own would be missing in every document that exists. The key says what it is:
//! `act:` and the digest of the entry.

#[cfg(test)]
mod tests;

use super::apply::key_of;
use super::history::History;
use super::read::Reader;
use super::schema::{Place, Section};
use super::{EditRefused, InspectionDoc, check};
use crate::evidence::{Evidence, EvidenceKind};
use crate::id::EvidenceId;
use crate::inspection::act::{Act, ActRecord, ActView};
use crate::inspection::change::ChangeId;

/// What every key of an act begins with; no supplement's id does.
const PREFIX: &str = "act:";

/// The key of an act's entry.
pub(crate) fn key(json: &str) -> String {
    format!("{PREFIX}{}", key_of(json))
}

/// Whether a key of [`Section::Settled`] is an act's.
pub(crate) fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// Whether a place holds an act.
pub(crate) fn is_place(place: &Place) -> bool {
    place.0 == Section::Settled && is_key(&place.1)
}

/// Whether an entry may stand: its key is its digest, and its words are there and within bounds.
pub(crate) fn entry(place_key: &str, value: &str) -> Result<(), EditRefused> {
    let record: ActRecord = serde_json::from_str(value).map_err(|_| EditRefused::WrongValue)?;
    if place_key != key(value) {
        return Err(EditRefused::WrongValue);
    }
    match &record.act {
        Act::CopyGiven {
            means,
            to,
            position,
            address,
        } => {
            check::needed(to)?;
            check::short(position)?;
            if means.needs_address() {
                check::needed(address)?;
            }
            check::short(address)
        }
        Act::RemediesTold { to, text, cite } => {
            check::needed(to)?;
            check::needed(text)?;
            check::needed(cite)
        }
        Act::RecordingFile { evidence, sha256 } => {
            check::short(evidence.as_str())?;
            match ChangeId::parse_hex(sha256) {
                Some(digest) if digest.to_hex() == *sha256 => Ok(()),
                Some(_) | None => Err(EditRefused::WrongValue),
            }
        }
    }
}

/// The record has a body-camera reference with this id.
pub(crate) fn is_reference(doc: &InspectionDoc, evidence: &EvidenceId) -> bool {
    let stored = Reader::now(doc).string(Section::Evidence, evidence.as_str());
    let read = stored.and_then(|(json, _)| serde_json::from_str::<Evidence>(&json).ok());
    read.is_some_and(|evidence| evidence.kind == EvidenceKind::BodyCamera)
}

/// Whether what an entry names is in the document.
pub(crate) fn refers(doc: &InspectionDoc, value: &str) -> bool {
    match serde_json::from_str::<ActRecord>(value).map(|record| record.act) {
        Ok(Act::RecordingFile { evidence, .. }) => is_reference(doc, &evidence),
        Ok(Act::CopyGiven { .. } | Act::RemediesTold { .. }) => true,
        Err(_) => false,
    }
}

/// All acts, in the order written.
pub(super) fn views(doc: &InspectionDoc, history: &History, now: &Reader<'_>) -> Vec<ActView> {
    now.entries(Section::Settled)
        .into_iter()
        .filter(|(key, _, _)| is_key(key))
        .filter_map(|(key, json, op)| {
            let record: ActRecord = serde_json::from_str(&json).ok()?;
            Some(ActView {
                key,
                act: record.act,
                stamp: history.stamp(doc, &op),
            })
        })
        .collect()
}

/// An entry as the trail says it: what, how, to whom; the rule's own sentence goes by its article.
pub(super) fn words(value: &str) -> Option<String> {
    let record: ActRecord = serde_json::from_str(value).ok()?;
    let said = match &record.act {
        Act::CopyGiven {
            means,
            to,
            position,
            address,
        } => format!("copy_given {} {to} {position} {address}", means.code()),
        Act::RemediesTold { to, cite, .. } => format!("remedies_told {to} {cite}"),
        Act::RecordingFile { evidence, sha256 } => format!("recording_file {evidence} {sha256}"),
    };
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}
