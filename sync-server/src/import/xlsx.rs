//! Office Open XML workbooks, bounded before they are unpacked and read cell by cell.

use super::{Collector, ImportError, Limit, UNPACKED_BYTES_MAX, most_likely};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::roster::table::{Cell, Merge, Table, number_as_written};
use domain::time::Date;
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// More parts than any office's workbook has.
const PARTS_MAX: usize = 10_000;

pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    bounded(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let epoch_1904 = book.has_1904_epoch();
    let mut tables = Vec::new();
    for sheet in sheets {
        let mut table = sheet_table(&mut book, &sheet)?;
        table.epoch_1904 = epoch_1904;
        tables.push(table);
    }
    Ok(most_likely(tables))
}

fn sheet_table(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Table, ImportError> {
    let merges = book
        .merge_cells_by_sheet_name(sheet)
        .map_err(|error| refusal(&error))?;
    let merges: Vec<Merge> = merges
        .iter()
        .map(|m| Merge {
            rows: (m.start.0.saturating_add(1), m.end.0.saturating_add(1)),
            columns: (m.start.1, m.end.1),
        })
        .collect();
    let mut cells = book
        .worksheet_cells_reader(sheet)
        .map_err(|error| refusal(&error))?;
    let mut collector = Collector::default();
    while let Some(cell) = cells.next_cell().map_err(|error| refusal(&error))? {
        let (row, column) = cell.get_position();
        let value = cell.get_value();
        if *value == DataRef::Empty {
            continue;
        }
        collector.add(row.saturating_add(1), column, cell_of(&Data::from(value.clone())))?;
    }
    Ok(Table::new(sheet, collector.rows(), &merges))
}

/// A value of the reader as a cell of ours.
pub(super) fn cell_of(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(value) => Cell::Number(value.to_string()),
        Data::Float(value) => Cell::Number(number_as_written(*value)),
        Data::String(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Date::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
                .map_or_else(|| Cell::Number(number_as_written(moment.as_f64())), Cell::Date)
        }
        Data::DateTime(duration) => Cell::Number(number_as_written(duration.as_f64())),
        Data::DateTimeIso(text) => text
            .get(..10)
            .and_then(|day| day.parse().ok())
            .map_or_else(|| Cell::Text(text.clone()), Cell::Date),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

/// Unpacks every part into nothing, once, counting: a bomb is found before a reader keeps its bytes.
fn bounded(bytes: &[u8]) -> Result<(), ImportError> {
    let damaged = |error: zip::result::ZipError| ImportError::Damaged {
        detail: error.to_string(),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(Cow::into_owned)
        .collect();
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    if !has("xl/workbook.xml") {
        return Err(ImportError::UnknownType {
            looks_like: looks_like(&names),
        });
    }
    if archive.len() > PARTS_MAX {
        return Err(ImportError::OverLimit {
            limit: Limit::UnpackedBytes,
        });
    }
    let mut left = UNPACKED_BYTES_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        if part.encrypted() {
            return Err(ImportError::Encrypted);
        }
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| {
            ImportError::Damaged {
                detail: error.to_string(),
            }
        })?;
        left = left.checked_sub(unpacked).ok_or(ImportError::OverLimit {
            limit: Limit::UnpackedBytes,
        })?;
    }
    Ok(())
}

fn looks_like(names: &[String]) -> &'static str {
    let starts = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if starts("word/") {
        "docx"
    } else if starts("ppt/") {
        "pptx"
    } else if starts("xl/") {
        "xlsb"
    } else if starts("content.xml") {
        "ods"
    } else {
        "zip"
    }
}

fn refusal(error: &XlsxError) -> ImportError {
    if matches!(error, XlsxError::Password) {
        return ImportError::Encrypted;
    }
    ImportError::Damaged {
        detail: error.to_string(),
    }
}
