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
/// The room of this binary whose tests play in a browser or for minutes.
const SLOW: &str = "stories";

/// One row.
struct Row {
    number: String,
    /// Each guard, with the test that covers it where that is not the first of the row.
    guards: Vec<(String, Option<String>)>,
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
                guards: guards_of(guards),
                tests: ticked(tests),
                open: open.to_owned(),
            })
        })
        .collect()
}

/// `one`, or `one` by `the::test_that_covers_it`.
fn guards_of(cell: &str) -> Vec<(String, Option<String>)> {
    let (mut found, mut owned): (Vec<(String, Option<String>)>, _) = (vec![], false);
    for (at, piece) in cell.split('`').enumerate() {
        match (at % 2, found.last_mut().filter(|_| owned)) {
            (0, _) => owned = piece.trim() == "by",
            (_, Some(last)) => last.1 = Some(piece.to_owned()),
            (_, None) => found.push((piece.to_owned(), None)),
        }
    }
    found
}

impl Row {
    /// The test that covers this guard.
    fn test_of(&self, guard: &str) -> Option<&String> {
        let own = self.guards.iter().find(|(name, _)| name == guard)?;
        own.1.as_ref().or(self.tests.first())
    }
}

/// `7` of the fault table, `T7` of the threats, `P7` of the pitfalls.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['T', 'P']).unwrap_or(cell);
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
        let named = row.guards.iter().filter_map(|(_, test)| test.as_ref());
        for test in row.tests.iter().chain(named) {
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
        let of_rows = rows
            .iter()
            .filter(|row| row.guards.iter().any(|(g, _)| g == guard));
        let of_rows: Vec<&Row> = of_rows.collect();
        let in_bugs = bugs.contains(&format!("`{guard}`"));
        if of_rows.is_empty() && !in_bugs {
            problems.push(format!("{path}: the guard {guard} stands in no table"));
        }
        let run_here = of_rows
            .iter()
            .filter_map(|row| row.test_of(guard))
            .any(|test| test.contains("::"));
        if !run_here && !in_bugs && !twins.contains(&format!("\"{guard}\"")) {
            problems.push(format!("{path}: no test is seen to fail without {guard}"));
        }
    }
    let named = rows.iter().flat_map(|row| &row.guards).map(|(guard, _)| guard);
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
        // The first test is the one that covers the guards that name none; further ones show consequences.
        let runs = |test: &&String| {
            test.split_once("::")
                .is_some_and(|(room, _)| slow || room != SLOW)
        };
        for (guard, _) in &row.guards {
            let test = row.test_of(guard).filter(runs);
            pairs.extend(test.map(|test| (guard.clone(), test.clone())));
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
