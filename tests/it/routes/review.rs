//! Review and publication: returned with words, amended, approved, published once and redacted.

use super::desk::Desk;
use super::field::team;
use axum::http::StatusCode;
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::review::{ReviewAct, ReviewState};
use domain::wire::api::{Dashboard, InspectionDetail, PublicResult, PublicationPreview, ReviewRequest};

fn act(act: ReviewAct, comment: &str) -> ReviewRequest {
    ReviewRequest {
        act,
        comment: comment.to_owned(),
        steps: Vec::new(),
    }
}

#[tokio::test]
async fn a_record_is_returned_amended_approved_and_published_without_names() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let path = format!("/inspections/{id}/review");
    let early = desk
        .ask("reviewer", "POST", &path, &act(ReviewAct::Approve, ""))
        .await;
    assert_eq!(early.code(), "inspection.not_sealed");
    let remarks = Edit::SetText {
        target: TextField::Remarks,
        text: "负责人电话13912345678".to_owned(),
    };
    tablets[0].edit(&id, &remarks);
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let bare = desk
        .ask("reviewer", "POST", &path, &act(ReviewAct::Return, " "))
        .await;
    assert_eq!(bare.code(), "review.comment_missing");
    let back: InspectionDetail = desk
        .post("reviewer", &path, &act(ReviewAct::Return, "请补正检查情况"))
        .await;
    assert_eq!(back.row.review, ReviewState::HasIssues);
    let page = tablets[1].sync(&desk).await;
    let told = page.reviews.iter().find(|r| r.id == id).unwrap();
    assert_eq!(
        (told.state, told.entries[0].comment.as_str()),
        (ReviewState::HasIssues, "请补正检查情况")
    );
    tablets[0].sync(&desk).await;
    tablets[0].edit(
        &id,
        &Edit::Amend {
            reason: "补正".to_owned(),
        },
    );
    tablets[0].edit(
        &id,
        &Edit::SetText {
            target: TextField::Remarks,
            text: "已补正，负责人电话13912345678".to_owned(),
        },
    );
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(
        (detail.row.review, detail.view.seals.len()),
        (ReviewState::Amended, 2)
    );
    published(&mut desk, &id).await;
}

/// Approved by the reviewer, published by the publisher, once.
async fn published(desk: &mut Desk, id: &InspectionId) {
    let path = format!("/inspections/{id}/review");
    let wrong = desk
        .ask("reviewer", "POST", &path, &act(ReviewAct::Publish, ""))
        .await;
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (StatusCode::FORBIDDEN, "access.role")
    );
    assert_eq!(
        desk.ask("publisher", "POST", &path, &act(ReviewAct::Publish, ""))
            .await
            .code(),
        "review.state"
    );
    let _: InspectionDetail = desk.post("reviewer", &path, &act(ReviewAct::Approve, "")).await;
    let preview: PublicationPreview = desk
        .get("publisher", &format!("/inspections/{id}/publication"))
        .await;
    let done: InspectionDetail = desk.post("publisher", &path, &act(ReviewAct::Publish, "")).await;
    assert_eq!(done.row.review, ReviewState::Published);
    assert!(done.due.iter().any(|d| d.due.is_some()), "clocks have started");
    let results: Vec<PublicResult> = desk.get("", "/public/results").await;
    let [result] = results.as_slice() else {
        panic!("one result")
    };
    assert_eq!(result.fields, preview.result.fields);
    assert!(!result.id.contains(id.as_str()), "the public id says nothing");
    assert!(result.log_index.is_some() && result.record_sha256.len() == 64);
    assert_eq!(
        desk.ask("publisher", "POST", &path, &act(ReviewAct::Publish, ""))
            .await
            .code(),
        "review.state"
    );
    let dashboard: Dashboard = desk.get("supervisor", "/dashboard").await;
    assert_eq!(dashboard.inspections[&ReviewState::Published], 1);
    assert!(dashboard.clocks.iter().any(|c| !c.counted.is_empty()));
}

/// 第二十七条 of the fire regime: given names masked, ways to reach a person removed.
#[tokio::test]
async fn publication_redacts_by_the_regimes_own_article() {
    let mut desk = Desk::open().await;
    let inputs = [
        ("check_type", "daily"),
        ("item_list", "演示清单"),
        ("monthly_units", "12"),
        ("post_coefficient", "0.25"),
        ("share_red", "10"),
        ("share_yellow", "5"),
        ("share_blue", "2"),
        ("share_green", "1"),
    ];
    let draft = desk.draft("R01", "消防", &inputs).await;
    let (task, mut tablets) = super::field::team_of(&mut desk, draft).await;
    let id = task.drawn[0].inspection.clone();
    let responsible = tablets[0].held[&id].package.subject.responsible_person.clone();
    tablets[0].edit(
        &id,
        &Edit::SetText {
            target: TextField::Remarks,
            text: format!("负责人{responsible}，电话13912345678"),
        },
    );
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let path = format!("/inspections/{id}/review");
    let _: InspectionDetail = desk.post("reviewer", &path, &act(ReviewAct::Approve, "")).await;
    let preview: PublicationPreview = desk
        .get("publisher", &format!("/inspections/{id}/publication"))
        .await;
    let text = preview
        .result
        .fields
        .iter()
        .map(|(_, t)| t.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    assert!(!text.contains("13912345678"), "{text}");
    assert!(!text.contains(&responsible), "{text}");
    assert!(
        preview
            .redacted
            .iter()
            .all(|(_, cite)| cite.contains("第二十七条")),
        "{:?}",
        preview.redacted
    );
    assert!(!preview.redacted.is_empty());
}
