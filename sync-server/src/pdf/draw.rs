//! Laid-out pages as a PDF/A-2b file (ISO 19005-2): what archives ask for, fonts embedded as far as they are used.

use super::flow::{Box4, Mark, PAGE};
use super::{PdfError, Pictures};
use chrono::{Datelike, Timelike};
use domain::inspection::signature::Stroke as Ink;
use domain::sheet::ink;
use domain::time::Timestamp;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};
use std::collections::BTreeMap;

/// Photos that could be read, by SHA-256.
pub(super) type Images = BTreeMap<String, Image>;

/// Reads photos; what is no picture is left out, and words stand in its place.
pub(super) fn images(pictures: Pictures) -> Images {
    let read = |bytes: Vec<u8>| match bytes.starts_with(b"\x89PNG") {
        true => Image::from_png(bytes.into(), false),
        false => Image::from_jpeg(bytes.into(), false),
    };
    let all = pictures.into_iter();
    all.filter_map(|(sha256, bytes)| Some((sha256, read(bytes).ok()?)))
        .collect()
}

/// Writes the file.
pub(super) fn document(
    pages: &[Vec<Mark>],
    title: &str,
    at: Timestamp,
    images: &Images,
) -> Result<Vec<u8>, PdfError> {
    let failed = |e: &dyn std::fmt::Debug| PdfError::Failed(format!("{e:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_B)
        .finish()
        .map_err(|e| failed(&e))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let metadata = Metadata::new()
        .title(title.to_owned())
        .language("zh-CN".to_owned())
        .creator("Suicha".to_owned())
        .creation_date(date(at));
    document.set_metadata(metadata);
    for marks in pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("A4 has a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, mark, images);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| failed(&e))
}

/// As the sheet says it: the time of China, eight hours ahead.
fn date(at: Timestamp) -> DateTime {
    let local = at.china();
    let part = |n: u32| u8::try_from(n).unwrap_or(0);
    DateTime::new(u16::try_from(local.year()).unwrap_or(0))
        .month(part(local.month()))
        .day(part(local.day()))
        .hour(part(local.hour()))
        .minute(part(local.minute()))
        .second(part(local.second()))
        .utc_offset_hour(8)
        .utc_offset_minute(0)
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, images: &Images) {
    match mark {
        Mark::Text { x, y, size, run } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill::default()));
            let at = Point::from_xy(*x, *y);
            surface.draw_glyphs(at, &run.glyphs, run.font.clone(), &run.text, *size, false);
        }
        Mark::Line {
            from,
            to,
            width,
            dotted,
        } => {
            let dash = dotted.then(|| StrokeDash {
                array: vec![*width, 2.0 * width],
                offset: 0.0,
            });
            stroke(
                surface,
                path([*from, *to]),
                Stroke {
                    width: *width,
                    dash,
                    ..Stroke::default()
                },
            );
        }
        Mark::Frame {
            at: [x, y, w, h],
            width,
        } => {
            let mut around = PathBuilder::new();
            around.push_rect(Rect::from_xywh(*x, *y, *w, *h).expect("a frame has a size"));
            stroke(
                surface,
                around.finish(),
                Stroke {
                    width: *width,
                    ..Stroke::default()
                },
            );
        }
        Mark::Ink { at, strokes } => signature(surface, *at, strokes),
        Mark::Photo { at, sha256 } => {
            if let Some(image) = images.get(sha256) {
                photo(surface, *at, image);
            }
        }
        Mark::Squares { at, side, cells } => {
            let mut all = PathBuilder::new();
            for (column, row) in cells {
                let (x, y) = (at.0 + *column as f32 * side, at.1 + *row as f32 * side);
                all.push_rect(Rect::from_xywh(x, y, *side, *side).expect("a square has a size"));
            }
            if let Some(all) = all.finish() {
                surface.set_stroke(None);
                surface.set_fill(Some(Fill::default()));
                surface.draw_path(&all);
            }
        }
    }
}

fn path(points: impl IntoIterator<Item = (f32, f32)>) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (n, (x, y)) in points.into_iter().enumerate() {
        match n {
            0 => path.move_to(x, y),
            _ => path.line_to(x, y),
        }
    }
    path.finish()
}

fn stroke(surface: &mut Surface<'_>, path: Option<Path>, stroke: Stroke) {
    if let Some(path) = path {
        surface.set_fill(None);
        surface.set_stroke(Some(stroke));
        surface.draw_path(&path);
    }
}

/// As the screens draw it: the same frame around the ink, the same widths.
fn signature(surface: &mut Surface<'_>, [x, y, w, h]: Box4, strokes: &[Ink]) {
    let Some([left, top, width, height]) = ink::frame(strokes).map(|f| f.map(|v| v as f32)) else {
        return;
    };
    let scale = (w / width).min(h / height);
    let (dx, dy) = (x + (w - width * scale) / 2.0, y + (h - height * scale) / 2.0);
    let place = |px: i32, py: i32| (dx + (px as f32 - left) * scale, dy + (py as f32 - top) * scale);
    for one in strokes {
        let mut points: Vec<(f32, f32)> = one.points.iter().map(|[px, py, ..]| place(*px, *py)).collect();
        // A dot is drawn, as the screens draw it.
        if let [(px, py)] = points.as_slice() {
            points.push((px + scale, *py));
        }
        let pen = Stroke {
            width: ink::width(one) as f32 * scale,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        stroke(surface, path(points), pen);
    }
}

fn photo(surface: &mut Surface<'_>, [x, y, w, h]: Box4, image: &Image) {
    let (pw, ph) = image.size();
    let scale = (w / pw as f32).min(h / ph as f32);
    if let Some(size) = Size::from_wh(pw as f32 * scale, ph as f32 * scale) {
        surface.push_transform(&Transform::from_translate(x, y));
        surface.draw_image(image.clone(), size);
        surface.pop();
    }
}
