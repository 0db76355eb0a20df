//! What the page says of joint visits, and how stored values read.
use super::*;
use crate::inspection::doc::testing::{exchange, pair};
use crate::inspection::edit::Edit;

fn results(package: &Package, view: &InspectionView) -> Vec<(Label, String)> {
    let page = read_back(package, view, &view.heads);
    let ours = |s: &&ReadBackSection| s.title == Label::Code("departments".to_owned());
    let lines = page.sections.iter().find(ours).map(|s| s.lines.clone());
    let lines = lines.unwrap_or_default().into_iter();
    lines.map(|l| (l.label, l.value)).collect()
}

#[test]
fn stored_ids_are_read_as_labels_and_unknown_ones_stay() {
    let kind = AnswerKind::MultiChoice {
        options: vec![crate::regime::form::ChoiceOption {
            id: "a".into(),
            label: "甲".into(),
            bad: false,
            alone: false,
        }],
    };
    assert_eq!(answer_words(&kind, "a b"), "甲; b");
    let number = AnswerKind::Number {
        unit: "MPa".into(),
        min: None,
        max: None,
        decimals: 1,
    };
    assert_eq!(answer_words(&number, "0.5"), "0.5 MPa");
}

/// R25 第十五条: one visit of several departments; 第十六条（三）: who checks enters the result.
#[test]
fn a_joint_visit_says_what_each_department_checked_and_found() {
    let (mut a, mut b) = pair();
    a.answer("q0", "ok");
    a.answer("q2", "ok");
    b.answer("q1", "bad");
    exchange(&mut a, &mut b);
    a.package.excerpt.joint = true;
    assert_eq!(results(&a.package, &a.view()), [], "one department: one result");
    for (member, department) in a.package.team.iter_mut().zip(["演示甲局", "演示乙局"]) {
        member.department = department.to_owned();
    }
    let printed = |name: &str| Label::Printed(name.to_owned());
    assert_eq!(
        results(&a.package, &a.view()),
        [
            (printed("演示乙局"), "checked 1 1".to_owned()),
            (printed("演示甲局"), "checked 2 0".to_owned())
        ]
    );
}

/// R01 knows no joint visit: two officers of two units make one visit with one result.
#[test]
fn a_visit_that_is_not_joint_has_no_results_by_department() {
    let (mut a, _) = pair();
    a.answer("q0", "ok");
    for (member, department) in a.package.team.iter_mut().zip(["演示甲局", "演示乙局"]) {
        member.department = department.to_owned();
    }
    assert_eq!(results(&a.package, &a.view()), []);
    let page = page(&a.package, &a.view(), &[], Edition::First);
    assert!(
        page.text.contains("checked 1 0"),
        "a seal of before keeps its page"
    );
}

/// Who declared and who confirmed is part of what is signed; a page from before seals stated their digest stays as it was.
#[test]
fn a_skip_is_read_back_with_its_article_and_both_officers() {
    let (mut a, mut b) = pair();
    a.edit(Edit::Skip {
        reason: "closed".to_owned(),
    });
    exchange(&mut a, &mut b);
    b.edit(Edit::ConfirmSkip);
    let lines = |edition| {
        let page = page(&b.package, &b.view(), &[], edition);
        let ours = |s: &&ReadBackSection| s.title == Label::Code("skip".to_owned());
        let lines = page.sections.iter().find(ours).map(|s| s.lines.clone()).unwrap();
        let label = |l: &Line| match &l.label {
            Label::Code(code) | Label::Printed(code) => code.clone(),
        };
        lines
            .iter()
            .map(|l| (label(l), l.value.clone()))
            .collect::<Vec<_>>()
    };
    let now = lines(Edition::Current);
    let codes: Vec<_> = now.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(
        codes,
        ["skip.reason", "skip.cite", "skip.declared", "skip.confirmed"]
    );
    assert_eq!(now[1].1, "三");
    assert!(now[2].1.starts_with("演示员一 ") && now[3].1.starts_with("演示员二 "));
    let before: Vec<_> = lines(Edition::First).into_iter().map(|(code, _)| code).collect();
    assert_eq!(before, ["skip.reason"]);
}
