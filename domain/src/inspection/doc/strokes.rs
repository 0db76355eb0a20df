//! Pen strokes as bytes: differences between neighbouring points, so that a signature is about a kilobyte.
//!
//! Layout: number of strokes; for each the number of points and for each point four differences to the
//! point before (the first to zero), as variable-length signed integers. Exactly reversible.

use crate::inspection::signature::Stroke;
use crate::leb128::{put, take};

/// Most points of one signature: three minutes of writing at 240 points a second.
pub const POINTS_MAX: usize = 43_200;

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

/// Writes strokes.
pub(crate) fn to_bytes(strokes: &[Stroke]) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, strokes.len() as u64);
    let mut last = [0i64; 4];
    for stroke in strokes {
        put(&mut out, stroke.points.len() as u64);
        for point in &stroke.points {
            for (value, before) in point.iter().zip(&mut last) {
                put(&mut out, zigzag(i64::from(*value) - *before));
                *before = i64::from(*value);
            }
        }
    }
    out
}

/// Reads strokes; none when the bytes are not exactly what [`to_bytes`] writes.
pub(crate) fn parse(mut bytes: &[u8]) -> Option<Vec<Stroke>> {
    let mut left = POINTS_MAX;
    let count = usize::try_from(take(&mut bytes)?).ok()?;
    if count > POINTS_MAX {
        return None;
    }
    let mut strokes = Vec::new();
    let mut last = [0i64; 4];
    for _ in 0..count {
        let points = usize::try_from(take(&mut bytes)?).ok()?;
        left = left.checked_sub(points)?;
        let mut stroke = Stroke::default();
        for _ in 0..points {
            let mut point = [0i32; 4];
            for (value, before) in point.iter_mut().zip(&mut last) {
                *before = before.checked_add(unzigzag(take(&mut bytes)?))?;
                *value = i32::try_from(*before).ok()?;
            }
            stroke.points.push(point);
        }
        strokes.push(stroke);
    }
    bytes.is_empty().then_some(strokes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_come_back_exactly_and_small() {
        // A quick 3-stroke name: 240 Hz, about 2 s; neighbouring points are close together.
        let strokes: Vec<Stroke> = (0..3)
            .map(|s| Stroke {
                points: (0..120)
                    .map(|i| {
                        [
                            1000 + s * 900 + i * 9,
                            4000 - i * 7,
                            (s * 700) + i * 4,
                            500 + i % 9,
                        ]
                    })
                    .collect(),
            })
            .collect();
        let bytes = to_bytes(&strokes);
        assert_eq!(parse(&bytes), Some(strokes));
        assert!(bytes.len() < 4 * 361 + 40, "{} bytes", bytes.len());
    }

    #[test]
    fn extremes_and_foreign_bytes() {
        let edge = vec![Stroke {
            points: vec![[i32::MAX, i32::MIN, 0, -1], [i32::MIN, i32::MAX, 1, 0]],
        }];
        assert_eq!(parse(&to_bytes(&edge)), Some(edge));
        assert_eq!(parse(&[]), None);
        assert_eq!(parse(&[0x80; 20]), None);
        assert_eq!(parse(&[1, 0xff, 0xff, 0xff, 0xff, 0x0f]), None);
        assert_eq!(parse(&[0, 0]), None, "bytes left over");
    }
}
