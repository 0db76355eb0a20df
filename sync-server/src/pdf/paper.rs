//! The sheet on A4: the same order, sizes and lines as the print style of the pages.

mod rows;

use super::draw::Images;
use super::flow::{Flow, MARGIN, MM, Mark, PAGE, WIDTH, leading};
use super::fonts::{Fonts, name};
use super::lines::{Style, broken};
use crate::messages::pdf as words;
use domain::sheet::words::ZH;
use domain::sheet::{EachPage, Mark as Signed, OwnSheet, Place, Sheet};
use rows::{part, rows};

const TITLE: Style = Style::bold(16.0);
const HEADING: Style = Style::bold(11.0);
const TEXT: Style = Style::plain(11.0);
const STRONG: Style = Style::bold(11.0);
const EDGE: Style = Style::plain(9.0);
const SMALL: Style = Style::plain(9.0);
const CITE: Style = Style::plain(8.0);
/// Thickness of lines: a CSS pixel, and two.
const THIN: f32 = 0.75;
const THICK: f32 = 1.5;
/// Between the two columns of a line, and above headings and blocks.
const GAP: f32 = 4.0 * MM;
/// Places to sign stand in threes.
const PLACES: usize = 3;
const PLACE: f32 = (WIDTH - 2.0 * GAP) / 3.0;
const INK: f32 = 16.0 * MM;
const PHOTO: f32 = 30.0 * MM;
/// Side of the code.
const CODE: f32 = 34.0 * MM;
/// White modules around a code (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;
/// A place to sign at the foot of every page.
const FOOT: (f32, f32) = (24.0 * MM, 8.0 * MM);

/// Lays the whole sheet out; every page has its head, its foot and its number.
pub(super) fn lay_out(sheet: &Sheet, fonts: &Fonts, images: &Images) -> Vec<Vec<Mark>> {
    let mut flow = Flow::new(fonts);
    let head = head(&mut flow, sheet);
    let foot = foot(&mut flow, sheet, sheet.each_page.as_ref(), images);
    flow.pages = vec![Vec::new()];
    flow.lacking.clear();
    (flow.top, flow.bottom) = (MARGIN + head + GAP / 2.0, PAGE.1 - MARGIN - foot - GAP / 2.0);
    flow.y = flow.top;
    let signed = body(&mut flow, sheet, images);
    let all = flow.pages.len();
    let mut pages = Vec::new();
    for (n, marks) in std::mem::take(&mut flow.pages).into_iter().enumerate() {
        flow.pages = vec![marks];
        self::head(&mut flow, sheet);
        let each = sheet.each_page.as_ref().filter(|_| n < signed);
        self::foot(&mut flow, sheet, each, images);
        let number = words::page(n + 1, all);
        let width = fonts.width(&number, EDGE.weight) * EDGE.size;
        flow.line(
            &number,
            PAGE.0 - MARGIN - width,
            PAGE.1 - MARGIN / 2.0 - EDGE.size,
            EDGE,
        );
        pages.append(&mut flow.pages);
    }
    pages
}

/// The running title; answers its height.
fn head(flow: &mut Flow<'_>, sheet: &Sheet) -> f32 {
    let text = format!(
        "{} · {} {}",
        sheet.titles.join(words::AND),
        ZH.number,
        sheet.number
    );
    let mut y = MARGIN;
    for line in broken(&text, EDGE, WIDTH, flow.fonts) {
        flow.line(&line, MARGIN, y, EDGE);
        y += leading(EDGE.size);
    }
    flow.rule(y, THIN, false);
    y - MARGIN
}

/// Signatures of every page where a rule asks for them, who sealed it, the first digits of the digest.
fn foot(flow: &mut Flow<'_>, sheet: &Sheet, each: Option<&EachPage>, images: &Images) -> f32 {
    let state = format!("{} · {}", sheet.state, sheet.short_digest());
    let state = broken(&state, EDGE, WIDTH, flow.fonts);
    let cite = each.map(|each| {
        let text = format!("{} {}", ZH.each, each.cite);
        broken(&text, CITE, WIDTH, flow.fonts)
    });
    let cite = cite.unwrap_or_default();
    let rows = each.map(|each| foot_rows(flow, each)).unwrap_or_default();
    let row = FOOT.1 + MM;
    let height = row * rows.len() as f32
        + leading(CITE.size) * cite.len() as f32
        + leading(EDGE.size) * state.len() as f32;
    let mut y = PAGE.1 - MARGIN - height;
    flow.rule(y, THIN, false);
    for places in &rows {
        for (x, who, mark) in places {
            flow.line(who, *x, y + row - leading(EDGE.size), EDGE);
            let left = x + flow.fonts.width(who, EDGE.weight) * EDGE.size + 2.0 * MM;
            let at = [left, y + MM / 2.0, FOOT.0, FOOT.1];
            signed(flow, mark.as_ref(), at, images);
            let base = y + MM / 2.0 + FOOT.1;
            let (from, to) = ((left, base), (left + FOOT.0, base));
            flow.mark(Mark::Line {
                from,
                to,
                width: THIN,
                dotted: false,
            });
        }
        y += row;
    }
    for (lines, style) in [(cite, CITE), (state, EDGE)] {
        for line in lines {
            flow.line(&line, MARGIN, y, style);
            y += leading(style.size);
        }
    }
    height
}

type FootRow = Vec<(f32, String, Option<Signed>)>;

/// Places to sign side by side, as many as fit.
fn foot_rows(flow: &Flow<'_>, each: &EachPage) -> Vec<FootRow> {
    let mut rows: Vec<FootRow> = vec![Vec::new()];
    let mut x = MARGIN;
    for (who, mark) in &each.places {
        let width = flow.fonts.width(who, EDGE.weight) * EDGE.size + 2.0 * MM + FOOT.0;
        if x + width > MARGIN + WIDTH && x > MARGIN {
            rows.push(Vec::new());
            x = MARGIN;
        }
        let row = rows.last_mut().expect("there is a first row from the start");
        row.push((x, who.clone(), mark.clone()));
        x += width + 6.0 * MM;
    }
    rows
}

/// Answers how many pages hold what was signed; what came after the seal stands behind them.
fn body(flow: &mut Flow<'_>, sheet: &Sheet, images: &Images) -> usize {
    for title in &sheet.titles {
        for line in broken(title, TITLE, WIDTH, flow.fonts) {
            flow.centred(&line, flow.y, TITLE);
            flow.y += leading(TITLE.size);
        }
    }
    flow.y += GAP;
    for warning in &sheet.warnings {
        framed(flow, warning.words);
    }
    for one in &sheet.parts {
        part(flow, one);
    }
    places(flow, &sheet.places, images);
    for said in &sheet.refused {
        paragraph(flow, said, TEXT);
    }
    known_by(flow, sheet);
    for own in &sheet.papers {
        own_sheet(flow, own, images);
    }
    let signed = flow.pages.len();
    if !sheet.after.is_empty() {
        new_page(flow, ZH.after);
        for one in &sheet.after {
            part(flow, one);
        }
    }
    if !flow.lacking.is_empty() {
        let lacking: Vec<_> = flow.lacking.iter().map(|(c, n)| (name(*c), *n)).collect();
        paragraph(flow, &words::lacking(&lacking), SMALL);
    }
    signed
}

/// A page that begins with a title.
fn new_page(flow: &mut Flow<'_>, title: &str) {
    flow.room(f32::INFINITY);
    for line in broken(title, TITLE, WIDTH, flow.fonts) {
        flow.centred(&line, flow.y, TITLE);
        flow.y += leading(TITLE.size);
    }
}

/// A paper begins on a new page.
fn own_sheet(flow: &mut Flow<'_>, own: &OwnSheet, images: &Images) {
    new_page(flow, &own.part.title);
    if own.void {
        framed(flow, ZH.void);
    }
    flow.rule(flow.y, THIN, false);
    rows(flow, &own.part.rows);
    places(flow, &own.places, images);
}

fn framed(flow: &mut Flow<'_>, text: &str) {
    let lines = broken(text, STRONG, WIDTH - 4.0 * MM, flow.fonts);
    let height = leading(STRONG.size) * lines.len() as f32 + 2.0 * MM;
    flow.room(height + MM);
    let at = [MARGIN, flow.y, WIDTH, height];
    flow.mark(Mark::Frame { at, width: THICK });
    for (n, line) in lines.iter().enumerate() {
        flow.centred(line, flow.y + MM + leading(STRONG.size) * n as f32, STRONG);
    }
    flow.y += height + MM;
}

fn paragraph(flow: &mut Flow<'_>, text: &str, style: Style) {
    for line in broken(text, style, WIDTH, flow.fonts) {
        flow.room(leading(style.size));
        flow.line(&line, MARGIN, flow.y, style);
        flow.y += leading(style.size);
    }
}

fn places(flow: &mut Flow<'_>, places: &[Place], images: &Images) {
    for row in places.chunks(PLACES) {
        let tall = |place: &Place| match place.mark {
            Some(Signed::Photo(_)) => PHOTO,
            Some(Signed::Ink(_)) => INK,
            None => leading(TEXT.size),
        };
        let named: Vec<Vec<String>> = row
            .iter()
            .map(|p| broken(&format!("{} {}", p.capacity, p.who), TEXT, PLACE, flow.fonts))
            .collect();
        let above = leading(TEXT.size) * named.iter().map(Vec::len).max().unwrap_or(0) as f32;
        let mark = row.iter().map(tall).fold(0.0, f32::max);
        let notes = row.iter().map(|p| p.notes.len()).max().unwrap_or(0);
        let height = above + mark + leading(SMALL.size) * notes as f32;
        flow.room(GAP + height);
        flow.y += GAP;
        for (n, (place, named)) in row.iter().zip(&named).enumerate() {
            let x = MARGIN + (PLACE + GAP) * n as f32;
            for (n, line) in named.iter().enumerate() {
                flow.line(line, x, flow.y + leading(TEXT.size) * n as f32, TEXT);
            }
            let at = [x, flow.y + above, PLACE, tall(place)];
            signed(flow, place.mark.as_ref(), at, images);
            if place.mark.is_none() {
                flow.line(ZH.unsigned, x, flow.y + above, TEXT);
            }
            if let Some(Signed::Ink(_)) = place.mark {
                let (from, to) = ((x, at[1] + at[3]), (x + PLACE, at[1] + at[3]));
                flow.mark(Mark::Line {
                    from,
                    to,
                    width: THIN,
                    dotted: false,
                });
            }
            for (n, note) in place.notes.iter().enumerate() {
                let y = at[1] + at[3] + leading(SMALL.size) * n as f32;
                flow.line(note, x, y, SMALL);
            }
        }
        flow.y += height;
    }
}

/// A signature, the photo that stands in for it, or the words for a photo that is not here.
fn signed(flow: &mut Flow<'_>, mark: Option<&Signed>, at: [f32; 4], images: &Images) {
    match mark {
        None => {}
        Some(Signed::Ink(strokes)) => {
            let strokes = strokes.clone();
            flow.mark(Mark::Ink { at, strokes });
        }
        Some(Signed::Photo(photo)) => {
            let sha256 = photo.as_deref().and_then(|p| shown(p, images));
            match sha256 {
                Some(sha256) => flow.mark(Mark::Photo { at, sha256 }),
                None => {
                    for (n, line) in broken(ZH.by_photo, SMALL, at[2], flow.fonts).iter().enumerate() {
                        flow.line(line, at[0], at[1] + leading(SMALL.size) * n as f32, SMALL);
                    }
                }
            }
        }
    }
}

/// Which of a photo's files is at hand: the small copy, or else the original.
fn shown(photo: &domain::evidence::Evidence, images: &Images) -> Option<String> {
    let derived = photo.derived.as_ref().map(|d| &d.sha256);
    let mut all = derived.into_iter().chain([&photo.sha256]);
    all.find(|sha256| images.contains_key(*sha256)).cloned()
}

/// Number, key, who sealed it, the digest in full and as a code.
fn known_by(flow: &mut Flow<'_>, sheet: &Sheet) {
    let width = WIDTH - CODE - 6.0 * MM;
    let key = sheet.key.as_ref().map(|key| format!("{} {key}", ZH.key));
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut say = |text: &str, style: Style| {
        let broken = broken(text, style, width, flow.fonts);
        lines.extend(broken.into_iter().map(|line| (line, style)));
    };
    say(&format!("{} {}", ZH.number, sheet.number), STRONG);
    if let Some(key) = &key {
        say(key, STRONG);
    }
    say(&sheet.state, TEXT);
    say(ZH.digest, TEXT);
    say(&sheet.digest, SMALL);
    say(ZH.digest_hint, SMALL);
    let text: f32 = lines.iter().map(|(_, style)| leading(style.size)).sum();
    flow.room(GAP + text.max(CODE));
    flow.y += GAP;
    let mut y = flow.y;
    for (line, style) in &lines {
        flow.line(line, MARGIN, y, *style);
        y += leading(style.size);
    }
    code(flow, &sheet.code);
    flow.y += text.max(CODE);
}

fn code(flow: &mut Flow<'_>, text: &str) {
    let Ok(code) = fast_qr::QRBuilder::new(text).build() else {
        return;
    };
    let side = CODE / (code.size + 2 * QUIET) as f32;
    let cells = (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y)));
    let black = cells.filter(|(x, y)| code[*y][*x].value());
    let cells = black.map(|(x, y)| (x + QUIET, y + QUIET)).collect();
    let at = (MARGIN + WIDTH - CODE, flow.y);
    flow.mark(Mark::Squares { at, side, cells });
}
