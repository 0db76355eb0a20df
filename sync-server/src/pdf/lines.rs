//! Lines: a text broken where Chinese and Latin may be broken, so that each part fits.
//!
//! Breaks are those of UAX #14, strict: no line begins with a closing mark.

use super::fonts::{Fonts, Weight};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// In points.
    pub(super) size: f32,
    pub(super) weight: Weight,
}

impl Style {
    pub(super) const fn plain(size: f32) -> Self {
        Self {
            size,
            weight: Weight::Regular,
        }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self {
            size,
            weight: Weight::Bold,
        }
    }
}

/// Breaks a text into lines of at most `width` points. A word longer than a line is cut where it must be.
pub(super) fn broken(text: &str, style: Style, width: f32, fonts: &Fonts) -> Vec<String> {
    let breaker = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let measure = |part: &str| fonts.width(part.trim_end(), style.weight) * style.size;
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut begin = 0;
        for end in breaker.segment_str(paragraph).skip(1) {
            let part = &paragraph[begin..end];
            begin = end;
            if measure(&format!("{line}{part}")) <= width {
                line.push_str(part);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in part.chars() {
                if !line.is_empty() && measure(&format!("{line}{c}")) > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
        .iter_mut()
        .for_each(|line| line.truncate(line.trim_end().len()));
    lines
}
