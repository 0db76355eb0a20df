//! Who is offered what, on a task as the server shows it.

use super::*;
use domain::regime::change::ChangeWhy;
use domain::time::Timestamp;
use serde_json::json;

/// A drawn task of three inspections with two people each, the third left aside.
pub(in crate::state::office) fn task(approver: Option<serde_json::Value>) -> TaskDetail {
    let row = |n: u32, team: [&str; 2], aside: bool| {
        json!({
            "inspection": format!("i{n}"), "subject": format!("s{n}"), "subject_name": format!("单位{n}"),
            "stratum": "all", "position": n, "left_aside": aside,
            "team": team.map(|id| json!([id, format!("姓名{id}"), "member"])),
        })
    };
    let mut task = json!({
        "summary": { "id": "t1", "title": "", "regime": "r", "state": "drawn", "drawn": 2, "created_at": Timestamp(0) },
        "draft": { "title": "", "regime": "r", "inputs": {}, "window": ["2026-11-20", "2026-12-20"], "witnesses": ["w"], "deadline": Timestamp(0) },
        "inputs": [], "witnesses": [], "due": [],
        "drawn": [row(1, ["a", "b"], false), row(2, ["c", "d"], false), row(3, ["e", "f"], true)],
    });
    if let Some(approver) = approver {
        task["change_approver"] = approver;
    }
    serde_json::from_value(task).unwrap()
}

fn approver(chain: Option<&ChainGiven>) -> Option<serde_json::Value> {
    let mut approver = json!({ "user": "li", "name": "李" });
    if let Some(chain) = chain {
        approver["chain"] = serde_json::to_value(chain).unwrap();
    }
    Some(approver)
}

fn given(n: u64) -> ChainGiven {
    let end = chain::end(&Secret::new([7; 32]), n);
    ChainGiven {
        end: end.end.to_string(),
        n,
    }
}

fn rule(kind: ChangeKind) -> ChangeRule {
    ChangeRule {
        kind,
        reasons: kind.reasons().to_vec(),
        swap_only: false,
        said: Vec::new(),
    }
}

fn change(kind: ChangeKind, state: ChangeState) -> ChangeView {
    serde_json::from_value(json!({
        "no": 1, "kind": kind, "state": state, "inspection": "i1", "subject": "s1", "subject_name": "",
        "why": ChangeWhy::Absent, "words": "", "by": "zhang", "name": "张", "at": Timestamp(0),
    }))
    .unwrap()
}

fn viewer(user: &str) -> Viewer {
    Viewer {
        user: user.into(),
        draws: false,
        approves: true,
    }
}

#[test]
fn chance_needs_a_chain_that_is_not_used_up_and_an_act_by_hand_needs_none() {
    use Offer::{NoApprover, NoChain, Open, Spent};
    let offers = |task: &TaskDetail| ChangeKind::ALL.map(|kind| offer(task, &rule(kind)));
    assert_eq!(offers(&task(None)), [NoApprover, NoApprover, Open]);
    assert_eq!(offers(&task(approver(None))), [NoChain, NoChain, Open]);
    assert_eq!(offers(&task(approver(Some(&given(0))))), [Spent, Spent, Open]);
    assert_eq!(offers(&task(approver(Some(&given(1))))), [Open; 3]);
    let mut alone = task(approver(Some(&given(1))));
    alone.draft.witnesses.clear();
    assert_eq!(offers(&alone), [Open, Offer::NoWitness, Open]);
}

#[test]
fn what_the_text_bars_is_not_offered() {
    let barred = ChangeRule {
        reasons: Vec::new(),
        ..rule(ChangeKind::Hand)
    };
    assert_eq!(offer(&task(None), &barred), Offer::Barred);
}

#[test]
fn what_was_left_aside_cannot_be_changed_again() {
    let task = task(None);
    let ids: Vec<&str> = changeable(&task.drawn)
        .iter()
        .map(|row| row.inspection.as_str())
        .collect();
    assert_eq!(ids, ["i1", "i2"]);
}

#[test]
fn a_draw_by_chance_is_answered_by_the_approver_of_the_plan_alone() {
    let mut task = task(approver(Some(&given(4))));
    let mut asked = change(ChangeKind::Inspector, ChangeState::AwaitingApproval);
    assert_eq!(answering(&task, &asked, &viewer("li")), Answering::WithChain);
    task.changes = vec![change(ChangeKind::Subject, ChangeState::AwaitingEntropy)];
    assert_eq!(answering(&task, &asked, &viewer("li")), Answering::Later);
    task.changes.clear();
    assert_eq!(answering(&task, &asked, &viewer("wang")), Answering::No);
    let early = change(ChangeKind::Inspector, ChangeState::AwaitingCosignature);
    assert_eq!(answering(&task, &early, &viewer("li")), Answering::No);
    asked.by = "li".into();
    assert_eq!(answering(&task, &asked, &viewer("li")), Answering::No);
}

#[test]
fn an_act_by_hand_is_answered_by_two_others_once_each() {
    let task = task(None);
    let mut asked = change(ChangeKind::Hand, ChangeState::AwaitingApproval);
    assert_eq!(answering(&task, &asked, &viewer("wang")), Answering::ByHand);
    assert_eq!(answering(&task, &asked, &viewer("zhang")), Answering::No);
    let planner = Viewer {
        approves: false,
        ..viewer("wang")
    };
    assert_eq!(answering(&task, &asked, &planner), Answering::No);
    let said = json!({ "by": "wang", "name": "王", "granted": true, "words": "", "at": Timestamp(0) });
    asked.said.push(serde_json::from_value(said).unwrap());
    assert_eq!(answering(&task, &asked, &viewer("wang")), Answering::No);
    assert_eq!(answering(&task, &asked, &viewer("zhao")), Answering::ByHand);
}

#[test]
fn the_page_looks_by_itself_while_anything_is_open() {
    let mut drawn = task(approver(None));
    assert!(!waits(&drawn), "a chain is of no use after the commitment");
    drawn.changes = vec![change(ChangeKind::Hand, ChangeState::Refused)];
    assert!(!waits(&drawn));
    drawn
        .changes
        .push(change(ChangeKind::Hand, ChangeState::AwaitingApproval));
    assert!(waits(&drawn));
    let mut planned = task(approver(None));
    planned.summary.state = TaskState::Draft;
    assert!(waits(&planned));
    planned.change_approver = task(approver(Some(&given(2)))).change_approver;
    assert!(!waits(&planned));
}

/// The values as in the chain's own test: SHA-256 of 32 bytes of 7, and of that, by an independent program.
#[test]
fn the_next_value_is_the_one_before_the_last_known() {
    let root = Secret::new([7; 32]);
    let whole = given(2);
    assert_eq!(
        whole.end,
        "eb60bdee05596734335a93786236c2df6642b9f2730ff30e5242e6d4c1f3fec1"
    );
    let once = "4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0";
    assert_eq!(next_value(&root, &whole).as_deref(), Some(once));
    assert_eq!(next_value(&Secret::new([8; 32]), &whole), None);
    let spent = ChainGiven {
        end: once.to_owned(),
        n: 0,
    };
    assert_eq!(next_value(&root, &spent), None);
    let unreadable = ChainGiven {
        end: "x".to_owned(),
        n: 2,
    };
    assert_eq!(next_value(&root, &unreadable), None);
}
