//! Items settled online: entered by department at the office, locked on the tablets, one leaf of the log each.

use super::desk::Desk;
use super::tablet::Tablet;
use super::visits::order;
use axum::http::StatusCode;
use domain::id::InspectionId;
use domain::inspection::doc::EditRefused;
use domain::inspection::edit::Edit;
use domain::regime::form::AnswerKind;
use domain::review::ReviewAct;
use domain::wire::api::{
    Grounds, InspectionDetail, PublicationPreview, ReviewRequest, SettleAsk, VisitOrder,
};
use domain::wire::code::ErrorBody;

/// A visit under R25, whose 第十六条（一） lets a department settle items from registers; on the ground of 第三条（三）.
async fn visit(desk: &mut Desk) -> (InspectionDetail, VisitOrder) {
    let (of_another, _) = order(desk).await;
    let grounds: Grounds = desk.get("approver", "/regimes/R25/grounds").await;
    let ground = grounds.grounds.iter().find(|g| g.code == "complaint").unwrap();
    let asked = VisitOrder {
        regime: "R25".into(),
        ground: ground.id.clone(),
        ..of_another
    };
    (desk.post("approver", "/inspections", &asked).await, asked)
}

async fn refused(desk: &mut Desk, id: &InspectionId, ask: &SettleAsk) -> Vec<String> {
    let got = desk
        .ask("planner", "POST", &format!("/inspections/{id}/settlements"), ask)
        .await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "settle.refused")
    );
    let problems = got.json::<ErrorBody>().problems;
    problems.into_iter().map(|p| p.code).collect()
}

#[tokio::test]
async fn r25_16_1_what_a_department_settled_online_is_locked_on_site_and_published_as_its_result() {
    let mut desk = Desk::open().await;
    let (ordered, asked) = visit(&mut desk).await;
    let id = ordered.row.id.clone();
    let mut tablet = Tablet::enrol(&mut desk, &asked.team[0], 1).await;
    tablet.sync(&desk).await;

    let rule = ordered.package.excerpt.online.clone().unwrap();
    assert_eq!(rule.cite, "第十六条（一）");
    let items = ordered.package.forms.iter().flat_map(|f| f.items());
    let item = items
        .into_iter()
        .find(|i| matches!(i.kind, AnswerKind::Verdict { .. }))
        .unwrap();
    let ask = SettleAsk {
        item: item.id.clone(),
        value: Some("ok".to_owned()),
        means: rule.means[1].clone(),
        words: "演示：没有失信记录".to_owned(),
        department: ordered.package.team[0].department.clone(),
    };
    let foreign = SettleAsk {
        means: "别处".to_owned(),
        department: "不在检查组的部门".to_owned(),
        value: Some("nonsense".to_owned()),
        ..ask.clone()
    };
    assert_eq!(
        refused(&mut desk, &id, &foreign).await,
        ["settle.department", "settle.value", "settle.means"]
    );
    let wordless = SettleAsk {
        value: Some("bad".to_owned()),
        words: " ".to_owned(),
        ..ask.clone()
    };
    assert_eq!(refused(&mut desk, &id, &wordless).await, ["settle.words"]);
    let path = format!("/inspections/{id}/settlements");
    let settled: InspectionDetail = desk.post("planner", &path, &ask).await;
    assert!(settled.view.answers[&item.id].locked.is_some());

    tablet.sync(&desk).await;
    let answer = Edit::Answer {
        item: item.id.clone(),
        value: Some("bad".to_owned()),
    };
    assert_eq!(tablet.try_edit(&id, &answer), Err(EditRefused::SettledOnline));
    tablet.finish(&id);
    tablet.sync(&desk).await;
    let late = SettleAsk { value: None, ..ask };
    assert_eq!(refused(&mut desk, &id, &late).await, ["settle.too_late"]);

    let file: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let shown = &file.view.answers[&item.id];
    assert_eq!(shown.value.as_deref(), Some("ok"));
    assert_eq!(shown.locked.as_ref().unwrap().settled.by.as_str(), "planner");
    let approve = ReviewRequest {
        act: ReviewAct::Approve,
        comment: String::new(),
        steps: Vec::new(),
    };
    let _: InspectionDetail = desk
        .post("reviewer", &format!("/inspections/{id}/review"), &approve)
        .await;
    let _: PublicationPreview = desk
        .get("publisher", &format!("/inspections/{id}/publication"))
        .await;
    assert_eq!(desk.audited().differences, [], "every word has its leaf");
}

#[tokio::test]
async fn a_regime_that_asks_everything_on_site_settles_nothing_online() {
    let mut desk = Desk::open().await;
    let (asked, _) = order(&mut desk).await;
    let ordered: InspectionDetail = desk.post("approver", "/inspections", &asked).await;
    let ask = SettleAsk {
        item: "no-such-item".into(),
        value: None,
        means: String::new(),
        words: "演示".to_owned(),
        department: ordered.package.team[0].department.clone(),
    };
    assert_eq!(
        refused(&mut desk, &ordered.row.id, &ask).await,
        ["settle.no_rule", "settle.item", "settle.nothing"]
    );
}

/// Everything the route answers, for the description of the interface.
pub(super) async fn asked(desk: &mut Desk, other: &InspectionDetail) {
    let (ordered, _) = visit(desk).await;
    let path = format!("/inspections/{}/settlements", ordered.row.id);
    let ask = SettleAsk {
        item: "settled".into(),
        value: Some("演示：信用记录已查".to_owned()),
        means: ordered.package.excerpt.online.clone().unwrap().means[0].clone(),
        words: String::new(),
        department: ordered.package.team[0].department.clone(),
    };
    let _: InspectionDetail = desk.post("planner", &path, &ask).await;
    let path = format!("/inspections/{}/settlements", other.row.id);
    desk.ask("planner", "POST", &path, &ask).await;
}
