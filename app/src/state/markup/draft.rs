//! What was drawn and not saved yet, as it lies on the disk until the copy is made.
//!
//! Invariant: a draft names the copy that will be made of it. Once the record holds that copy the draft is spent, also
//! where the browser died before it could be removed.

use super::Mark;
use domain::id::EvidenceId;
use domain::inspection::view::EvidenceView;
use serde::{Deserialize, Serialize};

/// Marks of one photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What the copy will be called.
    pub copy: EvidenceId,
    /// In the order made.
    pub marks: Vec<Mark>,
    /// What the marks show, as far as it is typed.
    pub caption: String,
}

impl Draft {
    /// As stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and numbers are always JSON")
    }

    /// As read.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The copy was made: nothing of this is left to be saved. One that was taken out of the record again was made, too.
    pub fn is_spent<'a>(&self, evidence: impl IntoIterator<Item = &'a EvidenceView>) -> bool {
        let mut evidence = evidence.into_iter();
        evidence.any(|view| view.evidence.id == self.copy)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hand, Markup, Spot, Tool};
    use super::*;
    use std::rc::Rc;
    use yew::Reducible;

    fn drawn(hands: Vec<Hand>) -> Rc<Markup> {
        let begun = Rc::new(Markup::default());
        hands.into_iter().fold(begun, |m, hand| m.reduce(hand))
    }

    #[test]
    fn a_draft_is_gone_on_with_where_it_was_left() {
        let put = |tool| [Hand::Take(tool), Hand::Put(Spot(4), 7_500)];
        let say = [Hand::Say("裂缝".to_owned())];
        let left = drawn([&say[..], &put(Tool::Words), &put(Tool::Arrow)].concat());
        let draft = Draft {
            copy: EvidenceId::new("e1"),
            marks: left.marks().to_vec(),
            caption: "箭头处".to_owned(),
        };
        let read = Draft::parse(&draft.to_bytes()).expect("what was written reads");
        assert_eq!(read, draft);
        // A stroke made before the disk had answered stays, after those that were there before it.
        let early = drawn(vec![Hand::Put(Spot(0), 7_500), Hand::Resume(read.marks)]);
        assert_eq!(early.marks()[..2], left.marks()[..]);
        assert_eq!(early.marks().len(), 3);
    }

    #[test]
    fn only_a_finished_stroke_is_written_down() {
        let down = vec![Hand::Down([100, 100]), Hand::Move(vec![[4_000, 3_000]])];
        let under = drawn(down);
        assert_eq!(under.settled(), None, "the hand has not left the glass");
        assert_eq!(under.reduce(Hand::Up).settled().map(<[Mark]>::len), Some(1));
    }
}
