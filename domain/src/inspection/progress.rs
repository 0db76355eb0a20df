//! What still stands between an inspection and its seal, item by item and rule by rule.

mod papers;
mod signed;
mod skip;
mod steps;
mod wanted;

pub use papers::visited_on;
pub use steps::due_before;

use crate::assignment::Package;
use crate::id::ItemId;
use crate::inspection::doc::forms_in_order;
use crate::inspection::online;
use crate::inspection::rows::{split, with_rows};
use crate::inspection::view::{AnswerView, DocState, InspectionView};
use crate::regime::relevance::{Answers, missing, relevant_items};
use serde::{Deserialize, Serialize};

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Blocker {
    /// Stable code: `item.missing`, `item.described`, `item.reasoned`, `item.explained`,
    /// `item.contradicted`, `item.result_clean`, `item.words_late`, `item.conflict`, `form.answered_min`, `remarks.missing`,
    /// `step.missing`, `step.principle`, `step.why`, `step.conflict`,
    /// `evidence.missing`, `onsite.missing`, `rows.missing`,
    /// `signature.officers`, `signature.subject`, `signature.subject_seal`, `signature.witness`,
    /// `signature.before_change`, `signature.interpreter_before_change`, `signature.certificate`, `signature.guest_before_change`, `skip.photos`, `skip.note`, `skip.place`, `skip.second_officer`, `skip.reason`,
    /// `paper.incomplete`, `paper.pages_missing`, `paper.unsigned`, `paper.past`, `paper.conflict`, `supplement.open`, `heads`.
    pub code: String,
    /// The item concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Step, form, signature key, supplement or reason concerned; empty = the inspection.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Article, where a rule asks for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cite: String,
}

impl Blocker {
    fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            item: None,
            about: String::new(),
            cite: String::new(),
        }
    }

    fn item(code: &str, item: &ItemId) -> Self {
        Self {
            item: Some(item.clone()),
            ..Self::new(code)
        }
    }

    fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    fn cite(mut self, cite: &str) -> Self {
        cite.clone_into(&mut self.cite);
        self
    }

    /// Sealing is possible all the same when the officers state why (`Edit::Seal::exceptions`).
    pub fn excusable(&self) -> bool {
        matches!(
            self.code.as_str(),
            "item.words_late"
                | "step.principle"
                | "evidence.missing"
                | "onsite.missing"
                | "rows.missing"
                | "paper.pages_missing"
                | "skip.place"
                | "signature.subject_seal"
                | "signature.guest_before_change"
                | "signature.interpreter_before_change"
                | "signature.certificate"
                | "heads"
        )
    }

    /// Only a signature is missing.
    pub fn is_signature(&self) -> bool {
        self.code.starts_with("signature.") || self.code == "heads"
    }
}

/// How far an inspection is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Of `required`, how many are answered.
    pub answered: u32,
    /// Items that must be answered now (hidden ones are not asked).
    pub required: u32,
    /// All items asked now.
    pub asked: u32,
    /// Of `asked`, how many are answered.
    pub asked_answered: u32,
    /// Of `asked_answered`, how many the office settled online.
    #[serde(default)]
    pub settled: u32,
    /// What stands against sealing, in the order of the work.
    pub blocking: Vec<Blocker>,
    /// The document's state, `ToSign` recognised.
    pub state: DocState,
}

impl Progress {
    /// Sealing is possible now, given a stated reason where one is asked for.
    pub fn may_seal(&self, exceptions: &str) -> bool {
        let excused = !exceptions.trim().is_empty();
        self.blocking.iter().all(|b| excused && b.excusable())
    }
}

/// Computes it.
pub fn progress(package: &Package, view: &InspectionView) -> Progress {
    let mut progress = Progress {
        state: view.state,
        ..Progress::default()
    };
    if view.skip.is_none() {
        wanted::remarks_path(package, view, &mut progress);
    }
    let package = &*with_rows(package, view);
    match &view.skip {
        Some(skip) => skip::skip_path(package, view, skip, &mut progress),
        None => check_path(package, view, &mut progress),
    }
    // What was answered of a row that is struck out is settled by the stroke.
    let struck = |item: &ItemId| {
        let row = split(item.as_str()).1;
        row.is_some() && !package.forms.iter().any(|f| f.item(item).is_some())
    };
    for (item, answer) in &view.answers {
        if !answer.alternatives.is_empty() && !struck(item) {
            progress.blocking.push(Blocker::item("item.conflict", item));
        }
    }
    for supplement in view.supplements.iter().filter(|s| s.outcome.is_none()) {
        progress
            .blocking
            .push(Blocker::new("supplement.open").about(supplement.id.clone()));
    }
    // What was sealed under earlier rules stays sealed: these ask only of what is still open.
    if view.state != DocState::Sealed {
        steps::conflicts_path(package, view, &mut progress);
        papers::path(view, &mut progress);
    }
    wanted::pages_path(view, &mut progress);
    signed::signatures(package, view, &mut progress);
    let only_signatures = progress.blocking.iter().all(Blocker::is_signature);
    if view.state == DocState::Started && only_signatures {
        progress.state = DocState::ToSign;
    }
    progress
}

/// The view with what is settled online and `ToSign` recognised: what lists and the office show.
#[must_use]
pub fn with_state(package: &Package, mut view: InspectionView) -> InspectionView {
    online::take_over(package, &mut view);
    view.state = progress(package, &view).state;
    view
}

/// Answers as stored, without those that two officers gave differently.
pub fn stored_answers(view: &InspectionView) -> Answers {
    let given = |(item, answer): (&ItemId, &AnswerView)| Some((item.clone(), answer.value.clone()?));
    view.answers.iter().filter_map(given).collect()
}

fn check_path(package: &Package, view: &InspectionView, progress: &mut Progress) {
    let answers = stored_answers(view);
    for form in forms_in_order(package) {
        let mut asked_answered = 0;
        for item in relevant_items(form, &answers) {
            let given = answers.get(&item.id).is_some_and(|v| !v.is_empty());
            progress.asked += 1;
            asked_answered += u32::from(given);
            progress.settled += u32::from(online::is_locked(view, &item.id));
            if item.required && form.answered_min.is_none() {
                progress.required += 1;
                progress.answered += u32::from(given);
            }
        }
        progress.asked_answered += asked_answered;
        let (open, enough) = missing(form, &answers);
        for item in open {
            progress.blocking.push(Blocker::item("item.missing", &item.id));
        }
        wanted::constraints_path(form, &answers, progress);
        wanted::words_path(form, view, &answers, progress);
        if let Some(least) = form.answered_min {
            progress.required += least;
            progress.answered += asked_answered.min(least);
        }
        if !enough {
            progress.blocking.push(
                Blocker::new("form.answered_min")
                    .about(form.id.0.clone())
                    .cite(&form.cite),
            );
        }
    }
    wanted::results_path(package, &answers, progress);
    steps::path(package, view, progress);
    wanted::evidence_path(package, view, progress);
    wanted::rows_path(package, view, progress);
}

#[cfg(test)]
#[path = "progress/tests.rs"]
mod tests;
