//! A regime that asks for an approval before every check: nothing is drawn before another person gave it.

use super::desk::Desk;
use axum::http::StatusCode;
use domain::wire::api::{PoolPreview, TaskDetail, TaskState};
use domain::wire::code::ErrorBody;

/// R17 第八条: every spot check needs the approval of the unit's administrative leader.
#[tokio::test]
async fn r17_8_nothing_is_drawn_before_another_person_approved() {
    let mut desk = Desk::open().await;
    let mut draft = desk.draft("R17", "工贸安全", &[("share_all", "10")]).await;
    draft.filter.clear();
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    assert_eq!((task.approver.as_str(), task.approval), ("本单位行政领导", None));
    let path = |end: &str| format!("/tasks/{}/{end}", task.summary.id);
    let pool: PoolPreview = desk.get("planner", &path("pool")).await;
    let asked = pool
        .problems
        .iter()
        .find(|p| p.code == "plan.approval.missing")
        .unwrap();
    assert_eq!(asked.args["cite"], "第八条");

    let refused = desk.ask("planner", "POST", &path("commit"), &()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.json::<ErrorBody>().problems;
    assert!(told.iter().any(|p| p.code == "plan.approval.missing"));
    let own = desk.ask("planner", "POST", &path("approval"), &()).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "a planner approves nothing");

    let approved: TaskDetail = desk.post("approver", &path("approval"), &()).await;
    assert_eq!(approved.approval.unwrap().by.as_str(), "approver");
    let committed: TaskDetail = desk.post("planner", &path("commit"), &()).await;
    assert_eq!(committed.summary.state, TaskState::AwaitingCommitments);

    draft.title.push_str(" 2");
    let plan = format!("/tasks/{}", task.summary.id);
    let changed: TaskDetail = desk.ask("planner", "PUT", &plan, &draft).await.json();
    assert_eq!(changed.approval, None, "a plan that changes is approved anew");
}
