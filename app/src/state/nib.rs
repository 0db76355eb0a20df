//! Writing without a pointer: a nib that the arrow keys move and the space bar puts down and lifts.
//!
//! Exists because a hand that cannot draw on glass signs all the same; the strokes are like any other hand's.

use super::pad::Pen;

/// One press of an arrow key, in 1/10000 of the pad's width, and with the shift key.
const STEP: (i32, i32) = (250, 1000);
/// A key tells no pressure: what a finger reports.
const PRESSURE: i32 = 500;

/// Where the nib is, in 1/10000 of the pad's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nib {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// It touches.
    pub down: bool,
}

impl Nib {
    /// Lifted, where a name begins.
    pub fn new(height: i32) -> Self {
        Self {
            x: 2_000,
            y: height / 2,
            down: false,
        }
    }

    /// What a key does on a pad of this height, `ms` after the first: the nib, and what it writes. None = not a key of
    /// the nib.
    pub fn press(self, key: &str, far: bool, height: i32, ms: i32) -> Option<(Self, Option<Pen>)> {
        let step = if far { STEP.1 } else { STEP.0 };
        let (dx, dy) = match key {
            "ArrowLeft" => (-step, 0),
            "ArrowRight" => (step, 0),
            "ArrowUp" => (0, -step),
            "ArrowDown" => (0, step),
            " " | "Enter" => {
                let next = Self {
                    down: !self.down,
                    ..self
                };
                let pen = match next.down {
                    true => Pen::Down(next.point(ms)),
                    false => Pen::Up,
                };
                return Some((next, Some(pen)));
            }
            _ => return None,
        };
        let next = Self {
            x: (self.x + dx).clamp(0, 10_000),
            y: (self.y + dy).clamp(0, height),
            ..self
        };
        Some((next, next.down.then(|| Pen::Move(vec![next.point(ms)]))))
    }

    fn point(self, ms: i32) -> [i32; 4] {
        [self.x, self.y, ms, PRESSURE]
    }
}

#[cfg(test)]
mod tests {
    use super::Nib;
    use crate::state::pad::{Pad, Pen};
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn the_space_bar_puts_the_nib_down_and_the_arrows_write() {
        let (mut nib, mut pad) = (Nib::new(5_000), Rc::new(Pad::default()));
        let keys = ["ArrowUp", " ", "ArrowRight", "ArrowDown", " ", "ArrowRight"];
        for (n, key) in (0..).zip(keys) {
            let (next, pen) = nib.press(key, true, 5_000, n * 100).unwrap();
            nib = next;
            if let Some(pen) = pen {
                pad = pad.reduce(pen);
            }
        }
        let written: Vec<_> = pad.strokes().iter().map(|s| s.points.clone()).collect();
        let stroke = vec![
            [2000, 1500, 100, 500],
            [3000, 1500, 200, 500],
            [3000, 2500, 300, 500],
        ];
        assert_eq!(written, [stroke], "what is moved while lifted writes nothing");
    }

    #[test]
    fn the_nib_stays_on_the_pad_and_other_keys_are_not_its_own() {
        let nib = Nib::new(1_000);
        let (up, pen) = nib.press("ArrowUp", true, 1_000, 0).unwrap();
        assert_eq!((up.y, pen), (0, None));
        assert!(nib.press("Tab", false, 1_000, 0).is_none());
        let (down, pen) = nib.press("Enter", false, 1_000, 7).unwrap();
        assert!(down.down && pen == Some(Pen::Down([2000, 500, 7, 500])));
    }
}
