//! What the record still has to hold beside its answers: words, and kinds of evidence.

use super::{Blocker, Progress};
use crate::assignment::Package;
use crate::evidence::EvidenceKind;
use crate::inspection::rows::section_of;
use crate::inspection::signature::Signer;
use crate::inspection::view::{DocState, InspectionView};
use crate::regime::constraint::broken;
use crate::regime::excerpt::Strength;
use crate::regime::form::{AnswerKind, Form, Item};
use crate::regime::reason::{Reason, reason_wanted};
use crate::regime::relevance::{Answers, Verdict, relevant_items, verdict};

/// Answers that contradict each other: one of them is put right.
pub(super) fn constraints_path(form: &Form, answers: &Answers, progress: &mut Progress) {
    for item in relevant_items(form, answers) {
        let broken = broken(form, item, answers).into_iter();
        for constraint in broken.filter(|c| c.strength == Strength::Must) {
            let blocker = Blocker::item("item.contradicted", &item.id);
            progress.blocking.push(blocker.about(constraint.says.clone()));
        }
    }
}

/// A result that says nothing was found, beside a problem: one of the two is put right, or the public reads the wrong one.
pub(super) fn results_path(package: &Package, answers: &Answers, progress: &mut Progress) {
    let asked = || {
        package
            .forms
            .iter()
            .flat_map(|form| relevant_items(form, answers))
    };
    let value = |item: &Item| answers.get(&item.id).map_or("", String::as_str);
    for result in asked().filter(|item| item.result && says_nothing_else(&item.kind, value(item))) {
        let problem =
            asked().find(|item| item.id != result.id && verdict(&item.kind, value(item)) == Verdict::Problem);
        if let Some(problem) = problem {
            let blocker = Blocker::item("item.result_clean", &result.id);
            progress.blocking.push(blocker.about(problem.text.clone()));
        }
    }
}

/// Whether what was chosen stands alone by the form.
fn says_nothing_else(kind: &AnswerKind, value: &str) -> bool {
    match kind {
        AnswerKind::MultiChoice { options } => options.iter().any(|o| o.alone && o.id == value),
        AnswerKind::Choice { .. }
        | AnswerKind::Verdict { .. }
        | AnswerKind::Text { .. }
        | AnswerKind::Number { .. }
        | AnswerKind::Date
        | AnswerKind::Fraction { .. } => false,
    }
}

/// Answers whose note has to say something and says nothing. Where the inspected side has signed already (a colleague
/// elsewhere did not know), its signature is not voided for it: the officers say at the seal what is missing.
pub(super) fn words_path(form: &Form, view: &InspectionView, answers: &Answers, progress: &mut Progress) {
    let signed = view
        .signatures
        .iter()
        .any(|s| !s.before_change && matches!(s.signature.signer, Signer::Subject { .. }));
    for item in relevant_items(form, answers) {
        let silent = view
            .answers
            .get(&item.id)
            .is_none_or(|a| a.note.trim().is_empty());
        let code = match reason_wanted(form, item, answers) {
            Some(_) if silent && signed => "item.words_late",
            Some(Reason::Problem) if silent => "item.described",
            Some(Reason::Absent) if silent => "item.reasoned",
            Some(Reason::Unusual) if silent => "item.explained",
            Some(Reason::Problem | Reason::Absent | Reason::Unusual) | None => continue,
        };
        progress.blocking.push(Blocker::item(code, &item.id));
    }
}

/// Where nothing is asked the officers' own words are the record: without them a signed sheet says nothing.
pub(super) fn remarks_path(package: &Package, view: &InspectionView, progress: &mut Progress) {
    let asks = package.forms.iter().any(|form| form.items().next().is_some());
    if !asks && view.remarks.trim().is_empty() && view.state != DocState::Sealed {
        progress.blocking.push(Blocker::new("remarks.missing"));
    }
}

/// Kinds of evidence the regime asks for that the record does not hold: sealing needs the reason in words. Where the camera
/// is forbidden the record takes no evidence at all (`doc::check`), so none is asked for.
pub(super) fn evidence_path(package: &Package, view: &InspectionView, progress: &mut Progress) {
    if package.excerpt.camera_forbidden.is_some() {
        return;
    }
    let standing = || view.evidence.iter().filter(|e| e.withdrawn.is_none());
    for wanted in &package.excerpt.evidence {
        let serves = |kind: EvidenceKind| {
            kind == wanted.kind || (wanted.kind == EvidenceKind::Photo && kind == EvidenceKind::PhotoImported)
        };
        if !standing().any(|e| serves(e.evidence.kind)) {
            let missing = Blocker::new("evidence.missing").about(wanted.kind.code());
            progress.blocking.push(missing.cite(&wanted.cite));
        }
    }
}

/// Lists the regime has drawn from on site, and rows a form wants: sealing without them needs the reason in words (the
/// store was empty, there is no such room).
pub(super) fn rows_path(package: &Package, view: &InspectionView, progress: &mut Progress) {
    for wanted in package.onsite.iter().filter(|d| d.strength != Strength::May) {
        if !view.is_drawn_from(&wanted.list) {
            let missing = Blocker::new("onsite.missing").about(wanted.list.clone());
            progress.blocking.push(missing.cite(&wanted.cite));
        }
    }
    for form in &package.forms {
        for section in &form.sections {
            let least = section.repeat.as_ref().map_or(0, |r| r.min as usize);
            let rows = view.rows.iter().filter(|r| r.struck.is_none());
            if rows.filter(|r| section_of(package, r) == section.id).count() < least {
                let missing = Blocker::new("rows.missing").about(section.id.clone());
                progress.blocking.push(missing.cite(&form.cite));
            }
        }
    }
}

/// A paper original is there with every page.
pub(super) fn pages_path(view: &InspectionView, progress: &mut Progress) {
    // Page and number of pages, as they stand on the photos.
    let absent = view.missing_paper_pages();
    let absent: Vec<String> = absent.iter().map(|p| format!("{}/{}", p.page, p.of)).collect();
    if !absent.is_empty() {
        let missing = Blocker::new("paper.pages_missing").about(absent.join(", "));
        progress.blocking.push(missing);
    }
}
