//! Tablets: enrolment, packages, sync without loss or repetition, strangers, revocation, restored servers.

use super::desk::Desk;
use super::tablet::{Tablet, device_key};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{InspectionId, InspectorId};
use domain::inspection::edit::{Edit, TextField};
use domain::log::{Policy, proof};
use domain::wire::api::{
    DeviceRow, Enrol, EnrolmentCode, EnrolmentCodeRequest, InspectionDetail, QuarantineRow, TaskDetail,
    TaskDraft,
};
use domain::wire::sync::{Answer, SyncRequest, SyncResponse, Verdict, parse, to_bytes};
use ed25519_dalek::{Signature, VerifyingKey};

/// A drawn task and the tablets of one whole team.
pub(crate) async fn team(desk: &mut Desk) -> (TaskDetail, Vec<Tablet>, InspectionId) {
    let draft = desk.small_draft().await;
    let (task, tablets) = team_of(desk, draft).await;
    let first = task.drawn[0].inspection.clone();
    (task, tablets, first)
}

/// The same for a plan of the caller's.
pub(crate) async fn team_of(desk: &mut Desk, draft: TaskDraft) -> (TaskDetail, Vec<Tablet>) {
    let task = desk.drawn_by(draft).await;
    for user in ["witness", "witness2"] {
        desk.hand_over(user, task.summary.id.as_str()).await;
    }
    let first = task.drawn[0].clone();
    let mut tablets = Vec::new();
    for (byte, (inspector, _, _)) in (1..).zip(&first.team) {
        let mut tablet = Tablet::enrol(desk, inspector, byte).await;
        tablet.sync(desk).await;
        tablets.push(tablet);
    }
    (task, tablets)
}

fn remark(text: &str) -> Edit {
    Edit::SetText {
        target: TextField::Remarks,
        text: text.to_owned(),
    }
}

#[tokio::test]
async fn a_code_enrols_one_tablet_once_and_not_for_ever() {
    let mut desk = Desk::open().await;
    let page: domain::wire::api::RosterPage = desk.get("planner", "/rosters/inspectors").await;
    let inspector = page.inspectors[0].id.clone();
    let ask = EnrolmentCodeRequest { inspector };
    let code: EnrolmentCode = desk.post("administrator", "/enrolment-codes", &ask).await;
    assert!(code.url.contains(&code.code));
    let mut enrol = Enrol {
        code: code.code.to_lowercase().replace('-', ""),
        device_name: "演示平板".to_owned(),
        device_key: "AAAA".to_owned(),
        beside: None,
    };
    assert_eq!(
        desk.ask("", "POST", "/enrol", &enrol).await.code(),
        "enrolment.bad_key"
    );
    enrol.device_key = device_key(1);
    let got = desk.ask("", "POST", "/enrol", &enrol).await;
    assert_eq!(
        got.status,
        StatusCode::OK,
        "typed in small letters without dashes"
    );
    assert_eq!(
        desk.ask("", "POST", "/enrol", &enrol).await.code(),
        "enrolment.spent"
    );
    let late: EnrolmentCode = desk.post("administrator", "/enrolment-codes", &ask).await;
    desk.pass(30 * 60 * 1000 + 1);
    enrol.code = late.code;
    assert_eq!(
        desk.ask("", "POST", "/enrol", &enrol).await.code(),
        "enrolment.expired"
    );
    enrol.code = "AAAA-BBBB-CCCC".to_owned();
    for _ in 0..5 {
        assert_eq!(
            desk.ask("", "POST", "/enrol", &enrol).await.code(),
            "enrolment.unknown"
        );
    }
    assert!(matches!(
        desk.ask("", "POST", "/enrol", &enrol).await.status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::FORBIDDEN
    ));
    let devices: Vec<DeviceRow> = desk.get("administrator", "/devices").await;
    assert_eq!(devices.len(), 1);
}

#[tokio::test]
async fn packages_are_signed_by_the_pinned_key_and_prove_their_draw() {
    let mut desk = Desk::open().await;
    let (task, tablets, id) = team(&mut desk).await;
    for tablet in &tablets {
        let held = &tablet.held[&id];
        let key = URL_SAFE_NO_PAD
            .decode(&tablet.enrolment.server_keys[&held.signed.key_id])
            .unwrap();
        let key = VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
        let signature = URL_SAFE_NO_PAD.decode(&held.signed.signature).unwrap();
        let signed = format!("suicha package v1\n{}", held.signed.body);
        key.verify_strict(signed.as_bytes(), &Signature::from_slice(&signature).unwrap())
            .unwrap();
        let proof = held.package.proof.as_ref().unwrap();
        let policy = Policy::parse(&tablet.enrolment.log_policy).unwrap();
        assert_eq!(policy.quorum, 2);
        let proven = proof::verify(proof.leaf.as_bytes(), &proof.tlog_proof, &policy).unwrap();
        assert_eq!((proven.witnesses.len(), proof.witnesses), (2, 2));
        assert!(proof.leaf.contains(held.package.subject.id.as_str()));
        assert_eq!(held.package.visit_no, 1);
        assert_eq!(task.drawn[0].team.len(), held.package.team.len());
    }
}

#[tokio::test]
async fn a_repeated_upload_changes_nothing_and_both_officers_words_meet() {
    let mut desk = Desk::open().await;
    desk.accept_single_copy();
    let (_, mut tablets, id) = team(&mut desk).await;
    let item = tablets[0].held[&id].package.forms[0].sections[0].items[0]
        .id
        .clone();
    tablets[0].edit(&id, &remark("甲到场"));
    let note = TextField::ItemNote { item };
    tablets[1].edit(
        &id,
        &Edit::SetText {
            target: note,
            text: "乙记录".to_owned(),
        },
    );
    let upload = tablets[0].upload();
    let first = tablets[0].post(&desk, &upload).await;
    let second = tablets[0].post(&desk, &upload).await;
    let heads = |got: &[u8]| {
        let response: SyncResponse = parse(got).unwrap();
        let Answer::Page(page) = response.answer else {
            panic!("a page")
        };
        let doc = page.docs.iter().find(|d| d.id == id).unwrap().clone();
        assert_eq!((doc.verdict, doc.safe), (Verdict::Accepted, true));
        doc.heads
    };
    assert_eq!(heads(&first.body), heads(&second.body));
    tablets[0].sync(&desk).await;
    tablets[1].sync(&desk).await;
    tablets[0].sync(&desk).await;
    let views: Vec<_> = tablets.iter().map(|t| t.held[&id].doc.view()).collect();
    assert_eq!(views[0].heads, views[1].heads);
    assert_eq!(views[0].remarks, "甲到场");
    assert!(views[1].answers.values().any(|a| a.note == "乙记录"));
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.heads, views[0].heads);
    // Nothing new: one mark up, "same" down.
    let mut idle = tablets[0].upload();
    idle.docs.clear();
    idle.mark = tablets[0].mark;
    let answer: SyncResponse = parse(&tablets[0].post(&desk, &idle).await.body).unwrap();
    assert_eq!(answer.answer, Answer::Same);
}

#[tokio::test]
async fn what_was_acknowledged_survives_the_end_of_the_process() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    tablets[0].edit(&id, &remark("断电之前"));
    tablets[0].sync(&desk).await;
    let mut desk = desk.restart();
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "断电之前");
}

#[tokio::test]
async fn a_strangers_upload_is_kept_apart_and_a_revoked_tablets_too() {
    let mut desk = Desk::open().await;
    let (task, mut tablets, id) = team(&mut desk).await;
    let page: domain::wire::api::RosterPage = desk.get("planner", "/rosters/inspectors").await;
    let in_a_team = |i: &InspectorId| task.drawn.iter().any(|d| d.team.iter().any(|(m, _, _)| m == i));
    let other = page
        .inspectors
        .iter()
        .find(|i| !in_a_team(&i.id))
        .unwrap()
        .id
        .clone();
    let mut stranger = Tablet::enrol(&mut desk, &other, 9).await;
    assert!(
        stranger.sync(&desk).await.packages.is_empty(),
        "sees only his own teams' inspections"
    );
    tablets[0].edit(&id, &remark("冒用"));
    let mut upload = tablets[0].upload();
    upload.device = stranger.enrolment.device.clone();
    let response: SyncResponse = parse(&stranger.post(&desk, &upload).await.body).unwrap();
    let Answer::Page(answer) = response.answer else {
        panic!("a page")
    };
    assert!(answer.docs.iter().all(|d| d.verdict == Verdict::Gone));
    let device = tablets[0].enrolment.device.clone();
    let _: DeviceRow = desk
        .post("administrator", &format!("/devices/{device}/revoke"), &())
        .await;
    let response: SyncResponse = parse(&tablets[0].post(&desk, &tablets[0].upload()).await.body).unwrap();
    let Answer::Page(answer) = response.answer else {
        panic!("a page")
    };
    let parked = Verdict::Parked {
        code: "device.revoked".to_owned(),
    };
    assert!(answer.docs.iter().all(|d| d.verdict == parked) && answer.packages.is_empty());
    let kept: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    let codes: Vec<&str> = kept.iter().map(|q| q.code.as_str()).collect();
    // The same bytes are kept once.
    assert_eq!(codes, ["inspection.not_of_this_officer"]);
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!((detail.view.remarks.as_str(), detail.quarantined), ("", 1));
}

/// Row F38: neither an app that is too old nor one that is too new is guessed at.
#[tokio::test]
async fn another_version_of_the_exchange_is_told_which_side_is_old() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    tablets[0].edit(&id, &remark("别的版本"));
    for (proto, code) in [(0, "app.too_old"), (2, "server.too_old")] {
        let upload = SyncRequest {
            proto,
            ..tablets[0].upload()
        };
        let got = desk
            .send(tablets[0].request("POST", "/sync", &[], to_bytes(&upload)))
            .await;
        assert_eq!(got.status, StatusCode::UPGRADE_REQUIRED);
        assert_eq!(got.code(), code);
    }
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "", "nothing of it was taken in");
    tablets[0].sync(&desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "别的版本");
}

#[tokio::test]
async fn a_body_cut_at_any_byte_changes_nothing() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    tablets[0].edit(&id, &remark("完整"));
    let whole = domain::wire::sync::to_bytes(&tablets[0].upload());
    for end in (0..whole.len()).step_by(7) {
        let got = desk
            .send(tablets[0].request("POST", "/sync", &[], whole[..end].to_vec()))
            .await;
        assert_eq!(got.code(), "sync.frame", "cut at {end}");
    }
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "");
    tablets[0].sync(&desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "完整");
}

/// A witness registers another browser after the tablets were enrolled: they learn it with the next exchange.
#[tokio::test]
async fn tablets_learn_of_another_witness_key_signed_by_the_key_they_pinned() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, _) = team(&mut desk).await;
    let tablet = &mut tablets[0];
    let policy = tablet.sync(&desk).await.policy.unwrap();
    assert_eq!(policy.text, tablet.enrolment.log_policy, "as at enrolment");
    let mut idle = tablet.upload();
    idle.policy = Some(domain::sync::mark::package_digest(&policy.text));
    let known = parse_page(&tablet.post(&desk, &idle).await.body);
    assert_eq!(known.policy, None);
    idle.docs.clear();
    idle.mark = known.mark;
    let same: SyncResponse = parse(&tablet.post(&desk, &idle).await.body).unwrap();
    assert_eq!(same.answer, Answer::Same);
    let other = ed25519_dalek::SigningKey::from_bytes(&[77; 32]).verifying_key();
    let public = URL_SAFE_NO_PAD.encode(other.to_bytes());
    let key = domain::wire::api::WitnessKey { public };
    let _: domain::wire::api::WitnessLog = desk.post("witness", "/witness/key", &key).await;
    let news: SyncResponse = parse(&tablet.post(&desk, &idle).await.body).unwrap();
    assert_eq!(news.answer, Answer::Differs);
    let policy = tablet.sync(&desk).await.policy.unwrap();
    let witnesses = Policy::parse(&policy.text).unwrap().witnesses;
    assert!(witnesses.iter().any(|w| w.to_string().contains("witness")) && witnesses.len() == 2);
    assert_ne!(policy.text, tablet.enrolment.log_policy);
    let pinned = URL_SAFE_NO_PAD
        .decode(&tablet.enrolment.server_keys[&policy.key_id])
        .unwrap();
    let pinned = VerifyingKey::from_bytes(&pinned.try_into().unwrap()).unwrap();
    let signature = URL_SAFE_NO_PAD.decode(&policy.signature).unwrap();
    let signed = format!("suicha policy v1\n{}", policy.text);
    pinned
        .verify_strict(signed.as_bytes(), &Signature::from_slice(&signature).unwrap())
        .unwrap();
}

fn parse_page(body: &[u8]) -> domain::wire::sync::Page {
    let response: SyncResponse = parse(body).unwrap();
    let Answer::Page(page) = response.answer else {
        panic!("a page")
    };
    *page
}
