//! What a text wants public, and what it keeps until then: lists, steps before publication, and the clocks of a task.

use super::desk::Desk;
use super::field::team_of;
use axum::http::StatusCode;
use domain::publication::ByWhen;
use domain::review::{ReviewAct, ReviewState};
use domain::wire::api::{
    InspectionDetail, PublicItemList, PublicResult, PublicTask, ReviewRequest, RosterPage,
};
use domain::wire::code::ErrorBody;

async fn public_task(desk: &mut Desk, id: &str) -> PublicTask {
    let all: Vec<PublicTask> = desk.get("", "/public/tasks").await;
    all.into_iter().find(|t| t.summary.id.as_str() == id).unwrap()
}

/// R26: the list of drawn units is secret before it is public (九), the whole course is public (二), the report is
/// approved before it is published (十（四）), and the clocks of the round begin when its work is done (十一).
#[tokio::test]
async fn r26_9_a_drawn_list_is_kept_until_its_results_are_public() {
    let mut desk = Desk::open().await;
    let inputs = [("item_list", "演示清单"), ("share_all", "1")];
    let draft = desk.draft("R26", "工贸安全", &inputs).await;
    let (task, mut tablets) = team_of(&mut desk, draft).await;
    let (task_id, [drawn]) = (task.summary.id.to_string(), task.drawn.as_slice()) else {
        panic!("one subject is drawn")
    };
    let id = drawn.inspection.clone();
    let file = format!("/public/tasks/{task_id}/transcript");

    let told = public_task(&mut desk, &task_id).await;
    let kept = told.kept.unwrap();
    assert_eq!((kept.cite.as_str(), kept.until_published), ("九", true));
    assert!(told.demands.iter().any(|d| d.cite == "二"));
    let hidden = desk.raw("", "GET", &file, Vec::new()).await;
    assert_eq!(
        (hidden.status, hidden.code().as_str()),
        (StatusCode::CONFLICT, "draw.kept")
    );
    let inside = format!("/tasks/{task_id}/transcript");
    assert_eq!(
        desk.raw("planner", "GET", &inside, Vec::new()).await.status,
        StatusCode::OK
    );

    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    let sealed: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let report = sealed.due.iter().find(|d| d.clock == "report-done").unwrap();
    assert!(report.due.is_some(), "the round is complete with its last record");
    assert!(
        sealed
            .follows
            .iter()
            .any(|t| t.cite == "八" && t.text.contains("归档"))
    );
    assert_eq!(desk.raw("", "GET", &file, Vec::new()).await.code(), "draw.kept");

    let path = format!("/inspections/{id}/review");
    let act = |act, steps: &[(&str, &str)]| ReviewRequest {
        act,
        comment: String::new(),
        steps: steps
            .iter()
            .map(|(s, w)| ((*s).to_owned(), (*w).to_owned()))
            .collect(),
    };
    let _: InspectionDetail = desk.post("reviewer", &path, &act(ReviewAct::Approve, &[])).await;
    let early = desk
        .ask("publisher", "POST", &path, &act(ReviewAct::Publish, &[]))
        .await;
    assert_eq!(
        (early.status, early.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "publication.steps_missing")
    );
    let missing = early.json::<ErrorBody>().problems;
    assert_eq!(missing[0].args["step"], "抽查报告按照程序审定");
    assert_eq!(missing[0].args["cite"], "十（四）");
    let steps = [("抽查报告按照程序审定", "演示甲，今日")];
    let done: InspectionDetail = desk
        .post("publisher", &path, &act(ReviewAct::Publish, &steps))
        .await;
    assert_eq!(done.row.review, ReviewState::Published);
    let last = done.history.last().unwrap();
    assert_eq!(last.comment, "抽查报告按照程序审定：演示甲，今日");

    assert_eq!(public_task(&mut desk, &task_id).await.kept, None);
    assert_eq!(
        desk.raw("", "GET", &file, Vec::new()).await.status,
        StatusCode::OK
    );
    let results: Vec<PublicResult> = desk.get("", "/public/results").await;
    let penalty = results[0].demands.iter().find(|d| d.cite == "十一").unwrap();
    assert!(matches!(penalty.when, ByWhen::Clock { count: 7, .. }));
}

/// R27 第5条: its item list is public; 第11条: its inspectors have fields, and who keeps the roster is told which lack.
#[tokio::test]
async fn r27_5_and_11_lists_name_their_article_and_rosters_what_they_lack() {
    let mut desk = Desk::open().await;
    let lists: Vec<PublicItemList> = desk.get("", "/public/items").await;
    let own = lists.iter().find(|l| l.regime.as_str() == "R27").unwrap();
    assert!(own.demands.iter().any(|d| d.cite == "第5条、第九条"));

    let before: RosterPage = desk.get("planner", "/rosters/inspectors").await;
    assert!(
        before.rules.is_empty() && before.problems.is_empty(),
        "nobody plans under a regime yet"
    );
    let draft = desk.small_draft().await;
    let _: domain::wire::api::TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let after: RosterPage = desk.get("planner", "/rosters/inspectors").await;
    assert!(after.rules.iter().any(|(_, rule)| rule.cite == "第11条"));
    let first = after.inspectors[0].clone();
    let file = format!(
        "姓名,执法证号,单位\n{},{},演示单位\n",
        first.name, first.certificate_no
    );
    let again = desk.import("inspectors", "few.csv", file.into_bytes()).await;
    assert_eq!((again.accepted, again.refused), (1, 0));
    let lacks = |field: &str| {
        let found = again
            .problems
            .iter()
            .find(|p| p.code == "roster.field.lacking" && p.args["field"] == field);
        found.map(|p| (p.args["count"].clone(), p.args["cite"].clone()))
    };
    assert_eq!(lacks("联系电话"), Some(("1".to_owned(), "第11条".to_owned())));
    assert_eq!(lacks("姓名"), None);
}
