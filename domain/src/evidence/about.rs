//! What a piece of evidence says of itself beyond its bytes: a body camera's times, a document's source, a paper page.
//!
//! Exists because three duties need more than a caption: the whole-process recording (R01 第十九条第3款, 第二十条), the
//! source of copied papers (R26 十（四）), and paper originals written in afterwards (R01 第二十条, R19 二（五）6). Invariant:
//! a recording's reference is evidence like any other, with bytes and a digest, so that it is sealed and sent like them.

#[cfg(test)]
mod tests;

use super::{Evidence, EvidenceKind};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Longest number of a camera, in characters.
const CAMERA_CHARS_MAX: usize = 64;
/// Longest name or words of a source, in characters.
const SOURCE_CHARS_MAX: usize = 200;
/// A recording of one visit does not last longer, in milliseconds.
const RECORDING_MS_MAX: i64 = 24 * 3600 * 1000;
/// A clock that is further off has another date: the officer corrects it, not us. Seconds.
const CLOCK_AHEAD_S_MAX: i64 = 7 * 24 * 3600;
/// Pages of one paper.
pub const PAGES_MAX: u32 = 999;

/// A recording on a body camera (执法记录仪).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// Number on the device.
    pub camera: String,
    /// Begin, by the camera's own clock.
    pub from: Timestamp,
    /// End, by the camera's own clock.
    pub to: Timestamp,
    /// How far the camera's clock is ahead of the tablet's, in seconds; negative = behind.
    pub ahead_s: i64,
}

impl Recording {
    /// The reference as text: the bytes whose digest the record names. One line a fact, times in milliseconds.
    pub fn reference(&self) -> String {
        format!(
            "suicha body camera v1\ncamera {}\nfrom {}\nto {}\nahead_s {}\n",
            self.camera, self.from.0, self.to.0, self.ahead_s
        )
    }

    /// Whether the facts can be: a number on one line, an end after its begin, within a day.
    pub fn fits(&self) -> bool {
        let length = self.to.0.checked_sub(self.from.0);
        let camera = self.camera.trim();
        !camera.is_empty()
            && camera == self.camera
            && camera.chars().count() <= CAMERA_CHARS_MAX
            && !camera.chars().any(char::is_control)
            && length.is_some_and(|ms| (1..=RECORDING_MS_MAX).contains(&ms))
            && (-CLOCK_AHEAD_S_MAX..=CLOCK_AHEAD_S_MAX).contains(&self.ahead_s)
    }
}

/// Which page, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pages {
    /// Number of this page, from 1.
    pub page: u32,
    /// Number of pages of the paper.
    pub of: u32,
}

impl Pages {
    /// Whether there can be such a page.
    pub const fn fits(self) -> bool {
        self.page >= 1 && self.page <= self.of && self.of <= PAGES_MAX
    }
}

/// Pages that papers of so many pages should have and that are not among these. Two papers of the same length count as
/// one: whether a page was taken twice for sharpness or belongs to another paper, nobody can tell from its number.
pub fn missing_pages(have: &BTreeSet<Pages>) -> Vec<Pages> {
    let lengths: BTreeSet<u32> = have.iter().map(|pages| pages.of).collect();
    let due = lengths
        .into_iter()
        .flat_map(|of| (1..=of).map(move |page| Pages { page, of }));
    due.filter(|page| !have.contains(page)).collect()
}

/// What is said of the piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// A body camera's recording.
    Recording(Recording),
    /// A page copied from a paper that somebody showed (注明证据的来源); copied when it was photographed.
    Copied {
        /// Who provided it: name, and position where he has one.
        from: String,
        /// The officer compared it with the original and it agrees (与原件核对无异).
        agrees: bool,
        /// The page.
        pages: Pages,
    },
    /// A page of the paper original from which this record was written in afterwards (纸质补录).
    PaperOriginal(Pages),
    /// Marks on a copy; the original is untouched.
    Annotated {
        /// SHA-256 (hex) of the original's bytes.
        of: String,
    },
}

impl About {
    /// The page, where it has one.
    pub const fn pages(&self) -> Option<Pages> {
        match self {
            Self::Recording(_) | Self::Annotated { .. } => None,
            Self::Copied { pages, .. } | Self::PaperOriginal(pages) => Some(*pages),
        }
    }
}

impl Evidence {
    /// SHA-256 of the original whose copy was marked; none for every other piece.
    pub fn marks_on(&self) -> Option<&str> {
        match self.about.as_deref() {
            Some(About::Annotated { of }) => Some(of),
            Some(About::Recording(_) | About::Copied { .. } | About::PaperOriginal(_)) | None => None,
        }
    }

    /// A picture on which something can be pointed out.
    pub const fn can_be_marked(&self) -> bool {
        match self.kind {
            EvidenceKind::Photo | EvidenceKind::PhotoImported | EvidenceKind::Document => true,
            EvidenceKind::Audio
            | EvidenceKind::Video
            | EvidenceKind::BodyCamera
            | EvidenceKind::Annotated => false,
        }
    }
}

/// The pieces with each marked copy right behind its original; otherwise in their order.
pub fn beside_originals<T>(pieces: Vec<T>, of: impl Fn(&T) -> &Evidence) -> Vec<T> {
    let (copies, others): (Vec<T>, Vec<T>) = pieces.into_iter().partition(|p| of(p).marks_on().is_some());
    let mut copies: Vec<Option<T>> = copies.into_iter().map(Some).collect();
    let mut out = Vec::new();
    for piece in others {
        let sha256 = of(&piece).sha256.clone();
        out.push(piece);
        for copy in &mut copies {
            let mine = copy.as_ref().is_some_and(|c| of(c).marks_on() == Some(&sha256));
            out.extend(copy.take_if(|_| mine));
        }
    }
    // The original stands elsewhere.
    out.extend(copies.into_iter().flatten());
    out
}

/// Whether a piece says what its kind must say, and nothing else.
pub(crate) fn fits(evidence: &Evidence) -> bool {
    match (evidence.kind, evidence.about.as_deref()) {
        (EvidenceKind::BodyCamera, Some(About::Recording(recording))) => {
            let reference = recording.reference();
            recording.fits()
                && evidence.derived.is_none()
                && evidence.size_bytes == reference.len() as u64
                && evidence.sha256 == hex::encode(Sha256::digest(reference))
        }
        (EvidenceKind::Document, Some(About::Copied { from, pages, .. })) => {
            let words = from.chars().count();
            pages.fits() && !from.trim().is_empty() && words <= SOURCE_CHARS_MAX
        }
        (EvidenceKind::Document, Some(About::PaperOriginal(pages))) => pages.fits(),
        // A small copy of a copy would be a third picture of one thing.
        (EvidenceKind::Annotated, Some(About::Annotated { of })) => {
            *of != evidence.sha256 && evidence.derived.is_none()
        }
        (
            EvidenceKind::Photo | EvidenceKind::PhotoImported | EvidenceKind::Audio | EvidenceKind::Video,
            None,
        ) => true,
        (
            EvidenceKind::Photo
            | EvidenceKind::PhotoImported
            | EvidenceKind::Audio
            | EvidenceKind::Video
            | EvidenceKind::Document
            | EvidenceKind::BodyCamera
            | EvidenceKind::Annotated,
            _,
        ) => false,
    }
}
