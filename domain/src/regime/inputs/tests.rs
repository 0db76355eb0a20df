//! Gaps become inputs, and a plan without them is refused.
use super::*;
use crate::id::RegimeId;
use crate::regime::catalog::Catalog;

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

fn codes(regime: &Regime, inputs: &PlanInputs) -> Vec<(String, String)> {
    check_plan(regime, inputs)
        .into_iter()
        .map(|p| (p.code, p.path))
        .collect()
}

const R01_SOUND: [(&str, &str); 8] = [
    ("check_type", "daily"),
    ("item_list", "清单（演示）"),
    ("monthly_units", "12"),
    ("post_coefficient", "0.25"),
    ("share_red", "10"),
    ("share_yellow", "5.5"),
    ("share_blue", "5.5"),
    ("share_green", "1"),
];

/// The sound plan of R01 with one value of its own.
fn with(input: &str, value: &'static str) -> [(&'static str, &'static str); 8] {
    R01_SOUND.map(|(name, sound)| (name, if name == input { value } else { sound }))
}

#[test]
fn r27_16_the_lost_unit_and_14_the_silent_team_size_are_asked() {
    let inputs = plan_inputs(&regime("R27"));
    let asked: Vec<_> = inputs
        .iter()
        .map(|i| (i.input.as_str(), i.cite.as_str(), i.gap))
        .collect();
    assert_eq!(
        asked,
        [("ratio_unit", "第16条", true), ("team_size", "第14条", false)]
    );
}

#[test]
fn r27_16_a_plan_without_the_unit_is_refused() {
    let regime = regime("R27");
    let missing = |name: &str| ("plan.input.missing".to_owned(), format!("inputs.{name}"));
    assert_eq!(
        codes(&regime, &PlanInputs::new()),
        [missing("ratio_unit"), missing("team_size")]
    );
    assert_eq!(
        codes(&regime, &entered(&[("team_size", "2")])),
        [missing("ratio_unit")]
    );
    assert_eq!(
        codes(
            &regime,
            &entered(&[("team_size", "2"), ("ratio_unit", "permille")])
        ),
        []
    );
    let invalid = codes(
        &regime,
        &entered(&[("team_size", "0"), ("ratio_unit", "percentage")]),
    );
    assert!(
        invalid.iter().all(|(code, _)| code == "plan.input.invalid"),
        "{invalid:?}"
    );
}

#[test]
fn an_input_nobody_stands_for_is_refused() {
    let mut inputs = entered(&[("team_size", "2"), ("ratio_unit", "percent")]);
    inputs.get_mut("team_size").unwrap().by = " ".to_owned();
    assert_eq!(codes(&regime("R27"), &inputs)[0].0, "plan.input.nobody");
}

#[test]
fn r01_15_3_the_coefficient_is_not_below_a_quarter() {
    let regime = regime("R01");
    assert_eq!(codes(&regime, &entered(&R01_SOUND)), []);
    for (value, sound) in [
        ("0.25", true),
        ("0.250", true),
        ("1", true),
        ("0.2499", false),
        ("-1", false),
    ] {
        let pairs = with("post_coefficient", value);
        assert_eq!(codes(&regime, &entered(&pairs)).is_empty(), sound, "{value}");
    }
}

#[test]
fn r01_21_2_a_higher_risk_has_no_smaller_share() {
    let regime = regime("R01");
    let pairs = with("share_green", "6");
    let found = check_plan(&regime, &entered(&pairs));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].code.as_str(), found[0].args["cite"].as_str()),
        ("plan.input.rising", "第二十一条第2款")
    );
}

#[test]
fn r01_6_and_15_the_lost_annex_and_formula_are_asked_as_lost() {
    let lost: Vec<_> = plan_inputs(&regime("R01"))
        .into_iter()
        .filter(|i| i.gap)
        .map(|i| i.cite)
        .collect();
    assert_eq!(lost, ["第六条", "第十五条第3款"]);
}

#[test]
fn an_office_proposes_and_a_person_still_enters() {
    let (catalog, _) = Catalog::built_in();
    let overlay = catalog.overlays()[0].id.clone();
    let whole = catalog.with_overlays(&RegimeId::from("R27"), &[overlay]).unwrap();
    let size = plan_inputs(&whole)
        .into_iter()
        .find(|i| i.input == "team_size")
        .unwrap();
    let proposed = size.proposed.unwrap();
    assert_eq!(
        (proposed.value.as_str(), proposed.layer),
        ("2", RuleSource::Office)
    );
    assert_eq!(
        check_plan(&whole, &PlanInputs::new()).len(),
        2,
        "a proposal is no input"
    );
}

#[test]
fn percentages_are_exact() {
    assert_eq!(percent("12.5"), Some((125, 1000)));
    assert_eq!(percent("100"), Some((100, 100)));
    assert_eq!(percent("100.1"), None);
    assert_eq!(percent("0.000"), Some((0, 100)));
    assert_eq!(percent("99999999999999999999"), None);
}

/// R02 第十五条（三）, R10 三.2: general items need a ceiling of the share, key items have none.
#[test]
fn r02_15_and_r10_3_general_items_ask_a_ceiling_and_key_items_do_not() {
    for (id, share) in [("R02", "share"), ("R10", "share_all")] {
        let pack = crate::regime::testing::regime(id);
        let codes = |pairs: &[(&str, &str)]| {
            let found = check_plan(&pack, &crate::regime::testing::entered(pairs));
            let about = found.into_iter().filter(|p| !p.path.ends_with("team_size"));
            about.map(|p| (p.code, p.path)).collect::<Vec<_>>()
        };
        let problem = |code: &str, input: &str| vec![(code.to_owned(), format!("inputs.{input}"))];
        assert_eq!(
            codes(&[("item_class", "key"), (share, "90")]),
            [],
            "{id}: no ceiling"
        );
        assert_eq!(
            codes(&[("item_class", "general"), (share, "5")]),
            problem("plan.input.missing", "share_ceiling"),
            "{id}"
        );
        assert_eq!(
            codes(&[("item_class", "general"), ("share_ceiling", "5"), (share, "6")]),
            problem("plan.input.rising", share),
            "{id}"
        );
    }
}

/// R07 一至十六（二）1: every check lies between 26 May and 31 December 2022.
#[test]
fn r07_2_1_no_visit_is_planned_outside_the_window_of_the_text() {
    use crate::regime::testing::{day, regime};
    let r07 = regime("R07");
    let found = |from: &str, to: &str| check_window(&r07, (day(from), day(to)), &PlanInputs::new());
    assert_eq!(found("2022-05-26", "2022-12-31"), []);
    for (from, to) in [
        ("2022-05-25", "2022-06-30"),
        ("2022-12-01", "2023-01-01"),
        ("2026-03-01", "2026-04-01"),
    ] {
        let problems = found(from, to);
        assert_eq!(problems[0].code, "plan.window.outside", "{from}");
        assert_eq!(problems[0].args["cite"], "一至十六（二）1");
    }
}

/// R11 第十三条: inspectors are drawn just before the team leaves.
#[test]
fn r11_13_inspectors_are_not_drawn_before_the_day_of_departure() {
    use crate::regime::testing::{day, regime};
    let window = (day("2026-09-07"), day("2026-09-11"));
    let on = |id: &str, today: &str| check_draw_day(&regime(id), window, day(today)).map(|p| p.code);
    assert_eq!(on("R11", "2026-09-06").as_deref(), Some("plan.draw.too_early"));
    assert_eq!(on("R11", "2026-09-07"), None);
    assert_eq!(on("R02", "2026-08-01"), None, "a silent text stays silent");
}

#[test]
fn a_departure_in_principle_needs_words_by_somebody_and_is_told() {
    let pack = crate::regime::testing::regime("R12");
    let found = |pairs: &[(&str, &str)]| {
        let mut inputs = crate::regime::testing::entered(pairs);
        inputs.extend(crate::regime::testing::entered(&[("share_all", "5")]));
        check_plan(&pack, &inputs)
            .into_iter()
            .map(|p| (p.severity, p.code))
            .collect::<Vec<_>>()
    };
    use crate::problem::Severity;
    assert_eq!(found(&[]), []);
    assert_eq!(
        found(&[("reason.cap-two", "上级部署")]),
        [(Severity::Warning, "plan.principle.departed".to_owned())]
    );
    assert_eq!(
        found(&[("reason.no-such-rule", "x")]),
        [(Severity::Error, "plan.input.unknown".to_owned())]
    );
}
