//! Leaves of draw protocol §2.11 followed from one assign leaf; expected places are read off the leaves by hand.

use super::Place;
use crate::digest::Digest;
use crate::draw::Leaf;
use crate::draw::leaf::{AssignLeaf, HandSeat, ManualLeaf, ReplKind, ReplNoLeaf, ReplOkLeaf, ReplReqLeaf};
use crate::draw::plan::BeaconRule;
use crate::id::{InspectorId, SubjectId};

const SALT: &str = "00000000000000000000000000000000";

fn team(ids: &[&str]) -> Vec<InspectorId> {
    ids.iter().map(|id| InspectorId::new(*id)).collect()
}

fn place() -> Place {
    let leaf = Leaf::Assign(AssignLeaf {
        commit: 4,
        obj: "S1".into(),
        str: "all".into(),
        pos: 2,
        team: team(&["I1", "I2"]),
        group: None,
        roles: vec!["lead".into(), "assist".into()],
        salt: SALT.into(),
    });
    Place::read(&leaf.text().unwrap()).unwrap()
}

fn request(obj: &str, kind: ReplKind) -> String {
    let inspector = kind == ReplKind::Inspector;
    let leaf = Leaf::ReplReq(ReplReqLeaf {
        commit: 4,
        kind,
        obj: obj.into(),
        seat: inspector.then_some(0),
        who: inspector.then(|| "I1".into()),
        why: "absent".into(),
        evidence: Digest([1; 32]),
        wit: None,
        beacon: BeaconRule::None,
        salt: SALT.into(),
    });
    leaf.text().unwrap()
}

fn granted(req: u64, new: &str, pos: Option<u64>, members: &[&str]) -> String {
    let leaf = Leaf::ReplOk(ReplOkLeaf {
        commit: 4,
        req,
        otp: Digest([2; 32]),
        e: None,
        b: None,
        new: Some(new.into()),
        pos,
        cap: None,
        team: team(members),
        salt: SALT.into(),
    });
    leaf.text().unwrap()
}

fn follow(place: &mut Place, leaves: &[(u64, String)], last: Option<&str>) -> Vec<u64> {
    let leaves: Vec<(u64, &str)> = leaves.iter().map(|(i, t)| (*i, t.as_str())).collect();
    place.follow_to(&leaves, last.map(SubjectId::new).as_ref())
}

#[test]
fn a_seat_drawn_again_is_followed_with_its_request_and_others_are_not() {
    let mut own = place();
    let leaves = [
        (10, request("S9", ReplKind::Inspector)),
        (11, request("S1", ReplKind::Inspector)),
        (12, granted(10, "I7", None, &["I7", "I8"])),
        (13, granted(11, "I5", None, &["I5", "I2"])),
    ];
    assert_eq!(follow(&mut own, &leaves, None), [11, 13]);
    assert_eq!((own.obj.as_str(), own.position), ("S1", 2));
    assert_eq!(own.team, team(&["I5", "I2"]));
}

#[test]
fn a_subject_moves_up_into_the_place_and_the_one_left_aside_keeps_its_own() {
    let leaves = [
        (11, request("S1", ReplKind::Object)),
        (12, granted(11, "S5", Some(3), &["I1", "I2"])),
        (13, request("S5", ReplKind::Inspector)),
        (14, granted(13, "I9", None, &["I9", "I2"])),
    ];
    let mut new = place();
    assert_eq!(follow(&mut new, &leaves, Some("S5")), [11, 12, 13, 14]);
    assert_eq!((new.obj.as_str(), new.position), ("S5", 3));
    assert_eq!(new.team, team(&["I9", "I2"]));
    let mut old = place();
    assert_eq!(follow(&mut old, &leaves, Some("S1")), Vec::<u64>::new());
    assert_eq!(old, place());
}

#[test]
fn two_people_who_change_places_are_followed_in_their_own_place_only() {
    let swap = Leaf::Manual(ManualLeaf {
        commit: 4,
        why: "recusal".into(),
        evidence: Digest([1; 32]),
        by: ["a".into(), "b".into()],
        seats: vec![
            HandSeat {
                obj: "S1".into(),
                seat: 1,
                who: "I6".into(),
            },
            HandSeat {
                obj: "S2".into(),
                seat: 0,
                who: "I2".into(),
            },
        ],
        salt: SALT.into(),
    });
    let leaves = [(20, swap.text().unwrap())];
    let mut own = place();
    assert_eq!(follow(&mut own, &leaves, None), [20]);
    assert_eq!(own.team, team(&["I1", "I6"]));
}

#[test]
fn a_refusal_another_draw_and_a_request_without_an_answer_change_nothing() {
    let no = Leaf::ReplNo(ReplNoLeaf {
        commit: 4,
        req: 11,
        otp: Digest([2; 32]),
        why: "no".into(),
    });
    let other = request("S1", ReplKind::Inspector).replace("\"commit\":4", "\"commit\":5");
    let leaves = [
        (10, other),
        (11, request("S1", ReplKind::Inspector)),
        (12, no.text().unwrap()),
        (13, granted(10, "I9", None, &["I9", "I2"])),
    ];
    let mut own = place();
    assert_eq!(follow(&mut own, &leaves, None), Vec::<u64>::new());
    assert_eq!(own, place());
}
