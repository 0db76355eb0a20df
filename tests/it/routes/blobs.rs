//! Evidence bytes: resumable at any byte, checked by digest, receipted, refused to strangers.

use super::desk::{Desk, Got};
use super::field::team;
use super::tablet::Tablet;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::evidence::{Evidence, EvidenceKind, Place};
use domain::id::{EvidenceId, InspectionId};
use domain::inspection::change::ChangeId;
use domain::inspection::edit::Edit;
use domain::time::Timestamp;
use domain::wire::api::{BlobReceipt, InspectionDetail};
use domain::wire::sync::{Answer, SyncResponse, parse};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

pub(super) fn photo(seed: u8) -> Vec<u8> {
    let noise =
        (0..20_000u32).map(|i| u8::try_from((i.wrapping_mul(2_654_435_761) >> 24) & 0xff).unwrap() ^ seed);
    [0xff, 0xd8, 0xff, 0xe0].into_iter().chain(noise).collect()
}

pub(super) fn name(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub(crate) fn attach(tablet: &mut Tablet, id: &InspectionId, bytes: &[u8]) {
    let evidence = Evidence {
        id: EvidenceId(format!("e-{}", &name(bytes)[..8])),
        kind: EvidenceKind::Photo,
        item: None,
        sha256: name(bytes),
        size_bytes: bytes.len() as u64,
        media_type: "image/jpeg".to_owned(),
        derived: None,
        taken_at: Timestamp(1_795_140_000_000),
        clock_unchecked: false,
        place: Place::None {
            reason: "denied".to_owned(),
        },
        device: tablet.enrolment.device.clone(),
        caption: String::new(),
        about: None,
    };
    tablet.edit(id, &Edit::Attach { evidence });
}

pub(super) async fn send(desk: &Desk, tablet: &Tablet, sha256: &str, offset: usize, part: &[u8]) -> Got {
    let headers = [("upload-offset", offset.to_string())];
    desk.send(tablet.request("PATCH", &format!("/blobs/{sha256}"), &headers, part.to_vec()))
        .await
}

async fn offset(desk: &Desk, tablet: &Tablet, sha256: &str) -> usize {
    let got = desk
        .send(tablet.request("HEAD", &format!("/blobs/{sha256}"), &[], Vec::new()))
        .await;
    got.headers["upload-offset"].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut_and_ends_in_a_signed_receipt() {
    let mut desk = Desk::open().await;
    desk.accept_single_copy();
    let (_, mut tablets, id) = team(&mut desk).await;
    let bytes = photo(1);
    let sha256 = name(&bytes);
    attach(&mut tablets[0], &id, &bytes);
    assert_eq!(
        send(&desk, &tablets[0], &sha256, 0, &bytes).await.code(),
        "blob.not_named",
        "before its document"
    );
    tablets[0].sync(&desk).await;
    let mut at = 0;
    for end in [1, 2, 4_095, 4_096, 4_097, 20_003] {
        assert_eq!(offset(&desk, &tablets[0], &sha256).await, at);
        let got = send(&desk, &tablets[0], &sha256, at, &bytes[at..end]).await;
        assert_eq!(got.status, StatusCode::NO_CONTENT);
        // A repeated part, or one from elsewhere, is told where the bytes end.
        let stale = send(&desk, &tablets[0], &sha256, at, &bytes[at..end]).await;
        assert_eq!(
            (
                stale.code().as_str(),
                stale.headers["upload-offset"].to_str().unwrap()
            ),
            ("blob.offset", end.to_string().as_str())
        );
        at = end;
    }
    let done = send(&desk, &tablets[0], &sha256, at, &bytes[at..]).await;
    let receipt: BlobReceipt = done.json();
    assert_eq!(
        (receipt.sha256.as_str(), receipt.size_bytes, receipt.safe),
        (sha256.as_str(), 20_004, true)
    );
    let key = URL_SAFE_NO_PAD
        .decode(&tablets[0].enrolment.server_keys[&receipt.key_id])
        .unwrap();
    let key = VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let signed = format!("suicha blob v1\n{sha256} 20004 {}", receipt.received_at.0);
    let signature = URL_SAFE_NO_PAD.decode(&receipt.signature).unwrap();
    key.verify_strict(signed.as_bytes(), &Signature::from_slice(&signature).unwrap())
        .unwrap();
    let again: BlobReceipt = send(&desk, &tablets[0], &sha256, 0, &bytes).await.json();
    assert_eq!(again, receipt, "the receipt can be had again");
    let got = desk
        .raw("reviewer", "GET", &format!("/blobs/{sha256}"), Vec::new())
        .await;
    assert_eq!(
        (got.body.as_slice(), got.headers["content-type"].as_bytes()),
        (bytes.as_slice(), &b"image/jpeg"[..])
    );
    assert!(
        got.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(
        (detail.row.originals_missing, detail.evidence[0].received),
        (0, true)
    );
}

#[tokio::test]
async fn wrong_bytes_are_dropped_and_a_photo_that_is_none_is_kept_and_said_so() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let (bytes, text) = (photo(2), b"not a picture at all".to_vec());
    attach(&mut tablets[0], &id, &bytes);
    attach(&mut tablets[0], &id, &text);
    tablets[0].sync(&desk).await;
    let mut other = bytes.clone();
    other[9] ^= 1;
    assert_eq!(
        send(&desk, &tablets[0], &name(&bytes), 0, &other).await.code(),
        "blob.digest"
    );
    assert_eq!(offset(&desk, &tablets[0], &name(&bytes)).await, 0);
    let receipt: BlobReceipt = send(&desk, &tablets[0], &name(&bytes), 0, &bytes).await.json();
    assert!(!receipt.safe, "no second copy and none accepted: not safe");
    let receipt: BlobReceipt = send(&desk, &tablets[0], &name(&text), 0, &text).await.json();
    assert_eq!(receipt.oddity.as_deref(), Some("evidence.not_an_image"));
    assert_eq!(
        desk.raw("reviewer", "GET", &format!("/blobs/{}", name(&text)), Vec::new())
            .await
            .body,
        text
    );
    let got = desk
        .send(tablets[0].request("HEAD", "/blobs/..%2f..%2fkeys%2flog.key", &[], Vec::new()))
        .await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        desk.raw("planner", "PATCH", &format!("/blobs/{}", name(&text)), text)
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_second_copy_makes_bytes_and_documents_safe() {
    let second = tempfile::tempdir().unwrap();
    let mut desk = Desk::open_beside(&second).await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let bytes = photo(3);
    attach(&mut tablets[0], &id, &bytes);
    let page = tablets[0].sync(&desk).await;
    assert!(
        page.second_copy && page.docs.iter().all(|d| d.id != id || !d.safe),
        "received, not yet copied"
    );
    let receipt: BlobReceipt = send(&desk, &tablets[0], &name(&bytes), 0, &bytes).await.json();
    assert!(receipt.safe);
    desk.pass(1);
    sync_server::jobs::once(&desk.app).await.unwrap();
    let page = tablets[0].sync(&desk).await;
    assert!(page.docs.iter().all(|d| d.safe));
    let copy = sync_server::store::sqlite::open(second.path()).unwrap();
    assert!(copy.read_now(move |v| v.document(&id)).unwrap().is_some());
}

/// Cut at every byte boundary, on the store itself: whatever was kept, the rest completes it and nothing else does.
#[test]
fn an_upload_cut_at_any_byte_is_completed_by_the_rest_of_it() {
    use sync_server::blobs::{BlobError, Blobs, Part};
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(dir.path().to_owned(), None).unwrap();
    let bytes = &photo(7)[..700];
    let size = bytes.len() as u64;
    for cut in 0..bytes.len() {
        let mut mine = bytes.to_vec();
        mine.extend((cut as u32).to_be_bytes());
        let (sha256, size) = (name(&mine), size + 4);
        let part = blobs.take(&sha256, size, 0, &mine[..cut]).unwrap();
        assert_eq!(part, Part::Kept(cut as u64));
        assert!(!blobs.has(&sha256));
        let elsewhere = blobs.take(&sha256, size, cut as u64 + 1, &mine[cut..]);
        assert!(matches!(elsewhere, Err(BlobError::Offset(at)) if at == cut as u64));
        let whole = blobs.take(&sha256, size, cut as u64, &mine[cut..]).unwrap();
        assert!(
            matches!(whole, Part::Whole { .. }) && blobs.has(&sha256),
            "cut at {cut}"
        );
        assert_eq!(std::fs::read(blobs.path(&sha256)).unwrap(), mine);
    }
    // A power cut may leave other bytes than were sent in the kept part: the digest tells, and it starts again.
    let sha256 = name(bytes);
    std::fs::write(dir.path().join("partial").join(&sha256), vec![0; 300]).unwrap();
    assert_eq!(blobs.offset(&sha256), 300);
    let torn = blobs.take(&sha256, size, 300, &bytes[300..]);
    assert!(matches!(torn, Err(BlobError::Digest)) && blobs.offset(&sha256) == 0);
    assert!(matches!(
        blobs.take(&sha256, size, 0, bytes),
        Ok(Part::Whole { .. })
    ));
    let long = blobs.take(&name(b"x"), sync_server::blobs::LONGEST + 1, 0, b"x");
    assert!(matches!(long, Err(BlobError::TooLarge)));
    let more = blobs.take(&name(b"y"), 3, 0, b"four");
    assert!(matches!(more, Err(BlobError::TooLarge)), "more than announced");
}

/// Of parts of one upload that come at once, one is kept whole; whoever came beside it is told where the bytes end.
#[test]
fn of_parts_that_come_at_once_one_is_kept() {
    use sync_server::blobs::{BlobError, Blobs, Part};
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(dir.path().to_owned(), None).unwrap();
    let bytes: Vec<u8> = (0..1_000_000u32).flat_map(u32::to_be_bytes).collect();
    let (sha256, size, half) = (name(&bytes), bytes.len() as u64, bytes.len() / 2);
    let taken: Vec<_> = std::thread::scope(|scope| {
        let take = || blobs.take(&sha256, size, 0, &bytes[..half]);
        let running: Vec<_> = (0..8).map(|_| scope.spawn(take)).collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let kept = taken.iter().filter(|t| matches!(t, Ok(Part::Kept(_)))).count();
    assert_eq!(kept, 1, "{taken:?}");
    for one in taken {
        assert!(
            matches!(one, Ok(Part::Kept(at)) | Err(BlobError::Offset(at)) if at <= half as u64),
            "{one:?}"
        );
    }
    let whole = blobs.take(&sha256, size, half as u64, &bytes[half..]).unwrap();
    assert!(matches!(whole, Part::Whole { .. }));
    assert_eq!(std::fs::read(blobs.path(&sha256)).unwrap(), bytes);
}

/// The process dies between the rename and the record: the next try must end in a receipt, never in "unknown".
#[tokio::test]
async fn a_whole_file_nobody_recorded_is_hashed_again_and_receipted() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let (bytes, broken) = (photo(5), photo(6));
    attach(&mut tablets[0], &id, &bytes);
    attach(&mut tablets[0], &id, &broken);
    tablets[0].sync(&desk).await;
    for (sha256, found) in [(name(&bytes), &bytes), (name(&broken), &bytes)] {
        let target = desk.app.blobs.path(&sha256);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, found).unwrap();
    }
    let receipt: BlobReceipt = send(&desk, &tablets[0], &name(&bytes), 0, &bytes).await.json();
    assert_eq!(receipt.size_bytes, bytes.len() as u64);
    // Other bytes under its name are nobody's evidence.
    let refused = send(&desk, &tablets[0], &name(&broken), 0, &broken).await;
    assert_eq!(refused.code(), "blob.digest");
    let receipt: BlobReceipt = send(&desk, &tablets[0], &name(&broken), 0, &broken).await.json();
    assert_eq!(receipt.sha256, name(&broken));
}

/// The same bytes named by two inspections are sent once.
#[tokio::test]
async fn bytes_that_are_here_already_are_receipted_without_being_sent() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let bytes = photo(8);
    attach(&mut tablets[0], &id, &bytes);
    tablets[0].sync(&desk).await;
    let first: BlobReceipt = send(&desk, &tablets[0], &name(&bytes), 0, &bytes).await.json();
    assert_eq!(offset(&desk, &tablets[1], &name(&bytes)).await, bytes.len());
    let second: BlobReceipt = send(&desk, &tablets[1], &name(&bytes), 0, &[]).await.json();
    assert_eq!(first, second);
}

/// A photo is stored on the tablet a moment before the record that names it: a request sent between the two must
/// not make the tablet send bytes that would be refused.
#[tokio::test]
async fn bytes_are_asked_for_only_once_a_record_names_them() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let bytes = photo(2);
    let digest = ChangeId::parse_hex(&name(&bytes)).unwrap();
    let mut early = tablets[0].upload();
    early.blobs = vec![digest];
    let page = |got: Got| match parse::<SyncResponse>(&got.body).unwrap().answer {
        Answer::Page(page) => page,
        other @ (Answer::Same | Answer::Differs) => panic!("a page, not {other:?}"),
    };
    let answered = page(tablets[0].post(&desk, &early).await);
    assert!(answered.blobs.is_empty(), "nobody named it: {:?}", answered.blobs);
    attach(&mut tablets[0], &id, &bytes);
    let mut named = tablets[0].upload();
    named.blobs = vec![digest];
    let answered = page(tablets[0].post(&desk, &named).await);
    let asked: Vec<_> = answered
        .blobs
        .iter()
        .map(|b| (b.sha256, b.received, b.offset))
        .collect();
    assert_eq!(asked, [(digest, false, 0)]);
}
