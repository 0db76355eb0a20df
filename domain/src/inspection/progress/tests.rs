//! What stands between an inspection and its seal.
#[path = "tests/asked.rs"]
mod asked;

use super::*;
use crate::evidence::{About, EvidenceKind, Pages};
use crate::inspection::doc::EditRefused;
use crate::inspection::doc::testing::{Copy, LI, WANG, pair};
use crate::inspection::edit::Edit;
use crate::inspection::signature::{SignatureForm, Signer};
use crate::regime::excerpt::{CitedText, EvidenceWanted, RuleSource, Strength};

/// The whole-process record of R15 第七条（四）, R17 第十一条, R18 第十三条: a kind that is missing is explained.
#[test]
fn a_record_without_a_kind_of_evidence_needs_a_reason() {
    let (mut a, _) = pair();
    let wanted = |kind| EvidenceWanted {
        kind,
        strength: Strength::Must,
        cite: "第十三条".to_owned(),
        source: RuleSource::Regime,
    };
    a.package.excerpt.evidence = vec![wanted(EvidenceKind::Photo), wanted(EvidenceKind::Video)];
    let missing = |c: &Copy| -> Vec<String> {
        let open = progress(&c.package, &c.view()).blocking;
        let evidence = open.into_iter().filter(|b| b.code == "evidence.missing");
        evidence
            .inspect(|b| assert!(b.excusable(), "words are enough"))
            .map(|b| b.about)
            .collect()
    };
    assert_eq!(missing(&a), ["photo", "video"]);
    a.photo("door");
    assert_eq!(missing(&a), ["video"]);
}

/// 行政处罚法 第四十二条: two officers at least, and they are the drawn ones. Who lends a hand signs with his certificate
/// number and stands in for nobody.
#[test]
fn an_officer_who_was_not_drawn_stands_in_for_nobody() {
    let (mut a, _) = pair();
    a.package.excerpt.signatures.officers_min = 2;
    let guest = |certificate_no: &str| Signer::Guest {
        name: "演示客员".to_owned(),
        certificate_no: certificate_no.to_owned(),
        department: "演示局".to_owned(),
    };
    let short = |c: &Copy| {
        let open = progress(&c.package, &c.view()).blocking;
        open.iter().any(|b| b.code == "signature.officers")
    };
    a.sign_officer(WANG);
    let nameless = a.signing_as(guest(" "));
    assert_eq!(a.try_edit(&nameless), Err(EditRefused::WordsMissing));
    a.sign_as(guest("演示证0900"));
    assert!(short(&a), "one drawn officer and a guest are not two");
    a.sign_officer(LI);
    assert!(!short(&a));
    a.answer("q0", "bad");
    let again = progress(&a.package, &a.view()).blocking;
    let again = again.iter().find(|b| b.code == "signature.guest_before_change");
    assert!(
        again.is_some_and(Blocker::excusable),
        "he may have gone; words do"
    );
}

/// An officer acts on a valid certificate (行政处罚法 第四十二条, 第五十五条). One that ended the day before the signature
/// is said and explained; on its last day it still holds.
#[test]
fn a_certificate_that_ended_before_the_signature_is_explained() {
    let (mut a, _) = pair();
    a.sign_officer(WANG);
    let signed_on = a.view().signatures[0].signature.at.china_date();
    let said = |until: crate::time::Date| -> Vec<Blocker> {
        let mut package = a.package.clone();
        let member = package.team.iter_mut().find(|m| m.inspector.as_str() == WANG);
        member.unwrap().certificate_until = Some(until);
        let open = progress(&package, &a.view()).blocking;
        open.into_iter()
            .filter(|b| b.code == "signature.certificate")
            .collect()
    };
    assert_eq!(said(signed_on), []);
    let ended = said(signed_on.pred_opt().unwrap());
    assert_eq!(ended.len(), 1);
    assert!(ended[0].excusable() && ended[0].is_signature() && ended[0].about == WANG);
}

#[test]
fn without_its_guard_an_ended_certificate_goes_unsaid() {
    crate::guard::fails_without(
        "a-certificate-that-ended-is-said",
        a_certificate_that_ended_before_the_signature_is_explained,
    );
}

/// The interpreter says who engaged him, and signs anew, or it is said why not, when the record changes.
#[test]
fn an_interpreter_signs_with_how_he_was_engaged() {
    let (mut a, _) = pair();
    let interpreter = |engaged: &str| Signer::Interpreter {
        name: "演示译员".to_owned(),
        engaged: engaged.to_owned(),
    };
    let unknown = a.signing_as(interpreter(" "));
    assert_eq!(a.try_edit(&unknown), Err(EditRefused::WordsMissing));
    a.sign_as(interpreter("演示局聘请"));
    let code = "signature.interpreter_before_change";
    let open = |c: &Copy| {
        progress(&c.package, &c.view())
            .blocking
            .into_iter()
            .find(|b| b.code == code)
    };
    assert_eq!(open(&a), None);
    a.answer("q0", "bad");
    assert!(open(&a).is_some_and(|b| b.excusable()));
    a.sign_as(interpreter("演示局聘请"));
    assert_eq!(open(&a), None);
}

fn codes(c: &Copy) -> Vec<(String, String)> {
    let open = progress(&c.package, &c.view()).blocking.into_iter();
    open.filter_map(|b| Some((b.code, b.item?.to_string())))
        .filter(|(code, _)| code == "item.described" || code == "item.reasoned")
        .collect()
}

/// What contradicts another answer is put right, whatever is said; what is only unusual is explained.
#[test]
fn answers_that_contradict_each_other_block_and_unusual_ones_want_a_reason() {
    let (mut a, _) = pair();
    for (item, strength) in [("q0", "must"), ("q2", "principle")] {
        let item = item_mut(&mut a.package, item);
        let not_both = serde_json::json!([{ "says": "二者不能同时成立", "strength": strength, "holds": { "op": "not", "of":
            { "op": "all", "of": [{ "op": "in", "item": item.id, "values": ["ok"] }, { "op": "in", "item": "q1", "values": ["ok"] }] } } }]);
        item.constraints = serde_json::from_value(not_both).unwrap();
    }
    let open = |c: &Copy| -> Vec<(String, String)> {
        let open = progress(&c.package, &c.view()).blocking.into_iter();
        let ours = open.filter(|b| ["item.contradicted", "item.explained"].contains(&b.code.as_str()));
        ours.filter_map(|b| Some((b.code, b.item?.to_string()))).collect()
    };
    a.answer("q0", "ok");
    a.answer("q2", "ok");
    assert_eq!(open(&a), [], "the other answer is not there");
    a.answer("q1", "ok");
    let named = |code: &str, item: &str| (code.to_owned(), item.to_owned());
    assert_eq!(
        open(&a),
        [named("item.contradicted", "q0"), named("item.explained", "q2")]
    );
    a.note("q0", "确实如此");
    a.note("q2", "确实如此");
    assert_eq!(
        open(&a),
        [named("item.contradicted", "q0")],
        "words settle only what is unusual"
    );
    a.answer("q0", "bad");
    assert_eq!(open(&a), []);
}

fn item_mut<'a>(package: &'a mut Package, id: &str) -> &'a mut crate::regime::form::Item {
    let sections = package.forms.iter_mut().flat_map(|f| &mut f.sections);
    let mut items = sections.flat_map(|s| &mut s.items);
    items.find(|i| i.id.as_str() == id).unwrap()
}

/// 不适用须说明理由, a problem found is described: neither can be excused at the seal.
#[test]
fn a_problem_without_a_description_and_an_absence_without_a_reason_block() {
    let (mut a, _) = pair();
    a.answer("q0", "ok");
    a.answer("q1", "bad");
    a.answer("q5", "na");
    let named = |code: &str, item: &str| (code.to_owned(), item.to_owned());
    assert_eq!(
        codes(&a),
        [named("item.described", "q1"), named("item.reasoned", "q5")]
    );
    assert!(!progress(&a.package, &a.view()).may_seal("演示"));
    a.note("q1", " ");
    a.note("q5", "无此设施");
    assert_eq!(codes(&a), [named("item.described", "q1")], "spaces say nothing");
    a.note("q1", "证书过期");
    assert_eq!(codes(&a), []);
}

/// R19 一（一）2、5: a classified visit has no list of items, and what the officers found is in words or nowhere.
#[test]
fn where_nothing_is_asked_the_officers_own_words_are_the_record() {
    let (mut a, _) = pair();
    a.package.forms.clear();
    a.package.form_order.clear();
    let missing = |c: &Copy| {
        let open = progress(&c.package, &c.view()).blocking;
        let about = open.iter().find(|b| b.code == "remarks.missing");
        about.inspect(|b| assert!(!b.excusable())).is_some()
    };
    assert!(missing(&a));
    a.edit(Edit::SetText {
        target: crate::inspection::edit::TextField::Remarks,
        text: "演示：资料齐全".to_owned(),
    });
    assert!(!missing(&a));
    let (b, _) = pair();
    assert!(!missing(&b), "a form asks");
}

/// R19 一（一）2、5: in classified places the record is in words. Evidence of any kind is refused there, so none is waited
/// for.
#[test]
fn no_evidence_is_demanded_where_the_camera_is_forbidden() {
    let (mut a, _) = pair();
    let wanted = |kind| EvidenceWanted {
        kind,
        strength: Strength::Must,
        cite: "第十三条".to_owned(),
        source: RuleSource::Regime,
    };
    a.package.excerpt.evidence = vec![wanted(EvidenceKind::Photo), wanted(EvidenceKind::Audio)];
    a.package.excerpt.camera_forbidden = Some(CitedText::default());
    let open = progress(&a.package, &a.view()).blocking.into_iter();
    let missing: Vec<_> = open
        .filter(|b| b.code == "evidence.missing")
        .map(|b| b.about)
        .collect();
    assert_eq!(missing, Vec::<String>::new());
    a.edit(Edit::Skip {
        reason: "closed".to_owned(),
    });
    let open = progress(&a.package, &a.view()).blocking.into_iter();
    let skip: Vec<_> = open
        .filter(|b| b.code.starts_with("skip."))
        .map(|b| b.code)
        .collect();
    assert_eq!(skip, ["skip.note", "skip.second_officer"]);
}

/// 纸质补录 rests on the whole original (R01 第二十条, R19 二（五）6): of three pages one was taken, so the seal asks why.
#[test]
fn missing_pages_of_a_paper_original_need_a_reason() {
    let (mut a, _) = pair();
    let attach = |copy: &mut Copy, page: u32, of: u32| {
        let mut evidence = crate::inspection::doc::testing::photo(&format!("page-{page}-{of}"), &copy.device);
        evidence.kind = EvidenceKind::Document;
        evidence.about = Some(Box::new(About::PaperOriginal(Pages { page, of })));
        copy.edit(Edit::Attach { evidence });
    };
    let missing = |c: &Copy| -> Vec<Blocker> {
        let open = progress(&c.package, &c.view()).blocking;
        open.into_iter()
            .filter(|b| b.code == "paper.pages_missing")
            .collect()
    };
    assert_eq!(missing(&a), [], "no paper, no pages");
    attach(&mut a, 1, 3);
    let said = missing(&a);
    assert_eq!(said.len(), 1);
    assert!(said[0].excusable() && said[0].about == "2/3, 3/3", "{said:?}");
    attach(&mut a, 3, 3);
    assert_eq!(missing(&a)[0].about, "2/3");
    // Another paper of its own length does not fill it.
    attach(&mut a, 1, 1);
    assert_eq!(missing(&a)[0].about, "2/3");
    attach(&mut a, 2, 3);
    assert_eq!(missing(&a), []);
    a.edit(Edit::Withdraw {
        evidence: "page-2-3".into(),
        reason: "模糊".to_owned(),
    });
    assert_eq!(missing(&a)[0].about, "2/3", "set aside is not there");
}

fn open_codes(c: &Copy) -> Vec<String> {
    let open = progress(&c.package, &c.view()).blocking.into_iter();
    open.filter(Blocker::is_signature).map(|b| b.code).collect()
}

/// A photo of the seal instead of the hand.
fn seal_photo(c: &mut Copy, photo: &str) {
    let Edit::Sign { mut signature } = c.signing_as(subject()) else {
        return;
    };
    signature.form = SignatureForm::SealPhoto;
    signature.strokes.clear();
    signature.evidence = Some(photo.into());
    c.edit(Edit::Sign { signature });
}

fn subject() -> Signer {
    Signer::Subject {
        name: "演示负责人".to_owned(),
        position: String::new(),
    }
}

/// 行政执法的笔录由当事人签名或者盖章: who sealed first and, after a change, signs by hand has signed.
#[test]
fn a_hand_stands_for_a_seal_whose_photo_was_withdrawn() {
    let (mut a, _) = pair();
    a.photo("seal");
    seal_photo(&mut a, "seal");
    a.edit(Edit::Withdraw {
        evidence: "seal".into(),
        reason: "拍糊了".to_owned(),
    });
    a.sign_officer(WANG);
    a.sign_officer(LI);
    assert_eq!(open_codes(&a), ["signature.subject", "signature.before_change"]);
    a.sign_subject();
    assert_eq!(open_codes(&a), <[&str; 0]>::default());
    // Where a rule asks for the seal itself, that is said by name, and words do.
    a.package.excerpt.signatures.subject_seals = true;
    let open = progress(&a.package, &a.view()).blocking.into_iter();
    let open: Vec<Blocker> = open.filter(Blocker::is_signature).collect();
    assert_eq!(open.len(), 1);
    assert!(open[0].code == "signature.subject_seal" && open[0].excusable());
}

/// What only a seal covers now was signed by hand before: the hand is still missing.
#[test]
fn a_seal_does_not_stand_for_a_hand() {
    let (mut a, _) = pair();
    a.photo("seal");
    a.sign_all();
    a.answer("q0", "ok");
    a.sign_officer(WANG);
    a.sign_officer(LI);
    seal_photo(&mut a, "seal");
    assert_eq!(open_codes(&a), ["signature.before_change"]);
}

/// Who refused and signs after all has signed: nobody asks for a witness any more. Refused again, it stands again.
#[test]
fn a_signature_takes_a_refusal_back() {
    let (mut a, _) = pair();
    a.sign_officer(WANG);
    a.sign_officer(LI);
    let refuse = || Edit::Refuse {
        reason: "不认可".to_owned(),
        no_witness: String::new(),
    };
    a.edit(refuse());
    assert_eq!(open_codes(&a), ["signature.witness"]);
    a.now += 60_000;
    a.sign_subject();
    assert_eq!(a.view().standing_refusal(), None);
    assert!(a.view().refusal.is_some(), "that it was said stays in the record");
    assert_eq!(open_codes(&a), <[&str; 0]>::default());
    a.edit(Edit::Refuse {
        reason: "又不认可".to_owned(),
        no_witness: String::new(),
    });
    assert_eq!(open_codes(&a), ["signature.witness"]);
}

/// A signature from before the refusal, or under a wording changed since, takes nothing back.
#[test]
fn a_refusal_stands_against_what_was_signed_otherwise() {
    let (mut a, _) = pair();
    a.sign_subject();
    a.edit(Edit::Refuse {
        reason: "不认可".to_owned(),
        no_witness: "无人".to_owned(),
    });
    assert!(a.view().standing_refusal().is_some());
    a.now += 60_000;
    a.sign_subject();
    assert!(a.view().standing_refusal().is_none());
    a.answer("q0", "ok");
    assert!(a.view().standing_refusal().is_some());
}

/// The drawn officer's number on somebody else's signature is a slip, or worse.
#[test]
fn a_guest_does_not_sign_with_a_drawn_officers_certificate() {
    let (mut a, _) = pair();
    let guest = |certificate_no: &str| Signer::Guest {
        name: "演示客员".to_owned(),
        certificate_no: certificate_no.to_owned(),
        department: "演示局".to_owned(),
    };
    let drawn = a.signing_as(guest(&format!(" {LI} ")));
    assert_eq!(a.try_edit(&drawn), Err(EditRefused::DrawnOfficer));
    let other = a.signing_as(guest("演示证0900"));
    assert!(a.try_edit(&other).is_ok());
}
