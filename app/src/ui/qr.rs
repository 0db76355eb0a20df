//! A QR code as one SVG path, drawn here: nothing is fetched, nothing leaves the page.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;
use yew::prelude::*;

/// White modules around the code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

#[derive(Debug, PartialEq, Properties)]
pub struct QrProps {
    pub text: AttrValue,
    /// Its name for assistive technology.
    pub label: AttrValue,
    pub testid: AttrValue,
    /// Read off a screen, where nothing is ever torn or dirty: more data, less repair.
    #[prop_or_default]
    pub on_screen: bool,
}

/// The code; a text too long for any QR shows nothing.
#[component]
pub fn Qr(props: &QrProps) -> Html {
    let mut builder = QRBuilder::new(props.text.as_str());
    if props.on_screen {
        builder.ecl(ECL::M);
    }
    let Ok(code) = builder.build() else {
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
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={props.label.clone()} data-testid={props.testid.clone()} shape-rendering="crispEdges">
            <rect width={side.to_string()} height={side.to_string()} class="qr-ground" />
            <path d={path} class="qr-ink" />
        </svg>
    }
}
