//! Matching (派人): inspectors are dealt to the seats of the drawn subjects (draw protocol §2.10).
//!
//! Law: every inspector puts `cap` cards in a deck, shuffle, deal to the seats, keep only a deal that breaks
//! no rule. Dealing card by card with a look-ahead never ends in a dead end; the mix then brings the deal to
//! that law. Ids enter only as labels, so inspectors with equal rules have exactly equal chances.

pub mod cut;
pub mod flow;

use super::order;
use super::stream::{Name, Stream};
use crate::digest::Digest;
use flow::Filling;

/// Restarts after a dead end, which only pairs kept apart can cause.
const RESTARTS_MAX: u64 = 64;

/// A set of inspectors, one bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of a universe of `n`.
    pub fn none(n: usize) -> Self {
        Self(vec![0; n.div_ceil(64)])
    }

    /// Adds or removes one.
    pub fn set(&mut self, i: usize, on: bool) {
        let bit = 1 << (i % 64);
        if on {
            self.0[i / 64] |= bit;
        } else {
            self.0[i / 64] &= !bit;
        }
    }

    /// The bits as words, lowest first.
    pub(super) fn words(&self) -> &[u64] {
        &self.0
    }

    /// True if it holds `i`.
    pub fn has(&self, i: usize) -> bool {
        self.0[i / 64] >> (i % 64) & 1 == 1
    }

    /// Members in rising order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let word = |(w, bits): (usize, &u64)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                (bits != 0).then(|| {
                    let i = bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    w * 64 + i
                })
            })
        };
        self.0.iter().enumerate().flat_map(word)
    }

    /// Members of both sets in rising order, found without building a third.
    pub fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let word = |(w, (a, b)): (usize, (&u64, &u64))| {
            let mut bits = a & b;
            std::iter::from_fn(move || {
                (bits != 0).then(|| {
                    let i = bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    w * 64 + i
                })
            })
        };
        self.0.iter().zip(&other.0).enumerate().flat_map(word)
    }
}

/// What is to be matched. Inspectors are numbered in id order; seats stand by subject in id order, then in the
/// order of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Load each inspector already carries.
    pub prior: Vec<u64>,
    /// Most subjects each inspector may get.
    pub hard: Vec<u64>,
    /// For each subject the number of its first seat; one more entry ends the last team.
    pub first: Vec<usize>,
    /// Subject of each seat.
    pub object: Vec<usize>,
    /// Who may take each seat.
    pub allowed: Vec<Bits>,
    /// Pairs never in one team.
    pub apart: Vec<(usize, usize)>,
}

impl Instance {
    /// Number of inspectors.
    pub fn inspectors(&self) -> usize {
        self.prior.len()
    }

    /// Number of seats.
    pub fn seats(&self) -> usize {
        self.object.len()
    }

    /// Number of subjects.
    pub fn objects(&self) -> usize {
        self.first.len() - 1
    }

    /// Seats of the team that a seat belongs to.
    pub fn team(&self, seat: usize) -> std::ops::Range<usize> {
        let o = self.object[seat];
        self.first[o]..self.first[o + 1]
    }

    /// `clamp(λ − prior, 0, hard)` for every inspector.
    pub fn caps(&self, level: u64) -> Vec<u64> {
        let most = self.objects() as u64;
        let cap = |(prior, hard): (&u64, &u64)| level.saturating_sub(*prior).min(*hard).min(most);
        self.prior.iter().zip(&self.hard).map(cap).collect()
    }

    fn are_apart(&self, a: usize, b: usize) -> bool {
        self.apart
            .iter()
            .any(|&(x, y)| (x, y) == (a, b) || (x, y) == (b, a))
    }

    /// The level above which no cap rises.
    pub fn level_max(&self) -> u64 {
        let most = self.objects() as u64;
        self.prior
            .iter()
            .zip(&self.hard)
            .map(|(p, h)| p.saturating_add(*h.min(&most)))
            .max()
            .unwrap_or(0)
    }
}

/// A finished deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// λ.
    pub level: u64,
    /// Inspector of each seat.
    pub seats: Vec<usize>,
    /// Inspector of each seat before the mix, for the record of tests.
    pub before_mix: Vec<usize>,
    /// T.
    pub steps: u64,
    /// Restarts.
    pub restart: u64,
    /// Words used: purpose, counter, words.
    pub words: Vec<(&'static str, u64, u64)>,
}

/// Why there is no deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDeal {
    /// Proven: no legal deal at any level; the level tried last.
    Infeasible(u64),
    /// Pairs kept apart ended every try; not proven infeasible.
    DeadEnds,
}

/// Least λ for which every seat can be filled.
///
/// # Errors
/// The highest level that changes anything, when even that does not do.
pub fn least_level(instance: &Instance) -> Result<u64, u64> {
    let max = instance.level_max();
    let seats = instance.seats() as u64;
    let cards = |level: u64| instance.caps(level).iter().sum::<u64>();
    if cards(max) < seats {
        return Err(max);
    }
    // Below this there are fewer cards than seats.
    let (mut low, mut high) = (0, max);
    while low < high {
        let middle = low + (high - low) / 2;
        if cards(middle) < seats {
            low = middle + 1
        } else {
            high = middle
        }
    }
    let mut filling = Filling::new(instance, instance.caps(low));
    while !filling.fill_all() {
        if low >= max {
            return Err(max);
        }
        low += 1;
        filling.raise(instance.caps(low));
    }
    Ok(low)
}

/// Deals the seats under a seed.
///
/// # Errors
/// [`NoDeal`].
pub fn deal(instance: &Instance, seed: &Digest) -> Result<Deal, NoDeal> {
    deal_in("match", instance, seed)
}

/// As [`deal`], with the streams of another stage.
///
/// # Errors
/// [`NoDeal`].
pub fn deal_in(stage: &str, instance: &Instance, seed: &Digest) -> Result<Deal, NoDeal> {
    let level = least_level(instance).map_err(NoDeal::Infeasible)?;
    let caps = instance.caps(level);
    let mut words = Vec::new();
    for restart in 0..=RESTARTS_MAX {
        let stream = |purpose| {
            Stream::open(
                seed,
                Name {
                    stage,
                    stratum: "",
                    purpose,
                    ctr: restart,
                },
            )
        };
        let (mut slots, mut pick_words) = (stream("slots"), stream("pick"));
        let picked = pick(instance, &caps, &mut slots, &mut pick_words);
        words.extend([
            ("slots", restart, slots.used()),
            ("pick", restart, pick_words.used()),
        ]);
        let Some((before_mix, rem)) = picked else { continue };
        let (mut left, mut mix_words) = (stream("left"), stream("mix"));
        let mut deck = before_mix.clone();
        deck.extend(leftover(&rem, &mut left));
        let steps = mix(instance, &mut deck, &mut mix_words);
        words.extend([("left", restart, left.used()), ("mix", restart, mix_words.used())]);
        deck.truncate(instance.seats());
        return Ok(Deal {
            level,
            seats: deck,
            before_mix,
            steps,
            restart,
            words,
        });
    }
    Err(NoDeal::DeadEnds)
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("seats and cards are counted in thousands")
}

/// Step 3: seat by seat in random order, card by card, accepting only what can still be completed. `None` is
/// a dead end.
fn pick(
    instance: &Instance,
    caps: &[u64],
    slots: &mut Stream,
    words: &mut Stream,
) -> Option<(Vec<usize>, Vec<u64>)> {
    let n = narrow(instance.seats());
    let mut filling = Filling::new(instance, caps.to_vec());
    assert!(
        filling.fill_all(),
        "the level was chosen so that every seat can be filled"
    );
    let mut rem = caps.to_vec();
    for q in order::prefix(n, n, slots) {
        let q = q as usize;
        let mut rejected = Bits::none(instance.inspectors());
        loop {
            let fits = |i: &usize| {
                rem[*i] > 0
                    && !rejected.has(*i)
                    && !filling
                        .fixed_team(q)
                        .any(|mate| mate == *i || instance.are_apart(mate, *i))
            };
            let candidates: Vec<usize> = instance.allowed[q].iter().filter(fits).collect();
            let total: u64 = candidates.iter().map(|i| rem[*i]).sum();
            if total == 0 {
                return None;
            }
            let mut u = words.below(total);
            let chosen = candidates.into_iter().find(|i| {
                let hit = u < rem[*i];
                u = u.saturating_sub(rem[*i]);
                hit
            });
            let i = chosen.expect("u is below the sum of the cards");
            if filling.fix(q, i) {
                rem[i] -= 1;
                break;
            }
            rejected.set(i, true);
        }
    }
    Some((filling.seated(), rem))
}

/// Leftover cards, each inspector's in id order, permuted.
fn leftover(rem: &[u64], stream: &mut Stream) -> Vec<usize> {
    let cards: Vec<usize> = rem
        .iter()
        .enumerate()
        .flat_map(|(i, n)| std::iter::repeat_n(i, *n as usize))
        .collect();
    let n = narrow(cards.len());
    order::prefix(n, n, stream)
        .into_iter()
        .map(|j| cards[j as usize])
        .collect()
}

/// Step 4: swaps of random positions that keep the deal legal. Returns T.
fn mix(instance: &Instance, deck: &mut [usize], stream: &mut Stream) -> u64 {
    let cards = deck.len() as u64;
    if cards == 0 {
        return 0;
    }
    let log2_up = u64::from(64 - cards.leading_zeros());
    let steps = 16 * cards * log2_up;
    for _ in 0..steps {
        let a = stream.below(cards) as usize;
        let b = stream.below(cards) as usize;
        try_swap(instance, deck, a, b);
    }
    steps
}

/// Swaps the cards of two positions if both stay legal.
pub(super) fn try_swap(instance: &Instance, deck: &mut [usize], a: usize, b: usize) {
    if deck[a] == deck[b] {
        return;
    }
    deck.swap(a, b);
    if !(is_legal(instance, deck, a) && is_legal(instance, deck, b)) {
        deck.swap(a, b);
    }
}

/// True if the card at this position breaks no rule; positions after the seats are leftover and always legal.
fn is_legal(instance: &Instance, deck: &[usize], position: usize) -> bool {
    if position >= instance.seats() {
        return true;
    }
    let card = deck[position];
    let clash = |p: usize| p != position && (deck[p] == card || instance.are_apart(deck[p], card));
    instance.allowed[position].has(card) && !instance.team(position).any(clash)
}
