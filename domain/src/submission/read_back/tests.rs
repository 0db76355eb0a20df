//! What the page says of joint visits, and how stored values read.
use super::*;
use crate::inspection::doc::testing::{exchange, pair};

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
