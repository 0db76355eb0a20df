//! The inspector file: a title, two header rows with merged groups, 24 rows.

use super::words::{Words, turn, words};
use super::{INSPECTORS, book, code};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

/// The first data row stands below the title and two header rows.
const FIRST_ROW: u32 = 3;
/// Who has an expired certificate, who is on leave (counted from 0).
const EXPIRED: u32 = 7;
const ON_LEAVE: u32 = 12;
/// Who declares an interest, and in which demo subject (numbers from 1).
const RECUSALS: [(u32, u32); 4] = [(3, 12), (5, 40), (10, 7), (20, 170)];

pub(super) fn workbook() -> Result<Vec<u8>, XlsxError> {
    let words = words();
    let mut book = book()?;
    let sheet = book.add_worksheet().set_name(&words.inspectors.sheet)?;
    header(sheet, &words)?;
    let mut number = 0;
    for team in &words.teams {
        for (post, place) in team.posts.iter().zip(0..) {
            let cells: [&str; 5] = [
                &team.department,
                post,
                turn(&team.qualifications, place),
                &team.area,
                &words.mark,
            ];
            row(sheet, &words, cells, number)?;
            number += 1;
        }
    }
    debug_assert_eq!(number, INSPECTORS, "the teams of the words add up to the roster");
    book.save_to_buffer()
}

/// A group spans the empty upper cells to its right; a column without a lower name spans both rows.
fn header(sheet: &mut Worksheet, words: &Words) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    let (upper, lower) = (&words.inspectors.upper, &words.inspectors.lower);
    let last = u16::try_from(upper.len().saturating_sub(1)).unwrap_or(0);
    sheet.merge_range(0, 0, 0, last, &words.inspectors.title, &bold)?;
    let mut column = 0_u16;
    let mut cells = upper.iter().zip(lower).peekable();
    while let Some((group, name)) = cells.next() {
        if name.is_empty() {
            sheet.merge_range(1, column, 2, column, group, &bold)?;
            column += 1;
            continue;
        }
        let first = column;
        sheet.write_string_with_format(2, column, name, &bold)?;
        while let Some((_, name)) = cells.next_if(|(upper, _)| upper.is_empty()) {
            column += 1;
            sheet.write_string_with_format(2, column, name, &bold)?;
        }
        sheet.merge_range(1, first, 1, column, group, &bold)?;
        column += 1;
    }
    sheet.set_freeze_panes(3, 2)?;
    Ok(())
}

fn row(sheet: &mut Worksheet, words: &Words, cells: [&str; 5], number: u32) -> Result<(), XlsxError> {
    let at = FIRST_ROW + number;
    let word = &words.inspectors;
    let text = Format::new().set_num_format("@");
    let [department, post, qualification, area, mark] = cells;
    let name = match usize::try_from(number)
        .ok()
        .and_then(|place| word.numerals.get(place))
    {
        Some(numeral) => format!("{}{numeral}", words.inspector_name),
        None => turn(&word.named, number).to_owned(),
    };
    sheet.write_number(at, 0, number + 1)?;
    let mut write = |column: u16, value: &str| {
        sheet
            .write_string_with_format(at, column, value, &text)
            .map(|_| ())
    };
    write(1, &name)?;
    write(2, turn(&word.sexes, number))?;
    write(3, department)?;
    write(4, post)?;
    write(5, &format!("{}{:04}", word.certificate, number + 1))?;
    write(7, qualification)?;
    write(
        9,
        if number == ON_LEAVE {
            &word.leave
        } else {
            &word.active
        },
    )?;
    let interest = RECUSALS.iter().position(|(inspector, _)| *inspector == number);
    match interest.and_then(|place| RECUSALS.get(place).map(|(_, subject)| (place, *subject))) {
        Some((place, subject)) => {
            let area = words.areas.iter().find(|a| a.name == area);
            let region = area.map_or("", |area| area.region.as_str());
            let reason = turn(&word.reasons, u32::try_from(place).unwrap_or(0));
            write(10, &format!("{}({reason})", code(region, subject)))?;
        }
        None => write(10, &word.none)?,
    }
    write(11, area)?;
    write(12, mark)?;
    let until = if number == EXPIRED {
        (2025, 6, 30)
    } else {
        (2028, 12, 31)
    };
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_datetime_with_format(at, 6, ExcelDateTime::from_ymd(until.0, until.1, until.2)?, &date)?;
    sheet.write_number_with_format(
        at,
        8,
        10_000_001_000.0 + f64::from(number),
        &Format::new().set_num_format("0"),
    )?;
    Ok(())
}
