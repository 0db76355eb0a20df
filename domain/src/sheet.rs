//! The record sheet (检查记录表): what stands on the paper, in which order, and who signs where.
//!
//! Exists so that the tablet's page, the office's page and the server's PDF are one sheet: they lay out what is said
//! here and add nothing. Invariant: the sheet says everything the read-back page says, in the same order, and names
//! itself a draft until it is sealed. What it says beyond (when, by which authority, pages that are missing) is not read
//! back: the digest of that page is of records that are sealed already.

pub mod ink;
mod places;
mod rows;
#[cfg(test)]
mod tests;
pub mod words;

use crate::assignment::Package;
use crate::evidence::Evidence;
use crate::id::InspectorId;
use crate::inspection::signature::Stroke;
use crate::inspection::view::InspectionView;
use crate::submission::{Label, ReadBack, Submission, key_of, read_back, supplement_words};
use crate::time::Timestamp;
use words::SheetWords;

/// A sheet, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Titles of the forms, in order.
    pub titles: Vec<String>,
    /// The number of the inspection.
    pub number: String,
    /// What must be seen first.
    pub warnings: Vec<Warning>,
    /// Who sealed it and when, or that nobody did; also at the foot of every page.
    pub state: String,
    /// When it was sealed; none of a draft.
    pub sealed_at: Option<Timestamp>,
    /// Headings and their lines.
    pub parts: Vec<Part>,
    /// What was written and done after the seal: on a page of its own, where no signature stands.
    pub after: Vec<Part>,
    /// Papers with a sheet of their own, after the record.
    pub papers: Vec<OwnSheet>,
    /// Who signs, with what was signed.
    pub places: Vec<Place>,
    /// The refusal to sign, and why there was no witness.
    pub refused: Vec<String>,
    /// Who signs at the foot of every page (逐页签名), where a rule asks for it.
    pub each_page: Option<EachPage>,
    /// The digest by which the copy is known: of the seal, or of what a draft says.
    pub digest: String,
    /// The key of a sealed record.
    pub key: Option<String>,
    /// Number and digest as a QR code says them.
    pub code: String,
}

/// Words in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `transcribed`, `demo`, `apart`, `draft`.
    pub id: &'static str,
    /// What it says.
    pub words: &'static str,
}

/// A heading and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// The lines.
    pub rows: Vec<Row>,
}

/// A paper of the visit, on a sheet of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSheet {
    /// Its title and lines.
    pub part: Part,
    /// It does not count any more (作废); then nobody signs it.
    pub void: bool,
    /// Who signs it.
    pub places: Vec<Place>,
}

/// What is said of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// On the left.
    pub about: String,
    /// On the right, or below across the sheet where it is [long](Row::is_long).
    pub says: String,
    /// It says more of the line above and does not begin a page without it.
    pub follows: bool,
}

/// Characters that fill three lines of the right column: two fifths of the text's 174 mm, letters of 11 points.
const LONG: usize = 50;

impl Row {
    /// Too long for a column: it takes the whole width, below its label.
    pub fn is_long(&self) -> bool {
        self.says.contains('\n') || self.says.chars().count() > LONG
    }
}

/// A place to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which capacity.
    pub capacity: &'static str,
    /// Who, with position or certificate.
    pub who: String,
    /// What was signed; none = nobody did.
    pub mark: Option<Mark>,
    /// When, and that the record was changed since.
    pub notes: Vec<String>,
}

/// What stands in a place to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Written by hand.
    Ink(Vec<Stroke>),
    /// The photo of a seal or a thumbprint; none = it is not in the record.
    Photo(Option<Box<Evidence>>),
}

/// The foot of every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EachPage {
    /// Who signs there, and the signature that stands.
    pub places: Vec<(String, Option<Mark>)>,
    /// The rule that asks for it.
    pub cite: String,
}

/// Digits of the digest at the foot of every page.
const FOOT_DIGITS: usize = 16;

impl Sheet {
    /// The sheet of a record as it stands.
    pub fn of(package: &Package, view: &InspectionView, demo: bool, w: &SheetWords) -> Self {
        let of = Of { package, view, w };
        let sealed = Submission::of(package, view).map(|s| s.sha256());
        let page = of.page();
        let key = sealed.as_deref().map(key_of);
        let digest = sealed.unwrap_or_else(|| page.sha256.clone());
        let mut parts = of.parts(&page);
        // The last sections read back are the papers.
        let own = parts.split_off(parts.len().saturating_sub(view.papers.len()));
        of.add_case(&mut parts);
        of.add_missing(&mut parts);
        Self {
            titles: of.titles(),
            number: view.id.to_string(),
            warnings: of.warnings(demo, key.is_some()),
            state: of.state(),
            sealed_at: key.as_ref().and(view.seals.last()).map(|seal| seal.stamp.at),
            parts,
            after: of.supplements().into_iter().chain(of.acts()).collect(),
            papers: of.own_sheets(own),
            places: of.places(),
            refused: of.refused(),
            each_page: of.each_page(),
            code: format!("suicha record v1\n{}\n{digest}", view.id),
            digest,
            key,
        }
    }

    /// The digits of the digest at the foot of every page.
    pub fn short_digest(&self) -> String {
        self.digest.chars().take(FOOT_DIGITS).collect()
    }
}

/// What a sheet is made of.
struct Of<'a> {
    package: &'a Package,
    view: &'a InspectionView,
    w: &'a SheetWords,
}

impl Of<'_> {
    fn page(&self) -> ReadBack {
        let sealed = self.view.seals.last().map(|seal| &seal.heads);
        read_back(self.package, self.view, sealed.unwrap_or(&self.view.heads))
    }

    fn titles(&self) -> Vec<String> {
        let forms = self.package.form_order.iter();
        let title = |id| self.package.forms.iter().find(|form| &form.id == id);
        let titles: Vec<String> = forms.filter_map(title).map(|form| form.title.clone()).collect();
        // A classified visit has no form: its sheet is known by its task.
        match titles.is_empty() {
            true => vec![self.package.task_title.clone()],
            false => titles,
        }
    }

    fn name_of(&self, inspector: &InspectorId) -> String {
        let member = self.package.team.iter().find(|m| &m.inspector == inspector);
        member.map_or_else(|| inspector.to_string(), |m| m.name.clone())
    }

    fn warnings(&self, demo: bool, sealed: bool) -> Vec<Warning> {
        let transcribed = self.view.paper_pages() > 0;
        let apart = self.view.sealed_apart();
        [
            (transcribed, "transcribed", self.w.transcribed),
            (demo, "demo", self.w.demo),
            (apart, "apart", self.w.sealed_apart),
            (!apart && !sealed, "draft", self.w.draft),
        ]
        .into_iter()
        .filter(|(stands, ..)| *stands)
        .map(|(_, id, words)| Warning { id, words })
        .collect()
    }

    fn state(&self) -> String {
        match self.view.seals.last() {
            Some(seal) => (self.w.sealed)(&self.name_of(&seal.stamp.by), &seal.stamp.at.china_minute()),
            None => self.w.draft.to_owned(),
        }
    }

    fn parts(&self, page: &ReadBack) -> Vec<Part> {
        let sections = page.sections.iter().map(|section| Part {
            title: self.w.label_of(&section.title),
            rows: section
                .lines
                .iter()
                .map(|line| Row {
                    about: format!("{} {}", line.no, self.w.label_of(&line.label))
                        .trim()
                        .to_owned(),
                    says: self.w.said(line),
                    follows: follows(&line.label),
                })
                .collect(),
        });
        sections.collect()
    }

    /// What came after the seal stands apart.
    fn supplements(&self) -> Option<Part> {
        let rows = self.view.supplements.iter().map(|s| {
            let (item, says) = supplement_words(self.package, s, &s.text);
            let about = item
                .map(|item| format!("{} {}", item.no, item.text))
                .unwrap_or_default();
            Row {
                about: format!(
                    "{} {} {about}",
                    self.name_of(&s.stamp.by),
                    s.stamp.at.china_minute()
                ),
                says,
                follows: false,
            }
        });
        later(self.w.supplements, rows.collect())
    }

    /// What was done with the record after its seal.
    fn acts(&self) -> Option<Part> {
        let rows = self.view.acts.iter().map(|view| Row {
            about: format!(
                "{} {}",
                self.name_of(&view.stamp.by),
                view.stamp.at.china_minute()
            ),
            says: self.w.act(&view.act),
            follows: false,
        });
        later(self.w.acts, rows.collect())
    }
}

/// A note is nothing without its question, nor are a recording's times without the recording.
fn follows(label: &Label) -> bool {
    match label {
        Label::Printed(_) => false,
        Label::Code(code) => {
            matches!(code.as_str(), "note" | "location" | "online" | "online.otherwise")
                || code.starts_with("evidence.")
        }
    }
}

fn later(title: &str, rows: Vec<Row>) -> Option<Part> {
    (!rows.is_empty()).then(|| Part {
        title: title.to_owned(),
        rows,
    })
}
