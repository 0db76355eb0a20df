//! Bytes that no honest tablet sends.

use super::super::admit::{CHANGE_BYTES_MAX, CHANGE_OPS_MAX};
use super::super::frame::chunk::{Parts, put_prefixed, put_signed, rebuild};
use super::super::frame::to_frame;
use super::super::testing::Server;
use super::{device, open, up, verdict};
use crate::id::InspectionId;
use crate::inspection::act::{Act, CopyMeans};
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::testing::WANG;
use crate::inspection::edit::Edit;
use crate::leb128::put;
use crate::wire::sync::DocUp;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Author, Automerge, ROOT, ReadDoc};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// One change by WANG's tablet made with the crate itself, past the program's own checks.
fn crafted(server: &Server, make: impl FnOnce(&mut automerge::transaction::Transaction<'_>)) -> DocUp {
    let id = InspectionId::from("insp-1");
    let mut am: Automerge = server.doc(&id).automerge().clone();
    let base: Vec<ChangeId> = am.get_heads().into_iter().map(ChangeId::from).collect();
    am.set_author(Some(Author::from(WANG.as_bytes())));
    am.set_actor(ActorId::from([9u8; 16]));
    let options = CommitOptions::default().with_message(format!("{{\"device\":\"tablet-{WANG}\"}}"));
    am.transact_with::<_, _, automerge::AutomergeError, _>(
        |_| options,
        |tx| {
            make(tx);
            Ok(())
        },
    )
    .map(|_| ())
    .map_err(|f| f.error)
    .unwrap();
    let heads: Vec<_> = base.iter().map(|h| (*h).into()).collect();
    let changes: Vec<Change> = am.get_changes(&heads).iter().map(Change::from).collect();
    up(&base, &changes)
}

#[test]
fn operations_the_program_never_makes_are_parked() {
    let server = Server::new(&["insp-1"]);
    let map = |tx: &automerge::transaction::Transaction<'_>, key: &str| tx.get(ROOT, key).unwrap().unwrap().1;
    for (code, up) in [
        (
            "admit.unknown_place",
            crafted(&server, |tx| tx.put(ROOT, "x", 1).unwrap()),
        ),
        (
            "admit.wrong_value",
            crafted(&server, |tx| tx.put(map(tx, "answers"), "q0", 1).unwrap()),
        ),
        (
            "admit.wrong_value",
            crafted(&server, |tx| tx.put(map(tx, "answers"), "q0", "perhaps").unwrap()),
        ),
        (
            "admit.wrong_value",
            crafted(&server, |tx| tx.put(map(tx, "answers"), "q999", "ok").unwrap()),
        ),
        (
            "admit.wrong_operation",
            crafted(&server, |tx| {
                let map = map(tx, "answers");
                tx.put_object(map, "q0", automerge::ObjType::Map).unwrap();
            }),
        ),
        (
            "admit.unknown_place",
            crafted(&server, |tx| {
                tx.put(map(tx, "notes"), "q0", "over the text").unwrap()
            }),
        ),
        (
            "admit.not_sealed",
            crafted(&server, |tx| tx.put(map(tx, "settled"), "x", "adopted").unwrap()),
        ),
    ] {
        assert_eq!(verdict(&server, WANG, &up), code);
    }
}

/// F57: one officer removes what the other has attached and goes on with.
#[test]
fn what_one_officer_attached_no_other_removes() {
    let mut server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let base = a.doc.heads();
    a.photo("p1");
    let attached = up(&base, &a.doc.changes_after(&base));
    let admission = server.admit(WANG, &device(WANG), &attached);
    let stored = server.docs.get_mut(&attached.id).unwrap();
    stored
        .chunks
        .extend(admission.new_changes.into_iter().map(|c| c.bytes));
    stored.actors.extend(admission.bindings);
    let removal = crafted(&server, |tx| {
        let map = tx.get(ROOT, "evidence").unwrap().unwrap().1;
        tx.delete(map, "p1").unwrap();
    });
    assert_eq!(verdict(&server, WANG, &removal), "admit.removes_entry");
}

/// An act after the seal is written once: nobody takes it back, says it otherwise, or makes up a key for it.
#[test]
fn an_act_is_neither_removed_nor_rewritten() {
    let mut server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let base = a.doc.heads();
    a.fill();
    a.sign_all();
    a.seal();
    a.edit(Edit::Act {
        act: Act::CopyGiven {
            means: CopyMeans::Declined,
            to: "演示负责人".to_owned(),
            position: String::new(),
            address: String::new(),
        },
    });
    let key = a.view().acts[0].key.clone();
    let done = up(&base, &a.doc.changes_after(&base));
    let admission = server.admit(WANG, &device(WANG), &done);
    let stored = server.docs.get_mut(&done.id).unwrap();
    stored
        .chunks
        .extend(admission.new_changes.into_iter().map(|c| c.bytes));
    stored.actors.extend(admission.bindings);
    let settled = |tx: &automerge::transaction::Transaction<'_>| tx.get(ROOT, "settled").unwrap().unwrap().1;
    let json = r#"{"act":"remedies_told","to":"甲","text":"乙","cite":"丙","at":1}"#;
    let own = &hex::encode(<sha2::Sha256 as sha2::Digest>::digest(json))[..16];
    for (code, up) in [
        (
            "admit.removes_entry",
            crafted(&server, |tx| tx.delete(settled(tx), key.as_str()).unwrap()),
        ),
        (
            "admit.wrong_value",
            crafted(&server, |tx| tx.put(settled(tx), key.as_str(), json).unwrap()),
        ),
        (
            "accepted",
            crafted(&server, |tx| {
                tx.put(settled(tx), format!("act:{own}"), json).unwrap()
            }),
        ),
    ] {
        assert_eq!(verdict(&server, WANG, &up), code);
    }
}

/// Puts `null` under one key so many times, in run-length coded columns (specifications of the storage format:
/// 21 key, 52 insert, 66 action, 86 value, 112 predecessors).
fn bomb_of(operations: i64) -> Change {
    let run = |value: u64| {
        let mut column = Vec::new();
        put_signed(&mut column, operations);
        put(&mut column, value);
        column
    };
    let mut key = Vec::new();
    put_signed(&mut key, operations);
    put_prefixed(&mut key, b"a");
    let mut insert = Vec::new();
    put(&mut insert, operations as u64);
    let (id, bytes) = rebuild(&Parts {
        actor: vec![9; 16],
        seq: 1,
        start_op: 1,
        columns: vec![(21, key), (52, insert), (66, run(1)), (86, run(0)), (112, run(0))],
        ..Parts::default()
    });
    Change { id, bytes }
}

#[test]
fn the_bomb_is_one_for_the_crate() {
    // The same bytes with fewer operations are a change the crate reads as such.
    let read = automerge::Change::from_bytes(bomb_of(1_000).bytes).unwrap();
    assert_eq!(read.len(), 1_000);
}

#[test]
fn a_small_change_with_a_million_operations_is_refused_before_it_is_applied() {
    // As measured in the fault research: run-length coded columns hold any number of operations in a few bytes.
    let mut am = Automerge::new();
    am.set_actor(ActorId::from([9u8; 16]));
    am.set_author(Some(Author::from(WANG.as_bytes())));
    am.set_actor(ActorId::from([9u8; 16]));
    let text = "a".repeat(CHANGE_OPS_MAX + 10);
    am.transact::<_, _, automerge::AutomergeError>(|tx| {
        let obj = tx.put_object(ROOT, "t", automerge::ObjType::Text)?;
        tx.splice_text(&obj, 0, 0, &text)
    })
    .unwrap();
    let bomb: Vec<Change> = am.get_changes(&[]).iter().map(Change::from).collect();
    let server = Server::new(&["insp-1"]);
    let small = bomb_of(1_000_000_000);
    assert!(small.bytes.len() < 200, "{} bytes", small.bytes.len());
    for changes in [bomb, vec![small]] {
        assert!(changes[0].bytes.len() < CHANGE_BYTES_MAX);
        assert_eq!(
            verdict(&server, WANG, &up(&[], &changes)),
            "admit.too_many_operations"
        );
    }
}

#[test]
fn thousands_of_mutations_neither_panic_past_the_boundary_nor_enter() {
    let server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let base = a.doc.heads();
    a.fill();
    a.note("q0", "二层灭火器过期三具");
    a.photo("p1");
    let honest = a.doc.changes_after(&base);
    let known: Vec<ChangeId> = honest.iter().map(|c| c.id).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(20_261_120);
    let mut panics = 0;
    std::panic::set_hook(Box::new(|_| {}));
    for round in 0..2_000u32 {
        let mutated = if round % 2 == 0 {
            // The frame itself, as it arrives.
            let mut frame = to_frame(&honest, &base).unwrap();
            mutate(&mut frame, &mut rng);
            DocUp {
                changes: frame,
                ..up(&base, &[])
            }
        } else {
            // One change with its checksum repaired, as a hostile tablet would send it.
            let mut changes = honest.clone();
            let which = rng.next_u32() as usize % changes.len();
            let mut bytes = changes[which].bytes.clone();
            mutate(&mut bytes[9..], &mut rng);
            let digest: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest(&bytes[8..]).into();
            bytes[4..8].copy_from_slice(&digest[..4]);
            let id = ChangeId(digest);
            changes[which] = Change { id, bytes };
            changes.truncate(which + 1);
            match to_frame(&changes, &base) {
                Ok(frame) => DocUp {
                    changes: frame,
                    ..up(&base, &[])
                },
                Err(_) => continue,
            }
        };
        let admission = std::panic::catch_unwind(|| server.admit(WANG, &device(WANG), &mutated));
        let Ok(admission) = admission else {
            panics += 1;
            continue;
        };
        // Nothing garbled is taken; a mutation that leaves a valid edit of a valid value is one.
        for change in &admission.new_changes {
            if !known.contains(&change.id) {
                let view = admission.doc.view();
                for answer in view.answers.values() {
                    let value = answer.value.as_deref().unwrap_or("ok");
                    assert!(["ok", "bad", "na"].contains(&value), "{value}");
                }
            }
        }
        let reloaded =
            crate::inspection::doc::InspectionDoc::load(&[admission.doc.save_compacted().unwrap()]);
        assert_eq!(reloaded.unwrap().heads(), admission.doc.heads());
    }
    drop(std::panic::take_hook());
    println!("{panics} of 2000 mutations made the document engine panic; all were contained");
}

fn mutate(bytes: &mut [u8], rng: &mut ChaCha8Rng) {
    for _ in 0..=rng.next_u32() % 3 {
        let at = rng.next_u32() as usize % bytes.len();
        bytes[at] ^= 1 << (rng.next_u32() % 8);
    }
}

#[cfg(feature = "switches")]
#[test]
fn without_its_guard_a_photo_of_a_colleague_is_removed() {
    crate::guard::fails_without(
        "entries-are-never-removed",
        what_one_officer_attached_no_other_removes,
    );
}

/// Each guard of admission, seen to be needed by the test above that covers it.
#[cfg(feature = "switches")]
#[test]
fn without_its_bound_a_bomb_is_not_refused_in_time() {
    crate::guard::fails_without(
        "operation-bound",
        a_small_change_with_a_million_operations_is_refused_before_it_is_applied,
    );
}
