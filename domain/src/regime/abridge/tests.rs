//! What travels to a tablet: each regime says its own, an office's rule says that it is the office's.
use super::*;
use crate::id::RegimeId;
use crate::regime::catalog::Catalog;

fn regime(id: &str) -> Regime {
    Catalog::built_in().0.regime(&RegimeId::from(id)).unwrap().clone()
}

fn with_office(id: &str) -> Regime {
    let (catalog, _) = Catalog::built_in();
    let overlay = catalog.overlays()[0].id.clone();
    catalog.with_overlays(&RegimeId::from(id), &[overlay]).unwrap()
}

fn subject(class: &str, industry: &str) -> Subject {
    let row = serde_json::json!({ "id": "s", "name": "演示单位", "class": class, "industry": industry });
    serde_json::from_value(row).unwrap()
}

fn excerpt(regime: &Regime, subject: &Subject) -> RegimeExcerpt {
    abridge(regime, subject, &items_for(regime, subject), 2)
}

fn steps(excerpt: &RegimeExcerpt) -> Vec<&str> {
    excerpt.steps.iter().map(|s| s.id.as_str()).collect()
}

#[test]
fn r01_19_5_has_five_reasons_not_to_inspect() {
    let found = excerpt(&regime("R01"), &subject("general", ""));
    let codes: Vec<_> = found.skip_reasons.iter().map(|s| s.code.as_str()).collect();
    assert_eq!(
        codes,
        ["moved", "closed", "wrong_jurisdiction", "wrong_data", "other"]
    );
    let last = found.skip_reasons.last().unwrap();
    assert!(last.needs_note && last.cite == "第十九条第5款（五）");
    assert!(
        found
            .skip_reasons
            .iter()
            .all(|s| s.photos_min == 0 && s.source == RuleSource::Regime)
    );
}

/// 第十七条第3款：先查重点单位，再查随机抽取的一般单位。
#[test]
fn r01_17_3_key_units_are_visited_first() {
    let first = |class: &str| excerpt(&regime("R01"), &subject(class, "")).visit_first;
    assert_eq!(first("key").unwrap().cite, "第十七条第3款");
    assert_eq!(first("general"), None);
    assert_eq!(excerpt(&regime("R02"), &subject("key", "")).visit_first, None);
}

// R01 第十九条第5款 lists the reasons and names nobody who approves them.
#[test]
fn a_regime_that_names_no_approver_of_a_skip_stays_silent() {
    let found = excerpt(&regime("R01"), &subject("general", ""));
    assert!(!found.skip_reasons.is_empty());
    for reason in &found.skip_reasons {
        assert!(
            reason.approver.is_empty() && reason.approver_cite.is_empty(),
            "{reason:?}"
        );
    }
}

#[test]
fn an_offices_evidence_for_a_skip_is_the_offices() {
    let found = excerpt(&with_office("R01"), &subject("general", ""));
    for reason in &found.skip_reasons {
        assert!(reason.photos_min == 1 && reason.needs_note && reason.source == RuleSource::Regime);
        let office = SkipDemand {
            photos_min: 1,
            note: true,
            place: true,
            second_officer: true,
            cite: "本单位规定（演示）第二条".to_owned(),
            source: RuleSource::Office,
        };
        assert_eq!(reason.asked(), [office]);
        assert!(
            reason.cite.starts_with("第十九条第5款"),
            "the reason itself stays the regime's"
        );
        // regimes/office-demo, 第二条: 报审批人批准.
        assert_eq!(reason.approver, "审批人");
        assert_eq!(reason.approver_cite, "本单位规定（演示）第二条");
    }
}

#[test]
fn r01_19_3_and_4_whole_recording_before_and_feedback_after() {
    let r01 = regime("R01");
    assert_eq!(
        steps(&excerpt(&r01, &subject("general", ""))),
        ["recorder_on", "feedback"]
    );
    let key = excerpt(&r01, &subject("key", ""));
    assert_eq!(steps(&key), ["pre_meeting", "recorder_on", "feedback"]);
    assert_eq!(key.steps[0].cite, "第十九条第2款");
}

#[test]
fn r01_is_silent_on_signatures_and_an_office_may_add_a_witness() {
    let silent = excerpt(&regime("R01"), &subject("general", "")).signatures;
    assert!(!silent.subject_signs && !silent.witness_at_refusal && silent.officers_cite.is_empty());
    let office = excerpt(&with_office("R01"), &subject("general", "")).signatures;
    assert!(office.witness_at_refusal && office.witness_source == RuleSource::Office);
    assert!(
        !office.subject_signs,
        "an overlay's witness does not make the subject sign"
    );
}

#[test]
fn r27_17_the_subject_signs_and_a_refusal_is_noted() {
    let found = excerpt(&regime("R27"), &subject("general", "机械制造")).signatures;
    assert!(found.subject_signs && !found.subject_seals && !found.witness_at_refusal);
    assert_eq!(
        (found.subject_cite.as_str(), found.refusal_cite.as_str()),
        ("第17条", "第17条")
    );
    assert!(found.refusal.contains("如实注明"));
}

#[test]
fn r19_2_5_a_mine_signs_and_seals_after_certificates_were_shown() {
    let r19 = regime("R19");
    let mine = subject("general", "矿山");
    let found = excerpt(&r19, &mine);
    assert!(found.signatures.subject_signs && found.signatures.subject_seals);
    assert_eq!(found.signatures.officers_cite, "二（五）2");
    assert_eq!(
        steps(&found),
        ["show_certificate", "verify_materials", "feedback"],
        "what 二（五）2 says of signing is the signature, not a tick"
    );
    assert!(found.camera_forbidden.is_none());
    let forms: Vec<_> = forms_for(&r19, &items_for(&r19, &mine))
        .iter()
        .map(|f| f.id.to_string())
        .collect();
    assert_eq!(forms, ["r19-mine-record", "r19-mine-status"]);
}

#[test]
fn r19_1_1_no_camera_where_results_are_classified() {
    let found = excerpt(&regime("R19"), &subject("general", "涉密测绘成果使用单位"));
    assert_eq!(found.camera_forbidden.unwrap().cite, "一（一）2、5");
    assert!(
        !found.signatures.subject_signs,
        "the signature rule is the mines' own"
    );
}

#[test]
fn what_the_regime_asks_is_not_asked_again_by_the_office() {
    let found = excerpt(&with_office("R19"), &subject("general", "矿山"));
    assert_eq!(
        steps(&found),
        [
            "show_certificate",
            "ask_recusal",
            "verify_materials",
            "feedback",
            "read_back"
        ]
    );
    assert_eq!(found.steps[0].source, RuleSource::Regime);
    assert_eq!(found.steps[1].source, RuleSource::Office);
}

#[test]
fn r01_18_tells_before_and_r01_27_says_what_is_hidden() {
    let found = excerpt(&regime("R01"), &subject("general", ""));
    assert!(found.notice.iter().any(|n| n.cite == "第十八条"));
    assert!(found.publication.iter().any(|p| p.cite.starts_with("第二十七条")));
    assert!(found.site_rules.iter().any(|s| s.cite == "第十九条第1款"));
}

/// R12 第十二条第1款, R18 第九条第2款: a head of each group is designated after the draw.
#[test]
fn r12_12_and_r18_9_a_head_is_named_before_the_group_leaves() {
    for id in ["R12", "R18"] {
        let pack = crate::regime::testing::regime(id);
        let steps = abridge(&pack, &crate::regime::testing::subject(&[]), &[], 2).steps;
        assert_eq!(steps[0].id, "designate_head", "{id}");
        assert_eq!(steps[0].strength, Strength::Must, "{id}: nobody seals without it");
    }
    let silent = abridge(
        &crate::regime::testing::regime("R02"),
        &crate::regime::testing::subject(&[]),
        &[],
        2,
    );
    assert!(silent.steps.iter().all(|s| s.id != "designate_head"));
}

/// R15 第七条（四）, R17 第十一条, R18 第十三条 name the kinds of the whole-process record.
#[test]
fn r15_7_r17_11_r18_13_name_the_kinds_of_evidence() {
    use crate::evidence::EvidenceKind::{Audio, Photo, Video};
    let kinds = |id: &str| {
        let excerpt = abridge(
            &crate::regime::testing::regime(id),
            &crate::regime::testing::subject(&[]),
            &[],
            2,
        );
        excerpt.evidence.into_iter().map(|w| w.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("R15"), [Photo, Video]);
    assert_eq!(kinds("R17"), [Video, Audio]);
    assert_eq!(kinds("R18"), [Photo, Video, Audio]);
    assert_eq!(kinds("R02"), [], "a silent text asks for nothing");
}

/// R01 第三十五条: complaint to the next higher body, review, or suit. No other text says how to seek redress.
#[test]
fn r01_35_says_how_to_seek_redress_and_the_others_are_silent() {
    let (catalog, _) = Catalog::built_in();
    for pack in catalog.regimes() {
        let told = excerpt(pack, &subject("general", "")).remedies;
        let cites: Vec<&str> = told.iter().map(|r| r.cite.as_str()).collect();
        match pack.id.as_str() {
            "R01" => assert_eq!(cites, ["第三十五条"]),
            other => assert!(cites.is_empty(), "{other}: {cites:?}"),
        }
    }
}

/// No text of the twenty-eight asks for a signature on every page; the demo's office does.
#[test]
fn every_page_is_signed_where_the_office_says_so() {
    let silent = excerpt(&regime("R27"), &subject("", "")).signatures;
    assert_eq!(silent.every_page_cite, "");
    let asked = excerpt(&with_office("R27"), &subject("", "")).signatures;
    assert_eq!(asked.every_page_cite, "本单位规定（演示）第九条");
}

/// R09 第十六条 names 调查询问 and 取样监测 as ways of checking, R02 第九条（六） the order; a text that names none asks for none.
#[test]
fn a_paper_is_asked_for_where_the_text_names_what_it_records() {
    let asked = |id: &str| {
        let papers = excerpt(&regime(id), &subject("", "")).papers;
        let each = papers.into_iter().map(|p| (p.code, p.cite));
        each.collect::<Vec<_>>()
    };
    let own = |code: &str, cite: &str| (code.to_owned(), cite.to_owned());
    assert_eq!(
        asked("R09"),
        [own("interview", "第十六条"), own("sampling", "第十六条")]
    );
    assert_eq!(asked("R02"), [own("order", "第九条（六）")]);
    assert_eq!(asked("R27"), []);
}
