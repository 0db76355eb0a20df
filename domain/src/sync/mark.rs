//! The mark: one digest of everything an officer's tablet is entitled to. Equal marks mean nothing is new.

use crate::id::InspectionId;
use crate::inspection::change::ChangeId;
use sha2::{Digest, Sha256};

/// One inspection's part of the mark, as the server has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkDoc {
    /// Which.
    pub id: InspectionId,
    /// Heads.
    pub heads: Vec<ChangeId>,
    /// See [`package_digest`].
    pub package: u64,
    /// Number of review entries.
    pub reviews: u32,
    /// The heads are safe.
    pub safe: bool,
    /// Evidence received and evidence safe.
    pub blobs: (u32, u32),
}

/// The mark of documents and of the witness policy's digest. The order of `docs` and of heads does not matter.
pub fn mark(docs: &[MarkDoc], policy: u64) -> ChangeId {
    let mut docs = docs.to_vec();
    docs.sort_unstable();
    let mut hash = Sha256::new_with_prefix("suicha mark v1\n");
    hash.update(policy.to_be_bytes());
    for doc in &mut docs {
        doc.heads.sort_unstable();
        hash.update((doc.id.as_str().len() as u64).to_be_bytes());
        hash.update(doc.id.as_str());
        hash.update((doc.heads.len() as u64).to_be_bytes());
        for head in &doc.heads {
            hash.update(head.0);
        }
        hash.update(doc.package.to_be_bytes());
        hash.update(doc.reviews.to_be_bytes());
        hash.update([u8::from(doc.safe)]);
        hash.update(doc.blobs.0.to_be_bytes());
        hash.update(doc.blobs.1.to_be_bytes());
    }
    ChangeId(hash.finalize().into())
}

/// First 8 bytes, big-endian, of the SHA-256 of a package body.
pub fn package_digest(body: &str) -> u64 {
    let digest: [u8; 32] = Sha256::digest(body).into();
    u64::from_be_bytes(*digest.first_chunk().expect("a digest has 32 bytes"))
}
