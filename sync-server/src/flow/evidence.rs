//! Evidence bytes: who may hand in which, when they are received, and when they are safe.

use super::assign::stored_package;
use crate::error::{Answer, Code};
use crate::state::App;
use crate::store::record::BlobRecord;
use crate::store::{Tx, View};
use domain::guard::stands;
use domain::id::{InspectionId, InspectorId};
use domain::time::Timestamp;
use domain::wire::api::BlobReceipt;

/// Key under which an administrator's acceptance of a single copy is kept.
pub const SINGLE_COPY: &str = "single_copy";
/// Server time up to which the second copy of the database reaches.
pub const COPIED_THROUGH: &str = "copied_through";

/// The size a manifest states for a blob that an inspection of this officer names.
///
/// # Errors
/// `blob.not_named`.
pub fn size_for(v: &dyn View, sha256: &str, inspector: &InspectorId) -> Answer<Option<u64>> {
    let id = named_by(v, sha256, inspector)?.ok_or(Code::BlobNotNamed)?;
    let refs = v.evidence_refs(&id)?.into_iter();
    Ok(refs.filter(|r| r.sha256 == sha256).map(|r| r.size_bytes).next())
}

/// Lets an officer read the bytes of his own inspections, and of the visit that one of them looks at again.
///
/// # Errors
/// `blob.not_named`.
pub fn may_read(v: &dyn View, sha256: &str, inspector: &InspectorId) -> Answer<()> {
    if named_by(v, sha256, inspector)?.is_some() {
        return Ok(());
    }
    for visit in v.inspections_of_inspector(inspector)? {
        // Only what was ordered can look at another visit again.
        let occasion = match &visit.undrawn {
            Some(_) => stored_package(v, &visit.id)?.occasion,
            None => None,
        };
        let findings = occasion
            .and_then(|o| o.prior)
            .map(|p| p.findings)
            .unwrap_or_default();
        if findings
            .iter()
            .flat_map(|f| &f.pictures)
            .any(|p| p.sha256 == sha256)
        {
            return Ok(());
        }
    }
    Err(Code::BlobNotNamed.into())
}

/// An inspection of this officer that names the blob.
///
/// # Errors
/// When the store fails.
pub fn named_by(v: &dyn View, sha256: &str, inspector: &InspectorId) -> Answer<Option<InspectionId>> {
    for id in v.blob_refs(sha256)? {
        let team = v.inspection(&id)?.map(|i| i.team).unwrap_or_default();
        if team.iter().any(|member| &member.inspector == inspector) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Records that the bytes are here, checked and durable. A photo that is no image is kept, and said so.
///
/// # Errors
/// When the store fails.
pub fn received(
    tx: &dyn Tx,
    sha256: &str,
    size_bytes: u64,
    media_type: String,
    second_copy: bool,
    now: Timestamp,
) -> Answer<()> {
    let mut oddity = None;
    for id in tx.blob_refs(sha256)? {
        for named in tx.evidence_refs(&id)?.iter().filter(|r| r.sha256 == sha256) {
            if named.media_type.starts_with("image/") && !media_type.starts_with("image/") {
                oddity = Some("evidence.not_an_image".to_owned());
            }
        }
    }
    Ok(tx.put_blob(&BlobRecord {
        sha256: sha256.to_owned(),
        size_bytes,
        received_at: now,
        media_type,
        oddity,
        second_copy,
        lost_at: None,
    })?)
}

/// Whether a blob is safe: a second verified copy, or a single copy accepted in writing.
///
/// # Errors
/// When the store fails.
pub fn is_safe(v: &dyn View, blob: &BlobRecord) -> Answer<bool> {
    Ok(blob.second_copy || v.meta(SINGLE_COPY)?.is_some())
}

/// Whether everything received up to `received_at` is safe.
///
/// # Errors
/// When the store fails.
pub fn is_document_safe(v: &dyn View, received_at: Option<Timestamp>) -> Answer<bool> {
    if v.meta(SINGLE_COPY)?.is_some() {
        return Ok(true);
    }
    let copied = v
        .meta(COPIED_THROUGH)?
        .and_then(|t| t.parse().ok())
        .map(Timestamp);
    Ok(copied.is_some_and(|copied| received_at.is_none_or(|at| at <= copied)))
}

/// Something is received now: a second copy that claims to reach so far was made under a clock that was ahead, and
/// counts for nothing until it is made again.
///
/// # Errors
/// When the store fails.
pub fn not_copied_yet(tx: &dyn Tx, now: Timestamp) -> Answer<()> {
    let copied: Option<i64> = tx.meta(COPIED_THROUGH)?.and_then(|t| t.parse().ok());
    if copied.is_some_and(|copied| copied >= now.0) && stands("no-copy-from-the-future") {
        tx.put_meta(COPIED_THROUGH, &(now.0 - 1).to_string())?;
    }
    Ok(())
}

/// The signed receipt of a blob that is here.
///
/// # Errors
/// `blob.unknown`.
pub fn receipt(app: &App, v: &dyn View, sha256: &str) -> Answer<BlobReceipt> {
    let blob = v.blob(sha256)?.ok_or(Code::BlobUnknown)?;
    let safe = is_safe(v, &blob)?;
    let mut receipt = app
        .keys
        .sign_receipt(sha256, blob.size_bytes, blob.received_at, safe);
    receipt.oddity = blob.oddity;
    Ok(receipt)
}
