//! What officers type of things found on site, one a line.

use domain::inspection::found::NAMES_MAX;
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
        _ => Names::Fine(lines),
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
}
