//! What the shell tells the engine and what the engine asks of the shell.

use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::EditRefused;
use crate::inspection::edit::Edit;
use crate::inspection::view::DocState;
use crate::review::ReviewState;
use crate::sync::store::Write;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names one asynchronous act, so that its outcome can be told apart from an older one's.
pub type Ticket = u64;

/// Whose tablet, and whom it trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The tablet.
    pub device: DeviceId,
    /// Its officer.
    pub inspector: InspectorId,
    /// Package keys pinned at enrolment: key id → Ed25519 verifying key (base64url).
    pub server_keys: BTreeMap<String, String>,
}

/// An inspection in the tablet's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Which; its package is `Engine::package`.
    pub inspection: InspectionId,
    /// State.
    pub state: DocState,
    /// How far its words have come.
    pub saved: SavedState,
    /// Where it stands at the office.
    pub review: ReviewState,
    /// Answered of required.
    pub answered: (u32, u32),
    /// The server refused the upload with this code.
    pub parked: Option<String>,
    /// No longer this officer's.
    pub withdrawn: bool,
    /// Some stored bytes could not be used.
    pub damaged: bool,
}

/// Bytes kept aside for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Name under `Key::Quarantine`.
    pub sha256: ChangeId,
    /// Length.
    pub size_bytes: u64,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The officer did something.
    Edited {
        /// Where.
        inspection: InspectionId,
        /// What.
        edit: Edit,
    },
    /// A `Put` is durable (strict transaction complete and journal flushed).
    Stored {
        /// Of which effect.
        ticket: Ticket,
    },
    /// A `Put` failed as a whole.
    StoreFailed {
        /// Of which effect.
        ticket: Ticket,
        /// Stable code, `store.quota`, `store.closed`, …
        code: String,
    },
    /// The bytes of a piece of evidence are durable on this tablet (before the `Attach` edit).
    BlobStored {
        /// SHA-256.
        sha256: ChangeId,
        /// Length.
        size_bytes: u64,
    },
    /// The bytes of a piece of evidence are not to be sent: what another seat of this tablet lent is not there any more,
    /// or no record took them.
    BlobGone {
        /// SHA-256.
        sha256: ChangeId,
    },
    /// The server has all bytes of a blob and checked them (its receipt was verified by the shell).
    BlobReceived {
        /// Server time of its receipt, checked with the pinned key.
        receipt: Option<Timestamp>,
        /// SHA-256.
        sha256: ChangeId,
        /// Its receipt calls it safe.
        safe: bool,
    },
    /// The server has the bytes of a blob up to here, and more are on their way.
    BlobReached {
        /// SHA-256.
        sha256: ChangeId,
        /// First byte it lacks.
        offset: u64,
    },
    /// Sending a blob stopped; the next exchange says where to go on.
    BlobFailed {
        /// SHA-256.
        sha256: ChangeId,
        /// Stable code.
        code: String,
        /// Seconds the server asked to wait, if it did.
        retry_after_s: Option<u32>,
    },
    /// The officer, a regained network or a fresh page asks for an exchange now.
    SyncWanted,
    /// The server said that something is new. Only a hint: the tablet asks a little sooner than it would.
    News,
    /// The time of a `WakeAt` has come.
    Timer,
    /// The answer to a `Post`.
    Response {
        /// Of which effect.
        ticket: Ticket,
        /// Body.
        body: Vec<u8>,
    },
    /// A `Post` brought no usable answer.
    SendFailed {
        /// Of which effect.
        ticket: Ticket,
        /// Stable code: `net.offline`, `net.timeout`, `http.401`, `http.429`, …
        code: String,
        /// Seconds the server asked to wait, if it did.
        retry_after_s: Option<u32>,
    },
    /// The signature of a `Prove`; none when the device key cannot be used now.
    Proven {
        /// Of which effect.
        ticket: Ticket,
        /// Raw r‖s.
        signature: Option<Vec<u8>>,
    },
    /// A colleague's changes, from QR codes or a file.
    Handover {
        /// Bytes made by the `handover` of the engine on the other tablet.
        bytes: Vec<u8>,
    },
    /// The same, left here by a colleague's seat on this tablet.
    Letter {
        /// Bytes made by the `handover` of that seat's engine.
        bytes: Vec<u8>,
    },
    /// Another tab of this browser stored a chunk of this inspection.
    OtherTab {
        /// Which inspection.
        inspection: InspectionId,
        /// The chunk's row as stored.
        chunk: (ChangeId, Vec<u8>),
    },
    /// The session ended or another officer's began: stop sending.
    SignedOut,
}

/// What the shell must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write all of these in one strict transaction, then say `Stored` or `StoreFailed`.
    Put {
        /// Name.
        ticket: Ticket,
        /// Writes in order.
        writes: Vec<Write>,
    },
    /// `POST /api/v1/sync`, then say `Response` or `SendFailed`.
    Post {
        /// Name.
        ticket: Ticket,
        /// Body, with `wire::sync::MEDIA_TYPE`.
        body: Vec<u8>,
    },
    /// Sign this text with the device key (ECDSA P-256, raw r‖s), then say `Proven`.
    Prove {
        /// Name.
        ticket: Ticket,
        /// What is signed.
        text: String,
    },
    /// Send the bytes of this blob from `offset` on, then say `BlobReceived` or `BlobFailed`.
    SendBlob {
        /// SHA-256.
        sha256: ChangeId,
        /// First byte to send.
        offset: u64,
    },
    /// Say `Timer` at this time; a later one replaces it.
    WakeAt(Timestamp),
    /// Something of this inspection is to be shown anew.
    Changed {
        /// Which.
        inspection: InspectionId,
    },
    /// Packages, reviews or the state of the exchange changed: show lists anew.
    ListChanged,
    /// The edit was not possible.
    Refused {
        /// Where.
        inspection: InspectionId,
        /// Why.
        why: EditRefused,
    },
    /// Something the officer must know, by stable code.
    Told {
        /// `doc.damaged`, `doc.parked`, `store.failed`, `sync.new_epoch`, …
        code: String,
        /// Which inspection, if one.
        inspection: Option<InspectionId>,
    },
}

/// How far a mark on the screen has come. Only the last lets a local copy be deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedState {
    /// 已输入: in memory only.
    #[default]
    Typed,
    /// 已存本机: durable on this tablet.
    OnTablet,
    /// 已送达: durable on the server, checked.
    Received,
    /// 已安全: in a verified second copy, or a single copy was accepted in writing.
    Safe,
}

/// The exchange as the sync centre shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncStatus {
    /// A request is on its way.
    pub sending: bool,
    /// Evidence is on its way, long after the request that asked for it was answered.
    pub sending_bytes: bool,
    /// Last answer (device clock).
    pub answered_at: Option<Timestamp>,
    /// Next attempt, after a failure.
    pub next_at: Option<Timestamp>,
    /// Code of the last failure, until an answer comes.
    pub failing: Option<String>,
    /// Inspections with something the server has not named as received.
    pub docs_unsent: u32,
    /// Evidence the server has not received.
    pub blobs_unsent: u32,
    /// Bytes of evidence the server has not received; of what is half there, the other half.
    pub bytes_unsent: u64,
    /// Bytes of all evidence that this tablet holds or held.
    pub bytes: u64,
    /// Inspections and evidence received but not safe.
    pub not_safe: u32,
    /// The server keeps a verified second copy.
    pub second_copy: bool,
    /// The server said that this tablet is revoked; it asks no more by itself.
    pub revoked: bool,
    /// Device clock minus server clock at the last answer, in milliseconds.
    pub clock_ahead_ms: i64,
}
