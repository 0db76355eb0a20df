//! Redaction, each rule under the article that asks for it. Names and numbers here are made up.
use super::*;
use crate::id::RegimeId;
use crate::regime::catalog::Catalog;

fn regime(id: &str) -> Regime {
    Catalog::built_in().0.regime(&RegimeId::from(id)).unwrap().clone()
}

fn record() -> PublicRecord {
    let datum = |kind, value: &str| PrivateDatum {
        kind,
        value: value.to_owned(),
    };
    PublicRecord {
        subject_name: "演示商贸有限公司".into(),
        credit_code: Some("91360100MA00000001".into()),
        date: Date::from_ymd_opt(2026, 9, 18).unwrap(),
        items: vec!["疏散通道".into()],
        result: "责令改正".into(),
        findings: vec![
            "欧阳示范（电话13800000000，身份证11010519491231002X）陪同检查，疏散通道堵塞。".into(),
            "张三丰在演示路1号501室的住所与仓库合用；其妻李四娘在场。固话0791-12345678。".into(),
        ],
        measures: Vec::new(),
        body: "演示支队".into(),
        inspectors: vec!["王演示".into()],
        document_no: "洪消监字〔2026〕第13800000001号".into(),
        lines: vec![
            ("印章".into(), "演示支队消防监督专用章".into()),
            ("货值".into(), "库存120万元".into()),
        ],
        persons: vec!["欧阳示范".into(), "张三丰".into(), "李四娘".into()],
        private: vec![
            datum(PrivateKind::HomeAddress, "演示路1号501室"),
            datum(PrivateKind::Family, "其妻李四娘"),
            datum(PrivateKind::Seal, "演示支队消防监督专用章"),
            datum(PrivateKind::OrganisationProperty, "库存120万元"),
        ],
    }
}

fn all_text(record: &PublicRecord) -> String {
    serde_json::to_string(record).unwrap()
}

#[test]
fn r01_27_names_keep_the_surname_and_lose_the_given_name() {
    let (public, done) = redact(&regime("R01"), &record());
    assert!(
        public.findings[0].starts_with("欧阳某（"),
        "{}",
        public.findings[0]
    );
    assert!(public.findings[1].starts_with("张某在"));
    assert_eq!(public.inspectors, ["王某"]);
    let text = all_text(&public);
    for hidden in ["欧阳示范", "张三丰", "李四娘", "王演示"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    let named = done
        .iter()
        .find(|d| d.field == "findings.0" && d.what == "name")
        .unwrap();
    assert_eq!(named.cite, "第二十七条第1款");
}

#[test]
fn r01_27_1_addresses_contacts_family_and_identity_numbers_are_removed() {
    let (public, done) = redact(&regime("R01"), &record());
    let text = all_text(&public);
    for hidden in [
        "13800000000",
        "11010519491231002X",
        "0791-12345678",
        "501室",
        "其妻",
    ] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    assert!(
        done.iter()
            .any(|d| d.what == "id_number" && d.cite == "第二十七条第1款（一）")
    );
    assert!(
        done.iter()
            .any(|d| d.what == "home_address" && d.field == "findings.1")
    );
}

#[test]
fn r01_27_2_and_4_property_and_seal_are_removed() {
    let (public, done) = redact(&regime("R01"), &record());
    assert_eq!(public.lines[0].1, "×××");
    assert_eq!(public.lines[1].1, "×××");
    assert!(
        done.iter()
            .any(|d| d.what == "seal" && d.cite == "第二十七条第1款（四）")
    );
    assert!(
        done.iter()
            .any(|d| d.what == "organisation_property" && d.cite == "第二十七条第1款（二）")
    );
}

#[test]
fn r01_27_everything_else_stays_as_it_was() {
    let (public, _) = redact(&regime("R01"), &record());
    assert_eq!(public.subject_name, "演示商贸有限公司");
    assert_eq!(public.credit_code.as_deref(), Some("91360100MA00000001"));
    assert_eq!(public.items, ["疏散通道"]);
    assert!(public.findings[0].ends_with("陪同检查，疏散通道堵塞。"));
    assert_eq!(public.body, "演示支队");
    assert_eq!(
        public.document_no,
        record().document_no,
        "its digits look like a phone and are none"
    );
}

#[test]
fn what_was_hidden_does_not_travel_beside_the_text() {
    let (public, _) = redact(&regime("R01"), &record());
    assert!(public.persons.is_empty() && public.private.is_empty());
}

#[test]
fn a_silent_regime_redacts_nothing_and_says_so() {
    let (public, done) = redact(&regime("R27"), &record());
    assert_eq!(done, []);
    assert_eq!(public.findings, record().findings);
}

#[test]
fn digits_that_are_no_phone_and_no_identity_number_stay() {
    let kept = |text: &str| {
        assert_eq!(scrub_digits(text, PrivateKind::IdNumber, "#"), text);
        assert_eq!(scrub_digits(text, PrivateKind::Contact, "#"), text);
    };
    // A credit code of digits only (no date of birth inside), a document number, areas and years.
    kept("913601007000000001");
    kept("MA13800000000");
    kept("面积1200平方米，2026年9月18日，第003号");
    assert_eq!(
        scrub_digits("电话：13800000000。", PrivateKind::Contact, "#"),
        "电话：#。"
    );
    assert_eq!(scrub_digits("110105491231002", PrivateKind::IdNumber, "#"), "#");
}

#[test]
fn redacting_twice_changes_nothing_more() {
    let (once, _) = redact(&regime("R01"), &record());
    let (twice, done) = redact(&regime("R01"), &once);
    assert_eq!(once.findings, twice.findings);
    assert!(
        done.iter().all(|d| d.what == "name"),
        "only the masked inspectors are masked again: {done:?}"
    );
}
