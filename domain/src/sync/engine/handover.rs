//! Hand-over on site: two tablets of a team give each other their changes, by QR codes or a file, no network.
//!
//! What comes this way was admitted by nobody: it passes the same checks as at the server before it is merged.

use super::{Effect, Engine, told};
use crate::id::InspectionId;
use crate::inspection::change::ChangeId;
use crate::sync::admit::take_from_colleague;
use crate::sync::frame::{from_frame, to_frame};
use crate::sync::proof::Proof;
use crate::wire::sync::{parse, to_bytes};
use serde::{Deserialize, Serialize};

/// What is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Bundle {
    id: InspectionId,
    base: Vec<ChangeId>,
    heads: Vec<ChangeId>,
    #[serde(with = "serde_bytes")]
    changes: Vec<u8>,
    /// Proofs this tablet holds: with them the colleague can hand the changes in, should this tablet die.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    proofs: Vec<Proof>,
}

impl Engine {
    /// Bytes for a colleague's tablet: all changes after the heads he is known to have (`&[]` = all of it,
    /// about a kilobyte). None when the inspection is not here.
    pub fn handover(&self, inspection: &InspectionId, his_heads: &[ChangeId]) -> Option<Vec<u8>> {
        let entry = self.entries.get(inspection)?;
        let base: Vec<ChangeId> = his_heads.iter().copied().filter(|h| entry.doc.has(*h)).collect();
        let changes = to_frame(&entry.doc.changes_after(&base), &base).ok()?;
        Some(to_bytes(&Bundle {
            id: inspection.clone(),
            base,
            heads: entry.doc.heads(),
            changes,
            proofs: entry.proofs.values().cloned().collect(),
        }))
    }

    /// Heads, to be shown to the colleague and compared before the read-back.
    pub fn heads(&self, inspection: &InspectionId) -> Vec<ChangeId> {
        self.entries
            .get(inspection)
            .map(|e| e.doc.heads())
            .unwrap_or_default()
    }

    pub(super) fn handed_over(&mut self, bytes: &[u8], effects: &mut Vec<Effect>) {
        let Ok(bundle) = parse::<Bundle>(bytes) else {
            effects.push(told("handover.unreadable", None));
            return;
        };
        let (Some(entry), Some(held)) = (self.entries.get_mut(&bundle.id), self.packages.get(&bundle.id))
        else {
            effects.push(told("handover.other_inspection", Some(&bundle.id)));
            return;
        };
        let changes = match from_frame(&bundle.changes, &bundle.base) {
            Ok(changes) => changes,
            Err(error) => {
                effects.push(told(error.code(), Some(&bundle.id)));
                return;
            }
        };
        match take_from_colleague(&entry.doc, changes, &held.package) {
            Ok(Some((doc, new))) => {
                entry.doc = doc;
                entry.refresh(Some(&held.package));
                let equal = entry.doc.heads() == bundle.heads;
                let code = if equal {
                    "handover.equal"
                } else {
                    "handover.merged"
                };
                effects.push(told(code, Some(&bundle.id)));
                if !new.is_empty() {
                    entry.row.safe = false;
                }
                let writes = self.keep_proofs(&bundle.id, bundle.proofs);
                if !new.is_empty() || !writes.is_empty() {
                    self.keep(&bundle.id, new, writes, effects);
                }
            }
            Ok(None) => effects.push(told("handover.incomplete", Some(&bundle.id))),
            Err(code) => effects.push(told(code, Some(&bundle.id))),
        }
    }
}
