//! A new workbook with the rows of a table and the marks: for .xls and .csv, and for workbooks built strangely.

use super::{Marks, Tone};
use crate::messages::import as messages;
use domain::roster::table::{Cell, Table};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Excel's longest cell text.
const CELL_CHARS_MAX: usize = 32_767;

pub(super) fn workbook(table: &Table, marks: &Marks) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    // A name Excel refuses (too long, odd characters) is no reason to lose the copy: the default name stays.
    if !table.sheet.is_empty() && sheet.set_name(&table.sheet).is_err() {
        tracing::debug!("the sheet's name cannot be kept");
    }
    write(sheet, table, marks).expect("rows and columns were bounded when the table was read");
    book.save_to_buffer()
        .expect("a workbook of bounded cells is written to memory")
}

fn write(sheet: &mut Worksheet, table: &Table, marks: &Marks) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let note = toned(&text, Some(Tone::Note))
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let note_column = column(marks.note_column);
    for row in &table.rows {
        let number = row.number.saturating_sub(1);
        let row_marks = marks.rows.get(&row.number);
        for (place, cell) in &row.cells {
            let tone = row_marks.and_then(|marks| marks.cells.get(place)).copied();
            write_cell(sheet, number, column(*place), cell, tone)?;
        }
        for (place, tone) in row_marks.iter().flat_map(|marks| &marks.cells) {
            if *row.own(*place) == Cell::Empty {
                sheet.write_blank(number, column(*place), &toned(&text, Some(*tone)))?;
            }
        }
        if let Some(marks) = row_marks.filter(|marks| !marks.note.is_empty()) {
            sheet.write_string_with_format(number, note_column, &marks.note, &note)?;
        }
    }
    sheet.set_column_width(note_column, messages::NOTE_COLUMN_WIDTH)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    tone: Option<Tone>,
) -> Result<(), XlsxError> {
    let text = toned(&Format::new().set_num_format("@"), tone);
    match cell {
        Cell::Empty | Cell::Merged(..) => {}
        Cell::Number(digits) => match digits.parse::<f64>() {
            Ok(number) => {
                let format = if digits.len() <= 15 && !digits.contains(['.', 'E']) {
                    "0"
                } else {
                    "General"
                };
                sheet.write_number_with_format(
                    row,
                    column,
                    number,
                    &toned(&Format::new().set_num_format(format), tone),
                )?;
            }
            Err(_) => {
                sheet.write_string_with_format(row, column, digits, &text)?;
            }
        },
        Cell::Date(date) => {
            let format = toned(&Format::new().set_num_format("yyyy-mm-dd"), tone);
            let serial = date
                .signed_duration_since(domain::time::Date::from_ymd_opt(1899, 12, 30).unwrap_or_default());
            sheet.write_number_with_format(row, column, days(serial.num_days()), &format)?;
        }
        Cell::Bool(value) => {
            sheet.write_boolean_with_format(row, column, *value, &text)?;
        }
        Cell::Text(value) | Cell::Error(value) => {
            let value: String = value.chars().take(CELL_CHARS_MAX).collect();
            sheet.write_string_with_format(row, column, value, &text)?;
        }
    }
    Ok(())
}

fn toned(format: &Format, tone: Option<Tone>) -> Format {
    match tone {
        Some(Tone::Bad | Tone::Note) => format.clone().set_background_color(Color::RGB(0x00FF_C7CE)),
        Some(Tone::Warned) => format.clone().set_background_color(Color::RGB(0x00FF_EB9C)),
        None => format.clone(),
    }
}

fn column(place: u32) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn days(count: i64) -> f64 {
    i32::try_from(count).map_or(0.0, f64::from)
}
