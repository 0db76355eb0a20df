//! Acts after the seal (签封后事项): what the officers do with a record that is fixed already.
//!
//! Exists because some duties begin only when there is a record: a copy is handed over, remedies are told, the file of a
//! body camera is copied from its dock. Invariant: an act says something *about* a sealed record and never changes it;
//! it is written once, by whoever did it, and is neither altered nor removed. A mistaken act is followed by another.

use super::view::Stamp;
use crate::id::EvidenceId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How a copy of the record reached the subject. Two rule texts name direct service and the post as examples of lawful
/// ways (直接送达、邮寄送达等: R12 第十七条, R20 第十八条); the others are what a tablet makes possible on site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyMeans {
    /// 纸质: the whole record on A4, handed over.
    PaperA4,
    /// 小票: the slip with number, key and code.
    PaperSlip,
    /// 拍照: they photographed the code on the screen or on the slip.
    Photographed,
    /// 电子送达, to the address stated.
    Electronic,
    /// 邮寄送达, to the address stated.
    Post,
    /// 当事人不要.
    Declined,
}

/// Longest name, position or address that a tablet takes, in characters: what is longer was pasted by mistake. Records
/// that hold more are read all the same.
pub const WHO_CHARS_MAX: usize = 200;

/// Whether this is longer than a name, a position or an address.
pub fn is_too_long(text: &str) -> bool {
    text.trim().chars().count() > WHO_CHARS_MAX
}

impl CopyMeans {
    /// All, in the order offered.
    pub const ALL: [Self; 6] = [
        Self::PaperA4,
        Self::PaperSlip,
        Self::Photographed,
        Self::Electronic,
        Self::Post,
        Self::Declined,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PaperA4 => "paper_a4",
            Self::PaperSlip => "paper_slip",
            Self::Photographed => "photographed",
            Self::Electronic => "electronic",
            Self::Post => "post",
            Self::Declined => "declined",
        }
    }

    /// By its stable name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.code() == code)
    }

    /// Goes to an address, which must be stated.
    pub const fn needs_address(self) -> bool {
        matches!(self, Self::Electronic | Self::Post)
    }
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A copy of the record was given, or was not wanted.
    CopyGiven {
        /// How.
        means: CopyMeans,
        /// To whom, by name.
        to: String,
        /// His position, or how he stands to the subject.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        position: String,
        /// Where it was sent, for what goes to an address.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        address: String,
    },
    /// The subject was told how it may seek redress (救济途径告知).
    RemediesTold {
        /// To whom, by name.
        to: String,
        /// What was told, in the words of the rule.
        text: String,
        /// The rule's article.
        cite: String,
    },
    /// The file of a body camera's recording was read from its dock: its digest, which the reference could not hold.
    RecordingFile {
        /// The reference in the record.
        evidence: EvidenceId,
        /// SHA-256 (hex) of the file.
        sha256: String,
    },
}

/// An act as the document carries it: what was done, and when by the clock of the tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ActRecord {
    #[serde(flatten)]
    pub(crate) act: Act,
    pub(crate) at: Timestamp,
}

/// An act for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActView {
    /// Key in the document.
    pub key: String,
    /// What was done.
    pub act: Act,
    /// Who did it, when, on which tablet.
    pub stamp: Stamp,
}
