//! Rows and drawings of two officers: merged, never removed, never drawn again in silence.

use super::super::testing::{Copy, LI, WANG, exchange, server_doc};
use super::super::{EditRefused, testing};
use crate::assignment::Package;
use crate::id::ItemId;
use crate::inspection::change::Change;
use crate::inspection::edit::Edit;
use crate::inspection::progress::progress;
use crate::inspection::rows::item_in;
use crate::inspection::view::InspectionView;
use serde_json::json;

/// The demo package with rooms added by hand and a list of goods: how many are drawn, and the key of the case, stand in
/// `tests/vectors/draw/found.json`.
fn package() -> Package {
    let mut package = testing::package("insp-1");
    let verdict = json!({"type": "verdict", "ok": "合格", "bad": "不合格", "na": "不适用"});
    let sections = json!([
        {"id": "rooms", "title": "教室", "repeat": {"of": "教室"}, "items": [
            {"id": "r1", "text": "采光", "kind": verdict},
            {"id": "r2", "text": "说明", "required": false, "kind": {"type": "text"}}]},
        {"id": "goods", "title": "抽中的货物", "repeat": {"of": "货物", "drawn": true}, "items": [
            {"id": "g1", "text": "合格证", "kind": verdict}]}
    ]);
    let sections: Vec<crate::regime::form::Section> = serde_json::from_value(sections).unwrap();
    package.forms[0].sections.extend(sections);
    let case = &cases()[2];
    package.onsite = serde_json::from_value(json!([{
        "list": "goods", "label": "仓库抽查", "what": "品名", "section": "goods", "stage": "unit",
        "of": case["subject"], "rule": case["rule"], "key": case["key"], "strength": "must", "cite": "三"
    }]))
    .unwrap();
    package
}

fn cases() -> Vec<serde_json::Value> {
    serde_json::from_str(include_str!("../../../../../tests/vectors/draw/found.json")).unwrap()
}

fn pair() -> (Copy, Copy) {
    let package = package();
    let doc = server_doc(&package);
    (
        Copy::open(&doc, &package, WANG, 1),
        Copy::open(&doc, &package, LI, 2),
    )
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

impl Copy {
    fn row(&mut self, name: &str) -> String {
        self.edit(Edit::AddRow {
            section: "rooms".to_owned(),
            name: name.to_owned(),
        });
        let view = self.view();
        view.rows.iter().rfind(|r| r.name == name).unwrap().id.clone()
    }

    fn fix(&mut self, why: &str) -> Edit {
        let case = &cases()[2];
        Edit::FixList {
            list: "goods".to_owned(),
            names: strings(&case["names"]),
            salt: case["salt"].as_str().unwrap().to_owned(),
            why: why.to_owned(),
        }
    }

    fn draw(&self) -> Edit {
        Edit::DrawList {
            fixed: self.view().lists.last().unwrap().key.clone(),
            party: cases()[2]["party"].as_str().unwrap().to_owned(),
        }
    }
}

fn open(view: &InspectionView) -> Vec<String> {
    progress(&package(), view)
        .blocking
        .into_iter()
        .map(|b| b.code)
        .collect()
}

fn vetted(copy: &Copy, changes: &[Change]) -> Result<(), &'static str> {
    let mut doc = server_doc(&copy.package);
    doc.merge(changes).unwrap();
    doc.rows_fit()
}

#[test]
fn rooms_of_both_officers_stand_and_are_answered_apart() {
    let (mut a, mut b) = pair();
    let (one, two) = (a.row("一班"), b.row("二班"));
    exchange(&mut a, &mut b);
    let names: Vec<_> = a.view().rows.iter().map(|r| r.name.clone()).collect();
    assert_eq!(names.len(), 2);
    let r1 = |row: &str| item_in(&ItemId::from("r1"), row).0;
    a.answer(&r1(&one), "ok");
    b.problem(&r1(&two));
    exchange(&mut a, &mut b);
    let view = a.view();
    let value = |row: &str| view.answers[&ItemId::new(r1(row))].value.clone();
    assert_eq!(
        (value(&one).as_deref(), value(&two).as_deref()),
        (Some("ok"), Some("bad"))
    );
    assert_eq!(view.answers[&ItemId::new(r1(&two))].note, "演示问题");
    assert_eq!(
        vetted(&a, &a.doc.changes_after(&server_doc(&a.package).heads())),
        Ok(())
    );
}

#[test]
fn a_row_without_its_answer_stands_against_the_seal() {
    let (mut a, _) = pair();
    a.fill();
    let before = open(&a.view()).iter().filter(|c| *c == "item.missing").count();
    let row = a.row("一班");
    assert_eq!(
        open(&a.view()).iter().filter(|c| *c == "item.missing").count(),
        before + 1
    );
    a.edit(Edit::StrikeRow {
        row: row.clone(),
        reason: "与二班重复".to_owned(),
    });
    assert_eq!(
        open(&a.view()).iter().filter(|c| *c == "item.missing").count(),
        before
    );
    let struck = a.view().rows.into_iter().find(|r| r.id == row).expect("it stays");
    assert_eq!(struck.struck.as_deref(), Some("与二班重复"));
    let item = item_in(&ItemId::from("r1"), &row);
    let late = Edit::Answer {
        item,
        value: Some("ok".to_owned()),
    };
    assert_eq!(a.try_edit(&late), Err(EditRefused::UnknownRow));
}

#[test]
fn words_of_a_row_said_by_both_officers_both_stand() {
    let (mut a, mut b) = pair();
    let row = a.row("一班");
    exchange(&mut a, &mut b);
    let item = item_in(&ItemId::from("r1"), &row).0;
    a.note(&item, "东墙潮湿");
    b.note(&item, "西窗破损");
    exchange(&mut a, &mut b);
    let note = a.view().answers[&ItemId::new(item)].note.clone();
    assert!(note.contains("东墙潮湿") && note.contains("西窗破损"), "{note}");
}

#[test]
fn a_row_cannot_be_added_where_only_chance_adds_one() {
    let (mut a, _) = pair();
    let by_hand = Edit::AddRow {
        section: "goods".to_owned(),
        name: "挑选的货物".to_owned(),
    };
    assert_eq!(a.try_edit(&by_hand), Err(EditRefused::UnknownRow));
}

#[test]
fn what_is_drawn_is_what_the_independent_program_draws_and_has_its_own_questions() {
    let (mut a, mut b) = pair();
    let case = &cases()[2];
    let fix = a.fix("");
    a.edit(fix);
    assert!(open(&a.view()).contains(&"onsite.missing".to_owned()));
    let page = |copy: &Copy| crate::submission::read_back(&copy.package, &copy.view(), &[]).text;
    let salt = case["salt"].as_str().unwrap();
    assert!(!page(&a).contains(salt), "the party has not spoken yet");
    let draw = a.draw();
    a.edit(draw);
    assert!(page(&a).contains(salt));
    exchange(&mut a, &mut b);
    let view = b.view();
    assert_eq!(view.lists[0].drawings[0].drawn, strings(&case["drawn"]));
    let rows: Vec<_> = view.rows.iter().map(|r| r.name.clone()).collect();
    assert_eq!(rows, strings(&case["drawn"]));
    assert!(!open(&view).contains(&"onsite.missing".to_owned()));
    let g1 = item_in(&ItemId::from("g1"), &view.rows[0].id);
    b.answer(g1.as_str(), "ok");
    assert_eq!(b.view().answers[&g1].value.as_deref(), Some("ok"));
}

#[test]
fn nothing_is_drawn_twice_from_a_list_and_a_further_list_says_why() {
    let (mut a, _) = pair();
    let fix = a.fix("");
    a.edit(fix);
    let draw = a.draw();
    a.edit(draw.clone());
    assert_eq!(a.try_edit(&draw), Err(EditRefused::DrawnAlready));
    let silent = a.fix("");
    assert_eq!(a.try_edit(&silent), Err(EditRefused::WordsMissing));
    let said = a.fix("漏列了二号库房");
    a.edit(said);
    let view = a.view();
    assert_eq!(view.lists.len(), 2, "the first stays");
    assert_eq!(view.lists[0].drawings.len(), 1);
    assert_eq!(view.lists[1].fixed.why, "漏列了二号库房");
    let away = Edit::Withdraw {
        evidence: crate::id::EvidenceId::new(view.lists[0].key.clone()),
        reason: "不喜欢".to_owned(),
    };
    assert_eq!(a.try_edit(&away), Err(EditRefused::WrongValue));
}

#[test]
fn an_older_list_is_not_drawn_from_once_there_is_a_newer_one() {
    let (mut a, _) = pair();
    let fix = a.fix("");
    a.edit(fix);
    let old = a.draw();
    let further = a.fix("漏列了二号库房");
    a.edit(further);
    assert_eq!(a.try_edit(&old), Err(EditRefused::UnknownList));
}

#[test]
#[cfg(feature = "switches")]
fn a_tablet_that_draws_again_in_silence_is_not_admitted() {
    let (mut a, _) = pair();
    let first = server_doc(&a.package).heads();
    let fix = a.fix("");
    a.edit(fix);
    let draw = a.draw();
    a.edit(draw);
    assert_eq!(vetted(&a, &a.doc.changes_after(&first)), Ok(()));
    let (mut again, mut silent) = (a.clone(), a.clone());
    {
        let _open = crate::guard::take_away("drawn-once");
        let other = Edit::DrawList {
            fixed: again.view().lists[0].key.clone(),
            party: hex::encode("111111"),
        };
        again.edit(other);
        assert_eq!(
            vetted(&again, &again.doc.changes_after(&first)),
            Ok(()),
            "the test sees the guard gone"
        );
    }
    assert_eq!(
        vetted(&again, &again.doc.changes_after(&first)),
        Err("admit.drawn_again")
    );
    {
        let _open = crate::guard::take_away("a-further-list-says-why");
        let fix = silent.fix("");
        silent.edit(fix);
        assert_eq!(
            vetted(&silent, &silent.doc.changes_after(&first)),
            Ok(()),
            "the test sees the guard gone"
        );
    }
    assert_eq!(
        vetted(&silent, &silent.doc.changes_after(&first)),
        Err("admit.list_without_reason")
    );
}

#[test]
fn drawings_of_officers_who_did_not_know_of_each_other_all_stand() {
    let (mut a, mut b) = pair();
    b.now += 7_000;
    let (fix, other) = (a.fix(""), b.fix(""));
    a.edit(fix);
    b.edit(other);
    let (first, second) = (a.draw(), b.draw());
    a.edit(first);
    b.edit(second);
    exchange(&mut a, &mut b);
    let view = a.view();
    assert_eq!(view.lists.iter().map(|l| l.drawings.len()).sum::<usize>(), 2);
    assert_eq!(
        vetted(&a, &a.doc.changes_after(&server_doc(&a.package).heads())),
        Ok(())
    );
}

#[test]
#[cfg(feature = "switches")]
fn a_result_that_does_not_follow_from_list_and_entropy_is_refused() {
    let (mut a, _) = pair();
    let fix = a.fix("");
    a.edit(fix);
    let list = a.view().lists[0].clone();
    let liked: Vec<String> = list.fixed.names.iter().take(2).cloned().collect();
    let json = serde_json::to_string(&json!({
        "fixed": list.fixed, "party": hex::encode("351624"), "drawn": liked, "at": 0
    }))
    .unwrap();
    let json: crate::inspection::found::Drawing = serde_json::from_str(&json).unwrap();
    let json = serde_json::to_string(&json).unwrap();
    let key = super::drawn_key(&json);
    assert_eq!(
        super::entry(&a.package, &key, &json),
        Err(EditRefused::WrongValue)
    );
    let _open = crate::guard::take_away("a-drawing-follows-from-its-list");
    assert_eq!(
        super::entry(&a.package, &key, &json),
        Ok(()),
        "the test sees the guard gone"
    );
}
