//! What stands between an inspection and its seal.
use super::*;
use crate::inspection::doc::testing::{Copy, pair};
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
