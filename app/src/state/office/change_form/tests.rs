//! What a filled form asks for.

use super::*;
use crate::state::office::changes::tests::task;

fn rule(kind: ChangeKind) -> ChangeRule {
    let reasons = match kind {
        ChangeKind::Subject => vec![ChangeWhy::NotInspectable],
        ChangeKind::Inspector | ChangeKind::Hand => kind.reasons().to_vec(),
    };
    ChangeRule {
        kind,
        reasons,
        swap_only: false,
        said: Vec::new(),
    }
}

fn filled(kind: ChangeKind, edits: Vec<Edit>) -> Option<ChangeAsk> {
    let form = edits
        .into_iter()
        .fold(Rc::new(ChangeForm::fresh(&rule(kind))), |form, edit| {
            form.reduce(edit)
        });
    form.ask(&rule(kind), &task(None).drawn)
}

fn text(edit: fn(String) -> Edit, text: &str) -> Edit {
    edit(text.to_owned())
}

#[test]
fn a_subject_needs_its_inspection_and_words_and_has_one_reason() {
    let words = text(Edit::Words, " 大门上锁 ");
    let ask = filled(
        ChangeKind::Subject,
        vec![text(Edit::Inspection, "i1"), words.clone()],
    )
    .unwrap();
    assert_eq!(
        (ask.why, ask.words.as_str(), ask.seat),
        (ChangeWhy::NotInspectable, "大门上锁", None)
    );
    assert_eq!(
        filled(ChangeKind::Subject, vec![text(Edit::Inspection, "i1")]),
        None
    );
    // Left aside already.
    assert_eq!(
        filled(ChangeKind::Subject, vec![text(Edit::Inspection, "i3"), words]),
        None
    );
}

#[test]
fn an_inspector_needs_a_seat_of_that_inspection_and_a_reason() {
    let start = || {
        vec![
            text(Edit::Inspection, "i1"),
            text(Edit::Seat, "1"),
            text(Edit::Why, "absent"),
            text(Edit::Words, "公差"),
        ]
    };
    let ask = filled(ChangeKind::Inspector, start()).unwrap();
    assert_eq!((ask.seat, ask.why), (Some(1), ChangeWhy::Absent));
    assert!(ask.seats.is_empty());
    for broken in [
        text(Edit::Seat, "2"),
        text(Edit::Why, "no_redraw"),
        text(Edit::Inspection, "i2"),
    ] {
        let edits = start().into_iter().chain([broken]).collect();
        assert_eq!(filled(ChangeKind::Inspector, edits), None);
    }
}

#[test]
fn one_named_by_hand_is_not_in_the_team_yet() {
    let named = |id: &str| {
        vec![
            text(Edit::Inspection, "i1"),
            text(Edit::Seat, "0"),
            text(Edit::Why, "recusal"),
            text(Edit::Words, "亲属"),
            Edit::Named(Some((id.to_owned(), String::new()))),
        ]
    };
    let ask = filled(ChangeKind::Hand, named("x")).unwrap();
    let expected = SeatAsk {
        inspection: "i1".into(),
        seat: 0,
        who: "x".into(),
    };
    assert_eq!((ask.seat, ask.seats), (None, vec![expected]));
    assert_eq!(filled(ChangeKind::Hand, named("b")), None);
}

#[test]
fn two_who_change_places_are_read_from_the_result() {
    let swap = |other: &str, seat: &str| {
        vec![
            Edit::Hand(Hand::Swap),
            text(Edit::Inspection, "i1"),
            text(Edit::Seat, "0"),
            text(Edit::Other, other),
            text(Edit::OtherSeat, seat),
            text(Edit::Why, "recusal"),
            text(Edit::Words, "亲属"),
        ]
    };
    let ask = filled(ChangeKind::Hand, swap("i2", "1")).unwrap();
    let seats: Vec<(&str, u32, &str)> = ask
        .seats
        .iter()
        .map(|s| (s.inspection.as_str(), s.seat, s.who.as_str()))
        .collect();
    assert_eq!(seats, [("i1", 0, "d"), ("i2", 1, "a")]);
    assert_eq!(filled(ChangeKind::Hand, swap("i1", "0")), None);
}

#[test]
fn where_only_places_are_changed_the_form_begins_so() {
    let swap = ChangeRule {
        reasons: vec![ChangeWhy::Recusal],
        swap_only: true,
        ..rule(ChangeKind::Hand)
    };
    let form = ChangeForm::fresh(&swap);
    assert_eq!((form.hand, form.why.as_str()), (Hand::Swap, "recusal"));
}
