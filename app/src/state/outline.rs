//! The outline (目录): every section of the checklist, how much of it is answered, and what of it does not stand.
//!
//! Invariant: a section with something left to do is in it and never looks done, also one that has no row yet.

use super::checklist::{lacks, row_place, section_place};
use super::work::Entry;
use domain::assignment::Package;
use domain::inspection::doc::forms_in_order;
use domain::inspection::progress::stored_answers;
use domain::inspection::rows::section_of;
use domain::inspection::view::InspectionView;
use domain::regime::form::{Form, Item, Section};
use domain::regime::relevance::{Answers, finds_problem, is_relevant};

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place on the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Of `asked`, how many are answered.
    pub answered: usize,
    /// Items asked now.
    pub asked: usize,
    /// Problems found.
    pub problems: usize,
    /// Places in it that do not stand as they are, and rows or draws on site that it lacks.
    pub faults: usize,
    /// Rows that stand, where it is the heading of a repeated section.
    pub rows: Option<usize>,
}

impl Line {
    /// Nothing is left to do in it. A heading without a row has nothing that was done.
    pub fn is_done(&self) -> bool {
        self.answered == self.asked && self.faults == 0 && self.rows != Some(0)
    }
}

/// The outline of an inspection. `faulty`: places of the page that do not stand as they are.
pub fn outline(entry: &Entry, faulty: &[String]) -> Vec<Line> {
    let answers = stored_answers(&entry.view);
    let mut lines = Vec::new();
    for form in forms_in_order(&entry.package) {
        for section in &form.sections {
            let rows = rows(&entry.package, &entry.view, section);
            let lacking = lacks(&entry.package, &entry.progress.blocking, section);
            let asked = section.items.iter().filter(|i| is_relevant(form, i, &answers));
            let asked: Vec<&Item> = asked.collect();
            if !asked.is_empty() || rows.is_some() {
                lines.push(line((form, section), &asked, (rows, lacking), &answers, faulty));
            }
        }
    }
    lines
}

fn rows(package: &Package, view: &InspectionView, section: &Section) -> Option<usize> {
    section.repeat.as_ref()?;
    let standing = view.rows.iter().filter(|r| r.struck.is_none());
    Some(standing.filter(|r| section_of(package, r) == section.id).count())
}

fn line(
    (form, section): (&Form, &Section),
    asked: &[&Item],
    (rows, lacking): (Option<usize>, usize),
    answers: &Answers,
    faulty: &[String],
) -> Line {
    let value = |i: &Item| answers.get(&i.id).map_or("", String::as_str);
    let problem = |i: &&&Item| finds_problem(i, value(i));
    Line {
        id: section_place(form, section),
        title: section.title.clone(),
        answered: asked.iter().filter(|i| !value(i).is_empty()).count(),
        problems: asked.iter().filter(problem).count(),
        faults: lacking
            + asked
                .iter()
                .filter(|i| faulty.contains(&row_place(&i.id)))
                .count(),
        asked: asked.len(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let item =
            |id: &str| serde_json::json!({ "id": id, "no": "", "text": id, "kind": { "type": "date" } });
        let form = serde_json::json!({
            "id": "f", "version": 1, "regime": "R16", "title": "", "cite": "",
            "sections": [
                { "id": "a", "title": "甲部分", "items": [item("a1"), item("a2")] },
                { "id": "b", "title": "抽中的兽药", "repeat": { "of": "兽药", "min": 1, "drawn": true }, "items": [] }
            ]
        });
        serde_json::from_value(form).unwrap()
    }

    #[test]
    fn a_section_with_something_left_never_looks_done() {
        let form = form();
        let answers: Answers = [("a1", "2026-11-20"), ("a2", "2026-11-20")]
            .map(|(id, day)| (id.into(), day.to_owned()))
            .into();
        let (first, drawn) = (&form.sections[0], &form.sections[1]);
        let asked: Vec<&Item> = first.items.iter().collect();
        let of = |faulty: &[String]| line((&form, first), &asked, (None, 0), &answers, faulty);
        assert!(of(&[]).is_done());
        let apart = of(&["item-a2".to_owned()]);
        assert_eq!((apart.answered, apart.asked, apart.faults), (2, 2, 1));
        assert!(
            !apart.is_done(),
            "all answered, and two of the answers do not agree"
        );
        let heading = |rows, lacking| line((&form, drawn), &[], (Some(rows), lacking), &answers, &[]);
        assert!(!heading(0, 1).is_done());
        assert!(!heading(0, 0).is_done(), "there is nothing that was done");
        assert!(heading(1, 0).is_done());
    }
}
