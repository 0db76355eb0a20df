//! The demo files go through the real importer and come out as promised.

use super::*;
use domain::roster::Subject;
use domain::roster::import::{ImportReport, Options, inspectors, subjects};
use domain::time::Date;
use std::collections::BTreeMap;

fn today() -> Date {
    Date::from_ymd_opt(2026, 11, 20).unwrap()
}

fn demo_subjects() -> (Vec<Subject>, ImportReport) {
    subjects(
        &crate::import::read(&subjects_xlsx(), "demo.xlsx").unwrap(),
        &Options::on(today()),
    )
}

#[test]
fn exactly_five_subject_rows_are_bad_each_in_its_own_way() {
    let (subjects, report) = demo_subjects();
    let mut refused: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for found in report.problems.iter().filter(|p| p.row.is_some()) {
        refused
            .entry(found.row.unwrap())
            .or_default()
            .push(&found.problem.code);
    }
    let expected = [
        (25, vec!["roster.code.checksum"]),
        (63, vec!["roster.code.number"]),
        (99, vec!["roster.subject.duplicate"]),
        (136, vec!["roster.name.missing"]),
        (180, vec!["roster.status.unknown", "roster.date.impossible"]),
    ];
    assert_eq!(refused, expected.into());
    assert_eq!((report.rows, report.accepted, report.refused), (200, 195, 5));
    assert_eq!(subjects.len(), 195);
    assert!(
        subjects
            .iter()
            .all(|s| s.demo && s.credit_code.is_some() && s.extra.contains_key("监管领域"))
    );
}

#[test]
fn the_demo_subjects_serve_three_regimes() {
    let (subjects, _) = demo_subjects();
    let count = |area: &str, class: &str| {
        subjects
            .iter()
            .filter(|s| s.extra["监管领域"] == area && s.class == class && s.status == "active")
            .count()
    };
    assert!(count("消防", "key") > 40 && count("消防", "general") > 30 && count("消防", "nine_small") > 30);
    assert!(count("矿山", "general") >= 5 && count("工贸安全", "general") >= 30);
    assert!(
        ["red", "yellow", "blue", "green"]
            .iter()
            .all(|risk| subjects.iter().any(|s| s.risk == *risk))
    );
    assert!(subjects.iter().any(|s| s.status != "active"));
}

#[test]
fn the_demo_inspectors_have_one_expired_one_on_leave_and_some_interests() {
    let table = crate::import::read(&inspectors_xlsx(), "demo.xlsx").unwrap();
    let (inspectors, report) = inspectors(&table, &Options::on(today()));
    assert_eq!(report.header_rows.len(), 2);
    assert_eq!((report.accepted, report.refused), (24, 0));
    assert_eq!(
        inspectors
            .iter()
            .filter(|i| i.certificate_expired(today()))
            .count(),
        1
    );
    assert_eq!(inspectors.iter().filter(|i| i.status == "leave").count(), 1);
    assert!(
        inspectors
            .iter()
            .all(|i| i.demo && !i.post.is_empty() && !i.department.is_empty())
    );
    let (subjects, _) = demo_subjects();
    let interests: Vec<_> = inspectors.iter().flat_map(|i| i.recusals.keys()).collect();
    assert_eq!(interests.len(), 4);
    assert!(
        interests.iter().all(|id| subjects.iter().any(|s| s.id == **id)),
        "interests name demo subjects"
    );
}

#[test]
fn the_files_are_the_same_bytes_each_time() {
    assert_eq!(subjects_xlsx(), subjects_xlsx());
    assert_eq!(inspectors_xlsx(), inspectors_xlsx());
}
