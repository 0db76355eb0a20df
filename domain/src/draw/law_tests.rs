//! The exact law of the matching in small cases: `tests/vectors/draw/deal-law.json`, counted out by the
//! brute-force program `tests/verifier/deal_law.py`, which shares no code with this crate.

use super::matching::cut::violation;
use super::matching::{Bits, Instance, NoDeal, deal, least_level, try_swap};
use super::vector_tests::{items, numbers, text};
use crate::digest::Digest;
use serde_json::Value;
use std::collections::BTreeMap;

fn cases() -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/draw/deal-law.json")).unwrap();
    items(&all["cases"]).to_vec()
}

fn instance(case: &Value) -> Instance {
    let people = case["people"].as_u64().unwrap() as usize;
    let mut made = Instance {
        prior: vec![0; people],
        hard: vec![case["hard"].as_u64().unwrap_or(u64::MAX); people],
        first: vec![0],
        object: Vec::new(),
        allowed: Vec::new(),
        apart: Vec::new(),
    };
    for (o, seats) in items(&case["objects"]).iter().enumerate() {
        for seat in items(seats) {
            let mut may = Bits::none(people);
            for i in numbers(seat) {
                may.set(i as usize, true);
            }
            made.object.push(o);
            made.allowed.push(may);
        }
        made.first.push(made.object.len());
    }
    made
}

/// Weight of every legal deal.
fn law(case: &Value) -> BTreeMap<Vec<usize>, f64> {
    let total = case["total"].as_u64().unwrap() as f64;
    let deal = |d: &Value| {
        let seats = numbers(&d["seats"]).into_iter().map(|i| i as usize).collect();
        (seats, d["weight"].as_u64().unwrap() as f64 / total)
    };
    items(&case["deals"]).iter().map(deal).collect()
}

#[test]
fn a_level_is_found_exactly_where_brute_force_finds_a_deal() {
    let (mut feasible, mut infeasible) = (0, 0);
    for case in cases() {
        let instance = instance(&case);
        if case["feasible"] == true {
            feasible += 1;
            assert_eq!(
                least_level(&instance).ok(),
                case["level"].as_u64(),
                "{}",
                case["name"]
            );
        } else {
            infeasible += 1;
            let Err(NoDeal::Infeasible(level)) = deal(&instance, &Digest([0; 32])) else {
                panic!("{}", case["name"])
            };
            let cut = violation(&instance, level).unwrap();
            assert!(cut.have < cut.seats.len() as u64, "{}", case["name"]);
        }
    }
    assert!(feasible >= 6 && infeasible >= 1);
}

/// Where every pair of positions of a deal leads, with the program's own swap: state after, and how often of all
/// pairs. Leftover cards of one inspector are alike, so a deal with its leftovers in id order stands for all.
fn moves(instance: &Instance, caps: &[u64], seats: &[usize]) -> BTreeMap<Vec<usize>, f64> {
    let mut deck = seats.to_vec();
    for (i, cap) in caps.iter().enumerate() {
        let load = seats.iter().filter(|s| **s == i).count() as u64;
        deck.extend(std::iter::repeat_n(i, (cap - load) as usize));
    }
    let n = deck.len();
    let mut out = BTreeMap::new();
    for a in 0..n {
        for b in 0..n {
            let mut after = deck.clone();
            try_swap(instance, &mut after, a, b);
            after.truncate(seats.len());
            *out.entry(after).or_insert(0.0) += 1.0 / (n * n) as f64;
        }
    }
    out
}

/// Draw protocol §2.10, claims (a) and (d): from any deal, T steps of the mix bring the law within 1e-3 of the
/// target law (total variation), by the transition matrix and without chance. The start is one single deal, the
/// worst there is.
#[test]
fn the_mix_brings_any_deal_to_the_law() {
    for case in cases().iter().filter(|c| c["feasible"] == true) {
        let instance = instance(case);
        let caps = instance.caps(case["level"].as_u64().unwrap());
        let law = law(case);
        let place: BTreeMap<&Vec<usize>, usize> = law.keys().enumerate().map(|(i, k)| (k, i)).collect();
        let target: Vec<f64> = law.values().copied().collect();
        let rows: Vec<Vec<(usize, f64)>> = law
            .keys()
            .map(|seats| {
                let steps = moves(&instance, &caps, seats);
                steps.iter().map(|(to, p)| (place[to], *p)).collect()
            })
            .collect();
        let cards: u64 = caps.iter().sum();
        let steps = 16 * cards * u64::from(64 - cards.leading_zeros());
        let starts = if rows.len() < 100 {
            vec![0, rows.len() - 1]
        } else {
            vec![0]
        };
        for start in starts {
            let mut now = vec![0.0; rows.len()];
            now[start] = 1.0;
            for _ in 0..steps {
                let mut next = vec![0.0; rows.len()];
                for (p, row) in now.iter().zip(&rows).filter(|(p, _)| **p > 0.0) {
                    row.iter().for_each(|(to, q)| next[*to] += p * q);
                }
                now = next;
            }
            let off: f64 = now.iter().zip(&target).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0;
            assert!(off <= 1e-3, "{}: {off}", case["name"]);
        }
    }
}

/// Upper tail of chi-square by Wilson and Hilferty (1931), good to three digits for these degrees of freedom.
pub(super) fn chi_square_p(x: f64, df: f64) -> f64 {
    let z = ((x / df).cbrt() - (1.0 - 2.0 / (9.0 * df))) / (2.0 / (9.0 * df)).sqrt();
    // Abramowitz and Stegun 26.2.17.
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let poly = t
        * (0.319_381_53
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * poly;
    if z > 0.0 { tail } else { 1.0 - tail }
}

/// Whole deals under consecutive seeds against the law: every legal deal comes up as often as it should.
#[test]
fn deals_under_many_seeds_follow_the_law() {
    // The large cases are left to the transition matrix.
    let small = |c: &&Value| c["feasible"] == true && items(&c["deals"]).len() < 100;
    for case in cases().iter().filter(small) {
        let law = law(case);
        let instance = instance(case);
        let runs = 12 * law.len().max(40);
        let mut seen: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
        for run in 0..runs as u64 {
            let seed = Digest::of(format!("law {} {run}", text(&case["name"])).as_bytes());
            let dealt = deal(&instance, &seed).unwrap();
            *seen.entry(dealt.seats).or_insert(0.0) += 1.0;
        }
        assert!(seen.keys().all(|k| law.contains_key(k)), "{}", case["name"]);
        let mut x = 0.0;
        for (deal, p) in &law {
            let expected = p * runs as f64;
            x += (seen.get(deal).unwrap_or(&0.0) - expected).powi(2) / expected;
        }
        let p = chi_square_p(x, (law.len() - 1) as f64);
        assert!(p > 1e-4, "{}: chi-square {x}, p {p}", case["name"]);
    }
}

/// Claim (b): people with other names and the same rules have the same law. Inspectors 1 and 2 of the first
/// case are exchanged; a two-sample chi-square compares who sits where.
#[test]
fn renaming_people_renames_the_law_and_nothing_else() {
    let case = &cases()[1];
    let plain = instance(case);
    let map = [3, 1, 2, 0];
    let mut renamed = plain.clone();
    for (old, new) in plain.allowed.iter().zip(&mut renamed.allowed) {
        *new = Bits::none(4);
        old.iter().for_each(|i| new.set(map[i], true));
    }
    let runs = 600_u64;
    let mut table: BTreeMap<(usize, usize), [f64; 2]> = BTreeMap::new();
    for run in 0..runs {
        let a = deal(&plain, &Digest::of(format!("a{run}").as_bytes())).unwrap();
        let b = deal(&renamed, &Digest::of(format!("b{run}").as_bytes())).unwrap();
        for q in 0..plain.seats() {
            table.entry((q, map[a.seats[q]])).or_default()[0] += 1.0;
            table.entry((q, b.seats[q])).or_default()[1] += 1.0;
        }
    }
    let x: f64 = table.values().map(|[a, b]| (a - b).powi(2) / (a + b)).sum();
    let df = (table.len() - plain.seats()) as f64;
    assert!(chi_square_p(x, df) > 1e-4, "{x} {df}");
}
