//! The order in which bytes of evidence leave a tablet.

use super::super::engine::{Effect, Engine, Event};
use super::super::store::{Key, Snapshot, Write};
use super::super::testing::{Server, me};
use super::device;
use super::tablet::{exchange, perform};
use crate::id::{InspectionId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::{WANG, photo};
use crate::inspection::edit::Edit;
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
        let event = Event::BlobReceived {
            sha256,
            safe: false,
            receipt: None,
        };
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
    let arrived = Event::BlobReceived {
        sha256,
        safe: false,
        receipt: None,
    };
    assert!(sent(&engine.handle(Timestamp(0), [2; 32], arrived)).is_empty());
    let (mut disk, mut server) = (BTreeMap::new(), Server::new(&["insp-1"]));
    server.blobs = BTreeSet::from([sha256]);
    let effects = engine.handle(Timestamp(900_000), [2; 32], Event::SyncWanted);
    let (ticket, body) = perform(&mut engine, &mut disk, effects).pop().unwrap();
    let body = server.answer(WANG, &body);
    let effects = engine.handle(Timestamp(900_000), [2; 32], Event::Response { ticket, body });
    assert_eq!(sent(&effects), [2, 5]);
}

// A picture whose caption is too long is refused after its bytes were stored. They are said to be let go, and nothing is
// left to be sent; what a record names, also withdrawn, stays.
#[test]
fn bytes_that_no_record_took_are_let_go() {
    let (mut disk, mut server) = (BTreeMap::new(), Server::new(&["insp-1"]));
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    let edited = |edit| Event::Edited {
        inspection: InspectionId::from("insp-1"),
        edit,
    };
    let kept = photo("kept", &device(WANG));
    let mut refused = photo("refused", &device(WANG));
    refused.caption = "字".repeat(2_001);
    let digest = |e: &crate::evidence::Evidence| ChangeId::parse_hex(&e.sha256).unwrap();
    let (named, unnamed) = (digest(&kept), digest(&refused));
    let stored = |sha256| Event::BlobStored {
        sha256,
        size_bytes: 3,
    };
    let attach = |evidence| edited(Edit::Attach { evidence });
    let withdraw = edited(Edit::Withdraw {
        evidence: kept.id.clone(),
        reason: "演示".to_owned(),
    });
    let mut said = Vec::new();
    for event in [
        stored(named),
        attach(kept),
        withdraw,
        stored(unnamed),
        attach(refused),
    ] {
        let effects = engine.handle(Timestamp(1), [2; 32], event);
        said.extend(
            effects
                .iter()
                .filter(|e| matches!(e, Effect::Refused { .. }))
                .cloned(),
        );
        perform(&mut engine, &mut disk, effects);
    }
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(engine.is_named(named) && !engine.is_named(unnamed));
    assert_eq!(engine.status().blobs_unsent, 2);
    assert_eq!(engine.unnamed(), [unnamed]);
    let effects = engine.handle(Timestamp(2), [2; 32], Event::BlobGone { sha256: unnamed });
    perform(&mut engine, &mut disk, effects);
    assert_eq!(engine.unnamed(), []);
    assert_eq!(engine.status().blobs_unsent, 1);
}

// A large original on a slow line: 12 MB and three small copies of 300 kB; a second original.
#[test]
fn what_is_half_there_is_shown_as_half_and_nothing_looks_finished_meanwhile() {
    let (mut engine, effects) = asked_for();
    let status = engine.status();
    assert!(!status.sending, "the request itself was answered");
    assert!(status.sending_bytes);
    assert_eq!((status.bytes, status.bytes_unsent), (24_900_000, 24_900_000));
    let mut tell = |event| {
        let effects = engine.handle(Timestamp(0), [2; 32], event);
        (engine.status(), effects)
    };
    let first = ChangeId([sent(&effects)[0]; 32]);
    let reached = |offset| Event::BlobReached {
        sha256: first,
        offset,
    };
    let (status, effects) = tell(reached(100_000));
    assert_eq!(effects, [], "it is only shown");
    assert_eq!(status.bytes_unsent, 24_800_000);
    assert_eq!(status.blobs_unsent, 5, "a part is no receipt");
    // The server lost what it had: it is to go again, and shown so.
    assert_eq!(tell(reached(0)).0.bytes_unsent, 24_900_000);
    // More than there is, from a server that errs, does not make other files smaller.
    assert_eq!(tell(reached(SMALL * 9)).0.bytes_unsent, 24_600_000);
    for name in [2, 4, 5, 1, 3] {
        let sha256 = ChangeId([name; 32]);
        assert!(engine.status().sending_bytes);
        let event = Event::BlobReceived {
            sha256,
            safe: false,
            receipt: None,
        };
        engine.handle(Timestamp(0), [2; 32], event);
    }
    let status = engine.status();
    assert!(!status.sending_bytes);
    assert_eq!((status.blobs_unsent, status.bytes_unsent), (0, 0));
}

/// Tickets and writes of the `Put`s among the effects.
fn puts(effects: Vec<Effect>) -> Vec<(u64, Vec<Write>)> {
    let puts = effects.into_iter().filter_map(|e| {
        let Effect::Put { ticket, writes } = e else {
            return None;
        };
        Some((ticket, writes))
    });
    puts.collect()
}

// A full disk refuses an answer, a photo and the record that names it. Each is written again, one after the other, and
// the tablet may end between any two of them.
#[test]
fn a_record_is_never_written_again_without_the_row_of_its_photo() {
    let (mut disk, mut server) = (BTreeMap::new(), Server::new(&["insp-1"]));
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    let inspection = InspectionId::from("insp-1");
    let edited = |edit| Event::Edited {
        inspection: inspection.clone(),
        edit,
    };
    let answer = Edit::Answer {
        item: ItemId::from("q0"),
        value: Some("ok".to_owned()),
    };
    let evidence = photo("first", &device(WANG));
    let sha256 = ChangeId::parse_hex(&evidence.sha256).unwrap();
    let stored = Event::BlobStored {
        sha256,
        size_bytes: 3,
    };
    let mut refused = Vec::new();
    for event in [edited(answer), stored, edited(Edit::Attach { evidence })] {
        refused.extend(puts(engine.handle(Timestamp(1), [2; 32], event)));
    }
    let mut effects = Vec::new();
    for (ticket, _) in refused {
        let code = "store.quota".to_owned();
        effects.extend(engine.handle(Timestamp(1), [2; 32], Event::StoreFailed { ticket, code }));
    }
    assert_eq!(puts(effects), []);
    let again = puts(engine.handle(Timestamp(60_000), [2; 32], Event::Timer));
    assert!(again.len() > 1);
    for (_, writes) in again {
        let names = |wanted: fn(&Key) -> bool| writes.iter().any(|w| wanted(w.key()));
        if names(|key| matches!(key, Key::Chunk { .. })) {
            assert!(names(|key| matches!(key, Key::Blob(_))));
        }
    }
}

#[cfg(feature = "switches")]
#[test]
fn without_its_photo_a_record_may_stand_alone() {
    crate::guard::fails_without(
        "repeated-with-its-photos",
        a_record_is_never_written_again_without_the_row_of_its_photo,
    );
}

#[cfg(feature = "switches")]
#[test]
fn without_the_order_originals_take_the_two_minutes() {
    crate::guard::fails_without(
        "small-before-large",
        derived_copies_go_before_originals_and_few_at_once,
    );
}
