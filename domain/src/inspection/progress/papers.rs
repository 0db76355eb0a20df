//! What papers of the visit still want: to be finished or void, signed or said why not, and of one wording.

use super::{Blocker, Progress};
use crate::inspection::paper::{PaperView, PaperWrong};
use crate::inspection::view::InspectionView;
use crate::time::Date;

/// Half a paper is no paper: it is finished, or said not to count.
pub(super) fn path(view: &InspectionView, progress: &mut Progress) {
    for of in &view.papers {
        let blocker = |code: &str| Blocker::new(code).about(of.paper.number.clone());
        if !of.alternatives.is_empty() {
            progress.blocking.push(blocker("paper.conflict"));
        }
        let code = match of.paper.complete(visited_on(view, of)) {
            Ok(()) => continue,
            Err(PaperWrong::Unsigned) => "paper.unsigned",
            Err(PaperWrong::Past) => "paper.past",
            Err(
                PaperWrong::Person
                | PaperWrong::Rows
                | PaperWrong::Deadline
                | PaperWrong::Time
                | PaperWrong::TooLong
                | PaperWrong::Signature
                | PaperWrong::Number,
            ) => "paper.incomplete",
        };
        progress.blocking.push(blocker(code));
    }
}

/// The day of the visit, as far as the record says: of its first step, answer or piece of evidence, or of this paper where
/// that is earlier. A paper that is amended months later orders what it ordered then; none where the record was written in
/// from paper, for nothing in it says when.
pub fn visited_on(view: &InspectionView, paper: &PaperView) -> Option<Date> {
    if view.paper_pages() > 0 {
        return None;
    }
    let steps = view.steps.values().map(|step| &step.stamp);
    let answers = view.answers.values().filter_map(|answer| answer.stamp.as_ref());
    let evidence = view.evidence.iter().map(|e| &e.stamp);
    let all = steps.chain(answers).chain(evidence).map(|stamp| stamp.at);
    Some(all.fold(paper.stamp.at, std::cmp::Ord::min).china_date())
}
