//! Replacements by the text of draw protocol §2.11; expected places and people are worked out by hand.

use super::*;
use crate::digest::Secret;
use crate::draw::freeze::{InspectorEntry, SubjectEntry, freeze};
use crate::draw::leaf::HandSeat;
use crate::draw::leaf::{Leaf, witness_commitment};
use crate::draw::plan::{Caps, DrawPlan, Rule, Seat, Stratum, WitnessRule};
use crate::draw::{commit, duty, open, server_commitment, void};
use crate::time::{Date, Timestamp};

const SALT: &str = "00000000000000000000000000000000";

fn chain() -> Vec<Digest> {
    let next = |w: &Digest| Some(sha256(&[&w.0]));
    std::iter::successors(Some(Digest([9; 32])), next)
        .take(4)
        .collect()
}

fn plan(mode: Mode) -> DrawPlan {
    let seat = |role: &str| Seat {
        role: role.to_owned(),
        dept: None,
        qual: None,
    };
    DrawPlan {
        name: "n".into(),
        demo: true,
        facts: BTreeMap::new(),
        date: Date::from_ymd_opt(2026, 11, 20).unwrap(),
        strata: vec![Stratum {
            key: "all".into(),
            when: vec![],
            rule: Rule::RatioCeil {
                num: 0,
                den: 1,
                min: 3,
            },
            team: None,
            weigh: None,
        }],
        filter: vec![],
        half: None,
        stages: vec![],
        capacity: None,
        fixed: None,
        open_by: (mode == Mode::Sealed).then_some(2_000),
        total: None,
        exclude: vec![],
        team: vec![seat("lead"), seat("assist")],
        lead: vec![],
        caps: Caps::default(),
        apart: vec![],
        mode,
        witness: WitnessRule { n: 2, quorum: 0 },
        beacon: BeaconRule::None,
        deadline: 1_000,
        approver: Some(ChainEnd {
            end: chain()[3],
            n: 3,
        }),
        escrow: None,
        prev: None,
    }
}

fn subjects() -> Vec<SubjectEntry> {
    let entry = |i: u32| SubjectEntry {
        id: format!("S{i}").into(),
        attrs: BTreeMap::new(),
        why: None,
    };
    (0..5).map(entry).collect()
}

fn witness(i: u8) -> Secret {
    Secret::new([i; 32])
}

fn committed(mode: Mode, staff: u32) -> Committed {
    let entry = |i: u32| InspectorEntry {
        id: format!("I{i}").into(),
        dept: "d".into(),
        lead: true,
        qual: vec![],
        prior: 0,
        hard: None,
        why: None,
        recusals: vec![],
    };
    let staff: Vec<InspectorEntry> = (0..staff).map(entry).collect();
    let frozen = freeze(&plan(mode), &subjects(), &staff, &Secret::new([5; 32])).unwrap();
    let wit = [witness_commitment(&witness(1)), witness_commitment(&witness(2))];
    let srv = server_commitment(&Secret::new([6; 32]));
    commit(&plan(mode), &frozen, 1, srv, &wit).unwrap()
}

fn outcome(committed: &Committed) -> Outcome {
    open(committed, &Secret::new([6; 32]), &[witness(1), witness(2)], None).unwrap()
}

fn request(course: &Course<'_>, kind: ReplKind, why: &str) -> ReplReqLeaf {
    let team = course.teams().next().unwrap();
    let of_inspector = kind == ReplKind::Inspector;
    ReplReqLeaf {
        commit: 4,
        kind,
        obj: team.object.clone(),
        seat: of_inspector.then_some(0),
        who: of_inspector.then(|| team.members[0].0.clone()),
        why: why.into(),
        evidence: Digest([1; 32]),
        wit: None,
        beacon: BeaconRule::None,
        salt: SALT.into(),
    }
}

fn ask(course: &mut Course<'_>, index: u64, request: ReplReqLeaf) {
    course.check_request(&request).unwrap();
    let leaf = Leaf::ReplReq(request);
    course.take(index, &leaf, &leaf.text().unwrap());
}

fn place<T: std::fmt::Debug>(answer: Result<T, Unfit>) -> &'static str {
    answer.unwrap_err().place
}

#[test]
fn an_invalid_subject_is_followed_by_the_next_of_its_order_until_the_order_ends() {
    let committed = committed(Mode::Sealed, 4);
    let outcome = outcome(&committed);
    let (order, _) = result::selection(&committed, &outcome.seed, "all", 5);
    let mut course = Course::new(&committed, &outcome, 4);
    let mut values = chain();
    values.pop();
    for (round, wanted) in [Some(3_u64), Some(4), None].into_iter().enumerate() {
        let asked = request(&course, ReplKind::Object, "deregistered");
        let team = course.teams().next().unwrap().clone();
        ask(&mut course, round as u64 * 10, asked);
        let ok = course
            .approve(round as u64 * 10, values.pop().unwrap(), None, None, SALT)
            .unwrap();
        assert_eq!(ok.pos, wanted);
        assert_eq!(ok.new, wanted.map(|p| order[p as usize].to_string()));
        if wanted.is_some() {
            // Nobody is recused: the team moves on as it is.
            let members: Vec<InspectorId> = team.members.iter().map(|m| m.0.clone()).collect();
            assert_eq!(ok.team, members);
        }
        course.take(0, &Leaf::ReplOk(ok), "");
    }
    assert_eq!(course.counts().replaced, 3);
    assert_eq!(course.teams().count(), 2);
    assert_eq!(course.duties().len(), 3);
}

#[test]
fn an_absent_inspector_is_drawn_no_more_a_recused_one_only_not_here() {
    for (why, barred) in [("leave", true), ("recusal", false)] {
        let committed = committed(Mode::Sealed, 3);
        let outcome = outcome(&committed);
        let mut course = Course::new(&committed, &outcome, 4);
        let asked = request(&course, ReplKind::Inspector, why);
        let (obj, who) = (asked.obj.clone(), asked.who.clone().unwrap());
        let mate = course.teams().next().unwrap().members[1].0.clone();
        ask(&mut course, 30, asked);
        let ok = course.approve(30, chain()[2], None, None, SALT).unwrap();
        // Of three inspectors only one is neither the one who leaves nor the one who stays.
        let third = ["I0", "I1", "I2"].map(InspectorId::from);
        let third = third.iter().find(|i| **i != who && **i != mate).unwrap();
        assert_eq!(ok.new.as_deref(), Some(third.as_str()));
        course.take(31, &Leaf::ReplOk(ok), "");
        assert_eq!(course.barred.contains(&who), barred);
        assert_eq!(course.recused.contains(&(who, obj)), !barred);
    }
}

#[test]
fn nobody_left_is_said_and_the_seat_waits_for_people() {
    let committed = committed(Mode::Sealed, 2);
    let outcome = outcome(&committed);
    let mut course = Course::new(&committed, &outcome, 4);
    let asked = request(&course, ReplKind::Inspector, "leave");
    ask(&mut course, 30, asked);
    let ok = course.approve(30, chain()[2], None, None, SALT).unwrap();
    assert_eq!((ok.new, ok.team), (None, vec![]));
}

#[test]
fn every_answer_releases_the_next_value_and_none_twice() {
    let committed = committed(Mode::Sealed, 5);
    let outcome = outcome(&committed);
    let mut course = Course::new(&committed, &outcome, 4);
    let asked = request(&course, ReplKind::Inspector, "leave");
    ask(&mut course, 30, asked);
    let no = |otp| ReplNoLeaf {
        commit: 4,
        req: 30,
        otp,
        why: "not_proved".into(),
    };
    assert_eq!(place(course.check_refusal(&no(chain()[1]))), "otp");
    assert_eq!(place(course.approve(30, chain()[3], None, None, SALT)), "otp");
    assert_eq!(place(course.approve(29, chain()[2], None, None, SALT)), "req");
    course.check_refusal(&no(chain()[2])).unwrap();
    course.take(31, &Leaf::ReplNo(no(chain()[2])), "");
    assert_eq!(course.counts().refused, 1);
    // The refused request cannot be answered again; a new one needs the value before.
    assert_eq!(place(course.approve(30, chain()[1], None, None, SALT)), "req");
    let asked = request(&course, ReplKind::Inspector, "leave");
    ask(&mut course, 32, asked);
    assert_eq!(place(course.approve(32, chain()[2], None, None, SALT)), "otp");
    course.approve(32, chain()[1], None, None, SALT).unwrap();
}

#[test]
fn with_the_secret_public_a_replacement_needs_fresh_entropy() {
    let committed = committed(Mode::Open, 5);
    let outcome = outcome(&committed);
    let mut course = Course::new(&committed, &outcome, 4);
    let mut asked = request(&course, ReplKind::Inspector, "leave");
    assert_eq!(place(course.check_request(&asked)), "wit");
    asked.wit = Some(witness_commitment(&witness(8)));
    ask(&mut course, 30, asked);
    assert_eq!(place(course.approve(30, chain()[2], None, None, SALT)), "e");
    let strange = Some(Digest([7; 32]));
    assert_eq!(place(course.approve(30, chain()[2], strange, None, SALT)), "e");
    course
        .approve(30, chain()[2], Some(Digest([8; 32])), None, SALT)
        .unwrap();
}

#[test]
fn the_choice_depends_on_the_approver_and_on_the_request() {
    let committed = committed(Mode::Sealed, 40);
    let outcome = outcome(&committed);
    let mut seen = BTreeSet::new();
    for evidence in 0..30 {
        let mut course = Course::new(&committed, &outcome, 4);
        let mut asked = request(&course, ReplKind::Inspector, "leave");
        asked.evidence = Digest([evidence; 32]);
        ask(&mut course, 30, asked);
        seen.insert(course.approve(30, chain()[2], None, None, SALT).unwrap().new);
    }
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn acts_by_hand_need_two_people_and_stay_legal() {
    let committed = committed(Mode::Sealed, 6);
    let outcome = outcome(&committed);
    let mut course = Course::new(&committed, &outcome, 4);
    let teams: Vec<Team> = course.teams().cloned().collect();
    let (a, b) = (&teams[0], &teams[1]);
    let who = |t: &Team, q: usize| t.members[q].0.clone();
    let seat = |t: &Team, seat: u64, who: InspectorId| HandSeat {
        obj: t.object.clone(),
        seat,
        who,
    };
    let manual = |by: [&str; 2], seats| ManualLeaf {
        commit: 4,
        why: "illness".into(),
        evidence: Digest([1; 32]),
        by: by.map(str::to_owned),
        seats,
        salt: SALT.into(),
    };
    // Six inspectors, six seats, one each: any swap between teams is legal.
    let swap = vec![seat(a, 0, who(b, 0)), seat(b, 0, who(a, 0))];
    assert_eq!(
        place(course.check_manual(&manual(["x", "x"], swap.clone()))),
        "by"
    );
    let twice = vec![seat(a, 0, who(a, 1))];
    assert_eq!(place(course.check_manual(&manual(["x", "y"], twice))), "seats");
    let three = vec![swap[0].clone(), swap[1].clone(), seat(&teams[2], 0, who(a, 0))];
    assert_eq!(place(course.check_manual(&manual(["x", "y"], three))), "seats");
    let leaf = manual(["x", "y"], swap);
    course.check_manual(&leaf).unwrap();
    course.take(50, &Leaf::Manual(leaf), "");
    let now: Vec<Team> = course.teams().cloned().collect();
    assert_eq!((who(&now[0], 0), who(&now[1], 0)), (who(b, 0), who(a, 0)));
    assert_eq!(course.counts().manual, 1);
}

#[test]
fn after_a_withdrawal_nothing_follows() {
    let committed = committed(Mode::Open, 5);
    let outcome = outcome(&committed);
    let mut course = Course::new(&committed, &outcome, 4);
    let void = void::withdrawal(4, "wrong_roster");
    let Leaf::Void(leaf) = &void else { panic!() };
    course.check_void(leaf).unwrap();
    course.take(40, &void, "");
    assert_eq!(place(course.check_void(leaf)), "t");
    assert_eq!(
        place(course.check_request(&request(&course, ReplKind::Object, "x"))),
        "t"
    );
}

#[test]
fn a_draw_past_its_deadline_is_void_exactly_when_something_is_missing() {
    use void::{NotVoid, Overdue, Reason, leaves, overdue};
    let committed = committed(Mode::Open, 5);
    let at = |seconds: i64| Timestamp(seconds * 1000);
    assert_eq!(overdue(&committed.leaf, &[], false, at(1_000)), None);
    assert_eq!(
        overdue(&committed.leaf, &[1], false, at(1_001)),
        Some(Overdue::WitnessMissing(vec![0]))
    );
    assert_eq!(overdue(&committed.leaf, &[0, 1], false, at(1_001)), None);
    let secret = Secret::new([6; 32]);
    let write = |reveals: &[(u64, Secret)]| leaves(&committed, 4, reveals, None, &Reason::Overdue, &secret);
    assert_eq!(write(&[(0, witness(1)), (1, witness(2))]), Err(NotVoid::Complete));
    assert_eq!(write(&[(0, witness(2))]), Err(NotVoid::Strange));
    let written = write(&[(1, witness(2))]).unwrap();
    let texts: Vec<String> = written.iter().map(|l| l.text().unwrap()).collect();
    assert!(texts[0].contains("\"t\":\"wit\""));
    assert_eq!(
        texts[1],
        "{\"commit\":4,\"missing\":[0],\"t\":\"void\",\"why\":\"missing_reveal\"}"
    );
    assert!(texts[2].contains("\"t\":\"open\""));
}

#[test]
fn a_sticky_duty_is_drawn_next_time_until_its_end_is_proved() {
    let owed = |id: &str| Duty {
        obj: id.into(),
        why: "deregistered".into(),
        seq: 1,
    };
    let duties = [owed("S1"), owed("S4")];
    let mut next = plan(Mode::Open);
    let mut rows = subjects();
    rows[1].why = Some("inspected_this_year".into());
    rows[4].why = Some("closed".into());
    let salts = Secret::new([5; 32]);
    let before = freeze(&next, &rows, &[], &salts).unwrap();
    assert_eq!(duty::dodged(&next, &before, &duties), [&duties[0]]);
    duty::force(&mut next, &mut rows, &duties);
    let frozen = freeze(&next, &rows, &[], &salts).unwrap();
    assert!(duty::dodged(&next, &frozen, &duties).is_empty());
    let sticky: Vec<&str> = frozen
        .subjects
        .iter()
        .filter(|r| r.str.as_deref() == Some(duty::STICKY))
        .map(|r| r.id.as_str())
        .collect();
    assert_eq!(sticky, ["S1"]);
}
