//! What a sealed record hands to the visit that looks at it again (复查): order, findings, pictures, and the questions
//! to ask once more.

use super::{Submission, answer_words, orders, to_look_at};
use crate::assignment::{Finding, Package, Picture, Prior};
use crate::evidence::EvidenceKind;
use crate::id::ItemId;
use crate::inspection::rows::settled;
use crate::inspection::view::InspectionView;
use crate::regime::form::{Form, Item, Section};
use crate::regime::relevance::named;
use std::collections::BTreeSet;

/// What the record found; none while it is not sealed, or when it found nothing that could be looked at again.
pub fn prior(package: &Package, view: &InspectionView) -> Option<Prior> {
    let submission = Submission::of(package, view)?;
    let seal = view.latest_seals().max_by_key(|seal| seal.stamp.at)?;
    let found = to_look_at(package, view).into_iter();
    let findings: Vec<Finding> = found.map(|(item, value)| finding(view, &item, &value)).collect();
    (!findings.is_empty()).then(|| Prior {
        inspection: package.inspection.clone(),
        sealed_at: seal.stamp.at,
        record_sha256: submission.sha256(),
        order: view.remarks.clone(),
        orders: orders(view),
        findings,
    })
}

fn finding(view: &InspectionView, item: &Item, value: &str) -> Finding {
    let answer = view.answers.get(&item.id);
    let pictures = view.evidence.iter().filter(|e| {
        e.withdrawn.is_none()
            && e.evidence.item.as_ref() == Some(&item.id)
            && matches!(e.evidence.kind, EvidenceKind::Photo | EvidenceKind::PhotoImported)
    });
    Finding {
        item: settled(&item.id),
        text: item.text.clone(),
        answer: answer_words(&item.kind, value),
        note: answer.map(|a| a.note.clone()).unwrap_or_default(),
        location: answer.map(|a| a.location.clone()).unwrap_or_default(),
        pictures: pictures
            .filter_map(|e| {
                Some(Picture {
                    sha256: e.evidence.derived.as_ref()?.sha256.clone(),
                    taken_at: e.evidence.taken_at,
                    caption: e.evidence.caption.clone(),
                })
            })
            .collect(),
    }
}

/// The forms of the earlier visit, its rows written out, with nothing but the questions that found a problem: each is
/// asked again, whatever it depended on then. What a form says of the result and of what follows from it is said of
/// every visit, so that part is asked whole.
pub fn asked_again(forms: &[Form], prior: &Prior) -> Vec<Form> {
    let again: BTreeSet<&ItemId> = prior.findings.iter().map(|f| &f.item).collect();
    let form = |form: &Form| -> Option<Form> {
        let ends = form
            .sections
            .iter()
            .position(|s| s.items.iter().any(|i| i.result));
        let closing = |n: usize| ends.is_some_and(|first| n >= first);
        let sections = form.sections.iter().enumerate();
        let sections: Vec<Section> = sections
            .filter_map(|(n, s)| section(s, closing(n), &again))
            .collect();
        (!sections.is_empty()).then(|| Form {
            answered_min: None,
            sections,
            ..form.clone()
        })
    };
    let mut forms: Vec<Form> = forms.iter().filter_map(form).collect();
    forms.iter_mut().for_each(free);
    forms
}

/// What a section still asks: the questions that found a problem; all of it, where it closes the form.
fn section(section: &Section, closing: bool, again: &BTreeSet<&ItemId>) -> Option<Section> {
    let asked = |item: &Item| -> Option<Item> {
        let id = settled(&item.id);
        let found = again.contains(&id) && !item.result;
        match (found, closing) {
            (true, _) => Some(Item {
                id,
                relevant: None,
                required: true,
                ..item.clone()
            }),
            (false, true) => Some(Item { id, ..item.clone() }),
            (false, false) => None,
        }
    };
    let items: Vec<Item> = section.items.iter().filter_map(asked).collect();
    (!items.is_empty()).then(|| Section {
        items,
        id: settled(&ItemId::from(section.id.as_str())).0,
        repeat: None,
        title: section.title.clone(),
        each_department: false,
        department: section.department.clone(),
    })
}

/// A condition on a question that is not asked again would hide for ever what depends on it: that is then asked freely.
fn free(form: &mut Form) {
    let known: BTreeSet<ItemId> = form.items().map(|item| item.id.clone()).collect();
    for item in form.sections.iter_mut().flat_map(|s| &mut s.items) {
        let lost = item
            .relevant
            .as_ref()
            .is_some_and(|r| named(r).into_iter().any(|id| !known.contains(id)));
        if lost {
            item.relevant = None;
            item.required = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::doc::testing::pair;

    #[test]
    fn a_sealed_record_hands_on_its_problems_and_only_their_questions() {
        let (mut a, _) = pair();
        a.fill();
        a.answer("q1", "bad");
        a.note("q1", "灭火器压力不足");
        a.sign_all();
        assert_eq!(prior(&a.package, &a.view()), None, "nothing is sealed yet");
        a.seal();
        let left = prior(&a.package, &a.view()).expect("a problem was found");
        let found: Vec<_> = left
            .findings
            .iter()
            .map(|f| (f.item.as_str(), f.note.as_str()))
            .collect();
        assert_eq!(found, [("q1", "灭火器压力不足")]);
        let forms = asked_again(&a.package.forms, &left);
        let asked: Vec<_> = forms
            .iter()
            .flat_map(Form::items)
            .map(|i| i.id.as_str())
            .collect();
        assert_eq!(asked, ["q1"]);
    }

    /// A second look is a visit of its own: it has its own method, handling and result (监管平台公示结果代码1—12、A—G).
    #[test]
    fn a_second_look_asks_the_problem_again_and_the_result_whole() {
        let (catalog, _) = crate::regime::Catalog::built_in();
        let mut overlays = catalog.overlays().iter().flat_map(|pack| pack.forms.clone());
        let codes = overlays
            .find(|f| f.id.as_str() == "practice-result")
            .expect("the form of the codes");
        let (mut a, _) = pair();
        a.fill();
        a.problem("q1");
        a.sign_all();
        a.seal();
        let left = prior(&a.package, &a.view()).expect("a problem was found");
        a.package.forms.push(codes);
        let forms = asked_again(&a.package.forms, &left);
        let asked: Vec<_> = forms
            .iter()
            .flat_map(Form::items)
            .map(|i| i.id.as_str())
            .collect();
        let closing = [
            "public-result",
            "public-method",
            "public-follow-up",
            "public-follow-up-other",
        ];
        let last = ["public-closed", "public-closed-on"];
        assert_eq!(asked, [&["q1"][..], &closing, &last].concat());
    }

    #[test]
    fn a_record_without_a_problem_has_nothing_to_look_at_again() {
        let (mut a, _) = pair();
        a.fill();
        a.sign_all();
        a.seal();
        assert_eq!(prior(&a.package, &a.view()), None);
    }
}
