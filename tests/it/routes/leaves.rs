//! F53: the log takes nothing more, and everything else would still work. Then no act of the office happens: each is
//! refused, and nothing of it is to be seen afterwards.

use super::desk::{Closed, Desk};
use super::field::team;
use axum::http::StatusCode;
use domain::review::{ReviewAct, ReviewState};
use domain::wire::api::ReviewRequest;
use domain::wire::api::{
    DeviceRow, EnrolmentCodeRequest, InspectionDetail, RosterPage, TaskDetail, TaskState,
};
use serde_json::json;
use sync_server::store::sqlite::refuse_leaves;

#[tokio::test]
async fn f53_without_its_leaf_in_the_log_no_act_happens() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    tablets[0].sync(&desk).await;
    tablets[0].finish(&id);
    let device = tablets[1].enrolment.device.to_string();
    let draft = desk.small_draft().await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let task = task.summary.id.to_string();
    let mut draft = draft;
    draft.witnesses.clear();
    let _: TaskDetail = desk.get("planner", &format!("/tasks/{task}")).await;
    let got = desk
        .ask("planner", "PUT", &format!("/tasks/{task}"), &draft)
        .await;
    assert_eq!(got.status, StatusCode::OK);
    let before: RosterPage = desk.get("planner", "/rosters/subjects").await;

    refuse_leaves(desk.data()).unwrap();
    let subjects = sync_server::demo::subjects_xlsx();
    let changed = String::from_utf8_lossy(&subjects).is_empty();
    assert!(!changed);
    // A record that is handed in sealed is an act: its seal would be a leaf.
    let got = tablets[0].post(&desk, &tablets[0].upload()).await;
    assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR, "a seal");
    for (user, method, path, body) in [
        (
            "administrator",
            "POST",
            format!("/devices/{device}/revoke"),
            json!(null),
        ),
        ("planner", "POST", format!("/tasks/{task}/commit"), json!(null)),
        (
            "administrator",
            "POST",
            "/single-copy".to_owned(),
            json!({ "words": "一份即可" }),
        ),
    ] {
        let got = desk.ask(user, method, &path, &body).await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (StatusCode::INTERNAL_SERVER_ERROR, "server.storage"),
            "{path}"
        );
    }

    let mut desk = Closed::open(desk.close());
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert!(detail.view.seals.is_empty(), "no seal arrived");
    assert_eq!(detail.row.review, ReviewState::Pending);
    let rows: Vec<DeviceRow> = desk.get("administrator", "/devices").await;
    assert!(rows.iter().all(|row| row.revoked_at.is_none()));
    let after: TaskDetail = desk.get("planner", &format!("/tasks/{task}")).await;
    assert_eq!(after.summary.state, TaskState::Draft);
    let single: serde_json::Value = desk.get("planner", "/single-copy").await;
    assert!(single["words"].is_null(), "{single}");
    let rosters: RosterPage = desk.get("planner", "/rosters/subjects").await;
    assert_eq!(rosters, before);
    // Nothing of it is in the way of the officer: the record is still his, and unsent.
    let ask = ReviewRequest {
        act: ReviewAct::Approve,
        comment: String::new(),
        steps: Vec::new(),
    };
    let got = desk
        .ask("reviewer", "POST", &format!("/inspections/{id}/review"), &ask)
        .await;
    assert_eq!(got.code(), "inspection.not_sealed");
    let ask = EnrolmentCodeRequest {
        inspector: tablets[0].enrolment.inspector.id.clone(),
    };
    let got = desk.ask("administrator", "POST", "/enrolment-codes", &ask).await;
    assert_eq!(got.status, StatusCode::OK, "what is no act goes on");
}
