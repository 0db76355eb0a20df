//! What still stands between an inspection and its seal, item by item and rule by rule.

mod wanted;

use crate::assignment::Package;
use crate::evidence::EvidenceKind;
use crate::guard::stands;
use crate::id::{InspectorId, ItemId};
use crate::inspection::doc::forms_in_order;
use crate::inspection::online;
use crate::inspection::paper::Paper;
use crate::inspection::rows::{split, with_rows};
use crate::inspection::signature::{SignatureForm, Signer};
use crate::inspection::view::{AnswerView, DocState, InspectionView, SignatureView, SkipView};
use crate::regime::excerpt::{SitePhase, SiteStep, Strength};
use crate::regime::relevance::{Answers, missing, relevant_items};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Blocker {
    /// Stable code: `item.missing`, `item.described`, `item.reasoned`, `item.explained`,
    /// `item.contradicted`, `item.words_late`, `item.conflict`, `form.answered_min`, `step.missing`, `step.principle`,
    /// `evidence.missing`, `onsite.missing`, `rows.missing`,
    /// `signature.officers`, `signature.subject`, `signature.subject_seal`, `signature.witness`,
    /// `signature.before_change`, `signature.interpreter_before_change`, `signature.certificate`, `signature.guest_before_change`, `skip.photos`, `skip.note`, `skip.second_officer`, `skip.reason`,
    /// `paper.incomplete`, `supplement.open`, `heads`.
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
    let package = &*with_rows(package, view);
    let mut progress = Progress {
        state: view.state,
        ..Progress::default()
    };
    match &view.skip {
        Some(skip) => skip_path(package, view, skip, &mut progress),
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
    papers(view, &mut progress);
    signatures(package, view, &mut progress);
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

/// Steps that come before the first answer and are not on record yet (亮证, 询问回避): a screen asks for them first. What
/// was answered without them is kept all the same.
pub fn due_before<'a>(package: &'a Package, view: &'a InspectionView) -> impl Iterator<Item = &'a SiteStep> {
    let steps = package.excerpt.steps.iter();
    steps
        .filter(|s| s.phase == SitePhase::Before && s.strength == Strength::Must)
        .filter(|s| !view.steps.contains_key(&s.id))
}

/// Answers as stored, without those that two officers gave differently.
pub fn stored_answers(view: &InspectionView) -> Answers {
    let given = |(item, answer): (&ItemId, &AnswerView)| Some((item.clone(), answer.value.clone()?));
    view.answers.iter().filter_map(given).collect()
}

/// Half a paper is no paper: it is finished, or said not to count.
fn papers(view: &InspectionView, progress: &mut Progress) {
    let papers = view.papers.iter().map(|view| &view.paper);
    let open = papers.filter(|paper| paper.complete().is_err());
    let blocker = |paper: &Paper| Blocker::new("paper.incomplete").about(paper.number.clone());
    progress.blocking.extend(open.map(blocker));
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
    for step in &package.excerpt.steps {
        let code = match step.strength {
            Strength::Must => "step.missing",
            Strength::Principle => "step.principle",
            Strength::May => continue,
        };
        if !view.steps.contains_key(&step.id) {
            progress
                .blocking
                .push(Blocker::new(code).about(step.id.clone()).cite(&step.cite));
        }
    }
    wanted::evidence_path(package, view, progress);
    wanted::rows_path(package, view, progress);
}

fn skip_path(package: &Package, view: &InspectionView, skip: &SkipView, progress: &mut Progress) {
    let Some(rule) = package
        .excerpt
        .skip_reasons
        .iter()
        .find(|r| r.code == skip.reason)
    else {
        progress
            .blocking
            .push(Blocker::new("skip.reason").about(skip.reason.clone()));
        return;
    };
    let photos = view
        .evidence
        .iter()
        .filter(|e| e.withdrawn.is_none())
        .filter(|e| matches!(e.evidence.kind, EvidenceKind::Photo | EvidenceKind::PhotoImported))
        .count();
    let add = |code: &str| Blocker::new(code).about(rule.code.clone()).cite(&rule.cite);
    let camera = package.excerpt.camera_forbidden.is_none();
    if camera && photos < rule.photos_min as usize {
        progress.blocking.push(add("skip.photos"));
    }
    if rule.needs_note && view.skip_note.trim().is_empty() {
        progress.blocking.push(add("skip.note"));
    }
    if skip.confirmed.is_none() && package.team.len() > 1 {
        progress.blocking.push(add("skip.second_officer"));
    }
}

fn signatures(package: &Package, view: &InspectionView, progress: &mut Progress) {
    let rule = &package.excerpt.signatures;
    let standing: Vec<&SignatureView> = view.signatures.iter().filter(|s| !s.before_change).collect();
    let officers: BTreeSet<&InspectorId> = standing
        .iter()
        .filter_map(|s| match &s.signature.signer {
            Signer::Officer { inspector, .. } => Some(inspector),
            // Who was not drawn stands in for nobody who was.
            Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. }
            | Signer::Guest { .. } => None,
        })
        .collect();
    certificates(package, &standing, progress);
    if officers.len() < rule.officers_min as usize {
        progress
            .blocking
            .push(Blocker::new("signature.officers").cite(&rule.officers_cite));
    }
    let subject: Vec<&&SignatureView> = standing
        .iter()
        .filter(|s| matches!(s.signature.signer, Signer::Subject { .. }))
        .collect();
    // Nobody of the subject is met when the visit could not take place.
    if rule.subject_signs && view.skip.is_none() {
        match &view.refusal {
            None if subject.is_empty() => progress
                .blocking
                .push(Blocker::new("signature.subject").cite(&rule.subject_cite)),
            None => {
                let sealed = subject
                    .iter()
                    .any(|s| s.signature.form == SignatureForm::SealPhoto);
                if rule.subject_seals && !sealed {
                    progress
                        .blocking
                        .push(Blocker::new("signature.subject_seal").cite(&rule.subject_cite));
                }
            }
            Some(refusal) => {
                let witness = standing
                    .iter()
                    .any(|s| matches!(s.signature.signer, Signer::Witness { .. }));
                if rule.witness_at_refusal && !witness && refusal.no_witness.trim().is_empty() {
                    progress
                        .blocking
                        .push(Blocker::new("signature.witness").cite(&rule.witness_cite));
                }
            }
        }
    }
    // Somebody must sign again only if nobody in the same capacity has done so since.
    for old in view.signatures.iter().filter(|s| s.before_change) {
        if refused_since(view, old) {
            continue;
        }
        if !standing.iter().any(|s| same_capacity(old, s)) {
            // A guest goes back to his own department: words do, when he cannot sign again.
            let code = match &old.signature.signer {
                Signer::Guest { .. } => "signature.guest_before_change",
                Signer::Interpreter { .. } => "signature.interpreter_before_change",
                Signer::Officer { .. } | Signer::Subject { .. } | Signer::Witness { .. } => {
                    "signature.before_change"
                }
            };
            progress.blocking.push(Blocker::new(code).about(old.key.clone()));
        }
    }
    // Likewise, a signature that has not seen everything rests on one that has.
    let rests = |old: &SignatureView| subject.iter().any(|s| !s.unseen && same_capacity(old, s));
    for signature in subject.iter().filter(|s| s.unseen && !rests(s)) {
        progress
            .blocking
            .push(Blocker::new("heads").about(signature.key.clone()));
    }
}

/// Officers whose certificate had ended on the day they signed: they say why they acted all the same, and that stands
/// with the seal. A package that does not know until when a certificate holds says nothing.
fn certificates(package: &Package, standing: &[&SignatureView], progress: &mut Progress) {
    for member in &package.team {
        let Some(until) = member.certificate_until else {
            continue;
        };
        let ended = standing.iter().any(|s| match &s.signature.signer {
            Signer::Officer { inspector, .. } => {
                inspector == &member.inspector && s.signature.at.china_date() > until
            }
            Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. }
            | Signer::Guest { .. } => false,
        });
        if ended && stands("a-certificate-that-ended-is-said") {
            let said = Blocker::new("signature.certificate").about(member.inspector.as_str());
            progress.blocking.push(said);
        }
    }
}

/// The subject signed an earlier wording and has refused to sign this one.
fn refused_since(view: &InspectionView, old: &SignatureView) -> bool {
    let subject = matches!(old.signature.signer, Signer::Subject { .. });
    let refusal = view.refusal.as_ref();
    subject && refusal.is_some_and(|refusal| refusal.stamp.at >= old.signature.at)
}

fn same_capacity(a: &SignatureView, b: &SignatureView) -> bool {
    match (&a.signature.signer, &b.signature.signer) {
        (Signer::Officer { inspector: x, .. }, Signer::Officer { inspector: y, .. }) => x == y,
        (
            Signer::Guest {
                certificate_no: x, ..
            },
            Signer::Guest {
                certificate_no: y, ..
            },
        ) => x == y,
        (Signer::Interpreter { name: x, .. }, Signer::Interpreter { name: y, .. }) => x == y,
        (Signer::Subject { .. }, Signer::Subject { .. })
        | (Signer::Witness { .. }, Signer::Witness { .. }) => a.signature.form == b.signature.form,
        (
            Signer::Officer { .. }
            | Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. }
            | Signer::Guest { .. },
            _,
        ) => false,
    }
}

#[cfg(test)]
#[path = "progress/tests.rs"]
mod tests;
