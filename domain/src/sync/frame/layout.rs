//! What writing and reading a frame share: tags, bounds, predictions, and the check of the hashes.

use super::FrameError;
use super::chunk::{Parts, operations, parse};
use crate::inspection::change::Change;

pub(super) const VERSION: u8 = 1;
/// Tags of the sections (`wire::braid`): head, then tables, then one stream for each field, then two sections for
/// each column of the storage format: sizes and bytes.
pub(super) const TAG_HEAD: u64 = 0;
pub(super) const TAG_HEADS: u64 = 1;
pub(super) const TAG_OUTSIDE: u64 = 2;
pub(super) const TAG_ACTORS: u64 = 3;
pub(super) const TAG_MESSAGES: u64 = 4;
pub(super) const TAG_EXTRAS: u64 = 5;
pub(super) const TAG_SHAPES: u64 = 6;
pub(super) const TAG_STREAMS: u64 = 7;
pub(super) const TAG_COLUMNS: u64 = 32;
/// Most changes in one frame: an inspection of a long day has hundreds.
pub(super) const CHANGES_MAX: usize = 20_000;
/// Most bytes of the rebuilt changes together.
pub(super) const REBUILT_MAX: usize = 4 << 20;
/// Longest table or list of one change.
pub(super) const LIST_MAX: usize = 4_096;

pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

pub(super) fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

/// The first bytes of the hashes of those changes that no other of the frame rests on. Every change holds the
/// hashes of those before it, so these vouch for all of them; 64 bits are plenty against accidents, and against
/// malice nothing here protects: that is what admission is for.
pub(super) fn checks(changes: &[Change]) -> Result<Vec<u8>, FrameError> {
    let mut below = std::collections::BTreeSet::new();
    for change in changes {
        below.extend(parse(&change.bytes).ok_or(FrameError::NotAChange)?.deps);
    }
    let mut heads: Vec<&[u8]> = changes
        .iter()
        .filter(|c| !below.contains(&c.id))
        .filter_map(|c| c.id.0.get(..8))
        .collect();
    heads.sort_unstable();
    Ok(heads.concat())
}

/// First operation of the change after this one, if that rests on it: most do.
pub(super) fn start_after(parts: &Parts) -> i64 {
    let count = operations(parts).unwrap_or(0);
    parts.start_op.wrapping_add(count) as i64
}
