//! Device keys: signatures are checked, a dead tablet's work comes in by a colleague, and nobody else's name serves.

use super::desk::Desk;
use super::field::team;
use super::tablet::{Tablet, signing_key};
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::sync::proof::{Proof, proof_text};
use domain::wire::api::{DeviceRow, InspectionDetail, QuarantineDetail, QuarantineJudge, QuarantineRow};
use domain::wire::sync::{Answer, SyncRequest, SyncResponse, Verdict, parse};
use p256::ecdsa::signature::Signer;

fn remark(tablet: &mut Tablet, id: &InspectionId, text: &str) {
    let text = text.to_owned();
    let target = TextField::Remarks;
    tablet.edit(id, &Edit::SetText { target, text });
}

/// What the tablet's engine makes of its device key.
fn proof(tablet: &Tablet, id: &InspectionId, key: u8) -> Proof {
    let (device, inspector) = (
        tablet.enrolment.device.clone(),
        tablet.enrolment.inspector.id.clone(),
    );
    let heads = tablet.held[id].doc.tips_of(&inspector, &[].into());
    let text = proof_text(id, &device, &inspector, &heads);
    let signature: p256::ecdsa::Signature = signing_key(key).sign(text.as_bytes());
    Proof {
        device,
        inspector,
        heads,
        signature: signature.to_bytes().to_vec(),
    }
}

/// The dead tablet's upload as its colleague hands it in.
fn handed_in(dead: &Tablet, by: &Tablet, proofs: Vec<Proof>, id: &InspectionId) -> SyncRequest {
    let mut request = dead.upload();
    request.device = by.enrolment.device.clone();
    request.docs.retain(|up| up.id == *id);
    request.docs[0].proofs = proofs;
    request
}

async fn verdict(desk: &Desk, by: &Tablet, request: &SyncRequest) -> Verdict {
    let response: SyncResponse = parse(&by.post(desk, request).await.body).unwrap();
    let Answer::Page(page) = response.answer else {
        panic!("a page")
    };
    page.docs
        .iter()
        .find(|d| d.id == request.docs[0].id)
        .unwrap()
        .verdict
        .clone()
}

fn parked(code: &str) -> Verdict {
    Verdict::Parked {
        code: code.to_owned(),
    }
}

#[tokio::test]
async fn a_colleague_hands_in_what_a_dead_tablet_signed_and_nothing_else() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[0], &id, "平板坏了");
    let (dead, alive) = (&tablets[0], &tablets[1]);
    let none = handed_in(dead, alive, Vec::new(), &id);
    assert_eq!(verdict(&desk, alive, &none).await, parked("admit.foreign_author"));
    let forged = handed_in(dead, alive, vec![proof(dead, &id, 2)], &id);
    assert_eq!(
        verdict(&desk, alive, &forged).await,
        parked("admit.foreign_author")
    );
    let right = handed_in(dead, alive, vec![proof(dead, &id, 1)], &id);
    assert_eq!(verdict(&desk, alive, &right).await, Verdict::Accepted);
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "平板坏了");
    let wanted = id.clone();
    let (proofs, owners) = desk
        .app
        .store
        .read_now(move |v| Ok::<_, sync_server::store::StoreError>((v.proofs(&wanted)?, v.actors(&wanted)?)))
        .unwrap();
    assert_eq!(proofs.len(), 1);
    assert!(owners.values().all(|o| o.device == dead.enrolment.device));
    // The bytes that were refused without a proof are the same bytes: kept once, and now already in the record.
    let kept: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    assert_eq!(kept.len(), 1);
    // Back to life, the tablet finds its work here, and goes on.
    remark(&mut tablets[0], &id, "平板修好");
    let page = tablets[0].sync(&desk).await;
    assert!(page.docs.iter().all(|d| d.verdict == Verdict::Accepted));
}

/// What was signed before a revocation stays signed: the colleague may still bring it.
#[tokio::test]
async fn a_lost_and_revoked_tablets_handed_over_work_still_arrives() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[0], &id, "丢失之前");
    let path = format!("/devices/{}/revoke", tablets[0].enrolment.device);
    let _: DeviceRow = desk.post("administrator", &path, &()).await;
    let right = handed_in(&tablets[0], &tablets[1], vec![proof(&tablets[0], &id, 1)], &id);
    assert_eq!(verdict(&desk, &tablets[1], &right).await, Verdict::Accepted);
}

/// The dead tablet's work comes by a tablet that is revoked itself: a person decides, and the proof is not lost
/// meanwhile.
#[tokio::test]
async fn a_revoked_colleague_brings_a_dead_tablets_work_and_it_can_be_accepted() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[0], &id, "由停用的平板带回");
    let path = format!("/devices/{}/revoke", tablets[1].enrolment.device);
    let _: DeviceRow = desk.post("administrator", &path, &()).await;
    let right = handed_in(&tablets[0], &tablets[1], vec![proof(&tablets[0], &id, 1)], &id);
    assert_eq!(
        verdict(&desk, &tablets[1], &right).await,
        parked("device.revoked")
    );
    let rows: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    let judge = QuarantineJudge {
        accept: true,
        reason: "已核实".to_owned(),
    };
    let path = format!("/quarantine/{}/judgement", rows[0].id);
    let _: QuarantineDetail = desk.post("supervisor", &path, &judge).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "由停用的平板带回");
}

#[tokio::test]
async fn a_signature_by_another_device_key_is_parked() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    // Enrolled with key 1, signs with key 3.
    tablets[0].key = 3;
    tablets[0].finish(&id);
    let request = tablets[0].upload();
    assert_eq!(
        verdict(&desk, &tablets[0], &request).await,
        parked("admit.device_signature")
    );
    let mut point = [4; 65];
    point[1..].fill(1);
    use base64::Engine;
    let off_the_curve = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(point);
    assert!(!domain::inspection::signature::is_device_key(&off_the_curve));
}
