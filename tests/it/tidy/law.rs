//! The law as data: every rule says where it stands, every question keeps its id for ever.
use super::source::{root, walk};
use super::{expect_none, read};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Every id ever released, `form/item`; may only grow.
const ITEM_IDS: &str = "tests/vectors/item-ids.txt";

/// All tables of `regimes/` by path.
fn packs() -> Vec<(String, Table)> {
    let mut found = vec![];
    walk(&root().join("regimes"), &mut |path| {
        if path.ends_with(".toml") {
            let table = read(path)
                .parse::<Table>()
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            found.push((path.to_owned(), table));
        }
    });
    assert!(
        !found.is_empty() || !root().join("regimes").exists(),
        "regimes/ holds the packs"
    );
    found
}

/// Calls `see` for every table inside a value, the value itself first.
fn every_table(value: &Value, see: &mut dyn FnMut(&Table)) {
    match value {
        Value::Table(table) => {
            see(table);
            table.values().for_each(|inner| every_table(inner, see));
        }
        Value::Array(list) => list.iter().for_each(|inner| every_table(inner, see)),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

#[test]
fn every_cite_says_where() {
    let mut problems = vec![];
    for (path, table) in packs() {
        let mut cites = 0;
        every_table(&Value::Table(table), &mut |table| {
            let Some(cite) = table.get("cite") else { return };
            cites += 1;
            let says = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
            let list = cite.as_array();
            let good = list.map_or_else(|| says(cite), |list| !list.is_empty() && list.iter().all(says));
            if !good {
                let names: Vec<_> = table.keys().map(String::as_str).collect();
                problems.push(format!("{path}: an empty cite beside {}", names.join(", ")));
            }
        });
        let speaks_law = path.ends_with("/regime.toml") || path.contains("/forms/");
        if speaks_law && cites == 0 {
            problems.push(format!("{path}: no rule says where it stands"));
        }
    }
    expect_none(&problems);
}

/// Items by `form/item`, with the files they stand in.
fn items() -> BTreeMap<String, Vec<String>> {
    let mut items: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, table) in packs().into_iter().filter(|(path, _)| path.contains("/forms/")) {
        let form = table
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or(&path)
            .to_owned();
        every_table(&Value::Table(table), &mut |table| {
            if let (Some(id), true) = (
                table.get("id").and_then(Value::as_str),
                table.contains_key("text"),
            ) {
                items
                    .entry(format!("{form}/{id}"))
                    .or_default()
                    .push(path.clone());
            }
        });
    }
    items
}

#[test]
fn item_ids_are_unique_and_never_removed() {
    let items = items();
    let mut problems = vec![];
    for (id, files) in items.iter().filter(|(_, files)| files.len() > 1) {
        problems.push(format!(
            "{}: item {id} stands {} times",
            files.join(", "),
            files.len()
        ));
    }
    let known: BTreeSet<String> = read(ITEM_IDS).lines().map(str::to_owned).collect();
    for gone in known.iter().filter(|id| !items.contains_key(*id)) {
        problems.push(format!("{ITEM_IDS}: {gone} was released and is gone"));
    }
    let new: Vec<&String> = items.keys().filter(|id| !known.contains(*id)).collect();
    if !new.is_empty() && std::env::var_os("UPDATE_EXPECT").is_some() {
        let all: Vec<&str> = known
            .iter()
            .map(String::as_str)
            .chain(new.iter().map(|id| id.as_str()))
            .collect();
        let all: BTreeSet<&str> = all.into_iter().collect();
        let text = all.into_iter().fold(String::new(), |text, id| text + id + "\n");
        std::fs::write(root().join(ITEM_IDS), text).unwrap();
    } else if !new.is_empty() {
        problems.push(format!(
            "{ITEM_IDS}: {} new ids (first {}): run the tests once with UPDATE_EXPECT=1 and commit the list",
            new.len(),
            new[0]
        ));
    }
    expect_none(&problems);
}
