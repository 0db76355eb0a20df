//! The read-back page as sections of label and value.

mod rows;
#[cfg(test)]
mod tests;
mod visit;

use super::departments::{DepartmentResult, by_department, each_department};
use crate::assignment::Package;
use crate::evidence::{About, Evidence, Place};
use crate::inspection::doc::{forms_in_order, item_of};
use crate::inspection::paper::Paper;
use crate::inspection::progress::stored_answers;
use crate::inspection::rows::with_rows;
use crate::inspection::view::{AnswerView, InspectionView, SupplementView};
use crate::regime::form::{AnswerKind, Item};
use crate::regime::relevance::relevant_items;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A label: words of the form, or a code that the screen words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Printed on a form or in a regime excerpt.
    Printed(String),
    /// `subject.name`, `team.member`, `remarks`, `note`, `location`, …
    Code(String),
}

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub label: Label,
    /// What it says, as a person reads it: option labels, not stored values. Empty = not answered.
    pub value: String,
    /// Printed number of the item, if any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub no: String,
}

/// A heading and its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBackSection {
    /// Heading.
    pub title: Label,
    /// Lines in order.
    pub lines: Vec<Line>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    /// Heads it was made from (hex, sorted); bound by the signature beside the text.
    pub heads: Vec<String>,
    /// Sections in order.
    pub sections: Vec<ReadBackSection>,
    /// Canonical text: one line for each heading and line. The same content gives the same text on every
    /// tablet.
    pub text: String,
    /// SHA-256 (hex) of `text`.
    pub sha256: String,
}

/// Which lines the page has. A seal from before seals stated the digest of their page keeps the lines of then: its
/// digest is computed again from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// Without the prior visit and without who declared and confirmed a skip; departments of every visit.
    First,
    /// As it is shown and signed now.
    Current,
}

/// Makes the page. Signatures are below the line and not part of it.
pub fn read_back(package: &Package, view: &InspectionView, heads: &[String]) -> ReadBack {
    page(package, view, heads, Edition::Current)
}

/// The page of an edition.
pub(super) fn page(package: &Package, view: &InspectionView, heads: &[String], edition: Edition) -> ReadBack {
    let package = &*with_rows(package, view);
    let mut sections = vec![case(package), team(package), steps(package, view)];
    if edition == Edition::Current {
        sections.extend(visit::prior(package));
    }
    sections.extend(transcribed(view));
    if let Some(skip) = &view.skip {
        sections.push(visit::skipped(package, view, skip, edition));
    } else {
        sections.extend(rows::drawn_on_site(package, view));
        sections.extend(forms(package, view));
        sections.push(rows::struck(view));
        sections.push(departments(package, view, edition));
    }
    sections.push(section(
        "words",
        vec![
            coded("remarks", view.remarks.clone()),
            coded("subject_words", view.subject_words.clone()),
        ],
    ));
    sections.push(evidence(view));
    sections.extend(view.papers.iter().map(|view| paper(&view.paper)));
    sections.retain(|s| !s.lines.is_empty());
    let text = canonical_text(package, &sections);
    let mut heads = heads.to_vec();
    heads.sort_unstable();
    ReadBack {
        heads,
        sha256: hex::encode(Sha256::digest(&text)),
        sections,
        text,
    }
}

fn section(code: &str, lines: Vec<Line>) -> ReadBackSection {
    ReadBackSection {
        title: Label::Code(code.to_owned()),
        lines: lines.into_iter().filter(|l| !l.value.is_empty()).collect(),
    }
}

fn coded(code: &str, value: impl Into<String>) -> Line {
    Line {
        label: Label::Code(code.to_owned()),
        value: value.into(),
        no: String::new(),
    }
}

fn case(package: &Package) -> ReadBackSection {
    let subject = &package.subject;
    let occasion = package.occasion.as_ref();
    let reason = occasion.map_or("", |o| o.reason.as_str());
    let occasion = occasion
        .map(|o| format!("{} {}", o.label, o.cite))
        .unwrap_or_default();
    section(
        "case",
        vec![
            coded("regime", package.excerpt.title.clone()),
            coded("task", package.task_title.clone()),
            coded("occasion", occasion),
            coded("occasion.reason", reason.to_owned()),
            coded("subject.name", subject.name.clone()),
            coded(
                "subject.credit_code",
                subject.credit_code.clone().unwrap_or_default(),
            ),
            coded("subject.address", subject.address.clone()),
            coded("subject.responsible_person", subject.responsible_person.clone()),
        ],
    )
}

/// The record was written in from paper afterwards (纸质补录): so many pages of the original are its evidence.
fn transcribed(view: &InspectionView) -> Option<ReadBackSection> {
    let pages = view.paper_pages();
    (pages > 0).then(|| section("transcribed", vec![coded("transcribed.pages", pages.to_string())]))
}

fn team(package: &Package) -> ReadBackSection {
    let lines = package.team.iter().map(|m| {
        let value = format!("{} {}", m.name, m.certificate_no);
        coded("team.member", value.trim().to_owned())
    });
    section("team", lines.collect())
}

fn steps(package: &Package, view: &InspectionView) -> ReadBackSection {
    let lines = package.excerpt.steps.iter().filter_map(|step| {
        let done = view.steps.get(&step.id)?;
        Some(Line {
            label: Label::Printed(step.label.clone()),
            value: format!("{} {}", done.outcome, done.note).trim().to_owned(),
            no: String::new(),
        })
    });
    section("steps", lines.collect())
}

fn forms(package: &Package, view: &InspectionView) -> Vec<ReadBackSection> {
    let answers = stored_answers(view);
    let nothing = AnswerView::default();
    let mut sections = Vec::new();
    for form in forms_in_order(package) {
        let asked: Vec<&Item> = relevant_items(form, &answers).collect();
        for printed in &form.sections {
            let mut lines = Vec::new();
            for item in printed
                .items
                .iter()
                .filter(|i| asked.iter().any(|a| a.id == i.id))
            {
                let answer = view.answers.get(&item.id).unwrap_or(&nothing);
                lines.push(Line {
                    label: Label::Printed(item.text.clone()),
                    value: answer
                        .value
                        .as_deref()
                        .map(|v| answer_words(&item.kind, v))
                        .unwrap_or_default(),
                    no: item.no.clone(),
                });
                lines.extend(rows::settled_online(item, answer));
                lines.push(coded("location", answer.location.clone()));
                lines.push(coded("note", answer.note.clone()));
            }
            lines.retain(|l| matches!(l.label, Label::Printed(_)) || !l.value.is_empty());
            sections.push(ReadBackSection {
                title: Label::Printed(printed.title.clone()),
                lines,
            });
        }
    }
    sections
}

/// What each department of a joint visit checked and found. The value is `checked N M`; a third number counts those
/// settled online.
fn departments(package: &Package, view: &InspectionView, edition: Edition) -> ReadBackSection {
    let of = match edition {
        Edition::First => each_department(package, view),
        Edition::Current => by_department(package, view),
    };
    let line = |of: DepartmentResult| {
        let online = match of.online {
            0 => String::new(),
            online => format!(" {online}"),
        };
        Line {
            label: Label::Printed(of.department),
            value: format!("checked {} {}{online}", of.checked, of.problems),
            no: String::new(),
        }
    };
    section("departments", of.into_iter().map(line).collect())
}

/// A stored value as the form prints it; the value itself where the form has no words for it.
pub fn answer_words(kind: &AnswerKind, value: &str) -> String {
    let stored = || value.to_owned();
    match kind {
        AnswerKind::Verdict { ok, bad, na } => match value {
            crate::regime::relevance::OK => ok.clone(),
            crate::regime::relevance::BAD => bad.clone(),
            crate::regime::relevance::NA => na.clone().unwrap_or_else(stored),
            _ => stored(),
        },
        AnswerKind::Choice { options } | AnswerKind::MultiChoice { options } => value
            .split(' ')
            .map(|id| {
                options
                    .iter()
                    .find(|o| o.id == id)
                    .map_or(id, |o| o.label.as_str())
            })
            .collect::<Vec<_>>()
            .join("; "),
        AnswerKind::Number { unit, .. } | AnswerKind::Fraction { unit } => {
            format!("{value} {unit}").trim().to_owned()
        }
        AnswerKind::Text { .. } | AnswerKind::Date => stored(),
    }
}

/// What a supplement says, or what the sealed record says in its place (`text`), as the form prints it; and its item.
pub fn supplement_words<'a>(
    package: &'a Package,
    supplement: &SupplementView,
    text: &str,
) -> (Option<&'a Item>, String) {
    let id = supplement.item.as_ref();
    let item = id.and_then(|id| item_of(package, id));
    let words = match item {
        Some(item) if supplement.kind == "answer" => answer_words(&item.kind, text),
        Some(_) | None => text.to_owned(),
    };
    (item, words)
}

/// A paper, line by line; what stands on it is part of what everybody signs.
fn paper(paper: &Paper) -> ReadBackSection {
    let mut lines = vec![
        coded("paper.number", paper.number.clone()),
        coded("paper.void", paper.void.clone()),
        coded(
            "paper.person",
            format!("{} {}", paper.person, paper.position).trim(),
        ),
        coded("paper.place", paper.place.clone()),
        coded("paper.from", paper.from.replace('T', " ")),
        coded("paper.to", paper.to.replace('T', " ")),
        coded("paper.deadline", paper.deadline.clone()),
        coded("paper.basis", paper.basis.clone()),
    ];
    // Whoever signed has nothing to explain; the line is there only where somebody did not.
    lines.push(coded("paper.unsigned", paper.unsigned.clone()));
    lines.extend(paper.rows.iter().enumerate().map(|(n, row)| Line {
        label: Label::Printed(row.what.clone()),
        value: row.says.clone(),
        no: (n + 1).to_string(),
    }));
    section(&format!("paper.{}", paper.kind.code()), lines)
}

fn evidence(view: &InspectionView) -> ReadBackSection {
    let standing = view.evidence.iter().filter(|e| e.withdrawn.is_none());
    let lines = standing.flat_map(|e| {
        let place = match &e.evidence.place {
            Place::Fix { .. } => "",
            Place::None { reason } => reason.as_str(),
        };
        let value = format!("{} {} {place}", e.evidence.sha256, e.evidence.caption);
        let mut lines = vec![coded("evidence", value.trim().to_owned())];
        lines.extend(about(&e.evidence));
        lines
    });
    section("evidence", lines.collect())
}

/// What a recording, a copied document or a page of a paper original says of itself.
fn about(evidence: &Evidence) -> Vec<Line> {
    match evidence.about.as_deref() {
        None => Vec::new(),
        Some(About::Recording(recording)) => vec![
            coded("evidence.camera", recording.camera.clone()),
            coded(
                "evidence.recorded",
                format!(
                    "{}/{}",
                    recording.from.china_second(),
                    recording.to.china_second()
                ),
            ),
            coded("evidence.clock_ahead", recording.ahead_s.to_string()),
        ],
        Some(About::Copied { from, agrees, pages }) => vec![
            coded("evidence.copied_from", from.clone()),
            coded("evidence.copied_on", evidence.taken_at.china_date().to_string()),
            coded("evidence.agrees", if *agrees { "yes" } else { "" }),
            coded("evidence.page", format!("{}/{}", pages.page, pages.of)),
        ],
        Some(About::Annotated { of }) => vec![coded("evidence.annotates", of.clone())],
        Some(About::PaperOriginal(pages)) => {
            vec![coded(
                "evidence.paper_page",
                format!("{}/{}", pages.page, pages.of),
            )]
        }
    }
}

/// One line each; line breaks inside values are folded, so that no value can pass for a line of its own.
fn canonical_text(package: &Package, sections: &[ReadBackSection]) -> String {
    let label = |label: &Label| match label {
        Label::Printed(words) => fold(words),
        Label::Code(code) => format!("[{code}]"),
    };
    let mut text = format!("suicha read-back v1\n[inspection] {}\n", package.inspection);
    for section in sections {
        text.push_str(&format!("# {}\n", label(&section.title)));
        for line in &section.lines {
            text.push_str(&format!(
                "{} {}: {}\n",
                fold(&line.no),
                label(&line.label),
                fold(&line.value)
            ));
        }
    }
    text
}

fn fold(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}
