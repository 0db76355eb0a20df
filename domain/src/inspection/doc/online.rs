//! Items settled online, in the document: entries beside the steps, in a map that is part of what people sign.
//!
//! The key says what it is: `online:` and the item; the value is the office's word as its package has it. Whether an
//! item is locked is asked of what a change's writer had seen, so work done unaware of the office is never refused.

#[cfg(test)]
mod tests;

use super::amend::Rounds;
use super::apply::{Plan, json};
use super::history::place_of;
use super::read::Reader;
use super::rows;
use super::schema::{Place, Section};
use super::write::Op;
use super::{EditRefused, InspectionDoc, item_of};
use crate::assignment::{Package, SettledOnline};
use crate::guard::stands;
use crate::id::ItemId;
use crate::inspection::change::ChangeId;
use crate::inspection::edit::Edit;
use crate::inspection::online::{WORDS_MAX, lay, standing};
use crate::inspection::rows::split;
use crate::inspection::view::AnswerView;
use crate::regime::relevance::validate;
use automerge::ScalarValue;
use std::collections::{BTreeMap, BTreeSet};

/// What every such key begins with; no step's id and no paper's does.
const PREFIX: &str = "online:";

/// The key of an item's entry.
pub(crate) fn key(item: &ItemId) -> String {
    format!("{PREFIX}{item}")
}

/// Whether a key of [`Section::Steps`] is one.
pub(crate) fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// Whether a place holds one.
pub(crate) fn is_place(place: &Place) -> bool {
    place.0 == Section::Steps && is_key(&place.1)
}

fn parsed(value: &str) -> Option<SettledOnline> {
    serde_json::from_str(value).ok()
}

/// Whether an entry may stand: it is of the item that its key names, and fits it.
pub(crate) fn entry(package: &Package, place_key: &str, value: &str) -> Result<(), EditRefused> {
    let said = parsed(value).ok_or(EditRefused::WrongValue)?;
    let item = item_of(package, &said.item).ok_or(EditRefused::UnknownItem)?;
    let fits = said
        .value
        .as_deref()
        .is_none_or(|v| validate(&item.kind, v).is_ok());
    let in_row = split(said.item.as_str()).1.is_some();
    if place_key != key(&said.item) || !fits || in_row || json(&said) != value {
        return Err(EditRefused::WrongValue);
    }
    let long = |text: &String| text.chars().count() > WORDS_MAX;
    match [&said.means, &said.words, &said.department].into_iter().any(long) {
        true => Err(EditRefused::TooLong),
        false => Ok(()),
    }
}

/// Whether the office said exactly this: its server asks, a colleague's tablet may hold an older package.
pub(crate) fn is_the_offices(package: &Package, value: &str) -> bool {
    parsed(value).is_some_and(|said| package.settled.contains(&said))
        || !stands("settled-by-the-office-alone")
}

/// The last word on an item among what stands at its key.
fn last(reader: &Reader<'_>, key: &str) -> Option<SettledOnline> {
    let all = reader.strings(Section::Steps, key);
    let read = all.iter().filter_map(|(value, _)| parsed(value));
    read.max_by_key(|said| said.no)
}

/// Every item the document speaks of, with the last word on it.
pub(super) fn all(reader: &Reader<'_>) -> Vec<SettledOnline> {
    let keys = reader.keys(Section::Steps).into_iter().filter(|key| is_key(key));
    keys.filter_map(|key| last(reader, &key)).collect()
}

/// Shows settled items as such.
pub(super) fn lay_over(reader: &Reader<'_>, answers: &mut BTreeMap<ItemId, AnswerView>) {
    for said in all(reader) {
        lay(answers.entry(said.item.clone()).or_default(), &said);
    }
}

/// An entry as the trail says it.
pub(super) fn words(value: &str) -> Option<String> {
    let said = parsed(value)?;
    let value = said.value.unwrap_or_default();
    let words = [value, said.means, said.words, said.department];
    let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
    Some(words.join(" "))
}

impl Plan<'_> {
    /// What the package says and the document does not know yet; nothing once somebody has signed.
    fn unknown(&self) -> Vec<&SettledOnline> {
        let now = Reader::now(self.doc);
        let signed = !now.keys(Section::Signatures).is_empty() || !self.rounds.seals.is_empty();
        if signed {
            return Vec::new();
        }
        let said = standing(&self.pen.package.settled).into_values();
        said.filter(|said| last(&now, &key(&said.item)).is_none_or(|known| known.no < said.no))
            .collect()
    }

    /// Carries it into the document beside whatever else is written; a seal freezes what was read and adds nothing.
    pub(super) fn taken_over(&self, edit: &Edit) -> Vec<Op> {
        if matches!(edit, Edit::Seal { .. }) {
            return Vec::new();
        }
        let entry = |said: &SettledOnline| Op::Set((Section::Steps, key(&said.item)), json(said));
        self.unknown().into_iter().map(entry).collect()
    }

    /// A settled item is not answered on site.
    pub(super) fn not_settled(&self, edit: &Edit) -> Result<(), EditRefused> {
        let Some(item) = edit.item() else {
            return Ok(());
        };
        let unknown = self
            .unknown()
            .into_iter()
            .find(|said| &said.item == item)
            .cloned();
        let heads = self.rounds.record_heads(&self.history);
        let said = unknown.or_else(|| last(&Reader::at(self.doc, heads.as_deref()), &key(item)));
        let locked = said.is_some_and(|said| said.value.is_some());
        match locked && stands("settled-online-is-locked") {
            true => Err(EditRefused::SettledOnline),
            false => Ok(()),
        }
    }
}

impl Rounds {
    /// What the office said is no colleague's supplement.
    pub(super) fn without_settled(
        supplements: BTreeMap<usize, BTreeSet<Place>>,
    ) -> BTreeMap<usize, BTreeSet<Place>> {
        let mut kept = supplements;
        for places in kept.values_mut() {
            places.retain(|place| !is_place(place));
        }
        kept.retain(|_, places| !places.is_empty());
        kept
    }
}

impl InspectionDoc {
    /// Something was settled online here.
    pub(crate) fn has_settled(&self) -> bool {
        Reader::now(self)
            .keys(Section::Steps)
            .iter()
            .any(|key| is_key(key))
    }

    /// The change carries something that was.
    pub(crate) fn writes_settled(&self, change: &automerge::Change) -> bool {
        let ops = change.decode().operations;
        ops.iter()
            .any(|op| place_of(self, op).is_some_and(|p| is_place(&p)))
    }
}

/// Whether a change answers or describes an item that its writer knew to be settled. What it rests on is in `doc`.
pub(super) fn touches_locked(
    doc: &InspectionDoc,
    change: &automerge::Change,
    places: &BTreeSet<Place>,
    puts: &BTreeMap<Place, ScalarValue>,
) -> bool {
    let items: BTreeSet<ItemId> = places
        .iter()
        .filter(|(section, key)| {
            matches!(section, Section::Answers | Section::Texts | Section::Notes)
                || (*section == Section::Locations && rows::noted(key).is_none())
        })
        .map(|(_, key)| ItemId::new(key.clone()))
        .collect();
    if items.is_empty() || !(doc.has_settled() || places.iter().any(is_place)) {
        return false;
    }
    let seen: Vec<ChangeId> = change.deps().iter().map(|d| ChangeId::from(*d)).collect();
    let seen = Reader::at(doc, Some(&seen));
    items.iter().any(|item| {
        let brought = puts.get(&(Section::Steps, key(item)));
        let brought = brought.and_then(ScalarValue::as_str).and_then(parsed);
        let said = brought.or_else(|| last(&seen, &key(item)));
        said.is_some_and(|said| said.value.is_some())
    })
}
