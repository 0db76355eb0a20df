//! A copy of the office's own file with its problems written into it.
//!
//! Of an .xlsx only the bad cells, one further column and the styles they need are changed, as text, in place:
//! every other byte of every part is copied as it is, so formats, widths, other sheets, charts and macros stay.
//! No editing library keeps all of that: those at hand read a workbook into their own model and write it anew.
//! Other files, and workbooks this cannot edit, are written as a fresh .xlsx with the same rows and columns.

mod fresh;
mod sheet;
mod styles;
mod tag;

use super::{FileKind, kind};
use crate::messages::import as messages;
use domain::problem::Severity;
use domain::roster::import::ImportReport;
use domain::roster::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// How a cell is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    /// The row was refused: red.
    Bad,
    /// Imported with a warning: yellow.
    Warned,
    /// The text that explains it.
    Note,
}

/// What to write into one row.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowMarks {
    /// Cells to colour, by column from 0.
    pub(crate) cells: BTreeMap<u32, Tone>,
    /// Text of the further column.
    pub(crate) note: String,
}

/// Everything to write, by row number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    pub(crate) rows: BTreeMap<u32, RowMarks>,
    /// The further column, from 0: the first one without a value.
    pub(crate) note_column: u32,
}

/// A copy of the file as .xlsx: bad cells red, warned cells yellow, and a column that says why.
pub fn marked_copy(bytes: &[u8], table: &Table, report: &ImportReport) -> Vec<u8> {
    let marks = marks(table, report);
    if matches!(kind(bytes), Ok(FileKind::Xlsx)) {
        match edited(bytes, &table.sheet, &marks) {
            Some(copy) => return copy,
            None => tracing::info!("a workbook could not be edited in place; its rows are written anew"),
        }
    }
    fresh::workbook(table, &marks)
}

fn marks(table: &Table, report: &ImportReport) -> Marks {
    let mut marks = Marks {
        note_column: table.width(),
        ..Marks::default()
    };
    let header = report
        .header_rows
        .first()
        .copied()
        .or_else(|| table.rows.first().map(|r| r.number))
        .unwrap_or(1);
    let mut heading: Vec<String> = vec![messages::PROBLEM_COLUMN.to_owned()];
    let mut notes: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for found in &report.problems {
        let tone = match found.problem.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warned,
            Severity::Note => continue,
        };
        let sentence = messages::sentence(&found.problem);
        let Some(row) = found.row else {
            heading.push(sentence);
            continue;
        };
        let marks = marks.rows.entry(row).or_default();
        if let Some(column) = found.column {
            let worse = marks.cells.get(&column).copied().unwrap_or(tone).min(tone);
            marks.cells.insert(column, worse);
        }
        notes
            .entry(row)
            .or_default()
            .push(messages::in_column(tone == Tone::Bad, &sentence));
    }
    for (row, sentences) in notes {
        marks.rows.entry(row).or_default().note = sentences.join("\n");
    }
    marks.rows.entry(header).or_default().note = heading.join("\n");
    marks
}

/// The workbook with the sheet and the styles replaced; `None` when it is not built as expected.
fn edited(bytes: &[u8], sheet: &str, marks: &Marks) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let sheet_path = sheet_path(&mut archive, sheet)?;
    let styles_path = part_name(&archive, "xl/styles.xml")?;
    let mut palette = styles::Palette::new(&text(&mut archive, &styles_path)?)?;
    let sheet_xml = sheet::edit(&text(&mut archive, &sheet_path)?, marks, &mut palette)?;
    let styles_xml = palette.finish();
    let mut copy = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    let mut written = BTreeSet::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        let name = part.name().ok()?.into_owned();
        if !written.insert(name.clone()) {
            return None;
        }
        let replaced = if name == sheet_path {
            Some(&sheet_xml)
        } else if name == styles_path {
            Some(&styles_xml)
        } else {
            None
        };
        match replaced {
            Some(xml) => {
                copy.start_file(name, SimpleFileOptions::default()).ok()?;
                copy.write_all(xml.as_bytes()).ok()?;
            }
            None => copy.raw_copy_file(part).ok()?,
        }
    }
    Some(copy.finish().ok()?.into_inner())
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    let part = archive.by_name(name).ok()?;
    part.take(super::UNPACKED_BYTES_MAX)
        .read_to_string(&mut text)
        .ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The part as the archive spells it: names differ in case between programs.
fn part_name(archive: &ZipArchive<Cursor<&[u8]>>, wanted: &str) -> Option<String> {
    let mut names = archive.file_names().filter_map(Result::ok);
    names
        .find(|name| name.eq_ignore_ascii_case(wanted))
        .map(std::borrow::Cow::into_owned)
}

/// Follows workbook → relationship → part.
fn sheet_path(archive: &mut ZipArchive<Cursor<&[u8]>>, sheet: &str) -> Option<String> {
    let workbook_path = part_name(archive, "xl/workbook.xml")?;
    let workbook = text(archive, &workbook_path)?;
    let id = tag::elements(&workbook, "sheet")
        .find(|element| tag::attribute(element, "name").is_some_and(|name| name == sheet))
        .and_then(|element| tag::attribute_local(element, "id"))?;
    let relations_path = part_name(archive, "xl/_rels/workbook.xml.rels")?;
    let relations = text(archive, &relations_path)?;
    let target = tag::elements(&relations, "Relationship")
        .find(|element| tag::attribute(element, "Id").is_some_and(|found| found == id))
        .and_then(|element| tag::attribute(element, "Target"))?;
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.strip_prefix("./").unwrap_or(&target)),
    };
    part_name(archive, &path)
}
