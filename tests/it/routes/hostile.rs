//! T3: bytes with a good checksum that make the document engine panic. They are contained: the document they were
//! for is parked, its neighbours in the same request are taken, and the server goes on.

use super::desk::Desk;
use super::tablet::Tablet;
use domain::id::{InspectionId, InspectorId};
use domain::inspection::change::{Change, ChangeId};
use domain::inspection::doc::InspectionDoc;
use domain::inspection::edit::{Edit, TextField};
use domain::review::ReviewState;
use domain::sync::admit::{DocFacts, SyncSession, admit};
use domain::sync::frame::to_frame;
use domain::sync::proof::{DeviceKey, DeviceKeys};
use domain::wire::api::{InspectionDetail, QuarantineRow};
use domain::wire::sync::{Answer, DocUp, SyncResponse, Verdict, parse};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

fn remark(tablet: &mut Tablet, id: &InspectionId, text: &str) {
    let (target, text) = (TextField::Remarks, text.to_owned());
    tablet.edit(id, &Edit::SetText { target, text });
}

/// The tablet's own upload with bits turned over and its checksum repaired, until the engine panics on it.
fn deadly(tablet: &Tablet, id: &InspectionId) -> DocUp {
    let held = &tablet.held[id];
    let stored: Vec<Vec<u8>> = vec![before(&held.doc, &held.base)];
    let honest = held.doc.changes_after(&held.base);
    let session = SyncSession {
        inspector: &tablet.enrolment.inspector.id,
        device: &tablet.enrolment.device,
    };
    let (actors, mut devices) = (BTreeMap::new(), DeviceKeys::new());
    devices.insert(
        tablet.enrolment.device.clone(),
        DeviceKey {
            inspector: session.inspector.clone(),
            key: super::tablet::device_key(tablet.key),
        },
    );
    let plain = tablet.upload().docs.into_iter().find(|up| up.id == *id).unwrap();
    for seed in 0..200_000u32 {
        let mut changes = honest.clone();
        let bytes = &mut changes[0].bytes;
        let at = 9 + seed.wrapping_mul(2_654_435_761) as usize % (bytes.len() - 9);
        bytes[at] ^= 1 << (seed % 8);
        let digest: [u8; 32] = Sha256::digest(&bytes[8..]).into();
        bytes[4..8].copy_from_slice(&digest[..4]);
        changes[0] = Change {
            id: ChangeId(digest),
            bytes: bytes.clone(),
        };
        let Ok(frame) = to_frame(&changes[..1], &held.base) else {
            continue;
        };
        let up = DocUp {
            changes: frame,
            ..plain.clone()
        };
        let facts = DocFacts {
            package: &held.package,
            review: ReviewState::Pending,
            actors: &actors,
            devices: &devices,
        };
        let tried = std::panic::catch_unwind(|| admit(&stored, &up, session, facts).is_ok());
        if tried.is_err() {
            return up;
        }
    }
    panic!("the engine never panics: the boundary is not needed any more");
}

/// The document as the server has it.
fn before(doc: &InspectionDoc, base: &[ChangeId]) -> Vec<u8> {
    let later: Vec<ChangeId> = doc.changes_after(base).into_iter().map(|c| c.id).collect();
    let all = doc.changes_after(&[]).into_iter();
    let chunks: Vec<Vec<u8>> = all.filter(|c| !later.contains(&c.id)).map(|c| c.bytes).collect();
    InspectionDoc::load(&chunks).unwrap().save_compacted().unwrap()
}

/// The tablet of an officer with two visits: four officers of that field share the teams of two draws.
async fn two_visits(desk: &mut Desk) -> (Tablet, InspectionId, InspectionId) {
    let mut of: BTreeMap<InspectorId, Vec<InspectionId>> = BTreeMap::new();
    for title in ["演示 一", "演示 二", "演示 三"] {
        let inputs = [("ratio_unit", "percent"), ("team_size", "2")];
        let mut draft = desk.draft("R27", "矿山", &inputs).await;
        draft.title = title.to_owned();
        for drawn in desk.drawn_by(draft).await.drawn {
            for (inspector, _, _) in drawn.team {
                of.entry(inspector).or_default().push(drawn.inspection.clone());
            }
        }
    }
    let busy = of.into_iter().find(|(_, visits)| visits.len() > 1);
    let (inspector, visits) = busy.expect("six seats for four officers");
    let mut tablet = Tablet::enrol(desk, &inspector, 7).await;
    tablet.sync(desk).await;
    (tablet, visits[0].clone(), visits[1].clone())
}

#[tokio::test]
async fn t3_bytes_that_make_the_engine_panic_park_one_document_and_no_other() {
    let mut desk = Desk::open().await;
    let (mut tablet, id, other) = two_visits(&mut desk).await;
    let tablet = &mut tablet;
    remark(tablet, &id, "甲");
    remark(tablet, &other, "乙");
    std::panic::set_hook(Box::new(|_| {}));
    let deadly = deadly(tablet, &id);
    drop(std::panic::take_hook());
    let mut upload = tablet.upload();
    upload.docs.retain(|up| up.id != id);
    upload.docs.insert(0, deadly);
    let got = tablet.post(&desk, &upload).await;
    assert!(got.status.is_success(), "{}", got.status);
    let response: SyncResponse = parse(&got.body).unwrap();
    let Answer::Page(page) = response.answer else {
        panic!("a page")
    };
    let verdict = |id: &InspectionId| page.docs.iter().find(|d| d.id == *id).map(|d| d.verdict.clone());
    assert_eq!(
        verdict(&id),
        Some(Verdict::Parked {
            code: "admit.panicked".to_owned()
        })
    );
    assert_eq!(verdict(&other), Some(Verdict::Accepted));
    let rows: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    assert_eq!((rows.len(), rows[0].code.as_str()), (1, "admit.panicked"));
    // The honest work of the same document goes on.
    tablet.sync(&desk).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "甲");
}
