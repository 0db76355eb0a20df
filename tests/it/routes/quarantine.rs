//! Quarantine judged: accepted uploads enter the record as of now, rejected ones stay, nothing is deleted.

use super::desk::Desk;
use super::field::team;
use super::tablet::Tablet;
use axum::http::StatusCode;
use domain::id::{InspectionId, InspectorId};
use domain::inspection::edit::{Edit, TextField};
use domain::wire::api::{
    DeviceRow, InspectionDetail, QuarantineDetail, QuarantineJudge, QuarantineRow, RosterPage,
};

fn remark(tablet: &mut Tablet, id: &InspectionId, text: &str) {
    let text = text.to_owned();
    let target = TextField::Remarks;
    tablet.edit(id, &Edit::SetText { target, text });
}

async fn revoke(desk: &mut Desk, tablet: &Tablet) {
    let path = format!("/devices/{}/revoke", tablet.enrolment.device);
    let _: DeviceRow = desk.post("administrator", &path, &()).await;
}

fn judge(accept: bool, reason: &str) -> QuarantineJudge {
    QuarantineJudge {
        accept,
        reason: reason.to_owned(),
    }
}

/// Fault table row 60: a revoked tablet comes back with evidence; a person decides, then nothing is missing.
#[tokio::test]
async fn a_revoked_tablets_work_enters_the_record_once_a_supervisor_accepts_it() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    remark(&mut tablets[0], &id, "停用前写下");
    revoke(&mut desk, &tablets[0]).await;
    tablets[0].post(&desk, &tablets[0].upload()).await;
    tablets[0].post(&desk, &tablets[0].upload()).await;
    let rows: Vec<QuarantineRow> = desk
        .get("supervisor", &format!("/quarantine?inspection={id}"))
        .await;
    let [row] = rows.as_slice() else {
        panic!("the same bytes are kept once: {rows:?}")
    };
    assert!(row.judgement.is_none() && !row.subject_name.is_empty());
    let path = format!("/quarantine/{}", row.id);
    let detail: QuarantineDetail = desk.get("supervisor", &path).await;
    assert_eq!((detail.changes, detail.hindrance), (1, None));
    let judgement = format!("{path}/judgement");
    let got = desk
        .ask("supervisor", "POST", &judgement, &judge(true, "  "))
        .await;
    assert_eq!(got.code(), "quarantine.reason_missing");
    let _: QuarantineDetail = desk.post("supervisor", &judgement, &judge(false, "先核实")).await;
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!((detail.view.remarks.as_str(), detail.quarantined), ("", 0));
    // Verified with the officer: the rejection is overturned, both judgements stay.
    let judged: QuarantineDetail = desk
        .post("supervisor", &judgement, &judge(true, "已向本人核实"))
        .await;
    let verdicts: Vec<bool> = judged.history.iter().map(|j| j.accepted).collect();
    assert_eq!(verdicts, [false, true]);
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!(detail.view.remarks, "停用前写下");
    let again = desk
        .ask("supervisor", "POST", &judgement, &judge(true, "再次"))
        .await;
    assert_eq!(
        (again.status, again.code().as_str()),
        (StatusCode::CONFLICT, "quarantine.judged")
    );
    tablets[1].sync(&desk).await;
    assert_eq!(tablets[1].held[&id].doc.view().remarks, "停用前写下");
}

#[tokio::test]
async fn what_a_stranger_wrote_cannot_be_accepted_by_anybody() {
    let mut desk = Desk::open().await;
    let (task, mut tablets, id) = team(&mut desk).await;
    let page: RosterPage = desk.get("planner", "/rosters/inspectors").await;
    let in_a_team = |i: &InspectorId| task.drawn.iter().any(|d| d.team.iter().any(|(m, _, _)| m == i));
    let other = page.inspectors.iter().find(|i| !in_a_team(&i.id)).unwrap();
    let mut stranger = Tablet::enrol(&mut desk, &other.id, 9).await;
    remark(&mut tablets[0], &id, "冒用");
    let mut upload = tablets[0].upload();
    upload.device = stranger.enrolment.device.clone();
    stranger.post(&desk, &upload).await;
    let rows: Vec<QuarantineRow> = desk.get("supervisor", "/quarantine").await;
    let path = format!("/quarantine/{}", rows[0].id);
    let detail: QuarantineDetail = desk.get("supervisor", &path).await;
    assert_eq!(detail.hindrance.as_deref(), Some("admit.foreign_author"));
    let got = desk
        .ask(
            "supervisor",
            "POST",
            &format!("{path}/judgement"),
            &judge(true, "放行"),
        )
        .await;
    let body: domain::wire::code::ErrorBody = got.json();
    assert_eq!(
        (body.code.as_str(), body.problems[0].code.as_str()),
        ("quarantine.not_admissible", "admit.foreign_author")
    );
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    assert_eq!((detail.view.remarks.as_str(), detail.quarantined), ("", 1));
    for nonsense in ["99999", "abc"] {
        let got = desk
            .raw(
                "supervisor",
                "GET",
                &format!("/quarantine/{nonsense}"),
                Vec::new(),
            )
            .await;
        assert_eq!(got.code(), "quarantine.unknown");
    }
    // The stranger's own work goes on.
    stranger.sync(&desk).await;
}
