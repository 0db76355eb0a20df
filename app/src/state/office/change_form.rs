//! The form that asks for a change, and the request that comes of it when nothing is missing.
//!
//! Invariant: a request is made only of what is drawn now: who changes places with whom is read from the result, never
//! typed.

use domain::id::InspectorId;
use domain::regime::change::{ChangeKind, ChangeRule, ChangeWhy};
use domain::wire::api::{ChangeAsk, DrawnView, SeatAsk};
use std::rc::Rc;
use yew::Reducible;

/// What an act by hand does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// One person is named.
    Name,
    /// Two people change places.
    Swap,
}

/// What stands in the form. Selects hold text: an empty one is not chosen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeForm {
    /// What is asked for.
    pub kind: ChangeKind,
    /// Inspection.
    pub inspection: String,
    /// Seat, from 0.
    pub seat: String,
    /// What an act by hand does.
    pub hand: Hand,
    /// Who is named: id and name.
    pub named: Option<(String, String)>,
    /// The other inspection of two that exchange people.
    pub other: String,
    /// Its seat.
    pub other_seat: String,
    /// Code of the reason.
    pub why: String,
    /// The reason in words.
    pub words: String,
}

/// A change of the form.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Inspection; the seat of the former one goes.
    Inspection(String),
    /// Seat.
    Seat(String),
    /// What an act by hand does.
    Hand(Hand),
    /// Who is named.
    Named(Option<(String, String)>),
    /// The other inspection; its former seat goes.
    Other(String),
    /// Its seat.
    OtherSeat(String),
    /// Reason.
    Why(String),
    /// Words.
    Words(String),
}

impl ChangeForm {
    /// An empty form; the only reason there is is chosen already.
    pub fn fresh(rule: &ChangeRule) -> Self {
        let why = match rule.reasons.as_slice() {
            [only] => only.code().to_owned(),
            [] | [_, _, ..] => String::new(),
        };
        Self {
            kind: rule.kind,
            inspection: String::new(),
            seat: String::new(),
            hand: if rule.swap_only { Hand::Swap } else { Hand::Name },
            named: None,
            other: String::new(),
            other_seat: String::new(),
            why,
            words: String::new(),
        }
    }

    /// The request, once everything it needs is there.
    pub fn ask(&self, rule: &ChangeRule, drawn: &[DrawnView]) -> Option<ChangeAsk> {
        let row = row_of(drawn, &self.inspection)?;
        let why = self.reason(rule)?;
        let words = self.words.trim();
        if words.is_empty() {
            return None;
        }
        let (seat, seats) = match self.kind {
            ChangeKind::Subject => (None, Vec::new()),
            ChangeKind::Inspector => {
                let (seat, _) = sitting(row, &self.seat)?;
                (Some(seat), Vec::new())
            }
            ChangeKind::Hand => (None, self.seats(row, drawn)?),
        };
        Some(ChangeAsk {
            kind: self.kind,
            inspection: row.inspection.clone(),
            seat,
            seats,
            why,
            words: words.to_owned(),
        })
    }

    fn reason(&self, rule: &ChangeRule) -> Option<ChangeWhy> {
        rule.reasons.iter().copied().find(|why| why.code() == self.why)
    }

    fn seats(&self, row: &DrawnView, drawn: &[DrawnView]) -> Option<Vec<SeatAsk>> {
        match self.hand {
            Hand::Name => {
                let seat = seat_of(row, &self.seat)?;
                let who = InspectorId::new(self.named.as_ref()?.0.clone());
                // Who is in the team already cannot sit there twice.
                let new = row.team.iter().all(|(id, _, _)| *id != who);
                new.then(|| vec![sits(row, seat, who)])
            }
            Hand::Swap => {
                let other = row_of(drawn, &self.other)?;
                let (here, mine) = sitting(row, &self.seat)?;
                let (there, theirs) = sitting(other, &self.other_seat)?;
                (mine != theirs).then(|| vec![sits(row, here, theirs), sits(other, there, mine)])
            }
        }
    }
}

impl Reducible for ChangeForm {
    type Action = Edit;

    fn reduce(self: Rc<Self>, edit: Edit) -> Rc<Self> {
        let mut next = (*self).clone();
        match edit {
            Edit::Inspection(id) => {
                next.inspection = id;
                next.seat.clear();
            }
            Edit::Seat(seat) => next.seat = seat,
            Edit::Hand(hand) => next.hand = hand,
            Edit::Named(who) => next.named = who,
            Edit::Other(id) => {
                next.other = id;
                next.other_seat.clear();
            }
            Edit::OtherSeat(seat) => next.other_seat = seat,
            Edit::Why(code) => next.why = code,
            Edit::Words(text) => next.words = text,
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

fn sits(row: &DrawnView, seat: u32, who: InspectorId) -> SeatAsk {
    SeatAsk {
        inspection: row.inspection.clone(),
        seat,
        who,
    }
}

/// A drawn inspection that is not left aside.
pub fn row_of<'a>(drawn: &'a [DrawnView], inspection: &str) -> Option<&'a DrawnView> {
    let mut rows = drawn.iter().filter(|row| !row.left_aside);
    rows.find(|row| row.inspection.as_str() == inspection)
}

fn seat_of(row: &DrawnView, seat: &str) -> Option<u32> {
    let seat: u32 = seat.parse().ok()?;
    let place = usize::try_from(seat).ok()?;
    row.team.get(place).map(|_| seat)
}

/// A seat and who sits there; nobody is drawn away from an empty one.
fn sitting(row: &DrawnView, seat: &str) -> Option<(u32, InspectorId)> {
    let seat = seat_of(row, seat)?;
    let (id, _, _) = row.team.get(usize::try_from(seat).ok()?)?;
    (!id.as_str().is_empty()).then(|| (seat, id.clone()))
}

#[cfg(test)]
mod tests;
