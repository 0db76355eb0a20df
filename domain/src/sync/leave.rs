//! Leaving (退出): whether a tablet may be emptied. It may not while anything on it is not safe at the office.
//!
//! Exists because signing out is how other programs lost a day's work: what was on the device only went with the
//! log-in. Invariant: with something left the answer is yes only when the office granted it, and a file holds all of
//! it and was read back from where it lies. The shell deletes; nothing here does.

use super::engine::{Engine, SavedState};
use super::parcel::Manifest;
use crate::guard::stands;
use crate::id::InspectionId;
use crate::time::Timestamp;
use crate::wire::sync::Sha256Bytes;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What on a tablet the office does not hold safely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// Inspections with marks in memory only: no file can hold those yet.
    pub docs_typed: usize,
    /// Inspections that the server has not received, or refused.
    pub docs_unsent: usize,
    /// Inspections that it received and does not call safe.
    pub docs_not_safe: usize,
    /// Pieces of evidence that it has not received.
    pub pieces_unsent: usize,
    /// Their bytes.
    pub bytes_unsent: u64,
    /// Pieces that it received and does not call safe.
    pub pieces_not_safe: usize,
    /// Bytes set aside here because they were damaged: no file can hold them.
    pub set_aside: usize,
}

impl Remains {
    /// Everything is safe.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A file that holds what was not safe when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    docs: BTreeMap<InspectionId, [u8; 32]>,
    pieces: BTreeSet<Sha256Bytes>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Pieces whose bytes could not be read here, so that the file names them only.
    pub unreadable: usize,
    /// It was read back from where it lies and is the same.
    pub read_back: bool,
}

impl Copied {
    /// A file of this manifest, not read back yet.
    pub fn new(manifest: &Manifest, sha256: [u8; 32], unreadable: usize) -> Self {
        Self {
            docs: manifest
                .docs
                .iter()
                .map(|doc| (doc.id.clone(), Sha256::digest(&doc.changes).into()))
                .collect(),
            pieces: manifest.evidence.iter().map(|piece| piece.sha256).collect(),
            sha256,
            unreadable,
            read_back: false,
        }
    }

    /// Everything that is not safe now is in it, as it is now.
    pub fn covers(&self, now: &Manifest) -> bool {
        let doc = |id: &InspectionId, changes: &[u8]| {
            self.docs
                .get(id)
                .is_some_and(|kept| kept[..] == Sha256::digest(changes)[..])
        };
        now.docs.iter().all(|d| doc(&d.id, &d.changes))
            && now
                .evidence
                .iter()
                .all(|piece| self.pieces.contains(&piece.sha256))
    }
}

/// Why a tablet may not be emptied now. Each is a step of the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotYet {
    /// Something is not safe, and nobody at the office granted that it goes.
    NotGranted,
    /// No file holds all of it.
    NotCopied,
    /// The file was not read back.
    NotReadBack,
    /// Marks drawn on photos are no copy yet: no file holds those.
    StillDrawn,
}

/// Whether the tablet may be emptied now; `drawn` counts its photos with marks that are no copy yet, of which the
/// engine knows nothing.
///
/// # Errors
/// [`NotYet`].
pub fn may_leave(
    engine: &Engine,
    now: Timestamp,
    drawn: usize,
    granted: bool,
    copied: Option<&Copied>,
) -> Result<(), NotYet> {
    if !stands("leaving-waits-for-safe") {
        return Ok(());
    }
    safe_or_granted(engine, now, granted, copied)?;
    match drawn {
        0 => Ok(()),
        _ => Err(NotYet::StillDrawn),
    }
}

fn safe_or_granted(
    engine: &Engine,
    now: Timestamp,
    granted: bool,
    copied: Option<&Copied>,
) -> Result<(), NotYet> {
    if engine.remains().is_nothing() {
        return Ok(());
    }
    if !granted && stands("leaving-is-granted") {
        return Err(NotYet::NotGranted);
    }
    match copied {
        _ if engine.remains().docs_typed > 0 => Err(NotYet::NotCopied),
        _ if !stands("leaving-leaves-a-copy") => Ok(()),
        Some(file) if file.covers(&engine.export(now, SavedState::Safe)) => match file.read_back {
            true => Ok(()),
            false => Err(NotYet::NotReadBack),
        },
        Some(_) | None => Err(NotYet::NotCopied),
    }
}
