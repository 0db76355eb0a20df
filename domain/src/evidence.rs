//! Evidence (证据): bytes addressed by the SHA-256 taken before any processing, with a manifest in the document.
//!
//! Bytes travel apart from documents and leave the tablet only when the server calls them *safe*.

pub mod about;
pub mod exif;

pub use about::{About, PAGES_MAX, Pages, Recording, beside_originals, missing_pages};

use crate::id::{DeviceId, EvidenceId, ItemId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What kind of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// 照片, taken with the viewfinder or the camera input.
    Photo,
    /// 照片 picked from a file or gallery (相册导入); labelled as such.
    PhotoImported,
    /// 录音.
    Audio,
    /// 录像.
    Video,
    /// 文书扫描: a page of a document, photographed; [`About`] says where it comes from.
    Document,
    /// A recording that stays on a body camera: its bytes here are the reference ([`Recording::reference`]) only.
    BodyCamera,
    /// 标注副本: a copy of a picture with marks drawn on it; [`About`] names the original. It stands for no photo.
    Annotated,
}

impl EvidenceKind {
    /// Sound or film: no small copy is made of it.
    pub const fn is_recording(self) -> bool {
        matches!(self, Self::Audio | Self::Video)
    }

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::PhotoImported => "photo_imported",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Document => "document",
            Self::BodyCamera => "body_camera",
            Self::Annotated => "annotated",
        }
    }
}

/// Where it was taken, or why that is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum Place {
    /// WGS-84 fix. Degrees × 10^7 and centimetres as integers, so that every encoder agrees.
    Fix {
        /// Latitude in 1e-7 degrees.
        lat_e7: i64,
        /// Longitude in 1e-7 degrees.
        lon_e7: i64,
        /// Accuracy radius (95 %) in centimetres.
        accuracy_cm: u64,
        /// When the fix was made (device clock).
        at: Timestamp,
    },
    /// No fix, and why (`denied`, `timeout`, `unavailable`, `copy`, or the officer's words).
    None {
        /// The reason.
        reason: String,
    },
}

/// Degrees of a [`Place::Fix`] in words: five digits are about a metre, as much as a telephone knows.
pub fn degrees(e7: i64) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let e5 = (e7.unsigned_abs() + 50) / 100;
    format!("{sign}{}.{:05}", e5 / 100_000, e5 % 100_000)
}

/// One piece of evidence as the document carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Random id, unique in the inspection.
    pub id: EvidenceId,
    /// Kind.
    pub kind: EvidenceKind,
    /// The item it proves; absent = the inspection as a whole (or the skip).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// SHA-256 (hex, 64) of the original bytes before any processing.
    pub sha256: String,
    /// Length of the original in bytes.
    pub size_bytes: u64,
    /// Media type by content (`image/jpeg`), not by name.
    pub media_type: String,
    /// SHA-256 of the derived small copy, when one was made, and its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<Derived>,
    /// Device clock at capture.
    pub taken_at: Timestamp,
    /// The clock was not checked against the server in this session (时间未校准).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_unchecked: bool,
    /// Place or why none.
    pub place: Place,
    /// The tablet that holds the original.
    pub device: DeviceId,
    /// Caption typed by the officer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// What only this kind has to say; none for what explains itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Box<About>>,
}

/// A derived copy: about 300 kB, long edge 2048 px, for review and print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    /// SHA-256 (hex) of the derived bytes.
    pub sha256: String,
    /// Length in bytes.
    pub size_bytes: u64,
}
