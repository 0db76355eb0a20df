//! Changes on the wire without what the receiver can derive, rebuilt byte for byte.
//!
//! A raw change spends about 100 of its 150 bytes on a checksum, the hash of the change before it, and its
//! actor; hashes do not compress. A frame names dependencies by position, actors and messages by table, and
//! predicts counters. The receiver rebuilds the exact chunk, hashes it, and the frame's heads must come out:
//! since every change contains the hashes of those before it, one wrong bit anywhere is seen.

pub(crate) mod chunk;
mod layout;
mod read;
mod write;

pub use read::from_frame;
pub use write::to_frame;

/// Why a frame is not readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Not a frame, or cut.
    #[error("not a frame, or cut")]
    Unreadable,
    /// More or larger changes than one document may bring at once.
    #[error("the frame is too large")]
    TooLarge,
    /// The rebuilt changes do not have the hashes the frame names.
    #[error("the rebuilt changes have other hashes")]
    WrongHash,
    /// Not made of plain change chunks.
    #[error("not a plain change chunk")]
    NotAChange,
}

impl FrameError {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "frame.unreadable",
            Self::TooLarge => "frame.too_large",
            Self::WrongHash => "frame.wrong_hash",
            Self::NotAChange => "frame.not_a_change",
        }
    }
}
