//! What answers must agree with (校验): a limit set by another answer, an order of dates, two taps that cannot both hold.
//!
//! Exists because an answer may be right by itself and wrong beside another. Invariants: nothing is refused when it is
//! written, only said, and asked to be put right or explained before the seal; what is not answered contradicts nothing.

use super::excerpt::Strength;
use super::form::{AnswerKind, Form, Item, Relevance};
use super::relevance::{Answers, Decimal, holds, is_relevant, named};
use crate::id::ItemId;
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A constraint on an item's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// What must hold.
    pub holds: Relevance,
    /// What is said when it does not, as printed.
    pub says: String,
    /// `must`: the answers are put right before the seal. `principle`: or the note says why it is so all the same.
    #[serde(default = "must", skip_serializing_if = "is_must")]
    pub strength: Strength,
}

const fn must() -> Strength {
    Strength::Must
}

fn is_must(strength: &Strength) -> bool {
    *strength == Strength::Must
}

/// How an answer stands to a figure, a date or another answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Below.
    Lt,
    /// Not above.
    Le,
    /// The same.
    Eq,
    /// Another.
    Ne,
    /// Not below.
    Ge,
    /// Above.
    Gt,
}

impl Relation {
    /// Whether two values stand so to each other: as numbers, as dates, or else as texts that are the same or not.
    pub fn holds(self, left: &str, right: &str) -> bool {
        let order = order(left, right);
        match self {
            Self::Eq => order == Some(Ordering::Equal) || left == right,
            Self::Ne => order.map_or(left != right, |order| order != Ordering::Equal),
            Self::Lt => order == Some(Ordering::Less),
            Self::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Self::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
            Self::Gt => order == Some(Ordering::Greater),
        }
    }
}

fn order(left: &str, right: &str) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (Decimal::parse(left), Decimal::parse(right)) {
        return Some(left.cmp(&right));
    }
    let date = |text: &str| text.parse::<Date>().ok();
    Some(date(left)?.cmp(&date(right)?))
}

/// Whether two kinds of answers can be compared by size.
pub fn comparable(left: &AnswerKind, right: &AnswerKind) -> bool {
    matches!(
        (left, right),
        (AnswerKind::Number { .. }, AnswerKind::Number { .. }) | (AnswerKind::Date, AnswerKind::Date)
    )
}

/// The constraints of an item that its answer breaks now. Only what is asked and answered counts.
pub fn broken<'a>(form: &Form, item: &'a Item, answers: &Answers) -> Vec<&'a Constraint> {
    let given = |id: &ItemId| {
        let asked = form.item(id).is_some_and(|i| is_relevant(form, i, answers));
        asked && answers.get(id).is_some_and(|value| !value.is_empty())
    };
    if item.constraints.is_empty() || !given(&item.id) {
        return Vec::new();
    }
    let breaks = |c: &&Constraint| named(&c.holds).into_iter().all(given) && !holds(&c.holds, answers);
    item.constraints.iter().filter(breaks).collect()
}

#[cfg(test)]
#[path = "constraint/tests.rs"]
mod tests;
