//! What officers type of things found on site, one a line.

use domain::inspection::found::{FixedList, NAME_CHARS_MAX, NAMES_MAX};
use std::collections::BTreeSet;

/// The typed lines as a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Nothing typed.
    None,
    /// Each once.
    Fine(Vec<String>),
    /// Two lines are the same.
    Same,
    /// More than a list may hold.
    TooMany,
    /// This one, counted from 1, is longer than a name may be.
    TooLong(usize),
}

/// Whether these lines are a list that stands: then there is nothing left to keep of them.
pub fn is_fixed<'a>(typed: &str, mut lists: impl Iterator<Item = &'a FixedList>) -> bool {
    let Names::Fine(mut listed) = names(typed) else {
        return false;
    };
    listed.sort_unstable();
    lists.any(|list| list.names == listed)
}

/// Reads the lines: blank ones are left out, spaces around and tabs within are tidied.
pub fn names(typed: &str) -> Names {
    let lines: Vec<String> = typed
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    let distinct: BTreeSet<&String> = lines.iter().collect();
    match lines.len() {
        0 => Names::None,
        n if n > NAMES_MAX => Names::TooMany,
        n if distinct.len() < n => Names::Same,
        _ => match lines
            .iter()
            .position(|line| line.chars().count() > NAME_CHARS_MAX)
        {
            Some(at) => Names::TooLong(at + 1),
            None => Names::Fine(lines),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_a_line_and_each_once() {
        assert_eq!(names(" \n\n"), Names::None);
        let two = Names::Fine(vec!["甲 批号1".to_owned(), "乙".to_owned()]);
        assert_eq!(names("  甲\t批号1 \r\n\n乙"), two);
        assert_eq!(names("甲\n 甲 "), Names::Same);
        let many: String = (0..=NAMES_MAX).map(|n| format!("{n}\n")).collect();
        assert_eq!(names(&many), Names::TooMany);
    }

    /// What the record would refuse is said before the button is there to press.
    #[test]
    fn a_name_over_two_hundred_characters_is_named_by_its_line() {
        let (fits, long) = ("字".repeat(200), "字".repeat(201));
        assert_eq!(
            names(&format!("甲\n{fits}")),
            Names::Fine(vec!["甲".to_owned(), fits])
        );
        assert_eq!(names(&format!("甲\n\n{long}")), Names::TooLong(2));
    }

    /// The draft goes only when the list stands, whoever closed the page in between.
    #[test]
    fn typed_lines_are_kept_until_a_list_of_them_stands() {
        let fixed = FixedList {
            list: "goods".to_owned(),
            names: vec!["乙".to_owned(), "甲".to_owned()],
            salt: "00".repeat(16),
            why: String::new(),
            at: domain::time::Timestamp(0),
        };
        assert!(is_fixed("甲\n 乙 \n", [&fixed].into_iter()));
        assert!(
            !is_fixed("甲\n乙\n丙", [&fixed].into_iter()),
            "a colleague's list is another"
        );
        assert!(!is_fixed("甲\n乙", std::iter::empty()));
        assert!(!is_fixed("", [&fixed].into_iter()));
    }
}
