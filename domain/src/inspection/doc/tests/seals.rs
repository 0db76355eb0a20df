//! A seal keeps what it froze: another one made at the same time, or a judgement passed later, changes nothing.

use super::super::testing::{Copy, exchange, pair};
use crate::guard::fails_without;
use crate::id::ItemId;
use crate::inspection::edit::Edit;
use crate::inspection::view::DocState;
use crate::submission::Submission;

fn of(copy: &Copy) -> Option<String> {
    Submission::of(&copy.package, &copy.view()).map(|s| s.sha256())
}

fn each(copy: &Copy) -> Vec<String> {
    let each = Submission::each(&copy.package, &copy.view());
    each.iter().map(Submission::sha256).collect()
}

fn amend(copy: &mut Copy) {
    copy.edit(Edit::Amend {
        reason: "共同核对".to_owned(),
    });
}

#[test]
fn two_officers_who_seal_different_things_at_once_keep_both_until_they_seal_together() {
    let (mut a, mut b) = pair();
    for (copy, value) in [(&mut a, "1"), (&mut b, "2")] {
        copy.fill();
        copy.answer("n1", value);
        copy.sign_all();
        copy.seal();
    }
    let mut before = [of(&a), of(&b)].map(Option::unwrap);
    exchange(&mut a, &mut b);
    let view = a.view();
    assert_eq!(view.state, DocState::Sealed);
    assert!(view.sealed_apart());
    assert!(of(&a).is_none(), "two records are not one");
    let mut after = each(&a);
    assert_eq!(after, each(&b));
    before.sort();
    after.sort();
    assert_eq!(after, before, "each seal froze what it froze");
    let figure = &view.answers[&ItemId::new("n1")];
    assert_eq!(figure.alternatives.len(), 2, "the difference is shown");

    amend(&mut b);
    b.edit(Edit::Settle {
        item: ItemId::new("n1"),
        value: "2".to_owned(),
    });
    b.sign_all();
    b.seal();
    exchange(&mut a, &mut b);
    assert!(!a.view().sealed_apart());
    assert_eq!(of(&a), of(&b));
    assert!(of(&a).is_some_and(|record| !before.contains(&record)));
    let replaced = a
        .view()
        .seals
        .iter()
        .filter(|s| s.amended_because.is_some())
        .count();
    assert_eq!(replaced, 2);
}

#[test]
fn a_seal_has_its_damage_without_its_own_view() {
    fails_without(
        "seals-stay-apart",
        two_officers_who_seal_different_things_at_once_keep_both_until_they_seal_together,
    );
}

// Both have everything and tap at the same moment: one seal. Who had seen only his own may amend it.
#[test]
fn two_officers_who_seal_the_same_at_once_have_one_seal() {
    let (mut a, mut b) = pair();
    a.fill();
    a.sign_all();
    exchange(&mut a, &mut b);
    a.seal();
    b.seal();
    let (on_a, on_b) = (of(&a), of(&b));
    assert_eq!(on_a, on_b);
    amend(&mut b);
    exchange(&mut a, &mut b);
    assert_eq!(a.view().state, DocState::Amending);
    assert_eq!(a.view().seals.len(), 1);
    assert!(a.view().supplements.is_empty());
    b.sign_all();
    b.seal();
    exchange(&mut a, &mut b);
    assert_eq!(of(&a), of(&b));
    assert!(of(&a).is_some_and(|record| Some(record) != on_a));
}

#[test]
fn a_judgement_passed_beside_a_seal_does_not_reach_into_it() {
    let (mut a, mut b) = pair();
    a.fill();
    exchange(&mut a, &mut b);
    a.sign_all();
    a.seal();
    b.photo("late");
    exchange(&mut a, &mut b);
    let settle = |copy: &mut Copy, outcome: &str| {
        let supplement = copy.view().supplements[0].id.clone();
        let outcome = outcome.to_owned();
        copy.edit(Edit::SettleSupplement { supplement, outcome });
    };
    settle(&mut a, "adopted");
    amend(&mut a);
    a.sign_all();
    a.seal();
    let sealed = of(&a).unwrap();
    assert_eq!(a.view().evidence.len(), 1);
    settle(&mut b, "kept_apart");
    exchange(&mut a, &mut b);
    assert_eq!(each(&a), [sealed]);
    assert_eq!(a.view().evidence.len(), 1, "the photo is in the sealed record");
}

#[test]
fn a_team_that_the_office_changes_after_the_seal_does_not_change_what_was_sealed() {
    let (mut a, _) = pair();
    a.fill();
    a.sign_all();
    a.seal();
    let sealed = of(&a).unwrap();
    a.package.team[1].name = "演示三".to_owned();
    assert_eq!(of(&a).unwrap(), sealed);
}

// A supplement says it already; the officer who amends says the same: it is his word, and in the record.
#[test]
fn what_a_supplement_says_too_is_in_the_record_when_an_officer_says_it() {
    let (mut a, mut b) = pair();
    a.fill();
    exchange(&mut a, &mut b);
    a.sign_all();
    a.seal();
    b.answer("q6", "ok");
    amend(&mut a);
    exchange(&mut a, &mut b);
    a.answer("q6", "ok");
    let shown = a
        .view()
        .answers
        .get(&ItemId::new("q6"))
        .and_then(|q6| q6.value.clone());
    assert_eq!(shown.as_deref(), Some("ok"));
}

#[test]
fn without_writing_it_anew_the_record_goes_without() {
    fails_without(
        "said-again-is-said",
        what_a_supplement_says_too_is_in_the_record_when_an_officer_says_it,
    );
}

// A colleague's photo was kept apart; his own seal, given unaware of anything, covers it. It arrives last.
#[test]
fn a_colleagues_late_seal_does_not_bring_what_was_kept_apart_into_the_record() {
    let (mut a, mut b) = pair();
    a.fill();
    exchange(&mut a, &mut b);
    a.sign_all();
    a.seal();
    b.photo("apart");
    a.merge(&b);
    let supplement = a.view().supplements[0].id.clone();
    a.edit(Edit::SettleSupplement {
        supplement,
        outcome: "kept_apart".to_owned(),
    });
    amend(&mut a);
    a.sign_all();
    a.seal();
    let sealed = of(&a).unwrap();
    b.sign_all();
    b.seal();
    exchange(&mut a, &mut b);
    assert_eq!(each(&a), [sealed]);
    assert!(a.view().evidence.is_empty());
}

#[test]
fn without_its_own_past_a_seal_changes_with_what_arrives() {
    fails_without(
        "frozen-by-its-own-past",
        a_colleagues_late_seal_does_not_bring_what_was_kept_apart_into_the_record,
    );
}
