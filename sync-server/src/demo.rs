//! The demo rosters as real .xlsx files, the same bytes each time.
//!
//! They look like offices' own files: a title above the header, Chinese and pinyin names, a header over two merged
//! rows, phones kept as numbers, dates of three kinds. Every row is marked as demo; five subject rows are bad on
//! purpose, so that the importer has something to say.

mod inspectors;
pub mod stage;
mod subjects;
mod words;

use domain::roster::credit_code;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// How many subjects the roster lists, the five bad rows among them.
pub const SUBJECTS: u32 = 200;
/// How many inspectors it lists.
pub const INSPECTORS: u32 = 24;
/// Rows of the subject file that cannot be imported, by their number in the margin.
pub const BAD_ROWS: [u32; 5] = [25, 63, 99, 136, 180];

/// The demo roster of subjects.
pub fn subjects_xlsx() -> Vec<u8> {
    subjects::workbook().expect("the demo words fit a workbook")
}

/// The demo roster of inspectors.
pub fn inspectors_xlsx() -> Vec<u8> {
    inspectors::workbook().expect("the demo words fit a workbook")
}

/// A credit code of a subject that does not exist: `DEM0` stands where an issued code never has it.
fn code(region: &str, number: u32) -> String {
    let body = format!("91{region}DEM0{number:05}");
    let check = credit_code::check_character(&body).expect("digits and DEM are in the alphabet");
    format!("{body}{check}")
}

/// A workbook with a fixed birthday: the same words give the same bytes.
fn book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let born = ExcelDateTime::from_ymd(2026, 11, 20)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&born));
    Ok(book)
}

#[cfg(test)]
mod tests;
