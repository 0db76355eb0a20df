//! What a typed plan becomes.

use super::*;

/// 2026-11-20 09:30 in China = 01:30 UTC (RFC 3339 arithmetic).
const NOW: Timestamp = Timestamp(1_795_138_200_000);

fn input(id: &str, kind: &str) -> PlanInputView {
    PlanInputView {
        id: id.to_owned(),
        label: String::new(),
        kind: kind.to_owned(),
        unit: String::new(),
        options: vec![],
        why: String::new(),
        cite: String::new(),
        optional: false,
        only_if: None,
        gap: true,
    }
}

fn filled() -> PlanForm {
    PlanForm {
        title: "抽查".into(),
        regime: "r".into(),
        ..PlanForm::fresh(NOW)
    }
}

#[track_caller]
fn typed(kind: &str, text: &str, want: Result<&str, Fault>) {
    let mut form = filled();
    form.inputs.insert("n".into(), text.into());
    let got = form
        .draft(&[input("n", kind)], NOW)
        .map(|d| d.inputs["n"].value.clone())
        .map_err(|faults| faults["inputs.n"]);
    assert_eq!(got, want.map(str::to_owned));
}

#[test]
fn a_plan_without_a_required_input_is_refused_at_that_input() {
    let faults = filled().draft(&[input("unit", "choice")], NOW).unwrap_err();
    assert_eq!(
        faults,
        BTreeMap::from([("inputs.unit".to_owned(), Fault::Missing)])
    );
}

#[test]
fn an_empty_form_names_every_field() {
    let faults = PlanForm::default().draft(&[], NOW).unwrap_err();
    let paths: Vec<&str> = faults.keys().map(String::as_str).collect();
    assert_eq!(paths, ["deadline", "regime", "title", "window.0", "window.1"]);
}

#[test]
fn digits_of_an_input_method_are_digits() {
    typed("integer", "５", Ok("5"));
    typed("integer", "五", Err(Fault::Number));
    typed("integer", "-3", Err(Fault::Number));
}

#[test]
fn a_percentage_may_be_written_three_ways() {
    typed("ratio", "5%", Ok("5"));
    typed("ratio", "５％", Ok("5"));
    typed("ratio", "1/20", Ok("5"));
    typed("ratio", "0.5", Ok("0.5"));
    // 1/3 has no exact decimal: it is asked for again, never rounded.
    typed("ratio", "1/3", Err(Fault::Ratio));
    typed("ratio", "1/0", Err(Fault::Ratio));
}

#[test]
fn the_proposed_deadline_is_tomorrow_at_six_in_china() {
    let form = PlanForm::fresh(NOW);
    assert_eq!(form.deadline, "2026-11-21T18:00");
    let draft = filled().draft(&[], NOW).unwrap();
    // 2026-11-21T10:00:00Z.
    assert_eq!(draft.deadline, Timestamp(1_795_255_200_000));
    assert_eq!(PlanForm::of(&draft).deadline, form.deadline);
}

#[test]
fn who_approves_changes_is_chosen_kept_and_taken_off() {
    let chosen = Rc::new(filled()).reduce(Edit::Approver(Some("li".into())));
    let draft = chosen.draft(&[], NOW).unwrap();
    assert_eq!(draft.approver, Some("li".into()));
    assert_eq!(PlanForm::of(&draft).approver, draft.approver);
    let nobody = chosen.reduce(Edit::Approver(None));
    assert_eq!(nobody.draft(&[], NOW).unwrap().approver, None);
}

#[test]
fn a_window_that_ends_before_it_begins_is_a_fault_of_its_end() {
    let form = PlanForm {
        from: "2026-12-01".into(),
        until: "2026-11-30".into(),
        ..filled()
    };
    assert_eq!(form.draft(&[], NOW).unwrap_err()["window.1"], Fault::Reversed);
}

#[test]
fn another_regime_takes_the_inputs_of_the_former_one_along() {
    let mut form = filled();
    form.inputs.insert("n".into(), "5".into());
    let next = Rc::new(form).reduce(Edit::Regime("other".into()));
    assert!(next.inputs.is_empty());
}

#[test]
fn a_value_chosen_twice_is_not_chosen() {
    let once = Rc::new(filled()).reduce(Edit::Filter("risk".into(), "red".into()));
    assert_eq!(once.draft(&[], NOW).unwrap().filter["risk"], ["red"]);
    let twice = once.reduce(Edit::Filter("risk".into(), "red".into()));
    assert!(twice.draft(&[], NOW).unwrap().filter.is_empty());
}

#[test]
fn an_input_is_asked_only_where_another_says_so_and_an_optional_one_may_stay_empty() {
    let class = input("item_class", "choice");
    let ceiling = PlanInputView {
        only_if: Some(("item_class".to_owned(), vec!["general".to_owned()])),
        ..input("share_ceiling", "ratio")
    };
    let reason = PlanInputView {
        optional: true,
        ..input("reason.cap", "text")
    };
    let asked = [class, ceiling, reason];
    let faults = |chosen: &str| {
        let form = PlanForm {
            inputs: [("item_class".to_owned(), chosen.to_owned())].into(),
            ..PlanForm::default()
        };
        let faults = form.draft(&asked, Timestamp(0)).unwrap_err();
        faults
            .into_keys()
            .filter(|path| path.starts_with("inputs."))
            .collect::<Vec<_>>()
    };
    assert_eq!(faults("key"), Vec::<String>::new());
    assert_eq!(faults("general"), ["inputs.share_ceiling"]);
}
