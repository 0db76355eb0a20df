//! Rosters: good rows are kept, bad ones told and marked, foreign files refused, nothing lost by repeating.

use super::desk::Desk;
use axum::http::StatusCode;
use domain::wire::api::{Facet, PoolPreview, RosterPage, RosterRenewal, TaskDetail};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use sync_server::demo::{BAD_ROWS, SUBJECTS, subjects_xlsx};

#[tokio::test]
async fn five_bad_rows_come_back_and_the_others_are_kept() {
    let mut desk = Desk::open().await;
    let again = desk.import("subjects", "again.xlsx", subjects_xlsx()).await;
    assert_eq!(
        (again.accepted, again.updated, again.refused),
        (SUBJECTS - 5, 0, 5)
    );
    let rows: BTreeSet<u32> = again
        .problems
        .iter()
        .filter(|p| p.severity == domain::problem::Severity::Error)
        .filter_map(|p| p.path.split_whitespace().nth(1)?.parse().ok())
        .collect();
    assert_eq!(rows, BAD_ROWS.into());
    let page: RosterPage = desk.get("planner", "/rosters/subjects?page=0").await;
    assert_eq!((page.total, page.subjects.len()), (SUBJECTS - 5, 50));
    let last: RosterPage = desk.get("planner", "/rosters/subjects?page=3").await;
    assert_eq!(last.subjects.len(), 45);
    assert!(again.marked_copy);
    let copy = desk
        .raw(
            "planner",
            "GET",
            &format!("/rosters/imports/{}/marked-copy", again.id),
            Vec::new(),
        )
        .await;
    assert_eq!(copy.status, StatusCode::OK);
    assert!(copy.body.starts_with(b"PK"), "a workbook");
    let found: RosterPage = desk
        .get("planner", &format!("/rosters/subjects?q={}", page.subjects[7].id))
        .await;
    assert_eq!(found.total, 1);
    let facets: Vec<Facet> = desk.get("planner", "/rosters/subjects/facets").await;
    let areas = facets.iter().find(|f| f.field == "监管领域").unwrap();
    assert_eq!(
        areas.values.iter().map(|(_, n)| n).sum::<u64>(),
        u64::from(SUBJECTS - 5)
    );
}

#[tokio::test]
async fn files_that_are_no_roster_are_refused_by_a_code() {
    let mut desk = Desk::open().await;
    let path = "/rosters/subjects/import?filename=x.xlsx";
    for (file, code) in [
        (Vec::new(), "import.empty_file"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "import.unreadable"),
        (vec![b'x'; 50 << 20], "request.too_large"),
    ] {
        let got = desk.raw("planner", "POST", path, file).await;
        assert!(got.status.is_client_error());
        assert_eq!(got.code(), code);
    }
    assert_eq!(
        desk.raw("planner", "GET", "/rosters/plans", Vec::new())
            .await
            .code(),
        "roster.unknown"
    );
    let template = desk
        .raw("planner", "GET", "/rosters/inspectors/template", Vec::new())
        .await;
    assert!(template.body.starts_with(b"PK"));
}

/// R01 第八条至第十条, R27 第11条 and the others that have rosters follow the changes: every import stays to be read, and
/// who draws sees how old the rosters are.
#[tokio::test]
async fn every_renewal_of_a_roster_stays_and_is_shown_to_who_draws() {
    let mut desk = Desk::open().await;
    let begun: Vec<RosterRenewal> = desk.get("planner", "/rosters/subjects/imports").await;
    assert_eq!(begun.len(), 1, "the demo's own roster");
    let draft = desk.small_draft().await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let pool = format!("/tasks/{}/pool", task.summary.id);
    let before: PoolPreview = desk.get("planner", &pool).await;
    assert_eq!(before.subjects_renewed, Some(begun[0].at));

    desk.time.fetch_add(3_600_000, Ordering::Relaxed);
    desk.import("subjects", "2026-11.xlsx", subjects_xlsx()).await;
    let all: Vec<RosterRenewal> = desk.get("supervisor", "/rosters/subjects/imports").await;
    let [new, old] = &all[..] else {
        panic!("two imports: {all:?}")
    };
    assert_eq!(old, &begun[0], "what stood before stays");
    assert_eq!(
        (new.filename.as_str(), new.by.as_str(), new.at.0 - old.at.0),
        ("2026-11.xlsx", "演示 planner", 3_600_000)
    );
    assert_eq!(
        (new.accepted, new.updated, new.refused, new.marked_copy),
        (SUBJECTS - 5, 0, 5, true)
    );
    let after: PoolPreview = desk.get("planner", &pool).await;
    assert_eq!(
        (after.subjects_renewed, after.inspectors_renewed),
        (Some(new.at), before.inspectors_renewed)
    );
}
