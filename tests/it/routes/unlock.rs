//! A forgotten PIN: the office gives the key back to the tablet that asks, and to nobody else. Row F58.

use super::desk::Desk;
use super::field::team;
use super::tablet::{Tablet, device_key, signing_key};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::digest::Secret;
use domain::sync::escrow::{self, Purpose};
use domain::wire::api::{DeviceRow, UnlockAnswer, UnlockAsk, UnlockJudgement, UnlockRow, UnlockState};
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Signer;

const DATA: [u8; 32] = [42; 32];

/// A question of the tablet with this key number, as its browser puts it.
fn question(desk: &Desk, tablet: u8, asking: &Secret) -> UnlockAsk {
    asked_for(desk, tablet, asking, Purpose::Pin)
}

fn asked_for(desk: &Desk, tablet: u8, asking: &Secret, purpose: Purpose) -> UnlockAsk {
    let (key_id, office) = desk.app.keys.published().into_iter().next().unwrap();
    let office: [u8; 32] = URL_SAFE_NO_PAD.decode(office).unwrap().try_into().unwrap();
    let key = device_key(tablet);
    let boxed = escrow::lock_away(&office, &key, &Secret::new([5; 32]), &Secret::new(DATA)).unwrap();
    let fresh = escrow::public_of(asking);
    let text = escrow::asked_text(purpose, &key_id, &boxed, &fresh);
    let signature: Signature = signing_key(tablet).sign(text.as_bytes());
    UnlockAsk {
        purpose,
        device_key: key,
        key_id,
        escrow: URL_SAFE_NO_PAD.encode(boxed),
        fresh: URL_SAFE_NO_PAD.encode(fresh),
        signature: URL_SAFE_NO_PAD.encode(signature.to_bytes()),
    }
}

/// What the tablet shows.
fn digits(ask: &UnlockAsk) -> String {
    let boxed = URL_SAFE_NO_PAD.decode(&ask.escrow).unwrap();
    let fresh = URL_SAFE_NO_PAD.decode(&ask.fresh).unwrap().try_into().unwrap();
    escrow::digits(&escrow::asked_text(ask.purpose, &ask.key_id, &boxed, &fresh))
}

fn judgement(digits: &str, grant: bool, reason: &str) -> UnlockJudgement {
    UnlockJudgement {
        digits: digits.to_owned(),
        grant,
        reason: reason.to_owned(),
    }
}

#[tokio::test]
async fn f58_a_forgotten_pin_is_answered_by_the_administrator_and_written_down() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let (tablet, asking) = (tablets[0].key, Secret::new([9; 32]));
    let ask = question(&desk, tablet, &asking);
    // Whoever only knows the tablet cannot ask in its name: the box would be opened for his key.
    let mut forged = ask.clone();
    forged.fresh = URL_SAFE_NO_PAD.encode(escrow::public_of(&Secret::new([8; 32])));
    let got = desk.ask("", "POST", "/unlock", &forged).await;
    assert_eq!(got.code(), "unlock.unknown");
    let waits: UnlockAnswer = desk.post("", "/unlock", &ask).await;
    assert_eq!((waits.state, waits.reply), (UnlockState::Waiting, None));
    let rows: Vec<UnlockRow> = desk.get("administrator", "/unlock-questions").await;
    let [row] = rows.as_slice() else {
        panic!("one question: {rows:?}")
    };
    assert_eq!(row.device, tablets[0].enrolment.device);
    let path = format!("/devices/{}/unlock", row.device);
    for (wrong, code) in [
        (judgement("000000", true, "当面核实"), "unlock.digits"),
        (judgement(&digits(&ask), true, " "), "unlock.reason_missing"),
    ] {
        let got = desk.ask("administrator", "POST", &path, &wrong).await;
        assert_eq!(got.code(), code);
    }
    let right = judgement(&digits(&ask), true, "当面核实");
    let rows: Vec<UnlockRow> = desk.post("administrator", &path, &right).await;
    assert!(rows.is_empty());
    let again = desk.ask("administrator", "POST", &path, &right).await;
    assert_eq!(again.code(), "unlock.none");
    let told: UnlockAnswer = desk.post("", "/unlock", &ask).await;
    assert_eq!(told.state, UnlockState::Granted);
    let reply = URL_SAFE_NO_PAD.decode(told.reply.unwrap()).unwrap();
    assert_eq!(
        escrow::read_reply(Purpose::Pin, &reply, &device_key(tablet), &asking),
        Some(Secret::new(DATA))
    );
    assert_eq!(desk.audited().differences, []);
}

#[tokio::test]
async fn f58_who_is_no_tablet_in_use_is_not_answered() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let tablet = tablets[0].key;
    let stranger = question(&desk, 99, &Secret::new([9; 32]));
    let got = desk.ask("", "POST", "/unlock", &stranger).await;
    assert_eq!(got.code(), "unlock.unknown");
    let rows: Vec<UnlockRow> = desk.get("administrator", "/unlock-questions").await;
    assert!(rows.is_empty());
    let device = tablets[0].enrolment.device.clone();
    let _: DeviceRow = desk
        .post("administrator", &format!("/devices/{device}/revoke"), &())
        .await;
    let revoked = question(&desk, tablet, &Secret::new([9; 32]));
    let got = desk.ask("", "POST", "/unlock", &revoked).await;
    assert_eq!(got.code(), "unlock.unknown");
}

// Row F61: a revoked tablet with unsent work may be emptied under an administrator's eyes, and gets no key for it.
#[tokio::test]
async fn f61_leave_to_be_emptied_is_answered_and_written_down_and_holds_no_key() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let (tablet, asking) = (tablets[0].key, Secret::new([9; 32]));
    let device = tablets[0].enrolment.device.clone();
    let _: DeviceRow = desk
        .post("administrator", &format!("/devices/{device}/revoke"), &())
        .await;
    let ask = asked_for(&desk, tablet, &asking, Purpose::Leave);
    // The signature of one question is none of the other.
    let mut turned = ask.clone();
    turned.purpose = Purpose::Pin;
    assert_eq!(
        desk.ask("", "POST", "/unlock", &turned).await.code(),
        "unlock.unknown"
    );
    let _: UnlockAnswer = desk.post("", "/unlock", &ask).await;
    let rows: Vec<UnlockRow> = desk.get("administrator", "/unlock-questions").await;
    assert_eq!(rows[0].purpose, Purpose::Leave);
    let path = format!("/devices/{device}/unlock");
    let right = judgement(&digits(&ask), true, "当面核实，文件已存");
    let _: Vec<UnlockRow> = desk.post("administrator", &path, &right).await;
    let rows: Vec<DeviceRow> = desk.get("administrator", "/devices").await;
    let row = rows.iter().find(|row| row.id == device).unwrap();
    assert!(row.leave_at.is_some_and(|at| Some(at) >= row.revoked_at));
    let told: UnlockAnswer = desk.post("", "/unlock", &ask).await;
    let reply = URL_SAFE_NO_PAD.decode(told.reply.unwrap()).unwrap();
    let read = |purpose| escrow::read_reply(purpose, &reply, &device_key(tablet), &asking);
    let word = escrow::leave_word(&Secret::new(DATA));
    assert_eq!((read(Purpose::Leave), read(Purpose::Pin)), (Some(word), None));
    assert_eq!(desk.audited().differences, []);
}

/// The tablet asks and is refused.
pub(super) async fn refused(desk: &mut Desk, tablet: &Tablet) -> UnlockAnswer {
    let ask = question(desk, tablet.key, &Secret::new([9; 32]));
    let _: UnlockAnswer = desk.post("", "/unlock", &ask).await;
    let rows: Vec<UnlockRow> = desk.get("administrator", "/unlock-questions").await;
    let path = format!("/devices/{}/unlock", rows[0].device);
    let no = judgement(&digits(&ask), false, "不是本人");
    let _: Vec<UnlockRow> = desk.post("administrator", &path, &no).await;
    desk.post("", "/unlock", &ask).await
}

#[tokio::test]
async fn f58_a_refusal_is_told_with_its_reason() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let told = refused(&mut desk, &tablets[0]).await;
    assert_eq!(
        (told.state, told.reply, told.reason.as_str()),
        (UnlockState::Refused, None, "不是本人")
    );
}
