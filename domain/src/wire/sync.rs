//! `POST /api/v1/sync`: one request carries many documents, one answer brings what the tablet lacks.
//!
//! CBOR, deflated, at most [`BODY_MAX`] bytes. Idempotent: changes are known by their hash, so a request may be
//! cut anywhere, repeated and reordered. Field names travel once and compress away.

use crate::assignment::SignedPackage;
use crate::id::{DeviceId, InspectionId};
use crate::inspection::change::ChangeId;
use crate::inspection::proof::Proof;
use crate::review::{ReviewEntry, ReviewState};

use crate::time::Timestamp;
use crate::wire::braid::CarriesFrame;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Protocol version. A server answers an older client's upload for ever.
pub const PROTO: u16 = 1;
/// Oldest version a server of this program answers.
pub const PROTO_OLDEST: u16 = 1;
/// Code for a tablet whose app the server no longer (or not yet) understands: its work stays, the app is to be
/// updated.
pub const APP_TOO_OLD: &str = "app.too_old";
/// Code for a tablet whose app is newer than the server: its work stays, the server is to be updated.
pub const SERVER_TOO_OLD: &str = "server.too_old";
/// Largest body on the wire, either way.
pub const BODY_MAX: usize = 1 << 20;
/// Largest body after inflating: beyond it the sender is broken or hostile.
pub const INFLATED_MAX: usize = 16 << 20;
/// Aim of one page before deflating: small enough that a page always fits into [`BODY_MAX`].
pub const PAGE_BYTES: usize = 900 << 10;
/// Media type of both bodies.
pub const MEDIA_TYPE: &str = "application/vnd.suicha.sync";

/// Format byte in front of the deflated CBOR.
const FORMAT_DEFLATE: u8 = 1;

/// SHA-256 of bytes (evidence), compact on the wire.
pub type Sha256Bytes = ChangeId;

/// What a tablet sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// [`PROTO`].
    pub proto: u16,
    /// Server epoch the tablet knows; empty at first contact.
    pub epoch: String,
    /// The tablet.
    pub device: DeviceId,
    /// Mark of the last complete answer that is durable on the tablet. With an empty `docs` it asks only
    /// whether anything is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<ChangeId>,
    /// Every inspection the tablet holds, when it has something to send or the server said `differs`.
    #[serde(default, with = "super::braid", skip_serializing_if = "Vec::is_empty")]
    pub docs: Vec<DocUp>,
    /// `mark::package_digest` of the witness policy the tablet holds; none = the one of its enrolment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<u64>,
    /// Evidence on this tablet that is not known to be safe.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<Sha256Bytes>,
    /// The tablet makes first changes itself: a new document may come as [`DocDown::grown`].
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub grows: bool,
}

/// One inspection as the tablet knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocUp {
    /// Which.
    pub id: InspectionId,
    /// Heads the tablet knows the server to have; none = unknown (first contact, or a new epoch).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Vec<ChangeId>>,
    /// The tablet's heads, only when `base` is none: the server answers with what these lack.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub have: Vec<ChangeId>,
    /// Framed changes of this tablet's officer after `base` (`sync::frame`).
    #[serde(default, with = "serde_bytes", skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<u8>,
    /// Proofs of the officers whose changes are sent: this tablet's own, and those of colleagues it relays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<Proof>,
    /// First 8 bytes of the SHA-256 of the package body the tablet holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<u64>,
    /// Number of review entries the tablet holds.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub reviews: u32,
}

impl CarriesFrame for DocUp {
    fn frame(&mut self) -> &mut Vec<u8> {
        &mut self.changes
    }
}

impl CarriesFrame for DocDown {
    fn frame(&mut self) -> &mut Vec<u8> {
        &mut self.changes
    }
}

/// What the server answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncResponse {
    /// [`PROTO`].
    pub proto: u16,
    /// Server epoch; a new one makes the tablet forget what was acknowledged and re-offer.
    pub epoch: String,
    /// Server time.
    pub now: Timestamp,
    /// This tablet was revoked: what it hands in is kept apart, and it is not answered otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revoked: bool,
    /// The answer.
    pub answer: Answer,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The tablet's mark is the server's: nothing is new.
    Same,
    /// Something is new: send the list of documents.
    Differs,
    /// What became of the upload and what is new.
    Page(Box<Page>),
}

/// One page of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Documents of the request, and new ones.
    #[serde(default, with = "super::braid", skip_serializing_if = "Vec::is_empty")]
    pub docs: Vec<DocDown>,
    /// `sync::first::digest` of the first changes of all documents that are [`DocDown::grown`], in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grown: Option<u64>,
    /// Packages the tablet lacks or holds in another version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<SignedPackage>,
    /// Inspections no longer this officer's: kept on the tablet until all of it is safe, then set aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<InspectionId>,
    /// Reviews that moved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewDown>,
    /// Whom of the log to believe, when it is another policy than the tablet's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<SignedPolicy>,
    /// State of each piece of evidence asked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<BlobDown>,
    /// More is waiting: ask again at once. The tablet's new heads say where to go on.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub more: bool,
    /// Mark of everything this officer is entitled to, on the last page only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<ChangeId>,
    /// The server keeps a verified second copy; otherwise nothing becomes safe by itself and the tablet says
    /// so.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub second_copy: bool,
}

/// The log's witness policy (tlog-policy text), signed by the package key a tablet pinned at enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPolicy {
    /// Package key.
    pub key_id: String,
    /// The policy.
    pub text: String,
    /// Ed25519 over [`SignedPolicy::LABEL`] and the text, base64url.
    pub signature: String,
}

impl SignedPolicy {
    /// In front of a policy when it is signed.
    pub const LABEL: &str = "suicha policy v1\n";
}

/// One document of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocDown {
    /// Which.
    pub id: InspectionId,
    /// What became of the upload.
    pub verdict: Verdict,
    /// Heads the server now has, durably; of a grown document none when it has the first change only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<ChangeId>,
    /// The tablet makes the first change from the package on the same page; `changes` follow it.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub grown: bool,
    /// Framed changes the tablet lacks (`sync::frame`).
    #[serde(default, with = "serde_bytes", skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<u8>,
    /// All of `heads` is safe: in a verified second copy, or a single copy was accepted in writing.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub safe: bool,
}

/// What became of one document's upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Taken in, or nothing was sent.
    Accepted,
    /// The server lacks something these changes rest on, a colleague's or older ones: offer again.
    Behind,
    /// Refused and kept in quarantine; this document waits for a person, the others go on.
    Parked {
        /// Stable code, `admit.…`.
        code: String,
    },
    /// Not an inspection of this officer (any more); the upload is kept in quarantine.
    Gone,
}

/// A review as the tablet shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDown {
    /// Which inspection.
    pub id: InspectionId,
    /// Where it stands at the office.
    pub state: ReviewState,
    /// The whole history, oldest first.
    pub entries: Vec<ReviewEntry>,
}

/// One piece of evidence on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobDown {
    /// SHA-256 of the original.
    pub sha256: Sha256Bytes,
    /// Bytes received so far; sending goes on here.
    pub offset: u64,
    /// All bytes are here and their hash was checked.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub received: bool,
    /// Safe.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub safe: bool,
}

/// Why a body is not readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Not a body of this protocol, or cut.
    #[error("not a sync body, or cut")]
    Unreadable,
    /// Larger than the bounds.
    #[error("the body is too large")]
    TooLarge,
}

impl WireError {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "sync.unreadable",
            Self::TooLarge => "sync.too_large",
        }
    }
}

/// Bytes of a request or response.
pub fn to_bytes<T: Serialize>(body: &T) -> Vec<u8> {
    let mut cbor = Vec::new();
    ciborium::into_writer(body, &mut cbor).expect("these shapes are CBOR and memory does not fail");
    let mut out = vec![FORMAT_DEFLATE];
    // Level 9: bodies are small and are sent over poor networks.
    out.extend(miniz_oxide::deflate::compress_to_vec(&cbor, 9));
    out
}

/// Reads a request or response.
///
/// # Errors
/// [`WireError`]; a body cut at any byte is an error, never a shorter message.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    parse_within(bytes, BODY_MAX)
}

/// The same for a body of at most this length.
///
/// # Errors
/// [`WireError`].
pub(crate) fn parse_within<T: DeserializeOwned>(bytes: &[u8], longest: usize) -> Result<T, WireError> {
    if bytes.len() > longest {
        return Err(WireError::TooLarge);
    }
    let Some((&FORMAT_DEFLATE, deflated)) = bytes.split_first() else {
        return Err(WireError::Unreadable);
    };
    let cbor = miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, INFLATED_MAX).map_err(|e| {
        if e.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
            WireError::TooLarge
        } else {
            WireError::Unreadable
        }
    })?;
    let mut rest = cbor.as_slice();
    let body = ciborium::from_reader(&mut rest).map_err(|_| WireError::Unreadable)?;
    if rest.is_empty() {
        Ok(body)
    } else {
        Err(WireError::Unreadable)
    }
}
