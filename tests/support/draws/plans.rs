//! Made-up plans and rosters.

use domain::draw::plan::{
    BeaconRule, Caps, Condition, DrawPlan, Exclusion, Mode, Rule, Seat, Stratum, WitnessRule,
};
use domain::draw::stream::Stream;
use domain::draw::{InspectorEntry, SubjectEntry};
use domain::id::{InspectorId, SubjectId};
use domain::time::Date;
use std::collections::BTreeMap;

pub(super) fn seat(role: &str) -> Seat {
    Seat {
        role: role.to_owned(),
        dept: None,
        qual: None,
    }
}

pub(super) fn condition(field: &str, is: &[&str]) -> Condition {
    Condition {
        field: field.to_owned(),
        is: is.iter().map(|v| (*v).to_owned()).collect(),
    }
}

pub(super) fn strata(dice: &mut Stream, shares: bool) -> Vec<Stratum> {
    let mut rule = |least: u64| {
        if shares {
            let q = (dice.below(2) == 0).then(|| dice.below(9) + 1);
            Rule::Total {
                q,
                min: least,
                cap: None,
            }
        } else {
            Rule::RatioCeil {
                num: dice.below(4) + 1,
                den: 10,
                min: least,
            }
        }
    };
    let mut stratum = |key: &str, when, least| Stratum {
        key: key.to_owned(),
        when,
        rule: rule(least),
        team: None,
        weigh: None,
    };
    vec![
        stratum("key", vec![condition("class", &["key"])], 1),
        stratum("general", vec![], 0),
    ]
}

pub(super) fn team(dice: &mut Stream) -> Vec<Seat> {
    let mut second = seat("assist");
    match dice.below(4) {
        0 => second.dept = Some("乙".to_owned()),
        1 => second.qual = Some("消防".to_owned()),
        _ => {}
    }
    vec![seat("lead"), second]
}

pub(super) fn plan(dice: &mut Stream) -> DrawPlan {
    let witnesses = dice.below(4);
    let shares = dice.below(2) == 1;
    DrawPlan {
        name: "测试任务".to_owned(),
        demo: true,
        facts: BTreeMap::from([("basis".to_owned(), "测试".to_owned())]),
        date: Date::from_ymd_opt(2026, 11, 20).unwrap(),
        strata: strata(dice, shares),
        filter: vec![],
        half: None,
        stages: vec![],
        capacity: None,
        fixed: None,
        open_by: None,
        total: shares.then(|| dice.below(4) + 2),
        exclude: vec![Exclusion {
            why: "twice_this_year".into(),
            when: vec![condition("visits", &["2", "3"])],
        }],
        team: team(dice),
        lead: vec![],
        caps: Caps {
            hard: (dice.below(5) == 0).then(|| dice.below(2) + 2),
        },
        apart: if dice.below(3) == 0 {
            vec![[InspectorId::from("I0"), InspectorId::from("I1")]]
        } else {
            vec![]
        },
        mode: Mode::Open,
        witness: WitnessRule {
            n: witnesses,
            quorum: dice.below(witnesses + 1),
        },
        beacon: match dice.below(3) {
            0 => BeaconRule::None,
            1 => BeaconRule::Drand { round: 1000 },
            _ => BeaconRule::Line {
                of: "lottery".into(),
                date: Date::from_ymd_opt(2026, 11, 21).unwrap(),
            },
        },
        deadline: 1_795_400_000,
        approver: None,
        escrow: (dice.below(2) == 0).then(|| "sealed".to_owned()),
        prev: (dice.below(6) == 0).then_some(1),
    }
}

pub(super) fn subjects(dice: &mut Stream) -> Vec<SubjectEntry> {
    let n = dice.below(25) + 6;
    (0..n)
        .map(|i| {
            let class = if dice.below(3) == 0 { "key" } else { "general" };
            let mut attrs = BTreeMap::from([("class".to_owned(), class.to_owned())]);
            attrs.insert("visits".to_owned(), dice.below(4).to_string());
            let why = (dice.below(9) == 0).then(|| "closed".to_owned());
            SubjectEntry {
                id: SubjectId::new(format!("S{:03}号", i * 37 % 101)),
                attrs,
                why,
            }
        })
        .collect()
}

pub(super) fn inspectors(dice: &mut Stream, subjects: &[SubjectEntry]) -> Vec<InspectorEntry> {
    let n = dice.below(7) + 3;
    (0..n)
        .map(|i| InspectorEntry {
            id: InspectorId::new(format!("I{i}")),
            dept: if dice.below(2) == 0 { "甲" } else { "乙" }.to_owned(),
            lead: dice.below(3) > 0,
            qual: if dice.below(2) == 0 {
                vec!["消防".to_owned()]
            } else {
                vec![]
            },
            prior: dice.below(3),
            hard: (dice.below(6) == 0).then(|| dice.below(3)),
            why: (dice.below(8) == 0).then(|| "certificate_expired".to_owned()),
            recusals: subjects
                .iter()
                .filter(|_| dice.below(7) == 0)
                .map(|s| s.id.clone())
                .collect(),
        })
        .collect()
}
