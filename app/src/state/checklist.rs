//! The checklist as its page shows it: which questions are asked, what is still open, and each row's own share.
//!
//! Exists so that an answer draws its own row anew and no other: a row is given values that stay equal as long as it
//! shows the same. Invariant: a row never says "on this tablet" of a mark that was not seen there.

use super::work::Entry;
use domain::assignment::Package;
use domain::id::{InspectorId, ItemId};
use domain::inspection::doc::forms_in_order;
use domain::inspection::progress::{Blocker, stored_answers};
use domain::inspection::view::{AnswerView, EvidenceView};
use domain::regime::constraint::broken;
use domain::regime::excerpt::Strength;
use domain::regime::form::{Form, Item, Section};
use domain::regime::reason::{Reason, reason_wanted};
use domain::regime::relevance::{Answers, Verdict, is_relevant};
use domain::sync::engine::SavedState;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A form with its questions, each behind an `Rc` that lives as long as the package stays the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Which form of the package, in the order of the visit.
    pub form: usize,
    /// Its sections, each with its questions.
    pub sections: Vec<Vec<Rc<Item>>>,
}

/// The sheets of a package.
pub fn sheets(package: &Package) -> Vec<Sheet> {
    forms_in_order(package)
        .enumerate()
        .map(|(n, form)| Sheet {
            form: n,
            sections: form
                .sections
                .iter()
                .map(|s| s.items.iter().cloned().map(Rc::new).collect())
                .collect(),
        })
        .collect()
}

/// What one row shows beside its question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Its answer.
    pub answer: AnswerView,
    /// The names of those who answered.
    pub names: Vec<(InspectorId, String)>,
    /// Its pictures.
    pub photos: Vec<EvidenceView>,
    /// How far their originals have come.
    pub blobs: BTreeMap<String, SavedState>,
    /// How safe its mark is.
    pub saved: SavedState,
    /// The words its answer makes necessary.
    pub wants: Option<Reason>,
    /// What it does not agree with, in the form's words; true = one of the answers has to be put right.
    pub broken: Vec<(String, bool)>,
}

impl Shown {
    /// The words are wanted and none stand there.
    pub fn lacks_words(&self) -> bool {
        self.wants.is_some() && self.answer.note.trim().is_empty()
    }

    /// It contradicts another answer.
    pub fn contradicts(&self) -> bool {
        self.broken.iter().any(|(_, wrong)| *wrong)
    }

    /// Two officers answered differently.
    pub fn differs(&self) -> bool {
        !self.answer.alternatives.is_empty()
    }

    /// How the row looks: `open`, `problem`, `done`, or `fault` where what is answered does not stand as it is. `held`:
    /// something else than the stored answer stands in its control.
    pub fn look(&self, found: Verdict, held: bool) -> &'static str {
        if self.differs() || self.contradicts() {
            return "fault";
        }
        match found {
            Verdict::Problem | Verdict::Fine | Verdict::NotApplicable | Verdict::Neutral if held => "open",
            Verdict::Problem => "problem",
            Verdict::Unanswered => "open",
            Verdict::Fine | Verdict::NotApplicable | Verdict::Neutral => "done",
        }
    }
}

/// Everything the checklist draws from, for one state of the inspection.
#[derive(Debug, Default)]
pub struct Checklist {
    /// The rows asked now, by item.
    pub rows: BTreeMap<ItemId, Shown>,
    /// Places of the page in printed order: the sections that want rows, and the rows.
    pub order: Vec<String>,
    /// Required and not answered, in printed order.
    pub unanswered: Vec<String>,
    /// Answered, but words are missing or two officers differ; a section that lacks its rows or its draw on site. In
    /// printed order.
    pub faulty: Vec<String>,
}

/// The place of a row on the page.
pub fn row_place(item: &ItemId) -> String {
    format!("item-{item}")
}

/// The place of a section on the page.
pub fn section_place(form: &Form, section: &Section) -> String {
    format!("section-{}-{}", form.id, section.id)
}

/// What a repeated section still lacks: rows, or a draw on site among what is found there.
pub fn lacks(package: &Package, blocking: &[Blocker], section: &Section) -> usize {
    let draws = |list: &str| {
        let mut lists = package.onsite.iter();
        lists.any(|d| d.list == list && d.section == section.id)
    };
    let wanted = |b: &&Blocker| match b.code.as_str() {
        "rows.missing" => b.about == section.id,
        "onsite.missing" => draws(&b.about),
        _ => false,
    };
    blocking.iter().filter(wanted).count()
}

/// Cuts the inspection into rows. `kept`: contents that were seen on this tablet's disk.
pub fn checklist(entry: &Entry, kept: &Kept) -> Checklist {
    let answers = stored_answers(&entry.view);
    let mut photos: BTreeMap<&ItemId, Vec<EvidenceView>> = BTreeMap::new();
    for evidence in entry.view.evidence.iter().filter(|e| e.withdrawn.is_none()) {
        if let Some(item) = &evidence.evidence.item {
            photos.entry(item).or_default().push(evidence.clone());
        }
    }
    let mut list = Checklist::default();
    for form in forms_in_order(&entry.package) {
        let answered = form.items().filter(|i| answers.contains_key(&i.id)).count();
        let enough = form.answered_min.is_some_and(|least| answered >= least as usize);
        for section in &form.sections {
            if lacks(&entry.package, &entry.progress.blocking, section) > 0 {
                let place = section_place(form, section);
                list.order.push(place.clone());
                list.faulty.push(place);
            }
            for item in section.items.iter().filter(|i| is_relevant(form, i, &answers)) {
                let shown = row(entry, kept, (form, item), &answers, photos.remove(&item.id));
                let given = shown.answer.value.as_ref().is_some_and(|v| !v.is_empty());
                // A form with a least number is answered in part: any open item of it counts until it is met.
                if !given && !enough && (item.required || form.answered_min.is_some()) {
                    list.unanswered.push(row_place(&item.id));
                }
                if shown.lacks_words() || shown.differs() || shown.contradicts() {
                    list.faulty.push(row_place(&item.id));
                }
                list.order.push(row_place(&item.id));
                list.rows.insert(item.id.clone(), shown);
            }
        }
    }
    list
}

fn row(
    entry: &Entry,
    kept: &Kept,
    (form, item): (&Form, &Item),
    answers: &Answers,
    photos: Option<Vec<EvidenceView>>,
) -> Shown {
    let answer = entry.view.answers.get(&item.id).cloned().unwrap_or_default();
    let photos = photos.unwrap_or_default();
    let broken = broken(form, item, answers).into_iter();
    Shown {
        names: names(entry, &answer),
        blobs: of_photos(entry, &photos),
        saved: kept.saved(&item.id, &answer, entry.saved),
        wants: reason_wanted(form, item, answers),
        broken: broken
            .map(|c| (c.says.clone(), c.strength == Strength::Must))
            .collect(),
        answer,
        photos,
    }
}

fn names(entry: &Entry, answer: &AnswerView) -> Vec<(InspectorId, String)> {
    let stamps = answer.alternatives.iter().map(|a| &a.stamp).chain(&answer.stamp);
    stamps
        .map(|stamp| (stamp.by.clone(), entry.name_of(&stamp.by)))
        .collect()
}

fn of_photos(entry: &Entry, photos: &[EvidenceView]) -> BTreeMap<String, SavedState> {
    photos
        .iter()
        .filter_map(|p| entry.blobs.get_key_value(&p.evidence.sha256))
        .map(|(sha256, state)| (sha256.clone(), *state))
        .collect()
}

/// The next of `open` after `here` in the order of the form; from the end it begins anew.
pub fn next_open<'a>(order: &[String], open: &'a [String], here: Option<&str>) -> Option<&'a String> {
    let place = |id: &String| order.iter().position(|o| o == id);
    let here = here.and_then(|h| order.iter().position(|o| o == h));
    let after = open.iter().find(|id| here.is_none_or(|h| place(id) > Some(h)));
    after.or_else(|| open.first())
}

/// Contents of rows that were on this tablet's disk when they were last looked at.
///
/// The engine knows one state for the whole inspection. While the newest mark is on its way to the disk, the marks of
/// all other rows are there already: they go on saying so, and are not drawn anew twice for every tap elsewhere.
#[derive(Debug, Default)]
pub struct Kept(BTreeMap<ItemId, AnswerView>);

impl Kept {
    fn saved(&self, item: &ItemId, answer: &AnswerView, whole: SavedState) -> SavedState {
        // A row nobody has touched has no mark that could be anywhere: it stays as it is while others are written.
        if *answer == AnswerView::default() && !self.0.contains_key(item) {
            return SavedState::OnTablet;
        }
        let there = whole == SavedState::Typed && self.0.get(item) == Some(answer);
        if there { SavedState::OnTablet } else { whole }
    }

    /// Remembers what is on the disk now: everything, unless something is still typed only.
    pub fn note(&mut self, entry: &Entry) {
        if entry.saved > SavedState::Typed {
            self.0.clone_from(&entry.view.answers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[track_caller]
    fn check(open: &[&str], here: Option<&str>, next: Option<&str>) {
        let order = ids(&["a", "b", "c", "d"]);
        let open = ids(open);
        assert_eq!(next_open(&order, &open, here).map(String::as_str), next);
    }

    #[test]
    fn the_next_open_question_is_the_one_below_and_at_the_end_the_first() {
        check(&["b", "d"], None, Some("b"));
        check(&["b", "d"], Some("b"), Some("d"));
        check(&["b", "d"], Some("d"), Some("b"));
        check(&["b"], Some("gone"), Some("b"));
        check(&[], Some("a"), None);
    }

    #[test]
    fn what_does_not_stand_as_it_is_never_looks_done() {
        let contradicted = |wrong| Shown {
            broken: vec![("甲大于乙".to_owned(), wrong)],
            ..Shown::default()
        };
        assert_eq!(Shown::default().look(Verdict::Fine, false), "done");
        assert_eq!(contradicted(true).look(Verdict::Fine, false), "fault");
        assert_eq!(contradicted(true).look(Verdict::Problem, false), "fault");
        assert_eq!(
            contradicted(false).look(Verdict::Fine, false),
            "done",
            "odd, and possible"
        );
        // Half a number is typed over an answer: it is neither.
        assert_eq!(Shown::default().look(Verdict::Problem, true), "open");
        assert_eq!(Shown::default().look(Verdict::Problem, false), "problem");
        assert_eq!(Shown::default().look(Verdict::Unanswered, false), "open");
    }

    #[test]
    fn a_mark_is_said_to_be_kept_only_when_it_was_seen_there() {
        let answer = |value: &str| AnswerView {
            value: Some(value.to_owned()),
            ..AnswerView::default()
        };
        let (a, b) = (ItemId::from("a"), ItemId::from("b"));
        let kept = Kept([(a.clone(), answer("ok"))].into());
        // Another row is being written: this one stays what it is.
        assert_eq!(
            kept.saved(&a, &answer("ok"), SavedState::Typed),
            SavedState::OnTablet
        );
        assert_eq!(
            kept.saved(&a, &answer("bad"), SavedState::Typed),
            SavedState::Typed
        );
        assert_eq!(
            kept.saved(&b, &answer("ok"), SavedState::Typed),
            SavedState::Typed
        );
        // Nobody has touched this one, and this one was emptied just now.
        let (none, c) = (AnswerView::default(), ItemId::from("c"));
        assert_eq!(kept.saved(&c, &none, SavedState::Typed), SavedState::OnTablet);
        assert_eq!(kept.saved(&a, &none, SavedState::Typed), SavedState::Typed);
        // What the whole says goes further: never more and never less than it.
        assert_eq!(
            kept.saved(&a, &answer("ok"), SavedState::Received),
            SavedState::Received
        );
    }
}
