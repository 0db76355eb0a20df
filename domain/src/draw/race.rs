//! The weighted race: chances by whole-number weights, without floats (draw protocol §2.7).
//!
//! Every subject holds as many tickets as its weight; its best ticket counts. That is exactly successive
//! sampling by weight, and a top-up is the next in the race.

use super::stream::{Name, key};
use crate::digest::{Digest, hmac, push_lp};

/// `min over t < w of HM(K, LP(id) ‖ u32be(t))`; `None` for weight 0.
fn ticket(key: &Digest, id: &str, w: u32) -> Option<Digest> {
    let one = |t: u32| {
        let mut input = Vec::new();
        push_lp(&mut input, id.as_bytes());
        input.extend_from_slice(&t.to_be_bytes());
        hmac(&key.0, &[&input])
    };
    (0..w).map(one).min()
}

/// The order of a stratum by weight: places of `items` (id, weight), those of weight 0 left out.
pub fn order(seed: &Digest, stage: &str, stratum: &str, items: &[(&str, u64)]) -> Vec<usize> {
    let name = Name {
        stage,
        stratum,
        purpose: "wticket",
        ctr: 0,
    };
    let key = key(seed, name);
    let mut tickets: Vec<(Digest, &str, usize)> = Vec::new();
    for (place, (id, w)) in items.iter().enumerate() {
        let w = u32::try_from(*w).unwrap_or(u32::MAX);
        tickets.extend(ticket(&key, id, w).map(|t| (t, *id, place)));
    }
    tickets.sort_unstable();
    tickets.into_iter().map(|t| t.2).collect()
}
