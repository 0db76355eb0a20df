//! The exchange on site as plain values: which part is shown, and what the camera has read.

use domain::sync::parts::{Collector, PartRefused, Took};
use std::rc::Rc;
use yew::Reducible;

/// Which part of ours is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// From 0.
    pub at: usize,
    /// The hand holds it.
    pub paused: bool,
}

/// What moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Time went by; so many parts there are.
    Tick(usize),
    /// The hand asks for the next.
    Next(usize),
    /// Hold or go on.
    Pause,
}

impl Reducible for Turn {
    type Action = Move;

    fn reduce(self: Rc<Self>, action: Move) -> Rc<Self> {
        let after = |of: usize| (self.at + 1) % of.max(1);
        Rc::new(match action {
            Move::Tick(_) if self.paused => *self,
            Move::Tick(of) | Move::Next(of) => Self {
                at: after(of),
                ..*self
            },
            Move::Pause => Self {
                paused: !self.paused,
                ..*self
            },
        })
    }
}

/// What the camera has read so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    collector: Collector,
    /// The first part of another bundle that was seen meanwhile.
    other: Option<String>,
    /// Why the last code was not taken.
    pub trouble: Option<PartRefused>,
}

impl Reading {
    /// Takes a text; the bundle when it is whole.
    pub fn take(&mut self, text: &str) -> Option<Vec<u8>> {
        match self.collector.take(text) {
            Ok(Took::Whole(bundle)) => {
                *self = Self::default();
                return Some(bundle);
            }
            Ok(Took::New | Took::Known) => {
                self.trouble = None;
                self.other = None;
            }
            Err(why) => {
                self.trouble = Some(why);
                if why == PartRefused::OtherBundle {
                    self.other = Some(text.to_owned());
                }
            }
        }
        None
    }

    /// Leaves what was collected and reads the other bundle.
    pub fn begin_anew(&mut self) -> Option<Vec<u8>> {
        let other = self.other.take();
        *self = Self::default();
        other.and_then(|text| self.take(&text))
    }

    /// How many parts are here, and of how many; `(0, 0)` before the first.
    pub fn progress(&self) -> (usize, usize) {
        self.collector.progress()
    }

    /// Places of the parts that are not here, counted from 1.
    pub fn missing(&self) -> Vec<usize> {
        self.collector.missing()
    }
}

#[cfg(test)]
mod tests {
    use super::{Move, Reading, Turn};
    use domain::sync::parts::{PartRefused, to_parts};
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn parts_go_round_and_stop_under_the_hand() {
        let mut turn = Rc::new(Turn::default());
        let mut seen = Vec::new();
        for action in [
            Move::Tick(3),
            Move::Tick(3),
            Move::Tick(3),
            Move::Pause,
            Move::Tick(3),
            Move::Next(3),
            Move::Pause,
            Move::Tick(3),
            // Fewer parts than before: it begins again instead of showing nothing.
            Move::Tick(1),
        ] {
            turn = turn.reduce(action);
            seen.push(turn.at);
        }
        assert_eq!(seen, [1, 2, 0, 0, 0, 1, 1, 2, 0]);
    }

    #[test]
    fn another_bundle_is_read_only_when_asked() {
        let (mine, other) = (vec![1; 900], vec![2; 300]);
        let parts = to_parts(&mine).unwrap();
        let mut reading = Reading::default();
        assert_eq!(reading.take("https://example.org/"), None);
        assert_eq!(reading.trouble, Some(PartRefused::Foreign));
        assert_eq!(reading.take(&parts[1]), None);
        assert_eq!((reading.trouble, reading.missing()), (None, vec![1, 3]));
        assert_eq!(reading.take(&to_parts(&other).unwrap()[0]), None);
        assert_eq!(reading.trouble, Some(PartRefused::OtherBundle));
        assert_eq!(reading.clone().begin_anew(), Some(other));
        assert_eq!(reading.take(&parts[0]), None);
        assert_eq!(reading.take(&parts[2]), Some(mine));
        assert_eq!(reading.progress(), (0, 0));
    }
}
