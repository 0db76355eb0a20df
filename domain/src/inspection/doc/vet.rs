//! Whether a foreign change only does what the program's own edits do, in the state its writer had seen.

use super::amend::{Rounds, SealRecord};
use super::history::{History, Message, place_of};
use super::read::Reader;
use super::schema::{Place, Section};
use super::{InspectionDoc, acts, check, online, rows, strokes};
use crate::assignment::Package;
use crate::evidence::Evidence;
use crate::guard::stands;
use crate::id::{DeviceId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::apply::key_of;
use crate::inspection::signature::Signature;
use automerge::{ScalarValue, legacy};
use std::collections::{BTreeMap, BTreeSet};

/// Who writes, and what the office allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing<'a> {
    pub(crate) package: &'a Package,
    pub(crate) author: &'a InspectorId,
    pub(crate) device: &'a DeviceId,
    /// Approved or published: no more seals and amendments.
    pub(crate) closed: bool,
    /// The office's own server asks: its package is the newest there is.
    pub(crate) office: bool,
}

/// The tablet a message names.
pub(crate) fn device_of(text: &str) -> Option<DeviceId> {
    Message::read(text).map(|read| read.device)
}

impl InspectionDoc {
    /// Somebody has sealed.
    pub(crate) fn has_seal(&self) -> bool {
        !Reader::now(self).keys(Section::Seals).is_empty()
    }

    /// Keys of the seals that these changes write.
    pub(crate) fn seals_by(&self, changes: &[ChangeId]) -> BTreeSet<String> {
        let now = Reader::now(self);
        let written = |key: &String| {
            let ops = now.strings(Section::Seals, key);
            let by = ops
                .iter()
                .filter_map(|(_, op)| self.automerge().hash_for_opid(op));
            by.into_iter().any(|hash| changes.contains(&hash.into()))
        };
        now.keys(Section::Seals).into_iter().filter(written).collect()
    }

    /// Keys of all signatures, hidden ones too.
    pub(crate) fn signature_keys(&self) -> BTreeSet<String> {
        Reader::now(self).keys(Section::Signatures).into_iter().collect()
    }

    /// A signature as it was given; none when it does not read.
    pub(crate) fn signature_of(&self, key: &str) -> Option<Signature> {
        let reader = Reader::now(self);
        let (json, _) = reader.string(Section::Signatures, key)?;
        super::read::signature(&reader, key, &json)
    }

    /// The change seals, amends or settles.
    pub(crate) fn writes_seal(&self, change: &automerge::Change) -> bool {
        change.decode().operations.iter().any(|op| {
            place_of(self, op).is_some_and(|(section, _)| {
                matches!(section, Section::Seals | Section::Amendments | Section::Settled)
            })
        })
    }
}

/// Checks one change; returns the entries it adds, each of which is written once for ever. While a seal is
/// there, its dependencies must be in `doc`.
pub(crate) fn allowed(
    doc: &InspectionDoc,
    change: &automerge::Change,
    writing: &Writing<'_>,
) -> Result<Vec<Place>, &'static str> {
    if change.message().and_then(device_of).as_ref() != Some(writing.device) {
        return Err("admit.foreign_device");
    }
    if !writing
        .package
        .team
        .iter()
        .any(|m| &m.inspector == writing.author)
    {
        return Err("admit.not_in_team");
    }
    let mut puts: BTreeMap<Place, ScalarValue> = BTreeMap::new();
    let mut places: BTreeSet<Place> = BTreeSet::new();
    for op in &change.decode().operations {
        let place = place_of(doc, op).ok_or("admit.unknown_place")?;
        operation(&place, op, &mut puts)?;
        places.insert(place);
    }
    for (place, value) in &puts {
        value_fits(place, value, &puts, writing)?;
        let act = value.as_str().filter(|_| acts::is_place(place));
        if act.is_some_and(|json| !acts::refers(doc, json)) {
            return Err("admit.wrong_value");
        }
    }
    let lasting = |place: &Place| {
        let section = matches!(
            place.0,
            Section::Seals | Section::Amendments | Section::Evidence | Section::Signatures
        );
        section || acts::is_place(place) || online::is_place(place)
    };
    let deletes = places.iter().any(|p| lasting(p) && !puts.contains_key(p));
    if deletes && stands("entries-are-never-removed") {
        return Err("admit.removes_entry");
    }
    let once =
        |place: &Place| matches!(place.0, Section::Evidence | Section::Signatures) || acts::is_place(place);
    let entries: Vec<Place> = places.iter().filter(|place| once(place)).cloned().collect();
    let now = Reader::now(doc);
    if entries.iter().any(|(s, key)| now.string(*s, key).is_some()) {
        return Err("admit.rewrites_entry");
    }
    if online::touches_locked(doc, change, &places, &puts) && stands("settled-online-is-locked") {
        return Err("admit.settled_online");
    }
    in_state(doc, change, &places, &puts, writing)?;
    Ok(entries)
}

/// Only strings into registers, the deletion of a register, and letters in and out of texts.
fn operation(
    place: &Place,
    op: &legacy::Op,
    puts: &mut BTreeMap<Place, ScalarValue>,
) -> Result<(), &'static str> {
    let in_text = matches!(op.key, legacy::Key::Seq(_));
    if in_text != place.0.holds_texts() {
        return Err("admit.unknown_place");
    }
    match &op.action {
        legacy::OpType::Put(value) if in_text => {
            if op.insert && value.as_str().is_some_and(|s| s.chars().count() == 1) {
                Ok(())
            } else {
                Err("admit.wrong_operation")
            }
        }
        legacy::OpType::Put(value) => {
            puts.insert(place.clone(), value.clone());
            Ok(())
        }
        legacy::OpType::Delete => Ok(()),
        legacy::OpType::Make(_)
        | legacy::OpType::Increment(_)
        | legacy::OpType::MarkBegin(_)
        | legacy::OpType::MarkEnd(_) => Err("admit.wrong_operation"),
    }
}

fn value_fits(
    place: &Place,
    value: &ScalarValue,
    puts: &BTreeMap<Place, ScalarValue>,
    writing: &Writing<'_>,
) -> Result<(), &'static str> {
    let refused = |_| "admit.wrong_value";
    let (section, key) = place;
    match (section, value) {
        (Section::Strokes, ScalarValue::Bytes(bytes)) => {
            let signed = puts.contains_key(&(Section::Signatures, key.clone()));
            if signed && strokes::parse(bytes).is_some() {
                Ok(())
            } else {
                Err("admit.wrong_value")
            }
        }
        (_, ScalarValue::Str(text)) => {
            check::register(writing.package, *section, key, text).map_err(refused)?;
            match section {
                Section::Steps if online::is_key(key) && writing.office => {
                    match online::is_the_offices(writing.package, text) {
                        true => Ok(()),
                        false => Err("admit.foreign_settlement"),
                    }
                }
                // What it names was checked above; whose change it is, is checked for every change.
                Section::Evidence if rows::is_key(key) => Ok(()),
                Section::Evidence => {
                    let evidence: Evidence = serde_json::from_str(text).map_err(|_| "admit.wrong_value")?;
                    if &evidence.device == writing.device {
                        Ok(())
                    } else {
                        Err("admit.foreign_device")
                    }
                }
                Section::Signatures => signature_fits(key, text, puts, writing),
                Section::Seals => {
                    if key == &key_of(text) {
                        Ok(())
                    } else {
                        Err("admit.wrong_value")
                    }
                }
                Section::Answers
                | Section::Locations
                | Section::Notes
                | Section::Texts
                | Section::Words
                | Section::Steps
                | Section::Withdrawn
                | Section::Strokes
                | Section::Skip
                | Section::Refusal
                | Section::Amendments
                | Section::Settled => Ok(()),
            }
        }
        _ => Err("admit.wrong_value"),
    }
}

fn signature_fits(
    key: &str,
    json: &str,
    puts: &BTreeMap<Place, ScalarValue>,
    writing: &Writing<'_>,
) -> Result<(), &'static str> {
    let mut signature: Signature = serde_json::from_str(json).map_err(|_| "admit.wrong_value")?;
    if let Some(ScalarValue::Bytes(bytes)) = puts.get(&(Section::Strokes, key.to_owned())) {
        signature.strokes = strokes::parse(bytes).ok_or("admit.wrong_value")?;
    }
    check::signature(writing.package, &signature, writing.author, writing.device)
        .map_err(|_| "admit.wrong_signature")?;
    let whole = serde_json::to_string(&signature).map_err(|_| "admit.wrong_value")?;
    if key == key_of(&whole) {
        Ok(())
    } else {
        Err("admit.wrong_signature")
    }
}

/// What the writer had seen decides: after a seal only a settlement, or an amendment and what follows it.
fn in_state(
    doc: &InspectionDoc,
    change: &automerge::Change,
    places: &BTreeSet<Place>,
    puts: &BTreeMap<Place, ScalarValue>,
    writing: &Writing<'_>,
) -> Result<(), &'static str> {
    let writes = |section: Section| places.iter().any(|(s, _)| *s == section);
    if !doc.has_seal() && !writes(Section::Seals) {
        return if writes(Section::Amendments) || writes(Section::Settled) {
            Err("admit.not_sealed")
        } else {
            Ok(())
        };
    }
    let history = History::of(doc);
    let rounds = Rounds::of(doc, &history);
    let deps: Vec<ChangeId> = change.deps().iter().map(|d| ChangeId::from(*d)).collect();
    let seen = history.closure(history.positions(&deps));
    let last_seal_seen = rounds
        .seals
        .iter()
        .filter(|s| seen.contains(&s.change))
        .map(|s| s.generation)
        .max();
    for (place, value) in puts.iter().filter(|((s, _), _)| *s == Section::Seals) {
        let record: SealRecord = value
            .as_str()
            .and_then(|text| serde_json::from_str(text).ok())
            .ok_or("admit.wrong_value")?;
        let known = record
            .heads
            .iter()
            .all(|h| history.find(*h).is_some_and(|at| seen.contains(&at)));
        if !known || record.heads.is_empty() {
            return Err("admit.seal_of_unseen");
        }
        if value.as_str().map(key_of).as_ref() != Some(&place.1) {
            return Err("admit.wrong_value");
        }
    }
    if writing.closed && writes(Section::Seals) {
        return Err("admit.closed");
    }
    let Some(generation) = last_seal_seen else {
        if writes(Section::Amendments) || writes(Section::Settled) {
            return Err("admit.not_sealed");
        }
        return Ok(());
    };
    let amending = rounds
        .amendments
        .iter()
        .any(|a| seen.contains(&a.change) && rounds.round(a.change) == generation + 1);
    if writing.closed && (amending || writes(Section::Amendments)) {
        return Err("admit.closed");
    }
    let only_settles = places.iter().all(|(s, _)| *s == Section::Settled);
    if amending || only_settles || writes(Section::Amendments) || !stands("sealed-is-amended") {
        Ok(())
    } else {
        Err("admit.sealed")
    }
}
