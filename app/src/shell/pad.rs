//! The signature canvas: points of the hardware in, ink out.

use super::camera::context;
use super::js;
use crate::state::pad::{Inked, Pad, width};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};
use yew::NodeRef;

/// Widest line, as a share of the pad's width.
const WIDEST: f64 = 1.0 / 110.0;

/// Every point the hardware saw since the last event: `[x, y, t, pressure]` as a signature keeps them. `since`
/// is the event time of the first point.
pub fn points(event: &PointerEvent, canvas: &NodeRef, since: f64) -> Vec<[i32; 4]> {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else {
        return Vec::new();
    };
    let coalesced = js::call(event, "getCoalescedEvents", &[])
        .ok()
        .and_then(|list| list.dyn_into::<js_sys::Array>().ok())
        .filter(|list| list.length() > 0)
        .unwrap_or_else(|| js_sys::Array::of1(event));
    let frame = canvas.get_bounding_client_rect();
    let scale = 10_000.0 / frame.width().max(1.0);
    coalesced
        .iter()
        .filter_map(|one| one.dyn_into::<PointerEvent>().ok())
        .map(|one| {
            let x = (f64::from(one.client_x()) - frame.left()) * scale;
            let y = (f64::from(one.client_y()) - frame.top()) * scale;
            let t = (one.time_stamp() - since).max(0.0);
            [
                x.round() as i32,
                y.round() as i32,
                t.round() as i32,
                (f64::from(one.pressure()) * 1000.0).round() as i32,
            ]
        })
        .collect()
}

/// Height of the pad in 1/10000 of its width.
pub fn height(canvas: &NodeRef) -> i32 {
    let frame = canvas
        .cast::<HtmlCanvasElement>()
        .map(|c| c.get_bounding_client_rect());
    frame.map_or(0, |f| (10_000.0 * f.height() / f.width().max(1.0)).round() as i32)
}

/// Keeps the pointer on the pad even when the hand leaves it.
pub fn capture(event: &PointerEvent, canvas: &NodeRef) {
    if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
        // Refused only for a pointer that is gone already.
        canvas.set_pointer_capture(event.pointer_id()).ok();
    }
}

/// Draws what is new of the pad, at the sharpness of the screen; all of it when the canvas has another size or ink has
/// gone. `held` is what the canvas holds, kept by the caller between two drawings.
pub fn draw(canvas: &NodeRef, pad: &Pad, held: &mut Inked) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else {
        return;
    };
    let sharp = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio().clamp(1.0, 3.0));
    let pixels = |css: i32| (f64::from(css) * sharp).round() as u32;
    let (wide, high) = (pixels(canvas.client_width()), pixels(canvas.client_height()));
    if canvas.width() != wide || canvas.height() != high {
        canvas.set_width(wide);
        canvas.set_height(high);
        *held = Inked::default();
    }
    let Some(ink) = context(&canvas) else { return };
    let from = pad.after(*held);
    if from.is_none() {
        ink.clear_rect(0.0, 0.0, f64::from(wide), f64::from(high));
    }
    let (first, begin) = from.unwrap_or_default();
    for (n, stroke) in pad.strokes().iter().enumerate().skip(first) {
        let begin = if n == first { begin } else { 0 };
        line(
            &ink,
            stroke.points.get(begin..).unwrap_or_default(),
            f64::from(wide),
        );
    }
    *held = pad.inked();
}

/// A line through the points, each piece as wide as the hand made it.
fn line(ink: &CanvasRenderingContext2d, points: &[[i32; 4]], wide: f64) {
    ink.set_line_cap("round");
    ink.set_line_join("round");
    // The pad stays white in every theme, so that a signature always looks as it will be printed.
    ink.set_stroke_style_str("#101418");
    let scale = wide / 10_000.0;
    for pair in points.windows(2) {
        let ([x0, y0, t0, _], [x1, y1, t1, pressure]) = (pair[0], pair[1]);
        let gap = f64::from((x1 - x0).pow(2) + (y1 - y0).pow(2)).sqrt();
        ink.set_line_width(width(pressure, gap, f64::from(t1 - t0)) * WIDEST * wide);
        ink.begin_path();
        ink.move_to(f64::from(x0) * scale, f64::from(y0) * scale);
        ink.line_to(f64::from(x1) * scale, f64::from(y1) * scale);
        ink.stroke();
    }
}

/// Calls `then` when the canvas gets another size, until the answer is dropped.
pub fn on_resize(then: impl Fn() + 'static) -> impl Sized {
    web_sys::window().map(|window| gloo::events::EventListener::new(&window, "resize", move |_| then()))
}
