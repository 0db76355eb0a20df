//! A crash at each step of the protocol (draw protocol §4, test 28): from what was stored before the step, the
//! same leaves come out again; where something never comes, the draw becomes void for all to see.

use super::commit::{self, Committed};
use super::freeze::{self, freeze};
use super::plan::DrawPlan;
use super::result::reveal_leaves;
use super::void::{self, Overdue, Reason};
use super::{Course, InspectorEntry, SubjectEntry, open, server_commitment, witness_commitment};
use crate::digest::{Digest, Secret};
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// Everything a server stores, and nothing else outlives a crash.
#[derive(Clone, Default)]
struct Stored {
    plan: Option<String>,
    server: Option<[u8; 32]>,
    salts: Option<[u8; 32]>,
    wit: Vec<Digest>,
    rows: Option<(String, String, String)>,
    reveals: Vec<[u8; 32]>,
    log: Vec<String>,
}

fn plan() -> String {
    let text = include_str!("../../../tests/vectors/draw/example/TASK.json");
    let task: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut plan: DrawPlan = serde_json::from_value(task["plan"].clone()).unwrap();
    plan.beacon = super::plan::BeaconRule::None;
    plan.witness = super::plan::WitnessRule { n: 2, quorum: 0 };
    serde_json::to_string(&plan).unwrap()
}

fn rosters(plan: &DrawPlan) -> (Vec<SubjectEntry>, Vec<InspectorEntry>) {
    let attrs = |i: usize| {
        let fields = plan.subject_fields().into_iter();
        fields
            .map(|f| (f.to_owned(), ["key", "general"][i % 2].to_owned()))
            .collect::<BTreeMap<_, _>>()
    };
    let subject = |i: usize| SubjectEntry {
        id: format!("S{i:02}").into(),
        attrs: attrs(i),
        why: None,
    };
    let departments: Vec<String> = plan.team.iter().filter_map(|s| s.dept.clone()).collect();
    let inspector = |i: usize| InspectorEntry {
        id: format!("I{i:02}").into(),
        dept: departments
            .get(i % departments.len().max(1))
            .cloned()
            .unwrap_or_default(),
        lead: true,
        qual: plan.team.iter().filter_map(|s| s.qual.clone()).collect(),
        prior: 0,
        hard: None,
        why: None,
        recusals: Vec::new(),
    };
    ((0..20).map(subject).collect(), (0..8).map(inspector).collect())
}

fn thawed(stored: &Stored) -> Committed {
    let plan: DrawPlan = serde_json::from_str(stored.plan.as_ref().unwrap()).unwrap();
    let (rows, inspectors, recuse) = stored.rows.clone().unwrap();
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    let frozen = freeze::thaw(
        lines(rows),
        lines(inspectors),
        serde_json::from_str(&recuse).unwrap(),
    )
    .unwrap();
    let srv = server_commitment(&Secret::new(stored.server.unwrap()));
    commit::commit(&plan, &frozen, 1, srv, &stored.wit).unwrap()
}

/// One step: reads what is stored, writes once. Entropy of the operating system differs at every call.
fn step(number: usize, stored: &mut Stored, os: u8) {
    let witness = |i: u8| Secret::new([0x10 + i; 32]);
    match number {
        0 => stored.plan = Some(plan()),
        1 => stored.server = stored.server.or(Some([os; 32])),
        2 => stored.salts = stored.salts.or(Some([os + 1; 32])),
        3 | 4 => {
            let commitment = witness_commitment(&witness(number as u8 - 3));
            if !stored.wit.contains(&commitment) {
                stored.wit.push(commitment);
            }
        }
        5 if stored.rows.is_none() => {
            let plan: DrawPlan = serde_json::from_str(stored.plan.as_ref().unwrap()).unwrap();
            let (subjects, staff) = rosters(&plan);
            let frozen = freeze(&plan, &subjects, &staff, &Secret::new(stored.salts.unwrap())).unwrap();
            let recuse = serde_json::to_string(&frozen.recuse).unwrap();
            stored.rows = Some((frozen.rows.join("\n"), frozen.inspector_rows.join("\n"), recuse));
        }
        6 if stored.log.is_empty() => {
            let made = thawed(stored);
            stored.log = vec![made.plan_text, made.roster_text, made.commit_text];
        }
        7 | 8 => {
            let e = *witness(number as u8 - 7).bytes();
            if !stored.reveals.contains(&e) {
                stored.reveals.push(e);
            }
        }
        9 if stored.log.len() == 3 => {
            let made = thawed(stored);
            let reveals: Vec<Secret> = stored.reveals.iter().map(|e| Secret::new(*e)).collect();
            let server = Secret::new(stored.server.unwrap());
            let mut leaves = reveal_leaves(&made, 2, &reveals, None).unwrap();
            let outcome = open(&made, &server, &reveals, None).unwrap();
            let salts = Secret::new(stored.salts.unwrap());
            leaves.extend(outcome.leaves(2, 5, &server, "test", &salts));
            assert_eq!(
                Course::new(&made, &outcome, 2).teams().count(),
                outcome.teams().len()
            );
            stored.log.extend(leaves.iter().map(|l| l.text().unwrap()));
        }
        _ => {}
    }
}

const STEPS: usize = 10;

#[test]
fn a_crash_at_any_step_changes_nothing() {
    let mut whole = Stored::default();
    (0..STEPS).for_each(|n| step(n, &mut whole, 0x40));
    assert!(whole.log.len() > 6);
    for crashed in 0..STEPS {
        for durable in [false, true] {
            let mut stored = Stored::default();
            (0..crashed).for_each(|n| step(n, &mut stored, 0x40));
            // The step ran, and its write was lost or not; memory is gone. It is begun again, with whatever
            // entropy the system gives now wherever none was stored.
            let mut tried = stored.clone();
            step(crashed, &mut tried, 0x40);
            if durable {
                stored = tried;
            }
            let os = if !durable && (1..=2).contains(&crashed) {
                0x40
            } else {
                0x77
            };
            (crashed..crashed + 1).for_each(|n| step(n, &mut stored, os));
            (crashed + 1..STEPS).for_each(|n| step(n, &mut stored, 0x40));
            assert_eq!(stored.log, whole.log, "step {crashed}, stored {durable}");
        }
    }
}

#[test]
fn a_step_that_never_comes_ends_in_a_visible_void() {
    for come in 0..2 {
        let mut stored = Stored::default();
        (0..7 + come).for_each(|n| step(n, &mut stored, 0x40));
        let made = thawed(&stored);
        let revealed: Vec<u64> = (0..come as u64).collect();
        let late = Timestamp((made.leaf.deadline as i64 + 1) * 1000);
        let missing: Vec<u64> = (come as u64..2).collect();
        let found = void::overdue(&made.leaf, &revealed, false, late);
        assert_eq!(found, Some(Overdue::WitnessMissing(missing.clone())));
        let reveals: Vec<(u64, Secret)> = (0..)
            .zip(stored.reveals.iter().map(|e| Secret::new(*e)))
            .collect();
        let server = Secret::new(stored.server.unwrap());
        let leaves = void::leaves(&made, 2, &reveals, None, &Reason::Overdue, &server).unwrap();
        let text = leaves[come].text().unwrap();
        assert!(
            text.contains("\"missing_reveal\"")
                && text.contains(&format!("\"missing\":{missing:?}").replace(' ', ""))
        );
    }
}
