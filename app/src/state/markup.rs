//! Marks drawn on a copy of a photo: arrow, circle, free line, words.
//!
//! Exists so that an officer can point at what he means and the original stays what it was. Points are in 1/10000 of
//! the picture's width, so that the copy looks as the screen did. Invariant: a slip of the hand leaves no mark; what was
//! taken back comes back as it was.

pub mod draft;

pub use draft::Draft;

use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::Reducible;

/// Shorter than this, an arrow or a circle was a slip.
const EXTENT_MIN: i32 = 150;
/// Points closer than this to the one before say nothing new.
const STEP_MIN: i32 = 20;
/// Half of a mark that is put without a hand.
const HALF: i32 = 1_100;
/// Longest words on the picture, in characters.
pub const WORDS_CHARS_MAX: usize = 40;

/// What the hand draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// From where the hand begins to where it ends.
    #[default]
    Arrow,
    /// An ellipse between both.
    Circle,
    /// As the hand goes.
    Line,
    /// The words, where the hand touches.
    Words,
}

impl Tool {
    /// In the order offered.
    pub const ALL: [Self; 4] = [Self::Arrow, Self::Circle, Self::Line, Self::Words];

    /// Name in the page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arrow => "arrow",
            Self::Circle => "circle",
            Self::Line => "line",
            Self::Words => "words",
        }
    }
}

/// Each is drawn with an edge of the opposite lightness: seen on any picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// With a white edge.
    #[default]
    Red,
    /// With a black edge.
    Yellow,
    /// With a white edge.
    Blue,
}

impl Colour {
    /// In the order offered.
    pub const ALL: [Self; 3] = [Self::Red, Self::Yellow, Self::Blue];

    /// Name in the page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
        }
    }

    /// The colour and its edge.
    pub const fn ink(self) -> (&'static str, &'static str) {
        match self {
            Self::Red => ("#c80000", "#ffffff"),
            Self::Yellow => ("#ffe000", "#000000"),
            Self::Blue => ("#0048c8", "#ffffff"),
        }
    }
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub tool: Tool,
    pub colour: Colour,
    /// First to last; words and what was put without a hand have one or two.
    pub points: Vec<[i32; 2]>,
    /// Of [`Tool::Words`].
    pub words: String,
}

impl Mark {
    /// Enough of it to be meant.
    fn is_meant(&self) -> bool {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return false;
        };
        let extent = (first[0] - last[0]).abs().max((first[1] - last[1]).abs());
        match self.tool {
            Tool::Arrow | Tool::Circle => extent >= EXTENT_MIN,
            Tool::Line => self.points.len() > 2,
            Tool::Words => !self.words.trim().is_empty(),
        }
    }
}

/// One of nine fields of the picture, by row and column from 0: for who does not draw with a hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot(pub u8);

impl Spot {
    /// Its middle, in a picture so high.
    fn middle(self, height: i32) -> [i32; 2] {
        let (row, column) = (i32::from(self.0 / 3), i32::from(self.0 % 3));
        [(2 * column + 1) * 10_000 / 6, (2 * row + 1) * height / 6]
    }
}

/// What was drawn so far, and with what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    pub tool: Tool,
    pub colour: Colour,
    /// The next words.
    pub words: String,
    marks: Vec<Mark>,
    undone: Vec<Mark>,
    drawing: bool,
}

/// What a hand or a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    Take(Tool),
    Dip(Colour),
    Say(String),
    Down([i32; 2]),
    Move(Vec<[i32; 2]>),
    Up,
    /// Puts a mark into a field of a picture so high.
    Put(Spot, i32),
    /// Goes on with what was drawn before.
    Resume(Vec<Mark>),
    Undo,
    Redo,
    Clear,
}

impl Markup {
    /// The marks in the order made, the one under the hand included.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The marks while no hand is on the glass.
    pub fn settled(&self) -> Option<&[Mark]> {
        (!self.drawing).then_some(self.marks())
    }

    /// There is one to take back.
    pub fn can_undo(&self) -> bool {
        !self.marks.is_empty()
    }

    /// There is one to bring back.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// All words on the picture.
    pub fn all_words(&self) -> String {
        let said = self.marks.iter().map(|m| m.words.trim());
        said.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn begin(&mut self, points: Vec<[i32; 2]>) {
        self.undone.clear();
        let words = match self.tool {
            Tool::Words => self.words.trim().chars().take(WORDS_CHARS_MAX).collect(),
            Tool::Arrow | Tool::Circle | Tool::Line => String::new(),
        };
        self.marks.push(Mark {
            tool: self.tool,
            colour: self.colour,
            points,
            words,
        });
    }

    fn end(&mut self) {
        self.drawing = false;
        if self.marks.last().is_some_and(|mark| !mark.is_meant()) {
            self.marks.pop();
        }
    }

    fn draw_on(&mut self, points: Vec<[i32; 2]>) {
        let Some(mark) = self.marks.last_mut().filter(|_| self.drawing) else {
            return;
        };
        for point in points {
            let far =
                |last: &[i32; 2]| (point[0] - last[0]).abs().max((point[1] - last[1]).abs()) >= STEP_MIN;
            match mark.tool {
                Tool::Line if mark.points.last().is_none_or(far) => mark.points.push(point),
                Tool::Line => {}
                // Only where it begins and where it ends counts.
                Tool::Arrow | Tool::Circle => {
                    mark.points.truncate(1);
                    mark.points.push(point);
                }
                Tool::Words => mark.points = vec![point],
            }
        }
    }

    fn put(&mut self, spot: Spot, height: i32) {
        let [x, y] = spot.middle(height);
        let points = match self.tool {
            Tool::Arrow => vec![[x - HALF, y + HALF.min(height / 6)], [x, y]],
            Tool::Circle => vec![
                [x - HALF, y - HALF.min(height / 6)],
                [x + HALF, y + HALF.min(height / 6)],
            ],
            Tool::Line => vec![[x - HALF, y], [x, y], [x + HALF, y]],
            Tool::Words => vec![[x, y]],
        };
        self.begin(points);
        self.end();
    }
}

impl Reducible for Markup {
    type Action = Hand;

    fn reduce(self: Rc<Self>, hand: Hand) -> Rc<Self> {
        let mut next = (*self).clone();
        match hand {
            Hand::Take(tool) => next.tool = tool,
            Hand::Dip(colour) => next.colour = colour,
            Hand::Say(words) => next.words = words,
            Hand::Down(point) => {
                next.begin(vec![point]);
                next.drawing = true;
            }
            Hand::Move(points) => next.draw_on(points),
            Hand::Up if next.drawing => next.end(),
            Hand::Up => {}
            Hand::Put(spot, height) => next.put(spot, height),
            Hand::Resume(marks) => {
                next.marks.splice(..0, marks);
            }
            Hand::Undo => next.undone.extend(next.marks.pop()),
            Hand::Redo => next.marks.extend(next.undone.pop()),
            Hand::Clear => {
                next.marks.clear();
                next.undone.clear();
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(hands: Vec<Hand>) -> Rc<Markup> {
        hands
            .into_iter()
            .fold(Rc::new(Markup::default()), |m, hand| m.reduce(hand))
    }

    #[test]
    fn an_arrow_goes_from_where_the_hand_begins_to_where_it_ends() {
        let drawn = after(vec![
            Hand::Down([100, 100]),
            Hand::Move(vec![[500, 400], [900, 100]]),
            Hand::Move(vec![[2_000, 3_000]]),
            Hand::Up,
        ]);
        assert_eq!(drawn.marks()[0].points, [[100, 100], [2_000, 3_000]]);
        // The hand has left: nothing is drawn on.
        let later = drawn.clone().reduce(Hand::Move(vec![[1, 1]]));
        assert_eq!(later.marks(), drawn.marks());
    }

    #[test]
    fn a_slip_and_empty_words_leave_no_mark() {
        let slip = vec![Hand::Down([100, 100]), Hand::Move(vec![[150, 120]]), Hand::Up];
        assert!(after(slip).marks().is_empty());
        let empty = vec![Hand::Take(Tool::Words), Hand::Down([100, 100]), Hand::Up];
        assert!(after(empty).marks().is_empty());
    }

    #[test]
    fn what_is_taken_back_comes_back_until_something_new_is_drawn() {
        let say = |words: &str| Hand::Say(words.to_owned());
        let two = after(vec![
            Hand::Take(Tool::Words),
            say(" 裂缝 "),
            Hand::Put(Spot(0), 7_500),
            say("锈"),
            Hand::Put(Spot(8), 7_500),
        ]);
        assert_eq!(two.all_words(), "裂缝; 锈");
        assert_eq!(two.marks()[1].points, [[8_333, 6_250]]);
        let one = two.clone().reduce(Hand::Undo);
        assert_eq!(one.all_words(), "裂缝");
        assert_eq!(one.clone().reduce(Hand::Redo).marks(), two.marks());
        assert!(!one.reduce(Hand::Put(Spot(4), 7_500)).can_redo());
    }

    #[test]
    fn who_draws_without_a_hand_gets_every_kind_of_mark_inside_the_picture() {
        for tool in Tool::ALL {
            for spot in 0..9 {
                let put = after(vec![
                    Hand::Take(tool),
                    Hand::Say("此处".to_owned()),
                    Hand::Put(Spot(spot), 5_000),
                ]);
                let inside = |p: &[i32; 2]| (0..=10_000).contains(&p[0]) && (0..=5_000).contains(&p[1]);
                assert!(put.marks()[0].points.iter().all(inside), "{tool:?} {spot}");
            }
        }
    }
}
