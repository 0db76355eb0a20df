//! Evidence that a disk lost after its receipt: mended from the second copy, or asked for again.

use super::blobs::{attach, name, photo, send};
use super::desk::Desk;
use super::field::team;
use axum::http::StatusCode;
use domain::wire::api::{BlobReceipt, InspectionDetail};
use sync_server::jobs;

/// Fault table row 45: one bit of a photo turns over on the server's disk, and another photo goes away.
#[tokio::test]
async fn lost_evidence_is_no_longer_called_received_and_is_asked_for_again() {
    let mut desk = Desk::open().await;
    desk.accept_single_copy();
    let (_, mut tablets, id) = team(&mut desk).await;
    let photos = [photo(41), photo(42)];
    for bytes in &photos {
        attach(&mut tablets[0], &id, bytes);
    }
    tablets[0].sync(&desk).await;
    for bytes in &photos {
        let receipt: BlobReceipt = send(&desk, &tablets[0], &name(bytes), 0, bytes).await.json();
        assert!(receipt.safe);
    }
    let before = tablets[0].sync(&desk).await.mark;

    let mut turned = photos[0].clone();
    turned[100] ^= 1;
    std::fs::write(desk.app.blobs.path(&name(&photos[0])), &turned).unwrap();
    std::fs::remove_file(desk.app.blobs.path(&name(&photos[1]))).unwrap();
    jobs::once(&desk.app).await.unwrap();

    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.row.originals_missing, 2, "the office is told");
    let page = tablets[0].sync(&desk).await;
    assert_ne!(page.mark, before, "a tablet that asks by its mark learns of it");
    for bytes in &photos {
        let asked = page
            .blobs
            .iter()
            .find(|b| b.sha256.to_hex() == name(bytes))
            .unwrap();
        assert_eq!((asked.received, asked.safe, asked.offset), (false, false, 0));
        let receipt: BlobReceipt = send(&desk, &tablets[0], &name(bytes), 0, bytes).await.json();
        assert!(receipt.safe);
        let got = desk
            .raw("reviewer", "GET", &format!("/blobs/{}", name(bytes)), Vec::new())
            .await;
        assert_eq!(
            (got.status, got.body.as_slice()),
            (StatusCode::OK, bytes.as_slice())
        );
    }
    assert!(tablets[0].sync(&desk).await.blobs.is_empty(), "asked for once");
    let aside = desk.app.blobs.path(&name(&photos[0]));
    let aside = aside.ancestors().nth(2).unwrap().join("damaged");
    assert_eq!(
        std::fs::read(aside.join(name(&photos[0]))).unwrap(),
        turned,
        "set aside"
    );
}

#[tokio::test]
async fn damaged_evidence_is_mended_from_the_second_copy() {
    let second = tempfile::tempdir().unwrap();
    let mut desk = Desk::open_beside(&second).await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let bytes = photo(43);
    attach(&mut tablets[0], &id, &bytes);
    tablets[0].sync(&desk).await;
    send(&desk, &tablets[0], &name(&bytes), 0, &bytes).await;
    let path = desk.app.blobs.path(&name(&bytes));
    std::fs::write(&path, b"shorter").unwrap();
    jobs::once(&desk.app).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert!(tablets[0].sync(&desk).await.blobs.is_empty(), "nobody is asked");

    // The next pass is a day later.
    std::fs::write(&path, b"shorter").unwrap();
    jobs::once(&desk.app).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"shorter");
    desk.pass(24 * 60 * 60 * 1_000);
    jobs::once(&desk.app).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}
