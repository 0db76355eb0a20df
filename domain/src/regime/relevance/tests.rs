//! Answers: what may be stored and what it says.
use super::*;
use crate::regime::catalog::Catalog;
use crate::regime::form::ChoiceOption;

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .map(|(id, value)| (ItemId::from(*id), (*value).to_owned()))
        .collect()
}

fn form(id: &str) -> Form {
    let (catalog, _) = Catalog::built_in();
    let packs = catalog.regimes().iter().chain(catalog.overlays());
    let mut forms = packs.flat_map(|r| r.forms.clone());
    forms.find(|f| f.id.as_str() == id).unwrap()
}

fn kind(form: &Form, id: &str) -> AnswerKind {
    form.item(&ItemId::from(id)).unwrap().kind.clone()
}

#[test]
fn r01_questions_about_the_control_room_wait_for_the_room() {
    let fire = form("r01-fire-record");
    let asked = |given: &[(&str, &str)]| {
        let given = answers(given);
        relevant_items(&fire, &given)
            .map(|i| i.id.to_string())
            .collect::<Vec<_>>()
    };
    assert!(!asked(&[]).contains(&"f25".to_owned()));
    assert!(asked(&[("f24", "has")]).contains(&"f28".to_owned()));
    assert!(!asked(&[("f24", "none")]).contains(&"f28".to_owned()));
}

#[test]
fn r01_forms_say_which_answer_is_the_violation() {
    let fire = form("r01-fire-record");
    // 防火分区是否改变: yes is the violation; stored values stay ok and bad.
    assert_eq!(verdict(&kind(&fire, "f11"), BAD), Verdict::Problem);
    let AnswerKind::Verdict { bad, .. } = kind(&fire, "f11") else {
        panic!("a verdict")
    };
    assert_eq!(bad, "是");
    // 消防车通道净宽不应小于4 m, 末端试水装置 ≥ 0.05 MPa (limits as in the checklist's source).
    assert_eq!(verdict(&kind(&fire, "f17"), "3.99"), Verdict::Problem);
    assert_eq!(verdict(&kind(&fire, "f17"), "4"), Verdict::Fine);
    assert_eq!(verdict(&kind(&fire, "f32"), "0.049"), Verdict::Problem);
    assert_eq!(verdict(&kind(&fire, "f19"), "blocked"), Verdict::Problem);
    assert_eq!(verdict(&kind(&fire, "f23"), "na"), Verdict::NotApplicable);
    assert_eq!(verdict(&kind(&fire, "f24"), "none"), Verdict::Neutral);
}

#[test]
fn an_answer_outside_its_kind_is_refused() {
    let option = |id: &str| ChoiceOption {
        id: id.into(),
        label: id.into(),
        bad: false,
        alone: id == "z",
    };
    let many = AnswerKind::MultiChoice {
        options: vec![option("a"), option("b"), option("c"), option("z")],
    };
    assert_eq!(validate(&many, "a c"), Ok(()));
    assert_eq!(validate(&many, "z"), Ok(()));
    assert_eq!(validate(&many, "a z"), Err(InvalidAnswer::NotAlone));
    for wrong in ["c a", "a a", "d", "a  c", " "] {
        assert_eq!(
            validate(&many, wrong),
            Err(InvalidAnswer::NotAnOption),
            "{wrong:?}"
        );
    }
    let no_na = AnswerKind::Verdict {
        ok: "是".into(),
        bad: "否".into(),
        na: None,
    };
    assert_eq!(validate(&no_na, NA), Err(InvalidAnswer::NotAnOption));
    assert_eq!(
        validate(&AnswerKind::Date, "2026-02-30"),
        Err(InvalidAnswer::NotADate)
    );
    assert_eq!(
        validate(&AnswerKind::Date, "2026-2-3"),
        Err(InvalidAnswer::NotADate)
    );
    assert_eq!(validate(&AnswerKind::Date, "2026-02-28"), Ok(()));
    let fraction = AnswerKind::Fraction { unit: String::new() };
    assert_eq!(validate(&fraction, "3/2"), Err(InvalidAnswer::NotAFraction));
    assert_eq!(validate(&fraction, "+1/2"), Err(InvalidAnswer::NotAFraction));
    assert_eq!(verdict(&fraction, "0/7"), Verdict::Fine);
    assert_eq!(verdict(&fraction, "2/7"), Verdict::Problem);
    let number = AnswerKind::Number {
        unit: String::new(),
        min: None,
        max: None,
        decimals: 1,
    };
    for wrong in ["1e3", "1.23", "١", ".5", "5.", "--1", "1,5", "1 "] {
        assert_eq!(
            validate(&number, wrong),
            Err(InvalidAnswer::NotANumber),
            "{wrong:?}"
        );
    }
    assert_eq!(validate(&number, "-0.5"), Ok(()));
    assert_eq!(validate(&number, ""), Ok(()), "no answer is always allowed");
}

#[test]
fn decimals_compare_by_value_not_by_spelling() {
    let d = |s: &str| Decimal::parse(s).unwrap();
    assert_eq!(d("007.50"), d("7.5"));
    assert_eq!(d("-0"), d("0"));
    assert!(d("9") < d("10") && d("-10") < d("-9") && d("0.05") < d("0.5"));
    assert_eq!(d("12.5").scaled(), Some((125, 1)));
}

#[test]
fn r19_record_asks_24_fields_and_the_status_form_60() {
    // Annex 2 and annex 4 of the text: 24 and 60 blanks beside filler and date.
    assert_eq!(form("r19-mine-record").items().count(), 24);
    assert_eq!(form("r19-mine-status").items().count(), 60);
}

#[test]
fn r19_no_plan_means_its_details_are_not_asked() {
    let record = form("r19-mine-record");
    let base = answers(&[("plan-made", "no")]);
    let (missing_items, _) = missing(&record, &base);
    assert!(missing_items.iter().all(|i| i.id.as_str() != "plan-carried-out"));
    let (missing_items, _) = missing(&record, &answers(&[("plan-made", "yes")]));
    assert!(missing_items.iter().any(|i| i.id.as_str() == "plan-carried-out"));
}

#[test]
fn a_least_number_of_answers_replaces_required_items() {
    // 食品生产日常监督检查要点表: 每次检查不少于20项, the inspector chooses which.
    let mut some = form("r27-safety-record");
    some.answered_min = Some(2);
    assert!(!missing(&some, &answers(&[("s01", OK)])).1);
    let given = answers(&[("s01", OK), ("s02", OK)]);
    let (items, enough) = missing(&some, &given);
    assert!(items.is_empty() && enough);
}

#[test]
fn circles_of_conditions_end_hidden() {
    let mut circle = form("r27-safety-record");
    let points_at = |id: &str| Relevance::In {
        item: ItemId::from(id),
        values: vec![OK.into()],
    };
    for section in &mut circle.sections {
        for item in &mut section.items {
            match item.id.as_str() {
                "s01" => item.relevant = Some(points_at("s02")),
                "s02" => item.relevant = Some(points_at("s01")),
                _ => {}
            }
        }
    }
    let given = answers(&[("s01", OK), ("s02", OK)]);
    assert!(relevant_items(&circle, &given).all(|i| i.id.as_str() != "s01"));
}

/// “未发现问题”不与其他结果并选 (结果代码1; the note of the forms that list the codes).
#[test]
fn no_problem_found_stands_beside_no_other_result() {
    let codes = form("practice-result");
    let result = kind(&codes, "public-result");
    assert_eq!(validate(&result, "c1"), Ok(()));
    assert_eq!(validate(&result, "cB cE"), Ok(()));
    assert_eq!(validate(&result, "c1 cE"), Err(InvalidAnswer::NotAlone));
    let (catalog, _) = Catalog::built_in();
    let packs = catalog.regimes().iter().chain(catalog.overlays());
    let forms = packs.flat_map(|r| &r.forms);
    let kinds = forms.flat_map(|f| f.items().map(move |i| (f, i)));
    for (form, item) in kinds {
        if let AnswerKind::MultiChoice { options } = &item.kind {
            let clean = options.iter().find(|o| o.label == "未发现问题");
            assert!(clean.is_none_or(|o| o.alone), "{} {}", form.id, item.id);
        }
    }
}
