//! Where a problem of the whole pack stands: the rule, the key of the head or the question it names, as file and line.
//!
//! Exists because checks over a whole pack no longer see its text. Invariant: a place is a line of a file that was
//! read, or the file alone where the text has no such line.

use super::PackFile;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Path of a problem with a key of the head.
pub(crate) const HEAD: &str = "head:";
/// Path of a problem with a form, `form:<id>`, or with what has an id in it, `form:<id>#<id>`.
pub(crate) const FORM: &str = "form:";

/// The lines that problems can name.
pub(super) struct Lines<'a> {
    file: &'a str,
    ids: BTreeMap<&'a str, usize>,
    head: BTreeMap<&'a str, usize>,
    forms: Vec<(PackFile<'a>, BTreeMap<&'a str, usize>)>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(pack: PackFile<'a>, forms: &[PackFile<'a>]) -> Self {
        let before_rules = pack
            .text
            .lines()
            .take_while(|line| !line.trim_start().starts_with('['));
        let keys = before_rules
            .enumerate()
            .filter_map(|(n, line)| Some((line.split_once('=')?.0.trim(), n + 1)));
        Self {
            file: pack.name,
            ids: ids(pack.text),
            head: keys.collect(),
            forms: forms.iter().map(|form| (*form, ids(form.text))).collect(),
        }
    }

    /// Turns the path of a check (a rule's id, a key, a form) into file and line.
    pub(super) fn place(&self, mut problem: Problem) -> Problem {
        let path = std::mem::take(&mut problem.path);
        if let Some(key) = path.strip_prefix(HEAD) {
            problem.path = at(self.file, self.head.get(key));
            return problem;
        }
        if let Some(what) = path.strip_prefix(FORM) {
            problem.path = self.in_form(what);
            return problem;
        }
        problem.path = at(self.file, self.ids.get(path.as_str()));
        if path.is_empty() {
            problem
        } else {
            problem.with("rule", path)
        }
    }

    /// The last form of this id: of two equal ones it is the one to look at.
    fn in_form(&self, what: &str) -> String {
        let (form, inside) = what.split_once('#').unwrap_or((what, what));
        let own = |text: &str| text.lines().find_map(id) == Some(form);
        let found = self.forms.iter().rfind(|(file, _)| own(file.text));
        found.map_or_else(
            || self.file.to_owned(),
            |(file, ids)| at(file.name, ids.get(inside)),
        )
    }
}

fn at(file: &str, line: Option<&usize>) -> String {
    line.map_or_else(|| file.to_owned(), |n| format!("{file}:{n}"))
}

/// Lines by the id they give; the last of two equal ids is the one to look at.
fn ids(text: &str) -> BTreeMap<&str, usize> {
    let lines = text.lines().enumerate();
    lines.filter_map(|(n, line)| Some((id(line)?, n + 1))).collect()
}

/// The id a line gives.
fn id(line: &str) -> Option<&str> {
    let value = line.trim().strip_prefix("id")?.trim_start().strip_prefix('=')?;
    value.trim().strip_prefix('"')?.split('"').next()
}
