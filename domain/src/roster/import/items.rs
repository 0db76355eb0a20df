//! Item list rows (抽查事项清单): the one roster where a blank means "as above".

use super::report::ImportReport;
use super::row::{Coded, Reader};
use super::{Options, prepare, walk};
use crate::id::CheckItemId;
use crate::problem::Severity;
use crate::roster::check_item::CheckItem;
use crate::roster::headers::{Field, Kind};
use crate::roster::table::Table;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Columns that lists leave blank under a value that goes on; a name never is one of them.
const FILLED_DOWN: [Field; 3] = [Field::Category, Field::Department, Field::Body];

/// Imports an item list.
pub fn items(table: &Table, options: &Options) -> (Vec<CheckItem>, ImportReport) {
    let (mut report, layout) = prepare(table, Kind::Items, options, &[Field::Name]);
    let Some(layout) = layout else {
        return (Vec::new(), report);
    };
    let mut above: BTreeMap<Field, String> = BTreeMap::new();
    let mut seen: BTreeMap<CheckItemId, u32> = BTreeMap::new();
    let items = walk(table, &layout, Kind::Items, &mut report, |row| {
        let item = item(row, options, &mut above);
        if row.refused() {
            return None;
        }
        if let Some(first) = seen.get(&item.id) {
            let first = first.to_string();
            row.error(
                Field::Name,
                "roster.item.duplicate",
                &[("value", &item.name), ("first_row", &first)],
            );
            return None;
        }
        seen.insert(item.id.clone(), row.number());
        Some(item)
    });
    (items, report)
}

fn item(row: &mut Reader<'_>, options: &Options, above: &mut BTreeMap<Field, String>) -> CheckItem {
    let name = row.required(Field::Name, "roster.name.missing");
    let mut filled = |row: &mut Reader<'_>, field: Field| {
        let text = row.text(field);
        if text.is_empty() && FILLED_DOWN.contains(&field) {
            return above.get(&field).cloned().unwrap_or_default();
        }
        above.insert(field, text.clone());
        text
    };
    let category = filled(row, Field::Category);
    let body = filled(row, Field::Body);
    let department = filled(row, Field::Department);
    let mut extra = row.extra();
    if !department.is_empty() {
        row.keep(Field::Department, department, &mut extra);
    }
    let class = match row.coded(
        Field::Class,
        "roster.class.unknown",
        Severity::Note,
        &options.mapping,
    ) {
        Coded::Known(word) | Coded::Unknown(word) => word,
        Coded::Blank => String::new(),
    };
    let content = row.text(Field::Content);
    CheckItem {
        id: id(&category, &name, &content),
        object: row.text(Field::Object),
        method: row.text(Field::Method),
        basis: row.text(Field::Basis),
        ratio: row.text(Field::Ratio),
        frequency: row.text(Field::Frequency),
        demo: row.demo(),
        name,
        category,
        class,
        content,
        body,
        extra,
    }
}

fn id(category: &str, name: &str, content: &str) -> CheckItemId {
    let mut digest = Sha256::new();
    for part in [category, name, content] {
        digest.update(part);
        digest.update([0]);
    }
    CheckItemId::new(format!(
        "item-{}",
        hex::encode(digest.finalize().get(..8).unwrap_or_default())
    ))
}
