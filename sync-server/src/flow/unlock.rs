//! A forgotten PIN (忘记 PIN): the tablet asks with its own box, an administrator who sees officer and tablet
//! compares six digits, and the data key goes back sealed to the question's fresh key. In the same way a tablet asks
//! for leave to be emptied while it holds unsent work, a revoked one too; that answer holds no key.
//!
//! Invariant: the server keeps a question and its sealed answer, never a data key; every judgement is in the log.

use super::enrol;
use super::log::Act;
use crate::clock::random;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::DeviceRecord;
use crate::store::{Tx, View};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::digest::Secret;
use domain::id::{DeviceId, UserId};
use domain::sync::escrow::{self, Purpose};
use domain::time::Timestamp;
use domain::wire::api::{UnlockAnswer, UnlockAsk, UnlockJudgement, UnlockRow, UnlockState};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A question is the office's business for a day; then the tablet asks anew.
const LIVES_MS: i64 = 24 * 60 * 60 * 1000;

/// The last question of a tablet. A newer one takes its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Question {
    ask: UnlockAsk,
    at: Timestamp,
    answer: UnlockAnswer,
}

fn place(device: &DeviceId) -> String {
    format!("unlock/{device}")
}

fn question(v: &dyn View, device: &DeviceId, now: Timestamp) -> Answer<Option<Question>> {
    let Some(text) = v.meta(&place(device))? else {
        return Ok(None);
    };
    let found: Question =
        serde_json::from_str(&text).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok((found.at.0 + LIVES_MS > now.0).then_some(found))
}

fn keep(tx: &dyn Tx, device: &DeviceId, question: &Question) -> Answer<()> {
    let text = serde_json::to_string(question).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok(tx.put_meta(&place(device), &text)?)
}

/// What a question says, read; none when a part of it does not read.
struct Read {
    boxed: Vec<u8>,
    fresh: [u8; 32],
    text: String,
}

fn read(ask: &UnlockAsk) -> Option<Read> {
    let boxed = URL_SAFE_NO_PAD.decode(&ask.escrow).ok()?;
    let fresh = URL_SAFE_NO_PAD.decode(&ask.fresh).ok()?.try_into().ok()?;
    let text = escrow::asked_text(ask.purpose, &ask.key_id, &boxed, &fresh);
    Some(Read { boxed, fresh, text })
}

/// A revoked tablet gets no key back; it may be emptied.
fn may_ask(device: &DeviceRecord, purpose: Purpose) -> bool {
    device.revoked_at.is_none() || purpose == Purpose::Leave
}

/// The tablet that signed the question and may put it.
fn asking(v: &dyn View, ask: &UnlockAsk) -> Answer<DeviceRecord> {
    let of_key = |d: &DeviceRecord| d.key == ask.device_key && may_ask(d, ask.purpose);
    let device = v.devices()?.into_iter().find(of_key).ok_or(Code::UnlockUnknown)?;
    let signature = URL_SAFE_NO_PAD.decode(&ask.signature).unwrap_or_default();
    let signed = read(ask).is_some_and(|r| escrow::asks(&device.key, &r.text, &signature));
    match signed {
        true => Ok(device),
        false => Err(Code::UnlockUnknown.into()),
    }
}

/// A tablet asks, or asks again how far its question is.
///
/// # Errors
/// `unlock.unknown`: no tablet in use signed this.
pub fn ask(tx: &dyn Tx, ask: UnlockAsk, now: Timestamp) -> Answer<UnlockAnswer> {
    let device = asking(tx, &ask)?;
    if let Some(known) = question(tx, &device.id, now)?.filter(|q| q.ask == ask) {
        return Ok(known.answer);
    }
    let answer = UnlockAnswer {
        state: UnlockState::Waiting,
        reply: None,
        reason: String::new(),
    };
    let question = Question {
        ask,
        at: now,
        answer: answer.clone(),
    };
    keep(tx, &device.id, &question)?;
    Ok(answer)
}

/// Questions nobody has judged, oldest first.
///
/// # Errors
/// When the store fails.
pub fn waiting(v: &dyn View, now: Timestamp) -> Answer<Vec<UnlockRow>> {
    let mut rows = Vec::new();
    for device in v.devices()? {
        let waits = |q: &Question| q.answer.state == UnlockState::Waiting && may_ask(&device, q.ask.purpose);
        let open = question(v, &device.id, now)?.filter(waits);
        let Some(question) = open else { continue };
        rows.push(UnlockRow {
            device: device.id,
            name: device.name,
            inspector: device.inspector,
            asked_at: question.at,
            purpose: question.ask.purpose,
        });
    }
    rows.sort_by_key(|row| row.asked_at);
    Ok(rows)
}

/// The administrator's judgement.
///
/// # Errors
/// `unlock.none`, `unlock.digits`, `unlock.reason_missing`, `unlock.unreadable`.
pub fn judge(
    app: &App,
    tx: &dyn Tx,
    device: &DeviceId,
    judgement: &UnlockJudgement,
    by: &UserId,
) -> Answer<Vec<UnlockRow>> {
    let now = app.now();
    let record = tx.device(device)?.ok_or(Code::DeviceUnknown)?;
    let waits = |q: &Question| q.answer.state == UnlockState::Waiting && may_ask(&record, q.ask.purpose);
    let open = question(tx, device, now)?.filter(waits);
    let mut question = open.ok_or(Code::UnlockNone)?;
    let read = read(&question.ask).ok_or(Code::UnlockNone)?;
    if judgement.digits.trim() != escrow::digits(&read.text) && domain::guard::stands("unlock-is-compared") {
        return Err(Code::UnlockDigits.into());
    }
    let reason = judgement.reason.trim();
    if reason.is_empty() {
        return Err(Code::UnlockReasonMissing.into());
    }
    question.answer = match judgement.grant {
        true => granted(app, &record, &question.ask, &read)?,
        false => UnlockAnswer {
            state: UnlockState::Refused,
            reply: None,
            reason: reason.to_owned(),
        },
    };
    keep(tx, device, &question)?;
    let act = Act::Unlock {
        device: device.clone(),
        granted: judgement.grant,
        by: by.clone(),
        reason: hex::encode(Sha256::digest(reason)),
        leave: question.ask.purpose == Purpose::Leave,
    };
    app.book.note(tx, &app.keys, &act, now)?;
    if judgement.grant && question.ask.purpose == Purpose::Leave {
        enrol::may_be_emptied(tx, record, now)?;
    }
    waiting(tx, now)
}

fn granted(app: &App, device: &DeviceRecord, ask: &UnlockAsk, asked: &Read) -> Answer<UnlockAnswer> {
    let agree = |fresh: &[u8; 32]| app.keys.agree(&ask.key_id, fresh);
    let data = escrow::take_out(&asked.boxed, &device.key, agree).ok_or(Code::UnlockUnreadable)?;
    let entropy = Secret::new(random::<32>());
    let reply = escrow::reply(ask.purpose, &asked.fresh, &device.key, &entropy, &data);
    Ok(UnlockAnswer {
        state: UnlockState::Granted,
        reply: Some(URL_SAFE_NO_PAD.encode(reply)),
        reason: String::new(),
    })
}
