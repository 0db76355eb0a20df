//! A revoked tablet hears of it at its next contact, hands in what it has, and does not knock again by itself. F60.

use super::super::engine::{Effect, Engine, Event};
use super::super::store::{Key, Snapshot};
use super::super::testing::{Server, me};
use super::tablet::{exchange, perform};
use crate::guard::fails_without;
use crate::id::{InspectionId, ItemId};
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use crate::wire::sync::{Answer, PROTO, SyncResponse, to_bytes};
use std::collections::BTreeMap;

const HOUR: i64 = 3_600_000;

struct Revoked {
    engine: Engine,
    disk: BTreeMap<Key, Vec<u8>>,
}

impl Revoked {
    /// A tablet with a mark of its own, and the server's word to its next request.
    fn told() -> Self {
        let mut server = Server::new(&["insp-1"]);
        let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
        let mut disk = BTreeMap::new();
        exchange(&mut engine, &mut disk, &mut server, WANG, 0);
        let edit = Edit::Answer {
            item: ItemId::from("q0"),
            value: Some("ok".to_owned()),
        };
        let inspection = InspectionId::from("insp-1");
        let effects = engine.handle(Timestamp(1), [8; 32], Event::Edited { inspection, edit });
        perform(&mut engine, &mut disk, effects);
        let mut tablet = Self { engine, disk };
        let sent = tablet.event(1, Event::SyncWanted);
        let [(ticket, _)] = sent.as_slice() else {
            panic!("one request: {}", sent.len())
        };
        tablet.answer(*ticket, true);
        tablet
    }

    fn event(&mut self, now: i64, event: Event) -> Vec<(u64, Vec<u8>)> {
        let effects = self.engine.handle(Timestamp(now), [8; 32], event);
        let sends = |e: &Effect| matches!(e, Effect::SendBlob { .. });
        assert!(!effects.iter().any(sends), "no bytes either");
        perform(&mut self.engine, &mut self.disk, effects)
    }

    fn answer(&mut self, ticket: u64, revoked: bool) {
        let body = to_bytes(&SyncResponse {
            proto: PROTO,
            epoch: "epoch-1".to_owned(),
            now: Timestamp(2),
            revoked,
            answer: Answer::Same,
        });
        self.event(2, Event::Response { ticket, body });
    }
}

#[test]
fn f60_a_revoked_tablet_hears_of_it_and_does_not_knock_again_and_again() {
    let mut tablet = Revoked::told();
    assert!(tablet.engine.status().revoked);
    assert_eq!(tablet.engine.status().docs_unsent, 1, "what was unsent stays");
    for hours in 1..50 {
        assert!(tablet.event(hours * HOUR, Event::Timer).is_empty());
        assert!(tablet.event(hours * HOUR, Event::News).is_empty());
    }
    // Told once more by a person it hands in what it has; without a network nothing repeats that.
    let sent = tablet.event(60 * HOUR, Event::SyncWanted);
    assert_eq!(sent.len(), 1);
    let failed = Event::SendFailed {
        ticket: sent[0].0,
        code: "net.offline".to_owned(),
        retry_after_s: None,
    };
    assert!(tablet.event(60 * HOUR, failed).is_empty());
    assert!(tablet.event(70 * HOUR, Event::Timer).is_empty());
}

#[test]
fn f60_a_restart_does_not_forget_it_and_the_servers_word_lifts_it() {
    let mut tablet = Revoked::told();
    let rows = tablet.disk.clone().into_iter().collect();
    let (engine, _) = Engine::load(me(WANG), Snapshot { rows }, [2; 32]);
    tablet.engine = engine;
    assert!(tablet.engine.status().revoked);
    let sent = tablet.event(HOUR, Event::SyncWanted);
    tablet.answer(sent[0].0, false);
    assert!(!tablet.engine.status().revoked);
}

#[test]
fn without_its_guard_a_revoked_tablet_knocks_for_ever() {
    fails_without(
        "a-revoked-tablet-rests",
        f60_a_revoked_tablet_hears_of_it_and_does_not_knock_again_and_again,
    );
}
