//! Acts by hand and what a text bars: two approvals, counted as not random, and nobody asks or answers for another.

use super::super::desk::Desk;
use super::{ask, drawn, re_run, refused, seat_of};
use axum::http::StatusCode;
use domain::digest::Digest;
use domain::id::InspectorId;
use domain::regime::change::{ChangeKind, ChangeWhy};
use domain::wire::api::{
    ChainGiven, ChangeAnswer, ChangeAsk, ChangeState, DrawnView, PublicTask, SeatAsk, TaskDetail,
};

/// R20 第十三条第2款: who must recuse himself changes places with another; R01 第十六条第4款: named by hand only where no
/// redraw is possible; two people approve, and it is counted as not random.
#[tokio::test]
async fn r20_13_2_two_people_change_places_by_hand_with_two_approvals() {
    let mut desk = Desk::open().await;
    desk.account("approver2", &[domain::access::Role::Approver]);
    let task = drawn(&mut desk, "R20").await;
    let id = task.summary.id.to_string();
    let path = format!("/tasks/{id}/changes");
    let swap = two_who_may_swap(&task);
    let named = ChangeAsk {
        seats: swap.seats[..1].to_vec(),
        ..swap.clone()
    };
    assert_eq!(
        refused(&mut desk, "planner", &path, &named).await,
        "change.swap_only",
        "the text lets two change places, nobody be named"
    );
    let asked: TaskDetail = desk.post("planner", &path, &swap).await;
    assert_eq!(asked.changes[0].state, ChangeState::AwaitingApproval);
    let yes = ChangeAnswer {
        granted: true,
        words: String::new(),
        otp: None,
    };
    let answer = format!("{path}/1/answer");
    let one: TaskDetail = desk.post("approver", &answer, &yes).await;
    assert_eq!(one.changes[0].state, ChangeState::AwaitingApproval, "two of them");
    assert_eq!(
        refused(&mut desk, "approver", &answer, &yes).await,
        "change.not_approver",
        "nobody counts twice"
    );
    let done: TaskDetail = desk.post("approver2", &answer, &yes).await;
    assert_eq!(done.changes[0].state, ChangeState::Done);
    for seat in &swap.seats {
        let at = usize::try_from(seat.seat).unwrap();
        assert_eq!(seat_of(&done, &seat.inspection, at), seat.who);
    }
    re_run(&mut desk, &id).await;
    let public: Vec<PublicTask> = desk.get("", "/public/tasks").await;
    assert_eq!((public[0].changes.replaced, public[0].changes.manual), (0, 1));
}

/// Two drawn inspections whose first officers may sit in each other's place.
fn two_who_may_swap(task: &TaskDetail) -> ChangeAsk {
    let teams: Vec<_> = task.drawn.iter().collect();
    for (n, a) in teams.iter().enumerate() {
        for b in &teams[n + 1..] {
            let (x, y) = (&a.team[0].0, &b.team[0].0);
            let shared = a.team.iter().any(|m| &m.0 == y) || b.team.iter().any(|m| &m.0 == x);
            if shared {
                continue;
            }
            let seat = |row: &&DrawnView, who: &InspectorId| SeatAsk {
                inspection: row.inspection.clone(),
                seat: 0,
                who: who.clone(),
            };
            return ChangeAsk {
                seats: vec![seat(a, y), seat(b, x)],
                ..ask(ChangeKind::Hand, &a.inspection, ChangeWhy::Recusal)
            };
        }
    }
    panic!("no two teams without a common officer");
}

/// R05 第七条 wants a redraw: nobody is named; and only who plans may ask, only who was named may answer.
#[tokio::test]
async fn what_a_text_wants_drawn_again_is_not_named_and_nobody_else_asks_or_answers() {
    let mut desk = Desk::open().await;
    let task = drawn(&mut desk, "R05").await;
    let id = task.summary.id.to_string();
    let first = task.drawn[0].inspection.clone();
    let path = format!("/tasks/{id}/changes");
    let hand = ask(ChangeKind::Hand, &first, ChangeWhy::Absent);
    assert_eq!(refused(&mut desk, "planner", &path, &hand).await, "change.barred");
    let absent = ask(ChangeKind::Inspector, &first, ChangeWhy::Absent);
    for user in ["approver", "reviewer", "administrator", "supervisor"] {
        let got = desk.ask(user, "POST", &path, &absent).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{user}");
    }
    let record = ask(ChangeKind::Subject, &first, ChangeWhy::NotInspectable);
    assert_eq!(
        refused(&mut desk, "planner", &path, &record).await,
        "change.no_record",
        "a subject is not inspectable when a sealed record says so"
    );
    let mute = ChangeAsk {
        words: " ".to_owned(),
        ..absent.clone()
    };
    assert_eq!(refused(&mut desk, "planner", &path, &mute).await, "change.words");
    let nobody = ChangeAsk {
        seat: Some(9),
        ..absent
    };
    assert_eq!(refused(&mut desk, "planner", &path, &nobody).await, "change.seat");
    let chain = ChainGiven {
        end: Digest([3; 32]).to_string(),
        n: 4,
    };
    desk.account("approver2", &[domain::access::Role::Approver]);
    let path = format!("/tasks/{id}/chain");
    assert_eq!(
        refused(&mut desk, "approver2", &path, &chain).await,
        "change.not_approver"
    );
    assert_eq!(
        refused(&mut desk, "approver", &path, &chain).await,
        "task.state",
        "another chain after the draw is nobody's"
    );
}
