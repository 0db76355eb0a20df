//! Dates as offices write them: serial numbers, `2026/5/1`, `20260501`, 2026年5月1日, 二〇二六年五月一日, 长期.

use crate::roster::table::Cell;
use crate::time::Date;
use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

/// Why a cell is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// Looks like a date, but the calendar has no such day.
    #[error("no such day")]
    Impossible,
    /// Not understood.
    #[error("not a date")]
    Unreadable,
}

/// Excel's last day, 9999-12-31.
const SERIAL_MAX: u64 = 2_958_465;

/// Reads a date; `Ok(None)` for an empty cell. "No end" (长期) is 9999-12-31.
pub fn date(cell: &Cell, epoch_1904: bool) -> Result<Option<Date>, DateFault> {
    match cell {
        Cell::Empty | Cell::Merged(..) => Ok(None),
        Cell::Date(date) => Ok(Some(*date)),
        Cell::Number(number) => serial(number, epoch_1904).map(Some),
        Cell::Text(text) => written(text),
        Cell::Bool(_) | Cell::Error(_) => Err(DateFault::Unreadable),
    }
}

fn serial(number: &str, epoch_1904: bool) -> Result<Date, DateFault> {
    let whole = number.split('.').next().unwrap_or_default();
    let days: u64 = whole.parse().map_err(|_| DateFault::Unreadable)?;
    if whole.len() == 8 {
        return compact(whole);
    }
    if days == 0 || days > SERIAL_MAX {
        return Err(DateFault::Unreadable);
    }
    // Excel counts a 29 February 1900 that never was: serials up to 60 are one day off and of no use here.
    let epoch = if epoch_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)
    };
    epoch
        .and_then(|epoch| epoch.checked_add_days(Days::new(days)))
        .ok_or(DateFault::Unreadable)
}

fn written(text: &str) -> Result<Option<Date>, DateFault> {
    let text: String = text
        .nfkc()
        .filter(|c| !c.is_control() && *c != '\u{200b}')
        .collect();
    let text = text.trim();
    if text.is_empty() || matches!(text, "-" | "/" | "无") {
        return Ok(None);
    }
    if matches!(text, "长期" | "长期有效" | "永久" | "永久有效" | "无固定期限") {
        return Ok(NaiveDate::from_ymd_opt(9999, 12, 31));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return compact(text).map(Some);
    }
    let mut parts = text.split(['年', '月', '-', '/', '.']).map(str::trim);
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(DateFault::Unreadable);
    };
    // "2026-05-01 00:00:00", "2026-05-01T08:00" and "1日": the day ends at the first character that is none.
    let day = day.split(['日', '号', 'T', ' ']).next().unwrap_or_default();
    let (Some(year), Some(month), Some(day)) = (year_number(year), small_number(month), small_number(day))
    else {
        return Err(DateFault::Unreadable);
    };
    NaiveDate::from_ymd_opt(year, month, day)
        .map(Some)
        .ok_or(DateFault::Impossible)
}

fn compact(digits: &str) -> Result<Date, DateFault> {
    NaiveDate::parse_from_str(digits, "%Y%m%d").map_err(|_| DateFault::Impossible)
}

/// Four figures: `2026` or 二〇二六. Two figures are ambiguous and refused.
fn year_number(text: &str) -> Option<i32> {
    if text.chars().count() != 4 {
        return None;
    }
    text.chars()
        .try_fold(0, |sum, c| Some(sum * 10 + i32::try_from(figure(c)?).ok()?))
}

/// 1 to 99: `5`, `05`, 五, 十五, 二十五, 廿五.
fn small_number(text: &str) -> Option<u32> {
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { single(tens)? };
        let ones = if ones.is_empty() { 0 } else { single(ones)? };
        return Some(tens * 10 + ones);
    }
    if text.is_empty() || text.chars().count() > 2 {
        return None;
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + figure(c)?))
}

fn single(text: &str) -> Option<u32> {
    let mut characters = text.chars();
    let found = figure(characters.next()?)?;
    characters.next().is_none().then_some(found)
}

fn figure(character: char) -> Option<u32> {
    const CHINESE: &str = "〇一二三四五六七八九";
    let plain = match character {
        '零' | '○' => '〇',
        '廿' => return Some(2),
        other => other,
    };
    plain.to_digit(10).or_else(|| {
        CHINESE
            .chars()
            .position(|c| c == plain)
            .and_then(|p| u32::try_from(p).ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn serial_numbers_are_excels() {
        // Microsoft, DATE function: "January 1, 2008 is serial number 39448 because it is 39,447 days after
        // January 1, 1900"; Microsoft, "Date systems in Excel": the two systems are 1,462 days apart.
        assert_eq!(date(&Cell::Number("39448".into()), false), Ok(day(2008, 1, 1)));
        assert_eq!(date(&Cell::Number("39448.5".into()), false), Ok(day(2008, 1, 1)));
        assert_eq!(date(&Cell::Number("37986".into()), true), Ok(day(2008, 1, 1)));
        assert_eq!(date(&Cell::Number("20260501".into()), false), Ok(day(2026, 5, 1)));
    }

    #[test]
    fn written_dates_of_every_kind_are_the_same_day() {
        for text in [
            "2026-05-01",
            "2026/5/1",
            "2026.5.1",
            "20260501",
            "２０２６－０５－０１",
            "2026年5月1日",
            "二〇二六年五月一日",
            "2026-05-01 00:00:00",
        ] {
            assert_eq!(
                date(&Cell::Text(text.into()), false),
                Ok(day(2026, 5, 1)),
                "{text}"
            );
        }
        assert_eq!(
            date(&Cell::Text("二零二五年十二月三十一日".into()), false),
            Ok(day(2025, 12, 31))
        );
        assert_eq!(
            date(&Cell::Text("二〇二五年十月二十日".into()), false),
            Ok(day(2025, 10, 20))
        );
        assert_eq!(date(&Cell::Text("长期".into()), false), Ok(day(9999, 12, 31)));
    }

    #[test]
    fn a_day_the_calendar_lacks_is_impossible_and_nonsense_unreadable() {
        assert_eq!(
            date(&Cell::Text("2025-02-30".into()), false),
            Err(DateFault::Impossible)
        );
        assert_eq!(
            date(&Cell::Text("20251301".into()), false),
            Err(DateFault::Impossible)
        );
        assert_eq!(
            date(&Cell::Text("下个月".into()), false),
            Err(DateFault::Unreadable)
        );
        assert_eq!(
            date(&Cell::Text("26.5.1".into()), false),
            Err(DateFault::Unreadable)
        );
        assert_eq!(
            date(&Cell::Text("2026年5月".into()), false),
            Err(DateFault::Unreadable)
        );
    }
}
