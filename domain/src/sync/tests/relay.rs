//! A tablet dies; its colleague hands its officer's changes in, under that officer's name and nobody else's.

use super::super::engine::{Effect, Engine, Event, SavedState};
use super::super::proof::{DeviceKey, DeviceKeys, Proof, proof_text};
use super::super::store::{Key, Snapshot};
use super::super::testing::{Server, me};
use super::tablet::{exchange, perform};
use super::{device, open, up, verdict};
use crate::id::{InspectionId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::{LI, WANG, public_on, sign_on};
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use crate::wire::sync::DocUp;
use std::collections::BTreeMap;

type Disk = BTreeMap<Key, Vec<u8>>;
type Tablet = (Engine, Disk);

fn tablets(server: &mut Server) -> [Tablet; 2] {
    [(WANG, 1), (LI, 2)].map(|(who, byte)| {
        let (mut engine, _) = Engine::load(me(who), Snapshot::default(), [byte; 32]);
        let mut disk = Disk::new();
        exchange(&mut engine, &mut disk, server, who, 0);
        (engine, disk)
    })
}

fn answer((engine, disk): &mut Tablet, item: &str) {
    let edit = Edit::Answer {
        item: ItemId::from(item),
        value: Some("ok".to_owned()),
    };
    let inspection = InspectionId::from("insp-1");
    let effects = engine.handle(Timestamp(1), [8; 32], Event::Edited { inspection, edit });
    perform(engine, disk, effects);
}

/// Takes in what the other tablet shows, and says what is to be stored.
fn handed_over(from: &Tablet, to: &mut Tablet) -> Vec<Effect> {
    let id = InspectionId::from("insp-1");
    let bytes = from.0.handover(&id, &[]).unwrap();
    to.0.handle(Timestamp(2), [8; 32], Event::Handover { bytes })
}

#[test]
fn a_dead_tablets_work_arrives_with_its_colleague_under_its_own_officers_name() {
    let mut server = Server::new(&["insp-1"]);
    let id = InspectionId::from("insp-1");
    let [mut dead, mut alive] = tablets(&mut server);
    answer(&mut dead, "q0");
    answer(&mut dead, "q1");
    let bytes = dead.0.handover(&id, &alive.0.heads(&id)).unwrap();
    // Three QR codes of 400 bytes would do; the proof costs about a hundred.
    assert!(bytes.len() < 1_200, "{} bytes", bytes.len());
    drop(dead);
    let effects = alive.0.handle(Timestamp(2), [8; 32], Event::Handover { bytes });
    perform(&mut alive.0, &mut alive.1, effects);
    // The colleague's tablet starts again before it meets the server: the proof was stored.
    let rows = alive.1.clone().into_iter().collect();
    let (engine, effects) = Engine::load(me(LI), Snapshot { rows }, [7; 32]);
    assert_eq!(effects, []);
    alive.0 = engine;
    answer(&mut alive, "q2");
    exchange(&mut alive.0, &mut alive.1, &mut server, LI, 3);
    assert_eq!(server.quarantined, []);
    assert_eq!(alive.0.saved(&id), SavedState::Received);
    let view = server.doc(&id).view();
    let by = |item: &str| {
        let stamp = &view.answers[&ItemId::from(item)].stamp;
        stamp.as_ref().unwrap().by.to_string()
    };
    assert_eq!([by("q0"), by("q1"), by("q2")], [WANG, WANG, LI]);
    let owners: Vec<_> = server.docs[&id]
        .actors
        .values()
        .map(|o| o.device.clone())
        .collect();
    assert!(owners.contains(&device(WANG)) && owners.contains(&device(LI)));
}

/// A colleague's proof goes with his changes, also when it went once already, before they were durable here.
#[test]
fn a_slow_disk_does_not_part_a_colleagues_changes_from_their_proof() {
    let refused = || {
        let mut server = Server::new(&["insp-1"]);
        let id = InspectionId::from("insp-1");
        let [mut dead, mut alive] = tablets(&mut server);
        answer(&mut dead, "q0");
        let bytes = dead.0.handover(&id, &[]).unwrap();
        answer(&mut alive, "q2");
        // Taken in, not yet stored when the next exchange begins.
        drop(alive.0.handle(Timestamp(2), [8; 32], Event::Handover { bytes }));
        exchange(&mut alive.0, &mut alive.1, &mut server, LI, 3);
        exchange(&mut alive.0, &mut alive.1, &mut server, LI, 4_000_000);
        let arrived = server.doc(&id).view().answers.len();
        assert_eq!(arrived + server.quarantined.len(), 2, "nothing is left over");
        server.quarantined.len()
    };
    assert_eq!(refused(), 0);
    let _away = crate::guard::take_away("relayed-with-proof");
    assert_eq!(refused(), 1, "the test sees the guard gone");
}

/// A newer proof names what is not durable here yet: what it covers waits with it, and is not sent as if proven.
#[test]
fn a_proof_whose_changes_wait_for_the_disk_covers_nothing_that_goes() {
    let refused = || {
        let mut server = Server::new(&["insp-1"]);
        let id = InspectionId::from("insp-1");
        let [mut dead, mut alive] = tablets(&mut server);
        answer(&mut dead, "q0");
        let effects = handed_over(&dead, &mut alive);
        perform(&mut alive.0, &mut alive.1, effects);
        answer(&mut dead, "q1");
        // Taken in; the disk is full.
        drop(handed_over(&dead, &mut alive));
        exchange(&mut alive.0, &mut alive.1, &mut server, LI, 3);
        let refused = server.quarantined.len();
        exchange(&mut dead.0, &mut dead.1, &mut server, WANG, 4_000_000);
        assert_eq!(
            server.doc(&id).view().answers.len(),
            2,
            "his own tablet brings all"
        );
        refused
    };
    assert_eq!(refused(), 0);
    let _away = crate::guard::take_away("proven-by-what-goes");
    assert_eq!(refused(), 1, "the test sees the guard gone");
}

/// Own work is sent without a proof; a colleague's without one waits for his own tablet.
#[test]
fn without_a_proof_a_colleagues_changes_are_not_sent() {
    let mut server = Server::new(&["insp-1"]);
    let id = InspectionId::from("insp-1");
    let [mut one, mut other] = tablets(&mut server);
    let inspection = id.clone();
    let edit = Edit::Answer {
        item: ItemId::from("q0"),
        value: Some("ok".to_owned()),
    };
    let effects = one
        .0
        .handle(Timestamp(1), [8; 32], Event::Edited { inspection, edit });
    // The device key could not be used.
    for effect in effects {
        if let super::super::engine::Effect::Put { ticket, .. } = effect {
            for more in one.0.handle(Timestamp(1), [8; 32], Event::Stored { ticket }) {
                if let super::super::engine::Effect::Prove { ticket, .. } = more {
                    let signature = None;
                    one.0
                        .handle(Timestamp(1), [8; 32], Event::Proven { ticket, signature });
                }
            }
        }
    }
    let bytes = one.0.handover(&id, &[]).unwrap();
    let effects = other.0.handle(Timestamp(2), [8; 32], Event::Handover { bytes });
    perform(&mut other.0, &mut other.1, effects);
    exchange(&mut other.0, &mut other.1, &mut server, LI, 3);
    assert!(server.doc(&id).view().answers.is_empty());
    assert_eq!(server.quarantined, []);
    exchange(&mut one.0, &mut one.1, &mut server, WANG, 4);
    assert_eq!(server.doc(&id).view().answers.len(), 1);
}

#[test]
fn a_proof_proves_only_what_its_own_tablet_signed() {
    let server = Server::new(&["insp-1"]);
    let id = InspectionId::from("insp-1");
    let mut wang = open(&server, WANG, 1);
    let base = wang.doc.heads();
    wang.answer("q0", "ok");
    let signed = wang.doc.heads();
    wang.answer("q1", "ok");
    let unsigned = wang.doc.heads();
    let proof = |signer: &str, heads: &[ChangeId]| Proof {
        device: device(WANG),
        inspector: WANG.into(),
        heads: heads.to_vec(),
        signature: sign_on(
            &device(signer),
            &proof_text(&id, &device(WANG), &WANG.into(), heads),
        ),
    };
    let both = up(&base, &wang.doc.changes_after(&base));
    let with = |proofs: Vec<Proof>| DocUp {
        proofs,
        ..both.clone()
    };
    // LI's tablet hands in; only WANG's own key over WANG's own tips will do.
    assert_eq!(
        verdict(&server, LI, &with(vec![proof(WANG, &unsigned)])),
        "accepted"
    );
    assert_eq!(verdict(&server, LI, &with(vec![])), "admit.foreign_author");
    // Forged by the colleague; signed over less; another inspection's.
    assert_eq!(
        verdict(&server, LI, &with(vec![proof(LI, &unsigned)])),
        "admit.foreign_author"
    );
    let mut wrong = proof(WANG, &signed);
    assert_eq!(
        verdict(&server, LI, &with(vec![wrong.clone()])),
        "admit.stolen_actor"
    );
    wrong.heads.clone_from(&unsigned);
    assert_eq!(verdict(&server, LI, &with(vec![wrong])), "admit.foreign_author");
    let keys = DeviceKeys::from([(
        device(WANG),
        DeviceKey {
            inspector: WANG.into(),
            key: public_on(&device(WANG)),
        },
    )]);
    let honest = proof(WANG, &unsigned);
    assert!(honest.holds(&id, &keys));
    assert!(!honest.holds(&InspectionId::from("insp-2"), &keys));
    let someone = Proof {
        inspector: LI.into(),
        ..honest
    };
    assert!(!someone.holds(&id, &keys), "the tablet is another officer's");
}
