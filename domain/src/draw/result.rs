//! Opening a draw: from the secrets to subjects and teams, and the leaves that record them.

use super::commit::Committed;
use super::freeze::{self, Standing};
use super::leaf::{
    AllocLeaf, AssignLeaf, BeaconLeaf, Leaf, OpenLeaf, ResultLeaf, StreamUse, VoidLeaf, WitLeaf,
};
use super::matching::cut::violation;
use super::matching::{Deal, NoDeal, deal};
use super::seed::{self, OpenError};
use super::shortage::{self, Seating, Shortage};
use super::strata;
use super::stream::{Name, Stream};
use super::{leaf, order};
use crate::digest::{Digest, Secret};
use crate::id::{InspectorId, SubjectId};
use std::collections::BTreeMap;

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
}

/// Leaves to append when the reveals and the public entropy are in: `wit` in the order of the commit leaf,
/// then `beacon`. `commit_index` is the log index of the commit leaf.
///
/// # Errors
/// As [`super::seed::match_reveals`] and [`super::seed::check_beacon`].
pub fn reveal_leaves(
    committed: &Committed,
    commit_index: u64,
    reveals: &[Secret],
    beacon: Option<&[u8]>,
) -> Result<Vec<Leaf>, OpenError> {
    let reveals = seed::match_reveals(&committed.leaf, reveals)?;
    seed::check_beacon(&committed.leaf.beacon, beacon)?;
    let wit = |(i, e): (usize, &Secret)| {
        Leaf::Wit(WitLeaf {
            commit: commit_index,
            i: i as u64,
            e: Digest(*e.bytes()),
        })
    };
    let mut leaves: Vec<Leaf> = reveals.iter().enumerate().map(wit).collect();
    if let Some(b) = beacon {
        leaves.push(Leaf::Beacon(BeaconLeaf {
            commit: commit_index,
            b: hex::encode(b),
        }));
    }
    Ok(leaves)
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
    let sizes = strata::sizes(&committed.leaf.strata, committed.leaf.total, &seed)?;
    let mut words = Vec::new();
    let mut drawn = Vec::new();
    for (stratum, m) in committed.leaf.strata.iter().zip(&sizes.m) {
        let (ids, used) = selection(committed, &seed, &stratum.key, *m);
        words.push(used_words("objects", &stratum.key, "order", 0, used));
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
    })
}

/// The first `k` subjects of a stratum's order and the words consumed. A top-up asks for one more.
pub fn selection(committed: &Committed, seed: &Digest, stratum: &str, k: u64) -> (Vec<SubjectId>, u64) {
    let members: Vec<&SubjectId> = committed
        .frozen
        .subjects
        .iter()
        .filter(|s| s.st == Standing::In && s.str.as_deref() == Some(stratum))
        .map(|s| &s.id)
        .collect();
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

fn used_words(stage: &str, stratum: &str, purpose: &str, ctr: u64, n: u64) -> StreamUse {
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
            Ending::Drawn {
                teams,
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
    };
    chosen.iter().enumerate().map(team).collect()
}

impl Outcome {
    /// Sample size by stratum.
    pub fn sizes(&self) -> BTreeMap<String, u64> {
        self.strata.iter().map(|s| (s.key.clone(), s.m)).collect()
    }

    /// The teams, if there are any.
    pub fn teams(&self) -> &[Team] {
        match &self.ending {
            Ending::Drawn { teams, .. } => teams,
            Ending::Infeasible(_) | Ending::DeadEnds => &[],
        }
    }

    /// Leaves to append, in order, from log index `next` on: `alloc`, every `assign`, `result`; or `alloc`,
    /// `void`; then `open`. `soft` names the software and its digest; `salt_key` is the one of the freeze.
    pub fn leaves(
        &self,
        commit_index: u64,
        next: u64,
        secret: &Secret,
        soft: &str,
        salt_key: &Secret,
    ) -> Vec<Leaf> {
        let salt = |id: &SubjectId| freeze::salt(salt_key, "assign", id.as_str());
        self.leaves_with(commit_index, next, secret, soft, &salt)
    }

    pub(super) fn leaves_with(
        &self,
        commit: u64,
        next: u64,
        secret: &Secret,
        soft: &str,
        salt: &dyn Fn(&SubjectId) -> String,
    ) -> Vec<Leaf> {
        let mut leaves = vec![Leaf::Alloc(AllocLeaf {
            commit,
            m: self.sizes(),
            tie: self.tie.clone(),
        })];
        let void = |why: &str, cut| {
            Leaf::Void(VoidLeaf {
                commit,
                why: why.to_owned(),
                cut,
                missing: Vec::new(),
            })
        };
        match &self.ending {
            Ending::Drawn {
                teams,
                level,
                cut,
                steps,
                restart,
            } => {
                leaves.extend(teams.iter().map(|t| assign(commit, t, salt(&t.object))));
                leaves.push(Leaf::Result(ResultLeaf {
                    commit,
                    first: next + 1,
                    n: teams.len() as u64,
                    m: self.sizes(),
                    cap: *level,
                    cut: cut.clone(),
                    steps: *steps,
                    restart: *restart,
                    words: self.words.clone(),
                    soft: soft.to_owned(),
                }));
            }
            Ending::Infeasible(shortage) => leaves.push(void("infeasible", Some(shortage.cut.clone()))),
            Ending::DeadEnds => leaves.push(void("not_proven_infeasible", None)),
        }
        leaves.push(Leaf::Open(OpenLeaf {
            s: Digest(*secret.bytes()),
            commit,
        }));
        leaves
    }
}

fn assign(commit: u64, team: &Team, salt: String) -> Leaf {
    Leaf::Assign(AssignLeaf {
        commit,
        obj: team.object.clone(),
        str: team.stratum.clone(),
        pos: team.position,
        team: team.members.iter().map(|m| m.0.clone()).collect(),
        roles: team.members.iter().map(|m| m.1.clone()).collect(),
        salt,
    })
}
