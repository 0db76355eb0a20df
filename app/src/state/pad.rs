//! The signature pad: strokes are the state, the canvas is only a view of them.
//!
//! Points are in 1/10000 of the pad's width (aspect kept), so that turning the tablet loses nothing.

use domain::inspection::signature::{Stroke, is_blank};
use std::rc::Rc;
use yew::Reducible;

/// Points closer than this to the one before say nothing new.
const STEP_MIN: i32 = 6;

/// What was written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pad {
    strokes: Vec<Stroke>,
    undone: Vec<Stroke>,
    writing: bool,
    /// Rises whenever ink goes or comes back: what was drawn before is no beginning of what stands there now.
    rubbed: u32,
}

/// How much of a signature is on the canvas already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inked {
    rubbed: u32,
    strokes: usize,
    points: usize,
}

/// What a hand does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pen {
    /// The pen touches: `[x, y, t, pressure]`.
    Down([i32; 4]),
    /// It moves, by one or several points of the hardware.
    Move(Vec<[i32; 4]>),
    /// It leaves, or the system took it away.
    Up,
    /// The last stroke goes.
    Undo,
    /// It comes back.
    Redo,
    /// All strokes go.
    Clear,
}

impl Pad {
    /// The strokes in writing order.
    pub fn strokes(&self) -> &[Stroke] {
        &self.strokes
    }

    /// There is a stroke to take back.
    pub fn can_undo(&self) -> bool {
        !self.strokes.is_empty()
    }

    /// There is a stroke to bring back.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Too little to be a signature.
    pub fn is_blank(&self) -> bool {
        is_blank(&self.strokes)
    }

    /// Where drawing goes on, for a canvas that holds `before`: the stroke and its first point that is still to be
    /// joined. None: the canvas begins anew.
    pub fn after(&self, before: Inked) -> Option<(usize, usize)> {
        let last = before.strokes.checked_sub(1)?;
        (before.rubbed == self.rubbed).then_some((last, before.points.saturating_sub(1)))
    }

    /// What a canvas holds that was drawn from this.
    pub fn inked(&self) -> Inked {
        Inked {
            rubbed: self.rubbed,
            strokes: self.strokes.len(),
            points: self.strokes.last().map_or(0, |stroke| stroke.points.len()),
        }
    }

    fn extend(&mut self, points: Vec<[i32; 4]>) {
        let Some(stroke) = self.strokes.last_mut().filter(|_| self.writing) else {
            return;
        };
        for point in points {
            let far = stroke.points.last().is_none_or(|last| {
                (point[0] - last[0]).abs() >= STEP_MIN || (point[1] - last[1]).abs() >= STEP_MIN
            });
            if far {
                stroke.points.push(point);
            }
        }
    }
}

impl Reducible for Pad {
    type Action = Pen;

    fn reduce(self: Rc<Self>, pen: Pen) -> Rc<Self> {
        let mut next = (*self).clone();
        if matches!(pen, Pen::Undo | Pen::Redo | Pen::Clear) {
            next.rubbed += 1;
        }
        match pen {
            Pen::Down(point) => {
                next.undone.clear();
                next.writing = true;
                next.strokes.push(Stroke { points: vec![point] });
            }
            Pen::Move(points) => next.extend(points),
            Pen::Up => next.writing = false,
            Pen::Undo => next.undone.extend(next.strokes.pop()),
            Pen::Redo => next.strokes.extend(next.undone.pop()),
            Pen::Clear => {
                next = Self {
                    rubbed: next.rubbed,
                    ..Self::default()
                }
            }
        }
        Rc::new(next)
    }
}

/// Width of the line at a point, as a share of the widest: pressure where the pen tells it, else slower is
/// wider (笔锋). `gap` is the distance from the point before, `ms` the time it took.
pub fn width(pressure: i32, gap: f64, ms: f64) -> f64 {
    if pressure > 0 && pressure != 500 {
        return (0.25 + 0.75 * f64::from(pressure) / 1000.0).clamp(0.25, 1.0);
    }
    let speed = gap / ms.max(1.0);
    (1.0 - speed / 12.0).clamp(0.3, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: i32) -> Rc<Pad> {
        let moves = (1..points).map(|i| [i * 100, 50, i * 8, 0]).collect();
        Rc::new(Pad::default())
            .reduce(Pen::Down([0, 50, 0, 0]))
            .reduce(Pen::Move(moves))
            .reduce(Pen::Up)
    }

    #[test]
    fn a_dot_is_no_signature_and_a_stroke_is() {
        let dot = Rc::new(Pad::default())
            .reduce(Pen::Down([5, 5, 0, 0]))
            .reduce(Pen::Up);
        assert!(dot.is_blank());
        assert!(!line(20).is_blank());
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_its_guard_a_dot_passes_for_a_signature() {
        domain::guard::fails_without("a-slip-is-no-signature", a_dot_is_no_signature_and_a_stroke_is);
    }

    #[test]
    fn undo_and_redo_give_the_stroke_back_and_a_new_one_forgets_it() {
        let pad = line(20);
        let undone = pad.clone().reduce(Pen::Undo);
        assert!(undone.is_blank() && undone.can_redo());
        assert_eq!(undone.clone().reduce(Pen::Redo).strokes(), pad.strokes());
        assert!(!undone.reduce(Pen::Down([1, 1, 0, 0])).can_redo());
    }

    #[test]
    fn drawing_goes_on_at_the_last_point_and_begins_anew_when_ink_has_gone() {
        let before = line(20);
        let held = before.inked();
        assert_eq!(
            before.after(held),
            Some((0, 19)),
            "nothing to draw but from its last point"
        );
        let more = before
            .clone()
            .reduce(Pen::Down([0, 900, 200, 0]))
            .reduce(Pen::Move(vec![[100, 900, 208, 0]]));
        assert_eq!(more.after(held), Some((0, 19)));
        assert_eq!(more.strokes().len(), 2, "the second stroke is all new");
        assert_eq!(
            Pad::default().after(Inked::default()),
            None,
            "an empty canvas holds nothing"
        );
        let undone = more.clone().reduce(Pen::Undo);
        assert_eq!(undone.after(more.inked()), None);
        let cleared = more.clone().reduce(Pen::Clear).reduce(Pen::Down([5, 5, 0, 0]));
        assert_eq!(cleared.after(held), None, "the same length is not the same ink");
    }

    #[test]
    fn a_palm_that_moves_without_touching_writes_nothing() {
        let pad = line(20).reduce(Pen::Move(vec![[9000, 9000, 1, 0]]));
        assert_eq!(pad.strokes(), line(20).strokes());
    }
}
