//! A witness's browser: its key, what it sees of a task, what it hands in.

use super::TaskSummary;
use super::WitnessChange;
use super::WitnessStatus;
use crate::id::UserId;
use serde::{Deserialize, Serialize};

/// A witness browser registers its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessKey {
    /// Ed25519 verifying key, base64url.
    pub public: String,
}

/// What a witness sees of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessTask {
    /// Task.
    pub task: TaskSummary,
    /// This witness's own status.
    pub status: WitnessStatus,
    /// Canonical bytes of the commit leaf, once committed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit_leaf: Option<String>,
    /// `.tlog-proof` of the commit leaf, without this witness's cosignature yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlog_proof: Option<String>,
    /// Consistency proof from the last checkpoint size this witness cosigned (hex hashes).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consistency: Vec<String>,
    /// The size `consistency` starts from; absent before the first cosignature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consistency_from: Option<u64>,
    /// Changes to the result that wait for a witness, or were carried out with this one's entropy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<WitnessChange>,
}

/// The log as a witness browser pins it when it registers its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessLog {
    /// The name of this witness's key in cosignature lines.
    pub name: String,
    /// The registered verifying key (base64url); the browser compares it with its own.
    pub public: String,
    /// tlog policy text: log origin and key, witness keys, quorum.
    pub policy: String,
}

/// A witness account, for the plan form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessAccount {
    /// Account.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// A browser of this witness has registered its key; without one it can commit nothing.
    pub has_key: bool,
}

/// A witness commits its entropy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessCommitment {
    /// `H("ssj-draw/1 wit\n" ‖ E)`, hex.
    pub commitment: String,
}

/// A witness cosigns the checkpoint that holds the commit leaf, and reveals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessReveal {
    /// Cosignature line of the signed note.
    pub cosignature: String,
    /// E, 32 bytes hex.
    pub entropy: String,
}
