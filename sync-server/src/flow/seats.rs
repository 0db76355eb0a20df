//! Several officers on one tablet: whose a seat's key is, and how an officer gets onto a colleague's tablet.
//!
//! And leave, by telephone, to empty a tablet that has no network.
//!
//! Invariant: key and code are given to a tablet in use for its own officer only, when its device key signed what it asks for: a
//! token that leaked is worth neither.

use super::enrol;
use super::log::Act;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::Tx;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{DeviceId, UserId};
use domain::inspection::signature::device_signed;
use domain::sync::escrow::leave_answer;
use domain::time::Timestamp;
use domain::wire::api::{EnrolmentCode, LeaveAnswer, LeaveAsk, OwnCodeAsk, SeatCard, SeatKey, SeatKeyAsk};
use sha2::{Digest, Sha256};

/// A code that an officer made himself is used at once, two tablets side by side.
const OWN_CODE_MS: i64 = 10 * 60 * 1000;

/// Signs whose a seat's key is.
///
/// # Errors
/// `seat.bad_key`, `seat.not_signed`.
pub fn card(app: &App, tx: &dyn Tx, device: &DeviceId, ask: SeatKeyAsk) -> Answer<SeatCard> {
    let record = tx.device(device)?.ok_or(Code::DeviceUnknown)?;
    let named = SeatKey {
        inspector: record.inspector,
        device: record.id,
        key: ask.key,
    };
    if named.bytes().is_none() {
        return Err(Code::SeatKeyBad.into());
    }
    signed(&record.key, &SeatKeyAsk::text(device, &named.key), &ask.signature)?;
    tx.put_meta(&place(device), &named.key)?;
    let body = serde_json::to_string(&named).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok(app.keys.sign_card(body))
}

/// A code for the officer of this tablet, on whose word he enrols on another one.
///
/// # Errors
/// `seat.not_signed`.
pub fn own_code(
    tx: &dyn Tx,
    device: &DeviceId,
    by: &UserId,
    ask: &OwnCodeAsk,
    base_url: &str,
    now: Timestamp,
) -> Answer<EnrolmentCode> {
    let record = tx.device(device)?.ok_or(Code::DeviceUnknown)?;
    signed(&record.key, &OwnCodeAsk::text(device, &ask.nonce), &ask.signature)?;
    let until = Timestamp(now.0 + OWN_CODE_MS);
    enrol::issue_until(tx, &record.inspector, by, base_url, until)
}

/// Where a seat's key is kept.
fn place(device: &DeviceId) -> String {
    format!("seat-key/{device}")
}

/// Grants leave to empty a tablet that has no network: the digits that the administrator reads back.
///
/// # Errors
/// `device.unknown`, `unlock.none` when the tablet never named its seat's key, `unlock.digits`, `unlock.reason_missing`.
pub fn leave(app: &App, tx: &dyn Tx, device: &DeviceId, ask: &LeaveAsk, by: &UserId) -> Answer<LeaveAnswer> {
    let record = tx.device(device)?.ok_or(Code::DeviceUnknown)?;
    let question = ask.digits.trim();
    if question.len() != 6 || !question.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Code::UnlockDigits.into());
    }
    let reason = ask.reason.trim();
    if reason.is_empty() {
        return Err(Code::UnlockReasonMissing.into());
    }
    let key = tx.meta(&place(device))?;
    let key = key.and_then(|key| URL_SAFE_NO_PAD.decode(key).ok()?.try_into().ok());
    let agreed = key.and_then(|key: [u8; 32]| app.keys.agree(&app.keys.key_id(), &key));
    let agreed = agreed.ok_or(Code::UnlockNone)?;
    let act = Act::Unlock {
        device: device.clone(),
        granted: true,
        by: by.clone(),
        reason: hex::encode(Sha256::digest(reason)),
        leave: true,
    };
    app.book.note(tx, &app.keys, &act, app.now())?;
    let digits = leave_answer(&agreed, question, &record.key);
    enrol::may_be_emptied(tx, record, app.now())?;
    Ok(LeaveAnswer { digits })
}

fn signed(key: &str, text: &str, signature: &str) -> Answer<()> {
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    match device_signed(key, text.as_bytes(), &signature) || !domain::guard::stands("a-seat-asks-signed") {
        true => Ok(()),
        false => Err(Code::SeatNotSigned.into()),
    }
}
