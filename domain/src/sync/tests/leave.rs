//! A tablet with anything that is not safe is not emptied, but by leave of the office and with a copy that was read
//! back. Row F61.

use super::super::engine::SavedState;
use super::super::engine::{Engine, Event};
use super::super::leave::{Copied, NotYet, Remains, may_leave};
use super::super::store::{Key, Snapshot};
use super::super::testing::{Server, me};
use super::tablet::{exchange, perform};
use crate::guard::fails_without;
use crate::id::{InspectionId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use std::collections::BTreeMap;

const NOW: Timestamp = Timestamp(9);

struct Held {
    engine: Engine,
    disk: BTreeMap<Key, Vec<u8>>,
    server: Server,
}

impl Held {
    /// A tablet that has only what the office gave it.
    fn open() -> Self {
        let (engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
        let mut held = Self {
            engine,
            disk: BTreeMap::new(),
            server: Server::new(&["insp-1", "insp-2"]),
        };
        held.exchange(0);
        held
    }

    fn exchange(&mut self, n: i64) {
        exchange(&mut self.engine, &mut self.disk, &mut self.server, WANG, n);
    }

    fn event(&mut self, event: Event) {
        let effects = self.engine.handle(Timestamp(1), [8; 32], event);
        perform(&mut self.engine, &mut self.disk, effects);
    }

    fn answer(&mut self, item: &str) {
        self.event(Event::Edited {
            inspection: InspectionId::from("insp-1"),
            edit: Edit::Answer {
                item: ItemId::from(item),
                value: Some("ok".to_owned()),
            },
        });
    }

    fn photo(&mut self, n: u8) {
        self.event(Event::BlobStored {
            sha256: ChangeId([n; 32]),
            size_bytes: 12,
        });
    }

    fn copy(&self) -> Copied {
        Copied::new(&self.engine.export(NOW, SavedState::Safe), [0; 32], 0)
    }

    fn may(&self, granted: bool, copied: Option<&Copied>) -> Result<(), NotYet> {
        may_leave(&self.engine, NOW, 0, granted, copied)
    }
}

fn read_back(mut copied: Copied) -> Copied {
    copied.read_back = true;
    copied
}

#[test]
fn f61_a_tablet_with_nothing_of_its_own_is_emptied_freely() {
    let held = Held::open();
    assert_eq!(held.engine.remains(), Remains::default());
    assert_eq!(held.may(false, None), Ok(()));
}

#[test]
fn f61_what_is_not_safe_keeps_a_tablet_from_being_emptied() {
    let mut held = Held::open();
    held.answer("q0");
    held.photo(5);
    let unsent = Remains {
        docs_unsent: 1,
        pieces_unsent: 1,
        bytes_unsent: 12,
        ..Remains::default()
    };
    assert_eq!(held.engine.remains(), unsent);
    assert_eq!(held.may(false, None), Err(NotYet::NotGranted));
    // Received is not safe: the server keeps one copy only.
    let mut held = Held::open();
    held.answer("q0");
    held.exchange(2);
    assert_eq!(
        held.engine.remains(),
        Remains {
            docs_not_safe: 1,
            ..Remains::default()
        }
    );
    assert_eq!(held.may(false, None), Err(NotYet::NotGranted));
}

#[test]
fn f61_leave_alone_empties_nothing_without_a_copy_that_was_read_back() {
    let mut held = Held::open();
    held.answer("q0");
    held.photo(5);
    assert_eq!(held.may(true, None), Err(NotYet::NotCopied));
    let copied = held.copy();
    assert_eq!(held.may(true, Some(&copied)), Err(NotYet::NotReadBack));
    assert_eq!(held.may(true, Some(&read_back(copied))), Ok(()));
}

#[test]
fn f61_a_mark_or_a_photo_after_the_copy_asks_for_another() {
    let mut held = Held::open();
    held.answer("q0");
    let copied = read_back(held.copy());
    assert_eq!(held.may(true, Some(&copied)), Ok(()));
    held.answer("q1");
    assert_eq!(held.may(true, Some(&copied)), Err(NotYet::NotCopied));
    let copied = read_back(held.copy());
    held.photo(5);
    assert_eq!(held.may(true, Some(&copied)), Err(NotYet::NotCopied));
    // What the server received meanwhile is in the file all the same.
    let copied = read_back(held.copy());
    held.exchange(2);
    assert_eq!(held.may(true, Some(&copied)), Ok(()));
}

#[test]
fn f61_marks_on_photos_that_are_no_copy_yet_keep_even_an_empty_tablet() {
    let may = |held: &Held, copied| may_leave(&held.engine, NOW, 1, true, copied);
    let mut held = Held::open();
    assert_eq!(may(&held, None), Err(NotYet::StillDrawn));
    held.answer("q0");
    assert_eq!(may(&held, None), Err(NotYet::NotCopied));
    let copied = read_back(held.copy());
    assert_eq!(may(&held, Some(&copied)), Err(NotYet::StillDrawn));
}

#[test]
fn without_their_guards_work_is_thrown_away() {
    fails_without(
        "leaving-waits-for-safe",
        f61_what_is_not_safe_keeps_a_tablet_from_being_emptied,
    );
    fails_without(
        "leaving-waits-for-safe",
        f61_marks_on_photos_that_are_no_copy_yet_keep_even_an_empty_tablet,
    );
    fails_without(
        "leaving-is-granted",
        f61_what_is_not_safe_keeps_a_tablet_from_being_emptied,
    );
    fails_without(
        "leaving-leaves-a-copy",
        f61_leave_alone_empties_nothing_without_a_copy_that_was_read_back,
    );
}
