//! Proof (凭据): a tablet's signature over its officer's latest changes, so that a colleague can hand them in.
//!
//! A change's hash covers everything it rests on, so one signature over the tips covers all of them. Whoever holds
//! an officer's changes and the proof can bring both to the server when the officer's own tablet cannot.

use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::inspection::signature::device_signed;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An enrolled tablet as admission knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceKey {
    /// Its officer.
    pub inspector: InspectorId,
    /// ECDSA P-256 public key (SEC1 uncompressed, base64url).
    pub key: String,
}

/// Tablets by id.
pub type DeviceKeys = BTreeMap<DeviceId, DeviceKey>;

/// A signed statement: "these are my officer's changes of this inspection, and all before them".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The tablet.
    pub device: DeviceId,
    /// Its officer.
    pub inspector: InspectorId,
    /// The officer's changes that none of his others rests on, sorted.
    pub heads: Vec<ChangeId>,
    /// ECDSA P-256 (raw r‖s) over [`proof_text`].
    #[serde(with = "serde_bytes")]
    pub signature: Vec<u8>,
}

/// What the device key signs: a label, inspection, tablet and officer, and the heads in hex, a line each.
pub fn proof_text(
    inspection: &InspectionId,
    device: &DeviceId,
    inspector: &InspectorId,
    heads: &[ChangeId],
) -> String {
    let mut text = format!("suicha proof v1\n{inspection}\n{device}\n{inspector}\n");
    for head in heads {
        text.push_str(&head.to_hex());
        text.push('\n');
    }
    text
}

impl Proof {
    /// Whether the tablet is enrolled for this officer and its key signed this.
    pub fn holds(&self, inspection: &InspectionId, keys: &DeviceKeys) -> bool {
        let text = proof_text(inspection, &self.device, &self.inspector, &self.heads);
        keys.get(&self.device).is_some_and(|known| {
            known.inspector == self.inspector && device_signed(&known.key, text.as_bytes(), &self.signature)
        })
    }
}

/// Everything the heads rest on, heads counted, as far as `deps` knows it.
pub(crate) fn covered(heads: &[ChangeId], deps: &BTreeMap<ChangeId, Vec<ChangeId>>) -> BTreeSet<ChangeId> {
    let mut seen = BTreeSet::new();
    let mut todo = heads.to_vec();
    while let Some(id) = todo.pop() {
        if let Some(more) = deps.get(&id)
            && seen.insert(id)
        {
            todo.extend(more);
        }
    }
    seen
}
