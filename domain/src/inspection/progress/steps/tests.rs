//! Steps that were not done say why; two records of one step both stand; signing is no tick.

use super::*;
use crate::inspection::doc::testing::{Copy, exchange, pair};
use crate::inspection::edit::Edit;
use crate::inspection::progress::progress;

fn record(copy: &mut Copy, step: &str, outcome: &str, note: &str) {
    copy.edit(Edit::Step {
        step: step.to_owned(),
        outcome: outcome.to_owned(),
        note: note.to_owned(),
    });
}

fn codes(copy: &Copy) -> Vec<(String, String)> {
    let open = progress(&copy.package, &copy.view()).blocking.into_iter();
    let steps = open.filter(|b| b.code.starts_with("step."));
    steps.map(|b| (b.code, b.about)).collect()
}

fn named(code: &str, step: &str) -> (String, String) {
    (code.to_owned(), step.to_owned())
}

/// 行政处罚法 第五十五条: certificates are shown. Whoever did not says why.
#[test]
fn a_step_that_was_not_done_says_why() {
    let (mut a, _) = pair();
    let due = |copy: &Copy| -> Vec<String> {
        let view = copy.view();
        due_before(&copy.package, &view).map(|s| s.id.clone()).collect()
    };
    record(&mut a, "read_back", "done", "");
    for outcome in ["not_possible", "declined"] {
        record(&mut a, "show_certificate", outcome, " ");
        assert_eq!(codes(&a), [named("step.why", "show_certificate")]);
        assert!(
            !progress(&a.package, &a.view()).may_seal("演示"),
            "words at the seal are no reason here"
        );
        assert_eq!(due(&a), ["show_certificate"], "it does not open the list");
    }
    record(&mut a, "show_certificate", "not_possible", "现场无人");
    assert_eq!(codes(&a), []);
    assert_eq!(due(&a), Vec::<String>::new());
    // In principle (原则上): words with the step or words at the seal.
    record(&mut a, "read_back", "declined", "");
    assert_eq!(codes(&a), [named("step.principle", "read_back")]);
    record(&mut a, "read_back", "declined", "对方不愿听读");
    assert_eq!(codes(&a), []);
}

#[test]
fn two_records_of_one_step_made_apart_both_stand_until_a_person_picks() {
    let (mut a, mut b) = pair();
    record(&mut a, "read_back", "done", "");
    record(&mut a, "show_certificate", "done", "");
    record(&mut b, "show_certificate", "not_possible", "没有带证");
    exchange(&mut a, &mut b);
    let said: Vec<String> = a.view().steps["show_certificate"]
        .alternatives
        .iter()
        .map(|s| format!("{} {}", s.outcome, s.note))
        .collect();
    assert_eq!(said.len(), 2);
    assert!(said.contains(&"done ".to_owned()) && said.contains(&"not_possible 没有带证".to_owned()));
    assert_eq!(codes(&a), [named("step.conflict", "show_certificate")]);
    record(&mut b, "show_certificate", "not_possible", "没有带证");
    exchange(&mut a, &mut b);
    assert_eq!(codes(&a), []);
    assert_eq!(a.view().steps["show_certificate"].outcome, "not_possible");
}

#[test]
fn without_its_guard_one_record_of_a_step_is_lost() {
    crate::guard::fails_without(
        "both-answers-show",
        two_records_of_one_step_made_apart_both_stand_until_a_person_picks,
    );
}

#[test]
fn the_same_recorded_twice_is_no_difference() {
    let (mut a, mut b) = pair();
    for copy in [&mut a, &mut b] {
        record(copy, "show_certificate", "done", "");
    }
    exchange(&mut a, &mut b);
    assert!(a.view().steps["show_certificate"].alternatives.is_empty());
}

/// R27 第17条, in packages of earlier versions: the step 签字确认 is the signature itself.
#[test]
fn signing_is_no_tick_where_a_signature_is_asked_for() {
    let (mut a, _) = pair();
    let mut sign = a.package.excerpt.steps[0].clone();
    sign.id = "sign".to_owned();
    sign.phase = SitePhase::After;
    a.package.excerpt.steps.push(sign);
    a.fill();
    a.sign_all();
    assert_eq!(progress(&a.package, &a.view()).blocking, []);
    a.package.excerpt.signatures.subject_signs = false;
    assert_eq!(
        codes(&a),
        [named("step.missing", "sign")],
        "the step is all there is"
    );
}

/// The rules of today are not asked of what was sealed before.
#[test]
fn what_was_sealed_without_a_reason_stays_sealed() {
    let (mut a, _) = pair();
    a.fill();
    a.sign_all();
    a.seal();
    let mut view = a.view();
    view.steps.get_mut("show_certificate").unwrap().outcome = "declined".to_owned();
    let other = view.steps["show_certificate"].clone();
    view.steps.get_mut("show_certificate").unwrap().alternatives = vec![other.clone(), other];
    let open = progress(&a.package, &view).blocking;
    assert_eq!(open, []);
}

/// 行政处罚法 第五十五条: officers show their certificates of themselves; listening to the record is the other side's to
/// decline.
#[test]
fn nobody_declines_what_the_officers_do_alone() {
    let (a, _) = pair();
    let may: Vec<bool> = a
        .package
        .excerpt
        .steps
        .iter()
        .map(SiteStep::may_be_declined)
        .collect();
    let ids: Vec<&str> = a.package.excerpt.steps.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["show_certificate", "read_back"]);
    assert_eq!(may, [false, true]);
}
