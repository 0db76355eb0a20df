//! What an import did, row by row, with the places needed to mark the office's own file.

use crate::problem::{Problem, Severity};
use crate::roster::headers::{Column, Kind, header_place};
use crate::roster::table::Table;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A problem and the cell it sits in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// Row number as in the margin of the file; `None` for the header and the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column from 0; `None` when the whole row is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

/// The outcome of one import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Which roster.
    pub kind: Kind,
    /// Sheet that was read; empty for CSV.
    pub sheet: String,
    /// Numbers of the header rows.
    pub header_rows: Vec<u32>,
    /// How the columns were understood.
    pub columns: Vec<Column>,
    /// Data rows that were looked at: accepted + refused + passed over.
    pub rows: u32,
    /// Rows imported.
    pub accepted: u32,
    /// Rows refused, each with at least one error below.
    pub refused: u32,
    /// Footers, notes and repeated headers, each with a note below.
    pub passed_over: u32,
    /// Everything found, in the order of rows.
    pub problems: Vec<RowProblem>,
}

impl ImportReport {
    pub(super) fn new(kind: Kind, table: &Table) -> Self {
        let mut report = Self {
            kind,
            sheet: table.sheet.clone(),
            header_rows: Vec::new(),
            columns: Vec::new(),
            rows: 0,
            accepted: 0,
            refused: 0,
            passed_over: 0,
            problems: Vec::new(),
        };
        if !table.other_sheets.is_empty() {
            let mut problem = Problem::error("roster.sheet.others", header_place())
                .with("sheet", &table.sheet)
                .with("others", table.other_sheets.join(", "));
            problem.severity = Severity::Note;
            report.header_problem(problem);
        }
        report
    }

    pub(super) fn header_problem(&mut self, problem: Problem) {
        self.problems.push(RowProblem {
            row: None,
            column: None,
            problem,
        });
    }

    /// True when nothing at all had to be refused.
    pub fn is_clean(&self) -> bool {
        self.problems
            .iter()
            .all(|p| p.problem.severity != Severity::Error)
    }

    /// The problems alone, each with its place as text.
    pub fn plain(&self) -> Vec<Problem> {
        self.problems.iter().map(|p| p.problem.clone()).collect()
    }

    /// Numbers of the rows with an error, each once.
    pub fn refused_rows(&self) -> BTreeSet<u32> {
        self.problems
            .iter()
            .filter(|p| p.problem.severity == Severity::Error)
            .filter_map(|p| p.row)
            .collect()
    }
}
