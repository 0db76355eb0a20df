//! The commitment: three leaves that bind plan, rosters and everybody's secrets (draw protocol §2.3).

use super::fixed;
use super::freeze::{Frozen, Standing};
use super::leaf::{CommitLeaf, Genesis, Leaf, PlanLeaf, PolicyLeaf, RosterLeaf, StratumSize, VERSION};
use super::plan::DrawPlan;
use super::shortage::{self, Shortage};
use super::strata;
use crate::canon::CanonError;
use crate::digest::Digest;
use crate::log::{Policy, leaf_hash};
use crate::problem::Problem;

/// A draw that exists: what [`super::open`] needs besides the secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The plan.
    pub plan: DrawPlan,
    /// The frozen rosters.
    pub frozen: Frozen,
    /// The commit leaf.
    pub leaf: CommitLeaf,
    /// Canonical text of the plan leaf; first to append.
    pub plan_text: String,
    /// Canonical text of the roster leaf; second to append.
    pub roster_text: String,
    /// Canonical text of the commit leaf; third to append.
    pub commit_text: String,
}

/// Why a draw may not be committed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The plan contradicts itself or the rosters.
    #[error("the plan cannot be drawn")]
    Problems(Vec<Problem>),
    /// Too few eligible inspectors, whoever is drawn.
    #[error("too few eligible inspectors")]
    Infeasible(Box<Shortage>),
    /// Text outside the canonical profile.
    #[error(transparent)]
    Canon(#[from] CanonError),
}

impl Committed {
    /// Leaf hash of the commit leaf: the commitment to publish, and an input of the seed.
    pub fn digest(&self) -> Digest {
        leaf_hash(self.commit_text.as_bytes())
    }
}

/// Index 0 of a log.
pub fn genesis_leaf(policy: &Policy) -> Leaf {
    Leaf::Genesis(Genesis {
        origin: policy.log.name.clone(),
        key: policy.log.to_string(),
        suite: 1,
        v: VERSION.to_owned(),
    })
}

/// Names the witnesses from here on; appended once, and again whenever they change.
pub fn policy_leaf(policy: &Policy) -> Leaf {
    Leaf::Policy(PolicyLeaf {
        witnesses: policy.witnesses.iter().map(ToString::to_string).collect(),
        quorum: u64::from(policy.quorum),
    })
}

/// Builds the leaves of a commitment. `seq` is the authority's next number without gap, `srv` is
/// [`super::server_commitment`] of the stored secret, `wit` the witnesses' commitments in their order.
///
/// # Errors
/// [`CommitError`]: number of commitments, contradicting sizes, nobody to draw, or too few inspectors.
pub fn commit(
    plan: &DrawPlan,
    frozen: &Frozen,
    seq: u64,
    srv: Digest,
    wit: &[Digest],
) -> Result<Committed, CommitError> {
    let strata = stratum_sizes(plan, frozen);
    let mut problems = plan.problems();
    if wit.len() as u64 != plan.witness.n {
        problems.push(
            Problem::error("draw.commit.witnesses", "witness.n")
                .with("have", wit.len().to_string())
                .with("need", plan.witness.n.to_string()),
        );
    }
    if wit.iter().enumerate().any(|(i, w)| wit[..i].contains(w)) {
        problems.push(Problem::error("draw.commit.witness_twice", "wit"));
    }
    if !strata::can_share(&strata, plan.total) {
        problems.push(Problem::error("draw.commit.sizes", "total"));
    }
    if frozen.subjects.iter().all(|s| s.st == Standing::Out) {
        problems.push(Problem::error("draw.commit.nobody", "subjects"));
    }
    if !problems.is_empty() {
        return Err(CommitError::Problems(problems));
    }
    let committed = leaves(plan, frozen, strata, seq, srv, wit)?;
    if let Some(problem) = fixed::problem(&committed) {
        return Err(CommitError::Problems(vec![problem]));
    }
    match shortage::whoever_is_drawn(&committed) {
        Some(shortage) => Err(CommitError::Infeasible(Box::new(shortage))),
        None => Ok(committed),
    }
}

/// The strata with the number of subjects in each that may be drawn.
pub(super) fn stratum_sizes(plan: &DrawPlan, frozen: &Frozen) -> Vec<StratumSize> {
    let count = |key: &str| {
        let members = frozen.subjects.iter();
        members
            .filter(|s| s.st == Standing::In && s.str.as_deref() == Some(key))
            .count() as u64
    };
    let can = |s: &super::plan::Stratum| {
        s.weigh.as_ref()?;
        let members = frozen.subjects.iter();
        let members = members.filter(|r| r.st == Standing::In && r.str.as_ref() == Some(&s.key));
        let positive = |r: &&super::freeze::SubjectRow| {
            let attrs = r.attrs.iter().cloned().collect();
            plan.weight_of(&s.key, &attrs) > 0
        };
        Some(members.filter(positive).count() as u64)
    };
    let size = |s: &super::plan::Stratum| StratumSize {
        key: s.key.clone(),
        n: count(&s.key),
        can: can(s),
        rule: s.rule.clone(),
        team: s.team.clone(),
    };
    plan.strata.iter().map(size).collect()
}

/// The leaves that follow from plan, rosters and commitments; a verifier builds them again and compares.
pub(super) fn leaves(
    plan: &DrawPlan,
    frozen: &Frozen,
    strata: Vec<StratumSize>,
    seq: u64,
    srv: Digest,
    wit: &[Digest],
) -> Result<Committed, CanonError> {
    let plan_text = Leaf::Plan(PlanLeaf {
        seq,
        plan: plan.clone(),
    })
    .text()?;
    let n = frozen.rows.len() as u64;
    let roster = RosterLeaf {
        seq,
        n,
        root: frozen.roster_root,
        inspectors: frozen.inspectors_root,
        recuse: frozen.recuse_digest,
        children: frozen.children_root,
    };
    let leaf = CommitLeaf {
        v: VERSION.to_owned(),
        seq,
        plan: leaf_hash(plan_text.as_bytes()),
        roster: frozen.roster_root,
        n,
        inspectors: frozen.inspectors_root,
        recuse: frozen.recuse_digest,
        children: frozen.children_root,
        strata,
        total: plan.total,
        team: plan.team.clone(),
        caps: plan.caps.clone(),
        apart: plan.apart.clone(),
        srv,
        escrow: plan.escrow.clone(),
        wit: wit.to_vec(),
        approver: plan.approver,
        beacon: plan.beacon.clone(),
        prev: plan.prev,
        deadline: plan.deadline,
        open_by: plan.open_by,
    };
    Ok(Committed {
        plan: plan.clone(),
        frozen: frozen.clone(),
        plan_text,
        roster_text: Leaf::Roster(roster).text()?,
        commit_text: Leaf::Commit(leaf.clone()).text()?,
        leaf,
    })
}
