//! A tablet's storage as the first version wrote it, kept as a file: every later version must open it.
//!
//! `tests/vectors/tablet/schema-1.journal.bin` is one journal of a real engine's day (every kind of row, a
//! compaction of its document, a removed row, a torn last write), `schema-1.rows.bin` the database beside it,
//! `schema-1.view.json` what its screens showed. Rows stand unsealed: the browser's cipher is not part of the
//! schema. A new schema adds files; these never change.

use super::super::{Entry, frame, open_row, read_frames, recover};
use crate::id::{DeviceId, InspectionId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::testing::{WANG, photo};
use crate::inspection::edit::{Edit, TextField};
use crate::inspection::view::InspectionView;
use crate::sync::engine::{Engine, Event, SavedState};
use crate::sync::store::{Key, Snapshot};
use crate::sync::testing::disk::{Disk, perform};
use crate::sync::testing::{Server, me};
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/vectors/tablet")
        .join(name)
}

const ID: &str = "insp-1";

#[test]
fn a_tablet_of_the_first_schema_opens() {
    let journal = include_bytes!("../../../../../tests/vectors/tablet/schema-1.journal.bin");
    let database = include_bytes!("../../../../../tests/vectors/tablet/schema-1.rows.bin");
    let view = include_str!("../../../../../tests/vectors/tablet/schema-1.view.json");
    let view: InspectionView = serde_json::from_str(view).unwrap();
    let (frames, damaged) = read_frames(journal);
    assert_eq!(damaged, 40, "the torn last write");
    let entries: Vec<Entry> = frames.into_iter().map(|f| Entry::parse(f).unwrap()).collect();
    let rows: BTreeMap<String, Vec<u8>> = ciborium::from_reader(database.as_slice()).unwrap();
    assert!(rows.iter().all(|(key, row)| open_row(key, row).is_some()));
    // Either copy alone, and both together.
    for (entries, rows) in [
        (entries.as_slice(), &rows),
        (&[], &rows),
        (entries.as_slice(), &BTreeMap::new()),
    ] {
        let found = recover(entries, 0, rows);
        let kinds: BTreeSet<&str> = found.rows.keys().filter_map(|k| k.split('/').next()).collect();
        assert_eq!(
            kinds,
            BTreeSet::from(["blob", "chunk", "doc", "meta", "package", "proof"])
        );
        let rows = found.rows.into_iter();
        let rows = rows
            .map(|(path, (_, row))| (Key::parse(&path).unwrap(), row))
            .collect();
        let (engine, effects) = Engine::load(me(WANG), Snapshot { rows }, [3; 32]);
        assert_eq!(effects, [], "nothing is missing, nothing damaged");
        let id = InspectionId::from(ID);
        assert_eq!(engine.view(&id), Some(&view));
        assert_eq!(engine.saved(&id), SavedState::OnTablet);
        assert!(engine.package(&id).is_some() && engine.last_answer().is_some());
        assert_eq!(engine.blob_saved(ChangeId([7; 32])), SavedState::Received);
    }
}

/// A morning with an exchange, marks, texts, a photo, and an afternoon that only the tablet knows.
#[test]
#[ignore = "writes the golden files; run once for each new schema"]
fn write_golden() {
    let mut server = Server::new(&[ID]);
    server.blobs.insert(ChangeId([7; 32]));
    let mut disk = Disk::default();
    disk.files.push(Vec::new());
    let mut now = 1_795_000_000_000;
    let id = InspectionId::from(ID);
    let (mut engine, effects) = Engine::load(me(WANG), Snapshot::default(), [1; 32]);
    perform(&mut engine, &mut disk, &mut server, now, effects);
    for n in 0..24_u8 {
        now += 5_000;
        let event = match n {
            0 | 12 => Event::SyncWanted,
            5 => Event::BlobStored {
                sha256: ChangeId([7; 32]),
                size_bytes: 3,
            },
            6 => Event::BlobReceived {
                sha256: ChangeId([7; 32]),
                receipt: None,
                safe: false,
            },
            7 => Event::Edited {
                inspection: id.clone(),
                edit: Edit::Attach {
                    evidence: photo("p1", &DeviceId::new(format!("tablet-{WANG}"))),
                },
            },
            8 => Event::Edited {
                inspection: id.clone(),
                edit: Edit::SetText {
                    target: TextField::Remarks,
                    text: "演示记录".to_owned(),
                },
            },
            _ => Event::Edited {
                inspection: id.clone(),
                edit: Edit::Answer {
                    item: ItemId::new(format!("q{}", n % 4)),
                    value: Some(["ok", "bad", "na"][usize::from(n) % 3].to_owned()),
                },
            },
        };
        let effects = engine.handle(Timestamp(now), [2; 32], event);
        perform(&mut engine, &mut disk, &mut server, now, effects);
    }
    let torn = frame(&[9; 60]);
    let mut journal = disk.files.concat();
    journal.extend(&torn[..40]);
    std::fs::create_dir_all(file("")).unwrap();
    std::fs::write(file("schema-1.journal.bin"), journal).unwrap();
    let mut rows = Vec::new();
    ciborium::into_writer(&disk.database, &mut rows).unwrap();
    std::fs::write(file("schema-1.rows.bin"), rows).unwrap();
    let view = serde_json::to_string(engine.view(&id).unwrap()).unwrap();
    std::fs::write(file("schema-1.view.json"), view + "\n").unwrap();
}
