//! Statistics on fixed seeds, registered beforehand (draw protocol §4, tests 29 to 33). They never replace the
//! exact proofs; they would show a stream read wrongly or an order built wrongly.

use super::law_tests::chi_square_p;
use super::stream::{Name, Stream};
use super::vector_tests::{digest, items, text, vectors};
use super::{order, race};
use crate::digest::Digest;
use std::collections::BTreeMap;

/// Sixteen looks at 1e-4 in all.
const LEAST_P: f64 = 1e-4 / 16.0;

fn stream(label: &str, number: u64) -> Stream {
    let name = Name {
        stage: "objects",
        stratum: label,
        purpose: "order",
        ctr: number,
    };
    Stream::open(&Digest::of(b"statistics"), name)
}

fn uniform_p(seen: &BTreeMap<Vec<u32>, f64>, cells: usize, runs: f64) -> f64 {
    let expected = runs / cells as f64;
    let met: f64 = seen.values().map(|n| (n - expected).powi(2) / expected).sum();
    let never = (cells - seen.len()) as f64 * expected;
    chi_square_p(met + never, (cells - 1) as f64)
}

/// Test 29, with the shuffle that must fail it.
#[test]
fn orders_of_five_are_uniform_and_the_naive_shuffle_is_not() {
    let (mut right, mut naive) = (BTreeMap::new(), BTreeMap::new());
    let runs = 12_000;
    for run in 0..runs {
        let mut words = stream("five", run);
        *right.entry(order::prefix(5, 5, &mut words)).or_insert(0.0) += 1.0;
        let mut cards: Vec<u32> = (0..5).collect();
        for i in 0..5 {
            let j = words.below(5) as usize;
            cards.swap(i, j);
        }
        *naive.entry(cards).or_insert(0.0) += 1.0;
    }
    let p = uniform_p(&right, 120, runs as f64);
    assert!(p > LEAST_P && p < 1.0 - LEAST_P, "{p}");
    assert!(uniform_p(&naive, 120, runs as f64) < 1e-12);
}

/// Test 30: Kolmogorov and Smirnov on the first position of ten million, four label sets.
#[test]
fn the_first_position_of_ten_million_is_uniform() {
    for label in ["A", "B", "企业", "key"] {
        let n = 10_000_000;
        let runs = 2_000_u64;
        let one = |run| f64::from(order::prefix_sparse(n, 1, &mut stream(label, run))[0]) / f64::from(n);
        let mut at: Vec<f64> = (0..runs).map(one).collect();
        at.sort_by(f64::total_cmp);
        let off = |(i, x): (usize, &f64)| {
            let (low, high) = (i as f64 / runs as f64, (i + 1) as f64 / runs as f64);
            (x - low).abs().max((high - x).abs())
        };
        let d = at.iter().enumerate().map(off).fold(0.0, f64::max);
        // P(D√n > x) ≈ 2·exp(−2x²): above 2.45 it is below LEAST_P.
        assert!(d * (runs as f64).sqrt() < 2.45, "{label}: {d}");
    }
}

/// Test 31: what is drawn first in one stratum says nothing about another, 8 by 8.
#[test]
fn strata_are_independent() {
    let mut seen = BTreeMap::new();
    let runs = 6_400;
    for run in 0..runs {
        let first = |label| order::prefix(8, 1, &mut stream(label, run))[0];
        *seen.entry(vec![first("A"), first("B")]).or_insert(0.0) += 1.0;
    }
    let p = uniform_p(&seen, 64, runs as f64);
    assert!(p > LEAST_P && p < 1.0 - LEAST_P, "{p}");
}

/// Test 17: the published order of 40 subjects by weight, those of weight 0 never drawn.
#[test]
fn the_weighted_order_has_its_known_value() {
    let all = vectors();
    let v = &all["ssj_draw_1"]["weighted_order"];
    let given: Vec<(&str, u64)> = items(&v["items"])
        .iter()
        .map(|i| (text(&i[0]), i[1].as_u64().unwrap()))
        .collect();
    let got: Vec<&str> = race::order(
        &digest(&v["seed"]),
        text(&v["stage"]),
        text(&v["stratum"]),
        &given,
    )
    .into_iter()
    .map(|p| given[p].0)
    .collect();
    assert_eq!(got, items(&v["order"]).iter().map(text).collect::<Vec<_>>());
}

/// Test 32: weights 1, 2, 4, 8 give the law of successive sampling; all 24 orders.
#[test]
fn the_weighted_race_is_successive_sampling() {
    let given = [("a", 1), ("b", 2), ("c", 4), ("d", 8)];
    let runs = 3_000_u32;
    let mut seen: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
    for run in 0..runs {
        let seed = Digest::of(format!("race {run}").as_bytes());
        *seen
            .entry(race::order(&seed, "objects", "W", &given))
            .or_insert(0.0) += 1.0;
    }
    assert_eq!(seen.len(), 24);
    let mut x = 0.0;
    for (order, n) in &seen {
        let (mut left, mut p) = (15.0, 1.0);
        for i in order {
            let w = given[*i].1 as f64;
            p *= w / left;
            left -= w;
        }
        let expected = p * f64::from(runs);
        x += (n - expected).powi(2) / expected;
    }
    let p = chi_square_p(x, 23.0);
    assert!(p > LEAST_P && p < 1.0 - LEAST_P, "{x} {p}");
}

/// Test 33: serial correlation, runs, gaps, poker and coupons on the words of one stream.
#[test]
fn words_pass_the_classical_tests() {
    let mut words = stream("words", 0);
    let n = 100_000;
    let u: Vec<f64> = (0..n)
        .map(|_| (words.word() >> 11) as f64 / (1_u64 << 53) as f64)
        .collect();
    let limit = 4.5;
    let serial: f64 = u.windows(2).map(|w| (w[0] - 0.5) * (w[1] - 0.5)).sum::<f64>();
    assert!((serial / (n as f64).sqrt() * 12.0).abs() < limit, "serial");
    // Runs above and below one half (Wald and Wolfowitz).
    let above = u.iter().filter(|x| **x >= 0.5).count() as f64;
    let below = n as f64 - above;
    let runs = 1.0 + u.windows(2).filter(|w| (w[0] >= 0.5) != (w[1] >= 0.5)).count() as f64;
    let mean = 1.0 + 2.0 * above * below / n as f64;
    let deviation = ((mean - 1.0) * (mean - 2.0) / (n as f64 - 1.0)).sqrt();
    assert!(((runs - mean) / deviation).abs() < limit, "runs");
    // Gaps between values below 0.1: geometric.
    let mut gaps = [0.0; 21];
    let mut gap: usize = 0;
    for x in &u {
        if *x < 0.1 {
            gaps[gap.min(20)] += 1.0;
            gap = 0;
        } else {
            gap += 1;
        }
    }
    let total: f64 = gaps.iter().sum();
    let expected = |g: i32| {
        if g < 20 {
            0.1 * 0.9_f64.powi(g)
        } else {
            0.9_f64.powi(20)
        }
    };
    let x: f64 = (0..21)
        .map(|g| (gaps[g as usize] - total * expected(g)).powi(2) / (total * expected(g)))
        .sum();
    assert!(chi_square_p(x, 20.0) > LEAST_P, "gaps {x}");
    // Poker: different digits in hands of five (Knuth, 3.3.2); Stirling numbers of the second kind.
    let mut hands = [0.0; 5];
    for hand in u.chunks_exact(5) {
        let digits: std::collections::BTreeSet<u32> = hand.iter().map(|x| (x * 10.0) as u32).collect();
        hands[digits.len() - 1] += 1.0;
    }
    let p = [0.0001, 0.0135, 0.18, 0.504, 0.3024];
    let hands_all = (n / 5) as f64;
    let x: f64 = hands
        .iter()
        .zip(p)
        .map(|(h, p)| (h - hands_all * p).powi(2) / (hands_all * p))
        .sum();
    assert!(chi_square_p(x, 4.0) > LEAST_P, "poker {x}");
    // Coupons: words until all of 4 have come; mean 25/3, variance 130/9 (sums of geometric waits).
    let (mut have, mut length, mut sets, mut sum) = (0_u8, 0.0, 0.0, 0.0);
    for x in &u {
        have |= 1 << ((x * 4.0) as u8);
        length += 1.0;
        if have == 15 {
            (sum, sets) = (sum + length, sets + 1.0);
            (have, length) = (0, 0.0);
        }
    }
    let z = (sum / sets - 25.0 / 3.0) / (130.0_f64 / 9.0 / sets).sqrt();
    assert!(z.abs() < limit, "coupons {z}");
}
