//! Lines that stand on the sheet only: when the visit took place, by which authority, which pages of a paper are missing.
//!
//! Exists because the read-back page is hashed, and what sealed records said must keep its digest. Invariant: these lines
//! rest on the package and the record alone, so that every copy of the sheet says the same.

use super::{Of, Part, Row};
use crate::inspection::view::Stamp;
use crate::time::Timestamp;

/// Labels of the sections the lines belong to.
const CASE: &str = "case";
const TRANSCRIBED: &str = "transcribed";

impl Of<'_> {
    /// The authority, the telephone and the time below what is said of the visit.
    pub(super) fn add_case(&self, parts: &mut [Part]) {
        let mut authority: Vec<&str> = Vec::new();
        for member in &self.package.team {
            if !member.department.is_empty() && !authority.contains(&member.department.as_str()) {
                authority.push(&member.department);
            }
        }
        // What was written in from paper was written in then; when the visit was, stands on the paper.
        let time = match self.view.paper_pages() {
            0 => "case.time",
            _ => "case.written_in",
        };
        let lines = [
            ("case.authority", authority.join("、")),
            ("subject.phone", self.package.subject.phone.clone()),
            (time, self.times()),
        ];
        self.add(CASE, lines, parts);
    }

    /// Pages of a paper original that nobody photographed.
    pub(super) fn add_missing(&self, parts: &mut [Part]) {
        let missing = self.view.missing_paper_pages();
        let missing: Vec<String> = missing.iter().map(|p| (self.w.page)(p.page, p.of)).collect();
        self.add(TRANSCRIBED, [("transcribed.missing", missing.join("；"))], parts);
    }

    fn add<const N: usize>(&self, section: &str, lines: [(&str, String); N], parts: &mut [Part]) {
        let title = (self.w.label)(section);
        let Some(part) = parts.iter_mut().find(|part| part.title == title) else {
            return;
        };
        let lines = lines.into_iter().filter(|(_, says)| !says.is_empty());
        part.rows.extend(lines.map(|(code, says)| Row {
            about: (self.w.label)(code).to_owned(),
            says,
            follows: false,
        }));
    }

    /// From the first mark to the first seal, or to the last mark of a draft; a later seal is an amendment.
    fn times(&self) -> String {
        let marks = self.marks();
        let sealed = self.view.seals.first().map(|seal| seal.stamp.at);
        let (Some(from), Some(to)) = (marks.iter().min(), sealed.or(marks.iter().max().copied())) else {
            return String::new();
        };
        (self.w.recorded)(&from.china_minute(), &to.china_minute())
    }

    /// When something was written on site.
    fn marks(&self) -> Vec<Timestamp> {
        let view = self.view;
        let at = |stamp: &Stamp| stamp.at;
        // What the office settled online was said at a desk, on another day.
        let here = view.answers.values().filter(|answer| answer.locked.is_none());
        let answers = here.filter_map(|answer| answer.stamp.as_ref()).map(at);
        let steps = view.steps.values().map(|step| at(&step.stamp));
        let evidence = view.evidence.iter().map(|e| at(&e.stamp));
        let skip = view.skip.iter().map(|skip| at(&skip.stamp));
        answers.chain(steps).chain(evidence).chain(skip).collect()
    }
}
