//! Sample sizes of strata, in whole numbers only (draw protocol §2.8).

use super::leaf::StratumSize;
use super::order;
use super::plan::Rule;
use super::seed::OpenError;
use super::stream::{Name, Stream};
use crate::digest::Digest;

/// "Not less than num/den": `min(N, max(min, ceil(N·num/den)))`; nothing of an empty stratum.
pub fn ratio_ceil(n: u64, num: u64, den: u64, min: u64) -> u64 {
    if n == 0 {
        return 0;
    }
    let share = (u128::from(n) * u128::from(num)).div_ceil(u128::from(den.max(1)));
    u64::try_from(share).unwrap_or(u64::MAX).max(min).min(n)
}

/// Shares a total by weight with bounds: largest remainder first, ties in the order `tie` (places of strata).
/// `None` if the bounds contradict the total.
pub fn share(total: u64, weights: &[u64], min: &[u64], cap: &[u64], tie: &[usize]) -> Option<Vec<u64>> {
    let wide = |values: &[u64]| values.iter().map(|v| i128::from(*v)).collect::<Vec<_>>();
    let (q, min, cap, total) = (wide(weights), wide(min), wide(cap), i128::from(total));
    let sum: i128 = q.iter().sum();
    if min.iter().sum::<i128>() > total
        || cap.iter().sum::<i128>() < total
        || min.iter().zip(&cap).any(|(a, b)| a > b)
    {
        return None;
    }
    let quota = |h: usize| if sum == 0 { 0 } else { total * q[h] / sum };
    let mut m: Vec<i128> = (0..q.len()).map(|h| quota(h).clamp(min[h], cap[h])).collect();
    let rest = |m: &[i128], h: usize| total * q[h] - m[h] * sum;
    loop {
        let have: i128 = m.iter().sum();
        if have == total {
            return m.into_iter().map(|v| u64::try_from(v).ok()).collect();
        }
        // `tie` is searched in its order and only a strictly better stratum replaces the first found.
        let mut best: Option<usize> = None;
        for &h in tie {
            let open = if have < total {
                m[h] < cap[h]
            } else {
                m[h] > min[h]
            };
            let better = |b: usize| {
                if have < total {
                    rest(&m, h) > rest(&m, b)
                } else {
                    rest(&m, h) < rest(&m, b)
                }
            };
            if open && best.is_none_or(better) {
                best = Some(h);
            }
        }
        m[best?] += if have < total { 1 } else { -1 };
    }
}

/// Sizes of all strata, in their order, and the order of strata that breaks ties with its words used (empty
/// without a rule `total`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Size of each stratum.
    pub m: Vec<u64>,
    /// Places of the strata in the order that breaks ties.
    pub tie: Vec<usize>,
    /// Words the order of ties consumed.
    pub words: u64,
}

/// True if the bounds of the strata can meet the total, whatever the order of ties.
pub fn can_share(strata: &[StratumSize], total: Option<u64>) -> bool {
    let tie: Vec<usize> = (0..strata.len()).collect();
    shared(strata, total, &tie).is_some()
}

/// Sample sizes under a seed.
///
/// # Errors
/// [`OpenError::Sizes`] if minima and caps contradict the total.
pub fn sizes(strata: &[StratumSize], total: Option<u64>, seed: &Digest) -> Result<Sizes, OpenError> {
    let mut stream = Stream::open(
        seed,
        Name {
            stage: "objects",
            stratum: "",
            purpose: "alloc",
            ctr: 0,
        },
    );
    let mut tie = Vec::new();
    if strata.iter().any(|s| matches!(s.rule, Rule::Total { .. })) {
        let mut by_key: Vec<usize> = (0..strata.len()).collect();
        by_key.sort_by(|a, b| strata[*a].key.cmp(&strata[*b].key));
        let n = u32::try_from(by_key.len()).map_err(|_| OpenError::Sizes)?;
        tie = order::prefix(n, n, &mut stream)
            .into_iter()
            .map(|i| by_key[i as usize])
            .collect();
    }
    let m = shared(strata, total, &tie).ok_or(OpenError::Sizes)?;
    Ok(Sizes {
        m,
        tie,
        words: stream.used(),
    })
}

fn shared(strata: &[StratumSize], total: Option<u64>, tie: &[usize]) -> Option<Vec<u64>> {
    let mut m = vec![0; strata.len()];
    let mut sharing: Vec<(usize, u64, u64, u64)> = Vec::new();
    for (h, stratum) in strata.iter().enumerate() {
        let can = stratum.can.unwrap_or(stratum.n);
        match stratum.rule {
            Rule::RatioCeil { num, den, min } => m[h] = ratio_ceil(stratum.n, num, den, min).min(can),
            Rule::Total { q, min, cap } => {
                let cap = cap.unwrap_or(can).min(can);
                sharing.push((h, q.unwrap_or(stratum.n), min.min(can), cap));
            }
        }
    }
    if sharing.is_empty() {
        return Some(m);
    }
    let column = |f: fn(&(usize, u64, u64, u64)) -> u64| sharing.iter().map(f).collect::<Vec<_>>();
    let inner = |h: &usize| sharing.iter().position(|s| s.0 == *h);
    let tie: Vec<usize> = tie.iter().filter_map(inner).collect();
    let given = share(total?, &column(|s| s.1), &column(|s| s.2), &column(|s| s.3), &tie)?;
    for (s, size) in sharing.iter().zip(given) {
        m[s.0] = size;
    }
    Some(m)
}
