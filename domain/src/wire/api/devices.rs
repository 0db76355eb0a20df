//! Enrolment, tablets, the blobs and refused uploads they send.

use crate::id::DeviceId;
use crate::id::InspectionId;
use crate::id::InspectorId;
use crate::id::UserId;
use crate::roster::Inspector;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Ask for a one-time enrolment code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCodeRequest {
    /// Whose tablet.
    pub inspector: InspectorId,
}

/// A one-time code, shown as QR and as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCode {
    /// Code as typed by hand.
    pub code: String,
    /// Address behind the QR.
    pub url: String,
    /// Valid until.
    pub expires_at: Timestamp,
    /// The QR code of `url` as SVG.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub qr_svg: String,
}

/// A tablet enrols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// One-time code.
    pub code: String,
    /// Name shown in the device list.
    pub device_name: String,
    /// ECDSA P-256 public key (SEC1 uncompressed, base64url) of the non-extractable device key.
    pub device_key: String,
    /// Another officer's seat of the same tablet, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
}

/// A seat that was on the tablet before the one that enrols now. Its device key lies in the same browser and cannot be
/// taken out of it, so that its signature shows that both are on one tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Its device key, as enrolled.
    pub device_key: String,
    /// That key's signature over [`Beside::text`] (base64url, raw r‖s); empty = the browser gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
}

impl Beside {
    /// What the key of the seat that was there before signs.
    pub fn text(enrols: &str, beside: &str) -> String {
        format!("suicha same tablet v1\n{enrols} {beside}")
    }
}

/// Beside which other device one was enrolled, on one tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Which.
    pub device: DeviceId,
    /// Its key signed that; otherwise it was only said, and is a hint for people.
    pub proven: bool,
}

/// Body of `POST /devices/{id}/revoke`; none = this device alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Further devices to revoke in the same step: other seats of the tablet. All of them or none.
    #[serde(default)]
    pub also: Vec<DeviceId>,
}

/// What a tablet learns at enrolment; it pins the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Device id.
    pub device: DeviceId,
    /// Bearer token of this device's sync session; kept by the tablet, encrypted at rest.
    pub token: String,
    /// Account of the officer.
    pub user: UserId,
    /// The officer.
    pub inspector: Inspector,
    /// Server package key: key id → Ed25519 verifying key (base64url).
    pub server_keys: BTreeMap<String, String>,
    /// tlog policy text: log origin and key, witness keys, quorum.
    pub log_policy: String,
    /// Server epoch.
    pub epoch: String,
    /// Server time.
    pub now: Timestamp,
    /// The server runs on demo data.
    pub demo: bool,
}

/// An enrolled device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// Id.
    pub id: DeviceId,
    /// Name.
    pub name: String,
    /// Whose.
    pub inspector: InspectorId,
    /// Enrolled at.
    pub enrolled_at: Timestamp,
    /// Last contact.
    pub seen_at: Option<Timestamp>,
    /// Revoked at.
    pub revoked_at: Option<Timestamp>,
    /// Leave to empty it was granted then. Whether it was emptied, nobody tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_at: Option<Timestamp>,
    /// Another seat of the same tablet, as far as the enrolment told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Neighbour>,
}

/// What a tablet asks the office for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Its data key: the PIN is forgotten.
    #[default]
    Pin,
    /// Leave to be emptied although something on it is not safe.
    Leave,
}

impl Purpose {
    /// The question of old, which is not named.
    pub fn is_pin(&self) -> bool {
        *self == Self::Pin
    }
}

/// A tablet asks the office: for its data key because the PIN is forgotten, or for leave to be emptied although
/// something on it is not safe (`domain::sync::escrow`). Asked again, the same words tell how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockAsk {
    /// For what.
    #[serde(default, skip_serializing_if = "Purpose::is_pin")]
    pub purpose: Purpose,
    /// Its device key, as enrolled.
    pub device_key: String,
    /// Which office key the box is for.
    pub key_id: String,
    /// The box (base64url).
    pub escrow: String,
    /// Fresh X25519 key of this question (base64url, 32 bytes).
    pub fresh: String,
    /// The device key's signature over [`crate::sync::escrow::asked_text`] (base64url).
    pub signature: String,
}

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnlockState {
    /// Nobody has judged it yet.
    Waiting,
    /// The data key is in the answer.
    Granted,
    /// Refused, with the reason.
    Refused,
}

/// What the tablet is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockAnswer {
    /// How far it is.
    pub state: UnlockState,
    /// The data key, or the word that grants leave, sealed to the fresh key (base64url).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A question that waits for the administrator. Its digits are on the tablet's screen only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockRow {
    /// Which tablet.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Whose.
    pub inspector: InspectorId,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// For what.
    #[serde(default, skip_serializing_if = "Purpose::is_pin")]
    pub purpose: Purpose,
}

/// The administrator's answer, with the officer and the tablet before him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockJudgement {
    /// The digits he reads there.
    pub digits: String,
    /// Give the key, or not.
    pub grant: bool,
    /// Why; kept.
    pub reason: String,
}

/// State of one blob on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobReceipt {
    /// SHA-256 (hex).
    pub sha256: String,
    /// Length.
    pub size_bytes: u64,
    /// Server time at which the verified bytes were durable.
    pub received_at: Timestamp,
    /// Safe now.
    pub safe: bool,
    /// Key id of the server key.
    pub key_id: String,
    /// Ed25519 over `"suicha blob v1\n" ‖ sha256 ‖ " " ‖ size ‖ " " ‖ received_at` (base64url).
    pub signature: String,
    /// Stable code of what is odd about the bytes (`evidence.not_an_image`); they are kept all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oddity: Option<String>,
}

impl BlobReceipt {
    /// In front of a receipt when it is signed.
    pub const LABEL: &str = "suicha blob v1\n";

    /// What is signed after [`BlobReceipt::LABEL`].
    pub fn signed_text(&self) -> String {
        format!("{} {} {}", self.sha256, self.size_bytes, self.received_at.0)
    }

    /// Checks the signature with the keys pinned at enrolment.
    ///
    /// # Errors
    /// [`SignedRefused`](crate::assignment::SignedRefused).
    pub fn verify(&self, keys: &BTreeMap<String, String>) -> Result<(), crate::assignment::SignedRefused> {
        let text = self.signed_text();
        crate::assignment::verify_signed(keys, &self.key_id, Self::LABEL, &text, &self.signature)
    }
}

/// An upload that was refused and kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineRow {
    /// Id.
    pub id: String,
    /// Inspection it claims to belong to.
    pub inspection: InspectionId,
    /// Subject's name, when the inspection is known.
    #[serde(default)]
    pub subject_name: String,
    /// Tablet it came from, when one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Stable code of the refusal.
    pub code: String,
    /// Length of the kept bytes.
    pub size_bytes: u64,
    /// SHA-256 (hex) of the kept bytes.
    pub sha256: String,
    /// Server time.
    pub received_at: Timestamp,
    /// The last judgement, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<QuarantineJudgement>,
}

/// What a supervisor decided on an upload kept apart. A rejected one may still be accepted later; nothing is ever
/// deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineJudgement {
    /// Taken into the record.
    pub accepted: bool,
    /// Why, in words.
    pub reason: String,
    /// Who.
    pub by: UserId,
    /// Server time.
    pub at: Timestamp,
}

/// Body of `POST /quarantine/{id}/judgement`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineJudge {
    /// Take it into the record, or leave it apart for good.
    pub accept: bool,
    /// Why; required.
    pub reason: String,
}

/// One upload kept apart, as a supervisor looks at it before judging.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantineDetail {
    /// As in the list.
    pub row: QuarantineRow,
    /// Account that handed it in.
    pub author: UserId,
    /// Changes it would bring now.
    pub changes: u32,
    /// Why it cannot be taken in even now (stable code); absent = it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindrance: Option<String>,
    /// Judgements, oldest first.
    pub history: Vec<QuarantineJudgement>,
}
