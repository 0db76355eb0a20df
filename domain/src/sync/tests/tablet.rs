//! The engine of a tablet against a server in memory, without faults: sizes, damage, hand-over.

use super::super::engine::{Compared, Effect, Engine, Event, SavedState, heads_digits};
use super::super::store::{Key, Snapshot, Write};
use super::super::testing::{Server, me};
use crate::guard::take_away;
use crate::id::{InspectionId, ItemId};
use crate::inspection::doc::testing::{LI, WANG, sign_on};
use crate::inspection::edit::Edit;
use crate::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;

/// Performs effects on a disk, without faults; returns bodies to post.
pub(super) fn perform(
    engine: &mut Engine,
    disk: &mut BTreeMap<Key, Vec<u8>>,
    effects: Vec<Effect>,
) -> Vec<(u64, Vec<u8>)> {
    let mut posts = Vec::new();
    for effect in effects {
        if let Effect::Put { ticket, writes } = effect {
            for write in writes {
                match write {
                    Write::Put(key, bytes) => disk.insert(key, bytes),
                    Write::Delete(key) => disk.remove(&key),
                };
            }
            let more = engine.handle(Timestamp(0), [1; 32], Event::Stored { ticket });
            posts.extend(perform(engine, disk, more));
        } else if let Effect::Post { ticket, body } = effect {
            posts.push((ticket, body));
        } else if let Effect::Prove { ticket, text } = effect {
            let device = text.lines().nth(2).unwrap().into();
            let signature = Some(sign_on(&device, &text));
            let more = engine.handle(Timestamp(0), [1; 32], Event::Proven { ticket, signature });
            posts.extend(perform(engine, disk, more));
        }
    }
    posts
}

pub(super) struct Sizes {
    up: usize,
    down: usize,
    requests: usize,
}

pub(super) fn exchange(
    engine: &mut Engine,
    disk: &mut BTreeMap<Key, Vec<u8>>,
    server: &mut Server,
    who: &str,
    now: i64,
) -> Sizes {
    let mut sizes = Sizes {
        up: 0,
        down: 0,
        requests: 0,
    };
    let effects = engine.handle(Timestamp(now), [5; 32], Event::SyncWanted);
    let mut posts = perform(engine, disk, effects);
    while let Some((ticket, body)) = posts.pop() {
        sizes.requests += 1;
        sizes.up += body.len();
        let answer = server.answer(who, &body);
        sizes.down += answer.len();
        let event = Event::Response { ticket, body: answer };
        let effects = engine.handle(Timestamp(now), [6; 32], event);
        posts.extend(perform(engine, disk, effects));
    }
    sizes
}

/// The workload of the peers' measurements: 40 inspections, 30 answers of 60 items and 10 notes of 20 to 100
/// characters each, offline, then one exchange. `words` are what notes are made of.
fn forty_inspections(words: &[&str]) -> (Sizes, Sizes, Sizes) {
    let ids: Vec<String> = (0..40).map(|n| format!("insp-{n:02}")).collect();
    let names: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut server = Server::new(&names);
    let mut disk = BTreeMap::new();
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    let first = exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut now = 1_795_000_000_000;
    for id in &ids {
        for n in 0..40 {
            now += i64::from(rng.next_u32() % 60_000);
            let item = ItemId::new(format!("q{}", rng.next_u32() % 60));
            let edit = if n % 4 == 3 {
                let len = 20 + rng.next_u32() as usize % 80;
                let mut text = String::new();
                while text.chars().count() < len {
                    text.push_str(words[rng.next_u32() as usize % words.len()]);
                }
                let target = crate::inspection::edit::TextField::ItemNote { item };
                Edit::SetText { target, text }
            } else {
                let value = Some(["ok", "ok", "ok", "bad", "na"][rng.next_u32() as usize % 5].to_owned());
                Edit::Answer { item, value }
            };
            let inspection = InspectionId::new(id.clone());
            let effects = engine.handle(Timestamp(now), [2; 32], Event::Edited { inspection, edit });
            perform(&mut engine, &mut disk, effects);
        }
    }
    let back = exchange(&mut engine, &mut disk, &mut server, WANG, now);
    let idle = exchange(&mut engine, &mut disk, &mut server, WANG, now + 600_000);
    let chunks = disk.iter().filter(|(key, _)| matches!(key, Key::Chunk { .. }));
    let stored: usize = chunks.map(|(_, bytes)| bytes.len()).sum::<usize>() / 40;
    println!(
        "first download {} B in {}; upload {} B, down {} B in {}; idle {} + {} B; on the tablet {stored} B/document",
        first.down, first.requests, back.up, back.down, back.requests, idle.up, idle.down
    );
    for id in ids.iter().map(|id| InspectionId::new(id.clone())) {
        assert_eq!(engine.saved(&id), SavedState::Received);
        assert_eq!(engine.heads(&id), server.doc(&id).heads());
    }
    (first, back, idle)
}

#[test]
fn forty_inspections_fit_the_budget() {
    let phrases = [
        "灭火器压力不足",
        "消防通道堆放杂物",
        "应急照明损坏",
        "已责令当场改正",
        "负责人签字确认",
        "疏散指示标志缺失",
        "配电箱未上锁",
        "台账记录不完整",
        "二层",
        "东侧楼梯间",
        "仓库",
        "三具",
        "两处",
        "，",
        "。",
        "限期整改",
        "现场",
        "未见异常",
        "抽查",
        "员工未佩戴防护用品",
    ];
    let (_, back, idle) = forty_inspections(&phrases);
    // Budget of the design: 35 to 50 kB up in one request; an idle exchange below 1 kB.
    assert!(back.up < 42_000, "{} bytes up", back.up);
    assert!(idle.up + idle.down < 1_000);
    assert_eq!((back.requests, idle.requests), (1, 1));
    // The worst case: letters drawn at random. The letters alone, in one piece, deflate to 24 600 bytes, and 40 proofs
    // of 64 + 32 random bytes are 3 840 more.
    let letters: Vec<String> = phrases.concat().chars().map(String::from).collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    let (_, back, _) = forty_inspections(&letters);
    assert!(back.up < 61_000, "{} bytes up", back.up);
}

#[test]
fn damaged_bytes_on_the_tablet_are_set_aside_and_fetched_again() {
    let mut server = Server::new(&["insp-1"]);
    let id = InspectionId::from("insp-1");
    let mut disk = BTreeMap::new();
    let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    exchange(&mut engine, &mut disk, &mut server, WANG, 0);
    for value in ["ok", "bad", "na"] {
        let edit = Edit::Answer {
            item: ItemId::from("q0"),
            value: Some(value.to_owned()),
        };
        let inspection = id.clone();
        let effects = engine.handle(Timestamp(1), [2; 32], Event::Edited { inspection, edit });
        perform(&mut engine, &mut disk, effects);
    }
    exchange(&mut engine, &mut disk, &mut server, WANG, 2);
    let heads = engine.heads(&id);
    let chunks: Vec<Key> = disk
        .keys()
        .filter(|k| matches!(k, Key::Chunk { .. }))
        .cloned()
        .collect();
    for key in &chunks {
        for cut in [false, true] {
            let mut damaged = disk.clone();
            let row = damaged.get_mut(key).unwrap();
            if cut {
                row.truncate(row.len() / 2);
            } else {
                let at = row.len() - 5;
                row[at] ^= 4;
            }
            let rows = damaged.clone().into_iter().collect();
            let (mut engine, effects) = Engine::load(me(WANG), Snapshot { rows }, [3; 32]);
            let told = |code: &str| {
                effects
                    .iter()
                    .any(|e| matches!(e, Effect::Told { code: c, .. } if c == code))
            };
            assert!(told("doc.damaged") || told("doc.lost"));
            assert_eq!(
                engine.quarantine().len(),
                1 + usize::from(told("doc.lost")) * (chunks.len() - 1)
            );
            perform(&mut engine, &mut damaged, effects);
            exchange(&mut engine, &mut damaged, &mut server, WANG, 3);
            assert_eq!(engine.heads(&id), heads);
            let rows = damaged.into_iter().collect();
            let (again, effects) = Engine::load(me(WANG), Snapshot { rows }, [4; 32]);
            assert_eq!(again.heads(&id), heads);
            assert_eq!(effects, []);
        }
    }
}

/// How far the other member of the team is compared.
pub(super) fn compared(
    tablets: &[(Engine, BTreeMap<Key, Vec<u8>>)],
    at: usize,
    id: &InspectionId,
) -> Vec<Compared> {
    let colleagues = tablets[at].0.colleagues(id);
    colleagues.into_iter().map(|c| c.compared).collect()
}

#[test]
fn colleagues_exchange_without_a_network_and_compare_heads() {
    let mut server = Server::new(&["insp-1"]);
    let id = InspectionId::from("insp-1");
    let mut tablets: Vec<(Engine, BTreeMap<Key, Vec<u8>>)> = Vec::new();
    for who in [WANG, LI] {
        let entropy = [who.len() as u8 + who.as_bytes()[11]; 32];
        let (mut engine, _) = Engine::load(me(who), Snapshot::default(), entropy);
        let mut disk = BTreeMap::new();
        exchange(&mut engine, &mut disk, &mut server, who, 0);
        tablets.push((engine, disk));
    }
    for (at, item) in ["q0", "q1"].iter().enumerate() {
        let edit = Edit::Answer {
            item: ItemId::from(*item),
            value: Some("ok".to_owned()),
        };
        let inspection = id.clone();
        let (engine, disk) = &mut tablets[at];
        let effects = engine.handle(Timestamp(1), [8; 32], Event::Edited { inspection, edit });
        perform(engine, disk, effects);
    }
    let bytes = tablets[1].0.handover(&id, &[]).unwrap();
    assert!(bytes.len() < 1_500, "one or two QR codes: {} bytes", bytes.len());
    let (engine, disk) = &mut tablets[0];
    let effects = engine.handle(Timestamp(2), [8; 32], Event::Handover { bytes });
    perform(engine, disk, effects);
    assert_eq!(engine.view(&id).unwrap().answers.len(), 2);
    assert_eq!(compared(&tablets, 0, &id), [Compared::Merged]);
    assert_eq!(compared(&tablets, 1, &id), [Compared::Never]);
    // A knows what B has: the way back holds A's own change only, and makes them equal.
    let known = tablets[0].0.colleague_heads(&id);
    assert_eq!(known, tablets[1].0.heads(&id));
    let all = tablets[0].0.handover(&id, &[]).unwrap();
    let bytes = tablets[0].0.handover(&id, &known).unwrap();
    assert!(bytes.len() < all.len(), "{} of {} bytes", bytes.len(), all.len());
    let (engine, disk) = &mut tablets[1];
    let effects = engine.handle(Timestamp(3), [8; 32], Event::Handover { bytes: bytes.clone() });
    assert!(
        effects
            .iter()
            .any(|e| matches!(e, Effect::Told { code, .. } if code == "handover.equal"))
    );
    perform(engine, disk, effects);
    assert_eq!(tablets[0].0.heads(&id), tablets[1].0.heads(&id));
    assert_eq!(compared(&tablets, 1, &id), [Compared::Equal]);
    let digits = |at: usize| heads_digits(&tablets[at].0.view(&id).unwrap().heads);
    assert_eq!(digits(0), digits(1));
    assert_eq!(digits(0).len(), "0000 0000".len());
    // It outlives the page, and a tablet that is given its own codes says so.
    let rows = tablets[1].1.clone().into_iter().collect();
    let (again, _) = Engine::load(me(LI), Snapshot { rows }, [9; 32]);
    assert_eq!(again.colleagues(&id), tablets[1].0.colleagues(&id));
    let effects = tablets[0]
        .0
        .handle(Timestamp(3), [8; 32], Event::Handover { bytes });
    assert!(matches!(&effects[..], [Effect::Told { code, .. }] if code == "handover.own"));
    // What A learned from B travels with B's own tablet; A's own work, resting on nothing of it, is received.
    for (at, who) in [(0, WANG), (1, LI), (0, WANG)] {
        let (engine, disk) = &mut tablets[at];
        exchange(engine, disk, &mut server, who, 3);
    }
    let engine = &mut tablets[0].0;
    assert_eq!(engine.heads(&id), server.doc(&id).heads());
    let garbage = Event::Handover { bytes: vec![1, 2, 3] };
    let effects = engine.handle(Timestamp(6), [8; 32], garbage);
    assert!(matches!(&effects[..], [Effect::Told { code, .. }] if code == "handover.unreadable"));
}

/// F8: while the server is away the exchange waits longer and longer; a disk that has room again must not.
#[test]
fn a_failed_write_is_tried_again_soon_while_the_network_is_away() {
    let story = || {
        let mut server = Server::new(&["insp-1"]);
        let id = InspectionId::from("insp-1");
        let mut disk = BTreeMap::new();
        let (mut engine, _) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
        exchange(&mut engine, &mut disk, &mut server, WANG, 0);
        let now = Timestamp(1_000_000);
        let away = engine.handle(now, [5; 32], Event::SyncWanted);
        let Some(Effect::Post { ticket, .. }) = away.iter().find(|e| matches!(e, Effect::Post { .. })) else {
            panic!("it asks");
        };
        let lost = Event::SendFailed {
            ticket: *ticket,
            code: "net.offline".to_owned(),
            retry_after_s: Some(600),
        };
        let _waits = engine.handle(now, [5; 32], lost);
        let edit = Edit::Answer {
            item: ItemId::from("q0"),
            value: Some("ok".to_owned()),
        };
        let inspection = id.clone();
        let put = engine.handle(now, [2; 32], Event::Edited { inspection, edit });
        let Some(Effect::Put { ticket, .. }) = put.first() else {
            panic!("it writes");
        };
        let code = "storage.full".to_owned();
        let effects = engine.handle(
            now,
            [3; 32],
            Event::StoreFailed {
                ticket: *ticket,
                code,
            },
        );
        let mut wakes = Vec::new();
        for effect in &effects {
            if let Effect::WakeAt(at) = effect {
                wakes.push(at.0 - now.0);
            }
        }
        // The timer then repeats the write, and the exchange's own wake is asked for again.
        let again = engine.handle(Timestamp(now.0 + wakes[0]), [4; 32], Event::Timer);
        assert!(again.iter().any(|e| matches!(e, Effect::Put { .. })));
        wakes[0]
    };
    assert!(story() <= 1_000);
    let _away = take_away("the-disk-does-not-wait-for-the-network");
    assert!(story() >= 600_000, "the test sees the guard gone");
}
