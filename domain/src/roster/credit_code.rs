//! The unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, the last one a check.
//!
//! A code is normalised (full width, spaces, lower case) and then checked; it is never repaired.

use unicode_normalization::UnicodeNormalization;

/// The 31 characters of the standard in the order of their values; I, O, S, V and Z are not among them.
pub const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first 17 characters: 3^(i−1) mod 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const LENGTH: usize = 18;
/// Registration numbers (注册号) before 2015 had 15 digits.
const OLD_LENGTH: usize = 15;

/// Why a text is no code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// A number in scientific form: the digits after the fifteenth are already lost.
    #[error("written as a number")]
    Number,
    /// 15 digits: a registration number of the old kind, not a code.
    #[error("an old registration number of 15 digits")]
    OldRegistration,
    /// Not 18 characters.
    #[error("{found} characters instead of 18")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character outside the standard's 31.
    #[error("character {character} at place {at}")]
    Charset {
        /// Place from 1.
        at: usize,
        /// The character.
        character: char,
    },
    /// The last character does not fit the first 17.
    #[error("check character {found} instead of {expected}")]
    Checksum {
        /// What the standard computes.
        expected: char,
        /// What is written.
        found: char,
    },
}

/// Half width, upper case, without spaces, hyphens and invisible characters.
pub fn normalise(text: &str) -> String {
    text.nfkc()
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '-' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Reads a code: normalised and checked, or the reason why it is none.
pub fn parse(text: &str) -> Result<String, CodeFault> {
    let code = normalise(text);
    if code.parse::<f64>().is_ok() && code.contains(['E', '.', '+']) && code.len() != LENGTH {
        return Err(CodeFault::Number);
    }
    let found = code.chars().count();
    if found == OLD_LENGTH && code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CodeFault::OldRegistration);
    }
    if found != LENGTH {
        return Err(CodeFault::Length { found });
    }
    if let Some((at, character)) = code.chars().enumerate().find(|(_, c)| value(*c).is_none()) {
        return Err(CodeFault::Charset {
            at: at + 1,
            character,
        });
    }
    let expected = check_character(&code).expect("17 characters of the alphabet were just seen");
    let found = code.chars().next_back().expect("18 characters were just counted");
    if expected == found {
        Ok(code)
    } else {
        Err(CodeFault::Checksum { expected, found })
    }
}

/// The check character for the first 17 characters; `None` when one of them is not in the alphabet.
pub fn check_character(body: &str) -> Option<char> {
    let mut sum = 0;
    let mut characters = body.chars();
    for weight in WEIGHTS {
        sum += weight * value(characters.next()?)?;
    }
    ALPHABET.get((31 - sum % 31) % 31).map(|b| char::from(*b))
}

fn value(character: char) -> Option<usize> {
    let byte = u8::try_from(character).ok()?;
    ALPHABET.iter().position(|b| *b == byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_lower_case_and_spaces_are_the_same_code() {
        // 91350100M000100Y43: the worked example of GB 32100-2015 with its check character recomputed.
        assert_eq!(
            parse(" ９１３５０１００ m000100y4３\u{200b}").unwrap(),
            "91350100M000100Y43"
        );
    }

    #[test]
    fn what_is_no_code_says_why() {
        assert_eq!(parse("5.1E+17"), Err(CodeFault::Number));
        assert_eq!(parse("9.1360100123E+17"), Err(CodeFault::Number));
        assert_eq!(parse("360100000000001"), Err(CodeFault::OldRegistration));
        assert_eq!(parse("91350100"), Err(CodeFault::Length { found: 8 }));
        assert_eq!(
            parse("9135O100M000100Y43"),
            Err(CodeFault::Charset {
                at: 5,
                character: 'O'
            })
        );
        // The standard's text prints …Z for its own example; Z is not even in its alphabet.
        assert_eq!(
            parse("91350100M000100Y4Z"),
            Err(CodeFault::Charset {
                at: 18,
                character: 'Z'
            })
        );
        assert_eq!(
            parse("91350100M000100Y42"),
            Err(CodeFault::Checksum {
                expected: '3',
                found: '2'
            })
        );
    }

    /// Public codes, recomputed by an independent program; source in the file.
    #[test]
    fn public_codes_pass_and_changed_ones_do_not() {
        let vectors = include_str!("../../../tests/vectors/import/codes.json");
        let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
        for code in vectors["valid"].as_array().unwrap() {
            assert_eq!(
                parse(code.as_str().unwrap()).as_deref(),
                Ok(code.as_str().unwrap())
            );
        }
        for wrong in vectors["wrong_check"].as_array().unwrap() {
            let (code, expected) = (
                wrong["code"].as_str().unwrap(),
                wrong["expected"].as_str().unwrap(),
            );
            let found = code.chars().next_back().unwrap();
            let expected = expected.chars().next().unwrap();
            assert_eq!(parse(code), Err(CodeFault::Checksum { expected, found }));
        }
    }
}
