//! Leaves of what happens to a result afterwards (draw protocol §2.11): replacements, acts by hand, refusals.
//!
//! Every one of them is counted and public; none can take back another.

use crate::digest::Digest;
use crate::draw::plan::BeaconRule;
use crate::id::{InspectorId, SubjectId};
use serde::{Deserialize, Serialize};

/// What is to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplKind {
    /// The subject: it cannot be inspected at all.
    Object,
    /// One inspector of its team.
    Inspector,
}

/// Asks for a replacement. It stands in a cosigned checkpoint before the approver answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplReqLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// What is replaced.
    pub kind: ReplKind,
    /// The drawn subject.
    pub obj: SubjectId,
    /// Seat of the team, from 0; for inspectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<u64>,
    /// Who sits there; for inspectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<InspectorId>,
    /// Reason code. `recusal` bars the inspector from this subject only, any other from the whole draw.
    pub why: String,
    /// SHA-256 of the evidence.
    pub evidence: Digest,
    /// Commitment of a witness to fresh entropy, as in the commit leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wit: Option<Digest>,
    /// Public entropy waited for, named before it exists.
    #[serde(default, skip_serializing_if = "is_none")]
    pub beacon: BeaconRule,
    /// 16 bytes hex.
    pub salt: String,
}

fn is_none(beacon: &BeaconRule) -> bool {
    *beacon == BeaconRule::None
}

/// The approver's yes: the next value of the hash chain, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplOkLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Index of the request.
    pub req: u64,
    /// The released value; its SHA-256 is the one released before, or the chain's end.
    pub otp: Digest,
    /// The witness's fresh entropy, if the request waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub e: Option<Digest>,
    /// Public entropy in hex, if the request waits for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<String>,
    /// The subject that moves up, or the inspector drawn; absent = there is nobody left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Place of the new subject in its stratum's order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pos: Option<u64>,
    /// λ of the seats filled, if they needed a higher one than the draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u64>,
    /// The whole team afterwards; an empty id is a seat that nobody could be drawn for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<InspectorId>,
    /// 16 bytes hex.
    pub salt: String,
}

/// The approver's no. It releases a value too: there is no silent second chance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplNoLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Index of the request.
    pub req: u64,
    /// The released value.
    pub otp: Digest,
    /// Reason code.
    pub why: String,
}

/// One seat set by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandSeat {
    /// The drawn subject.
    pub obj: SubjectId,
    /// Seat of its team, from 0.
    pub seat: u64,
    /// Who sits there from now on.
    pub who: InspectorId,
}

/// Seats changed by hand: a swap of two people, or one named. Not random, and counted as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManualLeaf {
    /// Index of the commit leaf.
    pub commit: u64,
    /// Reason code.
    pub why: String,
    /// SHA-256 of the evidence.
    pub evidence: Digest,
    /// The two people who approved, by the authority's ids; two different ones.
    pub by: [String; 2],
    /// One seat (named) or two seats whose inspectors change places (swap).
    pub seats: Vec<HandSeat>,
    /// 16 bytes hex.
    pub salt: String,
}
