//! Fonts of a folder: which of them draws a character, and how wide it is.
//!
//! Every font file counts, in the order of names; bold ones draw headings. A font that holds rare surnames is laid
//! beside the others and is asked when they have nothing.

use super::PdfError;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::MapVariant;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use std::path::Path;
use std::sync::Arc;

/// Weights from here on are bold (OpenType `usWeightClass`: 600 = semi-bold).
const BOLD: f32 = 600.0;
/// Of a font collection the face whose family ends like this draws Chinese as it is written on the mainland.
const MAINLAND: &str = " SC";
/// What every sheet needs; a font without them is none.
const NEEDED: [char; 4] = ['\u{4E2D}', 'A', '0', '['];

/// One font file, ready to measure and to embed.
#[derive(Debug)]
struct Face {
    bytes: Arc<Vec<u8>>,
    index: u32,
    bold: bool,
    font: Font,
}

/// Every font of a folder.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
}

/// Thin or thick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Glyphs of one font in a row, and the text they draw.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In ems.
    pub(super) width: f32,
}

impl Fonts {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`PdfError::NoFont`] when nothing in it draws Chinese.
    pub fn open(dir: Option<&Path>) -> Result<Self, PdfError> {
        let none = || PdfError::NoFont(dir.map_or_else(String::new, |d| d.display().to_string()));
        let entries = std::fs::read_dir(dir.ok_or_else(none)?).map_err(|_| none())?;
        let mut files: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
        files.sort_unstable();
        let is_font = |path: &Path| {
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            ["ttf", "otf", "ttc", "otc"].contains(&ending.to_ascii_lowercase().as_str())
        };
        let read = |path: &std::path::PathBuf| Face::of(std::fs::read(path).ok()?);
        let faces: Vec<Face> = files.iter().filter(|p| is_font(p)).filter_map(read).collect();
        let fonts = Self { faces };
        let draws = |c: char| fonts.glyph(c, None, Weight::Regular).is_some();
        match NEEDED.into_iter().all(draws) {
            true => Ok(fonts),
            false => Err(none()),
        }
    }

    /// The first font that has this character, bold ones first for headings.
    fn glyph(&self, c: char, variant: Option<char>, weight: Weight) -> Option<(&Face, GlyphId, f32)> {
        let wanted = weight == Weight::Bold;
        let (first, then): (Vec<&Face>, Vec<&Face>) = self.faces.iter().partition(|f| f.bold == wanted);
        first.into_iter().chain(then).find_map(|face| {
            let (glyph, width) = face.glyph(c, variant)?;
            Some((face, glyph, width))
        })
    }

    /// How a text is drawn: a run for each font it needs. What no font has is named, and told to `lacking`.
    pub(super) fn shape(&self, text: &str, weight: Weight, lacking: &mut dyn FnMut(char)) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let variant = chars.next_if(|next| is_selector(*next));
            if is_invisible(c) {
                continue;
            }
            let shown = if c.is_control() { ' ' } else { c };
            if let Some(drawn) = self.glyph(shown, variant, weight) {
                push(&mut runs, shown, drawn);
                continue;
            }
            lacking(c);
            for c in name(c).chars() {
                // The letters of a name are in every font that was taken: see `NEEDED`.
                if let Some(drawn) = self.glyph(c, None, weight) {
                    push(&mut runs, c, drawn);
                }
            }
        }
        runs
    }

    /// The width of a text in ems.
    pub(super) fn width(&self, text: &str, weight: Weight) -> f32 {
        self.shape(text, weight, &mut |_| ())
            .iter()
            .map(|r| r.width)
            .sum()
    }
}

impl Face {
    fn of(bytes: Vec<u8>) -> Option<Self> {
        let index = match FileRef::new(&bytes).ok()? {
            FileRef::Font(_) => 0,
            FileRef::Collection(all) => {
                let mainland = |font: &FontRef<'_>| {
                    let mut names = font.localized_strings(StringId::FAMILY_NAME);
                    names.any(|name| name.to_string().ends_with(MAINLAND))
                };
                let found = (0..all.len()).find(|n| all.get(*n).is_ok_and(|font| mainland(&font)));
                found.unwrap_or(0)
            }
        };
        let weight = FontRef::from_index(&bytes, index).ok()?.attributes().weight;
        let bytes = Arc::new(bytes);
        Some(Self {
            index,
            bold: weight.value() >= BOLD,
            font: Font::new(bytes.clone().into(), index)?,
            bytes,
        })
    }

    /// The glyph of a character and its width in ems.
    fn glyph(&self, c: char, variant: Option<char>) -> Option<(GlyphId, f32)> {
        let font = FontRef::from_index(&self.bytes, self.index).ok()?;
        let map = font.charmap();
        let plain = map.map(c)?;
        let glyph = match variant.and_then(|v| map.map_variant(c, v)) {
            Some(MapVariant::Variant(glyph)) => glyph,
            Some(MapVariant::UseDefault) | None => plain,
        };
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let width = metrics.advance_width(glyph)? / self.font.units_per_em();
        Some((GlyphId::new(glyph.to_u32()), width))
    }
}

fn push(runs: &mut Vec<Run>, c: char, (face, glyph, width): (&Face, GlyphId, f32)) {
    if runs.last().is_none_or(|run| run.font != face.font) {
        runs.push(Run {
            font: face.font.clone(),
            text: String::new(),
            glyphs: Vec::new(),
            width: 0.0,
        });
    }
    let run = runs.last_mut().expect("one was pushed if there was none");
    let begin = run.text.len();
    run.text.push(c);
    let range = begin..run.text.len();
    run.glyphs
        .push(KrillaGlyph::new(glyph, width, 0.0, 0.0, 0.0, range, None));
    run.width += width;
}

/// How a character that cannot be drawn is named.
pub(super) fn name(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Chooses another shape of the character before it (Unicode, `Variation_Selector`).
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Draws nothing by definition (Unicode, `Default_Ignorable_Code_Point`, those that people paste).
fn is_invisible(c: char) -> bool {
    is_selector(c) || matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}
