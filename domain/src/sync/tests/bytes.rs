//! The order in which bytes of evidence leave a tablet.

use super::super::engine::{Effect, Engine, Event};
use super::super::store::Snapshot;
use super::super::testing::{Server, me};
use super::tablet::perform;
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::WANG;
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

const SMALL: u64 = 300_000;
const LARGE: u64 = 12_000_000;

fn sent(effects: &[Effect]) -> Vec<u8> {
    let names = effects.iter().filter_map(|e| {
        let Effect::SendBlob { sha256, .. } = e else {
            return None;
        };
        Some(sha256.0[0])
    });
    names.collect()
}

/// A tablet with originals and derived copies, and what it sends once the server has asked for them.
fn asked_for() -> (Engine, Vec<Effect>) {
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    let (mut disk, mut server) = (BTreeMap::new(), Server::new(&["insp-1"]));
    for (name, size_bytes) in [(1, LARGE), (2, SMALL), (3, LARGE), (4, SMALL), (5, SMALL)] {
        let sha256 = ChangeId([name; 32]);
        let event = Event::BlobStored { sha256, size_bytes };
        let effects = engine.handle(Timestamp(0), [2; 32], event);
        perform(&mut engine, &mut disk, effects);
    }
    let effects = engine.handle(Timestamp(0), [2; 32], Event::SyncWanted);
    let (ticket, body) = perform(&mut engine, &mut disk, effects).pop().unwrap();
    let body = server.answer(WANG, &body);
    let effects = engine.handle(Timestamp(0), [2; 32], Event::Response { ticket, body });
    (engine, effects)
}

#[test]
fn derived_copies_go_before_originals_and_few_at_once() {
    let (mut engine, effects) = asked_for();
    let mut order = sent(&effects);
    assert_eq!(order.len(), 2, "each is held in memory while it is sent");
    let mut next = 0;
    while let Some(name) = order.get(next).copied() {
        let sha256 = ChangeId([name; 32]);
        let event = Event::BlobReceived { sha256, safe: false };
        order.extend(sent(&engine.handle(Timestamp(0), [2; 32], event)));
        next += 1;
    }
    assert_eq!(order, [2, 4, 5, 1, 3]);
}

#[test]
fn after_a_failure_all_are_asked_for_again() {
    let (mut engine, effects) = asked_for();
    let failed = Event::BlobFailed {
        sha256: ChangeId([sent(&effects)[0]; 32]),
        code: "net.offline".to_owned(),
        retry_after_s: None,
    };
    let effects = engine.handle(Timestamp(0), [2; 32], failed);
    assert!(sent(&effects).is_empty(), "what waits would fail the same way");
    let sha256 = ChangeId([4; 32]);
    let arrived = Event::BlobReceived { sha256, safe: false };
    assert!(sent(&engine.handle(Timestamp(0), [2; 32], arrived)).is_empty());
    let (mut disk, mut server) = (BTreeMap::new(), Server::new(&["insp-1"]));
    server.blobs = BTreeSet::from([sha256]);
    let effects = engine.handle(Timestamp(900_000), [2; 32], Event::SyncWanted);
    let (ticket, body) = perform(&mut engine, &mut disk, effects).pop().unwrap();
    let body = server.answer(WANG, &body);
    let effects = engine.handle(Timestamp(900_000), [2; 32], Event::Response { ticket, body });
    assert_eq!(sent(&effects), [2, 5]);
}

#[cfg(feature = "switches")]
#[test]
fn without_the_order_originals_take_the_two_minutes() {
    crate::guard::fails_without(
        "small-before-large",
        derived_copies_go_before_originals_and_few_at_once,
    );
}
