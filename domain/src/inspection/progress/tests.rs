//! What stands between an inspection and its seal.
use super::*;
use crate::inspection::doc::EditRefused;
use crate::inspection::doc::testing::{Copy, LI, WANG, pair};
use crate::regime::excerpt::{EvidenceWanted, RuleSource};

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
