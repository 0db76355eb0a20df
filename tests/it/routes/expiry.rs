//! A draw past its deadline: void in public when a reveal is missing, opened when nothing is left to decide.

use super::desk::Desk;
use domain::wire::api::{PublicTask, TaskDetail, TaskState};
use serde_json::Value;
use sync_server::jobs;

const HOUR: i64 = 3_600_000;

/// A committed draw of two witnesses of whom only these have revealed.
async fn committed(desk: &mut Desk, revealed: &[&str]) -> String {
    let draft = desk.small_draft().await;
    let id = desk.promised(draft).await;
    for user in revealed {
        desk.hand_over(user, &id).await;
    }
    id
}

fn leaves(desk: &Desk, kind: &'static str, about: &str) -> Vec<Value> {
    let about = about.to_owned();
    let found = desk.app.store.read_now(move |v| {
        let mut found = Vec::new();
        for index in v.leaves_of(kind, &about)? {
            found.extend(v.leaf(index)?);
        }
        Ok::<_, sync_server::store::StoreError>(found)
    });
    let parse = |bytes: Vec<u8>| serde_json::from_slice(&bytes).unwrap();
    found.unwrap().into_iter().map(parse).collect()
}

/// Draw protocol: "one missing at the deadline voids the draw and names the witness"; S is opened, the E that were
/// revealed are published.
#[tokio::test]
async fn a_missing_reveal_at_the_deadline_makes_the_draw_void_and_names_the_witness() {
    let mut desk = Desk::open().await;
    let id = committed(&mut desk, &["witness"]).await;
    desk.pass(HOUR);
    jobs::once(&desk.app).await.unwrap();
    let before: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    assert_eq!(
        before.summary.state,
        TaskState::Committed,
        "not a moment too early"
    );
    desk.pass(1);
    jobs::once(&desk.app).await.unwrap();
    let after: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    assert_eq!(after.summary.state, TaskState::Void);
    let [problem] = after.infeasible.as_slice() else {
        panic!("{:?}", after.infeasible)
    };
    assert_eq!(
        (
            problem.code.as_str(),
            problem.path.as_str(),
            problem.args["name"].as_str()
        ),
        ("draw.witness_not_revealed", "witnesses.witness2", "演示 witness2")
    );
    let public: Vec<PublicTask> = desk.get("", "/public/tasks").await;
    assert_eq!(public[0].summary.state, TaskState::Void);
    let [wit] = leaves(&desk, "wit", &id).try_into().unwrap();
    let [void] = leaves(&desk, "void", &id).try_into().unwrap();
    let [open] = leaves(&desk, "open", &id).try_into().unwrap();
    assert_eq!(
        (&wit["i"], &void["missing"]),
        (&0.into(), &serde_json::json!([1]))
    );
    assert_eq!(void["why"], "missing_reveal");
    // Neither a late reveal nor another press of the button, nor another round, changes the end.
    let size = desk.app.store.read_now(|v| v.log_size()).unwrap();
    jobs::once(&desk.app).await.unwrap();
    let pressed: TaskDetail = desk.post("planner", &format!("/tasks/{id}/open"), &()).await;
    assert_eq!(pressed.summary.state, TaskState::Void);
    assert_eq!(desk.app.store.read_now(|v| v.log_size()).unwrap(), size);
    let srv = leaves(&desk, "commit", &id)[0]["srv"]
        .as_str()
        .unwrap()
        .to_owned();
    // srv = SHA-256("ssj-draw/1 srv\n" ‖ S), from the protocol.
    use sha2::{Digest, Sha256};
    let s = hex::decode(open["S"].as_str().unwrap()).unwrap();
    let digest = Sha256::new()
        .chain_update(b"ssj-draw/1 srv\n")
        .chain_update(s)
        .finalize();
    assert_eq!(hex::encode(digest), srv);
}

#[tokio::test]
async fn a_draw_with_every_reveal_is_opened_at_its_deadline_even_if_nobody_presses() {
    let mut desk = Desk::open().await;
    let id = committed(&mut desk, &["witness", "witness2"]).await;
    desk.pass(HOUR + 1);
    let desk = &mut desk.restart();
    jobs::once(&desk.app).await.unwrap();
    let after: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    assert_eq!(after.summary.state, TaskState::Drawn);
    assert!(!after.drawn.is_empty());
}

#[tokio::test]
async fn nothing_is_committed_past_its_deadline() {
    let mut desk = Desk::open().await;
    desk.witness_keys().await;
    let draft = desk.small_draft().await;
    let waiting: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let late: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let (id, late) = (waiting.summary.id, late.summary.id);
    let _: TaskDetail = desk.post("planner", &format!("/tasks/{id}/commit"), &()).await;
    desk.pass(HOUR + 1);
    let got = desk
        .ask("planner", "POST", &format!("/tasks/{late}/commit"), &())
        .await;
    let body: domain::wire::code::ErrorBody = got.json();
    assert_eq!(body.problems[0].code, "plan.deadline.past");
    let lock = serde_json::json!({ "commitment": "ab".repeat(32) });
    let path = format!("/witness/tasks/{id}/commitment");
    assert_eq!(
        desk.ask("witness", "POST", &path, &lock).await.code(),
        "draw.past_deadline"
    );
    assert!(leaves(&desk, "commit", id.as_str()).is_empty());
}
