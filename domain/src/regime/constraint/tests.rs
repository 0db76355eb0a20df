//! Figures with figures, dates with dates, and taps that cannot both hold.
use super::*;

/// The form's areas in hectares: what is to be treated and what has been; and two taps about a fund.
fn form() -> Form {
    serde_json::from_value(serde_json::json!({
        "id": "f", "version": 1, "regime": "T", "title": "表", "cite": "附件", "sections": [{ "id": "s", "title": "一", "items": [
            { "id": "due", "text": "应治理面积", "kind": { "type": "number", "decimals": 2 } },
            { "id": "done", "text": "已治理面积", "kind": { "type": "number", "decimals": 2 }, "constraints": [
                { "holds": { "op": "compare", "item": "done", "is": "le", "other": "due" }, "says": "已治理的不大于应治理的", "strength": "principle" } ] },
            { "id": "from", "text": "起", "kind": { "type": "date" } },
            { "id": "to", "text": "止", "kind": { "type": "date" }, "constraints": [
                { "holds": { "op": "compare", "item": "to", "is": "gt", "other": "from" }, "says": "止期晚于起期" } ] },
            { "id": "account", "text": "建立账户", "kind": { "type": "verdict", "ok": "是", "bad": "否" } },
            { "id": "apart", "text": "专账管理", "kind": { "type": "verdict", "ok": "是", "bad": "否" },
              "relevant": { "op": "compare", "item": "due", "is": "gt", "value": "0" }, "constraints": [
                { "holds": { "op": "not", "of": { "op": "all", "of": [
                    { "op": "in", "item": "apart", "values": ["ok"] }, { "op": "in", "item": "account", "values": ["bad"] } ] } },
                  "says": "没有账户，谈不上专账" } ] }
        ] }] }))
    .unwrap()
}

#[track_caller]
fn check(answers: &[(&str, &str)], item: &str, broken_says: &[&str]) {
    let form = form();
    let answers = answers
        .iter()
        .map(|(i, v)| (ItemId::from(*i), (*v).to_owned()))
        .collect();
    let item = form.item(&ItemId::from(item)).unwrap();
    let said: Vec<_> = broken(&form, item, &answers)
        .iter()
        .map(|c| c.says.as_str())
        .collect();
    assert_eq!(said, broken_says);
}

#[test]
fn figures_are_compared_as_figures_and_dates_as_dates() {
    let more = ["已治理的不大于应治理的"];
    check(&[("due", "9.5"), ("done", "10")], "done", &more);
    check(&[("due", "10"), ("done", "10.00")], "done", &[]);
    check(
        &[("from", "2026-11-21"), ("to", "2026-11-21")],
        "to",
        &["止期晚于起期"],
    );
    check(&[("from", "2025-12-31"), ("to", "2026-01-01")], "to", &[]);
}

#[test]
fn what_is_not_answered_or_not_asked_contradicts_nothing() {
    check(&[("done", "10")], "done", &[]);
    check(&[("due", "1")], "done", &[]);
    let fund = [("account", "bad"), ("apart", "ok")];
    check(&fund, "apart", &[]);
    let asked = [("due", "1"), ("account", "bad"), ("apart", "ok")];
    check(&asked, "apart", &["没有账户，谈不上专账"]);
}

#[test]
fn a_comparison_with_what_is_neither_figure_nor_date_holds_only_for_the_same() {
    assert!(Relation::Eq.holds("甲", "甲") && Relation::Ne.holds("甲", "乙"));
    assert!(!Relation::Le.holds("甲", "乙") && !Relation::Gt.holds("10", "甲"));
    assert!(Relation::Eq.holds("1.0", "1") && !Relation::Ne.holds("1.0", "1"));
}
