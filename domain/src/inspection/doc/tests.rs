//! Two tablets, one document: merging, differences, seals, supplements, amendments.

mod bounds;
mod golden;
mod kept;
mod seals;

use super::EditRefused;
use super::testing::{Copy, LI, WANG, exchange, pair, server_doc};
use crate::id::{EvidenceId, ItemId};
use crate::inspection::edit::{Edit, TextField};
use crate::inspection::progress::progress;
use crate::inspection::view::DocState;
use crate::submission::Submission;

fn item(id: &str) -> ItemId {
    ItemId::from(id)
}

#[test]
fn the_first_change_is_the_same_wherever_it_is_made() {
    let (a, b) = pair();
    assert_eq!(server_doc(&a.package).heads(), server_doc(&b.package).heads());
    assert!(a.doc.is_empty());
    assert_eq!(a.view().state, DocState::Assigned);
}

#[test]
fn answers_to_different_items_merge() {
    let (mut a, mut b) = pair();
    a.answer("q0", "ok");
    b.answer("q1", "bad");
    exchange(&mut a, &mut b);
    let view = a.view();
    assert_eq!(view.answers[&item("q0")].value.as_deref(), Some("ok"));
    assert_eq!(view.answers[&item("q1")].value.as_deref(), Some("bad"));
    let stamp = view.answers[&item("q1")].stamp.clone().unwrap();
    assert_eq!((stamp.by.as_str(), stamp.at.0), (LI, 1_795_000_015_000));
    assert_eq!(stamp.device.unwrap().as_str(), "tablet-demo-cert-02");
}

#[test]
fn notes_merge_by_character() {
    let (mut a, mut b) = pair();
    a.note("q0", "灭火器过期");
    exchange(&mut a, &mut b);
    a.note("q0", "二层灭火器过期");
    b.note("q0", "灭火器过期三具");
    exchange(&mut a, &mut b);
    assert_eq!(a.view().answers[&item("q0")].note, "二层灭火器过期三具");
    a.edit(Edit::SetText {
        target: TextField::ItemText { item: item("t1") },
        text: "甲".to_owned(),
    });
    assert_eq!(a.view().answers[&item("t1")].value.as_deref(), Some("甲"));
}

#[test]
fn two_different_answers_are_both_shown_and_settled_by_a_person() {
    let (mut a, mut b) = pair();
    a.answer("q0", "ok");
    b.answer("q0", "bad");
    exchange(&mut a, &mut b);
    let answer = a.view().answers[&item("q0")].clone();
    let mut said: Vec<_> = answer
        .alternatives
        .iter()
        .map(|x| (x.value.as_str(), x.stamp.by.as_str()))
        .collect();
    said.sort_unstable();
    assert_eq!(said, [("bad", LI), ("ok", WANG)]);
    let over = Edit::Answer {
        item: item("q0"),
        value: Some("na".to_owned()),
    };
    assert_eq!(a.try_edit(&over), Err(EditRefused::OpenConflict));
    let codes: Vec<_> = progress(&a.package, &a.view())
        .blocking
        .into_iter()
        .map(|x| x.code)
        .collect();
    assert!(codes.contains(&"item.conflict".to_owned()));
    let settle = Edit::Settle {
        item: item("q0"),
        value: answer.value.clone().unwrap(),
    };
    a.edit(settle.clone());
    exchange(&mut a, &mut b);
    let settled = b.view().answers[&item("q0")].clone();
    assert!(settled.alternatives.is_empty());
    assert_eq!(settled.value, answer.value);
    assert_eq!(settled.stamp.unwrap().by.as_str(), WANG, "who settled it is kept");
    assert_eq!(a.try_edit(&settle), Err(EditRefused::NothingToSettle));
}

#[cfg(feature = "switches")]
#[test]
fn without_its_guard_one_of_two_answers_wins_in_silence() {
    crate::guard::fails_without(
        "both-answers-show",
        two_different_answers_are_both_shown_and_settled_by_a_person,
    );
}

#[test]
fn the_same_answer_twice_is_no_difference() {
    let (mut a, mut b) = pair();
    a.answer("q0", "ok");
    b.answer("q0", "ok");
    exchange(&mut a, &mut b);
    assert!(a.view().answers[&item("q0")].alternatives.is_empty());
}

#[test]
fn edits_that_do_not_fit_are_refused_and_change_nothing() {
    let (mut a, _) = pair();
    let answer = |id: &str, value: &str| Edit::Answer {
        item: item(id),
        value: Some(value.to_owned()),
    };
    for (edit, why) in [
        (answer("q999", "ok"), EditRefused::UnknownItem),
        (answer("q0", "perhaps"), EditRefused::WrongValue),
        (answer("n1", "1.234"), EditRefused::WrongValue),
        (answer("t1", "text"), EditRefused::WrongValue),
        (
            Edit::Step {
                step: "dance".to_owned(),
                outcome: "done".to_owned(),
                note: String::new(),
            },
            EditRefused::UnknownStep,
        ),
        (
            Edit::Skip {
                reason: "rain".to_owned(),
            },
            EditRefused::UnknownReason,
        ),
        (Edit::ConfirmSkip, EditRefused::NoSkip),
        (
            Edit::Withdraw {
                evidence: EvidenceId::from("none"),
                reason: "x".to_owned(),
            },
            EditRefused::UnknownEvidence,
        ),
        (
            Edit::Amend {
                reason: "x".to_owned(),
            },
            EditRefused::NotSealed,
        ),
        (
            Edit::Seal {
                exceptions: String::new(),
            },
            EditRefused::Incomplete,
        ),
    ] {
        assert_eq!(a.try_edit(&edit), Err(why), "{edit:?}");
    }
    assert!(a.doc.is_empty());
    a.who = "stranger".into();
    assert_eq!(a.try_edit(&answer("q0", "ok")), Err(EditRefused::NotInTeam));
}

#[test]
fn a_change_by_somebody_who_had_seen_the_signature_is_shown() {
    let (mut a, mut b) = pair();
    a.fill();
    a.sign_all();
    assert!(a.view().signatures.iter().all(|s| !s.before_change && !s.unseen));
    // B has not seen the signatures: they stand, but the subject has not seen what B wrote.
    b.problem("q5");
    a.merge(&b);
    assert!(a.view().signatures.iter().all(|s| !s.before_change && s.unseen));
    let codes = |c: &Copy| -> Vec<String> {
        let open = progress(&c.package, &c.view());
        open.blocking.into_iter().map(|x| x.code).collect()
    };
    assert_eq!(codes(&a), ["heads"]);
    // A has: everybody must sign again.
    a.problem("q6");
    assert!(a.view().signatures.iter().all(|s| s.before_change));
    assert!(codes(&a).contains(&"signature.before_change".to_owned()));
    a.sign_all();
    assert_eq!(codes(&a), Vec::<String>::new());
}

// A refusal is noted, a witness or the reason why none, then the officers sign.
#[test]
fn who_signed_before_may_refuse_the_changed_wording() {
    let (mut a, _) = pair();
    a.fill();
    a.sign_all();
    a.problem("q6");
    a.edit(Edit::Refuse {
        reason: "对第六项有异议".to_owned(),
        no_witness: "现场没有其他人".to_owned(),
    });
    a.sign_officer(WANG);
    let codes = |c: &Copy| -> Vec<String> {
        let open = progress(&c.package, &c.view());
        open.blocking.into_iter().map(|x| x.code).collect()
    };
    assert!(codes(&a).contains(&"signature.before_change".to_owned()), "LI's");
    a.sign_officer(LI);
    assert_eq!(codes(&a), Vec::<String>::new());
}

#[test]
fn a_seal_freezes_and_later_edits_need_an_amendment() {
    let (mut a, mut b) = pair();
    a.fill();
    a.photo("p1");
    a.sign_all();
    assert_eq!(progress(&a.package, &a.view()).blocking, []);
    let heads = a.doc.heads();
    a.seal();
    let view = a.view();
    assert_eq!(view.state, DocState::Sealed);
    assert_eq!(
        view.seals[0].heads,
        heads.iter().map(|h| h.to_hex()).collect::<Vec<_>>()
    );
    assert_eq!(view.seals[0].evidence.len(), 1);
    let over = Edit::Answer {
        item: item("q0"),
        value: Some("bad".to_owned()),
    };
    assert_eq!(a.try_edit(&over), Err(EditRefused::Sealed));
    let first = Submission::of(&a.package, &view).unwrap();
    assert_eq!(first.signatures.len(), 3);

    a.edit(Edit::Amend {
        reason: "退回补正".to_owned(),
    });
    assert_eq!(a.view().state, DocState::Amending);
    assert!(Submission::of(&a.package, &a.view()).is_none());
    a.problem("q0");
    assert!(a.view().signatures.iter().all(|s| s.before_change));
    a.sign_all();
    a.seal();
    exchange(&mut a, &mut b);
    let view = b.view();
    assert_eq!(view.state, DocState::Sealed);
    assert_eq!(view.seals.len(), 2);
    assert_eq!(view.seals[0].amended_because.as_deref(), Some("退回补正"));
    assert_eq!(view.answers[&item("q0")].value.as_deref(), Some("bad"));
    let second = Submission::of(&b.package, &view).unwrap();
    assert_ne!(first.sha256(), second.sha256());
    assert_eq!(second.signatures.len(), 3, "the old ones do not stand");
}

fn sealed_with_supplement() -> (Copy, Copy) {
    let (mut a, mut b) = pair();
    a.fill();
    exchange(&mut a, &mut b);
    a.sign_all();
    a.seal();
    b.answer("q1", "bad");
    b.note("q1", "乙后来写的");
    b.photo("late");
    exchange(&mut a, &mut b);
    (a, b)
}

#[test]
fn what_a_colleague_wrote_unaware_of_the_seal_is_a_supplement_and_the_signature_stands() {
    let (a, b) = sealed_with_supplement();
    for view in [a.view(), b.view()] {
        assert_eq!(view.state, DocState::Sealed);
        assert_eq!(view.answers[&item("q1")].value.as_deref(), Some("ok"));
        assert_eq!(view.answers[&item("q1")].note, "");
        assert!(view.evidence.is_empty());
        assert!(view.signatures.iter().all(|s| !s.before_change && !s.unseen));
        let said: Vec<_> = view
            .supplements
            .iter()
            .map(|s| (s.kind.as_str(), s.text.as_str(), s.sealed_text.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                ("answer", "bad", Some("ok")),
                ("note", "乙后来写的", None),
                ("evidence", "演示照片 late", None)
            ]
        );
    }
    assert_eq!(a.doc.evidence_all().len(), 1, "its bytes are wanted all the same");
}

#[test]
fn supplements_are_settled_and_only_the_adopted_enter_an_amendment() {
    let (mut a, mut b) = sealed_with_supplement();
    let ids: Vec<String> = a.view().supplements.iter().map(|s| s.id.clone()).collect();
    for (id, outcome) in ids.iter().zip(["kept_apart", "adopted", "adopted"]) {
        a.edit(Edit::SettleSupplement {
            supplement: id.clone(),
            outcome: outcome.to_owned(),
        });
    }
    assert_eq!(
        a.view().answers[&item("q1")].note,
        "",
        "a settlement alone changes no record"
    );
    let amend = Edit::Amend {
        reason: "采纳补充".to_owned(),
    };
    a.edit(amend);
    let view = a.view();
    assert_eq!(
        view.answers[&item("q1")].value.as_deref(),
        Some("ok"),
        "kept apart"
    );
    assert!(view.answers[&item("q1")].alternatives.is_empty());
    assert_eq!(view.answers[&item("q1")].note, "乙后来写的", "adopted");
    assert_eq!(view.evidence.len(), 1, "adopted");
    a.problem("q2");
    a.sign_all();
    assert_eq!(progress(&a.package, &a.view()).blocking, []);
    a.seal();
    exchange(&mut a, &mut b);
    assert_eq!(b.view().answers[&item("q1")].value.as_deref(), Some("ok"));
    assert_eq!(
        b.view().supplements.len(),
        3,
        "they stay on record with their outcome"
    );
}

#[test]
fn a_supplement_that_arrives_during_an_amendment_stays_out_of_it() {
    let (mut a, mut b) = pair();
    a.fill();
    exchange(&mut a, &mut b);
    a.sign_all();
    a.seal();
    a.edit(Edit::Amend {
        reason: "更正".to_owned(),
    });
    b.answer("q1", "bad");
    a.merge(&b);
    assert_eq!(a.view().answers[&item("q1")].value.as_deref(), Some("ok"));
    a.answer("q5", "ok");
    assert_eq!(a.view().answers[&item("q1")].value.as_deref(), Some("ok"));
    let open = progress(&a.package, &a.view()).blocking;
    assert!(open.iter().any(|x| x.code == "supplement.open"));
    let id = a.view().supplements[0].id.clone();
    a.edit(Edit::SettleSupplement {
        supplement: id,
        outcome: "adopted".to_owned(),
    });
    assert_eq!(a.view().answers[&item("q1")].value.as_deref(), Some("bad"));
    a.note("q1", "乙看到的");
    a.sign_all();
    a.seal();
}

#[test]
fn a_skip_needs_the_photo_the_words_and_the_second_officer() {
    let (mut a, mut b) = pair();
    a.edit(Edit::Skip {
        reason: "closed".to_owned(),
    });
    let codes = |c: &Copy| -> Vec<String> {
        let open = progress(&c.package, &c.view());
        open.blocking.into_iter().map(|x| x.code).collect()
    };
    assert_eq!(
        codes(&a),
        [
            "skip.photos",
            "skip.note",
            "skip.second_officer",
            "signature.officers"
        ]
    );
    assert_eq!(a.try_edit(&Edit::ConfirmSkip), Err(EditRefused::SameOfficer));
    a.photo("door");
    a.edit(Edit::SetText {
        target: TextField::SkipNote,
        text: "大门紧锁，邻居称已停业".to_owned(),
    });
    exchange(&mut a, &mut b);
    b.edit(Edit::ConfirmSkip);
    exchange(&mut a, &mut b);
    assert_eq!(a.view().skip.unwrap().confirmed.unwrap().by.as_str(), LI);
    assert_eq!(progress(&a.package, &a.view()).state, DocState::ToSign);
    a.sign_officer(WANG);
    a.sign_officer(LI);
    a.seal();
    assert_eq!(a.view().state, DocState::Sealed);
    b.edit(Edit::UndoSkip);
    assert!(b.view().skip.is_none());
}
