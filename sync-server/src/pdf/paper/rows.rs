//! Headings and lines of the sheet: two columns, or a long value across the page below its label.

use super::super::flow::{Flow, MARGIN, WIDTH, leading};
use super::super::lines::broken;
use super::{GAP, HEADING, STRONG, TEXT, THIN};
use domain::sheet::{Part, Row};

/// Width of the left column of a line: three fifths.
const LEFT: f32 = (WIDTH - GAP) * 0.6;
const RIGHT: f32 = (WIDTH - GAP) * 0.4;

/// A line broken into columns.
struct Broken {
    about: Vec<String>,
    says: Vec<String>,
    /// The value stands below its label.
    below: bool,
}

impl Broken {
    fn of(flow: &Flow<'_>, row: &Row) -> Self {
        let below = row.is_long();
        let (left, right) = if below { (WIDTH, WIDTH) } else { (LEFT, RIGHT) };
        Self {
            about: broken(&row.about, TEXT, left, flow.fonts),
            says: broken(&row.says, STRONG, right, flow.fonts),
            below,
        }
    }

    fn lines(&self) -> usize {
        match self.below {
            true => self.about.len() + self.says.len(),
            false => self.about.len().max(self.says.len()).max(1),
        }
    }

    fn height(&self) -> f32 {
        leading(TEXT.size) * self.lines() as f32
    }

    fn draw(&self, flow: &mut Flow<'_>) {
        if self.below {
            down(flow, &[(&self.about, MARGIN)], false);
            down(flow, &[(&self.says, MARGIN)], true);
        } else {
            down(
                flow,
                &[(&self.about, MARGIN), (&self.says, MARGIN + LEFT + GAP)],
                false,
            );
        }
        flow.rule(flow.y, THIN, true);
    }
}

/// Columns side by side, kept together unless they are longer than a page. The second column is strong, or all are.
fn down(flow: &mut Flow<'_>, columns: &[(&Vec<String>, f32)], strong: bool) {
    let lines = columns
        .iter()
        .map(|(lines, _)| lines.len())
        .max()
        .unwrap_or(0)
        .max(1);
    let step = leading(TEXT.size);
    // The left column first, so that who copies the text gets each column whole.
    let at_once = match flow.fits_a_page(step * lines as f32) {
        true => lines,
        false => 1,
    };
    for first in (0..lines).step_by(at_once) {
        flow.room(step * at_once as f32);
        for (n, (column, x)) in columns.iter().enumerate() {
            let style = if strong || n > 0 { STRONG } else { TEXT };
            for (n, line) in column.iter().skip(first).take(at_once).enumerate() {
                flow.line(line, *x, flow.y + step * n as f32, style);
            }
        }
        flow.y += step * at_once as f32;
    }
}

/// A heading stays with its first line.
pub(super) fn part(flow: &mut Flow<'_>, part: &Part) {
    let title = broken(&part.title, HEADING, WIDTH, flow.fonts);
    let height = leading(HEADING.size) * title.len() as f32;
    flow.room(GAP + height + 2.0 * leading(TEXT.size));
    if flow.y > flow.top {
        flow.y += GAP;
    }
    for line in &title {
        flow.line(line, MARGIN, flow.y, HEADING);
        flow.y += leading(HEADING.size);
    }
    flow.rule(flow.y, THIN, false);
    rows(flow, &part.rows);
}

/// Lines; one that says more of the line above stands on its page, unless both together are longer than a page.
pub(super) fn rows(flow: &mut Flow<'_>, rows: &[Row]) {
    for group in rows.chunk_by(|_, next| next.follows) {
        let group: Vec<Broken> = group.iter().map(|row| Broken::of(flow, row)).collect();
        let height = group.iter().map(Broken::height).sum();
        if flow.fits_a_page(height) {
            flow.room(height);
        }
        for row in &group {
            row.draw(flow);
        }
    }
}
