//! The table of routes: method, path, whom it lets in, what it says of itself, its handler.

use super::{
    accounts, blobs, changes, events, hand_in, inspections, public, quarantine, regimes, rosters, seats,
    sync, tasks, unlock, witness,
};
use crate::auth::Need::{self, AnyOf, May, Public, Session, Tablet, TabletEvenRevoked};
use crate::state::App;
use axum::routing::{MethodRouter, delete, get, head, patch, post, put};
use domain::access::Action;
use std::collections::BTreeMap;

/// One route.
#[derive(Debug)]
pub struct Route {
    /// Method.
    pub method: &'static str,
    /// Path below [`super::PREFIX`].
    pub path: &'static str,
    /// Whom it lets in.
    pub need: Need,
    /// What it does.
    pub says: &'static str,
    /// What it answers, by type.
    pub answers: &'static str,
    /// Statuses of its own refusals, beside those that follow from whom it lets in.
    pub refuses: &'static [u16],
    /// The handler.
    pub handler: MethodRouter<App>,
}

impl Route {
    /// Statuses of what it answers when it does what was asked.
    fn done(&self) -> &'static [u16] {
        match (self.method, self.answers) {
            ("HEAD", _) | (_, "") => &[204],
            ("PATCH", _) => &[200, 204],
            _ => &[200],
        }
    }

    /// Every status it may answer, but for what any route may: too much at once, a conflict, a fault.
    pub fn statuses(&self) -> BTreeMap<u16, &'static str> {
        let lets_in: &[u16] = match self.need {
            Public => &[],
            Session => &[401],
            Tablet | TabletEvenRevoked | May(_) | AnyOf(_) => &[401, 403],
        };
        let done = self.done().iter().map(|s| (*s, self.answers));
        let refused = lets_in.iter().chain(self.refuses).map(|s| (*s, "ErrorBody"));
        done.chain(refused).collect()
    }
}

/// Every route of the interface.
pub fn table() -> Vec<Route> {
    let rows = people()
        .into_iter()
        .chain(rosters())
        .chain(draws())
        .chain(witnesses());
    let rows = rows.chain(visits()).chain(bytes()).chain(anybody());
    rows.map(|(method, path, need, says, answers, refuses, handler)| Route {
        method,
        path,
        need,
        says,
        answers,
        refuses,
        handler,
    })
    .collect()
}

type Row = (
    &'static str,
    &'static str,
    Need,
    &'static str,
    &'static str,
    &'static [u16],
    MethodRouter<App>,
);

const ADMIN: Need = May(Action::Administer);
const READ_TASK: Need = May(Action::ReadTask);
const DRAW: Need = May(Action::Draw);
const APPROVE: Need = May(Action::Approve);
const ORDER: Need = May(Action::OrderVisit);
const SETTLE: Need = May(Action::SettleOnline);
const READ_ROSTER: Need = May(Action::ReadRoster);
const EDIT_ROSTER: Need = May(Action::EditRoster);
const WITNESS: Need = May(Action::Witness);
const READ_VISIT: Need = May(Action::ReadInspection);
const PUBLISH: Need = May(Action::Publish);
/// Narrowed by the handler to the act asked for.
const ACT: Need = AnyOf(&[Action::Review, Action::Publish]);
const JUDGE: Need = May(Action::JudgeQuarantine);
const HAND_IN: Need = May(Action::HandIn);
const READ_BLOB: Need = AnyOf(&[Action::ReadInspection, Action::Sync]);

#[rustfmt::skip]
fn people() -> Vec<Row> {
    vec![
        ("POST", "/session", Public, "Log in by password", "Session", &[400, 401], post(accounts::log_in)),
        ("GET", "/session", Session, "Who is logged in", "Session", &[], get(accounts::who)),
        ("DELETE", "/session", Session, "Log out", "", &[], delete(accounts::log_out)),
        ("GET", "/witnesses", READ_TASK, "Witness accounts, for a plan", "[WitnessAccount]", &[], get(accounts::witnesses)),
        ("POST", "/enrolment-codes", ADMIN, "A one-time code for an officer's tablet", "EnrolmentCode", &[400, 404], post(accounts::issue_code)),
        ("POST", "/enrol", Public, "Enrol a tablet with its code", "Enrolment", &[400, 403], post(accounts::enrol)),
        ("GET", "/devices", ADMIN, "Enrolled tablets", "[DeviceRow]", &[], get(accounts::devices)),
        ("POST", "/devices/{id}/revoke", ADMIN, "Revoke a tablet, and other seats of it in the same step", "DeviceRow", &[400, 404], post(accounts::revoke)),
        ("POST", "/seat-key", Tablet, "Sign whose the key of this tablet's seat is", "SeatCard", &[400], post(seats::card)),
        ("POST", "/own-code", Tablet, "A code with which the officer of this tablet enrols on another one too", "EnrolmentCode", &[400], post(seats::own_code)),
        ("POST", "/unlock", Public, "A tablet whose PIN is forgotten asks for its key, signed; or how far that is", "UnlockAnswer", &[400, 404], post(unlock::ask)),
        ("GET", "/unlock-questions", ADMIN, "Tablets that ask for their key", "[UnlockRow]", &[], get(unlock::waiting)),
        ("POST", "/devices/{id}/unlock", ADMIN, "Give a locked tablet its key, or refuse, with a reason", "[UnlockRow]", &[400, 404], post(unlock::judge)),
        ("POST", "/devices/{id}/leave", ADMIN, "Grant by telephone that a tablet without a network is emptied", "LeaveAnswer", &[400, 404], post(seats::leave)),
        ("GET", "/single-copy", Session, "Whether a single copy was accepted in writing", "{words}", &[], get(sync::accepted)),
        ("POST", "/single-copy", ADMIN, "Accept in writing that there is only one copy", "", &[400], post(sync::accept)),
    ]
}

#[rustfmt::skip]
fn rosters() -> Vec<Row> {
    vec![
        ("POST", "/rosters/{kind}/import", EDIT_ROSTER, "Import a roster file (?filename=)", "RosterImport", &[404], post(rosters::import)),
        ("GET", "/rosters/imports/{id}/marked-copy", EDIT_ROSTER, "The file with its problems written in", "xlsx", &[404], get(rosters::marked_copy)),
        ("GET", "/rosters/{kind}/imports", READ_ROSTER, "When and from which files a roster was renewed, newest first", "[RosterRenewal]", &[404], get(rosters::imports)),
        ("GET", "/rosters/{kind}/template", READ_ROSTER, "An empty roster file", "xlsx", &[404], get(rosters::template)),
        ("GET", "/rosters/subjects/facets", READ_ROSTER, "Values a pool filter may use", "[Facet]", &[], get(rosters::facets)),
        ("GET", "/rosters/{kind}", READ_ROSTER, "One page of a roster (?q=&page=)", "RosterPage", &[404], get(rosters::page)),
    ]
}

#[rustfmt::skip]
fn draws() -> Vec<Row> {
    vec![
        ("GET", "/regimes", Session, "Regimes", "[RegimeSummary]", &[], get(regimes::list)),
        ("GET", "/regimes/{id}", Session, "A regime read aloud", "RegimePage", &[404], get(regimes::page)),
        ("GET", "/regimes/{id}/grounds", Session, "What a regime lets an office visit without a draw for", "Grounds", &[404], get(inspections::grounds)),
        ("GET", "/calendar", Session, "Working calendar of a year (?year=)", "CalendarPage", &[], get(regimes::calendar)),
        ("GET", "/dashboard", READ_TASK, "The first screen", "Dashboard", &[], get(regimes::dashboard)),
        ("GET", "/tasks", READ_TASK, "Tasks, newest first", "[TaskSummary]", &[], get(tasks::list)),
        ("POST", "/tasks", DRAW, "Write a plan", "TaskDetail", &[400], post(tasks::create)),
        ("GET", "/tasks/{id}", READ_TASK, "A task", "TaskDetail", &[404], get(tasks::show)),
        ("PUT", "/tasks/{id}", DRAW, "Change a plan that is not committed", "TaskDetail", &[400, 404], put(tasks::change)),
        ("GET", "/tasks/{id}/pool", READ_TASK, "Pool before the commitment", "PoolPreview", &[404], get(tasks::pool)),
        ("POST", "/tasks/{id}/approval", APPROVE, "Approve a plan before its checks", "TaskDetail", &[404], post(tasks::approve)),
        ("POST", "/tasks/{id}/commit", DRAW, "Commit; waits for the witnesses", "TaskDetail", &[404], post(tasks::commit)),
        ("POST", "/tasks/{id}/open", DRAW, "Open the draw, once", "TaskDetail", &[404], post(tasks::open)),
        ("GET", "/tasks/{id}/feeds", PUBLISH, "Files for the platforms the regime names", "[FeedView]", &[404], get(tasks::feeds)),
        ("GET", "/tasks/{id}/feeds/{feed}", PUBLISH, "One of them", "xlsx", &[404], get(tasks::feed_file)),
        ("GET", "/approvers", READ_TASK, "Accounts that may approve changes to a result, for a plan", "[ApproverAccount]", &[], get(changes::approvers)),
        ("POST", "/tasks/{id}/chain", APPROVE, "Give the end of the approver's hash chain, before the commitment", "TaskDetail", &[400, 404], post(changes::chain)),
        ("POST", "/tasks/{id}/changes", DRAW, "Ask for a change of the result", "TaskDetail", &[400, 404], post(changes::ask)),
        ("POST", "/tasks/{id}/changes/{no}/answer", APPROVE, "Approve a change or refuse it", "TaskDetail", &[400, 404], post(changes::answer)),
        ("GET", "/tasks/{id}/transcript", READ_TASK, "Transcript of an opened draw", "Transcript", &[404], get(tasks::transcript)),
    ]
}

#[rustfmt::skip]
fn witnesses() -> Vec<Row> {
    vec![
        ("GET", "/witness/tasks", WITNESS, "Tasks that name this witness (?from=size last cosigned)", "[WitnessTask]", &[], get(witness::list)),
        ("POST", "/witness/key", WITNESS, "Register this browser's key", "WitnessLog", &[400], post(witness::key)),
        ("GET", "/witness/log", WITNESS, "The log as pinned", "WitnessLog", &[], get(witness::log)),
        ("POST", "/witness/tasks/{id}/commitment", WITNESS, "Commit entropy", "WitnessTask", &[400, 404], post(witness::commit)),
        ("POST", "/witness/tasks/{id}/reveal", WITNESS, "Cosign and reveal", "WitnessTask", &[400, 404], post(witness::reveal)),
        ("POST", "/witness/tasks/{id}/changes/{no}/commitment", WITNESS, "Commit fresh entropy to a change; it is logged with it", "WitnessTask", &[400, 404], post(changes::commit)),
        ("POST", "/witness/tasks/{id}/changes/{no}/cosignature", WITNESS, "Cosign the log that holds a change", "WitnessTask", &[400, 404], post(changes::cosign)),
        ("POST", "/witness/tasks/{id}/changes/{no}/entropy", WITNESS, "Hand over the entropy of an approved change", "WitnessTask", &[400, 404], post(changes::entropy)),
    ]
}

#[rustfmt::skip]
fn visits() -> Vec<Row> {
    vec![
        ("GET", "/inspections", READ_VISIT, "Inspections", "[InspectionRow]", &[], get(inspections::list)),
        ("POST", "/inspections", ORDER, "Order a visit that was not drawn, on a ground of the regime", "InspectionDetail", &[400, 404], post(inspections::order)),
        ("GET", "/inspections/{id}", READ_VISIT, "An inspection", "InspectionDetail", &[404], get(inspections::show)),
        ("POST", "/inspections/{id}/review", ACT, "Return, approve, publish", "InspectionDetail", &[400, 404], post(inspections::act)),
        ("POST", "/inspections/{id}/settlements", SETTLE, "Settle an item online before the visit, or take that back", "InspectionDetail", &[400, 404], post(inspections::settle)),
        ("GET", "/inspections/{id}/audit.csv", READ_VISIT, "Who wrote what, over which value, and why (ODK audit log)", "text/csv", &[404], get(inspections::trail)),
        ("GET", "/inspections/{id}/record.pdf", READ_VISIT, "The record sheet, laid out on A4", "application/pdf", &[404, 503], get(inspections::sheet)),
        ("GET", "/inspections/{id}/publication", READ_VISIT, "What publication would show", "PublicationPreview", &[404], get(inspections::publication)),
        ("GET", "/quarantine", JUDGE, "Uploads kept apart, newest first (?inspection=)", "[QuarantineRow]", &[], get(quarantine::list)),
        ("GET", "/quarantine/{id}", JUDGE, "One upload kept apart, and whether it could be taken in", "QuarantineDetail", &[404], get(quarantine::show)),
        ("POST", "/quarantine/{id}/judgement", JUDGE, "Take it into the record or leave it apart, with a reason", "QuarantineDetail", &[400, 404], post(quarantine::judge)),
    ]
}

#[rustfmt::skip]
fn bytes() -> Vec<Row> {
    vec![
        ("POST", "/sync", TabletEvenRevoked, "Sync every document in one round trip", "SyncResponse", &[400], post(sync::exchange)),
        ("GET", "/events", Session, "A line whenever there is something new; carries nothing", "text/event-stream", &[], get(events::listen)),
        ("POST", "/hand-ins", HAND_IN, "Take in a tablet's export file", "HandIn", &[], post(hand_in::take)),
        ("HEAD", "/blobs/{sha256}", Tablet, "Where an upload goes on", "Upload-Offset", &[400], head(blobs::head)),
        ("PATCH", "/blobs/{sha256}", Tablet, "Add bytes at Upload-Offset", "BlobReceipt when complete", &[400], patch(blobs::patch)),
        ("GET", "/blobs/{sha256}", READ_BLOB, "The bytes", "bytes", &[400, 404], get(blobs::get)),
    ]
}

#[rustfmt::skip]
fn anybody() -> Vec<Row> {
    vec![
        ("GET", "/public/office", Public, "Who publishes here", "PublicOffice", &[], get(public::office)),
        ("GET", "/public/items", Public, "Item lists", "[PublicItemList]", &[], get(public::items)),
        ("GET", "/public/inspectors", Public, "Rosters of inspectors that a regime makes public", "[PublicRoster]", &[], get(public::inspectors)),
        ("GET", "/public/tasks", Public, "Committed tasks", "[PublicTask]", &[], get(public::tasks)),
        ("GET", "/public/tasks/{id}/transcript", Public, "Transcript of an opened draw", "Transcript", &[404], get(public::transcript)),
        ("GET", "/public/results", Public, "Published results", "[PublicResult]", &[], get(public::results)),
    ]
}
