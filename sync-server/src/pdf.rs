//! A record sheet as PDF: A4, pages numbered, every glyph embedded.
//!
//! Exists because an archive and a court want a file that looks the same everywhere. Invariants: what stands on it is
//! what [`domain::sheet`] says and nothing else; a sealed record and the same fonts give the same bytes; a character that no
//! font has is named by its code point, never left out.

mod draw;
mod flow;
mod fonts;
mod lines;
mod paper;

pub use fonts::Fonts;

use crate::messages::pdf as words;
use domain::sheet::Sheet;
use domain::time::Timestamp;
use std::collections::BTreeMap;

/// Bytes of photos by SHA-256: of seals and thumbprints that stand in for a signature.
pub type Pictures = BTreeMap<String, Vec<u8>>;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// There is no folder of fonts, or none in it draws Chinese.
    #[error("no font that draws Chinese in {0}")]
    NoFont(String),
    /// The file could not be made.
    #[error("the file could not be made: {0}")]
    Failed(String),
}

/// Lays a sheet out and writes it.
///
/// # Errors
/// [`PdfError::Failed`].
pub fn write(sheet: &Sheet, pictures: Pictures, fonts: &Fonts, now: Timestamp) -> Result<Vec<u8>, PdfError> {
    let images = draw::images(pictures);
    let pages = paper::lay_out(sheet, fonts, &images);
    let title = format!("{} {}", sheet.titles.join(words::AND), sheet.number);
    draw::document(&pages, &title, sheet.sealed_at.unwrap_or(now), &images)
}
