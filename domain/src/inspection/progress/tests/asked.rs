//! What official results and an office's own rules ask for before the seal.
use super::super::*;
use crate::inspection::doc::testing::{Copy, pair};
use crate::inspection::edit::Edit;

/// 结果代码1 未发现问题 sums a record up: beside a problem, or beside another result, one of the two is wrong.
#[test]
fn a_result_that_nothing_was_found_stands_beside_no_problem() {
    let (catalog, _) = crate::regime::Catalog::built_in();
    let mut overlays = catalog.overlays().iter().flat_map(|pack| pack.forms.clone());
    let codes = overlays.find(|f| f.id.as_str() == "practice-result").unwrap();
    let (mut a, _) = pair();
    a.package.form_order.push(codes.id.clone());
    a.package.forms.push(codes);
    let open = |c: &Copy| -> Vec<(Option<String>, String)> {
        let open = progress(&c.package, &c.view()).blocking.into_iter();
        let ours = open.filter(|b| b.code == "item.result_clean" && !b.excusable());
        ours.map(|b| (b.item.map(|id| id.to_string()), b.about)).collect()
    };
    a.answer("public-result", "c1");
    assert_eq!(open(&a), []);
    a.problem("q1");
    assert_eq!(
        open(&a),
        [(Some("public-result".to_owned()), "演示要点 1".to_owned())]
    );
    a.answer("public-result", "cE");
    assert_eq!(open(&a), []);
}

/// 本单位规定（演示）第二条 asks for photo, words, place and the second officer; the reason's own article for none of them.
#[test]
fn what_an_office_asks_of_a_skip_is_asked_by_its_own_rule() {
    let (mut a, _) = pair();
    let reason = &mut a.package.excerpt.skip_reasons[0];
    let office = serde_json::json!([{ "photos_min": 1, "note": true, "place": true, "second_officer": true,
        "cite": "本单位规定（演示）第二条", "source": "office" }]);
    reason.demands = serde_json::from_value(office).unwrap();
    let open = |c: &Copy| -> Vec<(String, String)> {
        let open = progress(&c.package, &c.view()).blocking.into_iter();
        let ours = open.filter(|b| b.code.starts_with("skip."));
        ours.map(|b| (b.code, b.cite)).collect()
    };
    let asked = |code: &str| (code.to_owned(), "本单位规定（演示）第二条".to_owned());
    a.edit(Edit::Skip {
        reason: "closed".to_owned(),
    });
    let all = ["skip.photos", "skip.note", "skip.place", "skip.second_officer"];
    assert_eq!(open(&a), all.map(asked));
    a.photo("door");
    let left = ["skip.note", "skip.second_officer"];
    assert_eq!(
        open(&a),
        left.map(asked),
        "a photo says where, or why nobody knows"
    );
    // No rule asks for anything beside the reason: nothing is asked for.
    let reason = &mut a.package.excerpt.skip_reasons[0];
    (reason.photos_min, reason.needs_note) = (0, false);
    reason.demands.clear();
    assert_eq!(open(&a), []);
}
