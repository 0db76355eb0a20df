//! The tablet's storage as typed keys and rows. The shell stores bytes under [`Key::path`]; it never looks in.
//!
//! All writes of one `Put` effect belong into one transaction: a document's row never names heads whose
//! chunks are not there.

use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::review::{ReviewEntry, ReviewState};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Where something is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// A saved document or a single change; the name is the SHA-256 of the bytes.
    Chunk {
        /// Of which inspection.
        inspection: InspectionId,
        /// SHA-256 of the chunk.
        sha256: ChangeId,
    },
    /// [`DocRow`].
    Doc(InspectionId),
    /// The signed package, as it came (CBOR of `SignedPackage`).
    Package(InspectionId),
    /// [`ReviewRow`].
    Review(InspectionId),
    /// [`BlobRow`] (the bytes of evidence are stored apart, by the shell).
    Blob(ChangeId),
    /// A tablet's proof of an inspection's changes (CBOR of `Proof`).
    Proof(InspectionId, DeviceId),
    /// Bytes that could not be read or were refused, kept for a person.
    Quarantine(ChangeId),
    /// [`MetaRow`].
    Meta,
}

impl Key {
    /// `chunk/<inspection>/<sha256>`, `doc/<inspection>`, … Inspection ids are percent-escaped, so that a path
    /// always reads back as the same key.
    pub fn path(&self) -> String {
        match self {
            Self::Chunk { inspection, sha256 } => format!("chunk/{}/{sha256}", escape(inspection.as_str())),
            Self::Doc(id) => format!("doc/{}", escape(id.as_str())),
            Self::Package(id) => format!("package/{}", escape(id.as_str())),
            Self::Review(id) => format!("review/{}", escape(id.as_str())),
            Self::Blob(sha256) => format!("blob/{sha256}"),
            Self::Proof(id, device) => format!("proof/{}/{}", escape(id.as_str()), escape(device.as_str())),
            Self::Quarantine(sha256) => format!("quarantine/{sha256}"),
            Self::Meta => "meta".to_owned(),
        }
    }

    /// Reads a path; none for a path of something else.
    pub fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let id = |text: &str| unescape(text).map(InspectionId);
        match parts.as_slice() {
            ["chunk", inspection, hex] => Some(Self::Chunk {
                inspection: id(inspection)?,
                sha256: ChangeId::parse_hex(hex)?,
            }),
            ["doc", inspection] => Some(Self::Doc(id(inspection)?)),
            ["package", inspection] => Some(Self::Package(id(inspection)?)),
            ["review", inspection] => Some(Self::Review(id(inspection)?)),
            ["proof", inspection, device] => {
                Some(Self::Proof(id(inspection)?, DeviceId::new(unescape(device)?)))
            }
            ["blob", hex] => Some(Self::Blob(ChangeId::parse_hex(hex)?)),
            ["quarantine", hex] => Some(Self::Quarantine(ChangeId::parse_hex(hex)?)),
            ["meta"] => Some(Self::Meta),
            _ => None,
        }
    }
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            _ => format!("%{b:02x}"),
        })
        .collect()
}

fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Stores bytes under a key, over whatever was there.
    Put(Key, Vec<u8>),
    /// Removes a key; absent is fine.
    Delete(Key),
}

impl Write {
    /// Where it goes.
    pub fn key(&self) -> &Key {
        match self {
            Self::Put(key, _) | Self::Delete(key) => key,
        }
    }
}

/// Everything stored, as the shell read it at start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Rows in any order.
    pub rows: Vec<(Key, Vec<u8>)>,
}

/// Length and SHA-256 in front of a chunk's bytes: a shortened or changed chunk is seen at load.
pub fn seal_chunk(bytes: &[u8]) -> (ChangeId, Vec<u8>) {
    let sha256 = ChangeId(Sha256::digest(bytes).into());
    let mut row = Vec::with_capacity(bytes.len() + 36);
    row.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    row.extend_from_slice(&sha256.0);
    row.extend_from_slice(bytes);
    (sha256, row)
}

/// The bytes of a chunk row, if they are what its key says.
pub fn open_chunk(key: ChangeId, row: &[u8]) -> Option<&[u8]> {
    let (len, rest) = row.split_first_chunk::<4>()?;
    let (sha256, bytes) = rest.split_first_chunk::<32>()?;
    let sound = u32::from_be_bytes(*len) as usize == bytes.len()
        && *sha256 == key.0
        && <[u8; 32]>::from(Sha256::digest(bytes)) == key.0;
    sound.then_some(bytes)
}

/// What is known of a document on this tablet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocRow {
    /// Heads of the chunks stored with this row.
    pub heads: Vec<ChangeId>,
    /// Heads the server named as durable; none = unknown.
    #[serde(default)]
    pub acked: Option<Vec<ChangeId>>,
    /// The server called `acked` safe.
    #[serde(default)]
    pub safe: bool,
    /// The server refused the upload with this code; waits for a person.
    #[serde(default)]
    pub parked: Option<String>,
    /// No longer this officer's; kept until safe.
    #[serde(default)]
    pub withdrawn: bool,
    /// See `mark::package_digest`.
    #[serde(default)]
    pub package: Option<u64>,
    /// Colleagues' tablets as last taken in on site.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub colleagues: BTreeMap<DeviceId, ColleagueRow>,
}

/// A colleague's tablet at the last exchange on site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColleagueRow {
    /// Its officer.
    pub inspector: InspectorId,
    /// All heads it had.
    pub heads: Vec<ChangeId>,
    /// It is a seat of this very tablet, and these are what it was left: no word of what lies on another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
}

/// The review as last received.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// State.
    pub state: ReviewState,
    /// History, oldest first.
    pub entries: Vec<ReviewEntry>,
}

/// One piece of evidence whose bytes this tablet holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRow {
    /// Length.
    pub size_bytes: u64,
    /// The server has all bytes and checked the hash.
    #[serde(default)]
    pub received: bool,
    /// The server calls it safe.
    #[serde(default)]
    pub safe: bool,
    /// Server time of the receipt that was checked with the pinned key; none = the server only said so in a sync.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Timestamp>,
}

/// What is known of the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetaRow {
    /// Epoch.
    pub epoch: String,
    /// Mark of the last complete answer.
    #[serde(default)]
    pub mark: Option<ChangeId>,
    /// Server time of the last answer.
    #[serde(default)]
    pub server_time: Timestamp,
    /// Device clock at that moment: the difference is the clock's error.
    #[serde(default)]
    pub device_time: Timestamp,
    /// The device clock was set since that moment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_moved: bool,
    /// The server keeps a verified second copy.
    #[serde(default)]
    pub second_copy: bool,
    /// The witness policy as last received; none = the one of the enrolment.
    #[serde(default)]
    pub policy: Option<String>,
    /// The server said that this tablet is revoked.
    #[serde(default)]
    pub revoked: bool,
}

/// CBOR of a row.
pub fn row<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("rows are CBOR and memory does not fail");
    bytes
}

/// Reads a row; none when it is damaged.
pub fn parse_row<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    ciborium::from_reader(bytes).ok()
}
