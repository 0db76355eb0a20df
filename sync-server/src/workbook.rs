//! Tables as an .xlsx workbook: a sheet each, the first row its columns, every cell text.
//!
//! Text, because a credit code is no number and what a person typed is no formula.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Excel's longest cell text.
const CELL_CHARS_MAX: usize = 32_767;
/// Widest column, in characters.
const WIDEST: usize = 48;

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name, at most 31 characters.
    pub title: String,
    /// Heads.
    pub columns: Vec<String>,
    /// Rows, as wide as the heads.
    pub rows: Vec<Vec<String>>,
}

/// The workbook's bytes. One without sheets has an empty one: Excel opens no other.
///
/// # Errors
/// A name that Excel refuses; more rows than a sheet takes (1,048,576).
pub fn bytes(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let text = Format::new().set_num_format("@");
    let head = Format::new().set_num_format("@").set_bold();
    if sheets.is_empty() {
        book.add_worksheet();
    }
    for table in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.title)?;
        for (number, row) in [&table.columns].into_iter().chain(&table.rows).enumerate() {
            let format = if number == 0 { &head } else { &text };
            let number = u32::try_from(number).map_err(|_| XlsxError::RowColumnLimitError)?;
            for (column, cell) in (0..).zip(row) {
                let cell: String = cell.chars().take(CELL_CHARS_MAX).collect();
                sheet.write_string_with_format(number, column, cell, format)?;
            }
        }
        for (column, name) in (0..).zip(&table.columns) {
            let own = table.rows.iter().filter_map(|row| row.get(usize::from(column)));
            let longest = own.chain([name]).map(|cell| cell.chars().count()).max();
            let width = u32::try_from(longest.unwrap_or_default().min(WIDEST)).unwrap_or_default();
            sheet.set_column_width(column, f64::from(width) * 2.0 + 2.0)?;
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}
