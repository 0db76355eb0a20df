//! Import: a table of a stranger's file into subjects, inspectors or check items.
//!
//! Every row ends in exactly one of three ways: imported, refused with its reasons, or passed over as a note
//! (a footer, a repeated header), which is reported too. A bad row never costs a good one.

pub mod report;

mod inspectors;
mod items;
mod row;
mod subjects;

pub use inspectors::inspectors;
pub use items::items;
pub use report::{ImportReport, RowProblem};
pub use subjects::subjects;

use super::headers::{self, Field, Kind, Layout, Mapping};
use super::table::Table;
use crate::id::SubjectId;
use crate::problem::Problem;
use crate::time::Date;
use row::Reader;
use std::collections::BTreeMap;

/// What an import needs besides the table.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day on which certificates must be valid.
    pub today: Date,
    /// The office's saved mapping; empty for none.
    pub mapping: Mapping,
    /// Subjects already known, by name, so that a declared interest may name them; a name borne by two is left out.
    pub known_subjects: BTreeMap<String, SubjectId>,
}

impl Options {
    /// No mapping and no known subjects.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            mapping: Mapping::default(),
            known_subjects: BTreeMap::new(),
        }
    }
}

/// Finds the header or says what is missing: then there is nothing to import.
fn prepare(
    table: &Table,
    kind: Kind,
    options: &Options,
    required: &[Field],
) -> (ImportReport, Option<Layout>) {
    let mut report = ImportReport::new(kind, table);
    let Some(layout) = headers::detect(table, kind, &options.mapping) else {
        report.header_problem(Problem::error("roster.header.missing", headers::header_place()));
        return (report, None);
    };
    report.header_rows.clone_from(&layout.header_rows);
    report.columns.clone_from(&layout.columns);
    let mut complete = true;
    for field in required {
        if !layout.columns.iter().any(|c| c.field == Some(*field)) {
            let problem = Problem::error("roster.header.column_missing", headers::header_place())
                .with("column", headers::label(kind, *field));
            report.header_problem(problem);
            complete = false;
        }
    }
    if complete && layout.first_data >= table.rows.len() {
        report.header_problem(Problem::error("roster.rows.none", headers::header_place()));
    }
    (report, complete.then_some(layout))
}

/// Walks over the data rows; `take` turns one into a thing or says why not.
fn walk<T>(
    table: &Table,
    layout: &Layout,
    kind: Kind,
    report: &mut ImportReport,
    mut take: impl FnMut(&mut Reader<'_>) -> Option<T>,
) -> Vec<T> {
    let mut things = Vec::new();
    for row in table.rows.iter().skip(layout.first_data) {
        let mut reader = Reader::new(table, layout, kind, row);
        if reader.is_blank() {
            continue;
        }
        report.rows += 1;
        if let Some(note) = reader.passed_over() {
            report.passed_over += 1;
            report.problems.push(note);
            continue;
        }
        let thing = take(&mut reader);
        let refused = reader.refused();
        report.problems.append(&mut reader.problems);
        match thing {
            Some(thing) if !refused => {
                report.accepted += 1;
                things.push(thing);
            }
            Some(_) | None => report.refused += 1,
        }
    }
    things
}

#[cfg(test)]
mod tests;
