//! Headers: which row of a foreign table is its header, and which column is which field.
//!
//! Offices write the same column in Chinese, pinyin initials or both, under titles and over two merged rows.
//! A saved mapping always wins over the aliases. What is not recognised is kept as a further column, never lost.
//! This module and its children are the only place of `domain` with Chinese words for columns and values.

pub mod aliases;
pub mod dates;
pub mod words;

use super::table::{Cell, Row, Table};
use aliases::Dictionary;
pub use aliases::{Field, Kind, label, template_fields};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// What an office has decided about its own files: kept, and used again at the next import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Header → field name (`name`, `credit_code`, …), `extra` (keep as it is) or `ignore`.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Field name → word in the file → word of ours: `{"status": {"1": "active"}}`.
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Place from 0.
    pub column: u32,
    /// Header as written (of two merged rows the lower one, or both where that alone is not unique).
    pub header: String,
    /// What it is; `None` is a further column, kept under its header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
}

/// Where header and data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Numbers of the header rows.
    pub header_rows: Vec<u32>,
    /// Index into `Table::rows` of the first data row.
    pub first_data: usize,
    /// The columns from left to right.
    pub columns: Vec<Column>,
}

/// Titles and notes may stand above the header; deeper than this nobody puts it.
const HEADER_SEARCH_ROWS: usize = 30;
/// Header rows that belong together through merged cells.
const HEADER_DEPTH_MAX: usize = 3;
/// One recognised column may be chance, two are a header.
const FIELDS_MIN: usize = 2;

/// Finds the header of a roster; `None` when no row has two known columns.
pub fn detect(table: &Table, kind: Kind, mapping: &Mapping) -> Option<Layout> {
    let dictionary = Dictionary::new(kind);
    let mut best: Option<(usize, Layout)> = None;
    for depth in 1..=HEADER_DEPTH_MAX {
        for top in 0..table.rows.len().min(HEADER_SEARCH_ROWS) {
            let Some(rows) = table.rows.get(top..top + depth) else {
                continue;
            };
            let layout = layout(table, rows, top + depth, &dictionary, mapping);
            let score = layout.columns.iter().filter(|c| c.field.is_some()).count();
            // Strictly better only: the shallowest, topmost reading wins among equals.
            if score >= FIELDS_MIN && best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, layout));
            }
        }
    }
    let (_, layout) = best?;
    let top = upper_rows(table, &layout);
    let rows = table.rows.get(top..layout.first_data)?;
    Some(self::layout(table, rows, layout.first_data, &dictionary, mapping))
}

/// Index of the first row of a header whose lower rows alone named as many fields: merged cells reach up to it.
fn upper_rows(table: &Table, found: &Layout) -> usize {
    let mut top = found.first_data.saturating_sub(found.header_rows.len());
    while let Some(row) = table.rows.get(top) {
        let reaches = row.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Merged(number, _) if *number < row.number => Some(*number),
            Cell::Empty
            | Cell::Text(_)
            | Cell::Number(_)
            | Cell::Bool(_)
            | Cell::Date(_)
            | Cell::Merged(..)
            | Cell::Error(_) => None,
        });
        let Some(number) = reaches.min() else { break };
        top = table.rows.partition_point(|row| row.number < number);
    }
    top
}

/// How many columns of a table are recognised, whatever kind of roster it is: to choose among sheets.
pub fn likeness(table: &Table) -> usize {
    let none = Mapping::default();
    Kind::ALL
        .iter()
        .filter_map(|kind| detect(table, *kind, &none))
        .map(|layout| layout.columns.iter().filter(|c| c.field.is_some()).count())
        .max()
        .unwrap_or(0)
}

/// A header for comparison: half width, upper case, without spaces, asterisks, colons, underscores.
pub fn normalise(header: &str) -> String {
    header
        .nfkc()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '*' | ':' | '_' | '-' | '\u{200b}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// The place of a problem for people: `行 7 / 统一社会信用代码`.
pub fn place(row: u32, header: Option<&str>) -> String {
    match header {
        Some(header) => format!("行 {row} / {header}"),
        None => format!("行 {row}"),
    }
}

/// The place of a problem of the header itself.
pub fn header_place() -> String {
    "表头".to_owned()
}

/// The name of a column without a header, by its letter.
pub fn unnamed(column: u32) -> String {
    format!("{} 列", column_letters(column))
}

/// `A`, `B`, … `Z`, `AA`: the letters of a column counted from 0.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// True when a data row only repeats the header (long lists pasted together page by page).
pub fn repeats_header(table: &Table, row: &Row, layout: &Layout) -> bool {
    let mut known = layout.columns.iter().filter(|c| c.field.is_some()).peekable();
    known.peek().is_some()
        && known.all(|c| normalise(&table.resolve(row, c.column).text()) == normalise(&c.header))
}

struct Heading {
    column: u32,
    /// Header texts from top to bottom, each once.
    parts: Vec<String>,
}

impl Heading {
    fn leaf(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }
}

fn layout(
    table: &Table,
    rows: &[Row],
    first_data: usize,
    dictionary: &Dictionary,
    mapping: &Mapping,
) -> Layout {
    let headings = headings(table, rows);
    let chosen = choose(&headings, dictionary, mapping);
    let mut leaves: BTreeMap<&str, usize> = BTreeMap::new();
    for heading in &headings {
        *leaves.entry(heading.leaf()).or_default() += 1;
    }
    let columns = headings
        .iter()
        .zip(&chosen)
        .filter(|(_, field)| !matches!(field, Choice::Ignore))
        .map(|(heading, choice)| {
            let alone = leaves.get(heading.leaf()).is_none_or(|n| *n == 1);
            let header = if alone {
                heading.leaf().to_owned()
            } else {
                heading.parts.join("/")
            };
            let field = if let Choice::Field(field) = choice {
                Some(*field)
            } else {
                None
            };
            Column {
                column: heading.column,
                header,
                field,
            }
        })
        .collect();
    Layout {
        header_rows: rows.iter().map(|row| row.number).collect(),
        first_data,
        columns,
    }
}

fn headings(table: &Table, rows: &[Row]) -> Vec<Heading> {
    let width = rows
        .iter()
        .filter_map(|row| row.cells.last())
        .map(|(c, _)| c + 1)
        .max()
        .unwrap_or(0);
    let mut headings = Vec::new();
    for column in 0..width {
        let mut parts: Vec<String> = Vec::new();
        for row in rows {
            let part: String = match table.resolve(row, column) {
                Cell::Text(text) => text
                    .nfc()
                    .filter(|c| !c.is_control())
                    .collect::<String>()
                    .trim()
                    .to_owned(),
                Cell::Empty
                | Cell::Number(_)
                | Cell::Bool(_)
                | Cell::Date(_)
                | Cell::Merged(..)
                | Cell::Error(_) => String::new(),
            };
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        if !parts.is_empty() {
            headings.push(Heading { column, parts });
        }
    }
    headings
}

#[derive(Clone, Copy)]
enum Choice {
    Field(Field),
    Extra,
    Ignore,
}

/// Gives each heading a field: the saved mapping first, then the aliases by rank; no field twice.
fn choose(headings: &[Heading], dictionary: &Dictionary, mapping: &Mapping) -> Vec<Choice> {
    let saved: BTreeMap<String, &str> = mapping
        .columns
        .iter()
        .map(|(header, field)| (normalise(header), field.as_str()))
        .collect();
    let mut chosen = vec![Choice::Extra; headings.len()];
    let mut fixed = BTreeSet::new();
    let mut taken = BTreeSet::new();
    let mut wishes = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let leaf = normalise(heading.leaf());
        if let Some(word) = saved
            .get(&leaf)
            .or_else(|| saved.get(&normalise(&heading.parts.concat())))
        {
            fixed.insert(index);
            let choice = match (*word, Field::named(word)) {
                ("ignore", _) => Choice::Ignore,
                (_, Some(field)) if taken.insert(field) => Choice::Field(field),
                (_, _) => Choice::Extra,
            };
            if let Some(slot) = chosen.get_mut(index) {
                *slot = choice;
            }
        } else if let Some((field, rank)) = dictionary.lookup(&heading.parts) {
            wishes.push((rank, index, field));
        }
    }
    wishes.sort_by_key(|(rank, index, _)| (*rank, *index));
    for (_, index, field) in wishes {
        if !fixed.contains(&index)
            && taken.insert(field)
            && let Some(slot) = chosen.get_mut(index)
        {
            *slot = if field == Field::RowNumber {
                Choice::Ignore
            } else {
                Choice::Field(field)
            };
        }
    }
    chosen
}

#[cfg(test)]
mod tests;
