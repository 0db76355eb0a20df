//! Caps, times between checks and relief, each under the article that sets it.
use super::*;
use crate::id::{CheckItemId, ItemId};
use crate::regime::inputs::PlanInputs;
use crate::regime::pool::{PoolVerdict, pool_subject};
use crate::regime::testing::{day, entered, regime, subject};

fn visit(drawn: &str, finished: Option<&str>) -> PastVisit {
    PastVisit {
        drawn: day(drawn),
        finished: finished.map(day),
        ..PastVisit::default()
    }
}

fn code(regime: &Regime, subject: &Subject, past: &[PastVisit], on: &str, inputs: &PlanInputs) -> String {
    let known = Known {
        past,
        day: day(on),
        inputs,
    };
    match pool_subject(regime, subject, known) {
        PoolVerdict::In { .. } => "in".to_owned(),
        PoolVerdict::Out { code, .. } => code,
    }
}

/// R12 第十五条: a unit checked this year is left out of this year's checks in principle; not one that does not
/// rectify or was penalised.
#[test]
fn r12_15_a_unit_checked_this_year_is_left_out_until_a_reason_is_written() {
    let r12 = regime("R12");
    let none = PlanInputs::new();
    let unit = subject(&[]);
    let done = [visit("2026-03-02", Some("2026-03-20"))];
    assert_eq!(code(&r12, &unit, &done, "2026-09-01", &none), "cooldown");
    assert_eq!(code(&r12, &unit, &done, "2027-01-04", &none), "in");
    let open = [visit("2026-03-02", None)];
    assert_eq!(
        code(&r12, &unit, &open, "2026-09-01", &none),
        "in",
        "drawn is not yet checked"
    );
    let stubborn = subject(&[("标签", "不予整改")]);
    assert_eq!(code(&r12, &stubborn, &done, "2026-09-01", &none), "in");
    let reason = entered(&[("reason.checked-this-year", "专项任务")]);
    assert_eq!(code(&r12, &unit, &done, "2026-09-01", &reason), "in");
}

/// R24 第八条: a trustworthy enterprise once drawn may go unchecked for two years.
#[test]
fn r24_8_a_trustworthy_enterprise_rests_two_years_only_when_the_plan_uses_it() {
    let r24 = regime("R24");
    let trusted = subject(&[("标签", "守信企业")]);
    let past = [visit("2024-10-08", Some("2024-10-20"))];
    let used = entered(&[("use.trustworthy-two-years", "yes")]);
    assert_ne!(
        code(&r24, &trusted, &past, "2026-09-01", &PlanInputs::new()),
        "cooldown",
        "a permission"
    );
    assert_eq!(code(&r24, &trusted, &past, "2026-10-07", &used), "cooldown");
    assert_ne!(
        code(&r24, &trusted, &past, "2026-10-08", &used),
        "cooldown",
        "two years are over"
    );
    assert_ne!(
        code(&r24, &subject(&[]), &past, "2026-09-01", &used),
        "cooldown",
        "only the trustworthy"
    );
}

/// R18 第十八条: three results of "good or better" in a row, exempt for a period the bureau sets.
#[test]
fn r18_18_three_good_results_in_a_row_free_for_the_months_entered() {
    let r18 = regime("R18");
    let graded = |on: &str, grade: &str| PastVisit {
        answers: [(ItemId::from("grade"), grade.to_owned())].into(),
        ..visit(on, Some(on))
    };
    let good = [
        graded("2025-03-03", "good"),
        graded("2025-09-01", "good"),
        graded("2026-03-02", "good"),
    ];
    let months = |n: &str| entered(&[("exempt_period", n)]);
    let unit = subject(&[]);
    assert_eq!(
        code(&r18, &unit, &good, "2026-08-31", &months("6")),
        "relief.good_results"
    );
    assert_ne!(
        code(&r18, &unit, &good, "2026-09-02", &months("6")),
        "relief.good_results",
        "six months are over"
    );
    assert_ne!(
        code(&r18, &unit, &good, "2026-08-31", &months("0")),
        "relief.good_results",
        "0 = nobody"
    );
    let mixed = [good[0].clone(), graded("2025-09-01", "other"), good[2].clone()];
    assert_ne!(
        code(&r18, &unit, &mixed, "2026-08-31", &months("6")),
        "relief.good_results"
    );
    assert_ne!(
        code(&r18, &unit, &good[..2], "2026-08-31", &months("6")),
        "relief.good_results",
        "only two"
    );
}

/// R14 第十一条第1款: not more than two checks a year of the same enterprise, project and item.
#[test]
fn r14_11_the_cap_counts_enterprise_project_and_item_together() {
    let r14 = regime("R14");
    let site = |project: &str| subject(&[("工程项目", project)]);
    let items = items_for(&r14, &site("甲"));
    let seen = |project: &str, items: &[CheckItemId]| PastVisit {
        extra: site(project).extra,
        items: items.to_vec(),
        ..visit("2026-03-02", Some("2026-03-20"))
    };
    let none = PlanInputs::new();
    let twice = [seen("甲", &items), seen("甲", &items)];
    assert_eq!(code(&r14, &site("甲"), &twice, "2026-09-01", &none), "cap.year");
    assert_eq!(
        code(&r14, &site("乙"), &twice, "2026-09-01", &none),
        "in",
        "another project"
    );
    let other_item = [
        seen("甲", &items),
        seen("甲", &[CheckItemId::from("none-of-these")]),
    ];
    assert_eq!(
        code(&r14, &site("甲"), &other_item, "2026-09-01", &none),
        "in",
        "another item"
    );
}

/// R25 第十四条第1款: once a year in principle; key items are not bound by it.
#[test]
fn r25_14_key_items_lift_the_yearly_cap() {
    let r25 = regime("R25");
    let past = [visit("2026-03-02", Some("2026-03-20"))];
    let of = |class: &str| {
        code(
            &r25,
            &subject(&[]),
            &past,
            "2026-09-01",
            &entered(&[("item_class", class)]),
        )
    };
    assert_eq!(of("general"), "cap.year");
    assert_ne!(of("key"), "cap.year");
}

/// 国办发〔2024〕54号: the competent ministry publishes the figure; the plan maker enters it.
#[test]
fn practice_cap_per_enterprise_is_the_figure_entered() {
    let catalog = crate::regime::catalog::Catalog::built_in().0;
    let lies_on = |id: &str| catalog.with_overlays(&id.into(), &["PRACTICE-ENTERPRISE".into()]);
    let r13 = lies_on("R13").unwrap();
    assert_eq!(r13.rules.caps.len(), 1, "R13 itself has no cap");
    let past = [visit("2026-01-05", None), visit("2026-05-06", None)];
    let of = |n: &str| {
        code(
            &r13,
            &subject(&[]),
            &past,
            "2026-09-01",
            &entered(&[("annual_cap", n)]),
        )
    };
    assert_eq!(
        (of("2").as_str(), of("3").as_str() == "cap.year"),
        ("cap.year", false)
    );
}

/// What the officers are told before they leave, beside what the draw decided with the same inputs.
#[track_caller]
fn told(regime: &Regime, subject: &Subject, past: &[PastVisit], inputs: &PlanInputs) -> Option<(u32, u32)> {
    let known = Known {
        past,
        day: day("2026-09-01"),
        inputs,
    };
    visit_cap(regime, subject, known)
}

/// R14 第十一条第1款: the first check of a second project is the first of two, whatever was checked at another.
#[test]
fn r14_11_a_second_project_begins_its_own_count() {
    let r14 = regime("R14");
    let site = |project: &str| subject(&[("工程项目", project)]);
    let seen = |project: &str, drawn: &str| PastVisit {
        extra: site(project).extra,
        items: items_for(&r14, &site(project)),
        ..visit(drawn, None)
    };
    let none = PlanInputs::new();
    let past = [
        seen("甲", "2026-03-02"),
        seen("甲", "2026-05-06"),
        seen("甲", "2025-05-06"),
    ];
    assert_eq!(told(&r14, &site("甲"), &past, &none), Some((2, 2)));
    assert_eq!(told(&r14, &site("乙"), &past, &none), Some((0, 2)));
}

/// R25 第十四条: key items are not bound by the yearly cap, so none is told; general ones are, once a year.
#[test]
fn r25_14_a_lifted_cap_is_not_told() {
    let r25 = regime("R25");
    let past = [visit("2026-03-02", Some("2026-03-20"))];
    let of = |class: &str| told(&r25, &subject(&[]), &past, &entered(&[("item_class", class)]));
    assert_eq!(of("general"), Some((1, 1)));
    assert_eq!(of("key"), None);
}

/// 国办发〔2024〕54号: an entered figure is a cap like any other; without one nothing is capped.
#[test]
fn practice_an_entered_figure_is_told() {
    let catalog = crate::regime::catalog::Catalog::built_in().0;
    let r13 = catalog
        .with_overlays(&"R13".into(), &["PRACTICE-ENTERPRISE".into()])
        .unwrap();
    let past = [visit("2026-01-05", None), visit("2026-05-06", None)];
    let of = |inputs: &PlanInputs| told(&r13, &subject(&[]), &past, inputs);
    assert_eq!(of(&entered(&[("annual_cap", "3")])), Some((2, 3)));
    assert_eq!(of(&PlanInputs::new()), None);
}
