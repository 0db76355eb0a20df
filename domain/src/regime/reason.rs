//! The words an answer makes necessary: what was found, or why the question does not apply.
//!
//! Exists because a bare 否 tells neither the subject nor a later reader what was seen, and a bare 不适用 may hide
//! that nobody looked. Invariant: no words are asked for that the form already asks for in an item of its own.

use super::constraint::broken;
use super::excerpt::Strength;
use super::form::{AnswerKind, Form, Item};
use super::relevance::{Answers, Verdict, is_relevant, looks_at, verdict};

/// What the note of an item has to say before the record is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The problem that was found.
    Problem,
    /// Why the question does not apply here (不适用, 不涉及, 合理缺项).
    Absent,
    /// Why it is so although it does not agree with another answer.
    Unusual,
}

/// Which words the answer to an item makes necessary, if any.
///
/// A measured figure, a count and a choice of several named problems describe themselves; a tap on one of two or
/// three words does not. Where a required text of the form opens with this very answer (问题描述 below 发现问题), it is
/// asked for there and not twice.
pub fn reason_wanted(form: &Form, item: &Item, answers: &Answers) -> Option<Reason> {
    let value = answers.get(&item.id).map_or("", String::as_str);
    let unusual = || {
        let mut broken = broken(form, item, answers).into_iter();
        broken
            .any(|c| c.strength != Strength::Must)
            .then_some(Reason::Unusual)
    };
    let tapped = matches!(item.kind, AnswerKind::Verdict { .. } | AnswerKind::Choice { .. });
    match verdict(&item.kind, value) {
        Verdict::NotApplicable => Some(Reason::Absent),
        Verdict::Problem if tapped && !described_below(form, item, answers) => Some(Reason::Problem),
        Verdict::Problem | Verdict::Fine | Verdict::Neutral => unusual(),
        Verdict::Unanswered => None,
    }
}

/// A required text that is asked now because of this item's answer.
fn described_below(form: &Form, item: &Item, answers: &Answers) -> bool {
    form.items()
        .filter(|other| other.required && matches!(other.kind, AnswerKind::Text { .. }))
        .filter(|other| other.relevant.as_ref().is_some_and(|r| looks_at(r, &item.id)))
        .any(|other| is_relevant(form, other, answers))
}

#[cfg(test)]
#[path = "reason/tests.rs"]
mod tests;
