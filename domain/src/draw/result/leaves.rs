//! The leaves that record a draw: reveals before it, the result after it.

use super::{Ending, Outcome, Team};
use crate::digest::{Digest, Secret};
use crate::draw::commit::Committed;
use crate::draw::freeze;
use crate::draw::leaf::{AllocLeaf, AssignLeaf, BeaconLeaf, Leaf, OpenLeaf, ResultLeaf, VoidLeaf, WitLeaf};
use crate::draw::plan::{BeaconRule, Mode};
use crate::draw::seed::{self, OpenError};
use std::collections::BTreeSet;

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
    reveal_leaves_of(committed, commit_index, reveals, beacon, None)
}

/// Who saw a physical lottery, and the digest of its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protocol {
    /// At least two people, by the authority's ids.
    pub saw: Vec<String>,
    /// SHA-256 of photo, film or signed sheet.
    pub evidence: Digest,
}

impl Protocol {
    /// True if at least two different people saw it.
    pub fn is_sound(saw: &[String]) -> bool {
        let distinct: BTreeSet<&String> = saw.iter().collect();
        saw.len() >= 2 && distinct.len() == saw.len() && saw.iter().all(|s| !s.is_empty())
    }
}

/// As [`reveal_leaves`], with the protocol of a ceremony where the plan waits for one.
///
/// # Errors
/// As [`reveal_leaves`]; [`OpenError::WrongBeacon`] for a ceremony without its protocol and the reverse.
pub fn reveal_leaves_of(
    committed: &Committed,
    commit_index: u64,
    reveals: &[Secret],
    beacon: Option<&[u8]>,
    protocol: Option<&Protocol>,
) -> Result<Vec<Leaf>, OpenError> {
    let held = matches!(committed.leaf.beacon, BeaconRule::Ceremony { .. });
    if held != protocol.is_some_and(|p| Protocol::is_sound(&p.saw)) || protocol.is_some() && !held {
        return Err(OpenError::WrongBeacon);
    }
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
            saw: protocol.map(|p| p.saw.clone()).unwrap_or_default(),
            evidence: protocol.map(|p| p.evidence),
        }));
    }
    Ok(leaves)
}

impl Outcome {
    /// Leaves to append, in order, from log index `next` on: `alloc`, every `assign`, `result`; or `alloc`,
    /// `void`; then, in open mode, `open`. `soft` names the software and its digest; `salt_key` is the one of the freeze.
    pub fn leaves(
        &self,
        commit_index: u64,
        next: u64,
        secret: &Secret,
        soft: &str,
        salt_key: &Secret,
    ) -> Vec<Leaf> {
        let salt = |kind: &str, id: &str| freeze::salt(salt_key, kind, id);
        self.leaves_with(commit_index, next, secret, soft, &salt)
    }

    pub(in crate::draw) fn leaves_with(
        &self,
        commit: u64,
        next: u64,
        secret: &Secret,
        soft: &str,
        salt: &dyn Fn(&str, &str) -> String,
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
                because: None,
            })
        };
        match &self.ending {
            Ending::Drawn {
                teams,
                level,
                cut,
                steps,
                restart,
                groups,
                subs,
            } => {
                leaves.extend(
                    groups
                        .iter()
                        .map(|g| g.leaf(commit, salt("group", &g.no.to_string()))),
                );
                leaves.extend(
                    teams
                        .iter()
                        .map(|t| assign(commit, t, salt("assign", t.object.as_str()))),
                );
                leaves.extend(subs.iter().map(|s| s.leaf(commit, salt(s.stage.name(), &s.of))));
                leaves.push(Leaf::Result(ResultLeaf {
                    commit,
                    first: next + 1 + groups.len() as u64,
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
        if self.mode == Mode::Open {
            leaves.push(open_leaf(commit, secret));
        }
        leaves
    }
}

/// The leaf that publishes S: with the result in open mode, at the end of the inspections in sealed mode.
pub fn open_leaf(commit_index: u64, secret: &Secret) -> Leaf {
    Leaf::Open(OpenLeaf {
        s: Digest(*secret.bytes()),
        commit: commit_index,
    })
}

fn assign(commit: u64, team: &Team, salt: String) -> Leaf {
    Leaf::Assign(AssignLeaf {
        commit,
        obj: team.object.clone(),
        str: team.stratum.clone(),
        pos: team.position,
        team: team.members.iter().map(|m| m.0.clone()).collect(),
        group: team.group,
        roles: team.members.iter().map(|m| m.1.clone()).collect(),
        salt,
    })
}
