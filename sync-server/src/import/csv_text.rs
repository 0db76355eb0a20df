//! Tables as text: UTF-8, UTF-16 or GB18030; comma, semicolon or tab.
//!
//! Row numbers are those Excel would show: blank lines count, line breaks inside quotes do not.

use super::{Collector, ImportError};
use domain::roster::table::{Cell, Table};
use std::borrow::Cow;

/// Lines looked at to find the separator.
const SAMPLE_RECORDS: usize = 30;

pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    let text = decode(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    if looks_like_markup(&text) {
        return Err(ImportError::UnknownType { looks_like: "html" });
    }
    // Excel's own hint line is a row too, but not one of the roster.
    let (separator, skipped) = match text
        .get(..5)
        .filter(|s| s.to_ascii_lowercase().starts_with("sep="))
    {
        Some(hint) => (hint.as_bytes().get(4).copied().unwrap_or(b','), 1),
        None => (separator(&text), 0),
    };
    let mut collector = Collector::default();
    let (mut counted_to, mut number) = (0, 1_u32);
    for record in reader(&text, separator).records() {
        let record = record.map_err(|error| ImportError::Damaged {
            detail: error.to_string(),
        })?;
        let start = record
            .position()
            .and_then(|p| usize::try_from(p.byte()).ok())
            .unwrap_or(counted_to);
        // The reader passes over blank lines in silence; they have row numbers all the same.
        let blank = text
            .get(start..)
            .map_or(0, |rest| rest.len() - rest.trim_start_matches('\n').len());
        number = number.saturating_add(breaks(&text, counted_to, start + blank));
        counted_to = start + blank;
        for (field, column) in record.iter().zip(0..) {
            if number > skipped {
                collector.add(number, column, Cell::Text(unguarded(field).to_owned()))?;
            }
        }
        // Breaks inside quotes are part of one row: count past them.
        let inside: usize = record.iter().map(|field| field.matches('\n').count()).sum();
        number = number.saturating_sub(u32::try_from(inside).unwrap_or(0));
    }
    Ok(Table::new("", collector.rows(), &[]))
}

fn breaks(text: &str, from: usize, to: usize) -> u32 {
    let between = text.get(from..to).unwrap_or_default();
    u32::try_from(between.matches('\n').count()).unwrap_or(u32::MAX)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// UTF-8 with or without mark, UTF-16 with mark, else GB18030; control characters mean it is no text.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    let unknown = ImportError::UnknownType { looks_like: "binary" };
    let text = if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _, broken) = encoding.decode(bytes.get(mark..).unwrap_or_default());
        if broken {
            return Err(unknown);
        }
        text
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else {
        encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .ok_or(unknown.clone())?
    };
    let is_text = text
        .chars()
        .all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{1a}'));
    if is_text { Ok(text) } else { Err(unknown) }
}

/// Many systems export a web page and call it .xls.
fn looks_like_markup(text: &str) -> bool {
    let start = text
        .trim_start()
        .get(..9)
        .unwrap_or_default()
        .to_ascii_lowercase();
    ["<html", "<table", "<!doctype", "<?xml"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// The separator under which the first records have most columns.
fn separator(text: &str) -> u8 {
    let columns = |separator: u8| -> usize {
        let records = reader(text, separator).into_records().take(SAMPLE_RECORDS);
        records
            .map(|record| record.map_or(0, |r| r.len().saturating_sub(1)))
            .sum()
    };
    // Later ones win only when strictly better: a comma is what CSV promises.
    [b';', b'\t'].into_iter().fold(
        b',',
        |best, next| if columns(next) > columns(best) { next } else { best },
    )
}

/// `="9136…"` and a leading apostrophe are what people write so that Excel leaves a code alone.
fn unguarded(field: &str) -> &str {
    let field = field.trim();
    let field = field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(field);
    field.strip_prefix('\'').unwrap_or(field)
}
