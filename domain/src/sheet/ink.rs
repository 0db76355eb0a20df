//! A signature's strokes as they are drawn: the pen's path, its width, and the frame around all of it.

use crate::inspection::signature::Stroke;

/// White around the ink, in the pad's units (1/10000 of its width).
const MARGIN: i32 = 200;
/// Thinnest and thickest line; between them the mean pressure decides.
const WIDTH: (i32, i32) = (40, 130);

/// The frame around all ink as `[x, y, width, height]`; none without a point.
pub fn frame(strokes: &[Stroke]) -> Option<[i32; 4]> {
    let points = || strokes.iter().flat_map(|s| &s.points);
    let (left, right) = (points().map(|p| p[0]).min()?, points().map(|p| p[0]).max()?);
    let (top, bottom) = (points().map(|p| p[1]).min()?, points().map(|p| p[1]).max()?);
    Some([
        left - MARGIN,
        top - MARGIN,
        right - left + 2 * MARGIN,
        bottom - top + 2 * MARGIN,
    ])
}

/// The path of one stroke as SVG says it; a single point becomes a dot.
pub fn path(stroke: &Stroke) -> String {
    let mut path = String::new();
    for (n, [x, y, ..]) in stroke.points.iter().enumerate() {
        path.push_str(&format!("{}{x} {y}", if n == 0 { "M" } else { "L" }));
    }
    if let [[x, y, ..]] = stroke.points.as_slice() {
        path.push_str(&format!("L{} {y}", x + 1));
    }
    path
}

/// The width of one stroke by its mean pressure (0…1000).
pub fn width(stroke: &Stroke) -> i32 {
    let n = i32::try_from(stroke.points.len()).unwrap_or(i32::MAX).max(1);
    let sum: i64 = stroke.points.iter().map(|p| i64::from(p[3].clamp(0, 1000))).sum();
    let mean = i32::try_from(sum / i64::from(n)).unwrap_or(0);
    WIDTH.0 + (WIDTH.1 - WIDTH.0) * mean / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_framed_and_a_dot_is_drawn() {
        let line = Stroke {
            points: vec![[1000, 2000, 0, 500], [3000, 2500, 10, 500]],
        };
        let dot = Stroke {
            points: vec![[5000, 100, 20, 1000]],
        };
        assert_eq!(path(&line), "M1000 2000L3000 2500");
        assert_eq!(path(&dot), "M5000 100L5001 100");
        assert_eq!(frame(&[line.clone(), dot.clone()]), Some([800, -100, 4400, 2800]));
        assert_eq!((width(&line), width(&dot)), (85, 130));
        assert_eq!(frame(&[]), None);
    }
}
