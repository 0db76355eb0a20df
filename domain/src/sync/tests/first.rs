//! What need not travel and need not stay: first changes made from packages, older copies the server has.

use super::super::engine::{Effect, Engine, Event};
use super::super::store::{Key, Snapshot};
use super::super::testing::{Server, me};
use super::tablet::{exchange, perform};
use crate::id::{InspectionId, ItemId};
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use crate::wire::sync::{Answer, SyncRequest, SyncResponse, parse, to_bytes};
use std::collections::BTreeMap;

type Disk = BTreeMap<Key, Vec<u8>>;

fn chunks(disk: &Disk) -> Vec<Key> {
    let keys = disk.keys().filter(|k| matches!(k, Key::Chunk { .. }));
    keys.cloned().collect()
}

/// So many changed answers, none of them sent.
fn answers(engine: &mut Engine, disk: &mut Disk, number: usize) {
    for n in 0..number {
        let edit = Edit::Answer {
            item: ItemId::new(format!("q{n}")),
            value: Some("bad".to_owned()),
        };
        let inspection = InspectionId::from("insp-1");
        let effects = engine.handle(Timestamp(1), [2; 32], Event::Edited { inspection, edit });
        perform(engine, disk, effects);
    }
}

fn answered(engine: &Engine) -> usize {
    let view = engine.view(&InspectionId::from("insp-1")).unwrap();
    view.answers.values().filter(|a| a.value.is_some()).count()
}

#[test]
fn a_first_change_is_made_here_and_has_the_servers_hash() {
    let mut server = Server::new(&["insp-1", "insp-2"]);
    let mut disk = Disk::new();
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    for id in ["insp-1", "insp-2"].map(InspectionId::from) {
        assert_eq!(engine.heads(&id), server.doc(&id).heads());
    }
}

/// A tablet with another version of the document engine may make another first change than the server did.
#[test]
fn a_first_change_that_is_not_the_servers_is_asked_for() {
    let mut server = Server::new(&["insp-1"]);
    let mut disk = Disk::new();
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    let effects = engine.handle(Timestamp(0), [5; 32], Event::SyncWanted);
    let (ticket, body) = perform(&mut engine, &mut disk, effects).pop().unwrap();
    let mut answer: SyncResponse = parse(&server.answer(WANG, &body)).unwrap();
    if let Answer::Page(page) = &mut answer.answer {
        assert!(page.docs.iter().all(|d| d.grown && d.changes.is_empty()));
        page.grown = page.grown.map(|digest| !digest);
    }
    let body = to_bytes(&answer);
    let effects = engine.handle(Timestamp(0), [5; 32], Event::Response { ticket, body });
    assert!(
        engine.list().is_empty(),
        "nothing is taken that the server may not have"
    );
    let (ticket, body) = perform(&mut engine, &mut disk, effects).pop().unwrap();
    let asked: SyncRequest = parse(&body).unwrap();
    assert!(!asked.grows);
    let body = server.answer(WANG, &body);
    let effects = engine.handle(Timestamp(0), [5; 32], Event::Response { ticket, body });
    assert!(!effects.iter().any(|e| matches!(e, Effect::Post { .. })));
    let id = InspectionId::from("insp-1");
    assert_eq!(engine.heads(&id), server.doc(&id).heads());
}

#[test]
fn the_older_copy_stays_until_the_server_has_all_of_the_newer() {
    let mut server = Server::new(&["insp-1"]);
    let mut disk = Disk::new();
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    answers(&mut engine, &mut disk, 40);
    // The newest saved document is the longest of the chunks; it is damaged.
    let newest = chunks(&disk).into_iter().max_by_key(|k| disk[k].len()).unwrap();
    let mut damaged = disk.clone();
    damaged.get_mut(&newest).unwrap()[60] ^= 1;
    let rows = damaged.into_iter().collect();
    let (again, _) = Engine::load(me(WANG), Snapshot { rows }, [3; 32]);
    assert!(answered(&again) >= 15, "the copy before it is there");
    exchange(&mut engine, &mut disk, &mut server, WANG, 2);
    assert_eq!(chunks(&disk).len(), 1, "the server has all: one copy is enough");
    let rows = disk.into_iter().collect();
    let (again, _) = Engine::load(me(WANG), Snapshot { rows }, [3; 32]);
    assert_eq!(answered(&again), 40);
}

#[cfg(feature = "switches")]
#[test]
fn without_comparing_a_first_change_is_taken_that_the_server_may_not_have() {
    crate::guard::fails_without(
        "first-changes-compared",
        a_first_change_that_is_not_the_servers_is_asked_for,
    );
}

#[cfg(feature = "switches")]
#[test]
fn without_the_older_copy_damage_takes_what_was_not_sent() {
    crate::guard::fails_without(
        "older-document-until-acknowledged",
        the_older_copy_stays_until_the_server_has_all_of_the_newer,
    );
}
