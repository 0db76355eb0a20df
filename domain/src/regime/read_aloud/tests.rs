//! Every pack read aloud is a golden page an official could sign off.
use super::kinds::KIND_NAMES;
use super::*;
use crate::regime::catalog::Catalog;
use crate::regime::pack::KINDS;
use expect_test::expect_file;
use std::collections::BTreeSet;

#[test]
fn every_pack_reads_as_its_signed_page() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes().iter().chain(catalog.overlays()) {
        let page = read_aloud(regime);
        let name = regime.id.as_str().to_lowercase();
        expect_file![format!(
            "{}/../tests/vectors/regime/{name}.md",
            env!("CARGO_MANIFEST_DIR")
        )]
        .assert_eq(&page);
    }
}

#[test]
fn every_rule_is_read_with_its_article() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes().iter().chain(catalog.overlays()) {
        let page = read_aloud(regime);
        let lines = page.lines().filter(|l| l.starts_with("- ")).count();
        for head in regime.rules.heads() {
            assert!(
                page.contains(&format!("【{}】", head.cite)),
                "{} {}",
                regime.id,
                head.id
            );
        }
        assert!(
            lines >= regime.rules.heads().len(),
            "{}: a rule is not read",
            regime.id
        );
    }
}

#[test]
fn every_kind_has_a_chapter_and_a_name() {
    let read: BTreeSet<&str> = CHAPTERS
        .iter()
        .flat_map(|(_, kinds)| kinds.iter())
        .map(|k| k.split(':').next().unwrap())
        .collect();
    let named: BTreeSet<&str> = KIND_NAMES.iter().map(|(code, _)| *code).collect();
    let known: BTreeSet<&str> = KINDS.iter().copied().collect();
    assert_eq!(read, known);
    assert_eq!(named, known);
}

#[test]
fn an_overlay_never_reads_as_the_regime() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes() {
        for overlay in catalog.overlays() {
            let whole = catalog
                .with_overlays(&regime.id, std::slice::from_ref(&overlay.id))
                .unwrap();
            let page = read_aloud(&whole);
            let alone = read_aloud(regime);
            let mark = match overlay.layer {
                RuleSource::Office => "［本单位规定］",
                RuleSource::Practice => "［后来的做法］",
                RuleSource::Regime | RuleSource::Inherited => panic!("{} is no overlay", overlay.id),
            };
            let mut marked_form = false;
            for line in page.lines().filter(|l| !alone.contains(*l)) {
                if line.starts_with("## 表：") {
                    assert!(line.ends_with(mark), "{line}");
                    marked_form = true;
                }
                let counted = line.contains("条规则");
                let read = !line.starts_with("- ") || counted || marked_form || line.contains(mark);
                assert!(read, "{} on {}: {line}", overlay.id, regime.id);
            }
        }
    }
}

/// Fields that name a thing for machines: nobody reads them aloud.
const CODES: &[&str] = &[
    "id",
    "code",
    "key",
    "origin",
    "keeper_code",
    "rank",
    "level",
    "lost",
];

/// Keys that other rules and the tablet know a rule by.
const KEYS: &[&str] = &[
    "gaps.input",
    "items.item",
    "onsite_draws.list",
    "onsite_draws.section",
    "steps.action",
];

/// Every change of one leaf of a JSON value that keeps its shape.
fn changed(value: &serde_json::Value) -> Vec<serde_json::Value> {
    use serde_json::Value;
    match value {
        Value::Bool(b) => vec![Value::Bool(!b)],
        Value::Number(n) => n.as_u64().map(|n| vec![(n + 1).into()]).unwrap_or_default(),
        Value::String(s) => vec![Value::String(format!("{s}改"))],
        Value::Array(list) => {
            let mut all = Vec::new();
            for (n, inner) in list.iter().enumerate() {
                let with = |inner: Option<Value>| {
                    let mut list = list.clone();
                    match inner {
                        Some(inner) => list[n] = inner,
                        None => drop(list.remove(n)),
                    }
                    Value::Array(list)
                };
                all.push(with(None));
                all.extend(changed(inner).into_iter().map(|v| with(Some(v))));
            }
            all
        }
        Value::Object(map) => {
            let told = map.iter().filter(|(key, _)| !CODES.contains(&key.as_str()));
            let each = told.flat_map(|(key, inner)| {
                changed(inner).into_iter().map(move |v| {
                    let mut map = map.clone();
                    map.insert(key.clone(), v);
                    Value::Object(map)
                })
            });
            each.collect()
        }
        Value::Null => Vec::new(),
    }
}

#[test]
fn no_fact_of_a_rule_is_left_unread() {
    let (catalog, _) = Catalog::built_in();
    let mut unread = BTreeSet::new();
    for regime in catalog.regimes().iter().chain(catalog.overlays()) {
        let rules = serde_json::to_value(&regime.rules).unwrap();
        for (field, list) in rules.as_object().unwrap() {
            for rule in list.as_array().unwrap() {
                let read = |rule: &serde_json::Value| {
                    let one = serde_json::json!({ field: [rule] });
                    let rules: crate::regime::pack::Rules = serde_json::from_value(one).ok()?;
                    let kind = rules.heads()[0].kind;
                    Some(sentences::lines(&rules, kind))
                };
                let said = read(rule).unwrap();
                for other in changed(rule) {
                    // A value that is no longer of its kind (an unknown word of a closed list) does not read.
                    if read(&other).is_some_and(|other| other == said) {
                        let told = rule.as_object().unwrap();
                        let differs = other
                            .as_object()
                            .unwrap()
                            .iter()
                            .find(|(k, v)| told.get(*k) != Some(v));
                        unread.insert(format!("{field}.{}", differs.unwrap().0));
                    }
                }
            }
        }
    }
    unread.retain(|field| !KEYS.contains(&field.as_str()));
    assert_eq!(unread, BTreeSet::new(), "facts nobody hears");
}
