//! The audit: a day's work stands as the log says, and a row changed behind its back is named.

use super::desk::Desk;
use super::field::team;
use super::tablet::Tablet;
use domain::access::Role;
use domain::id::{InspectionId, UserId};
use domain::inspection::edit::{Edit, TextField};
use domain::review::{ReviewAct, ReviewState};
use domain::wire::api::{DeviceRow, InspectionDetail, QuarantineRow, ReviewRequest, TaskState};
use sync_server::flow::audit::audit;
use sync_server::store::{StoreError, Tx};

pub(super) async fn act(desk: &mut Desk, user: &str, id: &InspectionId, act: ReviewAct, comment: &str) {
    let ask = ReviewRequest {
        act,
        comment: comment.to_owned(),
        steps: Vec::new(),
    };
    let _: InspectionDetail = desk.post(user, &format!("/inspections/{id}/review"), &ask).await;
}

pub(super) fn remark(tablet: &mut Tablet, id: &InspectionId, text: &str) {
    tablet.edit(
        id,
        &Edit::SetText {
            target: TextField::Remarks,
            text: text.to_owned(),
        },
    );
}

/// Import, accounts, a draw, enrolment, field work, a return, an amendment, publication, a revoked tablet.
async fn day() -> (Desk, Vec<Tablet>, InspectionId) {
    let mut desk = Desk::open().await;
    desk.account("second-reviewer", &[Role::Reviewer]);
    sync_server::flow::accounts::close(&desk.app, &UserId::from("second-reviewer")).unwrap();
    let words = serde_json::json!({ "words": "一份即可" });
    desk.ask("administrator", "POST", "/single-copy", &words).await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[1], &id, "乙");
    tablets[1].sync(&desk).await;
    tablets[0].sync(&desk).await;
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    act(&mut desk, "reviewer", &id, ReviewAct::Return, "请补正备注").await;
    tablets[0].sync(&desk).await;
    let reason = "按退回意见补正".to_owned();
    tablets[0].edit(&id, &Edit::Amend { reason });
    remark(&mut tablets[0], &id, "已补正");
    tablets[0].finish(&id);
    tablets[0].sync(&desk).await;
    act(&mut desk, "reviewer", &id, ReviewAct::Approve, "").await;
    act(&mut desk, "publisher", &id, ReviewAct::Publish, "").await;
    let device = tablets[1].enrolment.device.clone();
    let _: DeviceRow = desk
        .post("administrator", &format!("/devices/{device}/revoke"), &())
        .await;
    remark(&mut tablets[1], &id, "撤销之后");
    let upload = tablets[1].upload();
    tablets[1].post(&desk, &upload).await;
    let kept: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    let judge = serde_json::json!({ "accept": false, "reason": "平板已停用" });
    let path = format!("/quarantine/{}/judgement", kept[0].id);
    desk.ask("supervisor", "POST", &path, &judge).await;
    (desk, tablets, id)
}

#[tokio::test]
async fn a_days_work_stands_as_the_log_says_also_after_a_restart() {
    let (desk, _, _) = day().await;
    let found = desk.audited();
    assert_eq!(found.differences, []);
    // 24 inspectors and 195 subjects are two rows; the rest are leaves, accounts, tasks and documents.
    assert!(found.compared > 60, "{}", found.compared);
    let again = desk.restart().audited();
    assert_eq!(again, found);
}

type Tamper = fn(&dyn Tx, &InspectionId) -> Result<(), StoreError>;

/// Each of these is a change of one table by hand, behind the log's back.
fn tampers() -> Vec<(&'static str, Tamper)> {
    vec![
        ("accounts/planner", |tx, _| {
            let mut account = tx.account(&UserId::from("planner"))?.unwrap();
            account.roles.insert(Role::Publisher);
            tx.put_account(&account)
        }),
        ("devices/", |tx, _| {
            let mut device = tx
                .devices()?
                .into_iter()
                .find(|d| d.revoked_at.is_some())
                .unwrap();
            device.revoked_at = None;
            tx.put_device(&device)
        }),
        ("rosters/subjects", |tx, _| {
            let mut subject = tx.subjects()?.remove(0);
            subject.risk = "low".into();
            tx.put_subject(&subject, "by hand", domain::time::Timestamp(0))
        }),
        ("rosters/inspectors", |tx, _| {
            let mut inspector = tx.inspectors()?.remove(0);
            inspector.name = "演示另一人".into();
            tx.put_inspector(&inspector, "by hand", domain::time::Timestamp(0))
        }),
        ("tasks/", |tx, _| {
            let mut task = tx.tasks()?.remove(0);
            task.state = TaskState::Void;
            tx.put_task(&task)
        }),
        ("tasks/", |tx, _| {
            let mut task = tx.tasks()?.remove(0);
            task.drawn.swap(0, 1);
            tx.put_task(&task)
        }),
        ("tasks/", |tx, _| {
            let task = tx.tasks()?.remove(0);
            let rows = tx.draw_file(&task.id, "rows")?.unwrap();
            tx.put_draw_file(&task.id, "rows", &rows[..rows.len() / 2])
        }),
    ]
}

/// The same in the tables of what happens in the field.
fn field_tampers() -> Vec<(&'static str, Tamper)> {
    vec![
        ("inspections/", |tx, id| {
            let mut inspection = tx.inspection(id)?.unwrap();
            inspection.review = ReviewState::Received;
            tx.put_inspection(&inspection)
        }),
        ("inspections/", |tx, id| {
            let mut inspection = tx.inspection(id)?.unwrap();
            inspection.team.remove(0);
            tx.put_inspection(&inspection)
        }),
        ("documents/", |tx, id| {
            let mut inspection = tx.inspection(id)?.unwrap();
            inspection.open_differences += 1;
            tx.put_inspection(&inspection)
        }),
        ("documents/", |tx, id| {
            let other = tx.inspections()?.into_iter().find(|i| i.id != *id).unwrap();
            let mut document = tx.document(&other.id)?.unwrap();
            document.inspection = id.clone();
            tx.put_document(&document)
        }),
        ("witness_keys", |tx, _| {
            let mut key = tx.witness_keys()?.remove(0);
            let other = tx.witness_keys()?.remove(1);
            key.public = other.public;
            tx.put_witness_key(&key)
        }),
        ("single_copy", |tx, _| tx.put_meta("single_copy", "两份")),
        ("quarantine/", |tx, _| {
            let id = tx.quarantine_ids()?[0];
            let mut judgement = tx.judgements(id)?.remove(0);
            judgement.accepted = true;
            tx.judge(id, &judgement)
        }),
    ]
}

#[tokio::test]
async fn a_row_changed_behind_the_logs_back_is_named() {
    let (desk, _, id) = day().await;
    for (n, (place, tamper)) in tampers().into_iter().chain(field_tampers()).enumerate() {
        let wanted = id.clone();
        let app = desk.app.clone();
        // The change is looked at inside a transaction that is undone.
        let outcome: Result<(), sync_server::error::Refusal> = desk.app.store.write_now(move |tx| {
            tamper(tx, &wanted)?;
            let found = audit(&app, tx)?;
            let hit = found.differences.iter().any(|d| d.place.starts_with(place));
            let told = if hit { "named" } else { "missed" };
            Err(sync_server::error::Refusal::from(sync_server::error::Code::RequestMalformed).because(told))
        });
        let told = outcome.unwrap_err().to_string();
        assert!(told.ends_with("(named)"), "change {n} of {place}: {told}");
    }
    assert_eq!(desk.audited().differences, [], "undone");
}
