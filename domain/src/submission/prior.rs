//! What a sealed record hands to the visit that looks at it again (复查): order, findings, pictures, and the questions
//! to ask once more.

use super::{Submission, answer_words, orders};
use crate::assignment::{Finding, Package, Picture, Prior};
use crate::evidence::EvidenceKind;
use crate::id::ItemId;
use crate::inspection::progress::stored_answers;
use crate::inspection::rows::{settled, with_rows};
use crate::inspection::view::InspectionView;
use crate::regime::form::{Form, Item, Section};
use crate::regime::relevance::{Verdict, verdict};
use std::collections::BTreeSet;

/// What the record found; none while it is not sealed, or when it found nothing that could be looked at again.
pub fn prior(package: &Package, view: &InspectionView) -> Option<Prior> {
    let submission = Submission::of(package, view)?;
    let seal = view.latest_seals().max_by_key(|seal| seal.stamp.at)?;
    let answers = stored_answers(view);
    let whole = with_rows(package, view);
    let items = whole.forms.iter().flat_map(Form::items);
    let findings: Vec<Finding> = items
        .filter_map(|item| {
            let value = answers.get(&item.id)?;
            (verdict(&item.kind, value) == Verdict::Problem).then(|| finding(view, item, value))
        })
        .collect();
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

/// The forms of the earlier visit, its rows written out, with nothing but the questions that found a problem: each is asked again, whatever it
/// depended on then.
pub fn asked_again(forms: &[Form], prior: &Prior) -> Vec<Form> {
    let again: BTreeSet<&ItemId> = prior.findings.iter().map(|f| &f.item).collect();
    let section = |section: &Section| -> Option<Section> {
        let items: Vec<Item> = section
            .items
            .iter()
            .filter(|item| again.contains(&settled(&item.id)))
            .map(|item| Item {
                id: settled(&item.id),
                relevant: None,
                required: true,
                ..item.clone()
            })
            .collect();
        (!items.is_empty()).then(|| Section {
            items,
            id: settled(&ItemId::from(section.id.as_str())).0,
            repeat: None,
            title: section.title.clone(),
        })
    };
    let form = |form: &Form| -> Option<Form> {
        let sections: Vec<Section> = form.sections.iter().filter_map(section).collect();
        (!sections.is_empty()).then(|| Form {
            answered_min: None,
            sections,
            ..form.clone()
        })
    };
    forms.iter().filter_map(form).collect()
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

    #[test]
    fn a_record_without_a_problem_has_nothing_to_look_at_again() {
        let (mut a, _) = pair();
        a.fill();
        a.sign_all();
        a.seal();
        assert_eq!(prior(&a.package, &a.view()), None);
    }
}
