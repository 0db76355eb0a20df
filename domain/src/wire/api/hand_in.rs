//! A tablet's export file brought to the office: what became of each part of it.

use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::time::Timestamp;
use crate::wire::sync::Verdict;
use serde::{Deserialize, Serialize};

/// What became of an export file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandIn {
    /// The tablet that made and signed it.
    pub device: DeviceId,
    /// Its name in the device list.
    pub device_name: String,
    /// Its officer.
    pub inspector: InspectorId,
    /// When it was made, by the tablet's clock.
    pub made_at: Timestamp,
    /// The tablet was revoked: its documents are in quarantine.
    #[serde(default)]
    pub revoked: bool,
    /// Document by document.
    pub docs: Vec<HandInDoc>,
    /// Evidence, counted.
    pub evidence: HandInEvidence,
    /// The file is damaged or cut behind its documents (`export.…`): what is listed here was taken in all the
    /// same, evidence behind that place was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// What became of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandInDoc {
    /// Which inspection.
    pub inspection: InspectionId,
    /// Its subject, when the inspection is known here.
    #[serde(default)]
    pub subject_name: String,
    /// As in a sync.
    pub verdict: Verdict,
    /// Changes that were new here.
    pub changes: u32,
}

/// What became of the evidence, in pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandInEvidence {
    /// In the file by its own list.
    pub named: u32,
    /// Received whole, checked by digest.
    pub received: u32,
    /// Were here before.
    pub known: u32,
    /// No record here names them, or their bytes are others: not kept.
    pub refused: u32,
    /// The tablet could not read them.
    pub unreadable: u32,
}
