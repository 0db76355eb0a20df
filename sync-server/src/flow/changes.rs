//! Changes to a drawn result (抽取后的变更): asked for by who plans, answered by who approves, carried out by chance.
//!
//! Exists so that nothing is drawn "again until liked" (draw protocol §2.11): a subject is followed by the next of
//! its order, a seat is drawn with a value that only the approver's browser held and entropy that only a witness's
//! did, and what a person names is counted. Invariant: a change is carried out in the transaction of its leaf.

mod answer;
pub(super) mod course;
mod effect;
mod show;
pub mod witness;

pub use answer::answer;
pub use show::{approver, approvers, counts, rules, views};

use super::assign::stored_package;
use super::review::document_view;
use super::tasks;
use crate::clock::random;
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::record::{ChangeRecord, SeatRecord, TaskRecord};
use crate::store::{Tx, View};
use domain::digest::Digest;
use domain::draw::Leaf;
use domain::draw::leaf::{HandSeat, ManualLeaf, ReplKind, ReplReqLeaf};
use domain::draw::plan::{BeaconRule, ChainEnd};
use domain::id::{InspectionId, TaskId, UserId};
use domain::inspection::view::DocState;
use domain::problem::Problem;
use domain::regime::change::{ChangeKind, ChangeWhy, change_rules};
use domain::submission::Submission;
use domain::wire::api::{
    ChainGiven, ChangeAsk, ChangeState, DrawnView, SeatAsk, SeatChange, TaskDetail, TaskState,
};

/// A request refused for what it asks.
fn refused(code: &str, path: &str) -> Refusal {
    Refusal::from(Code::ChangeRefused).with(vec![Problem::error(code, path)])
}

fn salt() -> String {
    hex::encode(random::<16>())
}

/// Takes the end of the approver's chain, before the commitment.
///
/// # Errors
/// `change.not_approver`, `task.state` once committed, `change.refused` for what is no chain.
pub fn give_chain(
    app: &App,
    tx: &dyn Tx,
    id: &TaskId,
    user: &UserId,
    given: &ChainGiven,
) -> Answer<TaskDetail> {
    let mut task = tx.task(id)?.ok_or(Code::TaskUnknown)?;
    if task.draft.approver.as_ref() != Some(user) {
        return Err(Code::ChangeNotApprover.into());
    }
    let end = given.end.parse().map_err(|_| refused("change.chain", "end"))?;
    let chain = ChainEnd { end, n: given.n };
    if given.n == 0 {
        return Err(refused("change.chain", "n"));
    }
    match task.state {
        // A second press of the button, or an answer that was lost on its way.
        _ if task.chain == Some(chain) => {}
        TaskState::Draft | TaskState::AwaitingCommitments => {
            task.chain = Some(chain);
            super::draw::advance(app, tx, &mut task)?;
            tx.put_task(&task)?;
        }
        TaskState::Committed
        | TaskState::Revealed
        | TaskState::Drawn
        | TaskState::Infeasible
        | TaskState::Void => return Err(Code::TaskState.into()),
    }
    tasks::detail(app, tx, &task)
}

/// Takes a request.
///
/// # Errors
/// `task.state` before the draw; `change.refused` with what stands against it.
pub fn ask(app: &App, tx: &dyn Tx, id: &TaskId, by: &UserId, ask: ChangeAsk) -> Answer<TaskDetail> {
    let mut task = tx.task(id)?.ok_or(Code::TaskUnknown)?;
    if task.state != TaskState::Drawn {
        return Err(Code::TaskState.into());
    }
    is_open_to(app, &task, &ask)?;
    let row = drawn(&task, &ask.inspection)?.clone();
    // A witness whose browser is gone must not bar the act by hand that is left then.
    let is_waiting = |c: &ChangeRecord| {
        let by_hand = |kind| kind == ChangeKind::Hand;
        c.is_open() && c.inspection == ask.inspection && by_hand(c.kind) == by_hand(ask.kind)
    };
    if task.changes.iter().any(is_waiting) {
        return Err(refused("change.waiting", "inspection"));
    }
    let (seats, evidence) = match ask.kind {
        ChangeKind::Subject if ask.why == ChangeWhy::WrongSubject => {
            not_begun(tx, &row.inspection)?;
            (Vec::new(), of_words(&ask.words))
        }
        ChangeKind::Subject => (Vec::new(), not_inspectable(tx, &row.inspection)?),
        ChangeKind::Inspector => {
            let seat = ask.seat.ok_or_else(|| refused("change.seat", "seat"))?;
            (
                vec![seated(tx, &task, &ask.inspection, seat)?],
                of_words(&ask.words),
            )
        }
        ChangeKind::Hand => (by_hand(tx, &task, &ask.seats)?, of_words(&ask.words)),
    };
    let waits = ask.kind != ChangeKind::Hand && !task.draft.witnesses.is_empty();
    let mut change = ChangeRecord {
        no: u32::try_from(task.changes.len()).unwrap_or(u32::MAX) + 1,
        kind: ask.kind,
        state: match waits {
            true => ChangeState::AwaitingWitness,
            false => ChangeState::AwaitingApproval,
        },
        inspection: ask.inspection,
        subject: row.subject,
        subject_name: row.subject_name,
        seats,
        why: ask.why,
        words: ask.words.trim().to_owned(),
        evidence,
        by: by.clone(),
        at: app.now(),
        witness: None,
        commitment: None,
        request: None,
        said: Vec::new(),
        otp: None,
        moved_up: None,
        nobody: false,
    };
    match change.kind {
        // What is legal by hand is told before anybody is asked to approve it; nobody has approved it yet.
        ChangeKind::Hand => {
            let leaf = manual(&task, &change, ["1".to_owned(), "2".to_owned()])?;
            course::with(tx, &task, |c| c.check_manual(&leaf).map_err(course::unfit))?;
        }
        ChangeKind::Subject | ChangeKind::Inspector if waits => {
            let tried = Digest([0; 32]);
            let leaf = request(&task, &change, Some(tried))?;
            course::with(tx, &task, |c| c.check_request(&leaf).map_err(course::unfit))?;
        }
        ChangeKind::Subject | ChangeKind::Inspector => log_request(app, tx, &mut task, &mut change, None)?,
    }
    task.changes.push(change);
    tx.put_task(&task)?;
    tasks::detail(app, tx, &task)
}

/// What the regime and the draw say against a request, before anything is looked at.
fn is_open_to(app: &App, task: &TaskRecord, ask: &ChangeAsk) -> Answer<()> {
    let regime = app.regimes.get(&task.draft.regime)?;
    let rules = change_rules(regime);
    let rule = rules.iter().find(|r| r.kind == ask.kind);
    if let Some(rule) = rule.filter(|r| !r.reasons.contains(&ask.why)) {
        let said = rule.said.first();
        let problem = Problem::error("change.barred", "kind")
            .with("text", said.map_or("", |s| s.text.as_str()))
            .with("cite", said.map_or("", |s| s.cite.as_str()));
        return Err(Refusal::from(Code::ChangeRefused).with(vec![problem]));
    }
    let named = ask.kind == ChangeKind::Hand && ask.seats.len() == 1;
    if named && rule.is_some_and(|r| r.swap_only) {
        return Err(refused("change.swap_only", "seats"));
    }
    if ask.words.trim().is_empty() {
        return Err(refused("change.words", "words"));
    }
    let by_chance = ask.kind != ChangeKind::Hand;
    if by_chance && task.chain.is_none() {
        return Err(refused("change.no_chain", "kind"));
    }
    if ask.kind == ChangeKind::Inspector && task.draft.witnesses.is_empty() {
        return Err(refused("change.no_witness", "kind"));
    }
    Ok(())
}

fn drawn<'a>(task: &'a TaskRecord, inspection: &InspectionId) -> Answer<&'a DrawnView> {
    let row = task.drawn.iter().find(|d| d.inspection == *inspection);
    let row = row.ok_or(Code::InspectionUnknown)?;
    match row.left_aside {
        true => Err(refused("change.left_aside", "inspection")),
        false => Ok(row),
    }
}

/// SHA-256 (hex) of the sealed record that says why the subject cannot be inspected.
fn not_inspectable(v: &dyn View, id: &InspectionId) -> Answer<String> {
    let package = stored_package(v, id)?;
    let view = document_view(v, &package)?;
    let sealed = Submission::of(&package, &view).filter(|_| view.skip.is_some());
    sealed
        .map(|submission| submission.sha256())
        .ok_or_else(|| refused("change.no_record", "inspection"))
}

/// A wrong subject is left aside before anybody has been there; afterwards the record says what was found.
fn not_begun(v: &dyn View, id: &InspectionId) -> Answer<()> {
    let record = v.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    match record.doc == DocState::Assigned && record.received_at.is_none() {
        true => Ok(()),
        false => Err(refused("change.begun", "inspection")),
    }
}

fn of_words(words: &str) -> String {
    Digest::of(words.trim().as_bytes()).to_string()
}

/// A seat as it is filled now. What is sealed names its team for good.
fn seated(v: &dyn View, task: &TaskRecord, inspection: &InspectionId, seat: u32) -> Answer<SeatRecord> {
    let row = drawn(task, inspection)?;
    let at = usize::try_from(seat).unwrap_or(usize::MAX);
    let (id, name, _) = row.team.get(at).ok_or_else(|| refused("change.seat", "seat"))?;
    let record = v.inspection(inspection)?.ok_or(Code::InspectionUnknown)?;
    if record.seal.is_some() {
        return Err(refused("change.sealed", "inspection"));
    }
    Ok(SeatRecord {
        subject: row.subject.clone(),
        shown: SeatChange {
            inspection: inspection.clone(),
            subject_name: row.subject_name.clone(),
            seat,
            was: (id.clone(), name.clone()),
            now: None,
        },
    })
}

fn by_hand(v: &dyn View, task: &TaskRecord, seats: &[SeatAsk]) -> Answer<Vec<SeatRecord>> {
    let one = |ask: &SeatAsk| {
        let mut seat = seated(v, task, &ask.inspection, ask.seat)?;
        let who = v.inspector(&ask.who)?.ok_or(Code::InspectorUnknown)?;
        seat.shown.now = Some((who.id, who.name));
        Ok(seat)
    };
    seats.iter().map(one).collect()
}

fn digest(hex: &str) -> Answer<Digest> {
    hex.parse()
        .map_err(|_| Refusal::from(Code::ServerStorage).because("a digest of a change"))
}

fn request(task: &TaskRecord, change: &ChangeRecord, wit: Option<Digest>) -> Answer<ReplReqLeaf> {
    let seat = change.seats.first();
    Ok(ReplReqLeaf {
        commit: task.commit_index.ok_or(Code::DrawNotCommitted)?,
        kind: match change.kind {
            ChangeKind::Subject => ReplKind::Object,
            ChangeKind::Inspector | ChangeKind::Hand => ReplKind::Inspector,
        },
        obj: change.subject.clone(),
        seat: seat.map(|s| u64::from(s.shown.seat)),
        who: seat.map(|s| s.shown.was.0.clone()),
        why: change.why.code().to_owned(),
        evidence: digest(&change.evidence)?,
        wit,
        beacon: BeaconRule::None,
        salt: salt(),
    })
}

/// Logs a request; from here on it can be answered.
fn log_request(
    app: &App,
    tx: &dyn Tx,
    task: &mut TaskRecord,
    change: &mut ChangeRecord,
    wit: Option<Digest>,
) -> Answer<()> {
    let leaf = request(task, change, wit)?;
    course::with(tx, task, |c| c.check_request(&leaf).map_err(course::unfit))?;
    change.request = Some(course::append(app, tx, task, &[Leaf::ReplReq(leaf)])?);
    Ok(())
}

fn manual(task: &TaskRecord, change: &ChangeRecord, by: [String; 2]) -> Answer<ManualLeaf> {
    let seats = change.seats.iter().map(|s| HandSeat {
        obj: s.subject.clone(),
        seat: u64::from(s.shown.seat),
        who: s
            .shown
            .now
            .as_ref()
            .map_or_else(|| s.shown.was.0.clone(), |now| now.0.clone()),
    });
    Ok(ManualLeaf {
        commit: task.commit_index.ok_or(Code::DrawNotCommitted)?,
        why: change.why.code().to_owned(),
        evidence: digest(&change.evidence)?,
        by,
        seats: seats.collect(),
        salt: salt(),
    })
}

fn find(task: &TaskRecord, no: u32) -> Answer<ChangeRecord> {
    let found = task.changes.iter().find(|c| c.no == no);
    found.cloned().ok_or_else(|| Code::ChangeUnknown.into())
}

fn put(task: &mut TaskRecord, change: ChangeRecord) {
    if let Some(place) = task.changes.iter_mut().find(|c| c.no == change.no) {
        *place = change;
    }
}
