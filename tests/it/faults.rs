//! The fault table (`docs/FAULTS.md`): true, whole, and each guard of it seen to be needed.
//!
//! Exists because a table of what cannot go wrong is believed. Invariant: every row names tests that exist or
//! says what is missing; every guard in the code stands in the table; a test of this binary that covers a guard
//! fails without it.
use crate::tidy::{all_sources, read, tests_of_the_house};
use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use test_support::twin::fails_without;

const TABLE: &str = "docs/FAULTS.md";
/// Other pages that name guards: bugs of others that the simulation must find again.
const BUGS: &str = "docs/HISTORICAL-BUGS.md";
/// Rooms of this binary whose tests play in a browser or for minutes.
const SLOW: [&str; 15] = [
    "apart",
    "bad_line",
    "emptied",
    "page_life",
    "renewal",
    "walk",
    "hardship",
    "harness",
    "survey",
    "bench",
    "exchange",
    "first_visit",
    "kills",
    "mending",
    "tabs",
];

/// One row.
struct Row {
    number: String,
    guards: Vec<String>,
    tests: Vec<String>,
    open: String,
}

fn rows() -> Vec<Row> {
    let ticked =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    read(TABLE)
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, number, _, _, guards, tests, open, _] = cells[..] else {
                return None;
            };
            Some(Row {
                number: is_number(number).then(|| number.to_owned())?,
                guards: ticked(guards),
                tests: ticked(tests),
                open: open.to_owned(),
            })
        })
        .collect()
}

/// `7` of the fault table, `T7` of the threats.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('T').unwrap_or(cell);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

#[test]
fn the_fault_table_is_whole_and_names_tests_that_exist() {
    let (rows, tests) = (rows(), tests_of_the_house());
    let numbers: Vec<u32> = rows.iter().filter_map(|row| row.number.parse().ok()).collect();
    assert_eq!(numbers, (1..=65).collect::<Vec<_>>(), "{TABLE} has each row once");
    let mut problems = vec![];
    for row in &rows {
        if row.tests.is_empty() && row.open.is_empty() {
            problems.push(format!(
                "{TABLE}: row {} has no test and does not say why",
                row.number
            ));
        }
        for test in &row.tests {
            let name = test.rsplit("::").next().unwrap_or_default();
            if !tests.contains(name) {
                problems.push(format!("{TABLE}: row {}: there is no test {test}", row.number));
            }
        }
    }
    crate::tidy::expect_none(&problems);
}

/// Names in `stands("…")` of the product.
fn guards_of_the_house() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for source in all_sources().iter().filter(|source| !source.is_test()) {
        for piece in source.text.split("stands(\"").skip(1) {
            if let Some((name, _)) = piece.split_once('"') {
                found.insert(name.to_owned(), source.path.clone());
            }
        }
    }
    found.remove("an-example");
    found.remove("another-example");
    found
}

#[test]
fn every_guard_stands_in_the_table_and_has_a_twin() {
    let known = guards_of_the_house();
    let rows = rows();
    let bugs = std::fs::read_to_string(crate::tidy::root().join(BUGS)).unwrap_or_default();
    let twins: String = all_sources()
        .iter()
        .filter(|source| source.text.contains("fails_without") || source.text.contains("take_away"))
        .map(|source| source.text.as_str())
        .collect();
    let mut problems = vec![];
    for (guard, path) in &known {
        let of_rows: Vec<&Row> = rows.iter().filter(|row| row.guards.contains(guard)).collect();
        let in_bugs = bugs.contains(&format!("`{guard}`"));
        if of_rows.is_empty() && !in_bugs {
            problems.push(format!("{path}: the guard {guard} stands in no table"));
        }
        let run_here = of_rows
            .iter()
            .filter_map(|row| row.tests.first())
            .any(|test| test.contains("::"));
        if !run_here && !in_bugs && !twins.contains(&format!("\"{guard}\"")) {
            problems.push(format!("{path}: no test is seen to fail without {guard}"));
        }
    }
    let named = rows.iter().flat_map(|row| &row.guards);
    let unknown: BTreeSet<&String> = named.filter(|guard| !known.contains_key(*guard)).collect();
    problems.extend(
        unknown
            .iter()
            .map(|guard| format!("{TABLE}: no code asks for the guard {guard}")),
    );
    crate::tidy::expect_none(&problems);
}

/// Every test of this binary in a row with guards is run once without each of them, and must fail.
#[test]
fn every_guard_is_needed() -> Result<()> {
    let slow = std::env::var_os("SLOW").is_some();
    let mut pairs = BTreeSet::new();
    for row in rows() {
        // The first test is the one that covers the guard; further ones show consequences.
        let test = row.tests.first().filter(|test| {
            test.split_once("::")
                .is_some_and(|(room, _)| slow || !SLOW.contains(&room))
        });
        if let Some(test) = test {
            pairs.extend(row.guards.iter().map(|guard| (guard.clone(), test.clone())));
        }
    }
    ensure!(pairs.len() > 3, "the table names guards");
    let mut problems = vec![];
    for (guard, test) in &pairs {
        if let Err(error) = fails_without(guard, test) {
            problems.push(format!("{error:#}"));
        }
    }
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    println!("{} guards taken away, {0} tests failed as they must", pairs.len());
    Ok(())
}
