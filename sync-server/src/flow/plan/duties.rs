//! Sticky duties (须再次检查的对象): a subject left aside as not inspectable is in every next draw of its regime until
//! the roster says that it is closed, or it has been checked.
//!
//! Exists so that a false "cannot be inspected" gains nothing (draw protocol §2.11).

use super::Pool;
use crate::error::Answer;
use crate::messages::draw::STICKY_LABEL;
use crate::store::View;
use crate::store::record::TaskRecord;
use domain::draw::course::Duty;
use domain::draw::duty::{STICKY, force};
use domain::draw::plan::DrawPlan;
use domain::id::{RegimeId, SubjectId};
use domain::inspection::view::DocState;
use domain::regime::change::ChangeKind;
use domain::time::Timestamp;
use domain::wire::api::{ChangeState, StratumView, TaskState};
use std::collections::BTreeSet;

/// Reason code of a frozen row whose end the roster proves.
const CLOSED: &str = "closed";

/// Duties that results of a regime have left.
fn open(v: &dyn View, regime: &RegimeId) -> Answer<Vec<Duty>> {
    let mut found = Vec::new();
    for task in v.tasks()? {
        if task.draft.regime != *regime || task.state != TaskState::Drawn {
            continue;
        }
        let aside = task
            .changes
            .iter()
            .filter(|c| c.kind == ChangeKind::Subject && c.state == ChangeState::Done);
        for change in aside {
            if !checked_since(v, &change.subject, change.at)? {
                found.push(Duty {
                    obj: change.subject.clone(),
                    why: change.why.code().to_owned(),
                    seq: task.seq.unwrap_or(0),
                });
            }
        }
    }
    Ok(found)
}

/// Whether a later check of the subject was sealed and was not left aside itself.
fn checked_since(v: &dyn View, subject: &SubjectId, since: Timestamp) -> Answer<bool> {
    for inspection in v.inspections_of_subject(subject)? {
        if inspection.created_at <= since || inspection.doc != DocState::Sealed {
            continue;
        }
        let task = v.task(&inspection.task)?;
        let row = task.and_then(|t| t.drawn.into_iter().find(|d| d.inspection == inspection.id));
        if !row.is_some_and(|d| d.left_aside) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Forces the duties of a task's regime into its plan; answers the stratum they make, if any.
pub(super) fn force_into(
    v: &dyn View,
    task: &TaskRecord,
    plan: &mut DrawPlan,
    pool: &mut Pool,
) -> Answer<Option<StratumView>> {
    let duties = open(v, &task.draft.regime)?;
    let owed: BTreeSet<&SubjectId> = duties.iter().map(|d| &d.obj).collect();
    for entry in pool.entries.iter_mut().filter(|e| owed.contains(&e.id)) {
        // The roster says that it is no longer active: its end is proved.
        if entry
            .why
            .as_deref()
            .is_some_and(|why| why.starts_with("subject.status."))
        {
            entry.why = Some(CLOSED.to_owned());
        }
    }
    force(plan, &mut pool.entries, &duties);
    let forced: BTreeSet<String> = pool
        .entries
        .iter()
        .filter(|e| e.attrs.contains_key(STICKY))
        .map(|e| e.id.to_string())
        .collect();
    pool.out.retain(|out| !forced.contains(&out.id));
    let n = forced.len() as u64;
    Ok((n > 0).then(|| StratumView {
        key: STICKY.to_owned(),
        label: STICKY_LABEL.to_owned(),
        pool: n,
        rule: n.to_string(),
        sample: n,
        cite: String::new(),
    }))
}
