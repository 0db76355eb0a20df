//! Changes to a drawn result: the next of the order, a seat drawn again, two people who change places; every one in
//! the log, re-run by two verifiers, proven on the tablet.

mod hand;

use super::desk::{Desk, witness_key};
use super::directed::filled;
use super::tablet::Tablet;
use domain::digest::{Digest, Secret};
use domain::draw::chain;
use domain::draw::plan::ChainEnd;
use domain::draw::verify::{Verdict, verify};
use domain::draw::witness_commitment;
use domain::id::{InspectionId, InspectorId, UserId};
use domain::log::{Note, Policy, note, proof};
use domain::regime::change::{ChangeKind, ChangeWhy};
use domain::wire::api::{
    ChainGiven, ChangeAnswer, ChangeAsk, ChangeState, PoolPreview, PublicTask, TaskDetail, WitnessCommitment,
    WitnessCosignature, WitnessEntropy, WitnessLog, WitnessTask,
};
use domain::wire::sync::Verdict as Taken;
use std::path::Path;
use std::process::Command;

/// What the approver's browser keeps.
fn root() -> Secret {
    Secret::new([77; 32])
}

/// A drawn task of a regime that names who approves its changes.
async fn drawn(desk: &mut Desk, regime: &str) -> TaskDetail {
    let mut draft = filled(desk, regime, &[("team_size", "2")]).await;
    draft.approver = Some(UserId::from("approver"));
    draft
        .filter
        .insert("监管领域".to_owned(), vec!["工贸安全".to_owned()]);
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let id = task.summary.id.to_string();
    desk.witness_keys().await;
    let whole = chain::end(&root(), 8);
    let given = ChainGiven {
        end: whole.end.to_string(),
        n: whole.n,
    };
    if !task.approver.is_empty() {
        let _: TaskDetail = desk.post("approver", &format!("/tasks/{id}/approval"), &()).await;
    }
    let _: TaskDetail = desk.post("planner", &format!("/tasks/{id}/commit"), &()).await;
    for user in ["witness", "witness2"] {
        desk.lock(user, &id).await;
    }
    let waiting: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    assert_eq!(
        waiting.commitment, None,
        "nothing is committed before the chain is there"
    );
    let given: TaskDetail = desk.post("approver", &format!("/tasks/{id}/chain"), &given).await;
    assert!(given.commitment.is_some(), "{:?}", given.infeasible);
    for user in ["witness", "witness2"] {
        desk.hand_over(user, &id).await;
    }
    let task: TaskDetail = desk.post("planner", &format!("/tasks/{id}/open"), &()).await;
    for user in ["witness", "witness2"] {
        desk.hand_over(user, &id).await;
    }
    task
}

fn ask(kind: ChangeKind, inspection: &InspectionId, why: ChangeWhy) -> ChangeAsk {
    ChangeAsk {
        kind,
        inspection: inspection.clone(),
        seat: (kind == ChangeKind::Inspector).then_some(0),
        seats: Vec::new(),
        why,
        words: "演示：事由".to_owned(),
    }
}

fn entropy(no: u32) -> Secret {
    Secret::new([u8::try_from(no).unwrap() + 40; 32])
}

/// What a witness's browser does with a request: locks entropy, checks the log that holds it, cosigns.
async fn witnessed(desk: &mut Desk, task: &str, no: u32) {
    let path = format!("/witness/tasks/{task}/changes/{no}");
    let commitment = witness_commitment(&entropy(no)).to_string();
    let seen: WitnessTask = desk
        .post(
            "witness",
            &format!("{path}/commitment"),
            &WitnessCommitment { commitment },
        )
        .await;
    let change = seen.changes.iter().find(|c| c.no == no).unwrap();
    assert_eq!(change.state, ChangeState::AwaitingCosignature);
    let log: WitnessLog = desk.get("witness", "/witness/log").await;
    let policy = Policy {
        quorum: 0,
        ..Policy::parse(&log.policy).unwrap()
    };
    let (leaf, text) = (change.leaf.as_ref().unwrap(), change.tlog_proof.as_ref().unwrap());
    proof::verify(leaf.as_bytes(), text, &policy).unwrap();
    let (_, _, checkpoint) = proof::parse(text).unwrap();
    let note = Note::parse(checkpoint).unwrap();
    let cosignature = note::cosign(&note.text, &log.name, &witness_key("witness"), 1_795_140_000);
    let _: WitnessTask = desk
        .post(
            "witness",
            &format!("{path}/cosignature"),
            &WitnessCosignature { cosignature },
        )
        .await;
}

async fn handed_over(desk: &mut Desk, task: &str, no: u32) -> WitnessTask {
    let path = format!("/witness/tasks/{task}/changes/{no}/entropy");
    let entropy = entropy(no).reveal();
    desk.post("witness", &path, &WitnessEntropy { entropy }).await
}

/// The approver's answer, with the value that is next by the task as he sees it.
async fn answer_of(desk: &mut Desk, task: &str, granted: bool) -> ChangeAnswer {
    let seen: TaskDetail = desk.get("approver", &format!("/tasks/{task}")).await;
    let last = seen.change_approver.unwrap().chain.unwrap();
    let last = ChainEnd {
        end: last.end.parse().unwrap(),
        n: last.n,
    };
    ChangeAnswer {
        granted,
        words: "演示：意见".to_owned(),
        otp: chain::next(&root(), last).map(|otp| otp.to_string()),
    }
}

async fn answered(desk: &mut Desk, task: &str, no: u32, granted: bool) -> TaskDetail {
    let answer = answer_of(desk, task, granted).await;
    desk.post("approver", &format!("/tasks/{task}/changes/{no}/answer"), &answer)
        .await
}

/// The transcript as anybody gets it, re-run by our verifier and by the one that shares no code with it.
async fn re_run(desk: &mut Desk, task: &str) -> String {
    let path = format!("/public/tasks/{task}/transcript");
    let transcript = desk.raw("", "GET", &path, Vec::new()).await.body;
    let Verdict::Ok(_) = verify(&transcript) else {
        panic!("{:?}", verify(&transcript))
    };
    let file = desk.data().join("transcript.json");
    std::fs::write(&file, &transcript).unwrap();
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("verifier/draw.py");
    let python = Command::new("python3").arg(verifier).arg(&file).output().unwrap();
    let said = String::from_utf8_lossy(&python.stdout).into_owned();
    assert!(python.status.success(), "{said}");
    let report = desk.audited();
    assert!(report.differences.is_empty(), "{report:?}");
    said
}

/// A change by chance from request to effect, with every answer on its way.
pub(super) async fn one_by_chance(desk: &mut Desk) {
    let task = drawn(desk, "R05").await;
    let id = task.summary.id.to_string();
    let first = task.drawn[0].inspection.clone();
    let absent = ask(ChangeKind::Inspector, &first, ChangeWhy::Absent);
    let _: TaskDetail = desk
        .post("planner", &format!("/tasks/{id}/changes"), &absent)
        .await;
    witnessed(desk, &id, 1).await;
    answered(desk, &id, 1, true).await;
    handed_over(desk, &id, 1).await;
}

fn seat_of(task: &TaskDetail, inspection: &InspectionId, seat: usize) -> InspectorId {
    let row = task.drawn.iter().find(|d| d.inspection == *inspection).unwrap();
    row.team[seat].0.clone()
}

async fn refused(desk: &mut Desk, user: &str, path: &str, body: &impl serde::Serialize) -> String {
    let got = desk.ask(user, "POST", path, body).await;
    assert!(!got.status.is_success(), "{path}");
    let body: domain::wire::code::ErrorBody = got.json();
    let problem = body.problems.first();
    problem.map_or(body.code, |p| p.code.clone())
}

/// R05 第七条: an inspector who cannot come is drawn again; draw protocol §2.11: with a value only the approver held.
#[tokio::test]
async fn r05_7_an_inspector_is_replaced_by_chance_and_the_tablet_proves_it() {
    let mut desk = Desk::open().await;
    let task = drawn(&mut desk, "R05").await;
    let id = task.summary.id.to_string();
    let first = task.drawn[0].inspection.clone();
    let before = seat_of(&task, &first, 0);
    let mut old = Tablet::enrol(&mut desk, &before, 1).await;
    old.sync(&desk).await;
    assert!(old.held.contains_key(&first));

    let absent = ask(ChangeKind::Inspector, &first, ChangeWhy::Absent);
    let asked: TaskDetail = desk
        .post("planner", &format!("/tasks/{id}/changes"), &absent)
        .await;
    assert_eq!(asked.changes[0].state, ChangeState::AwaitingWitness);
    let early = answer_of(&mut desk, &id, true).await;
    let path = format!("/tasks/{id}/changes/1/answer");
    assert_eq!(
        refused(&mut desk, "approver", &path, &early).await,
        "change.state",
        "nobody answers before the log that holds the request is cosigned"
    );
    witnessed(&mut desk, &id, 1).await;
    let wrong = ChangeAnswer {
        otp: Some(Digest([1; 32]).to_string()),
        ..early.clone()
    };
    assert_eq!(
        refused(&mut desk, "approver", &path, &wrong).await,
        "change.unfit"
    );
    let granted = answered(&mut desk, &id, 1, true).await;
    assert_eq!(granted.changes[0].state, ChangeState::AwaitingEntropy);
    assert_eq!(
        seat_of(&granted, &first, 0),
        before,
        "not before the entropy is there"
    );
    handed_over(&mut desk, &id, 1).await;

    let after: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    let now = seat_of(&after, &first, 0);
    assert_ne!(now, before);
    assert_eq!(after.changes[0].state, ChangeState::Done);
    assert_eq!(after.changes[0].seats[0].now.as_ref().unwrap().0, now);
    assert_eq!(after.change_approver.unwrap().chain.unwrap().n, 7);
    re_run(&mut desk, &id).await;

    for user in ["witness", "witness2"] {
        desk.hand_over(user, &id).await;
    }
    let mut new = Tablet::enrol(&mut desk, &now, 2).await;
    new.sync(&desk).await;
    let package = new.held[&first].package.clone();
    let policy = Policy::parse(&new.enrolment.log_policy).unwrap();
    let proof = package.proof.as_ref().unwrap();
    assert_eq!(proof.later.len(), 2, "the request and its answer");
    proof.check(&package, &policy).unwrap();
    let mut forged = package.clone();
    forged.team[0].inspector = before.clone();
    proof.check(&forged, &policy).unwrap_err();
    let page = old.sync(&desk).await;
    let left = page.docs.iter().find(|d| d.id == first).unwrap();
    assert_eq!(
        (&left.verdict, left.changes.len()),
        (&Taken::Gone, 0),
        "who left gets nothing of it any more"
    );
    let public: Vec<PublicTask> = desk.get("", "/public/tasks").await;
    assert_eq!((public[0].changes.replaced, public[0].changes.manual), (1, 0));
}

/// R02 第十四条: a wrong subject is followed at random, which is the next of the same order; it is in the next draw.
#[tokio::test]
async fn r02_14_a_wrong_subject_is_followed_by_the_next_of_its_order_and_stays_a_duty() {
    let mut desk = Desk::open().await;
    let task = drawn(&mut desk, "R02").await;
    let id = task.summary.id.to_string();
    let wrong = task.drawn[0].clone();
    let of_stratum = task.drawn.iter().filter(|d| d.stratum == wrong.stratum).count() as u64;
    let asked = ask(ChangeKind::Subject, &wrong.inspection, ChangeWhy::WrongSubject);
    let _: TaskDetail = desk
        .post("planner", &format!("/tasks/{id}/changes"), &asked)
        .await;
    let path = format!("/tasks/{id}/changes");
    assert_eq!(
        refused(&mut desk, "planner", &path, &asked).await,
        "change.waiting",
        "one request at a time"
    );
    witnessed(&mut desk, &id, 1).await;
    answered(&mut desk, &id, 1, true).await;
    handed_over(&mut desk, &id, 1).await;
    let after: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    let (moved, _) = after.changes[0].moved_up.clone().unwrap();
    let row = after.drawn.iter().find(|d| d.inspection == moved).unwrap();
    assert_eq!(row.position, of_stratum, "the place after the last drawn one");
    assert_eq!(row.team, wrong.team, "the team moves on with its work");
    let aside = after
        .drawn
        .iter()
        .find(|d| d.inspection == wrong.inspection)
        .unwrap();
    assert!(aside.left_aside);
    assert_eq!(
        refused(&mut desk, "planner", &path, &asked).await,
        "change.left_aside"
    );
    re_run(&mut desk, &id).await;

    let mut draft = filled(&mut desk, "R02", &[]).await;
    draft
        .filter
        .insert("监管领域".to_owned(), vec!["消防".to_owned()]);
    let next: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let pool: PoolPreview = desk
        .get("planner", &format!("/tasks/{}/pool", next.summary.id))
        .await;
    let sticky = pool.strata.iter().find(|s| s.key == "sticky").unwrap();
    assert_eq!(
        (sticky.pool, sticky.sample),
        (1, 1),
        "whatever the plan's own filter says"
    );
    assert!(
        pool.excluded_subjects
            .iter()
            .all(|e| e.id != wrong.subject.to_string())
    );
}

/// Draw protocol §2.11: a refusal spends a value and is logged; there is no second chance in silence.
#[tokio::test]
async fn a_refusal_is_logged_and_spends_a_value() {
    let mut desk = Desk::open().await;
    let task = drawn(&mut desk, "R05").await;
    let id = task.summary.id.to_string();
    let first = task.drawn[0].inspection.clone();
    let absent = ask(ChangeKind::Inspector, &first, ChangeWhy::Absent);
    let _: TaskDetail = desk
        .post("planner", &format!("/tasks/{id}/changes"), &absent)
        .await;
    witnessed(&mut desk, &id, 1).await;
    let mute = ChangeAnswer {
        words: String::new(),
        ..answer_of(&mut desk, &id, false).await
    };
    let path = format!("/tasks/{id}/changes/1/answer");
    assert_eq!(refused(&mut desk, "approver", &path, &mute).await, "change.words");
    let after = answered(&mut desk, &id, 1, false).await;
    assert_eq!(after.changes[0].state, ChangeState::Refused);
    assert_eq!(after.change_approver.unwrap().chain.unwrap().n, 7);
    assert_eq!(
        seat_of(&after_get(&mut desk, &id).await, &first, 0),
        seat_of(&task, &first, 0)
    );
    re_run(&mut desk, &id).await;
    // Asked once more, it is a further request with a further value.
    let again: TaskDetail = desk
        .post("planner", &format!("/tasks/{id}/changes"), &absent)
        .await;
    assert_eq!(again.changes.len(), 2);
    witnessed(&mut desk, &id, 2).await;
    answered(&mut desk, &id, 2, true).await;
    handed_over(&mut desk, &id, 2).await;
    re_run(&mut desk, &id).await;
}

async fn after_get(desk: &mut Desk, id: &str) -> TaskDetail {
    desk.get("planner", &format!("/tasks/{id}")).await
}
