//! What is kept: evidence, chunks, the page that was read back.

use super::super::testing::{Copy, WANG, exchange, pair, photo};
use super::super::{EditRefused, InspectionDoc};
use crate::id::EvidenceId;
use crate::inspection::edit::{Edit, TextField};
use crate::submission::read_back;

#[test]
fn evidence_is_set_aside_never_removed() {
    let (mut a, _) = pair();
    a.photo("p1");
    let again = Edit::Attach {
        evidence: photo("p1", &a.device),
    };
    assert_eq!(a.try_edit(&again), Err(EditRefused::DuplicateEvidence));
    a.edit(Edit::Withdraw {
        evidence: EvidenceId::from("p1"),
        reason: "模糊".to_owned(),
    });
    assert_eq!(a.view().evidence[0].withdrawn.as_deref(), Some("模糊"));
}

#[test]
fn chunks_load_in_any_order_and_what_is_missing_is_named() {
    let (mut a, _) = pair();
    let first = a.doc.save_compacted().unwrap();
    let changes = [a.answer("q0", "ok"), a.answer("q1", "ok"), a.note("q1", "字")];
    let mut chunks: Vec<Vec<u8>> = changes.iter().rev().map(|c| c.bytes.clone()).collect();
    chunks.push(first);
    let whole = InspectionDoc::load(&chunks).unwrap();
    assert_eq!(whole.heads(), a.doc.heads());
    assert_eq!(whole.view(), a.view());
    chunks.remove(1);
    assert!(InspectionDoc::load(&chunks).is_err());
    let (doc, unused) = InspectionDoc::load_available(&chunks);
    assert_eq!(unused, [0], "the last change rests on the missing one");
    assert_eq!(doc.unwrap().heads(), [changes[0].id]);
}

#[test]
fn the_read_back_says_what_the_form_prints_and_depends_on_content_only() {
    let (mut a, _) = pair();
    a.fill();
    let page = |c: &Copy| read_back(&c.package, &c.view(), &c.view().heads);
    let before = page(&a);
    assert!(before.text.contains("演示要点 0: 合格\n"));
    a.sign_officer(WANG);
    assert_eq!(page(&a).sha256, before.sha256, "signatures stand below the line");
    a.note("q0", "第一行\n[remarks]: 冒充");
    let after = page(&a);
    assert_ne!(after.sha256, before.sha256);
    assert!(
        !after.text.contains("\n[remarks]: 冒充"),
        "no value can pass for a line"
    );
}

// Both had answered the same; one says it again while the other changes his mind: both are shown.
#[test]
fn the_same_answer_said_again_is_an_answer() {
    let (mut a, mut b) = pair();
    a.answer("q1", "na");
    b.answer("q1", "na");
    exchange(&mut a, &mut b);
    a.answer("q1", "na");
    b.answer("q1", "bad");
    exchange(&mut a, &mut b);
    let q1 = &a.view().answers[&crate::id::ItemId::new("q1")];
    let shown: Vec<&str> = q1.alternatives.iter().map(|x| x.value.as_str()).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
}

#[test]
fn an_answer_said_again_would_vanish_without_its_own_operation() {
    crate::guard::fails_without("said-again-is-said", the_same_answer_said_again_is_an_answer);
}

/// 我确认属实 is said of the words that stood there.
#[test]
fn new_words_about_a_skip_void_its_confirmation() {
    let (mut a, mut b) = pair();
    let says = |text: &str| Edit::SetText {
        target: TextField::SkipNote,
        text: text.to_owned(),
    };
    a.edit(Edit::Skip {
        reason: "closed".to_owned(),
    });
    a.edit(says("大门紧锁"));
    exchange(&mut a, &mut b);
    b.edit(Edit::ConfirmSkip);
    exchange(&mut a, &mut b);
    let confirmed = |c: &Copy| c.view().skip.unwrap().confirmed.is_some();
    // Whether the same words are an edit at all does not matter here.
    a.try_edit(&says("大门紧锁")).ok();
    assert!(confirmed(&a), "the same words");
    a.edit(says("已经搬走"));
    assert!(!confirmed(&a));
    exchange(&mut a, &mut b);
    assert!(!confirmed(&b));
    b.edit(Edit::ConfirmSkip);
    assert!(confirmed(&b));
}
