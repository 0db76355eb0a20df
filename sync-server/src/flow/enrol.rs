//! Enrolment (启用平板): a one-time code binds a tablet's key to an officer; revocation ends it.

use super::log::{Act, policy};
use crate::auth::{TABLET_MS, fresh_token, token_hash};
use crate::clock::{random, random_id};
use crate::error::{Answer, Code};
use crate::state::App;
use crate::store::record::{Account, DeviceRecord, EnrolmentRecord, SessionRecord};
use crate::store::{Tx, View};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Role;
use domain::id::{DeviceId, InspectorId, UserId};
use domain::inspection::signature::{device_signed, is_device_key};
use domain::time::Timestamp;
use domain::wire::api::{Beside, DeviceRow, Enrol, Enrolment, EnrolmentCode, Neighbour, Revocation};
use std::collections::BTreeSet;

/// A code lives for half an hour.
const CODE_MS: i64 = 30 * 60 * 1000;
/// Letters and digits that nobody mistakes for one another (no 0 O 1 I L U).
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Twelve of them: 58 bits, thirty minutes, five free tries.
const LENGTH: usize = 12;

/// Issues a code for an officer's tablet.
///
/// # Errors
/// `inspector.unknown`.
pub fn issue(
    tx: &dyn Tx,
    inspector: &InspectorId,
    by: &UserId,
    base_url: &str,
    now: Timestamp,
) -> Answer<EnrolmentCode> {
    issue_until(tx, inspector, by, base_url, Timestamp(now.0 + CODE_MS))
}

/// Issues one that lives until then.
///
/// # Errors
/// `inspector.unknown`.
pub fn issue_until(
    tx: &dyn Tx,
    inspector: &InspectorId,
    by: &UserId,
    base_url: &str,
    expires_at: Timestamp,
) -> Answer<EnrolmentCode> {
    tx.inspector(inspector)?.ok_or(Code::InspectorUnknown)?;
    let code = fresh_code();
    let record = EnrolmentRecord {
        inspector: inspector.clone(),
        issued_by: by.clone(),
        expires_at,
        spent_on: None,
    };
    tx.put_enrolment_code(&token_hash(&plain(&code)), &record)?;
    let url = format!("{base_url}/device/enrol?code={code}");
    Ok(EnrolmentCode {
        // The code and its address work without the picture.
        qr_svg: qr_svg(&url).unwrap_or_default(),
        url,
        code,
        expires_at: record.expires_at,
    })
}

/// The QR code of an address, as SVG.
///
/// # Errors
/// When the address is too long for a QR code.
pub fn qr_svg(url: &str) -> anyhow::Result<String> {
    use fast_qr::convert::Builder;
    use fast_qr::convert::svg::SvgBuilder;
    let code = fast_qr::QRBuilder::new(url.to_owned())
        .build()
        .map_err(|e| anyhow::anyhow!("no QR code: {e:?}"))?;
    Ok(SvgBuilder::default().margin(4).to_str(&code))
}

/// Three groups of four, as typed by hand.
fn fresh_code() -> String {
    let mut letters = String::new();
    while letters.len() < LENGTH {
        // 240 = 8·30: bytes above would favour the first letters.
        let byte = usize::from(random::<1>()[0]);
        if byte < 240 {
            letters.push(char::from(ALPHABET[byte % ALPHABET.len()]));
        }
    }
    format!("{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..])
}

/// The code without what a person adds to it.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Enrols a tablet.
///
/// # Errors
/// `enrolment.unknown`, `enrolment.spent`, `enrolment.expired`, `enrolment.bad_key`.
pub async fn enrol(app: &App, ask: Enrol, now: Timestamp) -> Answer<Enrolment> {
    check_key(&ask.device_key)?;
    let (token, hash) = fresh_token();
    let inside = app.clone();
    app.store
        .write(move |tx| bind(&inside, tx, &ask, (token, hash), now))
        .await
}

/// A SEC1 uncompressed point of P-256.
fn check_key(key: &str) -> Answer<()> {
    match is_device_key(key) {
        true => Ok(()),
        false => Err(Code::EnrolmentKey.into()),
    }
}

fn bind(
    app: &App,
    tx: &dyn Tx,
    ask: &Enrol,
    (token, token_hash_kept): (String, [u8; 32]),
    now: Timestamp,
) -> Answer<Enrolment> {
    let code_hash = token_hash(&plain(&ask.code));
    let mut code = tx.enrolment_code(&code_hash)?.ok_or(Code::EnrolmentUnknown)?;
    if code.spent_on.is_some() {
        return Err(Code::EnrolmentSpent.into());
    }
    if code.expires_at < now {
        return Err(Code::EnrolmentExpired.into());
    }
    let inspector = tx.inspector(&code.inspector)?.ok_or(Code::InspectorUnknown)?;
    let user = account_of(app, tx, &code.inspector, &inspector.name, now)?;
    let device = DeviceRecord {
        id: DeviceId(random_id("d-")),
        name: ask.device_name.chars().take(60).collect(),
        inspector: code.inspector.clone(),
        user: user.clone(),
        key: ask.device_key.clone(),
        enrolled_at: now,
        seen_at: None,
        revoked_at: None,
        leave_at: None,
        beside: neighbour(tx, ask)?,
    };
    tx.put_device(&device)?;
    code.spent_on = Some(device.id.clone());
    tx.put_enrolment_code(&code_hash, &code)?;
    tx.put_session(
        &token_hash_kept,
        &SessionRecord {
            user: user.clone(),
            device: Some(device.id.clone()),
            created_at: now,
            seen_at: now,
            expires_at: Timestamp(now.0 + TABLET_MS),
        },
    )?;
    let act = Act::Enrol {
        device: device.id.clone(),
        inspector: code.inspector,
        key: device.key,
    };
    app.book.note(tx, &app.keys, &act, now)?;
    Ok(Enrolment {
        device: device.id,
        token,
        user,
        inspector,
        server_keys: app.keys.published(),
        log_policy: policy(tx, &app.config.log_origin, &app.keys)?.text(),
        epoch: app.epoch.clone(),
        now,
        demo: app.config.demo,
    })
}

/// The seat that was on this tablet before. What its key did not sign is kept as a hint: a stranger with a code could
/// say it of any tablet. A key that nobody enrolled says nothing.
fn neighbour(tx: &dyn Tx, ask: &Enrol) -> Answer<Option<Neighbour>> {
    let Some(beside) = ask.beside.as_ref().filter(|b| b.device_key != ask.device_key) else {
        return Ok(None);
    };
    let devices = tx.devices()?.into_iter();
    let known = devices.filter(|d| d.key == beside.device_key);
    // A seat that enrolled again under its key: the later one, in use before revoked.
    let known = known.max_by_key(|d| (d.revoked_at.is_none(), d.enrolled_at));
    let text = Beside::text(&ask.device_key, &beside.device_key);
    let signature = URL_SAFE_NO_PAD.decode(&beside.signature).unwrap_or_default();
    Ok(known.map(|device| Neighbour {
        proven: device_signed(&device.key, text.as_bytes(), &signature)
            || !domain::guard::stands("one-tablet-is-signed"),
        device: device.id,
    }))
}

/// The officer's account; made at the first enrolment, without a password.
fn account_of(app: &App, tx: &dyn Tx, inspector: &InspectorId, name: &str, now: Timestamp) -> Answer<UserId> {
    let known = tx
        .accounts()?
        .into_iter()
        .find(|a| a.inspector.as_ref() == Some(inspector));
    if let Some(account) = known {
        return Ok(account.user);
    }
    let user = UserId(format!("officer-{inspector}"));
    tx.put_account(&Account {
        user: user.clone(),
        name: name.to_owned(),
        password: None,
        roles: BTreeSet::from([Role::Inspector]),
        inspector: Some(inspector.clone()),
        created_at: now,
        closed_at: None,
    })?;
    let act = Act::Account {
        user: user.clone(),
        roles: BTreeSet::from([Role::Inspector]),
        password: false,
        inspector: Some(inspector.clone()),
    };
    app.book.note(tx, &app.keys, &act, now)?;
    Ok(user)
}

/// Revokes a tablet, and other seats of it in the same step. Their tokens keep working for one thing: handing in unsent
/// work, which is kept apart.
///
/// # Errors
/// `device.unknown`: one of them is, and none is revoked.
pub async fn revoke(app: &App, id: DeviceId, more: Revocation, by: UserId) -> Answer<DeviceRow> {
    let (inside, now) = (app.clone(), app.now());
    app.store
        .write(move |tx| {
            for other in &more.also {
                end(&inside, tx, other, &by, now)?;
            }
            end(&inside, tx, &id, &by, now).map(row)
        })
        .await
}

/// Ends one device; one that was revoked before stays revoked since then.
fn end(app: &App, tx: &dyn Tx, id: &DeviceId, by: &UserId, now: Timestamp) -> Answer<DeviceRecord> {
    let mut device = tx.device(id)?.ok_or(Code::DeviceUnknown)?;
    if device.revoked_at.is_none() {
        device.revoked_at = Some(now);
        tx.put_device(&device)?;
        let act = Act::Revoke {
            device: id.clone(),
            by: by.clone(),
        };
        app.book.note(tx, &app.keys, &act, now)?;
    }
    Ok(device)
}

/// Notes that leave to empty it was granted: from then on it may be empty.
///
/// # Errors
/// When the store fails.
pub fn may_be_emptied(tx: &dyn Tx, mut device: DeviceRecord, now: Timestamp) -> Answer<()> {
    device.leave_at = Some(now);
    Ok(tx.put_device(&device)?)
}

/// Notes the last contact of a tablet.
///
/// # Errors
/// When the store fails.
pub fn seen(tx: &dyn Tx, id: &DeviceId, now: Timestamp) -> Answer<()> {
    if let Some(mut device) = tx.device(id)? {
        device.seen_at = Some(now);
        tx.put_device(&device)?;
    }
    Ok(())
}

/// Every device as a row.
///
/// # Errors
/// When the store fails.
pub fn rows(v: &dyn View) -> Answer<Vec<DeviceRow>> {
    Ok(v.devices()?.into_iter().map(row).collect())
}

fn row(d: DeviceRecord) -> DeviceRow {
    DeviceRow {
        id: d.id,
        name: d.name,
        inspector: d.inspector,
        enrolled_at: d.enrolled_at,
        seen_at: d.seen_at,
        revoked_at: d.revoked_at,
        leave_at: d.leave_at,
        beside: d.beside,
    }
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, fresh_code, plain};

    #[test]
    fn a_code_reads_the_same_however_it_is_typed() {
        let code = fresh_code();
        assert_eq!(code.len(), 14);
        assert!(plain(&code).bytes().all(|b| ALPHABET.contains(&b)));
        assert_eq!(plain(&code.to_lowercase().replace('-', " ")), plain(&code));
    }
}
