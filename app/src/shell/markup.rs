//! Marks of the hand on a canvas: over the picture on the screen, and into the copy.

use super::camera::{context, encode};
use super::fault::Fault;
use super::picture;
use crate::state::markup::{Mark, Tool};
use std::f64::consts::{PI, TAU};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::NodeRef;

/// Width of a line and height of words, as shares of the picture's width.
const LINE: f64 = 1.0 / 160.0;
const LETTER: f64 = 1.0 / 22.0;
/// How well the copy is kept, as other small copies are.
const QUALITY: f64 = 0.8;

/// Draws the marks anew over the picture, at the sharpness of the screen.
pub fn draw(canvas: &NodeRef, marks: &[Mark]) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else {
        return;
    };
    let sharp = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio().clamp(1.0, 3.0));
    let pixels = |css: i32| (f64::from(css) * sharp).round() as u32;
    canvas.set_width(pixels(canvas.client_width()));
    canvas.set_height(pixels(canvas.client_height()));
    if let Some(c) = context(&canvas) {
        all(&c, marks, f64::from(canvas.width()));
    }
}

/// A copy of the picture with the marks in it, as JPEG.
///
/// # Errors
/// `photo.unreadable`, `photo.too_large`.
pub async fn copy(bytes: &[u8], media_type: &str, marks: &[Mark]) -> Result<Vec<u8>, Fault> {
    let unreadable = || Fault::new("photo.unreadable");
    let canvas = picture::on_canvas(bytes, media_type).await?;
    let c = context(&canvas).ok_or_else(unreadable)?;
    all(&c, marks, f64::from(canvas.width()));
    encode(&canvas, QUALITY).await.ok_or_else(unreadable)
}

fn all(c: &CanvasRenderingContext2d, marks: &[Mark], wide: f64) {
    c.set_line_cap("round");
    c.set_line_join("round");
    for mark in marks {
        let (ink, edge) = mark.colour.ink();
        // The edge first and wider: whatever the picture is, one of both is seen.
        for (colour, width) in [(edge, 2.4), (ink, 1.0)] {
            c.set_stroke_style_str(colour);
            c.set_fill_style_str(colour);
            c.set_line_width(wide * LINE * width);
            one(c, mark, wide, colour == ink);
        }
    }
}

fn one(c: &CanvasRenderingContext2d, mark: &Mark, wide: f64, filled: bool) {
    let at = |p: &[i32; 2]| {
        let scale = wide / 10_000.0;
        (f64::from(p[0]) * scale, f64::from(p[1]) * scale)
    };
    let (Some(first), Some(last)) = (mark.points.first().map(at), mark.points.last().map(at)) else {
        return;
    };
    c.begin_path();
    match mark.tool {
        Tool::Arrow => arrow(c, first, last, wide),
        Tool::Circle => {
            let (x, y) = ((first.0 + last.0) / 2.0, (first.1 + last.1) / 2.0);
            let (wide, high) = ((first.0 - last.0).abs() / 2.0, (first.1 - last.1).abs() / 2.0);
            // Refused only for a negative size.
            c.ellipse(x, y, wide, high, 0.0, 0.0, TAU).ok();
        }
        Tool::Line => {
            c.move_to(first.0, first.1);
            for (x, y) in mark.points.iter().map(at) {
                c.line_to(x, y);
            }
        }
        Tool::Words => {
            let size = wide * LETTER;
            c.set_font(&format!("bold {size}px sans-serif"));
            c.set_text_baseline("middle");
            c.set_text_align("center");
            // Never wider than the picture on the shorter side of where they stand.
            let room = (2.0 * first.0.min(wide - first.0)).max(size * 2.0);
            let said = match filled {
                true => c.fill_text_with_max_width(&mark.words, first.0, first.1, room),
                false => c.stroke_text_with_max_width(&mark.words, first.0, first.1, room),
            };
            // Refused only for a size that is no number.
            said.ok();
            return;
        }
    }
    c.stroke();
}

/// A line with a head of two strokes at its end.
fn arrow(c: &CanvasRenderingContext2d, from: (f64, f64), to: (f64, f64), wide: f64) {
    let angle = (to.1 - from.1).atan2(to.0 - from.0);
    let head = wide / 28.0;
    c.move_to(from.0, from.1);
    c.line_to(to.0, to.1);
    for side in [PI / 6.0, -PI / 6.0] {
        c.move_to(to.0, to.1);
        c.line_to(
            to.0 - head * (angle + side).cos(),
            to.1 - head * (angle + side).sin(),
        );
    }
}
