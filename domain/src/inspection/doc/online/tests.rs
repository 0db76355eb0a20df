//! Items settled online on two tablets: shown, carried along, and written by nobody who knew.

use super::*;
use crate::inspection::doc::testing::{Copy, exchange, pair, server_doc};
use crate::inspection::online::{count, take_over};
use crate::inspection::progress::{progress, with_state};
use crate::inspection::view::InspectionView;
use crate::submission::{Label, read_back};
use crate::sync::admit::take_from_colleague;
use crate::time::Timestamp;

/// R25 第十六条（一）: looked up in 信用中国（江西）.
fn said(no: u32, item: &str, value: Option<&str>) -> SettledOnline {
    SettledOnline {
        item: ItemId::from(item),
        no,
        value: value.map(str::to_owned),
        means: "信用中国（江西）".to_owned(),
        words: "演示：没有失信记录".to_owned(),
        department: "演示大队".to_owned(),
        by: "planner".into(),
        at: Timestamp(1_795_000_000_000),
    }
}

/// As the tablet shows it.
fn shown(copy: &Copy) -> InspectionView {
    let mut view = copy.view();
    take_over(&copy.package, &mut view);
    view
}

fn settled(copy: &mut Copy) {
    copy.package.settled = vec![said(1, "q0", Some("ok"))];
}

fn answer(item: &str, value: &str) -> Edit {
    Edit::Answer {
        item: ItemId::from(item),
        value: Some(value.to_owned()),
    }
}

#[test]
fn r25_16_what_was_settled_online_is_shown_counted_read_back_and_sealed() {
    let (mut a, mut b) = pair();
    settled(&mut a);
    assert_eq!(count(&shown(&a)), 1, "shown before anything is written");
    let refused = a.try_edit(&answer("q0", "bad"));
    assert_eq!(refused, Err(EditRefused::SettledOnline));
    a.step("show_certificate");
    // A colleague whose tablet has the package of before sees it too, once they have exchanged.
    exchange(&mut a, &mut b);
    assert_eq!(b.try_edit(&answer("q0", "bad")), Err(EditRefused::SettledOnline));
    let progress = progress(&b.package, &shown(&b));
    assert_eq!((progress.settled, progress.answered), (1, 1));
    for item in ["q1", "q2"] {
        a.answer(item, "ok");
    }
    a.step("read_back");
    let page = read_back(&a.package, &a.view(), &a.view().heads);
    let lines: Vec<_> = page.sections.iter().flat_map(|s| &s.lines).collect();
    let online = lines
        .iter()
        .find(|l| l.label == Label::Code("online".to_owned()))
        .unwrap();
    assert_eq!(online.value, "信用中国（江西） 演示大队 planner 2026-11-18 19:06");
    a.sign_all();
    a.seal();
    assert!(a.view().signatures.iter().all(|s| !s.before_change));
    assert_eq!(count(&a.view()), 1, "frozen with the record");
}

/// A department of a joint visit answers for what it looked up (谁检查、谁录入、谁负责).
#[test]
fn r25_16_3_a_department_answers_for_what_it_settled_online() {
    let (mut a, _) = pair();
    a.package.team[1].department = "演示消防".to_owned();
    a.package.excerpt.joint = true;
    settled(&mut a);
    a.answer("q1", "ok");
    let page = read_back(&a.package, &a.view(), &a.view().heads);
    let title = Label::Code("departments".to_owned());
    let section = page.sections.iter().find(|s| s.title == title).unwrap();
    let said: Vec<_> = section.lines.iter().map(|l| l.value.as_str()).collect();
    assert_eq!(said, ["checked 2 0 1", "checked 0 0"]);
}

#[test]
fn what_an_officer_answered_unaware_of_it_stands_beside_it() {
    let (mut a, mut b) = pair();
    settled(&mut a);
    a.step("show_certificate");
    b.problem("q0");
    exchange(&mut a, &mut b);
    let view = a.view();
    let answer = &view.answers[&ItemId::from("q0")];
    assert_eq!(answer.value.as_deref(), Some("ok"), "the office's word stands");
    let beside = answer.locked.as_ref().unwrap().otherwise();
    assert_eq!((beside.len(), beside[0].value.as_str()), (1, "bad"));
    let page = read_back(&a.package, &view, &view.heads);
    let otherwise = Label::Code("online.otherwise".to_owned());
    let mut lines = page.sections.iter().flat_map(|s| &s.lines);
    assert!(lines.any(|l| l.label == otherwise && l.value == "不合格"));
}

#[test]
fn what_is_taken_back_is_asked_on_site_after_all() {
    let (mut a, _) = pair();
    settled(&mut a);
    a.step("show_certificate");
    a.package.settled.push(said(2, "q0", None));
    assert_eq!(count(&shown(&a)), 0);
    a.answer("q0", "bad");
    assert_eq!(
        a.view().answers[&ItemId::from("q0")].value.as_deref(),
        Some("bad")
    );
}

#[test]
fn nothing_settled_later_reaches_what_somebody_signed() {
    let (mut a, _) = pair();
    a.fill();
    a.sign_all();
    let before = read_back(&a.package, &shown(&a), &[]).sha256;
    settled(&mut a);
    assert_eq!(
        read_back(&a.package, &with_state(&a.package, a.view()), &[]).sha256,
        before
    );
    a.seal();
    assert_eq!(count(&a.view()), 0);
}

/// As the office's server looks at changes.
fn vetted(copy: &Copy, package: &Package) -> Result<(), &'static str> {
    let mut doc = server_doc(&copy.package);
    let first = doc.heads();
    for change in copy.doc.changes_after(&first) {
        let parsed = automerge::Change::from_bytes(change.bytes.clone()).unwrap();
        let author = doc.author_of(&parsed).unwrap();
        let device = super::super::vet::device_of(parsed.message().unwrap()).unwrap();
        let writing = super::super::vet::Writing {
            package,
            author: &author,
            device: &device,
            closed: false,
            office: true,
        };
        super::super::vet::allowed(&doc, &parsed, &writing)?;
        doc.merge_parsed(vec![parsed]).unwrap();
    }
    Ok(())
}

#[test]
#[cfg(feature = "switches")]
fn a_tablet_that_answers_what_it_knew_to_be_settled_is_not_admitted() {
    let (mut a, mut b) = pair();
    settled(&mut a);
    b.problem("q0");
    assert_eq!(vetted(&b, &a.package), Ok(()), "unaware of it");
    a.step("show_certificate");
    assert_eq!(vetted(&a, &a.package), Ok(()));
    {
        let _open = crate::guard::take_away("settled-online-is-locked");
        a.answer("q0", "bad");
        assert_eq!(vetted(&a, &a.package), Ok(()), "the test sees the guard gone");
    }
    assert_eq!(vetted(&a, &a.package), Err("admit.settled_online"));
}

#[test]
#[cfg(feature = "switches")]
fn a_tablet_that_settles_by_itself_is_not_admitted() {
    let (mut a, b) = pair();
    settled(&mut a);
    a.step("show_certificate");
    let first = server_doc(&a.package).heads();
    let taken = take_from_colleague(&b.doc, a.doc.changes_after(&first), &b.package);
    assert!(
        taken.is_ok_and(|t| t.is_some()),
        "a colleague's package may be older"
    );
    assert_eq!(vetted(&a, &b.package), Err("admit.foreign_settlement"));
    let _open = crate::guard::take_away("settled-by-the-office-alone");
    assert_eq!(vetted(&a, &b.package), Ok(()), "the test sees the guard gone");
}
