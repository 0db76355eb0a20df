//! A checkpoint (C2SP tlog-checkpoint): origin, size and root of a log, as the text that is signed.

use super::note::NoteError;
use crate::digest::Digest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// State of a log at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
}

impl Checkpoint {
    /// The three lines that are signed.
    pub fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            STANDARD.encode(self.root.0)
        )
    }

    /// Reads the text of a checkpoint. Extension lines are refused: our logs write none.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut lines = text.strip_suffix('\n').ok_or(NoteError::Malformed)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(NoteError::Malformed);
        };
        let root = STANDARD.decode(root).ok().and_then(|r| r.try_into().ok());
        let checkpoint = Self {
            origin: origin.to_owned(),
            size: size.parse().map_err(|_| NoteError::Malformed)?,
            root: Digest(root.ok_or(NoteError::Malformed)?),
        };
        // Writing it again catches signs, leading zeros and an empty origin at once.
        if origin.is_empty() || checkpoint.text() != text {
            return Err(NoteError::Malformed);
        }
        Ok(checkpoint)
    }
}
