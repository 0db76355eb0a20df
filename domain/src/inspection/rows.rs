//! Rows of repeated sections (重复组): each room, each device, each thing drawn on site, answered like a form of its own.
//!
//! Exists so that everything that works on items (progress, relevance, limits, print) works on rows without knowing of
//! them: [`with_rows`] gives a package whose repeated sections are written out. Invariant: a row keeps its id for ever;
//! it is struck out with a reason and never removed.

use super::view::{InspectionView, Stamp};
use crate::assignment::Package;
use crate::id::ItemId;
use crate::regime::constraint::Constraint;
use crate::regime::each::renamed;
use crate::regime::form::{Item, Section};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Between an item's id and its row's.
const AT: char = '@';
/// Hex digits of a row's id.
const ROW_DIGITS: usize = 16;

/// One row for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// Stable id: 16 hex digits.
    pub id: String,
    /// The repeated section it belongs to; empty for what was drawn, whose section the package names.
    pub section: String,
    /// The list it was drawn from, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Its name as typed (三楼会议室, 2号锅炉).
    pub name: String,
    /// Who added or drew it.
    pub stamp: Stamp,
    /// Struck out, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck: Option<String>,
}

/// The id of an item in a row.
pub fn item_in(item: &ItemId, row: &str) -> ItemId {
    ItemId(format!("{item}{AT}{row}"))
}

/// The id of an item of a row in a visit that looks at it again, where it is a question like any other.
pub fn settled(item: &ItemId) -> ItemId {
    ItemId(item.as_str().replace(AT, "."))
}

/// An item's id without its row, and the row.
pub fn split(id: &str) -> (&str, Option<&str>) {
    match id.split_once(AT) {
        Some((item, row)) => (item, Some(row)),
        None => (id, None),
    }
}

/// Whether a text is a row's id.
pub fn is_row(row: &str) -> bool {
    row.len() == ROW_DIGITS && row.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A row's id from a digest in hex.
pub(crate) fn id_of(digest: &str) -> String {
    digest.chars().take(ROW_DIGITS).collect()
}

/// The section a row belongs to.
pub fn section_of<'a>(package: &'a Package, row: &'a RowView) -> &'a str {
    let drawn = row
        .list
        .as_ref()
        .and_then(|list| package.onsite.iter().find(|d| &d.list == list));
    drawn.map_or(row.section.as_str(), |d| d.section.as_str())
}

/// The package as it is answered: after each repeated section, which keeps its heading, one section for each row that
/// stands. Its items are named `item@row` and say the row's name, and conditions look inside the row.
pub fn with_rows<'a>(package: &'a Package, view: &InspectionView) -> Cow<'a, Package> {
    let repeats = |s: &Section| s.repeat.is_some() && !s.items.is_empty();
    if !package.forms.iter().flat_map(|f| &f.sections).any(repeats) {
        return Cow::Borrowed(package);
    }
    let mut whole = package.clone();
    for form in &mut whole.forms {
        let sections = std::mem::take(&mut form.sections);
        for section in sections {
            if !repeats(&section) {
                form.sections.push(section);
                continue;
            }
            let rows = view
                .rows
                .iter()
                .filter(|row| section_of(package, row) == section.id);
            let rows: Vec<Section> = rows
                .filter(|row| row.struck.is_none())
                .map(|row| one_row(&section, row))
                .collect();
            form.sections.push(Section {
                items: Vec::new(),
                ..section
            });
            form.sections.extend(rows);
        }
    }
    Cow::Owned(whole)
}

fn one_row(section: &Section, row: &RowView) -> Section {
    let own = |id: &ItemId| section.items.iter().any(|i| &i.id == id);
    // A condition within a row: what it says of the section's own items it says of this row's.
    let here = |id: &ItemId| match own(id) {
        true => item_in(id, &row.id),
        false => id.clone(),
    };
    let constraint = |c: &Constraint| Constraint {
        holds: renamed(&c.holds, &here),
        ..c.clone()
    };
    let item = |item: &Item| Item {
        id: item_in(&item.id, &row.id),
        text: format!("{} · {}", row.name, item.text),
        relevant: item.relevant.as_ref().map(|r| renamed(r, &here)),
        constraints: item.constraints.iter().map(constraint).collect(),
        ..item.clone()
    };
    Section {
        id: format!("{}{AT}{}", section.id, row.id),
        title: format!("{} · {}", section.title, row.name),
        repeat: None,
        each_department: false,
        department: section.department.clone(),
        items: section.items.iter().map(item).collect(),
    }
}

#[cfg(test)]
mod tests;
