//! Rows, fixed lists and drawings in the document: entries beside the evidence, each written once.
//!
//! The map is an old one because every object of a document is made by its first change, which programs before this
//! one made too. The key says what an entry is: `row:`, `list:` or `drawn:` and a part of its digest. Programs that do
//! not know it pass it over. Notes of a row's items are registers (`note:` and the item, among the locations), because
//! no text was made for them.

#[cfg(test)]
mod tests;

use super::apply::key_of;
use super::history::History;
use super::read::Reader;
use super::schema::{Place, Section};
use super::{EditRefused, InspectionDoc, check};
use crate::assignment::{OnSiteDraw, Package};
use crate::guard::stands;
use crate::id::ItemId;
use crate::inspection::found::{Drawing, DrawingView, FixedList, ListView};
use crate::inspection::rows::{self, RowView};
use crate::time::Timestamp;
use automerge::ObjId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const ROW: &str = "row:";
const LIST: &str = "list:";
const DRAWN: &str = "drawn:";
const NOTE: &str = "note:";

/// A row as the document carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RowRecord {
    pub(super) section: String,
    pub(super) name: String,
    pub(super) at: Timestamp,
}

/// The key of a row added by hand.
pub(super) fn row_key(json: &str) -> String {
    format!("{ROW}{}", rows::id_of(&key_of(json)))
}

/// The key under which a row is struck out, drawn rows too.
pub(super) fn strike_key(row: &str) -> String {
    format!("{ROW}{row}")
}

/// The key of a fixed list.
pub(super) fn list_key(json: &str) -> String {
    format!("{LIST}{}", key_of(json))
}

/// The key of a drawing.
pub(super) fn drawn_key(json: &str) -> String {
    format!("{DRAWN}{}", key_of(json))
}

/// Whether a key of [`Section::Evidence`] is one of these entries and no evidence.
pub(super) fn is_key(key: &str) -> bool {
    [ROW, LIST, DRAWN].iter().any(|prefix| key.starts_with(prefix))
}

/// The place of the note of a row's item.
pub(super) fn note_place(item: &ItemId) -> Place {
    (Section::Locations, format!("{NOTE}{item}"))
}

/// The item whose note stands at this key of [`Section::Locations`].
pub(super) fn noted(key: &str) -> Option<&str> {
    key.strip_prefix(NOTE)
}

/// Whether an entry may stand in this package: its key is its digest, a row has its section and name, a list is sound,
/// and a drawing is what key, list and entropy give.
pub(super) fn entry(package: &Package, key: &str, value: &str) -> Result<(), EditRefused> {
    let wrong = EditRefused::WrongValue;
    if key.starts_with(ROW) {
        let record: RowRecord = serde_json::from_str(value).map_err(|_| wrong)?;
        if key != row_key(value) || !adds_to(package, &record.section) {
            return Err(wrong);
        }
        return check::needed(&record.name);
    }
    if key.starts_with(LIST) {
        let fixed: FixedList = serde_json::from_str(value).map_err(|_| wrong)?;
        let known = rule(package, &fixed.list).is_some();
        return match key == list_key(value) && known && fixed.is_sound() {
            true => check::short(&fixed.why),
            false => Err(wrong),
        };
    }
    let drawing: Drawing = serde_json::from_str(value).map_err(|_| wrong)?;
    let rule = rule(package, &drawing.fixed.list).ok_or(wrong)?;
    let chosen = drawing.fixed.choose(rule, &drawing.party).map_err(|_| wrong)?;
    let follows = chosen == drawing.drawn || !stands("a-drawing-follows-from-its-list");
    match key == drawn_key(value) && drawing.fixed.is_sound() && follows {
        true => Ok(()),
        false => Err(wrong),
    }
}

/// The package's list of this key.
pub(super) fn rule<'a>(package: &'a Package, list: &str) -> Option<&'a OnSiteDraw> {
    package.onsite.iter().find(|d| d.list == list)
}

/// Whether rows are added to this section by hand.
pub(super) fn adds_to(package: &Package, section: &str) -> bool {
    let mut sections = package.forms.iter().flat_map(|f| &f.sections);
    let by_hand = |s: &crate::regime::form::Section| s.repeat.as_ref().is_some_and(|r| !r.drawn);
    sections.any(|s| s.id == section && by_hand(s))
}

/// What may be set aside: evidence and rows. A fixed list and what was drawn from it stay.
pub(super) fn may_be_struck(key: &str) -> bool {
    !key.starts_with(LIST) && !key.starts_with(DRAWN)
}

/// Fixed lists with what was drawn from them, in the order fixed. `shown` says which operations are of the record.
pub(super) fn lists(
    doc: &InspectionDoc,
    reader: &Reader<'_>,
    history: &History,
    shown: &impl Fn(&ObjId) -> bool,
) -> Vec<ListView> {
    let mut views: Vec<ListView> = Vec::new();
    let entries = reader.entries(Section::Evidence);
    let entries = || entries.iter().filter(|(_, _, op)| shown(op));
    for (key, json, op) in entries().filter(|(key, _, _)| key.starts_with(LIST)) {
        let Ok(fixed) = serde_json::from_str(json) else {
            continue;
        };
        views.push(ListView {
            key: key.clone(),
            fixed,
            stamp: history.stamp(doc, op),
            drawings: Vec::new(),
        });
    }
    for (key, json, op) in entries().filter(|(key, _, _)| key.starts_with(DRAWN)) {
        let Ok(drawing) = serde_json::from_str::<Drawing>(json) else {
            continue;
        };
        let view = DrawingView {
            key: key.clone(),
            party: drawing.party,
            drawn: drawing.drawn,
            stamp: history.stamp(doc, op),
        };
        match views.iter_mut().find(|l| l.fixed == drawing.fixed) {
            Some(list) => list.drawings.push(view),
            // Nothing that was drawn is passed over, whatever became of its list.
            None => views.push(ListView {
                key: String::new(),
                fixed: drawing.fixed,
                stamp: view.stamp.clone(),
                drawings: vec![view],
            }),
        }
    }
    views
}

/// Rows added by hand, then those that were drawn.
pub(super) fn views(
    doc: &InspectionDoc,
    reader: &Reader<'_>,
    history: &History,
    lists: &[ListView],
    shown: &impl Fn(&ObjId) -> bool,
) -> Vec<RowView> {
    let struck = |row: &str| {
        let (reason, op) = reader.string(Section::Withdrawn, &strike_key(row))?;
        shown(&op).then_some(reason)
    };
    let mut views = Vec::new();
    for (key, json, op) in reader.entries(Section::Evidence) {
        let Some(id) = key.strip_prefix(ROW).filter(|_| shown(&op)) else {
            continue;
        };
        if let Ok(record) = serde_json::from_str::<RowRecord>(&json) {
            views.push(RowView {
                struck: struck(id),
                id: id.to_owned(),
                section: record.section,
                list: None,
                name: record.name,
                stamp: history.stamp(doc, &op),
            });
        }
    }
    for (list, drawing) in lists.iter().flat_map(|l| l.drawings.iter().map(move |d| (l, d))) {
        let rows = list.fixed.rows();
        for name in &drawing.drawn {
            let Some((id, _)) = rows.iter().find(|(_, known)| known == name) else {
                continue;
            };
            let id = rows::id_of(id);
            if !views.iter().any(|v: &RowView| v.id == id) {
                views.push(RowView {
                    struck: struck(&id),
                    id,
                    section: String::new(),
                    list: Some(list.fixed.list.clone()),
                    name: name.clone(),
                    stamp: drawing.stamp.clone(),
                });
            }
        }
    }
    views
}

/// Everything of a document that is not yet cut down to its record.
fn everything(doc: &InspectionDoc) -> (Vec<ListView>, Vec<RowView>) {
    let (reader, history) = (Reader::now(doc), History::of(doc));
    let all = |_: &ObjId| true;
    let lists = lists(doc, &reader, &history, &all);
    let rows = views(doc, &reader, &history, &lists, &all);
    (lists, rows)
}

/// Rows that stand in the document now, by id.
pub(super) fn standing(doc: &InspectionDoc) -> BTreeSet<String> {
    let (_, rows) = everything(doc);
    let standing = rows.into_iter().filter(|row| row.struck.is_none());
    standing.map(|row| row.id).collect()
}

impl InspectionDoc {
    /// Every fixed list with everything that was drawn from it, supplements included, in the order fixed.
    pub fn fixed_lists(&self) -> Vec<ListView> {
        everything(self).0
    }

    /// What no single change shows: answers speak of rows that are there, nothing was drawn twice from one list by
    /// somebody who knew, and whoever knew of a list fixed no other in silence.
    pub(crate) fn rows_fit(&self) -> Result<(), &'static str> {
        let reader = Reader::now(self);
        let answered = reader
            .keys(Section::Answers)
            .into_iter()
            .chain(reader.keys(Section::Locations));
        let mut named: BTreeSet<String> = answered
            .filter_map(|key| Some(rows::split(&key).1?.to_owned()))
            .collect();
        let struck = reader.keys(Section::Withdrawn);
        named.extend(
            struck
                .iter()
                .filter_map(|key| Some(key.strip_prefix(ROW)?.to_owned())),
        );
        let entries = reader.keys(Section::Evidence).iter().any(|key| is_key(key));
        if named.is_empty() && !entries {
            return Ok(());
        }
        let (lists, rows) = everything(self);
        if named.iter().any(|row| !rows.iter().any(|known| &known.id == row)) {
            return Err("admit.unknown_row");
        }
        self.lists_fit(&reader, &lists)
    }

    fn lists_fit(&self, reader: &Reader<'_>, lists: &[ListView]) -> Result<(), &'static str> {
        let history = History::of(self);
        let at = |key: &str| {
            let (_, op) = reader.string(Section::Evidence, key)?;
            history.of_op(self, &op)
        };
        let knew = |later: &str, earlier: &str| match (at(later), at(earlier)) {
            (Some(later), Some(earlier)) => later != earlier && history.closure([later]).contains(&earlier),
            _ => false,
        };
        for list in lists {
            if list.key.is_empty() {
                return Err("admit.unknown_list");
            }
            let keys: Vec<&str> = list.drawings.iter().map(|d| d.key.as_str()).collect();
            let unfixed = keys.iter().any(|key| !knew(key, &list.key));
            let again = keys.iter().any(|a| keys.iter().any(|b| knew(a, b)));
            if (unfixed || again) && stands("drawn-once") {
                return Err("admit.drawn_again");
            }
            for other in lists.iter().filter(|o| o.fixed.list == list.fixed.list) {
                let silent = list.fixed.why.trim().is_empty() && knew(&list.key, &other.key);
                if silent && stands("a-further-list-says-why") {
                    return Err("admit.list_without_reason");
                }
                if keys.iter().any(|key| knew(key, &other.key)) && knew(&other.key, &list.key) {
                    return Err("admit.unknown_list");
                }
            }
        }
        Ok(())
    }
}

/// An entry in words, for supplements and the trail.
pub(super) fn words(value: &str) -> Option<String> {
    if let Ok(row) = serde_json::from_str::<RowRecord>(value) {
        return Some(row.name);
    }
    if let Ok(drawing) = serde_json::from_str::<Drawing>(value) {
        return Some(format!(
            "{} < {}",
            drawing.drawn.join("; "),
            drawing.fixed.names.join("; ")
        ));
    }
    let fixed: FixedList = serde_json::from_str(value).ok()?;
    let words = format!("{} {}", fixed.names.join("; "), fixed.why);
    Some(words.trim().to_owned())
}

/// What kind of entry a key of [`Section::Evidence`] names.
pub(super) fn kind(key: &str) -> &'static str {
    match key {
        _ if key.starts_with(ROW) => "row",
        _ if key.starts_with(LIST) => "list",
        _ if key.starts_with(DRAWN) => "drawing",
        _ => "evidence",
    }
}
