//! Draws: refused while incomplete, committed once, opened once, verifiable by anybody, resumable after a crash.

use super::desk::{Desk, input, key_of};
use axum::http::StatusCode;
use domain::draw::verify::{Verdict, verify};
use domain::wire::api::{
    InspectionRow, PoolPreview, PublicTask, TaskDetail, TaskState, WitnessCommitment, WitnessKey,
};
use domain::wire::code::ErrorBody;

#[tokio::test]
async fn a_plan_without_the_inputs_the_source_lost_is_refused_with_each_named() {
    let mut desk = Desk::open().await;
    let draft = desk.draft("R27", "工贸安全", &[]).await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let id = task.summary.id;
    let pool: PoolPreview = desk.get("planner", &format!("/tasks/{id}/pool")).await;
    let got = desk
        .ask("planner", "POST", &format!("/tasks/{id}/commit"), &())
        .await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "plan.incomplete")
    );
    for problems in [pool.problems, got.json::<ErrorBody>().problems] {
        // 第16条 lost the unit of its "5"; nothing in the text names a team size.
        for input in ["inputs.ratio_unit", "inputs.team_size"] {
            assert!(
                problems
                    .iter()
                    .any(|p| p.code == "plan.input.missing" && p.path == input),
                "{input}"
            );
        }
    }
    let after: TaskDetail = desk.get("planner", &format!("/tasks/{id}")).await;
    assert_eq!(after.summary.state, TaskState::Draft);
}

#[tokio::test]
async fn the_pool_shows_who_is_left_out_and_who_entered_what() {
    let mut desk = Desk::open().await;
    let draft = desk.small_draft().await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    assert_eq!(task.draft.inputs["team_size"].by, "演示 planner");
    let pool: PoolPreview = desk
        .get("supervisor", &format!("/tasks/{}/pool", task.summary.id))
        .await;
    let [stratum] = pool.strata.as_slice() else {
        panic!("one stratum")
    };
    // 不低于5%: ceil(n·5/100) by hand.
    assert_eq!(stratum.sample, (stratum.pool * 5).div_ceil(100));
    assert_eq!(stratum.pool + pool.excluded_subjects.len() as u64, 195);
    assert_eq!(pool.inspectors + pool.excluded_inspectors.len() as u64, 24);
    assert!(
        pool.excluded_subjects
            .iter()
            .any(|e| e.code == "subject.status.closed")
    );
    assert!(pool.excluded_inspectors.iter().any(|e| e.code == "plan.filter"));
    assert_eq!(pool.seats.len(), 2);
}

#[tokio::test]
async fn a_whole_draw_with_two_witnesses_verifies_and_is_opened_once() {
    let mut desk = Desk::open().await;
    let drawn = desk.drawn().await;
    assert_eq!(drawn.summary.state, TaskState::Drawn);
    let id = drawn.summary.id.to_string();
    let again: TaskDetail = desk.post("planner", &format!("/tasks/{id}/open"), &()).await;
    assert_eq!(again.drawn, drawn.drawn);
    let path = format!("/public/tasks/{id}/transcript");
    let transcript = desk.raw("", "GET", &path, Vec::new()).await.body;
    let Verdict::Ok(facts) = verify(&transcript) else {
        panic!("{:?}", verify(&transcript))
    };
    assert_eq!(
        (facts.drawn, facts.witnesses, facts.cosigned.len()),
        (drawn.drawn.len() as u64, 2, 2)
    );
    assert_eq!(facts.commitment.to_string(), drawn.commitment.unwrap());
    assert!(facts.labels.contains(&"demo".to_owned()));
    let mut forged = transcript.clone();
    // A leaf stands in the file as a JSON string, its quotes escaped.
    let place = forged.windows(7).position(|w| w == br#"pos\":0"#).unwrap();
    forged[place + 6] = b'1';
    assert!(matches!(verify(&forged), Verdict::Differs(_)));
    for user in ["witness", "witness2"] {
        desk.hand_over(user, &id).await;
    }
    let after = desk.raw("", "GET", &path, Vec::new()).await.body;
    assert!(
        matches!(verify(&after), Verdict::Ok(_)),
        "cosigned again: {:?}",
        verify(&after)
    );
    let rows: Vec<InspectionRow> = desk.get("reviewer", "/inspections").await;
    assert_eq!(rows.len(), drawn.drawn.len());
    let public: Vec<PublicTask> = desk.get("", "/public/tasks").await;
    assert_eq!(public[0].inputs.len(), 2);
    assert!(
        public[0]
            .inputs
            .iter()
            .all(|(_, _, by, _, _)| by == "演示 planner")
    );
    // The unit of the "5" is what the source lost; the team size it leaves to the plan.
    assert!(public[0].inputs.iter().any(|(_, _, _, _, gap)| *gap));
}

/// One press of a button, or one act of a witness.
async fn press(desk: &mut Desk, id: &str, step: usize) {
    match step {
        0 => drop(
            desk.post::<_, TaskDetail>("planner", &format!("/tasks/{id}/commit"), &())
                .await,
        ),
        1 => drop(desk.lock("witness", id).await),
        2 => drop(desk.lock("witness2", id).await),
        3 => drop(desk.hand_over("witness", id).await),
        4 => drop(desk.hand_over("witness2", id).await),
        _ => drop(
            desk.post::<_, TaskDetail>("planner", &format!("/tasks/{id}/open"), &())
                .await,
        ),
    }
}

/// F55: the server dies between any two steps, its last answer is lost, and every button is pressed again.
#[tokio::test]
async fn a_crash_after_any_step_goes_on_to_a_draw_that_verifies() {
    for stop_after in 0..5 {
        let mut desk = Desk::open().await;
        let draft = desk.small_draft().await;
        let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
        let id = task.summary.id.to_string();
        desk.witness_keys().await;
        for step in 0..=5 {
            press(&mut desk, &id, step).await;
            if step == stop_after {
                desk = desk.restart();
                press(&mut desk, &id, step).await;
                press(&mut desk, &id, 0).await;
            }
        }
        let bytes = desk
            .raw("", "GET", &format!("/public/tasks/{id}/transcript"), Vec::new())
            .await
            .body;
        assert!(
            matches!(verify(&bytes), Verdict::Ok(_)),
            "stopped after {stop_after}: {:?}",
            verify(&bytes)
        );
        let commitments = desk.app.store.read_now(move |v| v.leaves_of("commit", &id));
        assert_eq!(commitments.unwrap().len(), 1, "stopped after {stop_after}");
    }
}

#[tokio::test]
async fn two_draws_side_by_side_each_verify_whatever_the_order_of_the_witnesses() {
    let mut desk = Desk::open().await;
    desk.witness_keys().await;
    let mut ids = Vec::new();
    for area in ["工贸安全", "消防"] {
        let inputs = [("ratio_unit", "percent"), ("team_size", "2")];
        let mut draft = desk.draft("R27", area, &inputs).await;
        draft.title = format!("演示 {area}");
        let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
        let id = task.summary.id.to_string();
        let _: TaskDetail = desk.post("planner", &format!("/tasks/{id}/commit"), &()).await;
        desk.lock("witness", &id).await;
        desk.lock("witness2", &id).await;
        ids.push(id);
    }
    for (user, order) in [("witness", [0, 1]), ("witness2", [1, 0])] {
        for i in order {
            desk.hand_over(user, &ids[i]).await;
        }
    }
    for id in &ids {
        let _: TaskDetail = desk.post("planner", &format!("/tasks/{id}/open"), &()).await;
        let bytes = desk
            .raw("", "GET", &format!("/public/tasks/{id}/transcript"), Vec::new())
            .await
            .body;
        assert!(matches!(verify(&bytes), Verdict::Ok(_)), "{:?}", verify(&bytes));
    }
}

#[tokio::test]
async fn witnesses_are_held_to_their_commitment_their_key_and_the_deadline() {
    let mut desk = Desk::open().await;
    let draft = desk.small_draft().await;
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let id = task.summary.id.to_string();
    let (lock, show) = (
        format!("/witness/tasks/{id}/commitment"),
        format!("/witness/tasks/{id}/reveal"),
    );
    let commitment = |byte: &str| WitnessCommitment {
        commitment: byte.repeat(32),
    };
    assert_eq!(
        desk.ask("witness", "POST", &lock, &commitment("ab")).await.code(),
        "witness.no_key"
    );
    desk.witness_keys().await;
    assert_eq!(
        desk.ask("witness", "POST", &lock, &commitment("ab")).await.code(),
        "task.state"
    );
    let _: TaskDetail = desk.post("planner", &format!("/tasks/{id}/commit"), &()).await;
    desk.lock("witness", &id).await;
    desk.lock("witness", &id).await;
    assert_eq!(
        desk.ask("witness", "POST", &lock, &commitment("ab")).await.code(),
        "witness.commitment"
    );
    let other = WitnessKey {
        public: key_of("witness2").public,
    };
    assert_eq!(
        desk.ask("witness", "POST", "/witness/key", &other).await.code(),
        "witness.key_taken"
    );
    desk.account("stranger", &[domain::access::Role::Witness]);
    assert_eq!(
        desk.ask("stranger", "POST", &lock, &commitment("ab"))
            .await
            .code(),
        "witness.not_of_task"
    );
    desk.lock("witness2", &id).await;
    let open = format!("/tasks/{id}/open");
    assert_eq!(
        desk.ask("planner", "POST", &open, &()).await.code(),
        "draw.waiting_for_witnesses"
    );
    let mut right = desk.reveal_of("witness", &id).await;
    right.entropy = "00".repeat(32);
    assert_eq!(
        desk.ask("witness", "POST", &show, &right).await.code(),
        "witness.reveal"
    );
    let others = desk.reveal_of("witness2", &id).await;
    assert_eq!(
        desk.ask("witness", "POST", &show, &others).await.code(),
        "witness.cosignature"
    );
    let late = desk.reveal_of("witness2", &id).await;
    desk.pass(3_600_001);
    assert_eq!(
        desk.ask("witness2", "POST", &show, &late).await.code(),
        "draw.past_deadline"
    );
}

#[tokio::test]
async fn too_few_inspectors_are_explained_and_the_plan_can_be_changed() {
    let mut desk = Desk::open().await;
    let mut draft = desk
        .draft("R27", "矿山", &[("ratio_unit", "percent"), ("team_size", "5")])
        .await;
    draft.witnesses.clear();
    let task: TaskDetail = desk.post("planner", "/tasks", &draft).await;
    let path = format!("/tasks/{}", task.summary.id);
    let stuck: TaskDetail = desk.post("planner", &format!("{path}/commit"), &()).await;
    assert_eq!(stuck.summary.state, TaskState::Infeasible);
    // Four inspectors of that field, teams of five.
    let has = |code: &str| stuck.infeasible.iter().any(|p| p.code == code);
    assert!(
        has("draw.infeasible.seats") && has("draw.infeasible.excluded") && has("draw.infeasible.change.add")
    );
    draft.inputs.insert("team_size".into(), input("2"));
    let got = desk.ask("planner", "PUT", &path, &draft).await;
    assert_eq!(got.json::<TaskDetail>().summary.state, TaskState::Draft);
    let _: TaskDetail = desk.post("planner", &format!("{path}/commit"), &()).await;
    let drawn: TaskDetail = desk.post("planner", &format!("{path}/open"), &()).await;
    assert_eq!(drawn.summary.state, TaskState::Drawn);
    assert_eq!(
        desk.ask("planner", "PUT", &path, &draft).await.code(),
        "task.state"
    );
}
