//! Too few inspectors: who is left out and why, which seats stay empty, and the smallest changes that would help.

use super::commit::Committed;
use super::freeze::{InspectorRow, Standing};
use super::leaf::{Cut, CutSeats};
use super::matching::cut::{Violation, violation};
use super::matching::{Bits, Instance, least_level};
use super::plan::Seat;
use super::strata;
use crate::digest::Digest;
use crate::id::{InspectorId, SubjectId};
use serde::Serialize;
use std::collections::BTreeMap;

/// A proof that the seats cannot be filled, with what a person needs to change the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shortage {
    /// Seats that need more cards than can reach them. Without subjects when it holds whoever is drawn.
    pub cut: Cut,
    /// Inspectors left out of the pool, with their reason codes.
    pub excluded: Vec<(InspectorId, String)>,
    /// Recusals that bear on the seats of the cut.
    pub recused: Vec<(InspectorId, SubjectId)>,
    /// Changes each of which would do alone, the smallest first.
    pub changes: Vec<Change>,
}

/// One change that makes the draw possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Put these excluded inspectors in order again (renew a certificate, end a leave).
    Readmit {
        /// Who, in id order.
        inspectors: Vec<InspectorId>,
    },
    /// Add this many inspectors who may take every seat of the cut.
    Add {
        /// How many.
        n: u64,
    },
    /// Raise the plan's bound of load to this.
    RaiseHard {
        /// New bound.
        to: u64,
    },
}

/// The seats of drawn subjects as the matching sees them. `objects` names each subject's team; recusals are
/// pairs (inspector, place in `objects`).
pub(super) struct Seating<'a> {
    pub(super) staff: Vec<&'a InspectorRow>,
    pub(super) seats: Vec<&'a Seat>,
    pub(super) instance: Instance,
}

/// True if the row may sit in the seat, recusals apart.
pub(super) fn fits(row: &InspectorRow, seat: &Seat) -> bool {
    (seat.role != "lead" || row.lead == 1)
        && seat.dept.as_ref().is_none_or(|d| *d == row.dept)
        && seat.qual.as_ref().is_none_or(|q| row.qual.contains(q))
}

/// Seats of these subjects: key of the stratum and, when it is drawn already, the id.
pub(super) fn seating<'a>(
    committed: &'a Committed,
    staff: Vec<&'a InspectorRow>,
    objects: &[(&'a str, Option<&'a SubjectId>)],
) -> Seating<'a> {
    let hard = committed.plan.caps.hard.unwrap_or(u64::MAX);
    let place: BTreeMap<&InspectorId, usize> = staff.iter().enumerate().map(|(i, r)| (&r.id, i)).collect();
    let mut recused: BTreeMap<&SubjectId, Vec<usize>> = BTreeMap::new();
    for (inspector, subject) in &committed.frozen.recuse {
        if let Some(i) = place.get(inspector) {
            recused.entry(subject).or_default().push(*i);
        }
    }
    let (mut seats, mut object, mut allowed, mut first) = (Vec::new(), Vec::new(), Vec::new(), vec![0]);
    // Who fits a kind of seat is worked out once, not for every subject.
    let mut kinds: BTreeMap<&Seat, Bits> = BTreeMap::new();
    let fitting = |seat: &Seat| {
        let mut may = Bits::none(staff.len());
        for (i, row) in staff.iter().enumerate() {
            may.set(i, fits(row, seat));
        }
        may
    };
    for (o, (stratum, id)) in objects.iter().enumerate() {
        for seat in committed.plan.team_of(stratum) {
            let mut may = kinds.entry(seat).or_insert_with(|| fitting(seat)).clone();
            for i in id.and_then(|id| recused.get(id)).into_iter().flatten() {
                may.set(*i, false);
            }
            seats.push(seat);
            object.push(o);
            allowed.push(may);
        }
        first.push(seats.len());
    }
    let apart = committed
        .plan
        .apart
        .iter()
        .filter_map(|[a, b]| Some((*place.get(a)?, *place.get(b)?)));
    let instance = Instance {
        prior: staff.iter().map(|r| r.prior).collect(),
        hard: staff
            .iter()
            .map(|r| r.hard.unwrap_or(u64::MAX).min(hard))
            .collect(),
        first,
        object,
        allowed,
        apart: apart.collect(),
    };
    Seating {
        staff,
        seats,
        instance,
    }
}

/// Inspectors who may be drawn, by id.
pub(super) fn active(committed: &Committed) -> Vec<&InspectorRow> {
    committed
        .frozen
        .inspectors
        .iter()
        .filter(|r| r.st == Standing::In)
        .collect()
}

/// The violated condition in names.
pub(super) fn cut(seating: &Seating<'_>, found: &Violation, objects: &[(&str, Option<&SubjectId>)]) -> Cut {
    let mut kinds: BTreeMap<&Seat, u64> = BTreeMap::new();
    for q in &found.seats {
        *kinds.entry(seating.seats[*q]).or_default() += 1;
    }
    let mut subjects: Vec<SubjectId> = found
        .seats
        .iter()
        .filter_map(|q| objects[seating.instance.object[*q]].1.cloned())
        .collect();
    subjects.dedup();
    Cut {
        cap: found.level,
        need: found.seats.len() as u64,
        have: found.have,
        seats: kinds
            .into_iter()
            .map(|(seat, n)| CutSeats {
                seat: seat.clone(),
                n,
            })
            .collect(),
        inspectors: found
            .inspectors
            .iter()
            .map(|i| seating.staff[*i].id.clone())
            .collect(),
        objects: subjects,
    }
}

/// Checks before any entropy exists that the seats can be filled whoever is drawn, recusals apart. The sizes
/// of strata that share a total are taken in one order of ties.
pub(super) fn whoever_is_drawn(committed: &Committed) -> Option<Shortage> {
    let sizes = strata::sizes(&committed.leaf.strata, committed.leaf.total, &Digest([0; 32])).ok()?;
    let keys = committed.leaf.strata.iter().zip(&sizes.m);
    let each = |(s, m): (&'_ super::leaf::StratumSize, &u64)| {
        let m = usize::try_from(*m).expect("a sample is no larger than a roster in memory");
        let key = committed
            .plan
            .strata
            .iter()
            .find(|p| p.key == s.key)
            .map_or("", |p| p.key.as_str());
        std::iter::repeat_n((key, None), m)
    };
    let objects: Vec<(&str, Option<&SubjectId>)> = keys.flat_map(each).collect();
    explain(committed, &objects)
}

/// The shortage for these subjects, or `None` if their seats can be filled.
pub(super) fn explain(committed: &Committed, objects: &[(&str, Option<&SubjectId>)]) -> Option<Shortage> {
    let base = seating(committed, active(committed), objects);
    let level = least_level(&base.instance).err()?;
    let found = violation(&base.instance, level)?;
    let cut = cut(&base, &found, objects);
    let out = committed
        .frozen
        .inspectors
        .iter()
        .filter(|r| r.st == Standing::Out);
    let recused = committed
        .frozen
        .recuse
        .iter()
        .filter(|(_, s)| cut.objects.contains(s));
    let changes = [
        readmit(committed, objects),
        add(&base.instance, &found),
        raise(&base.instance),
    ];
    let mut changes: Vec<Change> = changes.into_iter().flatten().collect();
    changes.sort_by_key(|c| match c {
        Change::Readmit { inspectors } => inspectors.len() as u64,
        Change::Add { n } => *n,
        Change::RaiseHard { .. } => 0,
    });
    Some(Shortage {
        excluded: out
            .map(|r| (r.id.clone(), r.why.clone().unwrap_or_default()))
            .collect(),
        recused: recused.cloned().collect(),
        cut,
        changes,
    })
}

/// Excluded inspectors without whom it cannot be done: all of them, then one after the other left out again.
fn readmit(committed: &Committed, objects: &[(&str, Option<&SubjectId>)]) -> Option<Change> {
    let works = |back: &[&InspectorId]| {
        let staff = committed.frozen.inspectors.iter();
        let staff = staff
            .filter(|r| r.st == Standing::In || back.contains(&&r.id))
            .collect();
        least_level(&seating(committed, staff, objects).instance).is_ok()
    };
    let mut back: Vec<&InspectorId> = committed
        .frozen
        .inspectors
        .iter()
        .filter(|r| r.st == Standing::Out)
        .map(|r| &r.id)
        .collect();
    if back.is_empty() || !works(&back) {
        return None;
    }
    for i in (0..back.len()).rev() {
        let without: Vec<&InspectorId> = back
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != i)
            .map(|(_, id)| *id)
            .collect();
        if works(&without) {
            back = without;
        }
    }
    Some(Change::Readmit {
        inspectors: back.into_iter().cloned().collect(),
    })
}

/// Least number of further inspectors for the seats of the cut.
fn add(instance: &Instance, found: &Violation) -> Option<Change> {
    let hard = instance.hard.iter().copied().max().unwrap_or(u64::MAX).max(1);
    let short = found.seats.len() as u64 - found.have;
    (1..=short)
        .map(|n| (n, with_more(instance, found, n, hard)))
        .find(|(_, i)| least_level(i).is_ok())
        .map(|(n, _)| Change::Add { n })
}

fn with_more(instance: &Instance, found: &Violation, n: u64, hard: u64) -> Instance {
    let old = instance.inspectors();
    let all = old + usize::try_from(n).expect("a shortage is counted in people");
    let widen = |(q, bits): (usize, &Bits)| {
        let mut wide = Bits::none(all);
        bits.iter().for_each(|i| wide.set(i, true));
        if found.seats.contains(&q) {
            (old..all).for_each(|i| wide.set(i, true));
        }
        wide
    };
    let mut more = instance.clone();
    more.prior.resize(all, 0);
    more.hard.resize(all, hard);
    more.allowed = instance.allowed.iter().enumerate().map(widen).collect();
    more
}

/// Least bound of load that would do, where a bound is what stands in the way.
fn raise(instance: &Instance) -> Option<Change> {
    let with = |to: u64| {
        let mut more = instance.clone();
        more.hard.iter_mut().for_each(|h| *h = to.max(*h));
        least_level(&more).is_ok()
    };
    let most = instance.objects() as u64;
    if !with(most) {
        return None;
    }
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if with(middle) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    Some(Change::RaiseHard { to: low })
}
