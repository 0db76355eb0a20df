//! The comparison of a tablet's clock with the server's over restarts without network, and runs at the door. F19.

use super::super::engine::{Engine, Event};
use super::super::store::{Key, Snapshot};
use super::super::testing::{Server, me};
use super::tablet::{exchange, perform};
use crate::clock::{Clocks, Reading, Unchecked};
use crate::guard::fails_without;
use crate::id::{InspectionId, ItemId};
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

struct Tablet {
    engine: Engine,
    disk: BTreeMap<Key, Vec<u8>>,
    server: Server,
    clocks: Clocks,
}

impl Tablet {
    /// Its clock agrees with the server's to a second.
    fn compared() -> (Self, i64) {
        let mut server = Server::new(&["insp-1"]);
        let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
        let (mut disk, now) = (BTreeMap::new(), server.now);
        exchange(&mut engine, &mut disk, &mut server, WANG, now);
        let tablet = Self {
            engine,
            disk,
            server,
            clocks: Clocks::default(),
        };
        (tablet, now)
    }

    /// Another start without network; the newest time on the disk is the last exchange's.
    fn restart(&mut self, newest_kept: i64, now: i64) -> Option<Unchecked> {
        let rows = self.disk.clone().into_iter().collect();
        let (engine, _) = Engine::load(me(WANG), Snapshot { rows }, [2; 32]);
        self.engine = engine;
        let effects = self.engine.started(Timestamp(newest_kept), Timestamp(now));
        perform(&mut self.engine, &mut self.disk, effects);
        self.engine.clock_unchecked(Timestamp(now))
    }

    /// Both clocks are looked at.
    fn look(&mut self, now: i64, elapsed_ms: i64) -> Option<Unchecked> {
        let reading = Reading {
            wall: Timestamp(now),
            elapsed_ms,
            dark: false,
        };
        let effects = self.engine.clocks(self.clocks.look(reading, [7; 4]));
        perform(&mut self.engine, &mut self.disk, effects);
        self.engine.clock_unchecked(Timestamp(now))
    }
}

#[test]
fn f19_a_restart_without_network_keeps_the_comparison_and_a_clock_that_was_set_ends_it() {
    let (mut tablet, now) = Tablet::compared();
    assert_eq!(tablet.restart(now, now + 3 * MINUTE), None);
    assert_eq!(tablet.restart(now + 3 * MINUTE, now + 2 * DAY), None);
    assert_eq!(tablet.restart(now, now + 8 * DAY), Some(Unchecked::Old));
    // Set back while it was off, though not behind the comparison; and nothing but the server mends that.
    assert_eq!(
        tablet.restart(now + 60 * MINUTE, now + 30 * MINUTE),
        Some(Unchecked::Moved)
    );
    assert_eq!(
        tablet.restart(now + 30 * MINUTE, now + 90 * MINUTE),
        Some(Unchecked::Moved)
    );
    let (engine, disk) = (&mut tablet.engine, &mut tablet.disk);
    let later = tablet.server.now;
    exchange(engine, disk, &mut tablet.server, WANG, later);
    assert_eq!(tablet.restart(later, later + MINUTE), None);
}

#[test]
fn f19_a_clock_set_while_the_page_is_open_is_remembered_over_a_restart() {
    let (mut tablet, now) = Tablet::compared();
    assert_eq!(tablet.look(now, 1_000), None);
    assert_eq!(tablet.look(now + 10 * MINUTE, 1_000 + 10 * MINUTE), None);
    assert_eq!(
        tablet.look(now + 70 * MINUTE, 1_000 + 11 * MINUTE),
        Some(Unchecked::Moved)
    );
    assert_eq!(
        tablet.restart(now + 70 * MINUTE, now + 75 * MINUTE),
        Some(Unchecked::Moved)
    );
}

#[test]
fn without_the_guard_a_clock_that_was_set_passes_for_compared() {
    fails_without(
        "a-moved-clock-is-unchecked",
        f19_a_restart_without_network_keeps_the_comparison_and_a_clock_that_was_set_ends_it,
    );
    fails_without(
        "a-moved-clock-is-unchecked",
        f19_a_clock_set_while_the_page_is_open_is_remembered_over_a_restart,
    );
}

/// A mark says its run, the server takes it, and both say the same of it.
#[test]
fn a_mark_with_its_run_is_admitted() {
    let (mut tablet, now) = Tablet::compared();
    tablet.look(now, 4_000);
    let inspection = InspectionId::from("insp-1");
    let edit = Edit::Answer {
        item: ItemId::from("q0"),
        value: Some("ok".to_owned()),
    };
    let edited = Event::Edited { inspection, edit };
    let effects = tablet.engine.handle(Timestamp(now), [8; 32], edited);
    perform(&mut tablet.engine, &mut tablet.disk, effects);
    let (engine, disk) = (&mut tablet.engine, &mut tablet.disk);
    exchange(engine, disk, &mut tablet.server, WANG, now);
    let view = tablet.server.doc(&InspectionId::from("insp-1")).view();
    let stamp = view.answers[&ItemId::from("q0")].stamp.clone().unwrap();
    let run = stamp.run.unwrap();
    assert_eq!((run.id.as_str(), run.began), ("07070707", now / 1000 - 4));
}
