//! A repeated section is answered once for each row: conditions stay inside the row, struck rows ask nothing.

use super::*;
use crate::inspection::doc::testing::package;
use crate::inspection::doc::{InspectionDoc, SchemaFacts};
use crate::regime::form::Relevance;
use serde_json::json;

fn row(id: &str, section: &str, name: &str, struck: Option<&str>) -> RowView {
    serde_json::from_value(json!({
        "id": id, "section": section, "name": name, "struck": struck,
        "stamp": {"by": "demo", "at": 0}
    }))
    .unwrap()
}

fn rooms() -> Package {
    let mut package = package("insp-1");
    let section = json!({"id": "rooms", "title": "教室", "repeat": {"of": "教室", "min": 1}, "items": [
        {"id": "r1", "text": "采光", "kind": {"type": "verdict", "ok": "合格", "bad": "不合格"}},
        {"id": "r2", "text": "照度", "kind": {"type": "number", "unit": "lx", "decimals": 0},
            "relevant": {"op": "in", "item": "r1", "values": ["bad"]}},
        {"id": "r3", "text": "灭火器", "kind": {"type": "verdict", "ok": "合格", "bad": "不合格"},
            "relevant": {"op": "not", "of": {"op": "in", "item": "q0", "values": ["na"]}}}]});
    package.forms[0]
        .sections
        .push(serde_json::from_value(section).unwrap());
    package
}

fn view(package: &Package, rows: Vec<RowView>) -> InspectionView {
    let doc = InspectionDoc::create(&package.inspection, &SchemaFacts::of(package));
    InspectionView { rows, ..doc.view() }
}

#[test]
fn each_standing_row_has_questions_of_its_own() {
    let package = rooms();
    let (one, two) = ("0123456789abcdef", "fedcba9876543210");
    let rows = vec![
        row(one, "rooms", "一班", None),
        row(two, "rooms", "二班", Some("重复")),
    ];
    let whole = with_rows(&package, &view(&package, rows));
    let ids: Vec<&str> = whole.forms[0].sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["s", "rooms", "rooms@0123456789abcdef"]);
    assert!(
        whole.forms[0].sections[1].items.is_empty(),
        "the heading asks nothing itself"
    );
    let asked = &whole.forms[0].sections[2].items;
    assert_eq!(asked[0].id.as_str(), "r1@0123456789abcdef");
    assert_eq!(asked[0].text, "一班 · 采光");
    let inside = |values: &[&str], item: &str| Relevance::In {
        item: ItemId::from(item),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    };
    assert_eq!(asked[1].relevant, Some(inside(&["bad"], "r1@0123456789abcdef")));
    let outside = Relevance::Not {
        of: Box::new(inside(&["na"], "q0")),
    };
    assert_eq!(asked[2].relevant, Some(outside), "what is asked once stays one");
    assert_eq!(
        with_rows(&whole, &view(&package, Vec::new())).forms,
        whole.forms,
        "written out once"
    );
}

#[test]
fn a_package_without_repeats_is_left_alone() {
    let package = package("insp-1");
    let view = view(&package, Vec::new());
    assert!(matches!(with_rows(&package, &view), Cow::Borrowed(_)));
}

#[test]
fn names_of_rows_are_told_from_names_of_items() {
    assert_eq!(split("r1@0123456789abcdef"), ("r1", Some("0123456789abcdef")));
    assert_eq!(split("r1"), ("r1", None));
    assert!(is_row("0123456789abcdef") && !is_row("0123456789ABCDEF") && !is_row("01"));
}
