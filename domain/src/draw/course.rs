//! The course of a result (抽取后的变更): replacements, refusals, acts by hand and withdrawal, one leaf after
//! another (draw protocol §2.11).
//!
//! Exists so that nothing is drawn "again until liked": a subject is followed by the next of the same order, an
//! inspector by a draw whose entropy is the approver's unreleased value, and whatever a person decides is
//! counted. Invariant: the state follows from the draw and its leaves alone, so every verifier reaches the same.

mod below;
mod refill;
mod take;
#[cfg(test)]
mod tests;
mod unfit;

pub use unfit::Unfit;
use unfit::{fresh, salted, unfit};

use super::commit::Committed;
use super::leaf::{ManualLeaf, ReplKind, ReplNoLeaf, ReplOkLeaf, ReplReqLeaf, VoidLeaf};
use super::plan::{BeaconRule, ChainEnd, Mode, Stage};
use super::result::{self, Ending, Outcome, Team};
use super::stages::Sub;
use crate::digest::{Digest, sha256};
use crate::id::{InspectorId, SubjectId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How often a person had a hand in the result; shown wherever the draw is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Acts by hand: not random.
    pub manual: u64,
    /// Requests refused.
    pub refused: u64,
    /// Requests approved.
    pub replaced: u64,
    /// Requests not answered.
    pub waiting: u64,
}

impl Counts {
    /// True if nothing happened.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A subject that was said to be invalid: it is forced into the next plans until its end is proved, so that a
/// false "invalid" gains nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// The subject.
    pub obj: SubjectId,
    /// Reason code it was left aside for.
    pub why: String,
    /// Number of the draw.
    pub seq: u64,
}

#[derive(Clone, Debug)]
struct Pending {
    leaf: ReplReqLeaf,
    digest: Digest,
}

/// The state of a result after some leaves.
#[derive(Clone, Debug)]
pub struct Course<'a> {
    committed: &'a Committed,
    commit_index: u64,
    seed: Digest,
    level: u64,
    opened: bool,
    teams: BTreeMap<SubjectId, Team>,
    objects: u64,
    next: BTreeMap<String, u64>,
    chain: Option<ChainEnd>,
    filled: u64,
    pending: BTreeMap<u64, Pending>,
    barred: BTreeSet<InspectorId>,
    recused: BTreeSet<(InspectorId, SubjectId)>,
    counts: Counts,
    duties: Vec<Duty>,
    void: Option<VoidLeaf>,
    /// Children still to be told of a subject that moved up.
    owed: VecDeque<Sub>,
    /// Drawn units, and parents whose children were drawn on site.
    units: BTreeSet<String>,
    /// How many times was drawn on site, by stage, parent and list.
    late: BTreeMap<(Stage, String, Option<String>), u64>,
}

impl<'a> Course<'a> {
    /// The course at the result leaf. In open mode S is public from here on.
    pub fn new(committed: &'a Committed, outcome: &Outcome, commit_index: u64) -> Self {
        let level = match outcome.ending {
            Ending::Drawn { level, .. } => level,
            Ending::Infeasible(_) | Ending::DeadEnds => 0,
        };
        let teams = outcome.teams().iter().map(|t| (t.object.clone(), t.clone()));
        Self {
            committed,
            commit_index,
            seed: outcome.seed,
            level,
            opened: committed.plan.mode == Mode::Open,
            teams: teams.collect(),
            objects: outcome.teams().len() as u64,
            next: outcome.sizes(),
            chain: committed.leaf.approver,
            filled: 0,
            pending: BTreeMap::new(),
            barred: BTreeSet::new(),
            recused: BTreeSet::new(),
            counts: Counts::default(),
            duties: Vec::new(),
            void: None,
            owed: VecDeque::new(),
            units: outcome.units(),
            late: BTreeMap::new(),
        }
    }

    /// Subjects and teams as they are now, by subject id.
    pub fn teams(&self) -> impl Iterator<Item = &Team> {
        self.teams.values()
    }

    /// How often a person had a hand in it.
    pub fn counts(&self) -> Counts {
        Counts {
            waiting: self.pending.len() as u64,
            ..self.counts
        }
    }

    /// Subjects left aside, forced into the next plans.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The withdrawal, if the result no longer holds.
    pub fn void(&self) -> Option<&VoidLeaf> {
        self.void.as_ref()
    }

    /// Checks a request.
    ///
    /// # Errors
    /// The first thing that does not fit the course.
    pub fn check_request(&self, leaf: &ReplReqLeaf) -> Result<(), Unfit> {
        self.stands(leaf.commit)?;
        let Some(team) = self.teams.get(&leaf.obj) else {
            return unfit("obj", "a drawn subject", &leaf.obj);
        };
        match leaf.kind {
            ReplKind::Object if leaf.seat.is_some() => return unfit("seat", "nothing", "a seat"),
            ReplKind::Object if leaf.who.is_some() => return unfit("who", "nothing", "an inspector"),
            ReplKind::Object => {}
            ReplKind::Inspector => {
                let Some((who, _)) = leaf.seat.and_then(|q| team.members.get(usize::try_from(q).ok()?))
                else {
                    return unfit("seat", "a seat of the team", "another or none");
                };
                if leaf.who.as_ref() != Some(who) {
                    return unfit("who", "who sits there", "another or nobody");
                }
            }
        }
        if leaf.why.is_empty() {
            return unfit("why", "a reason", "none");
        }
        if leaf.wit.is_some() && leaf.beacon != BeaconRule::None {
            return unfit("beacon", "nothing beside a witness", "another source");
        }
        let waits = leaf.wit.is_some() || leaf.beacon != BeaconRule::None;
        if leaf.kind == ReplKind::Inspector && self.opened && !waits {
            return unfit("wit", "fresh entropy, the secret being public", "none");
        }
        salted(&leaf.salt)
    }

    /// What an approval gives: the leaf to append. `otp` is the next value of the approver's chain, `e` and `b`
    /// the fresh entropy the request waits for.
    ///
    /// # Errors
    /// `req` not waiting or overtaken, `otp` not the next value, `e` or `b` not what the request waits for.
    pub fn approve(
        &self,
        req: u64,
        otp: Digest,
        e: Option<Digest>,
        b: Option<&str>,
        salt: &str,
    ) -> Result<ReplOkLeaf, Unfit> {
        let pending = self.answerable(req)?;
        self.check_chain(&otp)?;
        let fresh = fresh(&pending.leaf, e, b)?;
        let mut ok = ReplOkLeaf {
            commit: self.commit_index,
            req,
            otp,
            e,
            b: b.map(str::to_owned),
            new: None,
            pos: None,
            cap: None,
            team: Vec::new(),
            salt: salt.to_owned(),
        };
        let waits = !fresh.is_empty();
        let seed = refill::seed(&self.seed, &otp, &pending.digest, &fresh);
        let (team, filled) = match pending.leaf.kind {
            ReplKind::Object => {
                let Some((id, team)) = self.next_team(&pending.leaf.obj) else {
                    salted(salt)?;
                    return Ok(ok);
                };
                ok.new = Some(id.to_string());
                ok.pos = Some(team.position);
                let filled = refill::unfit_seats(self, &team, &pending.leaf);
                (team, filled)
            }
            ReplKind::Inspector => {
                let seat = pending.leaf.seat.and_then(|q| usize::try_from(q).ok());
                (self.teams[&pending.leaf.obj].clone(), seat.into_iter().collect())
            }
        };
        if !filled.is_empty() && self.opened && !waits {
            return unfit(
                "req",
                "a request that waits for fresh entropy",
                "one that does not",
            );
        }
        let done = refill::fill(self, &team, &filled, &pending.leaf, &seed);
        if pending.leaf.kind == ReplKind::Inspector {
            ok.new = filled
                .first()
                .and_then(|q| done.team[*q].clone())
                .map(|id| id.to_string());
        }
        if ok.new.is_some() {
            ok.cap = (done.level > self.level).then_some(done.level);
            let id = |who: &Option<InspectorId>| who.clone().unwrap_or_else(|| InspectorId::new(""));
            ok.team = done.team.iter().map(id).collect();
        }
        salted(salt)?;
        Ok(ok)
    }

    /// Checks a refusal.
    ///
    /// # Errors
    /// As [`Course::approve`].
    pub fn check_refusal(&self, leaf: &ReplNoLeaf) -> Result<(), Unfit> {
        self.stands(leaf.commit)?;
        if !self.pending.contains_key(&leaf.req) {
            return unfit("req", "a request without an answer", leaf.req);
        }
        self.check_chain(&leaf.otp)?;
        if leaf.why.is_empty() {
            return unfit("why", "a reason", "none");
        }
        Ok(())
    }

    /// Checks an act by hand: two people approved it, and every team it leaves is legal.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check_manual(&self, leaf: &ManualLeaf) -> Result<(), Unfit> {
        self.stands(leaf.commit)?;
        if leaf.why.is_empty() {
            return unfit("why", "a reason", "none");
        }
        let [a, b] = &leaf.by;
        if a.is_empty() || b.is_empty() || a == b {
            return unfit("by", "two different people", format!("{a}, {b}"));
        }
        refill::check_seats(self, leaf)?;
        salted(&leaf.salt)
    }

    /// Checks a withdrawal of the whole result.
    ///
    /// # Errors
    /// Anything but `withdrawn` with a reason.
    pub fn check_void(&self, leaf: &VoidLeaf) -> Result<(), Unfit> {
        self.stands(leaf.commit)?;
        if leaf.why != "withdrawn" {
            return unfit("why", "withdrawn", &leaf.why);
        }
        if leaf.cut.is_some() || !leaf.missing.is_empty() {
            return unfit("missing", "nothing", "something");
        }
        match &leaf.because {
            Some(because) if !because.is_empty() => Ok(()),
            Some(_) | None => unfit("because", "a reason", "none"),
        }
    }

    /// The draw's number, and a result that still holds.
    fn stands(&self, commit: u64) -> Result<(), Unfit> {
        if commit != self.commit_index {
            return unfit("commit", &self.commit_index.to_string(), commit);
        }
        if self.void.is_some() {
            return unfit("t", "no more leaf", "one more");
        }
        if self.owes() {
            return unfit("t", "sub", "another leaf");
        }
        Ok(())
    }

    /// A request that waits and still names what stands.
    fn answerable(&self, req: u64) -> Result<&Pending, Unfit> {
        self.stands(self.commit_index)?;
        let Some(pending) = self.pending.get(&req) else {
            return unfit("req", "a request without an answer", req);
        };
        let team = self.teams.get(&pending.leaf.obj);
        let seat = pending.leaf.seat.and_then(|q| usize::try_from(q).ok());
        let still = match (team, pending.leaf.kind) {
            (None, _) => false,
            (Some(_), ReplKind::Object) => true,
            (Some(team), ReplKind::Inspector) => {
                seat.and_then(|q| team.members.get(q)).map(|m| &m.0) == pending.leaf.who.as_ref()
            }
        };
        if still {
            Ok(pending)
        } else {
            unfit("req", "a request that still names what stands", req)
        }
    }

    fn check_chain(&self, otp: &Digest) -> Result<(), Unfit> {
        match self.chain {
            Some(ChainEnd { end, n }) if n > 0 && sha256(&[&otp.0]) == end => Ok(()),
            Some(_) | None => unfit("otp", "the next value of the approver's chain", otp),
        }
    }

    /// The subject after the last one of its stratum, with the team that moves on to it.
    fn next_team(&self, invalid: &SubjectId) -> Option<(SubjectId, Team)> {
        let team = self.teams.get(invalid)?;
        let position = self.next.get(&team.stratum).copied().unwrap_or(0);
        let (ids, _) = result::selection(self.committed, &self.seed, &team.stratum, position + 1);
        let id = ids.get(usize::try_from(position).ok()?)?.clone();
        let moved = Team {
            object: id.clone(),
            position,
            ..team.clone()
        };
        Some((id, moved))
    }
}
