//! Pages being filled from top to bottom: what is drawn where, in points from the upper left corner.

use super::fonts::{Fonts, Run};
use super::lines::Style;
use domain::inspection::signature::Stroke;
use std::collections::BTreeMap;

/// A millimetre in points.
pub(super) const MM: f32 = 72.0 / 25.4;
/// A4 (ISO 216).
pub(super) const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
/// White around the text, as the print style of the pages has it.
pub(super) const MARGIN: f32 = 18.0 * MM;
/// Width of the text.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// From line to line, in sizes of the letters.
const LEADING: f32 = 1.5;
/// From the top of a line to its base line, in sizes of the letters.
const BASE: f32 = 1.12;

/// A rectangle: left, top, width, height.
pub(super) type Box4 = [f32; 4];

/// Something drawn.
#[derive(Debug)]
pub(super) enum Mark {
    /// A piece of text; `x` and base line.
    Text { x: f32, y: f32, size: f32, run: Run },
    /// A straight line.
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        dotted: bool,
    },
    /// A frame.
    Frame { at: Box4, width: f32 },
    /// A signature, as large as fits, in the middle.
    Ink { at: Box4, strokes: Vec<Stroke> },
    /// A photo by its SHA-256, as large as fits, at the left.
    Photo { at: Box4, sha256: String },
    /// Black squares of equal size.
    Squares {
        at: (f32, f32),
        side: f32,
        cells: Vec<(usize, usize)>,
    },
}

/// Pages, and the place where the next thing goes.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) y: f32,
    /// Where text begins and ends on every page.
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// What no font has, and how often it was asked for.
    pub(super) lacking: BTreeMap<char, usize>,
}

/// Height of a line of this size.
pub(super) fn leading(size: f32) -> f32 {
    size * LEADING
}

impl<'a> Flow<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            pages: vec![Vec::new()],
            y: MARGIN,
            top: MARGIN,
            bottom: PAGE.1 - MARGIN,
            lacking: BTreeMap::new(),
        }
    }

    pub(super) fn page(&mut self) -> &mut Vec<Mark> {
        self.pages
            .last_mut()
            .expect("there is a first page from the start")
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.page().push(mark);
    }

    /// Goes to a new page when this does not fit any more.
    pub(super) fn room(&mut self, height: f32) {
        if self.y + height > self.bottom && self.y > self.top {
            self.pages.push(Vec::new());
            self.y = self.top;
        }
    }

    /// Whether so much fits on one page at all.
    pub(super) fn fits_a_page(&self, height: f32) -> bool {
        height <= self.bottom - self.top
    }

    /// One line of text, its top at `y`.
    pub(super) fn line(&mut self, text: &str, x: f32, y: f32, style: Style) {
        let lacking = &mut self.lacking;
        let mut note = |c: char| *lacking.entry(c).or_default() += 1;
        let runs = self.fonts.shape(text, style.weight, &mut note);
        let mut x = x;
        for run in runs {
            let width = run.width * style.size;
            let y = y + BASE * style.size;
            let size = style.size;
            self.mark(Mark::Text { x, y, size, run });
            x += width;
        }
    }

    /// One line of text in the middle between two edges.
    pub(super) fn centred(&mut self, text: &str, y: f32, style: Style) {
        let width = self.fonts.width(text, style.weight) * style.size;
        self.line(text, MARGIN + (WIDTH - width) / 2.0, y, style);
    }

    /// A line across the text.
    pub(super) fn rule(&mut self, y: f32, width: f32, dotted: bool) {
        let (from, to) = ((MARGIN, y), (MARGIN + WIDTH, y));
        self.mark(Mark::Line {
            from,
            to,
            width,
            dotted,
        });
    }
}
