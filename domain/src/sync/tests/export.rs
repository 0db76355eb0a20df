//! A tablet's work goes to the office in a file and is admitted there as if it had been sent.

use super::super::admit::{DocFacts, SyncSession, admit};
use super::super::engine::{Engine, Event, SavedState};
use super::super::parcel::{Manifest, Opener, Piece, Sealer, Signed, signed_text};
use super::super::proof::{DeviceKey, DeviceKeys};
use super::super::store::Snapshot;
use super::super::testing::{Server, me};
use super::device;
use super::tablet::{exchange, perform};
use crate::id::{InspectionId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::{LI, WANG, public_on, sign_on};
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use crate::wire::sync::Verdict;
use curve25519_dalek::montgomery::MontgomeryPoint;
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;

/// Through the file and back.
fn carried(manifest: &Manifest) -> Manifest {
    let office = SigningKey::from_bytes(&[3; 32]);
    let id = "0011223344556677";
    let (mut sealer, mut file) = Sealer::to(id, office.verifying_key().as_bytes(), [4; 32]).unwrap();
    let bytes = manifest.to_bytes();
    let signature = sign_on(&manifest.device, &signed_text(&bytes));
    file.extend(sealer.seal(
        &Signed::new(bytes, signature).to_bytes(),
        manifest.evidence.is_empty(),
    ));
    let mut opener = Opener::default();
    let agree = |_: &str, fresh: &[u8; 32]| {
        Some(
            MontgomeryPoint(*fresh)
                .mul_clamped(office.to_scalar_bytes())
                .to_bytes(),
        )
    };
    let pieces = opener.feed(&file, agree).unwrap();
    let [Piece::Manifest(first)] = pieces.as_slice() else {
        panic!("one piece")
    };
    assert!(first.0.holds(&public_on(&manifest.device)));
    first.1.clone()
}

fn enrolled() -> DeviceKeys {
    let known = DeviceKey {
        inspector: WANG.into(),
        key: public_on(&device(WANG)),
    };
    DeviceKeys::from([(device(WANG), known)])
}

#[test]
fn unsent_work_is_admitted_from_a_file_also_by_a_server_that_forgot() {
    let mut server = Server::new(&["insp-1", "insp-2"]);
    let id = InspectionId::from("insp-1");
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    let mut disk = BTreeMap::new();
    exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    assert_eq!(
        engine.export(Timestamp(1), SavedState::Received).docs,
        [],
        "all is at the server"
    );
    let yesterday = server.clone();
    let answer = |engine: &mut Engine, disk: &mut BTreeMap<_, _>, item: &str| {
        let edit = Edit::Answer {
            item: ItemId::from(item),
            value: Some("ok".to_owned()),
        };
        let inspection = id.clone();
        let effects = engine.handle(Timestamp(1), [8; 32], Event::Edited { inspection, edit });
        perform(engine, disk, effects);
    };
    answer(&mut engine, &mut disk, "q0");
    exchange(&mut engine, &mut disk, &mut server, WANG, 2);
    answer(&mut engine, &mut disk, "q1");
    let sha256 = ChangeId([5; 32]);
    let effects = engine.handle(
        Timestamp(3),
        [8; 32],
        Event::BlobStored {
            sha256,
            size_bytes: 12,
        },
    );
    perform(&mut engine, &mut disk, effects);
    assert_eq!(engine.saved(&id), SavedState::OnTablet);
    let manifest = carried(&engine.export(Timestamp(4), SavedState::Received));
    assert_eq!(manifest.evidence.len(), 1);
    let [up] = manifest.docs.as_slice() else {
        panic!("only the inspection with something unsent")
    };
    let devices = enrolled();
    for (server, new) in [(&server, 1), (&yesterday, 2)] {
        let stored = &server.docs[&id];
        let facts = DocFacts {
            package: &stored.package,
            review: stored.review,
            actors: &stored.actors,
            devices: &devices,
        };
        let as_if = |who: &str| {
            let (inspector, device) = (who.into(), device(who));
            let session = SyncSession {
                inspector: &inspector,
                device: &device,
            };
            admit(&stored.chunks, up, session, facts).unwrap()
        };
        let admission = as_if(WANG);
        assert_eq!(admission.verdict, Verdict::Accepted);
        assert_eq!(admission.new_changes.len(), new);
        assert_eq!(admission.doc.view().answers.len(), 2);
        // The changes keep the proof of the tablet that wrote them: whoever brings them, they are its officer's.
        let admission = as_if(LI);
        assert_eq!(admission.verdict, Verdict::Accepted);
        assert!(
            admission
                .bindings
                .values()
                .all(|owner| owner.device == device(WANG))
        );
    }
}
