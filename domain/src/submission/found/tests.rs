//! Results in the words of a code beside the problems they sum up. The codes are those of 监管平台公示结果代码.
use super::*;
use crate::inspection::doc::testing::{Copy, pair};
use crate::regime::Catalog;
use crate::regime::form::Form;

fn codes() -> Form {
    let (catalog, problems) = Catalog::built_in();
    assert_eq!(problems, []);
    let mut forms = catalog.overlays().iter().flat_map(|pack| pack.forms.clone());
    forms
        .find(|f| f.id.as_str() == "practice-result")
        .expect("the form of the codes")
}

fn with_codes() -> Copy {
    let (mut a, _) = pair();
    let codes = codes();
    a.package.form_order.push(codes.id.clone());
    a.package.forms.push(codes);
    a
}

fn ids(found: Vec<Answered>) -> Vec<String> {
    found.into_iter().map(|(item, _)| item.id.to_string()).collect()
}

#[test]
fn the_code_is_the_result_and_no_problem_beside_those_it_sums_up() {
    let mut a = with_codes();
    a.problem("q1");
    a.answer("public-result", "cB cE");
    let view = a.view();
    assert_eq!(ids(problems(&a.package, &view)), ["q1"]);
    assert_eq!(
        result_labels(&a.package, &view),
        ["未按规定公示应当公示的信息", "发现问题已责令改正"]
    );
    assert_eq!(ids(to_look_at(&a.package, &view)), ["q1"]);
}

/// 表一、表二 of R16 ask for the result and for no single finding: an order given there can still be looked at again.
#[test]
fn a_form_that_states_a_problem_by_its_result_alone_has_that_to_look_at() {
    let mut a = with_codes();
    a.answer("public-result", "cE");
    let view = a.view();
    assert_eq!(ids(problems(&a.package, &view)), Vec::<String>::new());
    assert_eq!(ids(to_look_at(&a.package, &view)), ["public-result"]);
    a.answer("public-result", "c1");
    assert_eq!(ids(to_look_at(&a.package, &a.view())), Vec::<String>::new());
}

#[test]
fn every_form_that_offers_the_word_as_a_result_marks_it() {
    let (catalog, _) = Catalog::built_in();
    let packs = catalog.regimes().iter().chain(catalog.overlays());
    for form in packs.flat_map(|pack| &pack.forms) {
        for item in form.items() {
            if let crate::regime::form::AnswerKind::MultiChoice { options } = &item.kind {
                let clean = options.iter().any(|o| o.label == "未发现问题");
                assert_eq!(clean, item.result, "{} {}", form.id, item.id);
            }
        }
    }
}
