//! A table: what a spreadsheet or a CSV file says, before anybody decides what it means.
//!
//! Rows keep the numbers people see in the margin of their file, so that every problem can be found again.
//! Cells are sparse and sorted by column; a merged cell points at the cell that holds its value.

use crate::time::Date;
use serde::{Deserialize, Serialize};

/// One cell, with the type the file gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text as stored.
    Text(String),
    /// A number as Excel would write it: `13800000000`, `5.1E+17`, `0.5`.
    Number(String),
    /// A truth value.
    Bool(bool),
    /// A number shown as a date.
    Date(Date),
    /// Covered by a merged region: the value stands in another cell (row number, column from 0).
    Merged(u32, u32),
    /// A formula error such as `#N/A`.
    Error(String),
}

/// One used row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The number in the margin of the file, from 1.
    pub number: u32,
    /// Column (from 0) and cell, sorted by column, no column twice.
    pub cells: Vec<(u32, Cell)>,
}

/// A merged region; both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First and last row number, from 1.
    pub rows: (u32, u32),
    /// First and last column, from 0.
    pub columns: (u32, u32),
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// Further visible sheets of the same file that hold something and were not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_sheets: Vec<String>,
    /// Used rows in the order of their numbers.
    pub rows: Vec<Row>,
    /// Date serials count from 1904 (old Macintosh workbooks) instead of 1900.
    #[serde(default)]
    pub epoch_1904: bool,
}

/// At most so many cells are filled in for merged regions: one region over a whole sheet must not cost memory.
const MERGED_CELLS_MAX: usize = 1_000_000;

impl Table {
    /// Builds a table; rows are sorted, empty rows dropped, merged regions spread over the rows that exist.
    pub fn new(sheet: impl Into<String>, rows: Vec<Row>, merges: &[Merge]) -> Self {
        let mut table = Self {
            sheet: sheet.into(),
            rows,
            ..Self::default()
        };
        for row in &mut table.rows {
            row.cells.retain(|(_, cell)| *cell != Cell::Empty);
            row.cells.sort_by_key(|(column, _)| *column);
            row.cells.dedup_by_key(|(column, _)| *column);
        }
        table.rows.retain(|row| !row.cells.is_empty());
        table.rows.sort_by_key(|row| row.number);
        table.spread(merges);
        table
    }

    fn spread(&mut self, merges: &[Merge]) {
        let width = self.width();
        let mut filled = 0_usize;
        for merge in merges {
            let (top, left) = (merge.rows.0, merge.columns.0);
            if matches!(self.at(top, left), Cell::Empty) {
                continue;
            }
            let from = self.rows.partition_point(|row| row.number < top);
            for row in self
                .rows
                .iter_mut()
                .skip(from)
                .take_while(|row| row.number <= merge.rows.1)
            {
                for column in left..=merge.columns.1.min(width.saturating_sub(1)) {
                    let taken = row.cells.binary_search_by_key(&column, |(c, _)| *c);
                    if let Err(place) = taken {
                        row.cells.insert(place, (column, Cell::Merged(top, left)));
                        filled += 1;
                    }
                }
                if filled >= MERGED_CELLS_MAX {
                    return;
                }
            }
        }
    }

    /// One past the last used column.
    pub fn width(&self) -> u32 {
        self.rows
            .iter()
            .filter_map(|row| row.cells.last())
            .map(|(c, _)| c + 1)
            .max()
            .unwrap_or(0)
    }

    /// The cell at a row number (from 1) and column (from 0), merged cells resolved.
    pub fn at(&self, number: u32, column: u32) -> &Cell {
        match self.rows.binary_search_by_key(&number, |row| row.number) {
            Ok(index) => self
                .rows
                .get(index)
                .map_or(&Cell::Empty, |row| self.resolve(row, column)),
            Err(_) => &Cell::Empty,
        }
    }

    /// The cell of a row at a column, merged cells resolved to the one that holds the value.
    pub fn resolve<'a>(&'a self, row: &'a Row, column: u32) -> &'a Cell {
        let own = row.own(column);
        let Cell::Merged(number, anchor) = own else {
            return own;
        };
        match self.rows.binary_search_by_key(number, |row| row.number) {
            Ok(index) => self.rows.get(index).map_or(&Cell::Empty, |row| row.own(*anchor)),
            Err(_) => &Cell::Empty,
        }
    }
}

impl Row {
    /// The cell as stored in this row: a merged cell stays merged.
    pub fn own(&self, column: u32) -> &Cell {
        match self.cells.binary_search_by_key(&column, |(c, _)| *c) {
            Ok(index) => self.cells.get(index).map_or(&Cell::Empty, |(_, cell)| cell),
            Err(_) => &Cell::Empty,
        }
    }
}

impl Cell {
    /// The cell as text with edges trimmed; a date as `2026-11-20`. Empty and unresolved merged cells are "".
    pub fn text(&self) -> String {
        match self {
            Self::Empty | Self::Merged(..) => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.trim().to_owned(),
            Self::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
        }
    }
}

/// A number as Excel's General format writes it: whole below 10¹⁵ in full, above in scientific form.
pub fn number_as_written(value: f64) -> String {
    const EXACT_BELOW: f64 = 1e15;
    if value.abs() < EXACT_BELOW {
        return format!("{value}");
    }
    let scientific = format!("{value:E}");
    match scientific.split_once('E') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}E+{exponent}"),
        Some(_) | None => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Cell {
        Cell::Text(value.to_owned())
    }

    #[test]
    fn a_merged_region_reads_as_the_cell_that_holds_its_value() {
        let rows = vec![
            Row {
                number: 3,
                cells: vec![(0, text("a")), (1, text("group"))],
            },
            Row {
                number: 4,
                cells: vec![(1, text("left")), (2, text("right"))],
            },
        ];
        let merges = [
            Merge {
                rows: (3, 4),
                columns: (0, 0),
            },
            Merge {
                rows: (3, 3),
                columns: (1, 2),
            },
        ];
        let table = Table::new("s", rows, &merges);
        assert_eq!(table.at(4, 0), &text("a"));
        assert_eq!(table.at(3, 2), &text("group"));
        assert_eq!(table.at(4, 2), &text("right"));
    }

    #[test]
    fn one_region_over_a_whole_sheet_costs_no_more_than_the_rows_that_exist() {
        let rows = vec![Row {
            number: 1,
            cells: vec![(0, text("x"))],
        }];
        let table = Table::new(
            "s",
            rows,
            &[Merge {
                rows: (1, 1_048_576),
                columns: (0, 16_383),
            }],
        );
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.width(), 1);
    }

    #[test]
    fn numbers_are_written_as_excel_shows_them() {
        // Excel, General format: 15 significant digits in full, longer numbers in scientific form.
        assert_eq!(number_as_written(13_800_000_000.0), "13800000000");
        assert_eq!(number_as_written(360_100_000_000_001.0), "360100000000001");
        assert_eq!(number_as_written(5.1e17), "5.1E+17");
        assert_eq!(number_as_written(0.5), "0.5");
    }
}
