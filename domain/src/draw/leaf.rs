//! The leaves of a draw, in the order they are appended: canonical JSON objects tagged by `t`.
//!
//! An absent value is an omitted key. A leaf with an unknown key is refused, so nothing can hide in one.

pub mod act;
pub mod stage;

pub use act::{HandSeat, ManualLeaf, ReplKind, ReplNoLeaf, ReplOkLeaf, ReplReqLeaf};
pub use stage::{GroupLeaf, LateLeaf, SubLeaf};

use super::plan::{BeaconRule, Caps, ChainEnd, DrawPlan, Rule, Seat};
use crate::canon;
use crate::digest::{Digest, Secret};
use crate::id::{InspectorId, SubjectId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version named in the commit leaf; another way of drawing is another version.
pub const VERSION: &str = "ssj-draw/1";

/// Any leaf of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Leaf {
    /// Index 0 of every log.
    Genesis(Genesis),
    /// Whose cosignatures count from here on.
    Policy(PolicyLeaf),
    /// The plan, whole.
    Plan(PlanLeaf),
    /// The frozen rosters.
    Roster(RosterLeaf),
    /// The commitment: the draw exists from here on.
    Commit(CommitLeaf),
    /// One witness's entropy.
    Wit(WitLeaf),
    /// Public entropy.
    Beacon(BeaconLeaf),
    /// Sample sizes.
    Alloc(AllocLeaf),
    /// A fixed team.
    Group(GroupLeaf),
    /// One subject and its team.
    Assign(AssignLeaf),
    /// Children drawn below a subject or a unit.
    Sub(SubLeaf),
    /// Children found on site and drawn there.
    Late(LateLeaf),
    /// The result's summary.
    Result(ResultLeaf),
    /// No result, and why.
    Void(VoidLeaf),
    /// The server's secret.
    Open(OpenLeaf),
    /// A replacement is asked for.
    ReplReq(ReplReqLeaf),
    /// It is approved.
    ReplOk(ReplOkLeaf),
    /// It is refused.
    ReplNo(ReplNoLeaf),
    /// Seats changed by hand.
    Manual(ManualLeaf),
}

/// Names the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genesis {
    /// Origin.
    pub origin: String,
    /// The log's verifier key.
    pub key: String,
    /// 1 = SHA-256, Ed25519, ChaCha20.
    pub suite: u64,
    /// [`VERSION`].
    pub v: String,
}

/// Names the witnesses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyLeaf {
    /// Verifier keys of the witnesses.
    pub witnesses: Vec<String>,
    /// Cosignatures asked for.
    pub quorum: u64,
}

/// Publishes the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanLeaf {
    /// Gapless number of the draw within the authority.
    pub seq: u64,
    /// The plan.
    pub plan: DrawPlan,
}

/// Publishes the roots of the frozen lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterLeaf {
    /// Number of the draw.
    pub seq: u64,
    /// Rows of subjects, excluded ones counted.
    pub n: u64,
    /// Merkle root over the rows of subjects.
    pub root: Digest,
    /// Merkle root over the rows of inspectors.
    pub inspectors: Digest,
    /// SHA-256 of the recusal list's canonical bytes.
    pub recuse: Digest,
    /// Merkle root over the rows of children, where a stage of the plan is frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub children: Option<Digest>,
}

/// One stratum as committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumSize {
    /// Key.
    pub key: String,
    /// Subjects in it that may be drawn.
    pub n: u64,
    /// How many of them have a weight above 0, in a stratum with weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can: Option<u64>,
    /// Sample size rule.
    pub rule: Rule,
    /// Seats, where they differ from `team`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Vec<Seat>>,
}

/// Binds everything before any entropy exists; its leaf hash is an input of the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitLeaf {
    /// [`VERSION`].
    pub v: String,
    /// Number of the draw.
    pub seq: u64,
    /// Leaf hash of the plan leaf.
    pub plan: Digest,
    /// As in the roster leaf.
    pub roster: Digest,
    /// As in the roster leaf.
    pub n: u64,
    /// As in the roster leaf.
    pub inspectors: Digest,
    /// As in the roster leaf.
    pub recuse: Digest,
    /// As in the roster leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub children: Option<Digest>,
    /// Strata in the plan's order.
    pub strata: Vec<StratumSize>,
    /// Fixed sample size, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Seats of a team.
    pub team: Vec<Seat>,
    /// Bounds of load.
    #[serde(default, skip_serializing_if = "Caps::is_empty")]
    pub caps: Caps,
    /// Pairs never in one team.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<[InspectorId; 2]>,
    /// `SHA-256("ssj-draw/1 srv\n" ‖ S)`.
    pub srv: Digest,
    /// S sealed to a notary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escrow: Option<String>,
    /// `SHA-256("ssj-draw/1 wit\n" ‖ E_i)`, one for each witness.
    pub wit: Vec<Digest>,
    /// End of the approver's chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<ChainEnd>,
    /// Public entropy waited for.
    pub beacon: BeaconRule,
    /// The void draw before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<u64>,
    /// Latest moment for the reveals and the result, Unix seconds.
    pub deadline: u64,
    /// Latest moment to publish S in sealed mode, Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_by: Option<u64>,
}

/// A witness's entropy, revealed after it saw the commit leaf in a cosigned checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Place in the commit leaf's `wit`.
    pub i: u64,
    /// `E_i`.
    pub e: Digest,
}

/// Public entropy as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeaconLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// The bytes B of the seed, hex.
    pub b: String,
    /// Who saw a ceremony: at least two people, by the authority's ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saw: Vec<String>,
    /// SHA-256 of the record of a ceremony (photo, film, signed sheet).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Digest>,
}

/// Sample sizes of the strata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllocLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Size by stratum.
    pub m: BTreeMap<String, u64>,
    /// Keys in the random order that broke ties; only with a rule `total`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie: Vec<String>,
}

/// One drawn subject and its team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// The subject.
    pub obj: SubjectId,
    /// Its stratum.
    pub str: String,
    /// Its place in the stratum's order, from 0.
    pub pos: u64,
    /// Inspectors in the order of the seats.
    pub team: Vec<InspectorId>,
    /// Number of the fixed team, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u64>,
    /// Role of each seat.
    pub roles: Vec<String>,
    /// 16 bytes hex that hide the leaf while only its hash is known.
    pub salt: String,
}

/// Words taken from one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamUse {
    /// Stage.
    pub stage: String,
    /// Stratum, or empty.
    pub str: String,
    /// Purpose.
    pub r#use: String,
    /// Counter.
    pub ctr: u64,
    /// 64-bit words consumed.
    pub n: u64,
}

/// Summary of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Index of the first assign leaf.
    pub first: u64,
    /// Number of assign leaves.
    pub n: u64,
    /// Size by stratum.
    pub m: BTreeMap<String, u64>,
    /// λ: the load that no inspector exceeds, prior load counted.
    pub cap: u64,
    /// Why λ−1 does not do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// T: steps of the mix.
    pub steps: u64,
    /// Restarts before this deal (only with pairs kept apart).
    pub restart: u64,
    /// Words used, stream by stream.
    pub words: Vec<StreamUse>,
    /// Software that drew, with its digest.
    pub soft: String,
}

/// Seats of one kind inside a cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutSeats {
    /// Kind of seat.
    pub seat: Seat,
    /// How many.
    pub n: u64,
}

/// A set of seats that the inspectors who may take them cannot fill (Hall's condition violated): `need` seats,
/// at most `have` cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// λ at which it fails.
    pub cap: u64,
    /// Seats in the set.
    pub need: u64,
    /// Cards that can reach them.
    pub have: u64,
    /// The seats by kind, in the order of kinds.
    pub seats: Vec<CutSeats>,
    /// The inspectors who may take at least one of them.
    pub inspectors: Vec<InspectorId>,
    /// Subjects the seats belong to.
    pub objects: Vec<SubjectId>,
}

/// No result, or one that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoidLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// `infeasible` with a cut, `not_proven_infeasible` after 64 restarts, `missing_reveal` or
    /// `beacon_missing` at the deadline, `withdrawn` by the authority.
    pub why: String,
    /// The certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// Witnesses who have not revealed, by their place in the commit leaf.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<u64>,
    /// The authority's reason code for a draw it withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// The secret, opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenLeaf {
    /// S.
    #[serde(rename = "S")]
    pub s: Digest,
    /// Index of the commit leaf.
    pub commit: u64,
}

impl Leaf {
    /// Canonical text: what is hashed and stored.
    ///
    /// # Errors
    /// [`canon::CanonError`] when an id or name lies outside the profile (not NFC).
    pub fn text(&self) -> Result<String, canon::CanonError> {
        canon::encode(self)
    }

    /// Log index of the commit leaf it belongs to; absent before that.
    pub fn commit(&self) -> Option<u64> {
        match self {
            Self::Genesis(_) | Self::Policy(_) | Self::Plan(_) | Self::Roster(_) | Self::Commit(_) => None,
            Self::Wit(WitLeaf { commit, .. })
            | Self::Beacon(BeaconLeaf { commit, .. })
            | Self::Alloc(AllocLeaf { commit, .. })
            | Self::Group(GroupLeaf { commit, .. })
            | Self::Assign(AssignLeaf { commit, .. })
            | Self::Sub(SubLeaf { commit, .. })
            | Self::Late(LateLeaf { commit, .. })
            | Self::Result(ResultLeaf { commit, .. })
            | Self::Void(VoidLeaf { commit, .. })
            | Self::Open(OpenLeaf { commit, .. })
            | Self::ReplReq(ReplReqLeaf { commit, .. })
            | Self::ReplOk(ReplOkLeaf { commit, .. })
            | Self::ReplNo(ReplNoLeaf { commit, .. })
            | Self::Manual(ManualLeaf { commit, .. }) => Some(*commit),
        }
    }
}

/// `SHA-256("ssj-draw/1 wit\n" ‖ E)`: what a witness publishes before the commit leaf.
pub fn witness_commitment(e: &Secret) -> Digest {
    crate::digest::sha256(&[b"ssj-draw/1 wit\n", e.bytes()])
}

/// `SHA-256("ssj-draw/1 srv\n" ‖ S)`: what the server publishes in the commit leaf.
pub fn server_commitment(s: &Secret) -> Digest {
    crate::digest::sha256(&[b"ssj-draw/1 srv\n", s.bytes()])
}
