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

const R01_SOUND: [(&str, &str); 7] = [
    ("item_list", "清单（演示）"),
    ("monthly_units", "12"),
    ("post_coefficient", "0.25"),
    ("share_red", "10"),
    ("share_yellow", "5.5"),
    ("share_blue", "5.5"),
    ("share_green", "1"),
];

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
        let mut pairs = R01_SOUND;
        pairs[2].1 = value;
        assert_eq!(codes(&regime, &entered(&pairs)).is_empty(), sound, "{value}");
    }
}

#[test]
fn r01_21_2_a_higher_risk_has_no_smaller_share() {
    let regime = regime("R01");
    let mut pairs = R01_SOUND;
    pairs[6].1 = "6";
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
