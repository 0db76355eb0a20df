//! Sticky duties (粘滞义务): a subject once called invalid is in every next draw until its end is proved.

use super::course::Duty;
use super::freeze::{Frozen, Standing, SubjectEntry};
use super::plan::{Condition, DrawPlan, Rule, Stratum};
use crate::id::SubjectId;
use std::collections::BTreeSet;

/// Key of the stratum that takes them, and of the attribute that marks their rows.
pub const STICKY: &str = "sticky";

/// Forces duties into a plan: a first stratum of which every subject is drawn, and the mark in their rows. A
/// duty whose subject is left out for `closed` is over; nothing else frees one.
pub fn force(plan: &mut DrawPlan, subjects: &mut [SubjectEntry], duties: &[Duty]) {
    let owed: BTreeSet<&SubjectId> = duties.iter().map(|d| &d.obj).collect();
    let mut any = false;
    for subject in subjects.iter_mut().filter(|s| owed.contains(&s.id)) {
        if subject.why.as_deref() == Some("closed") {
            continue;
        }
        any = true;
        subject.why = None;
        subject.attrs.insert(STICKY.to_owned(), "1".to_owned());
    }
    let unmarked = Condition {
        field: STICKY.to_owned(),
        is: vec![String::new()],
    };
    for exclusion in plan
        .exclude
        .iter_mut()
        .filter(|e| any && !e.when.contains(&unmarked))
    {
        exclusion.when.push(unmarked.clone());
    }
    if any && plan.strata.iter().all(|s| s.key != STICKY) {
        plan.strata.insert(
            0,
            Stratum {
                key: STICKY.to_owned(),
                when: vec![Condition {
                    field: STICKY.to_owned(),
                    is: vec!["1".to_owned()],
                }],
                rule: Rule::RatioCeil {
                    num: 1,
                    den: 1,
                    min: 0,
                },
                team: None,
                weigh: None,
            },
        );
    }
}

/// Duties that a frozen roster does not honour: the subject is missing, or out for another reason than its
/// proved end, or in a stratum of which not every subject is drawn.
pub fn dodged<'a>(plan: &DrawPlan, frozen: &Frozen, duties: &'a [Duty]) -> Vec<&'a Duty> {
    let whole = |key: &str| {
        let rule = plan.strata.iter().find(|s| s.key == key).map(|s| &s.rule);
        matches!(rule, Some(Rule::RatioCeil { num, den, .. }) if num == den)
    };
    let honoured = |duty: &&Duty| {
        let row = frozen.subjects.iter().find(|r| r.id == duty.obj);
        row.is_some_and(|row| match row.st {
            Standing::In => row.str.as_deref().is_some_and(whole),
            Standing::Out => row.why.as_deref() == Some("closed"),
        })
    };
    duties.iter().filter(|d| !honoured(d)).collect()
}
