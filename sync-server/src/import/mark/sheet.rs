//! One worksheet's XML with cells coloured and a column of notes added.

use super::styles::Palette;
use super::tag::{Edits, Tag, TagKind, Tags, attribute, escaped, with};
use super::{Marks, RowMarks, Tone};
use domain::roster::headers::column_letters;
use std::collections::BTreeMap;

/// Width of the notes, in characters of the default font.
const NOTE_WIDTH: &str = "60";

/// The sheet with all marks; `None` when it is not the XML of a worksheet.
pub(super) fn edit(xml: &str, marks: &Marks, palette: &mut Palette) -> Option<String> {
    let mut editor = Editor {
        marks,
        palette,
        edits: Edits::default(),
        row: None,
        last_row: 0,
        cell_open: None,
    };
    let mut column = ColumnWidth::default();
    let mut marked = 0;
    let mut tags = Tags::new(xml);
    for tag in tags.by_ref() {
        column.see(&tag, marks.note_column, &mut editor.edits);
        match tag.name {
            "row" => marked += usize::from(editor.row(&tag)),
            "c" => editor.cell(&tag),
            _ => {}
        }
    }
    // A row with a problem but without a place in the sheet means this sheet was not understood.
    if tags.broken || marked != marks.rows.len() {
        return None;
    }
    editor.edits.apply(xml)
}

struct Editor<'a> {
    marks: &'a Marks,
    palette: &'a mut Palette,
    edits: Edits,
    row: Option<OpenRow<'a>>,
    last_row: u32,
    /// Start of a cell that is being replaced by the note, until its end is seen.
    cell_open: Option<(usize, String)>,
}

struct OpenRow<'a> {
    number: u32,
    marks: Option<&'a RowMarks>,
    /// Cells still to be written, by column.
    missing: BTreeMap<u32, String>,
    last_column: Option<u32>,
}

impl<'a> Editor<'a> {
    /// True when a marked row begins here.
    fn row(&mut self, tag: &Tag<'_>) -> bool {
        if tag.kind == TagKind::Close {
            if let Some(row) = self.row.take() {
                let rest: String = row.missing.into_values().collect();
                self.edits.insert(tag.at.start, rest);
            }
            return false;
        }
        let number = attribute(tag.text, "r")
            .and_then(|r| r.parse().ok())
            .unwrap_or(self.last_row + 1);
        self.last_row = number;
        let marks = self.marks.rows.get(&number);
        let prefix = tag.prefix.to_owned();
        let missing = marks
            .map(|marks| self.missing(number, &prefix, marks))
            .unwrap_or_default();
        if marks.is_some() {
            // The span is a hint of the writer about used columns; ours adds one.
            let mut open = with(tag.text, &[("spans", None)]);
            if tag.kind == TagKind::Whole {
                let cells: String = missing.into_values().collect();
                open = format!("{}>{cells}</{prefix}row>", open.trim_end_matches("/>"));
                self.edits.replace(tag.at.clone(), open);
                return true;
            }
            self.edits.replace(tag.at.clone(), open);
        }
        if tag.kind == TagKind::Open {
            self.row = Some(OpenRow {
                number,
                marks,
                missing,
                last_column: None,
            });
        }
        marks.is_some()
    }

    /// Every cell a marked row should have, should the sheet not hold it already.
    fn missing(&mut self, number: u32, prefix: &str, marks: &RowMarks) -> BTreeMap<u32, String> {
        let mut missing = BTreeMap::new();
        for (column, tone) in &marks.cells {
            let style = self.palette.twin(0, *tone);
            missing.insert(
                *column,
                format!(
                    "<{prefix}c r=\"{}{number}\" s=\"{style}\"/>",
                    column_letters(*column)
                ),
            );
        }
        if !marks.note.is_empty() {
            let style = self.palette.twin(0, Tone::Note);
            let (place, note) = (column_letters(self.marks.note_column), escaped(&marks.note));
            missing.insert(
                self.marks.note_column,
                format!(
                    "<{prefix}c r=\"{place}{number}\" s=\"{style}\" t=\"inlineStr\"><{prefix}is>\
                     <{prefix}t xml:space=\"preserve\">{note}</{prefix}t></{prefix}is></{prefix}c>"
                ),
            );
        }
        missing
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        if tag.kind == TagKind::Close {
            if let Some((start, note)) = self.cell_open.take() {
                self.edits.replace(start..tag.at.end, note);
            }
            return;
        }
        let Some(row) = &mut self.row else { return };
        let column = attribute(tag.text, "r")
            .and_then(|place| column_of(&place))
            .unwrap_or_else(|| row.last_column.map_or(0, |c| c + 1));
        row.last_column = Some(column);
        let Some(marks) = row.marks else { return };
        let later = row.missing.split_off(&column);
        let before: String = std::mem::replace(&mut row.missing, later).into_values().collect();
        if !before.is_empty() {
            self.edits.insert(tag.at.start, before);
        }
        let Some(ours) = row.missing.remove(&column) else {
            return;
        };
        if column == self.marks.note_column {
            match tag.kind {
                TagKind::Whole => self.edits.replace(tag.at.clone(), ours),
                TagKind::Open | TagKind::Close => self.cell_open = Some((tag.at.start, ours)),
            }
        } else if let Some(tone) = marks.cells.get(&column) {
            let style = attribute(tag.text, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
            let twin = self.palette.twin(style, *tone).to_string();
            self.edits
                .replace(tag.at.clone(), with(tag.text, &[("s", Some(twin))]));
        }
        debug_assert!(
            row.number == self.last_row,
            "cells belong to the row that is open"
        );
    }
}

/// `BC12` → 54.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_u32, |n, b| {
        n.saturating_mul(26) + u32::from(b.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

/// Gives the column of notes a width, unless the sheet already speaks about that column.
#[derive(Default)]
struct ColumnWidth {
    done: bool,
    inside: bool,
}

impl ColumnWidth {
    fn see(&mut self, tag: &Tag<'_>, column: u32, edits: &mut Edits) {
        if self.done {
            return;
        }
        let number = column + 1;
        let element = format!(
            "<{p}col min=\"{number}\" max=\"{number}\" width=\"{NOTE_WIDTH}\" customWidth=\"1\"/>",
            p = tag.prefix
        );
        let bound = |name: &str| {
            attribute(tag.text, name)
                .and_then(|n| n.parse::<u32>().ok())
                .unwrap_or(0)
        };
        match (tag.name, tag.kind) {
            ("cols", TagKind::Open) => self.inside = true,
            ("col", TagKind::Open | TagKind::Whole) if self.inside && bound("max") >= number => {
                if bound("min") > number {
                    edits.insert(tag.at.start, element);
                }
                self.done = true;
            }
            ("cols", TagKind::Close) => {
                edits.insert(tag.at.start, element);
                self.done = true;
            }
            ("sheetData", TagKind::Open | TagKind::Whole) => {
                edits.insert(
                    tag.at.start,
                    format!("<{p}cols>{element}</{p}cols>", p = tag.prefix),
                );
                self.done = true;
            }
            _ => {}
        }
    }
}
