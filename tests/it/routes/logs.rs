//! The server's log holds nobody's name: an inspection's whole life with every line of the log turned on, mistakes and
//! refusals among it, and then each name, number and address of the rosters and of the record is looked for.

use super::blobs::{attach, photo, send};
use super::desk::Desk;
use super::field::team;
use super::hand_in::file;
use axum::body::Body;
use axum::http::Request;
use domain::inspection::edit::{Edit, TextField};
use domain::review::ReviewAct;
use domain::wire::api::{InspectionDetail, ReviewRequest, RosterPage};
use serde_json::json;
use std::collections::BTreeSet;
use std::process::Command;

/// Set for the process that does the work and logs.
const LOGGED: &str = "SUICHA_TEST_LOGGED";
/// Before each thing that must not be in the log.
const MARK: &str = "must-not-be-logged ";
/// What people of this test write and type.
const TYPED: [&str; 4] = ["王小明", "13800005678", "枣庄路 17 号后门", "Mima-2026-geheim"];

/// Everything that says who somebody is.
async fn named(desk: &mut Desk) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = TYPED.iter().map(|t| (*t).to_owned()).collect();
    for page in 0..4 {
        let page: RosterPage = desk
            .get("planner", &format!("/rosters/subjects?page={page}"))
            .await;
        for s in page.subjects {
            found.extend([s.name, s.address, s.responsible_person, s.phone]);
            found.extend(s.credit_code.into_iter().chain(s.registration_no));
        }
    }
    let page: RosterPage = desk.get("planner", "/rosters/inspectors").await;
    for i in page.inspectors {
        found.extend([i.name, i.certificate_no]);
    }
    found.retain(|text| text.chars().count() > 1);
    found
}

#[tokio::test]
#[ignore = "a process of the test beside it, not a test"]
async fn a_logged_life() {
    if std::env::var_os(LOGGED).is_none() {
        return;
    }
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).json();
    log.with_max_level(tracing::Level::TRACE).init();
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let wrong = json!({ "user": TYPED[0], "password": TYPED[3] });
    desk.ask("", "POST", "/session", &wrong).await;
    desk.ask("", "GET", &format!("/{}", "%E7%8E%8B"), &()).await;
    for body in [
        json!({ "act": TYPED[0] }),
        json!({ "act": { "of": TYPED[1] } }),
        json!(TYPED[2]),
    ] {
        desk.ask("reviewer", "POST", &format!("/inspections/{id}/review"), &body)
            .await;
        desk.ask("planner", "POST", "/tasks", &body).await;
    }
    let mut draft = desk.small_draft().await;
    // Outside the canonical profile: refused with a cause.
    draft.title = format!("{} \u{1F600}\u{0}", TYPED[0]);
    desk.ask("planner", "POST", "/tasks", &draft).await;
    let query = "/api/v1/rosters/subjects?q=%E7%8E%8B%E5%B0%8F%E6%98%8E&page=0";
    let request = Request::get(query).header("cookie", desk.cookie("planner").await);
    desk.send(request.body(Body::empty()).unwrap()).await;
    let text = TYPED.join("，");
    let target = TextField::Remarks;
    tablets[0].edit(&id, &Edit::SetText { target, text });
    let bytes = photo(3);
    attach(&mut tablets[0], &id, &bytes);
    let brought = file(&tablets[0], &[], 1);
    desk.raw("reviewer", "POST", "/hand-ins", brought).await;
    tablets[0].sync(&desk).await;
    send(&desk, &tablets[0], &super::blobs::name(&bytes), 0, &bytes).await;
    let mut upload = tablets[1].upload();
    upload.docs = tablets[0].upload().docs;
    upload.docs[0].changes = vec![7; 40];
    tablets[1].post(&desk, &upload).await;
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    for (user, act) in [
        ("reviewer", ReviewAct::Approve),
        ("publisher", ReviewAct::Publish),
    ] {
        let comment = TYPED[0].to_owned();
        let ask = ReviewRequest {
            act,
            comment,
            steps: Vec::new(),
        };
        let _: InspectionDetail = desk.post(user, &format!("/inspections/{id}/review"), &ask).await;
    }
    sync_server::jobs::once(&desk.app).await.unwrap();
    println!();
    for text in named(&mut desk).await {
        println!("{MARK}{text}");
    }
}

/// Lines of the log that hold one of these.
fn told<'a>(log: &'a str, names: &[&str]) -> Vec<&'a str> {
    let holds = |line: &&str| names.iter().any(|name| line.contains(name));
    log.lines().filter(holds).collect()
}

#[test]
fn an_inspections_life_leaves_no_name_in_the_log() {
    let life = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "routes::logs::a_logged_life",
            "--ignored",
            "--nocapture",
        ])
        .env(LOGGED, "1")
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap();
    let (out, log) = (
        String::from_utf8(life.stdout).unwrap(),
        String::from_utf8(life.stderr).unwrap(),
    );
    assert!(life.status.success(), "{log}");
    let names: Vec<&str> = out.lines().filter_map(|l| l.strip_prefix(MARK)).collect();
    assert!(names.len() > 800, "{} names", names.len());
    assert!(log.matches("\"request\"").count() > 40, "the log was on");
    assert!(log.contains("request.malformed"), "refusals are in it");
    let found = told(&log, &names);
    assert!(
        found.is_empty(),
        "{} of {} lines name somebody: {}",
        found.len(),
        log.lines().count(),
        found[0]
    );
    // The same look finds a name where there is one.
    assert_eq!(
        told(&format!("{log}\n{{\"cause\":\"{}\"}}", names[3]), &names).len(),
        1
    );
}
