//! Fixed teams (固定检查组): formed once, then dealt to subjects as one, or drawing in turn.
//!
//! Exists for regimes that draw groups first: everybody sits in at most one team of the draw, and a team may
//! not take a subject that any member must not inspect.

use super::commit::Committed;
use super::leaf::{Cut, CutSeats, GroupLeaf, Leaf, StreamUse};
use super::matching::cut::violation;
use super::matching::flow::Filling;
use super::matching::{Bits, Deal, Instance, NoDeal, deal_in};
use super::order;
use super::plan::{Fixed, Seat};
use super::result::{Ending, Team, used_words};
use super::shortage::{self, Shortage};
use super::stages;
use super::strata;
use super::stream::{Name, Stream};
use crate::digest::Digest;
use crate::id::{InspectorId, SubjectId};
use crate::problem::Problem;

/// A drawn subject: id, stratum, position.
type Chosen<'a> = (&'a SubjectId, &'a str, u64);

/// A fixed team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Number, from 0.
    pub no: u64,
    /// Inspectors and roles in the order of the seats.
    pub members: Vec<(InspectorId, String)>,
}

impl Group {
    pub(super) fn leaf(&self, commit: u64, salt: String) -> Leaf {
        Leaf::Group(GroupLeaf {
            commit,
            no: self.no,
            team: self.members.iter().map(|m| m.0.clone()).collect(),
            roles: self.members.iter().map(|m| m.1.clone()).collect(),
            salt,
        })
    }
}

/// Forming: seats without subjects, everybody at most once.
fn forming<'a>(committed: &'a Committed, fixed: &Fixed) -> shortage::Seating<'a> {
    let key = committed.plan.strata.first().map_or("", |s| s.key.as_str());
    let n = usize::try_from(fixed.n)
        .unwrap_or(usize::MAX)
        .min(committed.frozen.inspectors.len() + 1);
    let mut seating = shortage::seating(committed, shortage::active(committed), &vec![(key, None); n]);
    seating.instance.prior.iter_mut().for_each(|p| *p = 0);
    seating.instance.hard.iter_mut().for_each(|h| *h = (*h).min(1));
    seating
}

/// What keeps the teams of a plan from being formed, or their turns from adding up, whoever is drawn.
pub(super) fn problem(committed: &Committed) -> Option<Problem> {
    let fixed = committed.plan.fixed.as_ref()?;
    if super::matching::least_level(&forming(committed, fixed).instance).is_err() {
        return Some(Problem::error("draw.commit.teams", "fixed.n"));
    }
    let sizes = strata::sizes(&committed.leaf.strata, committed.leaf.total, &Digest([0; 32])).ok()?;
    let drawn: u64 = sizes.m.iter().sum();
    let turns: u64 = fixed.turns.iter().sum();
    let wrong = !fixed.turns.is_empty() && turns != drawn;
    wrong.then(|| {
        Problem::error("draw.commit.turns", "fixed.turns")
            .with("have", turns.to_string())
            .with("need", drawn.to_string())
    })
}

/// Forms the teams and gives each drawn subject (id, stratum, position; by id) one of them.
pub(super) fn match_groups(
    committed: &Committed,
    seed: &Digest,
    chosen: &[Chosen<'_>],
    words: &mut Vec<StreamUse>,
) -> Ending {
    let Some(fixed) = &committed.plan.fixed else {
        return Ending::DeadEnds;
    };
    let forming = forming(committed, fixed);
    let formed = match deal_in("team", &forming.instance, seed) {
        Ok(formed) => formed,
        Err(NoDeal::DeadEnds) => return Ending::DeadEnds,
        Err(NoDeal::Infeasible(_)) => return infeasible(committed, &[], None),
    };
    note(words, "team", &formed);
    let group = |g: usize| Group {
        no: g as u64,
        members: (forming.instance.first[g]..forming.instance.first[g + 1])
            .map(|q| {
                (
                    forming.staff[formed.seats[q]].id.clone(),
                    forming.seats[q].role.clone(),
                )
            })
            .collect(),
    };
    let groups: Vec<Group> = (0..forming.instance.objects()).map(group).collect();
    let instance = dealing(committed, &groups, chosen);
    let given = if fixed.turns.is_empty() {
        deal_in("match", &instance, seed).map(|deal| {
            note(words, "match", &deal);
            (deal.seats, deal.level, deal.steps, deal.restart)
        })
    } else {
        in_turn(&instance, &fixed.turns, seed, words).map(|seats| (seats, 0, 0, 0))
    };
    let (seats, level, steps, restart) = match given {
        Ok(given) => given,
        Err(NoDeal::DeadEnds) => return Ending::DeadEnds,
        Err(NoDeal::Infeasible(level)) => {
            return infeasible(committed, &groups, Some((&instance, level, chosen)));
        }
    };
    let below = if fixed.turns.is_empty() {
        level.checked_sub(1)
    } else {
        None
    };
    let found = below.and_then(|l| violation(&instance, l));
    let team = |(o, (id, stratum, position)): (usize, &Chosen<'_>)| Team {
        object: (*id).clone(),
        stratum: (*stratum).to_owned(),
        position: *position,
        members: groups[seats[o]].members.clone(),
        group: Some(seats[o] as u64),
    };
    let subs = stages::below(committed, seed, chosen.iter().map(|c| c.0), words);
    Ending::Drawn {
        teams: chosen.iter().enumerate().map(team).collect(),
        level,
        cut: found.map(|v| cut(&groups, &v, chosen)),
        steps,
        restart,
        groups,
        subs,
    }
}

fn note(words: &mut Vec<StreamUse>, stage: &str, deal: &Deal) {
    let used = deal
        .words
        .iter()
        .map(|(purpose, ctr, n)| used_words(stage, "", purpose, *ctr, *n));
    words.extend(used);
}

/// Dealing: one seat for each subject, teams as cards.
fn dealing(committed: &Committed, groups: &[Group], chosen: &[Chosen<'_>]) -> Instance {
    let bound = committed.plan.caps.hard.unwrap_or(u64::MAX);
    let rows = &committed.frozen.inspectors;
    let row = |id: &InspectorId| {
        rows.binary_search_by(|r| r.id.cmp(id))
            .ok()
            .and_then(|i| rows.get(i))
    };
    let of = |g: &Group| -> Vec<_> { g.members.iter().filter_map(|m| row(&m.0)).collect() };
    let prior = |g: &Group| of(g).iter().map(|r| r.prior).max().unwrap_or(0);
    let hard = |g: &Group| {
        let own = of(g).iter().filter_map(|r| r.hard).min();
        own.unwrap_or(u64::MAX).min(bound)
    };
    let may = |(id, _, _): &Chosen<'_>| {
        let mut bits = Bits::none(groups.len());
        for (g, group) in groups.iter().enumerate() {
            let recused = |m: &(InspectorId, String)| {
                let pair = (m.0.clone(), (*id).clone());
                committed.frozen.recuse.binary_search(&pair).is_ok()
            };
            bits.set(g, !group.members.iter().any(recused));
        }
        bits
    };
    Instance {
        prior: groups.iter().map(prior).collect(),
        hard: groups.iter().map(hard).collect(),
        first: (0..=chosen.len()).collect(),
        object: (0..chosen.len()).collect(),
        allowed: chosen.iter().map(may).collect(),
        apart: Vec::new(),
    }
}

/// The first team takes its number from the subjects in random order, the next from what is left, and so on;
/// a subject is passed over if the team must not take it or the rest could not be shared out any more.
fn in_turn(
    instance: &Instance,
    turns: &[u64],
    seed: &Digest,
    words: &mut Vec<StreamUse>,
) -> Result<Vec<usize>, NoDeal> {
    let name = Name {
        stage: "team",
        stratum: "",
        purpose: "order",
        ctr: 0,
    };
    let mut stream = Stream::open(seed, name);
    let n = u32::try_from(instance.seats()).expect("a sample is counted in thousands");
    let order = order::prefix(n, n, &mut stream);
    words.push(used_words("team", "", "order", 0, stream.used()));
    let mut filling = Filling::new(instance, turns.to_vec());
    if !filling.fill_all() {
        return Err(NoDeal::Infeasible(turns.iter().copied().max().unwrap_or(0)));
    }
    let mut taken = vec![false; instance.seats()];
    for (g, turn) in turns.iter().enumerate() {
        let mut left = *turn;
        for o in order.iter().map(|o| *o as usize) {
            if left > 0 && !taken[o] && instance.allowed[o].has(g) && filling.fix(o, g) {
                taken[o] = true;
                left -= 1;
            }
        }
    }
    Ok(filling.seated())
}

/// The violated condition with a team's members for its number.
fn cut(groups: &[Group], found: &super::matching::cut::Violation, chosen: &[Chosen<'_>]) -> Cut {
    let mut inspectors: Vec<InspectorId> = found
        .inspectors
        .iter()
        .flat_map(|g| groups[*g].members.iter().map(|m| m.0.clone()))
        .collect();
    inspectors.sort();
    Cut {
        cap: found.level,
        need: found.seats.len() as u64,
        have: found.have,
        seats: vec![CutSeats {
            seat: Seat {
                role: "team".to_owned(),
                dept: None,
                qual: None,
            },
            n: found.seats.len() as u64,
        }],
        inspectors,
        objects: found.seats.iter().map(|o| chosen[*o].0.clone()).collect(),
    }
}

/// What could not be shared out: the instance, the level tried last, the subjects.
type Unshared<'a> = (&'a Instance, u64, &'a [Chosen<'a>]);

/// No team may take some subject: a certificate, as for single inspectors.
fn infeasible(committed: &Committed, groups: &[Group], at: Option<Unshared<'_>>) -> Ending {
    let turns = committed
        .plan
        .fixed
        .as_ref()
        .map(|f| f.turns.as_slice())
        .unwrap_or_default();
    let found = at.and_then(|(instance, level, chosen)| {
        let mut bounded = instance.clone();
        if !turns.is_empty() {
            bounded.prior.iter_mut().for_each(|p| *p = 0);
            bounded.hard = turns.to_vec();
        }
        let found = violation(&bounded, level)?;
        Some(cut(groups, &found, chosen))
    });
    let cut = found.unwrap_or_else(|| Cut {
        cap: 0,
        need: 0,
        have: 0,
        seats: Vec::new(),
        inspectors: Vec::new(),
        objects: Vec::new(),
    });
    let recused = committed
        .frozen
        .recuse
        .iter()
        .filter(|(_, s)| cut.objects.contains(s));
    Ending::Infeasible(Box::new(Shortage {
        recused: recused.cloned().collect(),
        excluded: Vec::new(),
        changes: Vec::new(),
        cut,
    }))
}
