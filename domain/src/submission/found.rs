//! What a record says came of the visit: the problems found, and the results in the words of a code (公示结果).
//!
//! Exists so that publication, re-check, departments and deadlines say the same of a record. Invariant: only what was
//! asked counts; a result is never a problem beside the problems it sums up.

use super::answer_words;
use crate::assignment::Package;
use crate::inspection::doc::forms_in_order;
use crate::inspection::progress::stored_answers;
use crate::inspection::rows::with_rows;
use crate::inspection::view::InspectionView;
use crate::regime::form::Item;
use crate::regime::relevance::{Verdict, finds_problem, relevant_items, verdict};

/// An answered item and its stored answer.
pub type Answered = (Item, String);

/// Every item that was asked and answered, in the forms' order.
fn answered(package: &Package, view: &InspectionView) -> Vec<Answered> {
    let answers = stored_answers(view);
    let whole = with_rows(package, view);
    let given = |item: &Item| {
        let value = answers.get(&item.id).filter(|value| !value.is_empty())?;
        Some((item.clone(), value.clone()))
    };
    forms_in_order(&whole)
        .flat_map(|form| {
            relevant_items(form, &answers)
                .filter_map(given)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The problems found, in the forms' order.
pub fn problems(package: &Package, view: &InspectionView) -> Vec<Answered> {
    let mut found = answered(package, view);
    found.retain(|(item, value)| finds_problem(item, value));
    found
}

/// The results that become public, in the forms' order; none where the forms have no such item.
fn results(package: &Package, view: &InspectionView) -> Vec<Answered> {
    let mut found = answered(package, view);
    found.retain(|(item, _)| item.result);
    found
}

/// The labels of the results, each once: two forms may ask for the same words.
pub fn result_labels(package: &Package, view: &InspectionView) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for (item, value) in results(package, view) {
        for id in value.split(' ') {
            let label = answer_words(&item.kind, id);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    labels
}

/// Problems that can be looked at again: where a form states them by its result alone, the result stands for them.
pub fn to_look_at(package: &Package, view: &InspectionView) -> Vec<Answered> {
    let found = problems(package, view);
    if !found.is_empty() {
        return found;
    }
    let mut results = results(package, view);
    results.retain(|(item, value)| verdict(&item.kind, value) == Verdict::Problem);
    results
}

#[cfg(test)]
#[path = "found/tests.rs"]
mod tests;
