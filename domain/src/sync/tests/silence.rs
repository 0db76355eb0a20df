//! A request that nobody ever answers is given up in time, whatever else wakes the tablet meanwhile; and a disk that
//! stays full is asked again and again, with no more each time.

use super::super::engine::{Effect, Engine, Event};
use super::super::store::Snapshot;
use super::super::testing::{Server, me};
use super::tablet::exchange;
use crate::guard::take_away;
use crate::id::{InspectionId, ItemId};
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// Ten minutes of a tablet whose request vanished: its alarm rings whenever it asked for it, its disk works.
/// How often it asks the server after the first time.
fn asked_again() -> usize {
    let mut server = Server::new(&["insp-1"]);
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut BTreeMap::new(), &mut server, WANG, 0);
    let (begin, mut posts, mut alarm) = (1_000_000, 0, None);
    let mut now = begin;
    let edit = Edit::Answer {
        item: ItemId::from("q0"),
        value: Some("ok".to_owned()),
    };
    let inspection = InspectionId::from("insp-1");
    let mut events = vec![Event::Edited { inspection, edit }, Event::SyncWanted];
    while now < begin + 600_000 {
        while let Some(event) = events.pop() {
            for effect in engine.handle(Timestamp(now), [9; 32], event) {
                if let Effect::Put { ticket, .. } = effect {
                    events.push(Event::Stored { ticket });
                }
                posts += usize::from(matches!(effect, Effect::Post { .. }));
                if let Effect::WakeAt(at) = effect {
                    alarm = Some(at.0);
                }
            }
        }
        let Some(at) = alarm.take() else { break };
        now = at;
        events.push(Event::Timer);
    }
    posts - 1
}

/// An edit made while the request is away asks to be sent in two seconds: that alarm takes the place of the one that
/// would have given the request up. (Seed 128 of the simulation, 60 steps, as it was then.)
#[test]
fn an_earlier_alarm_does_not_silence_the_later_one() {
    assert!((3..=6).contains(&asked_again()), "about every two minutes");
    let _away = take_away("silence-ends");
    assert_eq!(asked_again(), 0, "the test sees the guard gone");
}

#[test]
fn a_write_that_fails_for_long_does_not_grow() {
    let mut server = Server::new(&["insp-1"]);
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut BTreeMap::new(), &mut server, WANG, 0);
    let edit = Edit::Answer {
        item: ItemId::from("q0"),
        value: Some("ok".to_owned()),
    };
    let inspection = InspectionId::from("insp-1");
    let (mut event, mut sizes) = (Event::Edited { inspection, edit }, Vec::new());
    for n in 0..50 {
        let effects = engine.handle(Timestamp(1_000_000 + n * 1_000), [9; 32], event);
        let Some(Effect::Put { ticket, writes }) = effects.iter().find(|e| matches!(e, Effect::Put { .. }))
        else {
            panic!("it writes");
        };
        let (ticket, size) = (*ticket, writes.len());
        sizes.push(size);
        let code = "store.quota".to_owned();
        drop(engine.handle(Timestamp(0), [9; 32], Event::StoreFailed { ticket, code }));
        event = Event::Timer;
    }
    assert_eq!(sizes, [sizes[0]; 50]);
}
