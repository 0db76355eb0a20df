//! A tablet's export file at the office: taken in as a sync would, or refused without a trace in the record.

use super::blobs::{attach, photo};
use super::desk::Desk;
use super::field::team;
use super::push::Line;
use super::tablet::{Tablet, signing_key};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::inspection::edit::{Edit, TextField};
use domain::sync::parcel::{Enclosed, Manifest, Sealer, Signed, signed_text};
use domain::time::Timestamp;
use domain::wire::api::{
    DeviceRow, HandIn, InspectionDetail, QuarantineDetail, QuarantineJudge, QuarantineRow,
};
use domain::wire::sync::Verdict;
use futures_util::StreamExt;
use p256::ecdsa::signature::Signer;
use sha2::{Digest, Sha256};
use std::time::Duration;
use sync_server::config::Config;
use test_support::twin::fails_without;

fn remark(tablet: &mut Tablet, id: &InspectionId, text: &str) {
    let text = text.to_owned();
    let target = TextField::Remarks;
    tablet.edit(id, &Edit::SetText { target, text });
}

/// The file a tablet would write, signed with the device key of this number.
pub(super) fn file(tablet: &Tablet, photos: &[Vec<u8>], key: u8) -> Vec<u8> {
    let docs = tablet
        .upload()
        .docs
        .into_iter()
        .filter(|up| !up.changes.is_empty());
    let manifest = Manifest {
        device: tablet.enrolment.device.clone(),
        inspector: tablet.enrolment.inspector.id.clone(),
        made_at: Timestamp(1_795_140_000_000),
        docs: docs.collect(),
        evidence: photos
            .iter()
            .map(|bytes| Enclosed {
                sha256: ChangeId(Sha256::digest(bytes).into()),
                size_bytes: bytes.len() as u64,
            })
            .collect(),
    };
    let (key_id, office) = tablet.enrolment.server_keys.first_key_value().unwrap();
    let office: [u8; 32] = URL_SAFE_NO_PAD.decode(office).unwrap().try_into().unwrap();
    let (mut sealer, mut file) = Sealer::to(key_id, &office, [77; 32]).unwrap();
    let bytes = manifest.to_bytes();
    let signature: p256::ecdsa::Signature = signing_key(key).sign(signed_text(&bytes).as_bytes());
    let signed = Signed::new(bytes, signature.to_bytes().to_vec());
    file.extend(sealer.seal(&signed.to_bytes(), photos.is_empty()));
    for (at, bytes) in photos.iter().enumerate() {
        let (one, two) = bytes.split_at(bytes.len() / 2);
        file.extend(sealer.seal(one, false));
        file.extend(sealer.seal(two, at + 1 == photos.len()));
    }
    file
}

async fn remarks(desk: &mut Desk, id: &InspectionId) -> String {
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    detail.view.remarks
}

/// Fault table row 61: work that could not be sent leaves the tablet as a file, and is at the office as if sent.
#[tokio::test]
async fn a_tablets_file_brings_its_documents_and_photos_once() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let (named, stray) = (photo(1), photo(2));
    remark(&mut tablets[0], &id, "没有信号，存成文件带回");
    attach(&mut tablets[0], &id, &named);
    let file = file(&tablets[0], &[named.clone(), stray], 1);
    let got = desk.raw("reviewer", "POST", "/hand-ins", file.clone()).await;
    let report: HandIn = got.json();
    assert_eq!(report.docs.len(), 1);
    assert_eq!(
        (report.docs[0].verdict.clone(), report.docs[0].changes),
        (Verdict::Accepted, 2)
    );
    assert!(!report.docs[0].subject_name.is_empty());
    let e = report.evidence;
    assert_eq!((e.named, e.received, e.refused, report.trouble), (2, 1, 1, None));
    assert_eq!(remarks(&mut desk, &id).await, "没有信号，存成文件带回");
    let name = hex::encode(Sha256::digest(&named));
    let got = desk
        .raw("reviewer", "GET", &format!("/blobs/{name}"), Vec::new())
        .await;
    assert!(got.body == named);
    // Brought again it changes nothing; the tablet then learns by sync that all is here.
    let again: HandIn = desk.raw("administrator", "POST", "/hand-ins", file).await.json();
    assert_eq!(
        (
            again.docs[0].changes,
            again.evidence.known,
            again.evidence.received
        ),
        (0, 1, 0)
    );
    tablets[0].sync(&desk).await;
    assert!(tablets[0].upload().docs.iter().all(|up| up.changes.is_empty()));
    tablets[1].sync(&desk).await;
    assert_eq!(tablets[1].held[&id].doc.view().remarks, "没有信号，存成文件带回");
}

/// The office's screens and the colleague's tablet hear of the documents while the photos are still being read.
#[tokio::test]
async fn office_and_colleague_hear_of_a_hand_in_before_its_photos_are_through() {
    let mut desk = Desk::open_with(Config {
        heartbeat: Duration::from_millis(300),
        ..Config::new(".")
    })
    .await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let photo = photo(1);
    remark(&mut tablets[0], &id, "先看到记录");
    attach(&mut tablets[0], &id, &photo);
    let file = file(&tablets[0], &[photo], 1);
    let cookie = desk.cookie("administrator").await;
    let mut office = Line::office(&mut desk, "reviewer").await;
    let mut colleague = Line::tablet(&desk, &tablets[1]).await;
    let (first, rest) = file.split_at(file.len() - 100);
    let (feed, gate) = tokio::sync::oneshot::channel::<()>();
    let (first, rest) = (first.to_vec(), rest.to_vec());
    let behind = futures_util::stream::once(async move {
        gate.await.unwrap();
        Ok(rest)
    });
    let body = futures_util::stream::iter([Ok::<_, std::io::Error>(first)]).chain(behind);
    let request = Request::post("/api/v1/hand-ins").header("cookie", cookie);
    let request = request.body(Body::from_stream(body)).unwrap();
    let heard = async {
        office.expect_news().await;
        colleague.expect_news().await;
        feed.send(()).unwrap();
    };
    let (got, ()) = tokio::join!(desk.send(request), heard);
    let report: HandIn = got.json();
    assert_eq!((report.evidence.received, report.trouble), (1, None));
}

#[tokio::test]
async fn a_file_another_key_signed_or_any_changed_byte_changes_nothing() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[0], &id, "冒名");
    let forged = file(&tablets[0], &[], 2);
    let got = desk.raw("reviewer", "POST", "/hand-ins", forged).await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::FORBIDDEN, "export.not_signed")
    );
    let good = file(&tablets[0], &[], 1);
    for at in (0..good.len()).step_by(41) {
        let mut changed = good.clone();
        changed[at] ^= 0x20;
        let got = desk.raw("reviewer", "POST", "/hand-ins", changed).await;
        assert!(got.code().starts_with("export."), "byte {at}: {}", got.code());
    }
    let got = desk
        .raw("reviewer", "POST", "/hand-ins", good[..good.len() - 1].to_vec())
        .await;
    assert_eq!(got.code(), "export.cut");
    let got = desk
        .raw("reviewer", "POST", "/hand-ins", b"PK\x03\x04 no export".to_vec())
        .await;
    assert_eq!(got.code(), "export.foreign");
    assert_eq!(remarks(&mut desk, &id).await, "");
    let rows: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    assert!(rows.is_empty());
}

#[tokio::test]
async fn a_file_that_breaks_off_says_so_and_keeps_what_came_whole() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let (first, second) = (photo(1), photo(2));
    remark(&mut tablets[0], &id, "文件不完整");
    attach(&mut tablets[0], &id, &first);
    attach(&mut tablets[0], &id, &second);
    let whole = file(&tablets[0], &[first, second], 1);
    let short = whole[..whole.len() - 5_000].to_vec();
    let report: HandIn = desk.raw("planner", "POST", "/hand-ins", short).await.json();
    assert_eq!(report.trouble.as_deref(), Some("export.cut"));
    assert_eq!((report.evidence.named, report.evidence.received), (2, 1));
    assert_eq!(remarks(&mut desk, &id).await, "文件不完整");
    // The whole file goes on where the short one ended.
    let report: HandIn = desk.raw("planner", "POST", "/hand-ins", whole).await.json();
    assert_eq!(
        (report.trouble, report.evidence.known, report.evidence.received),
        (None, 1, 1)
    );
}

/// As in a sync: a revoked tablet's work waits for a person.
#[tokio::test]
async fn a_revoked_tablets_file_waits_in_quarantine() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[0], &id, "停用前写下");
    let path = format!("/devices/{}/revoke", tablets[0].enrolment.device);
    let _: DeviceRow = desk.post("administrator", &path, &()).await;
    let got = desk
        .raw("administrator", "POST", "/hand-ins", file(&tablets[0], &[], 1))
        .await;
    let report: HandIn = got.json();
    assert!(report.revoked);
    let parked = Verdict::Parked {
        code: "device.revoked".to_owned(),
    };
    assert_eq!(report.docs[0].verdict, parked);
    assert_eq!(remarks(&mut desk, &id).await, "");
    let rows: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    let judge = QuarantineJudge {
        accept: true,
        reason: "已向本人核实".to_owned(),
    };
    let path = format!("/quarantine/{}/judgement", rows[0].id);
    let _: QuarantineDetail = desk.post("supervisor", &path, &judge).await;
    assert_eq!(remarks(&mut desk, &id).await, "停用前写下");
}

#[test]
fn without_its_signature_a_forged_file_would_be_taken_in() -> anyhow::Result<()> {
    fails_without(
        "export-signature",
        "routes::hand_in::a_file_another_key_signed_or_any_changed_byte_changes_nothing",
    )
}
