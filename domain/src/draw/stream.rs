//! Streams: from the seed to whole numbers without bias, one stream for each use (draw protocol §2.5, §2.6).
//!
//! A stream is the ChaCha20 keystream of its own key, read as consecutive little-endian 64-bit words. Nothing
//! but whole words is ever taken, and every word is counted.

use crate::digest::{Digest, hmac, push_lp};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// `objects`, `match`, `unit`, `part`, `team`, `replace`.
    pub stage: &'a str,
    /// Stratum key, parent id, or empty.
    pub stratum: &'a str,
    /// `order`, `alloc`, `slots`, `pick`, `left`, `mix`, `wticket`, `late`, `inspector`.
    pub purpose: &'a str,
    /// Restart or replacement number; 0 otherwise.
    pub ctr: u64,
}

/// `HMAC(seed, LP("ssj-draw/1 stream") ‖ LP(stage) ‖ LP(stratum) ‖ LP(purpose) ‖ u64be(ctr))`.
pub fn key(seed: &Digest, name: Name<'_>) -> Digest {
    let mut label = Vec::new();
    for part in ["ssj-draw/1 stream", name.stage, name.stratum, name.purpose] {
        push_lp(&mut label, part.as_bytes());
    }
    label.extend_from_slice(&name.ctr.to_be_bytes());
    hmac(&seed.0, &[&label])
}

/// Consecutive words of one stream.
#[derive(Clone, Debug)]
pub struct Stream {
    words: ChaCha20Rng,
    used: u64,
}

impl Stream {
    /// The stream of this name under this seed.
    pub fn open(seed: &Digest, name: Name<'_>) -> Self {
        Self::with_key(&key(seed, name))
    }

    /// The stream of a given key.
    pub fn with_key(key: &Digest) -> Self {
        Self {
            words: ChaCha20Rng::from_seed(key.0),
            used: 0,
        }
    }

    /// The next word.
    pub fn word(&mut self) -> u64 {
        self.used += 1;
        self.words.next_u64()
    }

    /// Words taken so far.
    pub fn used(&self) -> u64 {
        self.used
    }

    /// Uniform in `0..n`, exactly: Lemire's multiplication with rejection. `n` is at least 1; with n = 1 one
    /// word is consumed all the same.
    pub fn below(&mut self, n: u64) -> u64 {
        let reject_below = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.word()) * u128::from(n);
            // The low half decides; its truncation is meant.
            #[allow(clippy::cast_possible_truncation, reason = "the low 64 bits of the product")]
            if product as u64 >= reject_below {
                return (product >> 64) as u64;
            }
        }
    }
}
