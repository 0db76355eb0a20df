//! Frames of a journal file: `length ‖ SHA-256 ‖ bytes`, one after the other.
//!
//! Exists so that a cut tail, a torn write or a flipped bit costs only the frame it hit. Invariant: a frame is
//! read only if its digest is right.

use crate::guard::stands;
use sha2::{Digest, Sha256};

const HEAD: usize = 36;

/// One frame around these bytes.
pub fn frame(payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a frame is shorter than 4 GiB");
    let mut bytes = Vec::with_capacity(payload.len() + HEAD);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(payload));
    bytes.extend_from_slice(payload);
    bytes
}

/// The whole frames of a file, and how many of its bytes belong to none. Behind damage the next whole frame is
/// looked for: sealed bytes name a length that fits by chance about once in four thousand places.
pub fn read_frames(mut bytes: &[u8]) -> (Vec<&[u8]>, usize) {
    let (mut frames, mut damaged) = (Vec::new(), 0);
    while !bytes.is_empty() {
        if let Some((payload, rest)) = first(bytes) {
            frames.push(payload);
            bytes = rest;
        } else if stands("damage-in-a-journal-ends-at-the-next-frame") {
            damaged += 1;
            bytes = &bytes[1..];
        } else {
            return (frames, damaged + bytes.len());
        }
    }
    (frames, damaged)
}

fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let (payload, rest) = rest.split_at_checked(length)?;
    // Zeros, which a torn write leaves, would name an empty frame; none is ever written.
    (length > 0 && Sha256::digest(payload)[..] == head[4..]).then_some((payload, rest))
}
