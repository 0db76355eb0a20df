//! The subject file: a title, one header row of mixed names, 200 rows.

use super::words::{Area, SubjectKind, Words, turn, words};
use super::{BAD_ROWS, SUBJECTS, book, code};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

/// The first data row stands below the title and the header.
const FIRST_ROW: u32 = 3;
/// Every so many subjects one is closed, deregistered or gone: imported, but in no pool.
const GONE_EVERY: u32 = 33;

struct Formats {
    text: Format,
    date: Format,
    number: Format,
}

pub(super) fn workbook() -> Result<Vec<u8>, XlsxError> {
    let words = words();
    let mut rng = ChaCha20Rng::seed_from_u64(20_261_120);
    let mut book = book()?;
    let sheet = book.add_worksheet().set_name(&words.subjects.sheet)?;
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    let last = u16::try_from(words.subjects.headers.len().saturating_sub(1)).unwrap_or(0);
    sheet.merge_range(0, 0, 0, last, &words.subjects.title, &bold)?;
    for (header, column) in words.subjects.headers.iter().zip(0..) {
        sheet.write_string_with_format(1, column, header, &bold)?;
        sheet.set_column_width(column, 16)?;
    }
    sheet.set_freeze_panes(2, 1)?;
    let formats = Formats {
        text: Format::new().set_num_format("@"),
        date: Format::new().set_num_format("yyyy/m/d"),
        number: Format::new().set_num_format("0"),
    };
    let mut number = 0;
    for area in &words.areas {
        for place in 0..area.count {
            let kinds = area.kinds.len().max(1);
            if let Some(kind) = area.kinds.get(usize::try_from(place).unwrap_or(0) % kinds) {
                row(sheet, &formats, &words, area, kind, number, &mut rng)?;
            }
            number += 1;
        }
    }
    debug_assert_eq!(number, SUBJECTS, "the areas of the words add up to the roster");
    book.save_to_buffer()
}

fn row(
    sheet: &mut Worksheet,
    formats: &Formats,
    words: &Words,
    area: &Area,
    kind: &SubjectKind,
    number: u32,
    rng: &mut ChaCha20Rng,
) -> Result<(), XlsxError> {
    let at = FIRST_ROW - 1 + number;
    let bad = BAD_ROWS.iter().position(|row| *row == at + 1);
    let random = rng.next_u32();
    let word = &words.subjects;
    let shown = number + 1;
    let mut text = |column: u16, value: &str| {
        sheet
            .write_string_with_format(at, column, value, &formats.text)
            .map(|_| ())
    };
    if bad != Some(3) {
        text(0, &format!("{}{shown:03}{}", words.subject_name, kind.industry))?;
    }
    text(1, &format!("{}{shown:09}", area.region))?;
    text(3, turn(&word.legal_forms, random % 7))?;
    text(
        4,
        &format!(
            "{}{}",
            turn(&word.surnames, number),
            turn(&word.given, random >> 8)
        ),
    )?;
    let district = turn(&area.districts, random >> 4);
    text(5, &format!("{district}{}{shown}{}", word.road, word.number))?;
    text(6, district)?;
    let gone = number % GONE_EVERY == GONE_EVERY - 1;
    let status = if gone {
        turn(&word.gone, number / GONE_EVERY)
    } else {
        turn(&word.active, random >> 12)
    };
    text(
        8,
        if bad == Some(4) {
            &word.impossible_status
        } else {
            status
        },
    )?;
    text(10, &kind.class)?;
    text(11, &kind.risk)?;
    text(12, &kind.industry)?;
    text(13, &area.name)?;
    text(14, &words.mark)?;
    write_code(sheet, formats, area, number, bad)?;
    let impossible = (bad == Some(4)).then_some(word.impossible_date.as_str());
    write_date(sheet, formats, impossible, number, random >> 16)?;
    // As offices keep them: phones and row numbers are numbers. No number of a subscriber begins with 100.
    sheet.write_number_with_format(at, 9, 10_000_000_000.0 + f64::from(shown), &formats.number)?;
    sheet.write_number(at, 15, shown)?;
    Ok(())
}

/// The code, wrong in the way the bad row of that place is wrong.
fn write_code(
    sheet: &mut Worksheet,
    formats: &Formats,
    area: &Area,
    number: u32,
    bad: Option<usize>,
) -> Result<(), XlsxError> {
    let at = FIRST_ROW - 1 + number;
    let good = code(&area.region, number + 1);
    let written = match bad {
        Some(0) => wrong_check(&good),
        Some(1) => {
            // Eighteen digits typed into a cell that is not text: Excel keeps fifteen and shows 9.1E+17.
            sheet.write_number(at, 2, 913_601_000_000_000_062.0)?;
            return Ok(());
        }
        // The subject of ten rows above once more, typed in lower case.
        Some(2) => code(&area.region, number - 9).to_lowercase(),
        Some(_) | None => good,
    };
    sheet.write_string_with_format(at, 2, written, &formats.text)?;
    Ok(())
}

fn wrong_check(code: &str) -> String {
    let (body, check) = code.split_at(code.len() - 1);
    format!("{body}{}", if check == "0" { "1" } else { "0" })
}

/// A founding date: by turns a real date cell, Chinese text, and text with slashes.
fn write_date(
    sheet: &mut Worksheet,
    formats: &Formats,
    impossible: Option<&str>,
    number: u32,
    random: u32,
) -> Result<(), XlsxError> {
    let at = FIRST_ROW - 1 + number;
    let (year, month, day) = (2001 + random % 24, 1 + random / 24 % 12, 1 + random / 288 % 28);
    if let Some(impossible) = impossible {
        sheet.write_string(at, 7, impossible)?;
    } else if number.is_multiple_of(3) {
        let year = u16::try_from(year).unwrap_or(2001);
        let (month, day) = (u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1));
        sheet.write_datetime_with_format(at, 7, ExcelDateTime::from_ymd(year, month, day)?, &formats.date)?;
    } else {
        sheet.write_string(at, 7, format!("{year}/{month}/{day}"))?;
    }
    Ok(())
}
