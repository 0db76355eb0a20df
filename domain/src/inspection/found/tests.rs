//! Lists, codes and drawings as `tests/verifier/found.py` computes them from the protocol text (draw protocol §2.9).

use super::*;
use crate::draw::plan::{Rule, Stage};
use crate::draw::stages::late_key;
use crate::regime::excerpt::{RuleSource, Strength};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    seed: Digest,
    subject: String,
    salt: String,
    names: Vec<String>,
    party: String,
    rule: Rule,
    why: String,
    key: Digest,
    rows: Vec<String>,
    root: Digest,
    code: Digest,
    drawn_ids: Vec<String>,
    drawn: Vec<String>,
    leaf_salt: String,
    why_id: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../../../../tests/vectors/draw/found.json")).unwrap()
}

fn rule(case: &Case) -> OnSiteDraw {
    OnSiteDraw {
        list: "goods".to_owned(),
        label: "演示抽查".to_owned(),
        what: "演示品名".to_owned(),
        section: "s".to_owned(),
        stage: Stage::Unit,
        of: case.subject.clone(),
        rule: case.rule.clone(),
        key: late_key(&case.seed, Stage::Unit, &case.subject),
        strength: Strength::Must,
        cite: "一".to_owned(),
        source: RuleSource::Regime,
    }
}

fn fixed(case: &Case, why: &str) -> FixedList {
    FixedList {
        list: "goods".to_owned(),
        names: case.names.clone(),
        salt: case.salt.clone(),
        why: why.to_owned(),
        at: Timestamp(0),
    }
}

#[test]
fn lists_and_drawings_are_those_of_the_independent_program() {
    let cases = cases();
    assert!(cases.len() >= 8);
    for case in &cases {
        let (rule, list) = (rule(case), fixed(case, &case.why));
        assert_eq!(rule.key, case.key);
        assert!(list.is_sound());
        let rows: Vec<String> = list.rows().into_iter().map(|(id, _)| id).collect();
        assert_eq!(rows, case.rows);
        assert_eq!(stages::list_root(&rows), Ok(case.root));
        assert_eq!(list.code(), Some(case.code));
        assert_eq!(list.choose(&rule, &case.party).as_ref(), Ok(&case.drawn));
        assert_eq!(rule.sample(case.names.len()), case.drawn.len());
        let stamp = Stamp {
            run: None,
            by: "demo".into(),
            at: Timestamp(0),
            device: None,
        };
        let drawing = DrawingView {
            key: String::new(),
            party: case.party.clone(),
            drawn: case.drawn.clone(),
            stamp: stamp.clone(),
        };
        let view = ListView {
            key: String::new(),
            fixed: list,
            stamp,
            drawings: Vec::new(),
        };
        let leaf = view.leaf(&rule, Some(&drawing), 7, 1).unwrap();
        assert_eq!(
            (&leaf.rows, &leaf.drawn, &leaf.salt),
            (&case.rows, &case.drawn_ids, &case.leaf_salt)
        );
        assert_eq!(leaf.why.as_ref(), Some(&case.why_id));
        assert_eq!(
            view.leaf(&rule, Some(&drawing), 7, 0).unwrap().why,
            None,
            "the first needs no reason"
        );
    }
}

#[test]
fn the_code_shown_before_the_entropy_does_not_give_the_root_away() {
    let case = &cases()[2];
    assert_ne!(fixed(case, "").code(), Some(case.root));
    let mut other = fixed(case, "");
    other.salt = "00".repeat(16);
    assert_ne!(other.code(), Some(case.code), "another salt is another list");
}

#[test]
fn six_dice_or_sixteen_bytes_are_the_partys_word() {
    assert_eq!(dice("35 16 24").as_deref(), Some("333531363234"));
    assert_eq!(thrown("333531363234").as_deref(), Some("351624"));
    assert_eq!((dice("35162"), dice("351627"), dice("")), (None, None, None));
    // RFC 9562, section 4: a UUID as text is 16 bytes.
    let uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    assert_eq!(
        shown_code(uuid).as_deref(),
        Some("f81d4fae7dec11d0a76500a0c91e6bf6")
    );
    assert_eq!((shown_code("f81d4fae"), shown_code("二维码")), (None, None));
    assert_eq!(thrown("f81d4fae7dec11d0a76500a0c91e6bf6"), None);
}

#[test]
fn a_list_is_tidy_and_rises() {
    let case = &cases()[1];
    let sound = |change: &dyn Fn(&mut FixedList)| {
        let mut list = fixed(case, "");
        change(&mut list);
        list.is_sound()
    };
    assert!(sound(&|_| ()));
    assert!(!sound(&|l| l.names.reverse()));
    assert!(!sound(&|l| l.names[1] = l.names[0].clone()));
    assert!(!sound(&|l| l.names[0] = " 空格".to_owned()));
    assert!(!sound(&|l| l.names.clear()));
    assert!(!sound(&|l| l.salt = "ab".to_owned()));
}
