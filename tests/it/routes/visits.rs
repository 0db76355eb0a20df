//! Visits without a draw: only on a ground the regime gives, only by who approves, in the log, marked for ever; and the
//! re-check takes along what the visit before found.

use super::desk::Desk;
use super::tablet::Tablet;
use axum::http::StatusCode;
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::paper::{Paper, PaperKind, PaperRow};
use domain::regime::form::AnswerKind;
use domain::roster::Inspector;
use domain::time::Timestamp;
use domain::wire::api::{Dashboard, Grounds, InspectionDetail, RosterPage, VisitOrder};
use domain::wire::code::ErrorBody;
use std::sync::atomic::Ordering;

/// Whom an office of R01 may send, and to whom.
pub(super) async fn order(desk: &mut Desk) -> (VisitOrder, Vec<Inspector>) {
    let grounds: Grounds = desk.get("approver", "/regimes/R01/grounds").await;
    // R01 第三条: what is not drawn, the verification of complaints among it.
    let ground = grounds.grounds.iter().find(|g| g.code == "complaint").unwrap();
    assert_eq!(ground.cite, "第三条");
    let subjects: RosterPage = desk.get("approver", "/rosters/subjects").await;
    let inspectors: RosterPage = desk.get("approver", "/rosters/inspectors").await;
    let today = Timestamp(desk.time.load(Ordering::Relaxed)).china_date();
    let fit = |i: &&Inspector| {
        i.status == "active"
            && i.recusals.is_empty()
            && i.certificate_until
                .is_none_or(|until| until > today + chrono::Days::new(30))
    };
    let fit: Vec<Inspector> = inspectors
        .inspectors
        .iter()
        .filter(fit)
        .take(2)
        .cloned()
        .collect();
    let order = VisitOrder {
        regime: "R01".into(),
        subject: subjects.subjects[0].id.clone(),
        ground: ground.id.clone(),
        reason: "演示：举报疏散通道堵塞".to_owned(),
        prior: None,
        team: fit.iter().map(|i| i.id.clone()).collect(),
        window: (today, today + chrono::Days::new(5)),
    };
    (order, fit)
}

/// The ground of R01 to look whether an order was carried out.
async fn recheck_of(desk: &mut Desk) -> String {
    let grounds: Grounds = desk.get("approver", "/regimes/R01/grounds").await;
    let recheck = grounds.grounds.into_iter().find(|g| g.code == "recheck");
    recheck.unwrap().id
}

/// Answers the first question that can find a problem with one, does the rest, seals and hands in.
async fn visit(desk: &Desk, tablet: &mut Tablet, id: &InspectionId) -> String {
    let package = tablet.held[id].package.clone();
    let item = package
        .forms
        .iter()
        .flat_map(|f| f.items())
        .find(|i| matches!(i.kind, AnswerKind::Verdict { .. }) && i.relevant.is_none())
        .map(|i| i.id.clone())
        .unwrap();
    tablet.edit(
        id,
        &Edit::Answer {
            item: item.clone(),
            value: Some("bad".to_owned()),
        },
    );
    let target = TextField::ItemNote { item: item.clone() };
    let text = "通道堆放杂物".to_owned();
    tablet.edit(id, &Edit::SetText { target, text });
    tablet.edit(
        id,
        &Edit::Paper {
            paper: Box::new(ordered_by(id, "2026-12-20")),
        },
    );
    tablet.finish(id);
    tablet.sync(desk).await;
    item.to_string()
}

/// An order to put right, until a day.
fn ordered_by(id: &InspectionId, day: &str) -> Paper {
    Paper {
        person: "演示负责人".to_owned(),
        deadline: day.to_owned(),
        rows: vec![PaperRow {
            what: "通道堆放杂物".to_owned(),
            says: "清除".to_owned(),
        }],
        ..Paper::new(PaperKind::Order, format!("{id}-O1-1ABCD"))
    }
}

/// Open orders on the office's first screen: which visit gave them, until when, and their re-check.
async fn open_orders(desk: &mut Desk) -> Vec<(InspectionId, String, Option<InspectionId>)> {
    let shown: Dashboard = desk.get("approver", "/dashboard").await;
    let open = shown.orders.into_iter();
    open.map(|o| (o.inspection, o.order.due.to_string(), o.recheck))
        .collect()
}

#[tokio::test]
async fn a_complaint_is_visited_without_a_draw_and_its_order_looked_at_again() {
    let mut desk = Desk::open().await;
    let (complaint, officers) = order(&mut desk).await;
    let planner = desk.ask("planner", "POST", "/inspections", &complaint).await;
    assert_eq!(
        planner.status,
        StatusCode::FORBIDDEN,
        "who plans the draws orders no visit"
    );
    let ordered: InspectionDetail = desk.post("approver", "/inspections", &complaint).await;
    assert!(ordered.row.occasion.is_some(), "marked in the list");
    let id = ordered.row.id.clone();
    assert_eq!(id.as_str(), "v2026-001");

    let mut tablet = Tablet::enrol(&mut desk, &officers[0].id, 1).await;
    tablet.sync(&desk).await;
    let package = tablet.held[&id].package.clone();
    assert_eq!(package.proof, None);
    let occasion = package.occasion.unwrap();
    assert_eq!((occasion.cite.as_str(), occasion.prior), ("第三条", None));
    let item = visit(&desk, &mut tablet, &id).await;

    let due = "2026-12-20".to_owned();
    assert_eq!(open_orders(&mut desk).await, [(id.clone(), due.clone(), None)]);
    let recheck = VisitOrder {
        ground: recheck_of(&mut desk).await,
        reason: "演示：责令改正期满".to_owned(),
        prior: Some(id.clone()),
        ..complaint
    };
    let again: InspectionDetail = desk.post("approver", "/inspections", &recheck).await;
    tablet.sync(&desk).await;
    let package = &tablet.held[&again.row.id].package;
    let prior = package.occasion.as_ref().unwrap().prior.as_ref().unwrap();
    assert_eq!(prior.inspection, id);
    assert_eq!(
        prior.orders[0].lines,
        [("通道堆放杂物".to_owned(), "清除".to_owned())]
    );
    let told: Vec<_> = package
        .due
        .iter()
        .map(|d| d.due.map(|day| day.to_string()))
        .collect();
    assert_eq!(told, [Some(due.clone())], "the day of the order goes along");
    let ours = prior.findings.iter().find(|f| f.item.as_str() == item).unwrap();
    assert_eq!(ours.note, "通道堆放杂物");
    let found: Vec<_> = prior.findings.iter().map(|f| &f.item).collect();
    let asked: Vec<_> = package
        .forms
        .iter()
        .flat_map(|f| f.items())
        .map(|i| &i.id)
        .collect();
    assert_eq!(asked, found, "what was found is asked again, and nothing else");
    let then = tablet.held[&id]
        .package
        .forms
        .iter()
        .flat_map(|f| f.items())
        .count();
    assert!(asked.len() < then, "{} of {then}", asked.len());
    let again = again.row.id.clone();
    assert_eq!(open_orders(&mut desk).await, [(id, due, Some(again.clone()))]);
    tablet.finish(&again);
    tablet.sync(&desk).await;
    assert_eq!(open_orders(&mut desk).await, [], "looked at again");
    assert_eq!(desk.audited().differences, [], "every visit has its leaf");
}

#[tokio::test]
async fn an_order_without_ground_reason_or_fit_officers_is_refused_with_each_named() {
    let mut desk = Desk::open().await;
    let (good, officers) = order(&mut desk).await;
    let refused = async |desk: &mut Desk, order: VisitOrder| -> Vec<String> {
        let got = desk.ask("approver", "POST", "/inspections", &order).await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "visit.refused")
        );
        got.json::<ErrorBody>()
            .problems
            .into_iter()
            .map(|p| p.code)
            .collect()
    };
    let alone = VisitOrder {
        team: vec![officers[0].id.clone()],
        reason: " ".to_owned(),
        ..good.clone()
    };
    assert_eq!(
        refused(&mut desk, alone).await,
        ["visit.reason.missing", "visit.team.size"]
    );
    let past = VisitOrder {
        window: (
            good.window.0 - chrono::Days::new(9),
            good.window.0 - chrono::Days::new(1),
        ),
        subject: "nobody".into(),
        ..good.clone()
    };
    assert_eq!(
        refused(&mut desk, past).await,
        ["visit.subject.unknown", "visit.window"]
    );
    // R27 names no visit without a draw at all.
    let other = VisitOrder {
        regime: "R27".into(),
        ..good.clone()
    };
    assert_eq!(refused(&mut desk, other).await, ["visit.ground.unknown"]);
    let bare = VisitOrder {
        ground: recheck_of(&mut desk).await,
        ..good
    };
    assert_eq!(refused(&mut desk, bare).await, ["visit.prior.missing"]);
}
