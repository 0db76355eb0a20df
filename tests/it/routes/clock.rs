//! F51: somebody sets the server's clock, forwards or backwards, and later sets it right again. Nothing final is
//! done on its word, nobody is locked out, no tablet has to be enrolled anew, and no receipt lies.

use super::desk::{Desk, PASSWORD};
use super::field::team;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::inspection::edit::{Edit, TextField};
use domain::time::Timestamp;
use domain::wire::api::{Session, TaskDetail, TaskState};
use std::sync::atomic::Ordering;
use sync_server::jobs;

const HOUR: i64 = 3_600_000;
const YEAR: i64 = 365 * 24 * HOUR;

/// A forward leap of a year, for as long as it takes somebody to notice.
#[tokio::test]
async fn f51_a_leap_forward_makes_no_draw_void() {
    let mut desk = Desk::open().await;
    let draft = desk.small_draft().await;
    let id = desk.promised(draft).await;
    desk.hand_over("witness", &id).await;
    desk.set_clock(YEAR);
    for _ in 0..3 {
        jobs::once(&desk.app).await.unwrap();
        desk.pass(60_000);
    }
    desk.set_clock(-YEAR);
    jobs::once(&desk.app).await.unwrap();
    let (path, wanted) = (format!("/tasks/{id}"), TaskState::Committed);
    desk.forget_cookies();
    let stands: TaskDetail = desk.get("planner", &path).await;
    assert_eq!(stands.summary.state, wanted, "the deadline has not passed");
    // The witness reveals in time after all; and when the deadline really passes nothing is left open.
    desk.hand_over("witness2", &id).await;
    let drawn: TaskDetail = desk.post("planner", &format!("{path}/open"), &()).await;
    assert_eq!(drawn.summary.state, TaskState::Drawn);
}

#[tokio::test]
async fn f51_after_a_leap_a_tablet_goes_on_without_a_new_enrolment() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    desk.set_clock(YEAR);
    // Somebody logs in meanwhile, which clears old sessions away.
    desk.forget_cookies();
    let _: Session = desk.get("reviewer", "/session").await;
    desk.set_clock(-YEAR);
    let text = "时钟改回之后".to_owned();
    let target = TextField::Remarks;
    tablets[0].edit(&id, &Edit::SetText { target, text });
    tablets[0].sync(&desk).await;
}

#[tokio::test]
async fn f51_a_session_begun_under_a_clock_that_was_ahead_ends_with_it() {
    let mut desk = Desk::open().await;
    desk.set_clock(YEAR);
    desk.forget_cookies();
    let _: Session = desk.get("planner", "/session").await;
    desk.set_clock(-YEAR);
    desk.pass(60_000);
    let got = desk.raw("planner", "GET", "/session", Vec::new()).await;
    assert_eq!(
        (got.status, got.code()),
        (StatusCode::UNAUTHORIZED, "session.missing".to_owned())
    );
}

#[tokio::test]
async fn f51_a_clock_set_back_locks_nobody_out() {
    let desk = Desk::open().await;
    let log_in = async |password: &str| {
        let body = serde_json::json!({ "user": "planner", "password": password });
        let request = Request::post("/api/v1/session").body(Body::from(body.to_string()));
        desk.send(request.unwrap()).await.status
    };
    desk.set_clock(YEAR);
    for _ in 0..5 {
        assert_eq!(log_in("wrong").await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(log_in(PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
    desk.set_clock(-YEAR);
    desk.pass(15 * 60_000);
    assert_eq!(log_in(PASSWORD).await, StatusCode::OK);
}

/// The second copy was made at a time that has not come yet: what arrives now is not in it.
#[tokio::test]
async fn f51_nothing_is_called_safe_that_is_in_no_second_copy() {
    let second = tempfile::tempdir().unwrap();
    let mut desk = Desk::open_beside(&second).await;
    let (_, mut tablets, id) = team(&mut desk).await;
    desk.set_clock(YEAR);
    jobs::once(&desk.app).await.unwrap();
    desk.set_clock(-YEAR);
    desk.pass(60_000);
    let text = "还没有第二份".to_owned();
    let target = TextField::Remarks;
    tablets[0].edit(&id, &Edit::SetText { target, text });
    let is_safe = |page: &domain::wire::sync::Page| page.docs.iter().find(|d| d.id == id).map(|d| d.safe);
    tablets[0].sync(&desk).await;
    let page = tablets[0].sync(&desk).await;
    assert_eq!(is_safe(&page), Some(false));
    jobs::once(&desk.app).await.unwrap();
    let page = tablets[0].sync(&desk).await;
    assert_eq!(is_safe(&page), Some(true), "now it is there");
    let now = Timestamp(desk.time.load(Ordering::Relaxed));
    assert_eq!(desk.app.now(), now, "the times of receipts are right again");
}
