//! Documents, raw changes, actors, quarantine, blobs.

use super::super::rows::{Rows, int, json, parse, uint};
use crate::store::StoreError;
use crate::store::record::{BlobRecord, DocumentRecord, EvidenceRef, QuarantineRecord, RawChange};
use crate::store::view::{BlobTx, BlobView, DocumentTx, DocumentView};
use domain::id::{DeviceId, InspectionId, InspectorId};
use domain::sync::admit::ActorOwner;
use domain::sync::proof::Proof;
use domain::time::Timestamp;
use domain::wire::api::{QuarantineJudgement, QuarantineRow};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

type Result<T> = std::result::Result<T, StoreError>;

impl DocumentView for Rows<'_> {
    fn document(&self, id: &InspectionId) -> Result<Option<DocumentRecord>> {
        let found = self.row("documents.find", [id.as_str()], |r| {
            let columns: (Vec<u8>, String, Option<i64>, String) =
                (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
            Ok(columns)
        })?;
        let Some((bytes, heads, received_at, sha256)) = found else {
            return Ok(None);
        };
        if hex::encode(Sha256::digest(&bytes)) != sha256 {
            return Err(StoreError::Damaged(format!("document {id}: its digest differs")));
        }
        Ok(Some(DocumentRecord {
            inspection: id.clone(),
            heads: heads.split_whitespace().map(str::to_owned).collect(),
            received_at: received_at.map(Timestamp),
            bytes,
        }))
    }
    fn document_heads(&self, id: &InspectionId) -> Result<Option<Vec<String>>> {
        let heads: Option<String> = self.row("documents.heads", [id.as_str()], |r| r.get(0))?;
        Ok(heads.map(|h| h.split_whitespace().map(str::to_owned).collect()))
    }
    fn changes(&self, id: &InspectionId) -> Result<Vec<Vec<u8>>> {
        self.list("documents.changes", [id.as_str()], |r| r.get(0))
    }
    fn actors(&self, id: &InspectionId) -> Result<BTreeMap<String, ActorOwner>> {
        let rows: Vec<(String, ActorOwner)> = self.list("documents.actors", [id.as_str()], |r| {
            let owner = ActorOwner {
                inspector: InspectorId(r.get(1)?),
                device: DeviceId(r.get(2)?),
            };
            Ok((r.get(0)?, owner))
        })?;
        Ok(rows.into_iter().collect())
    }
    fn proofs(&self, id: &InspectionId) -> Result<Vec<Proof>> {
        self.bodies("documents.proofs", [id.as_str()])
    }
    fn quarantined(&self) -> Result<Vec<QuarantineRow>> {
        let rows = self.list("documents.quarantined", [], |r| {
            let id: i64 = r.get(0)?;
            let size: i64 = r.get(7)?;
            let judgement: Option<String> = r.get(8)?;
            let row = QuarantineRow {
                id: id.to_string(),
                inspection: InspectionId(r.get(1)?),
                subject_name: String::new(),
                device: Some(DeviceId(r.get(3)?)),
                code: r.get(5)?,
                size_bytes: u64::try_from(size).unwrap_or(0),
                sha256: r.get(2)?,
                received_at: Timestamp(r.get(6)?),
                judgement: None,
            };
            Ok((row, judgement))
        })?;
        rows.into_iter()
            .map(|(row, judgement): (QuarantineRow, Option<String>)| {
                let judgement = judgement.map(|j| parse("documents.quarantined", &j));
                Ok(QuarantineRow {
                    judgement: judgement.transpose()?,
                    ..row
                })
            })
            .collect()
    }
    fn count_quarantine(&self, id: &InspectionId) -> Result<u32> {
        Ok(self
            .row("documents.count_quarantine", [id.as_str()], |r| r.get(0))?
            .unwrap_or(0))
    }
    fn quarantine_ids(&self) -> Result<Vec<i64>> {
        self.list("documents.quarantine_ids", [], |r| r.get(0))
    }
    fn quarantined_upload(&self, id: i64) -> Result<Option<QuarantineRecord>> {
        self.row("documents.quarantined_upload", [id], |r| {
            let base: String = r.get(5)?;
            Ok(QuarantineRecord {
                inspection: InspectionId(r.get(0)?),
                device: DeviceId(r.get(1)?),
                author: r.get(2)?,
                code: r.get(3)?,
                at: Timestamp(r.get(4)?),
                base: base.split_whitespace().map(str::to_owned).collect(),
                bytes: r.get(6)?,
            })
        })
    }
    fn judgements(&self, id: i64) -> Result<Vec<QuarantineJudgement>> {
        self.bodies("documents.judgements", [id])
    }
}

impl DocumentTx for Rows<'_> {
    fn put_document(&self, d: &DocumentRecord) -> Result<()> {
        let digest = hex::encode(Sha256::digest(&d.bytes));
        let received = d.received_at.map(|t| t.0);
        let columns = (
            d.inspection.as_str(),
            d.heads.join(" "),
            received,
            &d.bytes,
            digest,
        );
        self.run("documents.put", columns)
    }
    fn add_change(&self, c: &RawChange) -> Result<()> {
        let columns = (
            c.inspection.as_str(),
            c.hash,
            c.device.as_str(),
            &c.author,
            c.received_at.0,
            &c.bytes,
        );
        self.run("documents.add_change", columns)
    }
    fn bind_actor(&self, id: &InspectionId, actor: &str, owner: &ActorOwner, at: Timestamp) -> Result<()> {
        let columns = (
            id.as_str(),
            actor,
            owner.inspector.as_str(),
            owner.device.as_str(),
            at.0,
        );
        self.run("documents.bind_actor", columns)
    }
    fn add_proof(&self, id: &InspectionId, proof: &Proof, at: Timestamp) -> Result<()> {
        self.run("documents.add_proof", (id.as_str(), json(proof)?, at.0))
    }
    fn quarantine(&self, q: &QuarantineRecord) -> Result<bool> {
        let columns = (
            q.inspection.as_str(),
            q.sha256(),
            q.device.as_str(),
            &q.author,
            &q.code,
            q.at.0,
            q.base.join(" "),
            &q.bytes,
        );
        Ok(self.change("documents.quarantine", columns)? > 0)
    }
    fn judge(&self, id: i64, judgement: &QuarantineJudgement) -> Result<()> {
        self.run("documents.judge", (id, json(judgement)?))
    }
}

impl BlobView for Rows<'_> {
    fn blob(&self, sha256: &str) -> Result<Option<BlobRecord>> {
        let found: Option<BlobRecord> = self.body("blobs.find", [sha256])?;
        Ok(found.filter(|blob| blob.lost_at.is_none()))
    }
    fn lost_blob(&self, sha256: &str) -> Result<Option<BlobRecord>> {
        let found: Option<BlobRecord> = self.body("blobs.find", [sha256])?;
        Ok(found.filter(|blob| blob.lost_at.is_some()))
    }
    fn blobs(&self) -> Result<Vec<BlobRecord>> {
        let mut all: Vec<BlobRecord> = self.bodies("blobs.all", [])?;
        all.retain(|blob| blob.lost_at.is_none());
        Ok(all)
    }
    fn blob_refs(&self, sha256: &str) -> Result<Vec<InspectionId>> {
        self.list("blobs.refs", [sha256], |r| Ok(InspectionId(r.get(0)?)))
    }
    fn evidence_refs(&self, id: &InspectionId) -> Result<Vec<EvidenceRef>> {
        let rows: Vec<(String, i64, String, bool)> = self.list("blobs.wanted", [id.as_str()], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
        })?;
        rows.into_iter()
            .map(|(sha256, size, media_type, original)| {
                Ok(EvidenceRef {
                    sha256,
                    size_bytes: uint(size)?,
                    media_type,
                    original,
                })
            })
            .collect()
    }
}

impl BlobTx for Rows<'_> {
    fn put_blob(&self, blob: &BlobRecord) -> Result<()> {
        self.run("blobs.put", (&blob.sha256, json(blob)?))
    }
    fn put_evidence_ref(&self, id: &InspectionId, e: &EvidenceRef) -> Result<()> {
        let columns = (
            &e.sha256,
            id.as_str(),
            int(e.size_bytes)?,
            &e.media_type,
            e.original,
        );
        self.run("blobs.put_ref", columns)
    }
}
