//! Seats filled one at a time while all others stand: by the draw of a replacement, or by hand.

use super::{Course, Unfit, unfit};
use crate::digest::{Digest, hmac, push_lp};
use crate::draw::freeze::{InspectorRow, Standing};
use crate::draw::leaf::{ManualLeaf, ReplReqLeaf};
use crate::draw::plan::Seat;
use crate::draw::result::Team;
use crate::draw::shortage::fits;
use crate::draw::stream::{Name, Stream};
use crate::id::{InspectorId, SubjectId};
use std::collections::BTreeMap;

/// `HM(seed, LP("ssj-draw/1 repl") ‖ LP(w) ‖ LP(leaf(request)))`, and `‖ LP(fresh)` where the request waits for
/// fresh entropy.
pub(super) fn seed(seed: &Digest, otp: &Digest, request: &Digest, fresh: &[u8]) -> Digest {
    let mut input = Vec::new();
    push_lp(&mut input, b"ssj-draw/1 repl");
    push_lp(&mut input, &otp.0);
    push_lp(&mut input, &request.0);
    if !fresh.is_empty() {
        push_lp(&mut input, fresh);
    }
    hmac(&seed.0, &[&input])
}

/// A team with its empty seats filled.
pub(super) struct Filled {
    pub(super) team: Vec<Option<InspectorId>>,
    pub(super) level: u64,
}

/// Seats of a team whose inspector may not inspect this subject.
pub(super) fn unfit_seats(course: &Course<'_>, team: &Team, request: &ReplReqLeaf) -> Vec<usize> {
    let seats = course.committed.plan.team_of(&team.stratum);
    let may = |(q, (who, _)): (usize, &(InspectorId, String))| {
        let row = row(course, who);
        let good = row.is_some_and(|row| is_allowed(course, row, &seats[q], &team.object, Some(request)));
        (!good).then_some(q)
    };
    team.members.iter().enumerate().filter_map(may).collect()
}

fn row<'a>(course: &Course<'a>, who: &InspectorId) -> Option<&'a InspectorRow> {
    let rows = &course.committed.frozen.inspectors;
    let place = rows.binary_search_by(|row| row.id.cmp(who)).ok()?;
    rows.get(place)
}

/// Frozen rules and what came to light since.
fn is_allowed(
    course: &Course<'_>,
    row: &InspectorRow,
    seat: &Seat,
    obj: &SubjectId,
    request: Option<&ReplReqLeaf>,
) -> bool {
    let pair = (row.id.clone(), obj.clone());
    // Whoever the request is about is out of its seats, whatever the reason.
    let asked = request.is_some_and(|r| r.who.as_ref() == Some(&row.id));
    row.st == Standing::In
        && fits(row, seat)
        && !asked
        && !course.barred.contains(&row.id)
        && !course.recused.contains(&pair)
        && course.committed.frozen.recuse.binary_search(&pair).is_err()
}

fn are_apart(course: &Course<'_>, a: &InspectorId, b: &InspectorId) -> bool {
    let pairs = &course.committed.plan.apart;
    pairs.iter().any(|[x, y]| (x, y) == (a, b) || (x, y) == (b, a))
}

/// Fills the seats `empty` of a team in their order; everybody else stays. Weights are the cards left at the
/// least level, not below the draw's, at which anybody has one.
pub(super) fn fill(
    course: &Course<'_>,
    team: &Team,
    empty: &[usize],
    request: &ReplReqLeaf,
    seed: &Digest,
) -> Filled {
    let mut now: Vec<Option<InspectorId>> = team.members.iter().map(|m| Some(m.0.clone())).collect();
    let mut load = loads(course, &request.obj);
    for q in empty {
        now[*q] = None;
    }
    for who in now.iter().flatten() {
        *load.entry(who.clone()).or_default() += 1;
    }
    let seats = course.committed.plan.team_of(&team.stratum);
    let mut level = course.level;
    for (ctr, q) in (course.filled..).zip(empty) {
        let free = |row: &&InspectorRow| {
            let mut mates = now.iter().flatten();
            is_allowed(course, row, &seats[*q], &team.object, Some(request))
                && !mates.any(|mate| *mate == row.id || are_apart(course, mate, &row.id))
        };
        let staff: Vec<&InspectorRow> = course.committed.frozen.inspectors.iter().filter(free).collect();
        if let Some((who, at)) = draw_one(course, &staff, &load, seed, ctr) {
            level = level.max(at);
            *load.entry(who.clone()).or_default() += 1;
            now[*q] = Some(who);
        }
    }
    Filled { team: now, level }
}

/// Subjects each inspector has, without those of the subject a request is about.
fn loads(course: &Course<'_>, without: &SubjectId) -> BTreeMap<InspectorId, u64> {
    let mut load = BTreeMap::new();
    let teams = course.teams.values().filter(|t| t.object != *without);
    for member in teams.flat_map(|t| &t.members) {
        *load.entry(member.0.clone()).or_default() += 1;
    }
    load
}

fn draw_one(
    course: &Course<'_>,
    staff: &[&InspectorRow],
    load: &BTreeMap<InspectorId, u64>,
    seed: &Digest,
    ctr: u64,
) -> Option<(InspectorId, u64)> {
    let bound = course
        .committed
        .plan
        .caps
        .hard
        .unwrap_or(u64::MAX)
        .min(course.objects);
    let hard = |row: &InspectorRow| row.hard.unwrap_or(u64::MAX).min(bound);
    let cards = |row: &InspectorRow, level: u64| {
        let cap = level.saturating_sub(row.prior).min(hard(row));
        cap.saturating_sub(load.get(&row.id).copied().unwrap_or(0))
    };
    // The level at which the first of them has a card: one more than prior and load, if the bound lets him.
    let first = |row: &&InspectorRow| {
        let load = load.get(&row.id).copied().unwrap_or(0);
        (load < hard(row)).then(|| row.prior + load + 1)
    };
    let least = staff.iter().filter_map(first).min()?;
    let level = least.max(course.level);
    let name = Name {
        stage: "replace",
        stratum: "",
        purpose: "inspector",
        ctr,
    };
    let total: u64 = staff.iter().map(|row| cards(row, level)).sum();
    let mut u = Stream::open(seed, name).below(total);
    let chosen = staff.iter().find(|row| {
        let n = cards(row, level);
        let hit = u < n;
        u = u.saturating_sub(n);
        hit
    });
    chosen.map(|row| (row.id.clone(), level))
}

/// An act by hand: one seat or a swap of two, and teams that break no rule afterwards.
pub(super) fn check_seats(course: &Course<'_>, leaf: &ManualLeaf) -> Result<(), Unfit> {
    let mut before = Vec::new();
    let mut after: BTreeMap<&SubjectId, Vec<InspectorId>> = BTreeMap::new();
    for seat in &leaf.seats {
        let team = course.teams.get(&seat.obj);
        let q = usize::try_from(seat.seat).unwrap_or(usize::MAX);
        let Some((team, member)) = team.and_then(|t| Some((t, t.members.get(q)?))) else {
            return unfit("seats", "seats of drawn subjects", &seat.obj);
        };
        before.push(&member.0);
        let now = after
            .entry(&seat.obj)
            .or_insert_with(|| team.members.iter().map(|m| m.0.clone()).collect());
        now[q] = seat.who.clone();
    }
    let places = leaf.seats.iter().map(|s| &s.who);
    let swap = match (leaf.seats.as_slice(), before.as_slice()) {
        ([one], [was]) => one.who != **was,
        ([a, b], [x, y]) => (&a.who, &b.who) == (*y, *x) && x != y && (&a.obj, a.seat) != (&b.obj, b.seat),
        _ => false,
    };
    if !swap {
        let found = places.map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return unfit(
            "seats",
            "one seat with another person, or two that change places",
            found,
        );
    }
    for (obj, members) in after {
        let stratum = &course.teams[obj].stratum;
        let seats = course.committed.plan.team_of(stratum);
        for (q, who) in members.iter().enumerate() {
            let touched = leaf.seats.iter().any(|s| s.obj == *obj && s.seat == q as u64);
            let good = row(course, who).is_some_and(|row| is_allowed(course, row, &seats[q], obj, None));
            let clash = members
                .iter()
                .enumerate()
                .any(|(p, mate)| p != q && (mate == who || are_apart(course, mate, who)));
            if touched && (!good || clash) {
                return unfit("seats", "a person who may sit there", who);
            }
        }
    }
    Ok(())
}
