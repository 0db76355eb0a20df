//! Properties, over instances from fixed streams; the comparisons are with programs that share no code.

use super::matching::cut::violation;
use super::matching::{Bits, Instance, NoDeal, deal, least_level};
use super::stream::{Name, Stream};
use super::{order, strata};
use crate::digest::Digest;

fn dice(label: &str) -> Stream {
    Stream::with_key(&Digest::of(label.as_bytes()))
}

/// The rule of `Stream::below` with 8-bit words, over all words: every value of every n comes equally often.
#[test]
fn with_eight_bit_words_every_value_has_floor_256_by_n_words() {
    for n in 1..=255_u16 {
        let mut counts = vec![0_u16; usize::from(n)];
        for word in 0..256_u16 {
            let product = word * n;
            if product % 256 >= 256 % n {
                counts[usize::from(product / 256)] += 1;
            }
        }
        assert!(counts.iter().all(|c| *c == 256 / n), "n = {n}");
    }
}

#[test]
fn a_longer_sample_begins_with_the_shorter_one() {
    let mut dice = dice("prefix property");
    for round in 0..10_000_u64 {
        let n = dice.below(60) as u32 + 1;
        let k = dice.below(u64::from(n)) as u32;
        let name = Name {
            stage: "objects",
            stratum: "P",
            purpose: "order",
            ctr: round,
        };
        let stream = || Stream::open(&Digest([5; 32]), name);
        let (short, long) = (
            order::prefix(n, k, &mut stream()),
            order::prefix(n, k + 1, &mut stream()),
        );
        assert_eq!(long[..k as usize], short);
        assert_eq!(order::prefix_sparse(n, k + 1, &mut stream()), long);
        let mut sorted = long.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), long.len());
        assert!(long.iter().all(|i| *i < n));
    }
}

#[test]
fn shares_meet_the_total_within_their_bounds() {
    let mut dice = dice("allocation");
    for _ in 0..100_000 {
        let h = dice.below(5) as usize + 1;
        let q: Vec<u64> = (0..h).map(|_| dice.below(40)).collect();
        let cap: Vec<u64> = (0..h).map(|_| dice.below(30)).collect();
        let min: Vec<u64> = cap.iter().map(|c| dice.below(c / 3 + 1)).collect();
        let (low, high) = (min.iter().sum::<u64>(), cap.iter().sum::<u64>());
        let total = low + dice.below(high - low + 1);
        let tie: Vec<usize> = order::prefix(h as u32, h as u32, &mut dice)
            .iter()
            .map(|i| *i as usize)
            .collect();
        let m = strata::share(total, &q, &min, &cap, &tie).expect("the bounds allow the total");
        assert_eq!(m.iter().sum::<u64>(), total);
        assert!((0..h).all(|i| min[i] <= m[i] && m[i] <= cap[i]));
        let sum: u64 = q.iter().sum();
        let clamped = (0..h).any(|i| m[i] == min[i] || m[i] == cap[i]);
        if !clamped && sum > 0 {
            assert!(
                (0..h).all(|i| (total * q[i]).abs_diff(m[i] * sum) < sum),
                "{q:?} {total} {m:?}"
            );
        }
        assert_eq!(strata::share(high + 1, &q, &min, &cap, &tie), None);
    }
}

fn instance(dice: &mut Stream, objects_max: u64, staff_max: u64) -> Instance {
    let (objects, staff) = (
        dice.below(objects_max) as usize + 1,
        dice.below(staff_max) as usize + 1,
    );
    let mut made = Instance {
        prior: (0..staff).map(|_| dice.below(3)).collect(),
        hard: (0..staff)
            .map(|_| {
                if dice.below(4) == 0 {
                    dice.below(3)
                } else {
                    u64::MAX
                }
            })
            .collect(),
        first: vec![0],
        object: Vec::new(),
        allowed: Vec::new(),
        apart: Vec::new(),
    };
    let open = dice.below(4) + 1;
    for o in 0..objects {
        for _ in 0..=dice.below(2) {
            let mut may = Bits::none(staff);
            for i in 0..staff {
                may.set(i, dice.below(4) < open);
            }
            made.object.push(o);
            made.allowed.push(may);
        }
        made.first.push(made.object.len());
    }
    made
}

fn is_legal(instance: &Instance, seats: &[usize], caps: &[u64]) -> bool {
    let load = |i: usize| seats.iter().filter(|s| **s == i).count() as u64;
    (0..seats.len()).all(|q| {
        instance.allowed[q].has(seats[q]) && instance.team(q).all(|p| p == q || seats[p] != seats[q])
    }) && (0..caps.len()).all(|i| load(i) <= caps[i])
}

/// Tries every assignment of the seats from `seats.len()` on.
fn can_complete(instance: &Instance, caps: &[u64], seats: &mut Vec<Option<usize>>, q: usize) -> bool {
    let Some(at) = seats.get(q).copied() else {
        return true;
    };
    if at.is_some() {
        return can_complete(instance, caps, seats, q + 1);
    }
    for i in 0..caps.len() {
        let load = seats.iter().filter(|s| **s == Some(i)).count() as u64;
        let twice = instance.team(q).any(|p| seats[p] == Some(i));
        if instance.allowed[q].has(i) && load < caps[i] && !twice {
            seats[q] = Some(i);
            let done = can_complete(instance, caps, seats, q + 1);
            seats[q] = None;
            if done {
                return true;
            }
        }
    }
    false
}

/// Step 3 of the protocol with brute force as its oracle.
fn pick_by_brute_force(instance: &Instance, caps: &[u64], seed: &Digest) -> Vec<usize> {
    let stream = |purpose| {
        Stream::open(
            seed,
            Name {
                stage: "match",
                stratum: "",
                purpose,
                ctr: 0,
            },
        )
    };
    let (mut slots, mut pick) = (stream("slots"), stream("pick"));
    let n = instance.seats() as u32;
    let mut seats = vec![None; instance.seats()];
    let mut rem = caps.to_vec();
    for q in order::prefix(n, n, &mut slots) {
        let q = q as usize;
        let mut rejected = Vec::new();
        loop {
            let fits = |i: &usize| {
                instance.allowed[q].has(*i)
                    && rem[*i] > 0
                    && !rejected.contains(i)
                    && !instance.team(q).any(|p| seats[p] == Some(*i))
            };
            let candidates: Vec<usize> = (0..caps.len()).filter(fits).collect();
            let mut deck: Vec<usize> = Vec::new();
            for i in candidates {
                deck.extend(std::iter::repeat_n(i, rem[i] as usize));
            }
            let i = deck[pick.below(deck.len() as u64) as usize];
            seats[q] = Some(i);
            if can_complete(instance, caps, &mut seats, 0) {
                rem[i] -= 1;
                break;
            }
            seats[q] = None;
            rejected.push(i);
        }
    }
    seats
        .into_iter()
        .map(|s| s.expect("every seat was filled"))
        .collect()
}

#[test]
fn the_look_ahead_agrees_with_brute_force() {
    let mut dice = dice("brute force");
    let (mut feasible, mut infeasible) = (0, 0);
    for round in 0..1_000_u64 {
        let instance = instance(&mut dice, 4, 5);
        let seed = Digest::of(&round.to_be_bytes());
        let exists = |level: u64| {
            can_complete(
                &instance,
                &instance.caps(level),
                &mut vec![None; instance.seats()],
                0,
            )
        };
        match deal(&instance, &seed) {
            Ok(deal) => {
                feasible += 1;
                assert!(deal.level == 0 || !exists(deal.level - 1));
                let caps = instance.caps(deal.level);
                assert_eq!(deal.before_mix, pick_by_brute_force(&instance, &caps, &seed));
                assert!(is_legal(&instance, &deal.seats, &caps));
            }
            Err(NoDeal::Infeasible(level)) => {
                infeasible += 1;
                assert!(!exists(level));
            }
            Err(NoDeal::DeadEnds) => panic!("no pairs are kept apart"),
        }
    }
    assert!(feasible > 200 && infeasible > 200, "{feasible} {infeasible}");
}

/// A cut is printed exactly when a level does not do, and it violates Hall's condition by its own numbers.
#[test]
fn a_level_fails_exactly_when_its_cut_violates_hall() {
    let mut dice = dice("hall");
    for _ in 0..2_000 {
        let instance = instance(&mut dice, 5, 6);
        for level in 0..=instance.level_max() {
            let caps = instance.caps(level);
            let exists = can_complete(&instance, &caps, &mut vec![None; instance.seats()], 0);
            match violation(&instance, level) {
                None => assert!(exists),
                Some(found) => {
                    assert!(!exists);
                    assert!(found.have < found.seats.len() as u64);
                }
            }
        }
    }
}

#[test]
fn every_deal_is_legal() {
    let mut dice = dice("legal");
    let mut deals = 0;
    for round in 0..10_000_u64 {
        let instance = instance(&mut dice, 3, 5);
        let Ok(deal) = deal(&instance, &Digest::of(&round.to_le_bytes())) else {
            continue;
        };
        deals += 1;
        assert!(is_legal(&instance, &deal.seats, &instance.caps(deal.level)));
    }
    assert!(deals > 3_000, "{deals}");
}

#[test]
fn pairs_kept_apart_never_share_a_team_and_dead_ends_restart() {
    let mut dice = dice("apart");
    let (mut deals, mut restarts) = (0, 0);
    for round in 0..2_000_u64 {
        let mut instance = instance(&mut dice, 3, 4);
        instance.apart = vec![(0, 1), (1, 2)];
        let Ok(deal) = deal(&instance, &Digest::of(&round.to_le_bytes())) else {
            continue;
        };
        deals += 1;
        restarts += deal.restart;
        for q in 0..instance.seats() {
            let mates: Vec<usize> = instance.team(q).map(|p| deal.seats[p]).collect();
            for pair in &instance.apart {
                assert!(!(mates.contains(&pair.0) && mates.contains(&pair.1)), "{mates:?}");
            }
        }
    }
    assert!(deals > 500 && restarts > 0, "{deals} {restarts}");
}

/// Larger than brute force reaches: the level is least and the filling legal.
#[test]
fn a_district_sized_matching_balances() {
    let mut dice = dice("district");
    let staff = 40;
    let mut made = Instance {
        prior: vec![0; staff],
        hard: vec![u64::MAX; staff],
        first: vec![0],
        object: Vec::new(),
        allowed: Vec::new(),
        apart: Vec::new(),
    };
    for o in 0..100 {
        for lead in [true, false] {
            let mut may = Bits::none(staff);
            for i in 0..staff {
                may.set(i, (!lead || i < 14) && dice.below(50) > 0);
            }
            made.object.push(o);
            made.allowed.push(may);
        }
        made.first.push(made.object.len());
    }
    // 100 lead seats over 14 leads need 8 each; 200 seats over 40 need only 5.
    assert_eq!(least_level(&made), Ok(8));
    let deal = deal(&made, &Digest([9; 32])).unwrap();
    assert!(is_legal(&made, &deal.seats, &made.caps(8)));
    let cut = violation(&made, 7).unwrap();
    assert_eq!((cut.seats.len(), cut.have, cut.inspectors.len()), (100, 98, 14));
}
