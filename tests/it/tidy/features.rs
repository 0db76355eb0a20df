//! The features the regulations ask of software: each names the words that say it and the tests that show it, or
//! says what is still open, so that nobody believes it is done when it is not.
use super::source::{root, walk};
use super::{expect_none, read};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// F001–F112, one table each.
const FEATURES: &str = "tests/vectors/regime/features.toml";

/// Names of all functions that carry a test attribute, in every Rust source.
pub(crate) fn tests_of_the_house() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for room in ["domain", "sync-server", "app", "tests"] {
        walk(&root().join(room), &mut |path| {
            if !path.ends_with(".rs") {
                return;
            }
            let text = read(path);
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                found.extend(case(line).map(str::to_owned));
                let named = line.trim_start_matches("async ").strip_prefix("fn ");
                match named.and_then(|rest| rest.split('(').next()) {
                    Some(name) if is_test => {
                        found.insert(name.to_owned());
                        is_test = false;
                    }
                    Some(_) => is_test = false,
                    None if line.starts_with("#[test]")
                        || line.contains("::test]")
                        || line.contains("::test(") =>
                    {
                        is_test = true;
                    }
                    None => {}
                }
            }
        });
    }
    found
}

/// A case of the table of conformance, one line: `r27_17_the_subject_signs: F079 => |p| …`.
fn case(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    let named = name.starts_with('r') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (named && rest.contains("=> |p|")).then_some(name)
}

/// Kinds of rules that at least one pack holds.
fn kinds_of_the_packs() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(&root().join("regimes"), &mut |path| {
        if path.ends_with("/regime.toml") {
            let tables = read(path);
            let heads = tables
                .lines()
                .filter_map(|l| l.strip_prefix("[[")?.strip_suffix("]]"));
            found.extend(heads.map(str::to_owned));
        }
    });
    found
}

fn list<'a>(feature: &'a Table, key: &str) -> Vec<&'a str> {
    let values = feature
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    values.iter().filter_map(Value::as_str).collect()
}

/// Tests that the regimes name for a feature which no case of the table can show.
#[test]
fn every_test_that_a_regime_names_exists() {
    let tests = tests_of_the_house();
    let mut problems = vec![];
    walk(&root().join("tests/vectors/regime/conformance"), &mut |path| {
        if !path.ends_with(".toml") {
            return;
        }
        let asked: Table = read(path).parse().expect("what a regime asks is TOML");
        let demands = asked.get("demands").and_then(Value::as_table);
        for (id, demand) in demands.into_iter().flatten() {
            let named = demand.as_table().map_or(vec![], |d| list(d, "tests"));
            let unknown = named.into_iter().filter(|test| !tests.contains(*test));
            problems.extend(unknown.map(|test| format!("{path}: {id}: there is no test {test}")));
        }
    });
    expect_none(&problems);
}

#[test]
fn every_feature_names_what_carries_it_out_or_says_it_is_open() {
    let features: Table = read(FEATURES).parse().expect("the table of features is TOML");
    let (tests, kinds) = (tests_of_the_house(), kinds_of_the_packs());
    let mut problems = vec![];
    let ids: BTreeSet<String> = (1..=112).map(|n| format!("F{n:03}")).collect();
    let listed: BTreeSet<String> = features.keys().cloned().collect();
    problems.extend(
        ids.symmetric_difference(&listed)
            .map(|id| format!("{FEATURES}: {id} is missing or unknown")),
    );
    for (id, feature) in &features {
        let Some(feature) = feature.as_table() else {
            problems.push(format!("{FEATURES}: {id} is no table"));
            continue;
        };
        let named = list(feature, "tests");
        let open = feature.get("open").and_then(Value::as_str).unwrap_or("");
        if named.is_empty() && open.trim().is_empty() {
            problems.push(format!(
                "{FEATURES}: {id} has neither a test nor a word on what is open"
            ));
        }
        let unknown = named.into_iter().filter(|test| !tests.contains(*test));
        problems.extend(unknown.map(|test| format!("{FEATURES}: {id}: there is no test {test}")));
        let unsaid = list(feature, "kinds")
            .into_iter()
            .filter(|kind| !kinds.contains(*kind));
        problems.extend(unsaid.map(|kind| format!("{FEATURES}: {id}: no pack holds a rule of kind {kind}")));
    }
    expect_none(&problems);
}
