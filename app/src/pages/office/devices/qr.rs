//! A QR code as one SVG path, drawn here: nothing is fetched, nothing leaves the page.

use fast_qr::qr::QRBuilder;
use yew::prelude::*;

/// White modules around the code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// The code; a text too long for any QR shows nothing, and stands beside it as text anyway.
pub fn view(text: &str, name: &'static str) -> Html {
    let Ok(code) = QRBuilder::new(text).build() else {
        return Html::default();
    };
    let mut path = String::new();
    for y in 0..code.size {
        for x in 0..code.size {
            if code[y][x].value() {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    let side = code.size + 2 * QUIET;
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={name} data-testid="code-qr" shape-rendering="crispEdges">
            <rect width={side.to_string()} height={side.to_string()} class="qr-ground" />
            <path d={path} class="qr-ink" />
        </svg>
    }
}
