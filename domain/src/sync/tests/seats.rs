//! What a seat on a colleague's tablet says of the officer's own one.

use super::super::engine::{Compared, Engine, Event};
use super::super::store::{Key, Snapshot};
use super::super::testing::{Server, me};
use super::tablet::{compared, exchange, perform};
use crate::id::{DeviceId, InspectionId, ItemId};
use crate::inspection::doc::testing::{LI, WANG};
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// A tablet or a seat with its disk.
type Seated = (Engine, BTreeMap<Key, Vec<u8>>);

/// Wang's tablet has a seat for Li, who works on a tablet of his own: what the seat gives back is what it was left.
#[test]
fn a_seat_that_was_only_enrolled_says_nothing_of_his_own_tablet() {
    let mut server = Server::new(&["insp-1"]);
    let id = InspectionId::from("insp-1");
    let mut seated = me(LI);
    seated.device = DeviceId::new("seat-of-li-on-wangs");
    let mut engines: Vec<Seated> = Vec::new();
    for (at, me) in [me(WANG), seated].into_iter().enumerate() {
        let who = me.inspector.as_str().to_owned();
        let (mut engine, _) = Engine::load(me, Snapshot::default(), [at as u8 + 40; 32]);
        let mut disk = BTreeMap::new();
        exchange(&mut engine, &mut disk, &mut server, &who, 0);
        engines.push((engine, disk));
    }
    let answered = |engines: &mut [Seated], at: usize, item: &str| {
        let edit = Edit::Answer {
            item: ItemId::from(item),
            value: Some("ok".to_owned()),
        };
        let inspection = id.clone();
        let (engine, disk) = &mut engines[at];
        let effects = engine.handle(Timestamp(1), [8; 32], Event::Edited { inspection, edit });
        perform(engine, disk, effects);
    };
    let left = |engines: &mut [Seated], from: usize, to: usize| {
        let bytes = engines[from].0.handover(&id, &[]).unwrap();
        let (engine, disk) = &mut engines[to];
        let effects = engine.handle(Timestamp(2), [8; 32], Event::Letter { bytes });
        perform(engine, disk, effects);
    };
    answered(&mut engines, 0, "q0");
    left(&mut engines, 0, 1);
    left(&mut engines, 1, 0);
    assert_eq!(
        compared(&engines, 0, &id),
        [Compared::Never],
        "equal heads, and nothing of his"
    );
    assert_eq!(
        engines[0].0.colleague_heads(&id),
        [],
        "what is handed to his own tablet is whole"
    );
    // His tablet is dead: he goes on here, and now the seat is where he works.
    answered(&mut engines, 1, "q1");
    left(&mut engines, 1, 0);
    assert_eq!(compared(&engines, 0, &id), [Compared::Equal]);
}

#[test]
fn without_its_guard_an_empty_seat_passes_for_a_tablet() {
    crate::guard::fails_without(
        "a-seat-is-no-other-tablet",
        a_seat_that_was_only_enrolled_says_nothing_of_his_own_tablet,
    );
}
