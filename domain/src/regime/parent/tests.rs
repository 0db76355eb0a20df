//! A parent is the office's choice, and every rule taken over says so.
use super::*;
use crate::regime::catalog::Catalog;
use crate::regime::inputs::{PlanInputs, check_plan, plan_inputs};
use crate::regime::pool::strata;
use crate::regime::team::team_rule;
use crate::regime::testing::{entered, regime, subject};
use crate::regime::{abridge, read_aloud};

fn choose(thin: &str, parent: &str, inherit: &[&str]) -> Result<Regime, Vec<Problem>> {
    let mut catalog = Catalog::built_in().0;
    catalog.choose_parent(&ParentChoice {
        regime: thin.into(),
        parent: parent.into(),
        inherit: inherit.iter().map(|k| (*k).to_owned()).collect(),
    })?;
    Ok(catalog.regime(&thin.into()).unwrap().clone())
}

/// R03, R04, R10 and R16 hold neither ratio nor team: without a parent the plan maker is asked for both.
#[test]
fn r03_r04_r10_r16_without_a_parent_ask_the_plan_maker() {
    for id in ["R03", "R04", "R10", "R16"] {
        let thin = regime(id);
        let asked = plan_inputs(&thin);
        assert!(asked.iter().any(|i| i.input == "team_size"), "{id}");
        assert!(asked.iter().any(|i| i.input.starts_with("share_")), "{id}");
        let found = check_plan(&thin, &PlanInputs::new());
        assert!(found.iter().any(|p| p.path == "inputs.team_size"), "{id}");
        for kind in ["stratum", "team"] {
            assert!(thin.adopt.iter().any(|k| k == kind), "{id} {kind}");
        }
    }
}

#[test]
fn r16_with_r09_as_parent_takes_its_ratio_and_team_of_two() {
    let thin = choose("R16", "R09", &["stratum", "team"]).unwrap();
    let asked: Vec<_> = plan_inputs(&thin).into_iter().map(|i| i.input).collect();
    assert_eq!(
        asked,
        ["stock_drugs", "stock_pesticides"],
        "how many of a store are looked at, neither text says"
    );
    let found = strata(&thin, &PlanInputs::new()).unwrap();
    let general = found.iter().find(|s| s.key == "general").unwrap();
    assert_eq!(general.size.of(100), 10);
    assert_eq!(
        general.cite, "南昌环保 第十五条",
        "the article names the regime it stands in"
    );
    assert_eq!(team_rule(&thin, &PlanInputs::new()).unwrap().officers, 2);
    let heads = thin.rules.heads();
    let inherited: Vec<_> = heads
        .iter()
        .filter(|h| h.origin.layer == RuleSource::Inherited)
        .collect();
    assert_eq!(inherited.len(), 6, "five strata and one team");
    assert!(
        inherited
            .iter()
            .all(|h| h.origin.pack == "R09" && h.cite.starts_with("南昌环保 "))
    );
}

#[test]
fn r10_with_r02_as_parent_takes_the_inputs_its_rules_ask_for() {
    let thin = choose("R10", "R02", &["stratum", "team", "step"]).unwrap();
    let asked: Vec<_> = plan_inputs(&thin)
        .into_iter()
        .filter(|i| i.derived.is_none())
        .map(|i| i.input)
        .collect();
    assert!(
        !asked.iter().any(|i| i == "team_size"),
        "the parent says two: {asked:?}"
    );
    assert!(
        asked.iter().any(|i| i == "share"),
        "the parent's own open ratio: {asked:?}"
    );
    let page = read_aloud(&thin);
    assert!(
        page.contains("本单位选定 R02 为上位规则包，沿用其：抽查比例、检查组人数、现场步骤"),
        "{page}"
    );
    let step = page.lines().find(|l| l.contains("出示执法证件")).unwrap();
    assert!(
        step.contains("［沿用上位规则包］【南昌市场监管 第九条（五）】"),
        "{step}"
    );
    let excerpt = abridge(&thin, &subject(&[]), &[], 2);
    assert!(excerpt.steps.iter().all(|s| s.source == RuleSource::Inherited));
    assert_ne!(
        thin.digest,
        regime("R10").digest,
        "an inspection pins what it was made under"
    );
}

#[test]
fn a_choice_the_pack_does_not_offer_is_refused_with_every_reason() {
    let codes = |thin: &str, parent: &str, kinds: &[&str]| {
        let found = choose(thin, parent, kinds).unwrap_err();
        found.into_iter().map(|p| p.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("R16", "R16", &["stratum"]), ["regime.parent.thin"]);
    assert_eq!(
        codes("R16", "R03", &["stratum"]),
        ["regime.parent.thin"],
        "a thin regime is no parent"
    );
    assert_eq!(
        codes("R09", "R02", &["team"]),
        ["regime.parent.not_offered"],
        "R09 says it itself"
    );
    assert_eq!(
        codes("R16", "R09", &["cap", "item"]),
        ["regime.parent.silent", "regime.parent.not_offered"]
    );
    assert_eq!(codes("R16", "R99", &[]), ["regime.parent.unknown"]);
}

#[test]
fn nothing_of_the_thin_regime_itself_is_lost() {
    let (alone, with) = (regime("R10"), choose("R10", "R02", &[]).unwrap());
    let own = |r: &Regime| {
        let heads = r.rules.heads();
        heads
            .iter()
            .filter(|h| h.origin.pack == "R10")
            .map(|h| h.id.to_owned())
            .collect::<BTreeSet<_>>()
    };
    let yielding = [
        "gap-share",
        "gap-team-size",
        "share-under-ceiling",
        "stratum-all",
        "team",
    ];
    let lost: BTreeSet<_> = own(&alone).difference(&own(&with)).cloned().collect();
    assert_eq!(lost, yielding.iter().map(|s| (*s).to_owned()).collect());
    assert!(
        check_plan(&with, &entered(&[]))
            .iter()
            .all(|p| p.path != "inputs.team_size")
    );
}
