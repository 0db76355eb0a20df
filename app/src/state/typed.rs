//! Typed text (打字): what stands in a control against the answer that is stored.
//!
//! Exists because the two are not always the same: half a number stands there, or none at all. Invariant: text that does
//! not fit is never stored, and as long as it stands there no earlier answer is said to be kept in its place.

use super::answer::{fraction, half_width};
use domain::regime::form::AnswerKind;
use domain::regime::relevance::validate;

/// Days before this are no days of a visit, a certificate or a firm: they are a year of which two digits are typed.
const FIRST_DAY: &str = "1900-01-01";

/// What typed text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// An answer, or none where nothing stands there.
    Says(Option<String>),
    /// One of two numbers is still missing.
    Half,
    /// No answer of this kind.
    Unfit,
}

impl Reading {
    /// The answer the document has to hold while this stands on the screen; none = no answer.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Says(value) => value.clone(),
            Self::Half | Self::Unfit => None,
        }
    }

    /// The stored answer is the one on the screen.
    pub fn is_stored(&self, stored: &str) -> bool {
        match self {
            Self::Says(value) => value.as_deref().unwrap_or_default() == stored,
            Self::Half | Self::Unfit => false,
        }
    }
}

/// A number or a date as it stands in its control.
pub fn read(kind: &AnswerKind, typed: &str) -> Reading {
    let value = half_width(typed);
    // Days are spelled as ISO 8601, so their order is that of their bytes.
    let early = *kind == AnswerKind::Date && !value.is_empty() && value.as_str() < FIRST_DAY;
    if early || validate(kind, &value).is_err() {
        return Reading::Unfit;
    }
    Reading::Says((!value.is_empty()).then_some(value))
}

/// Two numbers, "n of m", as they stand in their controls: part and whole.
pub fn read_fraction((part, whole): &(String, String)) -> Reading {
    let kind = AnswerKind::Fraction { unit: String::new() };
    match fraction(part, whole) {
        Some(value) if validate(&kind, &value).is_ok() => Reading::Says(Some(value)),
        Some(_) => Reading::Unfit,
        None if half_width(part).is_empty() && half_width(whole).is_empty() => Reading::Says(None),
        None => Reading::Half,
    }
}

/// The two controls of a stored fraction.
pub fn halves(stored: &str) -> (String, String) {
    let (part, whole) = stored.split_once('/').unwrap_or_default();
    (part.to_owned(), whole.to_owned())
}

/// Characters of `text` beyond the `most` that the document takes.
pub fn beyond(text: &str, most: usize) -> usize {
    text.chars().count().saturating_sub(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::regime::relevance::{TEXT_CHARS_MAX, WORDS_CHARS_MAX};

    fn number(decimals: u8) -> AnswerKind {
        AnswerKind::Number {
            unit: "米".to_owned(),
            min: None,
            max: None,
            decimals,
        }
    }

    /// Typed key by key as on a tablet: nothing of it may stay behind as an answer when the whole is none.
    #[test]
    fn a_number_that_does_not_fit_leaves_no_answer_of_its_beginning() {
        for (decimals, typed) in [(2, "12,5"), (2, "3.756"), (0, "3.5"), (2, "3."), (2, "约3")] {
            let reading = read(&number(decimals), typed);
            assert_eq!((reading.value(), &reading), (None, &Reading::Unfit), "{typed}");
            assert!(
                !reading.is_stored("3"),
                "an earlier answer is not what stands there"
            );
        }
        assert_eq!(read(&number(2), " １２．５").value().as_deref(), Some("12.5"));
        assert!(
            read(&number(2), "１２").is_stored("12"),
            "full width is the same answer"
        );
        assert!(read(&number(2), "").is_stored(""));
        assert!(!read(&number(2), "").is_stored("12"));
    }

    #[test]
    fn a_fraction_is_an_answer_when_both_numbers_stand_there_and_fit() {
        let of = |part: &str, whole: &str| read_fraction(&(part.to_owned(), whole.to_owned()));
        assert_eq!(of("2", "10").value().as_deref(), Some("2/10"));
        assert_eq!(of("12", "10"), Reading::Unfit, "more failed than were looked at");
        assert_eq!(of("1", "5.5"), Reading::Unfit);
        assert_eq!(of("1/2", "10"), Reading::Unfit);
        assert_eq!(of("", "10"), Reading::Half);
        assert_eq!(of("2", " "), Reading::Half);
        assert_eq!(of("", ""), Reading::Says(None));
        for (part, whole) in [("12", "10"), ("", "10")] {
            assert!(!of(part, whole).is_stored("2/10"));
            assert_eq!(of(part, whole).value(), None, "and the stored one goes");
        }
    }

    #[test]
    fn the_other_half_stays_where_it_was() {
        assert_eq!(halves("10/20"), ("10".to_owned(), "20".to_owned()));
        assert_eq!(halves(""), (String::new(), String::new()));
    }

    /// A browser reports 0002, 0020, 0202 on the way to 2026.
    #[test]
    fn a_year_that_is_still_being_typed_is_no_date() {
        for typed in ["0002-11-20", "0202-11-20", "2026-02-30"] {
            assert_eq!(read(&AnswerKind::Date, typed), Reading::Unfit, "{typed}");
        }
        for day in ["2026-11-20", "1987-06-01", "9999-12-31"] {
            assert!(read(&AnswerKind::Date, day).is_stored(day));
        }
        assert_eq!(read(&AnswerKind::Date, ""), Reading::Says(None));
    }

    #[test]
    fn a_text_is_measured_in_characters_as_the_document_does() {
        assert_eq!(beyond(&"记".repeat(TEXT_CHARS_MAX), TEXT_CHARS_MAX), 0);
        assert_eq!(beyond(&"记".repeat(TEXT_CHARS_MAX + 5), TEXT_CHARS_MAX), 5);
        assert_eq!(beyond("😀", WORDS_CHARS_MAX), 0);
    }
}
