//! Frames, bodies and keys: exact round trips, and errors for everything cut.

use super::super::frame::{FrameError, from_frame, to_frame};
use super::super::store::Key;
use super::super::testing::Server;
use super::{device, open, up};
use crate::id::InspectionId;
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::testing::{LI, WANG};
use crate::wire::sync::{BODY_MAX, SyncRequest, WireError, parse, to_bytes};

#[test]
fn frames_come_back_exactly_and_cuts_are_errors() {
    let server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let mut b = open(&server, LI, 2);
    let base = a.doc.heads();
    a.fill();
    b.note("q4", "乙");
    b.photo("x");
    a.merge(&b);
    a.sign_all();
    a.seal();
    for known in [vec![], base.clone(), b.doc.heads()] {
        let changes = a.doc.changes_after(&known);
        let frame = to_frame(&changes, &known).unwrap();
        assert_eq!(from_frame(&frame, &known).unwrap(), changes);
        for cut in 0..frame.len() {
            assert!(from_frame(&frame[..cut], &known).is_err(), "cut at {cut}");
        }
    }
    let frame = to_frame(&a.doc.changes_after(&base), &base).unwrap();
    let other = [ChangeId([1; 32])];
    assert_eq!(from_frame(&frame, &other), Err(FrameError::WrongHash));
    let garbled = Change {
        id: ChangeId([0; 32]),
        bytes: vec![1, 2, 3],
    };
    assert_eq!(to_frame(&[garbled], &[]), Err(FrameError::NotAChange));
}

#[test]
fn bodies_cut_anywhere_or_too_large_are_errors() {
    let request = SyncRequest {
        proto: 1,
        epoch: "e".to_owned(),
        device: device(WANG),
        mark: None,
        policy: None,
        docs: vec![up(&[], &[])],
        blobs: vec![ChangeId([3; 32])],
        grows: true,
    };
    let body = to_bytes(&request);
    assert_eq!(parse::<SyncRequest>(&body), Ok(request));
    for cut in 0..body.len() {
        assert!(parse::<SyncRequest>(&body[..cut]).is_err(), "cut at {cut}");
    }
    assert_eq!(
        parse::<SyncRequest>(&vec![1; BODY_MAX + 1]),
        Err(WireError::TooLarge)
    );
    // 64 MiB of zeros deflate to 64 kB.
    let mut bomb = vec![1];
    bomb.extend(miniz_oxide::deflate::compress_to_vec(&vec![0; 64 << 20], 1));
    assert_eq!(parse::<SyncRequest>(&bomb), Err(WireError::TooLarge));
}

#[test]
fn keys_read_back_and_hostile_paths_do_not() {
    let id = InspectionId::from("任务/1 %2f..");
    let sha256 = ChangeId([0xab; 32]);
    for key in [
        Key::Chunk {
            inspection: id.clone(),
            sha256,
        },
        Key::Doc(id.clone()),
        Key::Package(id.clone()),
        Key::Review(id.clone()),
        Key::Proof(id, "tablet/1".into()),
        Key::Blob(sha256),
        Key::Quarantine(sha256),
        Key::Meta,
    ] {
        assert_eq!(Key::parse(&key.path()), Some(key));
    }
    for path in [
        "",
        "chunk/a",
        "chunk/a/zz",
        "doc/%zz",
        "doc/a/b",
        "meta/x",
        "other/1",
    ] {
        assert_eq!(Key::parse(path), None, "{path}");
    }
}

#[cfg(feature = "switches")]
#[test]
fn without_the_checksum_a_frame_rebuilt_on_other_ground_is_taken() {
    crate::guard::fails_without("frame-checksum", frames_come_back_exactly_and_cuts_are_errors);
}
