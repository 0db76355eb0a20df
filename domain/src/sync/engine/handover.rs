//! Hand-over on site: two tablets of a team give each other their changes, by QR codes or a file, no network.
//!
//! What comes this way was admitted by nobody: it passes the same checks as at the server before it is merged.

use super::{Effect, Engine, told};
use crate::guard::stands;
use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::sync::admit::take_from_colleague;
use crate::sync::frame::{from_frame, to_frame};
use crate::sync::proof::Proof;
use crate::sync::store::ColleagueRow;
use crate::wire::sync::{parse, to_bytes};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Bundle {
    id: InspectionId,
    /// Whose tablet made it. A label: nothing is permitted by it.
    device: DeviceId,
    inspector: InspectorId,
    base: Vec<ChangeId>,
    heads: Vec<ChangeId>,
    #[serde(with = "serde_bytes")]
    changes: Vec<u8>,
    /// Proofs this tablet holds: with them the colleague can hand the changes in, should this tablet die.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    proofs: Vec<Proof>,
}

/// How far this tablet and a colleague's agree, as far as this one knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compared {
    /// Nothing was taken in from him, or what was taken in is not here any more.
    Never,
    /// All he had is here; this record has gone on since, or he has not taken in ours.
    Merged,
    /// Equal heads (一致).
    Equal,
}

/// Another member of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub inspector: InspectorId,
    /// How far he is compared.
    pub compared: Compared,
}

impl Engine {
    /// Bytes for a colleague's tablet: all changes after the heads he is known to have (`&[]` = all of it,
    /// about a kilobyte). None when the inspection is not here, or something of it is not durable yet: nothing
    /// is sent before it is stored.
    pub fn handover(&self, inspection: &InspectionId, his_heads: &[ChangeId]) -> Option<Vec<u8>> {
        let entry = self.entries.get(inspection).filter(|e| e.unstored.is_empty())?;
        let base: Vec<ChangeId> = his_heads.iter().copied().filter(|h| entry.doc.has(*h)).collect();
        let changes = to_frame(&entry.doc.changes_after(&base), &base).ok()?;
        Some(to_bytes(&Bundle {
            id: inspection.clone(),
            device: self.me.device.clone(),
            inspector: self.me.inspector.clone(),
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

    /// Heads the colleague certainly has: with only one other tablet in the team, what it last brought. What a seat
    /// of this tablet was left lies on no other.
    pub fn colleague_heads(&self, inspection: &InspectionId) -> Vec<ChangeId> {
        let rows = self.entries.get(inspection).map(|e| e.row.colleagues.values());
        let mut rows = rows.into_iter().flatten().filter(|row| !row.beside);
        let team = self.packages.get(inspection).map(|h| h.package.team.len());
        match (rows.next(), rows.next(), team) {
            (Some(only), None, Some(2)) => only.heads.clone(),
            _ => Vec::new(),
        }
    }

    /// The rest of the team, in the package's order, and how far each is compared.
    pub fn colleagues(&self, inspection: &InspectionId) -> Vec<Colleague> {
        let (Some(entry), Some(held)) = (self.entries.get(inspection), self.packages.get(inspection)) else {
            return Vec::new();
        };
        let heads = entry.doc.heads();
        let compared = |row: &ColleagueRow| match entry.doc.has_all(&row.heads) {
            true if row.heads == heads => Compared::Equal,
            true => Compared::Merged,
            false => Compared::Never,
        };
        // A seat that was only enrolled gives back what was left to it: that says nothing of his own tablet, on which he
        // works. One in which he wrote is where he works.
        let counts = |(device, row): &(&DeviceId, &ColleagueRow)| {
            !row.beside || entry.doc.is_written_on(device) || !stands("a-seat-is-no-other-tablet")
        };
        let team = held.package.team.iter().map(|member| &member.inspector);
        team.filter(|who| **who != self.me.inspector)
            .map(|who| {
                let his = entry
                    .row
                    .colleagues
                    .iter()
                    .filter(|(_, row)| row.inspector == *who);
                let his = his.filter(counts).map(|(_, row)| compared(row));
                Colleague {
                    inspector: who.clone(),
                    compared: his.max().unwrap_or(Compared::Never),
                }
            })
            .collect()
    }

    /// `beside`: a seat of this tablet left it.
    pub(super) fn handed_over(&mut self, bytes: &[u8], beside: bool, effects: &mut Vec<Effect>) {
        let Ok(bundle) = parse::<Bundle>(bytes) else {
            effects.push(told("handover.unreadable", None));
            return;
        };
        if bundle.device == self.me.device {
            effects.push(told("handover.own", Some(&bundle.id)));
            return;
        }
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
            Ok(Some((doc, new))) if doc.has_all(&bundle.heads) => {
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
                let in_team = held.package.team.iter().any(|m| m.inspector == bundle.inspector);
                if in_team {
                    let row = ColleagueRow {
                        inspector: bundle.inspector,
                        heads: bundle.heads,
                        beside,
                    };
                    entry.row.colleagues.insert(bundle.device, row);
                }
                let writes = self.keep_proofs(&bundle.id, bundle.proofs);
                self.keep(&bundle.id, new, writes, effects);
            }
            Ok(_) => effects.push(told("handover.incomplete", Some(&bundle.id))),
            Err(code) => effects.push(told(code, Some(&bundle.id))),
        }
    }
}

/// Heads (hex, sorted) as eight digits in two groups, for two people to read to each other.
pub fn heads_digits(heads: &[String]) -> String {
    let mut hash = Sha256::new_with_prefix("suicha heads v1\n");
    for head in heads {
        hash.update(head);
        hash.update("\n");
    }
    let digest: [u8; 32] = hash.finalize().into();
    let number = digest
        .iter()
        .take(8)
        .fold(0u64, |n, byte| n << 8 | u64::from(*byte))
        % 100_000_000;
    format!("{:04} {:04}", number / 10_000, number % 10_000)
}
