//! Pools and strata, each under the article that makes them.
use super::*;
use crate::regime::testing::{day, entered, regime};

fn subject(class: &str, risk: &str, tags: &str) -> Subject {
    let extra = serde_json::json!({ "标签": tags });
    let row =
        serde_json::json!({ "id": "s", "name": "演示单位", "class": class, "risk": risk, "extra": extra });
    serde_json::from_value(row).unwrap()
}

fn verdict(regime: &Regime, subject: &Subject, past: &[PastVisit], inputs: &PlanInputs) -> PoolVerdict {
    let day = day("2026-09-01");
    pool_subject(regime, subject, Known { past, day, inputs })
}

fn stratum(regime: &Regime, subject: &Subject) -> String {
    match verdict(regime, subject, &[], &PlanInputs::new()) {
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
    let PoolVerdict::Out { code, cite, .. } = verdict(&regime("R01"), &closed, &[], &PlanInputs::new())
    else {
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
fn a_cap_that_must_be_kept_excludes_and_one_in_principle_asks_a_reason() {
    let visit = |on: &str| PastVisit {
        drawn: day(on),
        ..PastVisit::default()
    };
    let twice = [visit("2026-03-02"), visit("2026-06-01")];
    let unit = subject("general", "blue", "");
    let with_reason = entered(&[("reason.c", "群众反映强烈，需再次检查")]);
    let out = |v: PoolVerdict| matches!(v, PoolVerdict::Out { ref code, ref cite, .. } if code == "cap.year" && cite == "二");
    assert!(out(verdict(&capped("must"), &unit, &twice, &with_reason)));
    assert!(out(verdict(
        &capped("principle"),
        &unit,
        &twice,
        &PlanInputs::new()
    )));
    let PoolVerdict::In { warnings, .. } = verdict(&capped("principle"), &unit, &twice, &with_reason) else {
        panic!("in principle is no bar once the reason is written down")
    };
    assert_eq!(warnings[0].code, "cap.year");
    assert_eq!(warnings[0].args["reason"], "群众反映强烈，需再次检查");
    let last_year = [visit("2025-03-02"), visit("2025-06-01")];
    let fresh = verdict(&capped("must"), &unit, &last_year, &PlanInputs::new());
    assert!(
        matches!(fresh, PoolVerdict::In { .. }),
        "the cap is one of the year"
    );
}

#[test]
fn an_exclusion_names_its_reason_and_article() {
    let out = verdict(
        &capped("must"),
        &subject("general", "", "守信"),
        &[],
        &PlanInputs::new(),
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

/// R09 第十五条: 10 tonnes and more (10 included) 100 %, below 10 tonnes 30 %, radioactive sources 100 %, ray
/// devices 50 %, everything else 10 % a quarter.
#[test]
fn r09_15_the_tonnes_of_waste_decide_the_share() {
    let r09 = regime("R09");
    let of = |extra: &[(&str, &str)]| stratum(&r09, &crate::regime::testing::subject(extra));
    let tonnes = |t: &str| of(&[("危险废物年产生量", t)]);
    assert_eq!(tonnes("10"), "waste_large");
    assert_eq!(tonnes("9.999"), "waste_small");
    assert_eq!(tonnes("120.5"), "waste_large");
    assert_eq!(tonnes("0"), "general");
    assert_eq!(tonnes(""), "general");
    assert_eq!(
        tonnes("约12吨"),
        "out: subject.figure",
        "nobody can say on which side of the limit it is"
    );
    assert_eq!(of(&[("标签", "放射源"), ("危险废物年产生量", "3")]), "radiation");
    assert_eq!(
        of(&[("标签", "射线装置"), ("危险废物年产生量", "3")]),
        "ray_device"
    );
    let sizes: Vec<_> = strata(&r09, &PlanInputs::new())
        .unwrap()
        .iter()
        .map(|s| s.size.of(100))
        .collect();
    assert_eq!(sizes, [100, 100, 50, 30, 10]);
}

/// R16 表一: ten items are checked by daily check, never drawn.
#[test]
fn r16_1_items_of_daily_checks_are_never_drawn() {
    let r16 = regime("R16");
    let daily = subject("", "", "渔业经营者");
    assert_eq!(stratum(&r16, &daily), "out: item.not_drawn");
    let both = subject("", "", "渔业经营者、兽药经营");
    assert_eq!(stratum(&r16, &both), "random");
    let items = crate::regime::items_for(&r16, &both);
    let drawn = |id: &crate::id::CheckItemId| {
        r16.rules
            .items
            .iter()
            .any(|r| &r.what.item == id && r.what.methods == ["双随机检查"])
    };
    assert!(!items.is_empty() && items.iter().all(drawn), "{items:?}");
    assert_eq!(
        r16.rules
            .items
            .iter()
            .filter(|r| r.what.draw == DrawMode::None)
            .count(),
        10
    );
}

/// R04 一（1）: the units are decided (确定), not drawn; 二 is silent on it.
#[test]
fn r04_1_units_named_by_the_scheme_are_never_in_a_draw() {
    let r04 = regime("R04");
    assert_eq!(stratum(&r04, &subject("", "", "定点零售药店")), "out: item.named");
    assert_eq!(stratum(&r04, &subject("", "", "用人单位")), "registration");
}

/// R08 第七条（二） and R15 第七条（二）: not below 10 % in principle, other shares where a statute or the complexity says so.
#[test]
fn r08_7_and_r15_7_another_share_needs_a_written_reason() {
    for (id, key) in [("R08", "others"), ("R15", "others")] {
        let pack = regime(id);
        let rule = pack
            .rules
            .strata
            .iter()
            .find(|r| r.what.key == key)
            .unwrap()
            .id
            .clone();
        let raised = ("share_raised", "30");
        let size = |inputs: &PlanInputs| {
            let strata = strata(&pack, inputs).unwrap();
            strata.iter().find(|s| s.key == key).unwrap().size.of(200)
        };
        let (share, why) = (format!("share.{rule}"), format!("reason.{rule}"));
        assert_eq!(size(&entered(&[raised])), 20, "{id}");
        assert_eq!(
            size(&entered(&[raised, (&share, "4")])),
            20,
            "{id}: no reason, no departure"
        );
        assert_eq!(
            size(&entered(&[raised, (&share, "4"), (&why, "法律规定为4%")])),
            8,
            "{id}"
        );
    }
}
