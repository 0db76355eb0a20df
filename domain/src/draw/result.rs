//! Opening a draw: from the secrets to subjects and teams, and the leaves that record them.

mod leaves;

pub use leaves::{Protocol, open_leaf, reveal_leaves, reveal_leaves_of};

use super::commit::Committed;
use super::fixed::{self, Group};
use super::freeze::{Standing, SubjectRow};
use super::leaf::StreamUse;
use super::matching::cut::violation;
use super::matching::{Deal, NoDeal, deal};
use super::plan::{Mode, Stage};
use super::seed::{self, OpenError};
use super::shortage::{self, Seating, Shortage};
use super::stages::{self, Sub};
use super::strata;
use super::stream::{Name, Stream};
use super::{leaf, order, race};
use crate::digest::{Digest, Secret};
use crate::id::{InspectorId, SubjectId};
use std::collections::{BTreeMap, BTreeSet};

/// One stratum, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StratumDraw {
    /// Key.
    pub key: String,
    /// Subjects that could be drawn.
    pub n: u64,
    /// Sample size.
    pub m: u64,
    /// Drawn subjects by position: the first `m` of the order.
    pub drawn: Vec<SubjectId>,
}

/// One drawn subject with its team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The subject.
    pub object: SubjectId,
    /// Its stratum.
    pub stratum: String,
    /// Its position in the stratum's order, from 0.
    pub position: u64,
    /// Inspectors and roles in the order of the seats.
    pub members: Vec<(InspectorId, String)>,
    /// Number of the fixed team.
    pub group: Option<u64>,
}

/// How the matching ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Teams for every drawn subject, by subject id.
    Drawn {
        /// Teams.
        teams: Vec<Team>,
        /// λ, the load no inspector exceeds; and why λ−1 does not do.
        level: u64,
        /// The reason.
        cut: Option<leaf::Cut>,
        /// T.
        steps: u64,
        /// Restarts.
        restart: u64,
        /// Fixed teams, if the plan asks for them.
        groups: Vec<Group>,
        /// Children of frozen stages.
        subs: Vec<Sub>,
    },
    /// Proven infeasible for the subjects drawn: void, and the plan must change.
    Infeasible(Box<Shortage>),
    /// Pairs kept apart ended every try: void, a person decides.
    DeadEnds,
}

/// Everything a draw gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The seed.
    pub seed: Digest,
    /// Strata in the plan's order.
    pub strata: Vec<StratumDraw>,
    /// Keys in the order that broke ties, with a rule `total`.
    pub tie: Vec<String>,
    /// Teams, or why there are none.
    pub ending: Ending,
    /// Words taken from each stream.
    pub words: Vec<StreamUse>,
    /// When S is published.
    pub mode: Mode,
}

/// Opens a draw. The same inputs always give the same outcome; other secrets are refused.
///
/// # Errors
/// [`OpenError`]; an infeasible draw is not an error but an [`Ending`].
pub fn open(
    committed: &Committed,
    secret: &Secret,
    reveals: &[Secret],
    beacon: Option<&[u8]>,
) -> Result<Outcome, OpenError> {
    let seed = seed::open(&committed.leaf, &committed.digest(), secret, reveals, beacon)?;
    run(committed, seed)
}

/// Draws under a seed.
pub(super) fn run(committed: &Committed, seed: Digest) -> Result<Outcome, OpenError> {
    if fixed::problem(committed).is_some() {
        return Err(OpenError::Sizes);
    }
    let sizes = strata::sizes(&committed.leaf.strata, committed.leaf.total, &seed)?;
    let mut words = Vec::new();
    let mut drawn = Vec::new();
    for (stratum, m) in committed.leaf.strata.iter().zip(&sizes.m) {
        let (ids, used) = selection(committed, &seed, &stratum.key, *m);
        let purpose = if stratum.can.is_some() { "wticket" } else { "order" };
        words.push(used_words("objects", &stratum.key, purpose, 0, used));
        drawn.push(StratumDraw {
            key: stratum.key.clone(),
            n: stratum.n,
            m: *m,
            drawn: ids,
        });
    }
    if !sizes.tie.is_empty() {
        words.push(used_words("objects", "", "alloc", 0, sizes.words));
    }
    let tie = sizes
        .tie
        .iter()
        .map(|h| committed.leaf.strata[*h].key.clone())
        .collect();
    let ending = match_teams(committed, &seed, &drawn, &mut words);
    Ok(Outcome {
        seed,
        strata: drawn,
        tie,
        ending,
        words,
        mode: committed.plan.mode,
    })
}

/// The first `k` subjects of a stratum's order and the words consumed. A top-up asks for one more.
pub fn selection(committed: &Committed, seed: &Digest, stratum: &str, k: u64) -> (Vec<SubjectId>, u64) {
    let rows = committed.frozen.subjects.iter();
    let rows = rows.filter(|s| s.st == Standing::In && s.str.as_deref() == Some(stratum));
    let strata = &committed.plan.strata;
    if strata.iter().any(|s| s.key == stratum && s.weigh.is_some()) {
        return weighted(committed, seed, stratum, &rows.collect::<Vec<_>>(), k);
    }
    let members: Vec<&SubjectId> = rows.map(|s| &s.id).collect();
    let mut stream = Stream::open(
        seed,
        Name {
            stage: "objects",
            stratum,
            purpose: "order",
            ctr: 0,
        },
    );
    let n = u32::try_from(members.len()).expect("a roster has fewer than 2^32 rows");
    let k = u32::try_from(k).unwrap_or(u32::MAX).min(n);
    let ids = order::prefix(n, k, &mut stream)
        .into_iter()
        .map(|i| members[i as usize].clone())
        .collect();
    (ids, stream.used())
}

/// The same in a stratum with weights; the tickets are counted like words.
fn weighted(
    committed: &Committed,
    seed: &Digest,
    stratum: &str,
    rows: &[&SubjectRow],
    k: u64,
) -> (Vec<SubjectId>, u64) {
    let weight = |row: &&SubjectRow| {
        let attrs = row.attrs.iter().cloned().collect();
        committed.plan.weight_of(stratum, &attrs)
    };
    let items: Vec<(&str, u64)> = rows.iter().map(|r| (r.id.as_str(), weight(r))).collect();
    let tickets = items.iter().map(|i| i.1).sum();
    let order = race::order(seed, "objects", stratum, &items);
    let k = usize::try_from(k).unwrap_or(usize::MAX);
    let ids = order.into_iter().take(k).map(|p| rows[p].id.clone()).collect();
    (ids, tickets)
}

pub(super) fn used_words(stage: &str, stratum: &str, purpose: &str, ctr: u64, n: u64) -> StreamUse {
    StreamUse {
        stage: stage.to_owned(),
        str: stratum.to_owned(),
        r#use: purpose.to_owned(),
        ctr,
        n,
    }
}

fn match_teams(
    committed: &Committed,
    seed: &Digest,
    drawn: &[StratumDraw],
    words: &mut Vec<StreamUse>,
) -> Ending {
    let mut chosen: Vec<(&SubjectId, &str, u64)> = drawn
        .iter()
        .flat_map(|s| {
            s.drawn
                .iter()
                .enumerate()
                .map(|(p, id)| (id, s.key.as_str(), p as u64))
        })
        .collect();
    chosen.sort();
    if committed.plan.fixed.is_some() {
        return fixed::match_groups(committed, seed, &chosen, words);
    }
    let objects: Vec<(&str, Option<&SubjectId>)> = chosen.iter().map(|c| (c.1, Some(c.0))).collect();
    let seating = shortage::seating(committed, shortage::active(committed), &objects);
    match deal(&seating.instance, seed) {
        Ok(deal) => {
            words.extend(
                deal.words
                    .iter()
                    .map(|(use_, ctr, n)| used_words("match", "", use_, *ctr, *n)),
            );
            let below = deal
                .level
                .checked_sub(1)
                .and_then(|level| violation(&seating.instance, level));
            let cut = below.map(|v| shortage::cut(&seating, &v, &objects));
            let teams = teams(&chosen, &seating, &deal);
            let subs = stages::below(committed, seed, chosen.iter().map(|c| c.0), words);
            Ending::Drawn {
                teams,
                groups: Vec::new(),
                subs,
                level: deal.level,
                cut,
                steps: deal.steps,
                restart: deal.restart,
            }
        }
        Err(NoDeal::DeadEnds) => Ending::DeadEnds,
        Err(NoDeal::Infeasible(_)) => {
            let found = shortage::explain(committed, &objects);
            Ending::Infeasible(Box::new(
                found.expect("a level that fails has a violated condition"),
            ))
        }
    }
}

fn teams(chosen: &[(&SubjectId, &str, u64)], seating: &Seating<'_>, deal: &Deal) -> Vec<Team> {
    let member = |q: usize| {
        (
            seating.staff[deal.seats[q]].id.clone(),
            seating.seats[q].role.clone(),
        )
    };
    let team = |(o, (id, stratum, position)): (usize, &(&SubjectId, &str, u64))| Team {
        object: (*id).clone(),
        stratum: (*stratum).to_owned(),
        position: *position,
        members: (seating.instance.first[o]..seating.instance.first[o + 1])
            .map(member)
            .collect(),
        group: None,
    };
    chosen.iter().enumerate().map(team).collect()
}

impl Outcome {
    /// Sample size by stratum.
    pub fn sizes(&self) -> BTreeMap<String, u64> {
        self.strata.iter().map(|s| (s.key.clone(), s.m)).collect()
    }

    /// Ids of the units drawn from frozen rosters.
    pub(super) fn units(&self) -> BTreeSet<String> {
        let Ending::Drawn { subs, .. } = &self.ending else {
            return BTreeSet::new();
        };
        let units = subs.iter().filter(|s| s.stage == Stage::Unit);
        units.flat_map(|s| s.drawn.iter().cloned()).collect()
    }

    /// The teams, if there are any.
    pub fn teams(&self) -> &[Team] {
        match &self.ending {
            Ending::Drawn { teams, .. } => teams,
            Ending::Infeasible(_) | Ending::DeadEnds => &[],
        }
    }
}
