//! The officer: marks, notes, photographs, signs, seals, amends; the screen must show what was taken.

use super::stage::{ITEMS, device};
use super::world::{Given, World};
use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::evidence::{Evidence, EvidenceKind, Place};
use domain::id::{EvidenceId, InspectionId, InspectorId, ItemId};
use domain::inspection::change::ChangeId;
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::signature::{Signature, SignatureForm, Signer, Stroke};
use domain::inspection::view::DocState;
use domain::submission::read_back;
use domain::sync::engine::Event;
use domain::time::Timestamp;
use p256::ecdsa::signature::Signer as _;
use sha2::{Digest, Sha256};

impl World {
    pub(super) fn edit(&mut self, at: usize) -> Result<()> {
        let id = self.an_inspection();
        self.edit_in(at, &id)
    }

    pub(super) fn edit_in(&mut self, at: usize, id: &InspectionId) -> Result<()> {
        let item = ItemId::new(format!("q{}", self.chance.below(ITEMS)));
        let value = (*self.chance.one(&["ok", "bad", "na"])).to_owned();
        let edit = match self.chance.below(8) {
            0..4 => Edit::Answer {
                item,
                value: Some(value),
            },
            4 => Edit::Settle { item, value },
            5 | 6 => Edit::SetText {
                target: TextField::ItemNote { item },
                text: format!("字{}", self.chance.below(100)),
            },
            _ => return self.photo(at, id),
        };
        self.write(at, id, edit)
    }

    /// An edit by hand, remembered when the tablet took it.
    fn write(&mut self, at: usize, id: &InspectionId, edit: Edit) -> Result<()> {
        let tablet = &self.tablets[at];
        if tablet.engine.view(id).is_none() || tablet.engine.package(id).is_none() {
            return Ok(());
        }
        let (before, refused) = (tablet.engine.heads(id), tablet.refused);
        let mut given = None;
        if let Edit::Answer {
            item,
            value: Some(value),
        }
        | Edit::Settle { item, value } = &edit
        {
            given = Some((item.clone(), value.clone()));
        }
        let inspection = id.clone();
        self.feed(at, Event::Edited { inspection, edit })?;
        self.outcome.edits += 1;
        let tablet = &self.tablets[at];
        let after = tablet.engine.heads(id);
        let taken = tablet.refused == refused;
        if let (Some((item, value)), true) = (given, taken) {
            let shown = tablet
                .engine
                .view(id)
                .and_then(|v| v.answers.get(&item)?.value.clone());
            ensure!(
                shown.as_deref() == Some(value.as_str()),
                "{} marked {item} {value} and is shown {shown:?}",
                tablet.who
            );
            if let ([change], true) = (after.as_slice(), after != before) {
                self.given.push(Given {
                    change: *change,
                    inspection: id.clone(),
                    item,
                    value,
                });
            }
        }
        Ok(())
    }

    fn photo(&mut self, at: usize, id: &InspectionId) -> Result<()> {
        if self.tablets[at].disk.full || self.tablets[at].engine.package(id).is_none() {
            return Ok(());
        }
        self.photos += 1;
        let who = self.tablets[at].who;
        let bytes = format!("photo {} of {who}", self.photos).into_bytes();
        let sha256 = ChangeId(Sha256::digest(&bytes).into());
        let size_bytes = bytes.len() as u64;
        self.tablets[at].disk.evidence.insert(sha256, bytes);
        self.feed(at, Event::BlobStored { sha256, size_bytes })?;
        let evidence = Evidence {
            id: EvidenceId::new(format!("p{}-{who}", self.photos)),
            kind: EvidenceKind::Photo,
            item: None,
            sha256: sha256.to_hex(),
            size_bytes,
            media_type: "image/jpeg".to_owned(),
            derived: None,
            taken_at: Timestamp(self.now),
            clock_unchecked: false,
            place: Place::None {
                reason: "denied".to_owned(),
            },
            device: device(who),
            caption: String::new(),
            about: None,
        };
        self.write(at, id, Edit::Attach { evidence })
    }

    /// Does what stands between the record and its seal, and seals; or amends a sealed one.
    pub(super) fn close(&mut self, at: usize) -> Result<()> {
        let id = self.an_inspection();
        let mut signed = false;
        for _ in 0..24 {
            let Some(edit) = self.next_to_seal(at, &id) else {
                break;
            };
            // Whose signature is missing still: a colleague's.
            let signs = matches!(edit, Edit::Sign { .. });
            if signs && signed {
                break;
            }
            signed |= signs;
            let seals = matches!(edit, Edit::Seal { .. } | Edit::Amend { .. });
            self.write(at, &id, edit)?;
            if seals {
                break;
            }
        }
        Ok(())
    }

    fn next_to_seal(&mut self, at: usize, id: &InspectionId) -> Option<Edit> {
        let engine = &self.tablets[at].engine;
        let (view, progress) = (engine.view(id)?, engine.progress(id)?);
        let open = view.supplements.iter().find(|s| s.outcome.is_none());
        if view.state == DocState::Sealed {
            return Some(match open {
                Some(supplement) => Edit::SettleSupplement {
                    supplement: supplement.id.clone(),
                    outcome: "kept_apart".to_owned(),
                },
                None => Edit::Amend {
                    reason: "演示更正".to_owned(),
                },
            });
        }
        let Some(blocker) = progress.blocking.first() else {
            return Some(Edit::Seal {
                exceptions: String::new(),
            });
        };
        let item = blocker.item.clone();
        match (blocker.code.as_str(), item) {
            ("item.missing", Some(item)) => Some(Edit::Answer {
                item,
                value: Some("ok".to_owned()),
            }),
            ("item.described" | "item.reasoned" | "item.explained", Some(item)) => Some(Edit::SetText {
                target: TextField::ItemNote { item },
                text: "演示说明".to_owned(),
            }),
            ("item.conflict", Some(item)) => Some(Edit::Settle {
                item,
                value: "bad".to_owned(),
            }),
            ("supplement.open", _) => Some(Edit::SettleSupplement {
                supplement: blocker.about.clone(),
                outcome: "kept_apart".to_owned(),
            }),
            ("signature.officers" | "signature.before_change", _) => Some(self.signature(at, id)?),
            _ => None,
        }
    }

    fn signature(&self, at: usize, id: &InspectionId) -> Option<Edit> {
        let tablet = &self.tablets[at];
        let view = tablet.engine.view(id)?;
        let shown = read_back(&self.packages[id], view, &view.heads);
        // Long enough for a hand: what is shorter is a slip, and refused.
        let points = (0..20).map(|i| [i * 100, 3000, i * 4, 500]).collect();
        let signature = Signature {
            signer: Signer::Officer {
                inspector: InspectorId::from(tablet.who),
                certificate_no: tablet.who.to_owned(),
            },
            form: SignatureForm::Strokes,
            strokes: vec![Stroke { points }],
            evidence: None,
            heads: view.heads.clone(),
            shown_sha256: shown.sha256,
            at: Timestamp(self.now),
            device: device(tablet.who),
            device_signature: String::new(),
        };
        let signed: p256::ecdsa::Signature = tablet.key.sign(signature.device_text().as_bytes());
        Some(Edit::Sign {
            signature: Signature {
                device_signature: URL_SAFE_NO_PAD.encode(signed.to_bytes()),
                ..signature
            },
        })
    }
}
