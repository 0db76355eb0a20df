//! Selection order: one permutation of a stratum, of which every sample is a prefix (draw protocol §2.7).
//!
//! A top-up is the next position; nothing is ever drawn again.

use super::stream::Stream;
use std::collections::BTreeMap;

fn place(i: u64) -> usize {
    usize::try_from(i).expect("a roster in memory has indices in memory")
}

/// The first `k` positions of the permutation of `0..n` (forward Durstenfeld). `k ≤ n`.
pub fn prefix(n: u32, k: u32, stream: &mut Stream) -> Vec<u32> {
    let k = k.min(n);
    if u64::from(k) * 8 < u64::from(n) {
        return prefix_sparse(n, k, stream);
    }
    let mut cards: Vec<u32> = (0..n).collect();
    for i in 0..u64::from(k) {
        let j = i + stream.below(u64::from(n) - i);
        cards.swap(place(i), place(j));
    }
    cards.truncate(place(u64::from(k)));
    cards
}

/// The same, touching only what moves: a tablet replays a draw from millions without the roster.
pub fn prefix_sparse(n: u32, k: u32, stream: &mut Stream) -> Vec<u32> {
    let mut moved: BTreeMap<u32, u32> = BTreeMap::new();
    let mut out = Vec::new();
    for i in 0..k.min(n) {
        let step = stream.below(u64::from(n - i));
        let j = i + u32::try_from(step).expect("below n - i, which is 32 bits");
        let here = moved.remove(&i).unwrap_or(i);
        out.push(if i == j {
            here
        } else {
            moved.insert(j, here).unwrap_or(j)
        });
    }
    out
}
