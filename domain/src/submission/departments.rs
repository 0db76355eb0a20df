//! Results by department (各部门检查结果) of a joint visit: who checks answers for it (R25 第十六条（三）).
//!
//! Exists so that read-back, paper, office and publication count the same. Invariant: what a department settled online is
//! its result like what its officers answered on site; a visit of one department has no such list.

use crate::assignment::Package;
use crate::inspection::doc::forms_in_order;
use crate::inspection::online::is_locked;
use crate::inspection::progress::stored_answers;
use crate::inspection::rows::with_rows;
use crate::inspection::view::InspectionView;
use crate::regime::form::Item;
use crate::regime::relevance::{finds_problem, relevant_items};
use std::collections::BTreeSet;

/// What one department checked and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentResult {
    /// Its name.
    pub department: String,
    /// Items it answered.
    pub checked: usize,
    /// Problems among them.
    pub problems: usize,
    /// How many of them it settled online.
    pub online: usize,
}

/// The results of a joint visit, department by department; empty for every other visit, whatever units its officers come
/// from. Packages from before they said so are joint where the regime lets departments settle items beforehand.
pub fn by_department(package: &Package, view: &InspectionView) -> Vec<DepartmentResult> {
    match package.excerpt.joint || package.excerpt.online.is_some() {
        true => each_department(package, view),
        false => Vec::new(),
    }
}

/// Each department of the team and whoever settled something online, by name; empty for a visit of one department.
pub(super) fn each_department(package: &Package, view: &InspectionView) -> Vec<DepartmentResult> {
    let package = &*with_rows(package, view);
    let team = package.team.iter().map(|m| m.department.as_str());
    let locked = view.answers.values().filter_map(|a| a.locked.as_deref());
    let online = locked.map(|l| l.settled.department.as_str());
    let all: BTreeSet<&str> = team.chain(online).filter(|d| !d.is_empty()).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let answers = stored_answers(view);
    let asked: Vec<&Item> = forms_in_order(package)
        .flat_map(|form| relevant_items(form, &answers).collect::<Vec<_>>())
        .filter(|item| !item.result && answers.contains_key(&item.id))
        .collect();
    let sections = || package.forms.iter().flat_map(|form| &form.sections);
    let by = |item: &Item| -> Option<&str> {
        // What a department was asked for itself is its result, whoever of the team held the tablet.
        let own = sections().find(|s| !s.department.is_empty() && s.items.iter().any(|i| i.id == item.id));
        if let Some(own) = own {
            return Some(own.department.as_str());
        }
        let answer = view.answers.get(&item.id)?;
        if let Some(locked) = &answer.locked {
            return Some(locked.settled.department.as_str());
        }
        let stamp = answer.stamp.as_ref()?;
        let member = package.team.iter().find(|m| m.inspector == stamp.by)?;
        Some(member.department.as_str())
    };
    let result = |department: &str| {
        let own = asked.iter().filter(|item| by(item) == Some(department));
        let problem = |item: &&&Item| finds_problem(item, &answers[&item.id]);
        DepartmentResult {
            department: department.to_owned(),
            checked: own.clone().count(),
            problems: own.clone().filter(problem).count(),
            online: own.filter(|item| is_locked(view, &item.id)).count(),
        }
    };
    all.into_iter().map(result).collect()
}
