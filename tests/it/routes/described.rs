//! `/openapi.json` is true: every status that it documents for a route was really answered, in a life of an office
//! and in the mistakes a program makes; and nothing else was answered but the refusals common to all.

use super::blobs::{attach, name, photo, send};
use super::desk::{ALL_ROLES, Desk, name as role_name, plainly};
use super::field::team;
use super::hand_in::file;
use super::sheets::{fetch, lay_fonts};
use super::tablet::Tablet;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::review::ReviewAct;
use domain::wire::api::{
    DeviceRow, InspectionDetail, PublicationPreview, QuarantineDetail, QuarantineJudge, QuarantineRow,
    ReviewRequest, TaskDetail,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use sync_server::routes::table;

type Statuses = BTreeMap<(String, String), BTreeSet<u16>>;

/// What `/openapi.json` says: statuses by method and path.
async fn documented(desk: &Desk) -> Statuses {
    let got = desk
        .send(Request::get("/openapi.json").body(Body::empty()).unwrap())
        .await;
    let all: Value = got.json();
    let mut found = Statuses::new();
    for (path, methods) in all["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let responses = operation["responses"].as_object().unwrap();
            let statuses = responses.keys().filter_map(|k| k.parse().ok());
            found.insert((method.to_uppercase(), path.clone()), statuses.collect());
        }
    }
    found
}

/// The path of the description that an address asked for belongs to.
fn pattern(of: &Statuses, method: &str, asked: &str) -> Option<String> {
    let parts = |path: &str| -> Vec<String> { path.split('/').map(str::to_owned).collect() };
    let wanted = parts(asked);
    let fits = |path: &str| {
        let known = parts(path);
        known.len() == wanted.len()
            && known
                .iter()
                .zip(&wanted)
                .all(|(k, w)| k.starts_with('{') || k == w)
    };
    let mine = of.keys().filter(|(m, path)| m == method && fits(path));
    // The one with fewest names in it is the one that is meant.
    mine.map(|(_, path)| path.clone())
        .min_by_key(|path| path.matches('{').count())
}

/// Every refusal of an address that is asked wrongly: nobody, the wrong one, an unreadable body, an unknown name.
async fn mistakes(desk: &mut Desk) {
    let draft = desk.small_draft().await;
    let review = ReviewRequest {
        act: ReviewAct::Approve,
        comment: String::new(),
        steps: Vec::new(),
    };
    let bodies: Vec<Value> = vec![
        json!(null),
        serde_json::to_value(&draft).unwrap(),
        serde_json::to_value(&review).unwrap(),
        json!({ "commitment": "ab".repeat(32) }),
        json!({ "cosignature": "", "entropy": "00".repeat(32) }),
        json!({ "accept": true, "reason": "演示" }),
        json!({ "inspector": "nobody" }),
        json!({ "item": "none", "words": "演示", "department": "" }),
        json!({ "device_key": "", "key_id": "", "escrow": "", "fresh": "", "signature": "" }),
        json!({ "digits": "000000", "grant": true, "reason": "演示" }),
        json!({ "end": "ab".repeat(32), "n": 4 }),
        json!({ "kind": "inspector", "inspection": "none", "seat": 0, "why": "absent", "words": "演示" }),
        json!({ "granted": true, "words": "演示" }),
    ];
    for route in table() {
        // The names in an address, once nonsense and once well made but unknown.
        let nonsense = route.path.replace(['{', '}'], "");
        let unknown = nonsense.replace("sha256", &"ab".repeat(32));
        if route.path != "/events" {
            desk.raw("", route.method, &unknown, Vec::new()).await;
        }
        if route.path == "/session" || route.path == "/events" {
            continue;
        }
        for role in ALL_ROLES {
            desk.raw(&role_name(role), route.method, &nonsense, b"{".to_vec())
                .await;
            let written = matches!(route.method, "POST" | "PUT");
            for body in bodies.iter().take(if written { bodies.len() } else { 1 }) {
                let body = serde_json::to_vec(body).unwrap();
                desk.raw(&role_name(role), route.method, &unknown, body).await;
            }
        }
    }
    let log_in = json!({ "user": "nobody", "password": "wrong" });
    desk.ask("", "POST", "/session", &log_in).await;
    desk.raw("", "POST", "/session", b"{".to_vec()).await;
    let enrol =
        json!({ "code": "AAAA-BBBB-CCCC", "device_name": "x", "device_key": super::tablet::device_key(9) });
    desk.ask("", "POST", "/enrol", &enrol).await;
    desk.ask("", "GET", "/events", &()).await;
}

/// A day on which everything that can be done was done.
async fn day(desk: &mut Desk) {
    let (task, mut tablets, id) = team(desk).await;
    let sheet = format!("/inspections/{id}/record.pdf");
    desk.raw("reviewer", "GET", &sheet, Vec::new()).await;
    lay_fonts(desk);
    fetch(desk, &id).await;
    let task = task.summary.id.to_string();
    super::changes::one_by_chance(desk).await;
    reading(desk, &task).await;
    plans(desk).await;
    field(desk, &mut tablets, &id).await;
    judged(desk, &mut tablets, &id).await;
    tablets[0].finish(&id);
    tablets[0].sync(desk).await;
    for (user, act) in [
        ("reviewer", ReviewAct::Approve),
        ("publisher", ReviewAct::Publish),
    ] {
        let ask = plainly(act);
        let path = format!("/inspections/{id}");
        trail(desk, &path).await;
        let _: PublicationPreview = desk.get(user, &format!("{path}/publication")).await;
        let _: InspectionDetail = desk.post(user, &format!("{path}/review"), &ask).await;
    }
    let (mut order, _) = super::visits::order(desk).await;
    let ordered: InspectionDetail = desk.post("approver", "/inspections", &order).await;
    super::settled::asked(desk, &ordered).await;
    order.regime = "nonsense".into();
    desk.ask("approver", "POST", "/inspections", &order).await;
    super::unlock::refused(desk, &tablets[1]).await;
    super::seats::asked(desk, &tablets[1]).await;
    super::seats::told(desk, &tablets[1]).await;
    for path in ["/seat-key", "/own-code"] {
        desk.send(tablets[1].request("POST", path, &[], b"{".to_vec()))
            .await;
    }
    let device = &tablets[1].enrolment.device;
    let got = tablets[0].request("GET", "/events", &[], Vec::new());
    assert_eq!(desk.stream(got).await.status(), StatusCode::OK);
    let _: DeviceRow = desk
        .post("administrator", &format!("/devices/{device}/revoke"), &())
        .await;
    desk.raw("witness2", "DELETE", "/session", Vec::new()).await;
}

/// The columns are those of the XForms sub-specification "Client Audit Logs"; a sealed record is a finished form.
async fn trail(desk: &mut Desk, inspection: &str) {
    let got = desk
        .raw("reviewer", "GET", &format!("{inspection}/audit.csv"), Vec::new())
        .await;
    assert_eq!(got.status, StatusCode::OK);
    let text = String::from_utf8(got.body).expect("UTF-8");
    assert!(text.starts_with(
        "event,node,start,end,latitude,longitude,accuracy,old-value,new-value,user,change-reason\n"
    ));
    assert_eq!(text.matches("\nform finalize,").count(), 1, "{text}");
    let none = desk
        .raw("reviewer", "GET", "/inspections/none/audit.csv", Vec::new())
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// Everything that is only looked at.
async fn reading(desk: &mut Desk, task: &str) {
    let import = desk
        .import("subjects", "s.xlsx", sync_server::demo::subjects_xlsx())
        .await;
    for (user, path) in [
        ("planner", format!("/rosters/imports/{}/marked-copy", import.id)),
        ("planner", "/rosters/subjects/template".to_owned()),
        ("planner", "/rosters/subjects/facets".to_owned()),
        ("planner", "/rosters/inspectors/imports".to_owned()),
        ("planner", "/rosters/subjects".to_owned()),
        ("planner", "/session".to_owned()),
        ("planner", "/witnesses".to_owned()),
        ("planner", "/single-copy".to_owned()),
        ("planner", "/regimes".to_owned()),
        ("planner", "/regimes/R27".to_owned()),
        ("planner", "/calendar".to_owned()),
        ("planner", "/dashboard".to_owned()),
        ("planner", "/tasks".to_owned()),
        ("planner", format!("/tasks/{task}")),
        ("planner", format!("/tasks/{task}/transcript")),
        ("publisher", format!("/tasks/{task}/feeds")),
        ("publisher", format!("/tasks/{task}/feeds/platform-shandong")),
        ("planner", "/inspections".to_owned()),
        ("administrator", "/devices".to_owned()),
        ("supervisor", "/quarantine".to_owned()),
        ("", "/public/office".to_owned()),
        ("", "/public/items".to_owned()),
        ("", "/public/inspectors".to_owned()),
        ("", "/public/tasks".to_owned()),
        ("", format!("/public/tasks/{task}/transcript")),
        ("", "/public/results".to_owned()),
    ] {
        let got = desk.raw(user, "GET", &path, Vec::new()).await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
    }
    let words = json!({ "words": "演示：一份即可" });
    desk.ask("administrator", "POST", "/single-copy", &words).await;
}

/// Plans that are written, changed, looked at, approved.
async fn plans(desk: &mut Desk) {
    let mut draft = desk.draft("R17", "工贸安全", &[("share_all", "10")]).await;
    draft.filter.clear();
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let path = format!("/tasks/{}", task.summary.id);
    desk.ask("planner", "PUT", &path, &draft).await;
    desk.raw("planner", "GET", &format!("{path}/pool"), Vec::new())
        .await;
    desk.ask("approver", "POST", &format!("{path}/approval"), &())
        .await;
}

/// A photo in two parts, and a tablet's file.
async fn field(desk: &mut Desk, tablets: &mut [Tablet], id: &InspectionId) {
    let bytes = photo(9);
    attach(&mut tablets[0], id, &bytes);
    let brought = file(&tablets[0], &[], 1);
    desk.raw("reviewer", "POST", "/hand-ins", brought).await;
    tablets[0].sync(desk).await;
    let sha256 = name(&bytes);
    send(desk, &tablets[0], "nonsense", 0, &bytes).await;
    send(desk, &tablets[0], &"ab".repeat(32), 0, &bytes).await;
    send(desk, &tablets[0], &sha256, 0, &bytes[..100]).await;
    for path in [format!("/blobs/{sha256}"), "/blobs/nonsense".to_owned()] {
        desk.send(tablets[0].request("HEAD", &path, &[], Vec::new()))
            .await;
    }
    send(desk, &tablets[0], &sha256, 100, &bytes[100..]).await;
    desk.raw("reviewer", "GET", &format!("/blobs/{sha256}"), Vec::new())
        .await;
    desk.send(tablets[0].request("POST", "/sync", &[], b"nonsense".to_vec()))
        .await;
    let _: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
}

/// An upload under a colleague's name is parked and looked at; what cannot be taken in is left apart.
async fn judged(desk: &mut Desk, tablets: &mut [Tablet], id: &InspectionId) {
    let mut other = tablets[1].clone();
    let (target, text) = (TextField::Remarks, "冒名".to_owned());
    other.edit(id, &Edit::SetText { target, text });
    let mut upload = other.upload();
    upload.device = tablets[0].enrolment.device.clone();
    tablets[0].post(desk, &upload).await;
    let rows: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    let path = format!("/quarantine/{}", rows[0].id);
    let _: QuarantineDetail = desk.get("supervisor", &path).await;
    let judge = QuarantineJudge {
        accept: false,
        reason: "演示：留在一边".to_owned(),
    };
    let _: QuarantineDetail = desk
        .post("supervisor", &format!("{path}/judgement"), &judge)
        .await;
}

#[tokio::test]
async fn every_documented_status_is_answered_and_no_other() {
    let mut desk = Desk::open().await;
    let said = documented(&desk).await;
    mistakes(&mut desk).await;
    // Who guessed codes is slowed down for a while.
    desk.pass(3_600_000);
    desk.forget_cookies();
    day(&mut desk).await;
    let (mut answered, mut problems) = (Statuses::new(), Vec::new());
    for (method, path, status) in desk.answered() {
        if let Some(path) = pattern(&said, &method, &path) {
            answered.entry((method, path)).or_default().insert(status);
        }
    }
    for (operation, statuses) in &said {
        let (method, path) = operation;
        let got = answered.remove(operation).unwrap_or_default();
        for status in statuses.difference(&got) {
            problems.push(format!("{method} {path} never answered {status}"));
        }
        for status in got.difference(statuses) {
            // Conflicts of state and contents have a code each, listed for all routes together.
            if !matches!(status, 409 | 413 | 422 | 429) {
                problems.push(format!(
                    "{method} {path} answered {status}, which it does not document"
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(said.len() > 45, "{}", said.len());
}
