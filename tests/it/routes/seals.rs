//! Two tablets of a team seal without knowing of each other: both seals stay, and nobody approves before they
//! have sealed together.

use super::audit::{act, remark};
use super::desk::Desk;
use super::field::team;
use super::tablet::Tablet;
use axum::http::StatusCode;
use domain::id::InspectionId;
use domain::inspection::edit::Edit;
use domain::review::{ReviewAct, ReviewState};
use domain::submission::Submission;
use domain::wire::api::{InspectionDetail, QuarantineRow, ReviewRequest};

#[tokio::test]
async fn seals_given_apart_are_both_kept_and_nothing_is_approved_before_they_are_one() {
    let mut desk = Desk::open().await;
    let (mut tablets, id) = sealed_apart(&mut desk).await;
    let records = tablets.iter().map(|t| &t.held[&id]);
    let froze: Vec<Submission> = records
        .filter_map(|held| Submission::of(&held.package, &held.doc.view()))
        .collect();
    assert_eq!(froze.len(), 2);
    tablets[0].sync(&desk).await;
    act(&mut desk, "reviewer", &id, ReviewAct::Return, "请核对").await;
    tablets[1].sync(&desk).await;
    let path = format!("/inspections/{id}");
    let detail: InspectionDetail = desk.get("reviewer", &path).await;
    assert_eq!(
        (detail.row.review, detail.row.open_differences),
        (ReviewState::HasIssues, 1),
        "a seal that knows of no return does not answer it"
    );
    let kept = Submission::each(&detail.package, &detail.view);
    assert_eq!(kept.len(), 2);
    assert!(froze.iter().all(|f| kept.contains(f)), "{froze:?} {kept:?}");
    assert_eq!(desk.audited().differences, []);

    let reason = "共同核对".to_owned();
    tablets[1].sync(&desk).await;
    tablets[1].edit(&id, &Edit::Amend { reason });
    remark(&mut tablets[1], &id, "共同的记录");
    tablets[1].finish(&id);
    tablets[1].sync(&desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &path).await;
    assert_eq!(
        (detail.row.review, detail.row.open_differences),
        (ReviewState::Amended, 0)
    );
    act(&mut desk, "reviewer", &id, ReviewAct::Approve, "").await;
    act(&mut desk, "publisher", &id, ReviewAct::Publish, "").await;
    assert_eq!(desk.audited().differences, []);
}

/// Both tablets have sealed, each other words; nothing is sent yet.
async fn sealed_apart(desk: &mut Desk) -> (Vec<Tablet>, InspectionId) {
    let (_, mut tablets, id) = team(desk).await;
    for (tablet, words) in tablets.iter_mut().zip(["甲的记录", "乙的记录"]) {
        remark(tablet, &id, words);
        tablet.finish(&id);
    }
    (tablets, id)
}

#[tokio::test]
async fn nothing_is_approved_while_two_seals_differ() {
    let mut desk = Desk::open().await;
    let (mut tablets, id) = sealed_apart(&mut desk).await;
    for tablet in &mut tablets {
        tablet.sync(&desk).await;
    }
    let ask = ReviewRequest {
        act: ReviewAct::Approve,
        comment: String::new(),
        steps: Vec::new(),
    };
    let path = format!("/inspections/{id}/review");
    let refused = desk.ask("reviewer", "POST", &path, &ask).await;
    assert_eq!(refused.code(), "review.open_difference");
}

#[tokio::test]
async fn a_seal_that_comes_after_the_approval_is_kept_apart() {
    let mut desk = Desk::open().await;
    let (mut tablets, id) = sealed_apart(&mut desk).await;
    tablets[0].sync(&desk).await;
    act(&mut desk, "reviewer", &id, ReviewAct::Approve, "").await;
    let upload = tablets[1].upload();
    let got = tablets[1].post(&desk, &upload).await;
    assert_eq!(got.status, StatusCode::OK);
    let kept: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    assert_eq!(kept[0].code, "admit.closed");
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "甲的记录");
    assert_eq!(desk.audited().differences, []);
}
