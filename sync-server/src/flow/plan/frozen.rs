//! A plan as the draw freezes it (冻结的计划): strata, seats, witnesses, the approver's chain, and who entered what.

use super::STRATUM;
use crate::state::App;
use crate::store::record::TaskRecord;
use domain::assignment::sample_rule;
use domain::draw::plan::{
    BeaconRule, Caps, Condition, DrawPlan, Found, Mode, Seat, Stage, StageRule, Stratum, WitnessRule,
};
use domain::regime::{FoundList, PlanStratum, Regime};
use std::collections::BTreeMap;

/// What is listed and drawn on site is settled with the plan.
fn stage(found: &FoundList) -> StageRule {
    StageRule {
        stage: Stage::Unit,
        rule: sample_rule(&found.size),
        found: Found::OnSite,
        list: Some(found.list.clone()),
    }
}

/// What the draw freezes.
pub(super) fn draw_plan(
    app: &App,
    regime: &Regime,
    task: &TaskRecord,
    strata: &[PlanStratum],
    lists: &[FoundList],
    team: Vec<Seat>,
) -> DrawPlan {
    let witnesses = task.draft.witnesses.len() as u64;
    DrawPlan {
        name: task.draft.title.clone(),
        demo: app.config.demo,
        facts: facts(regime, task),
        date: task.draft.window.1,
        strata: strata
            .iter()
            .map(|s| Stratum {
                key: s.key.clone(),
                when: vec![Condition {
                    field: STRATUM.to_owned(),
                    is: vec![s.key.clone()],
                }],
                rule: sample_rule(&s.size),
                team: None,
                weigh: None,
            })
            .collect(),
        total: None,
        filter: Vec::new(),
        half: None,
        stages: lists.iter().map(stage).collect(),
        capacity: None,
        fixed: None,
        open_by: None,
        exclude: Vec::new(),
        team,
        lead: Vec::new(),
        caps: Caps::default(),
        apart: Vec::new(),
        mode: Mode::Open,
        witness: WitnessRule {
            n: witnesses,
            quorum: witnesses.min(2),
        },
        beacon: BeaconRule::None,
        deadline: u64::try_from(task.draft.deadline.0 / 1000).unwrap_or(0),
        approver: task.chain,
        escrow: None,
        prev: None,
    }
}

/// What belongs to the record: regime and pack, and who entered which input.
fn facts(regime: &Regime, task: &TaskRecord) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::from([
        ("task".to_owned(), task.id.to_string()),
        ("regime".to_owned(), regime.id.to_string()),
        ("regime_title".to_owned(), regime.title.clone()),
        ("pack_sha256".to_owned(), regime.digest.clone()),
        (
            "window".to_owned(),
            format!("{}/{}", task.draft.window.0, task.draft.window.1),
        ),
    ]);
    for (key, input) in &task.draft.inputs {
        let key: String = key
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        facts.insert(format!("input_{key}"), input.value.clone());
        facts.insert(format!("by_{key}"), input.by.clone());
    }
    facts
}
