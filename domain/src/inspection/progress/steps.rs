//! What the steps on site still want: to be on record, why one was not done, and which of two records holds.

#[cfg(test)]
mod tests;

use super::{Blocker, Progress};
use crate::assignment::Package;
use crate::inspection::view::{DocState, InspectionView, StepView};
use crate::regime::excerpt::{SitePhase, SiteStep, Strength};

/// Steps that come before the first answer and are not on record yet (亮证, 询问回避), or not done and nobody said why: a
/// screen asks for them first. What was answered without them is kept all the same.
pub fn due_before<'a>(package: &'a Package, view: &'a InspectionView) -> impl Iterator<Item = &'a SiteStep> {
    let steps = package.excerpt.asked_steps();
    steps
        .filter(|s| s.phase == SitePhase::Before && s.strength == Strength::Must)
        .filter(|s| !view.steps.get(&s.id).is_some_and(StepView::says_enough))
}

/// Steps that are not on record, or not done and nobody said why. In principle (原则上) no record at all is excused at the
/// seal by words, and so is one without them.
pub(super) fn path(package: &Package, view: &InspectionView, progress: &mut Progress) {
    let sealed = view.state == DocState::Sealed;
    for step in package.excerpt.asked_steps() {
        let code = match (step.strength, view.steps.get(&step.id)) {
            (Strength::May, _) => continue,
            (_, Some(done)) if sealed || done.says_enough() => continue,
            (Strength::Must, None) => "step.missing",
            (Strength::Must, Some(_)) => "step.why",
            (Strength::Principle, _) => "step.principle",
        };
        progress.blocking.push(about(code, step));
    }
}

/// Two officers recorded a step differently at once: neither is taken for the truth.
pub(super) fn conflicts_path(package: &Package, view: &InspectionView, progress: &mut Progress) {
    let differs = |step: &&SiteStep| {
        view.steps
            .get(&step.id)
            .is_some_and(|s| !s.alternatives.is_empty())
    };
    let steps = package.excerpt.asked_steps().filter(differs);
    let blockers = steps.map(|step| about("step.conflict", step));
    progress.blocking.extend(blockers);
}

fn about(code: &str, step: &SiteStep) -> Blocker {
    Blocker::new(code).about(step.id.clone()).cite(&step.cite)
}
