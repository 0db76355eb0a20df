//! Several officers on one tablet, at the office: whose a seat's key is, and a code that an officer makes himself. Row T49.

use super::desk::Desk;
use super::field::team;
use super::tablet::{Tablet, device_key, signing_key};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::digest::Secret;
use domain::id::{DeviceId, InspectorId};
use domain::sync::escrow::{is_leave_answer, public_of};
use domain::wire::api::{
    Beside, DeviceRow, Enrol, Enrolment, EnrolmentCode, EnrolmentCodeRequest, LeaveAnswer, LeaveAsk,
    Neighbour, OwnCodeAsk, Revocation, SeatCard, SeatKeyAsk,
};
use p256::ecdsa::Signature;
use p256::ecdsa::signature::Signer;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn signed(key: u8, text: &str) -> String {
    let signature: Signature = signing_key(key).sign(text.as_bytes());
    URL_SAFE_NO_PAD.encode(signature.to_bytes())
}

/// As the browser of this tablet asks; `by` is the key that signs.
fn key_ask(tablet: &Tablet, by: u8, key: &[u8]) -> SeatKeyAsk {
    let key = URL_SAFE_NO_PAD.encode(key);
    let text = SeatKeyAsk::text(&tablet.enrolment.device, &key);
    SeatKeyAsk {
        signature: signed(by, &text),
        key,
    }
}

fn code_ask(tablet: &Tablet, by: u8) -> OwnCodeAsk {
    let nonce = hex::encode([7; 16]);
    let text = OwnCodeAsk::text(&tablet.enrolment.device, &nonce);
    OwnCodeAsk {
        signature: signed(by, &text),
        nonce,
    }
}

async fn ask(desk: &Desk, tablet: &Tablet, path: &str, ask: &impl Serialize) -> super::desk::Got {
    let body = serde_json::to_vec(ask).unwrap();
    let json = [("content-type", "application/json".to_owned())];
    desk.send(tablet.request("POST", path, &json, body)).await
}

/// Both, as on any day.
pub(super) async fn asked(desk: &Desk, tablet: &Tablet) -> (SeatCard, EnrolmentCode) {
    let got = ask(desk, tablet, "/seat-key", &key_ask(tablet, tablet.key, &[9; 32])).await;
    assert_eq!(got.status, StatusCode::OK);
    let card = serde_json::from_slice(&got.body).unwrap();
    let got = ask(desk, tablet, "/own-code", &code_ask(tablet, tablet.key)).await;
    assert_eq!(got.status, StatusCode::OK);
    (card, serde_json::from_slice(&got.body).unwrap())
}

/// Leave by telephone, as on any day.
pub(super) async fn told(desk: &mut Desk, tablet: &Tablet) -> LeaveAnswer {
    let path = format!("/devices/{}/leave", tablet.enrolment.device);
    let ask = LeaveAsk {
        digits: "402917".to_owned(),
        reason: "平板落水，文件已存".to_owned(),
    };
    desk.post("administrator", &path, &ask).await
}

// Row F61: the tablet has no network; its officer and the administrator speak to each other.
#[tokio::test]
async fn f61_leave_by_telephone_is_answered_to_one_question_and_written_down() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let mine = &tablets[0];
    let seat = Secret::new([6; 32]);
    let path = format!("/devices/{}/leave", mine.enrolment.device);
    let unasked = json!({ "digits": "402917", "reason": "演示" });
    let got = desk.ask("administrator", "POST", &path, &unasked).await;
    assert_eq!(got.code(), "unlock.none", "it never named its key");
    let key = public_of(&seat);
    ask(&desk, mine, "/seat-key", &key_ask(mine, mine.key, &key)).await;
    for (body, code) in [
        (json!({ "digits": "40291", "reason": "演示" }), "unlock.digits"),
        (
            json!({ "digits": "402917", "reason": " " }),
            "unlock.reason_missing",
        ),
    ] {
        let got = desk.ask("administrator", "POST", &path, &body).await;
        assert_eq!(got.code(), code);
    }
    let answer = told(&mut desk, mine).await;
    let office = mine.enrolment.server_keys.first_key_value().unwrap().1;
    let office: [u8; 32] = URL_SAFE_NO_PAD.decode(office).unwrap().try_into().unwrap();
    // The list of tablets says so from then on; the other one's row does not.
    let rows: Vec<DeviceRow> = desk.get("administrator", "/devices").await;
    let granted: Vec<_> = rows.iter().filter(|row| row.leave_at.is_some()).collect();
    assert_eq!(granted.len(), 1);
    assert_eq!(granted[0].id, mine.enrolment.device);
    let fits = |question| is_leave_answer(&office, &seat, question, &device_key(mine.key), &answer.digits);
    assert!(fits("402917") && !fits("402918"));
    assert_eq!(desk.audited().differences, []);
}

#[tokio::test]
async fn t49_the_office_signs_the_key_that_a_tablet_says_is_its_own_and_no_other() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let (mine, his) = (&tablets[0], &tablets[1]);
    let (card, _) = asked(&desk, mine).await;
    let named = card.open(&mine.enrolment.server_keys).unwrap();
    assert_eq!(named.device, mine.enrolment.device);
    assert_eq!(named.inspector, mine.enrolment.inspector.id);
    assert_eq!(named.bytes(), Some([9; 32]));
    let got = ask(&desk, mine, "/seat-key", &key_ask(mine, his.key, &[9; 32])).await;
    assert_eq!(got.code(), "seat.not_signed", "a token alone is not enough");
    let got = ask(&desk, mine, "/seat-key", &key_ask(mine, mine.key, &[9; 31])).await;
    assert_eq!(got.code(), "seat.bad_key");
}

#[tokio::test]
async fn t49_an_officer_makes_a_code_for_himself_at_his_own_tablet_only() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let (mine, his) = (&tablets[0], &tablets[1]);
    let got = ask(&desk, mine, "/own-code", &code_ask(mine, his.key)).await;
    assert_eq!(got.code(), "seat.not_signed");
    let (_, code) = asked(&desk, mine).await;
    let enrol = Enrol {
        code: code.code,
        device_name: "the colleague's tablet".to_owned(),
        device_key: device_key(77),
        beside: None,
    };
    let there: Enrolment = desk.post("", "/enrol", &enrol).await;
    assert_eq!(
        there.inspector.id, mine.enrolment.inspector.id,
        "himself, nobody else"
    );
    let device = &mine.enrolment.device;
    let _: DeviceRow = desk
        .post("administrator", &format!("/devices/{device}/revoke"), &())
        .await;
    let got = ask(&desk, mine, "/own-code", &code_ask(mine, mine.key)).await;
    assert_eq!(
        got.status,
        StatusCode::FORBIDDEN,
        "a revoked tablet vouches for nobody"
    );
}

/// Somebody enrols on a tablet where a seat with key `of` is; `by` signs that, or nobody does.
async fn beside(desk: &mut Desk, inspector: &InspectorId, key: u8, of: u8, by: Option<u8>) -> DeviceId {
    let ask = EnrolmentCodeRequest {
        inspector: inspector.clone(),
    };
    let code: EnrolmentCode = desk.post("administrator", "/enrolment-codes", &ask).await;
    // As the office's protocol has it: label, the key that enrols, the key that was there before.
    let text = format!("suicha same tablet v1\n{} {}", device_key(key), device_key(of));
    let enrol = Enrol {
        code: code.code,
        device_name: format!("seat {key}"),
        device_key: device_key(key),
        beside: Some(Beside {
            device_key: device_key(of),
            signature: by.map(|by| signed(by, &text)).unwrap_or_default(),
        }),
    };
    let made: Enrolment = desk.post("", "/enrol", &enrol).await;
    made.device
}

async fn devices(desk: &mut Desk) -> BTreeMap<DeviceId, DeviceRow> {
    let rows: Vec<DeviceRow> = desk.get("administrator", "/devices").await;
    rows.into_iter().map(|row| (row.id.clone(), row)).collect()
}

// Row T49: who is on a lost tablet is known by its keys, and nobody gets a stranger's tablet revoked by a word.
#[tokio::test]
async fn t49_a_lost_tablet_is_revoked_with_every_seat_that_its_keys_say_is_on_it() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let (mine, his) = (&tablets[0], &tablets[1]);
    let who = &his.enrolment.inspector.id;
    let proven = beside(&mut desk, who, 81, mine.key, Some(mine.key)).await;
    let unsigned = beside(&mut desk, who, 82, mine.key, None).await;
    let forged = beside(&mut desk, who, 83, mine.key, Some(83)).await;
    let nowhere = beside(&mut desk, who, 84, 85, Some(85)).await;
    let rows = devices(&mut desk).await;
    let said = |id: &DeviceId| rows[id].beside.clone();
    let of_mine = |proven| {
        Some(Neighbour {
            device: mine.enrolment.device.clone(),
            proven,
        })
    };
    assert_eq!(said(&proven), of_mine(true));
    assert_eq!((said(&unsigned), said(&forged)), (of_mine(false), of_mine(false)));
    assert_eq!((said(&nowhere), said(&mine.enrolment.device)), (None, None));

    let path = format!("/devices/{}/revoke", mine.enrolment.device);
    let both = Revocation {
        also: vec![proven.clone()],
    };
    let got = desk.ask("planner", "POST", &path, &both).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let wrong = Revocation {
        also: vec![proven.clone(), DeviceId::new("d-nobody")],
    };
    let got = desk.ask("administrator", "POST", &path, &wrong).await;
    assert_eq!(got.code(), "device.unknown");
    let none = devices(&mut desk).await;
    assert!(none.values().all(|row| row.revoked_at.is_none()), "all or none");
    let _: DeviceRow = desk.post("administrator", &path, &both).await;
    let rows = devices(&mut desk).await;
    let ended = rows
        .values()
        .filter(|row| row.revoked_at.is_some())
        .map(|row| &row.id);
    let wanted = BTreeSet::from([&mine.enrolment.device, &proven]);
    assert_eq!(
        ended.collect::<BTreeSet<_>>(),
        wanted,
        "these two and nobody else"
    );
    assert_eq!(desk.audited().differences, [], "each has its leaf");
}
