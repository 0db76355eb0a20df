//! Earlier checks (以往检查) of each subject, as caps, times between checks and relief look at them.

use crate::error::Answer;
use crate::flow::assign::stored_package;
use crate::flow::review::document_view;
use crate::state::App;
use crate::store::View;
use crate::store::record::InspectionRecord;
use domain::id::{ItemId, SubjectId};
use domain::inspection::view::DocState;
use domain::regime::pack::limits::GoodResults;
use domain::regime::{PastVisit, Regime, items_for};
use std::collections::BTreeMap;

/// Every random check of every subject, whichever regime it was made under: caps count across them.
///
/// # Errors
/// When the store fails.
pub(in crate::flow) fn past_visits(
    app: &App,
    v: &dyn View,
    regime: &Regime,
) -> Answer<BTreeMap<SubjectId, Vec<PastVisit>>> {
    let by_project = regime
        .rules
        .caps
        .iter()
        .any(|r| r.what.per.iter().any(|p| p != "subject"));
    let graded: Vec<&GoodResults> = regime
        .rules
        .reliefs
        .iter()
        .filter_map(|r| r.what.after.as_ref())
        .collect();
    let mut past: BTreeMap<SubjectId, Vec<PastVisit>> = BTreeMap::new();
    for inspection in v.inspections()? {
        let mut visit = PastVisit {
            drawn: inspection.created_at.china_date(),
            finished: finished(&inspection),
            ..PastVisit::default()
        };
        // Packages and documents are read only where a rule of this regime looks at them.
        if by_project || !graded.is_empty() {
            look_inside(app, v, &inspection, &graded, &mut visit)?;
        }
        past.entry(inspection.subject).or_default().push(visit);
    }
    Ok(past)
}

fn finished(inspection: &InspectionRecord) -> Option<domain::time::Date> {
    let sealed = inspection.doc == DocState::Sealed;
    inspection
        .received_at
        .filter(|_| sealed)
        .map(|at| at.china_date())
}

fn look_inside(
    app: &App,
    v: &dyn View,
    inspection: &InspectionRecord,
    graded: &[&GoodResults],
    visit: &mut PastVisit,
) -> Answer<()> {
    let package = stored_package(v, &inspection.id)?;
    visit.items = items_for(app.regimes.get(&package.regime)?, &package.subject);
    visit.extra.clone_from(&package.subject.extra);
    if graded.is_empty() || visit.finished.is_none() {
        return Ok(());
    }
    let view = document_view(v, &package)?;
    let asked = graded.iter().map(|g| &g.question);
    let answered = |question: &ItemId| Some((question.clone(), view.answers.get(question)?.value.clone()?));
    visit.answers = asked.filter_map(answered).collect();
    Ok(())
}
