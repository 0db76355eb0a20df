//! A signature drawn from its strokes.

use domain::inspection::signature::Stroke;
use domain::sheet::ink;
use yew::prelude::*;

/// The drawing; nothing without a stroke.
pub fn drawing(strokes: &[Stroke], label: &str) -> Option<Html> {
    let [x, y, w, h] = ink::frame(strokes)?;
    let path = |stroke: &Stroke| html! { <path d={ink::path(stroke)} stroke-width={ink::width(stroke).to_string()} /> };
    Some(html! {
        <svg class="ink" viewBox={format!("{x} {y} {w} {h}")} role="img" aria-label={label.to_owned()}>
            { for strokes.iter().map(path) }
        </svg>
    })
}
