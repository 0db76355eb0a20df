//! Pools and strata, each under the article that makes them.
use super::*;
use crate::id::RegimeId;
use crate::regime::catalog::Catalog;
use crate::regime::inputs::Entered;

fn regime(id: &str) -> Regime {
    Catalog::built_in().0.regime(&RegimeId::from(id)).unwrap().clone()
}

fn entered(pairs: &[(&str, &str)]) -> PlanInputs {
    let by = |value: &str| Entered {
        value: value.to_owned(),
        by: "演示经办".to_owned(),
    };
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), by(value)))
        .collect()
}

fn subject(class: &str, risk: &str, tags: &str) -> Subject {
    let extra = serde_json::json!({ "标签": tags });
    let row =
        serde_json::json!({ "id": "s", "name": "演示单位", "class": class, "risk": risk, "extra": extra });
    serde_json::from_value(row).unwrap()
}

fn stratum(regime: &Regime, subject: &Subject) -> String {
    match pool_subject(regime, subject, Visits::default()) {
        PoolVerdict::In { stratum, .. } => stratum,
        PoolVerdict::Out { code, .. } => format!("out: {code}"),
    }
}

#[test]
fn r01_15_2_key_units_that_are_crowded_places_are_all_drawn() {
    let r01 = regime("R01");
    assert_eq!(
        stratum(&r01, &subject("key", "yellow", "高层建筑、人员密集场所")),
        "key_crowded"
    );
    assert_eq!(
        stratum(&r01, &subject("key", "yellow", "高层建筑")),
        "risk_yellow"
    );
    assert_eq!(
        stratum(&r01, &subject("general", "red", "人员密集场所")),
        "risk_red"
    );
    let inputs = entered(&[
        ("share_red", "10"),
        ("share_yellow", "5"),
        ("share_blue", "2"),
        ("share_green", "1"),
    ]);
    let strata = strata(&r01, &inputs).unwrap();
    assert_eq!(strata[0].size, SampleSize::All);
    assert_eq!(strata[0].size.of(17), 17);
    assert_eq!(strata[0].cite, "第十五条第2款");
}

#[test]
fn r01_15_1_the_four_risk_levels_are_strata_of_their_own() {
    let r01 = regime("R01");
    for (risk, key) in [
        ("red", "risk_red"),
        ("yellow", "risk_yellow"),
        ("blue", "risk_blue"),
        ("green", "risk_green"),
    ] {
        assert_eq!(stratum(&r01, &subject("nine_small", risk, "")), key);
    }
    assert_eq!(stratum(&r01, &subject("nine_small", "", "")), "out: stratum.none");
    let unknown = strata(&r01, &PlanInputs::new()).unwrap_err();
    assert_eq!(unknown.len(), 4, "no figure in the text, no figure here");
}

#[test]
fn r27_16_five_percent_and_five_permille_differ_as_entered() {
    let size = |unit: &str| {
        let strata = strata(&regime("R27"), &entered(&[("ratio_unit", unit)])).unwrap();
        strata[0].size.of(42)
    };
    assert_eq!(size("percent"), 3); // ceil(42 × 5 / 100) = ceil(2.1)
    assert_eq!(size("permille"), 1); // ceil(42 × 5 / 1000) = ceil(0.21)
}

#[test]
fn r19_2_3_one_percent_of_mines_is_at_least_one() {
    let r19 = regime("R19");
    assert_eq!(stratum(&r19, &subject("general", "", "矿山")), "mine");
    let inputs = entered(&[("share_classified", "0"), ("share_survey", "0")]);
    let strata = strata(&r19, &inputs).unwrap();
    let mine = strata.iter().find(|s| s.key == "mine").unwrap();
    assert_eq!(
        (
            mine.size.of(0),
            mine.size.of(8),
            mine.size.of(100),
            mine.size.of(101)
        ),
        (0, 1, 1, 2)
    );
    let survey = strata.iter().find(|s| s.key == "survey").unwrap();
    assert_eq!(survey.size.of(30), 0, "0 entered: not drawn this time");
}

#[test]
fn a_closed_subject_stays_out_by_its_roster_row() {
    let mut closed = subject("key", "red", "");
    closed.status = "closed".to_owned();
    let PoolVerdict::Out { code, cite, .. } = pool_subject(&regime("R01"), &closed, Visits::default()) else {
        panic!("a closed subject is not drawn")
    };
    assert_eq!((code.as_str(), cite.as_str()), ("subject.status.closed", ""));
}

/// A made-up pack: none of the three regimes has a cap or excludes subjects.
fn capped(strength: &str) -> Regime {
    let text = format!(
        "format = 1\nid = \"T\"\nversion = 1\ntitle = \"t\"\nshort = \"t\"\nissuer = \"t\"\nregion = \"t\"\n\
         source = \"t\"\neffective_note = \"t\"\n\
         [[stratum]]\nid = \"s\"\nkey = \"all\"\nlabel = \"全部\"\nsample = {{ how = \"all\" }}\ncite = \"一\"\n\
         [[cap]]\nid = \"c\"\nn = 2\nperiod = \"year\"\nper = [\"subject\"]\nstrength = \"{strength}\"\ncite = \"二\"\n\
         [[exclusion]]\nid = \"x\"\ncode = \"good_record\"\nlabel = \"守信\"\nwhen = [{{ field = \"tag\", in = [\"守信\"] }}]\ncite = \"三\"\n"
    );
    let file = crate::regime::parse::PackFile {
        name: "regime.toml",
        text: &text,
    };
    crate::regime::parse::parse(file, &[]).0.unwrap()
}

#[test]
fn a_cap_that_must_be_kept_excludes_and_one_in_principle_warns() {
    let twice = Visits {
        this_year: 2,
        cap_excepted: false,
    };
    let unit = subject("general", "blue", "");
    let out = pool_subject(&capped("must"), &unit, twice);
    assert!(matches!(out, PoolVerdict::Out { ref code, ref cite, .. } if code == "cap.year" && cite == "二"));
    let PoolVerdict::In { warnings, .. } = pool_subject(&capped("principle"), &unit, twice) else {
        panic!("in principle is no bar")
    };
    assert_eq!(warnings[0].code, "cap.year");
    let excepted = Visits {
        cap_excepted: true,
        ..twice
    };
    assert!(matches!(
        pool_subject(&capped("must"), &unit, excepted),
        PoolVerdict::In { .. }
    ));
}

#[test]
fn an_exclusion_names_its_reason_and_article() {
    let out = pool_subject(
        &capped("must"),
        &subject("general", "", "守信"),
        Visits::default(),
    );
    let PoolVerdict::Out {
        code, label_zh, cite, ..
    } = out
    else {
        panic!("excluded")
    };
    assert_eq!(
        (code.as_str(), label_zh.as_str(), cite.as_str()),
        ("good_record", "守信", "三")
    );
}
