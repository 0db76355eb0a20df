//! One data row: its cells by field, and the problems found on the way.

use super::report::RowProblem;
use crate::problem::{Problem, Severity};
use crate::roster::headers::dates::{self, DateFault};
use crate::roster::headers::words;
use crate::roster::headers::{self, Field, Kind, Layout, Mapping};
use crate::roster::table::{Cell, Row, Table};
use crate::time::Date;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The longest legal bases of item lists stay below; guards against a document pasted into a cell.
const TEXT_CHARS_MAX: usize = 5000;

pub(super) struct Reader<'a> {
    table: &'a Table,
    layout: &'a Layout,
    kind: Kind,
    row: &'a Row,
    pub(super) problems: Vec<RowProblem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(table: &'a Table, layout: &'a Layout, kind: Kind, row: &'a Row) -> Self {
        Self {
            table,
            layout,
            kind,
            row,
            problems: Vec::new(),
        }
    }

    pub(super) fn number(&self) -> u32 {
        self.row.number
    }

    pub(super) fn refused(&self) -> bool {
        self.problems
            .iter()
            .any(|p| p.problem.severity == Severity::Error)
    }

    /// Nothing of its own in any column: merged regions alone do not make a row.
    pub(super) fn is_blank(&self) -> bool {
        self.row.cells.iter().all(|(_, cell)| cell.text().is_empty())
    }

    /// A footer, a note or a repeated header, as a note; `None` for a row of the roster.
    pub(super) fn passed_over(&self) -> Option<RowProblem> {
        let own: Vec<String> = self
            .row
            .cells
            .iter()
            .map(|(_, c)| c.text())
            .filter(|t| !t.is_empty())
            .collect();
        let code = if headers::repeats_header(self.table, self.row, self.layout) {
            "roster.row.repeated_header"
        } else if own.len() <= 2 && own.first().is_some_and(|text| words::footer(text)) {
            "roster.row.footer"
        } else {
            return None;
        };
        let mut problem = Problem::error(code, headers::place(self.row.number, None)).with(
            "text",
            own.first()
                .map_or("", String::as_str)
                .chars()
                .take(40)
                .collect::<String>(),
        );
        problem.severity = Severity::Note;
        Some(RowProblem {
            row: Some(self.row.number),
            column: None,
            problem,
        })
    }

    fn column(&self, field: Field) -> Option<(u32, &'a str)> {
        let found = self.layout.columns.iter().find(|c| c.field == Some(field))?;
        Some((found.column, found.header.as_str()))
    }

    pub(super) fn has_column(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    pub(super) fn cell(&self, field: Field) -> &'a Cell {
        self.column(field)
            .map_or(&Cell::Empty, |(column, _)| self.table.resolve(self.row, column))
    }

    pub(super) fn error(&mut self, field: Field, code: &str, args: &[(&str, &str)]) {
        self.report(field, code, Severity::Error, args);
    }

    pub(super) fn report(&mut self, field: Field, code: &str, severity: Severity, args: &[(&str, &str)]) {
        let column = self.column(field);
        let header = column.map_or_else(|| headers::label(self.kind, field), |(_, header)| header);
        let mut problem = Problem::error(code, headers::place(self.row.number, Some(header)));
        problem.severity = severity;
        for (name, value) in args {
            problem = problem.with(*name, *value);
        }
        self.problems.push(RowProblem {
            row: Some(self.row.number),
            column: column.map(|(c, _)| c),
            problem,
        });
    }

    /// The text of a field: NFC, edges trimmed, inner white space single. A formula error refuses the row.
    pub(super) fn text(&mut self, field: Field) -> String {
        let cell = self.cell(field);
        if let Cell::Error(value) = cell {
            self.error(field, "roster.cell.error", &[("value", value)]);
            return String::new();
        }
        let text = clean(&cell.text());
        let found = text.chars().count();
        if found > TEXT_CHARS_MAX {
            let (found, most) = (found.to_string(), TEXT_CHARS_MAX.to_string());
            self.error(
                field,
                "roster.text.too_long",
                &[("found", &found), ("max", &most)],
            );
        }
        text
    }

    /// Like `text`, but half width and without white space: for numbers that are names (phones, certificates).
    pub(super) fn number_text(&mut self, field: Field) -> String {
        self.text(field).nfkc().filter(|c| !c.is_whitespace()).collect()
    }

    /// A phone number; one that Excel turned into `1.38E+10` is left out, and said so.
    pub(super) fn phone(&mut self) -> String {
        let text = self.number_text(Field::Phone);
        if text.contains("E+") {
            self.report(
                Field::Phone,
                "roster.phone.number",
                Severity::Warning,
                &[("value", &text)],
            );
            return String::new();
        }
        text
    }

    /// Name or title without which there is no row.
    pub(super) fn required(&mut self, field: Field, code: &str) -> String {
        let text = self.text(field);
        if text.is_empty() && !matches!(self.cell(field), Cell::Error(_)) {
            self.error(field, code, &[]);
        }
        text
    }

    /// A coded column: our word for theirs. Unknown words are reported with the severity given and yield `None`.
    pub(super) fn coded(&mut self, field: Field, code: &str, unknown: Severity, mapping: &Mapping) -> Coded {
        let text = self.text(field);
        if text.is_empty() {
            return Coded::Blank;
        }
        if let Some(ours) = words::meaning(self.kind, field, &text, mapping) {
            return Coded::Known(ours);
        }
        self.report(field, code, unknown, &[("value", &text)]);
        Coded::Unknown(text)
    }

    /// A date column; a fault is reported with the severity given.
    pub(super) fn date(&mut self, field: Field, severity: Severity) -> Option<Date> {
        let cell = self.cell(field);
        match dates::date(cell, self.table.epoch_1904) {
            Ok(date) => date,
            Err(fault) => {
                let code = match fault {
                    DateFault::Impossible => "roster.date.impossible",
                    DateFault::Unreadable => "roster.date.unreadable",
                };
                self.report(field, code, severity, &[("value", &clean(&cell.text()))]);
                None
            }
        }
    }

    pub(super) fn demo(&mut self) -> bool {
        words::yes(&self.text(Field::Demo))
    }

    /// Every further column that holds something, under its own header.
    pub(super) fn extra(&self) -> BTreeMap<String, String> {
        let mut extra = BTreeMap::new();
        for column in self.layout.columns.iter().filter(|c| c.field.is_none()) {
            let text = clean(&self.table.resolve(self.row, column.column).text());
            if !text.is_empty() {
                extra.insert(column.header.clone(), text);
            }
        }
        for (place, cell) in &self.row.cells {
            let known = self.layout.columns.iter().any(|c| c.column == *place);
            let text = clean(&cell.text());
            if !known && !text.is_empty() && !self.ignored(*place) {
                extra.insert(headers::unnamed(*place), text);
            }
        }
        extra
    }

    /// Columns with a header that are left out on purpose (row numbers, `ignore`) are no nameless columns.
    fn ignored(&self, column: u32) -> bool {
        self.layout
            .header_rows
            .iter()
            .any(|number| !self.table.at(*number, column).text().is_empty())
    }

    /// Keeps the word of a coded column that has no meaning here under the file's own header.
    pub(super) fn keep(&self, field: Field, word: String, extra: &mut BTreeMap<String, String>) {
        let header = self
            .column(field)
            .map_or_else(|| headers::label(self.kind, field), |(_, header)| header);
        extra.insert(header.to_owned(), word);
    }
}

/// What a coded column said.
pub(super) enum Coded {
    Blank,
    Known(String),
    Unknown(String),
}

/// NFC, no control or invisible characters, white space (full width too) single, edges trimmed.
fn clean(text: &str) -> String {
    let visible = text
        .nfc()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'));
    let spaced: String = visible.map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
