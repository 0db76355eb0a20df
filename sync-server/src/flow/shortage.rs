//! An infeasible draw in data for people: who is excluded and why, what is missing, what would mend it.

use super::plan::inspector_names;
use crate::error::Answer;
use crate::store::View;
use domain::draw::Shortage;
use domain::draw::shortage::Change;
use domain::id::InspectorId;
use domain::problem::Problem;

/// The problems of a shortage: the cut, every inspector left out, the recusals, the changes that would do.
///
/// # Errors
/// When the store fails.
pub fn problems(v: &dyn View, shortage: &Shortage) -> Answer<Vec<Problem>> {
    let names = inspector_names(v)?;
    let name = |id: &InspectorId| names.get(id).cloned().unwrap_or_else(|| id.to_string());
    let cut = &shortage.cut;
    let roles: Vec<&str> = cut.seats.iter().map(|s| s.seat.role.as_str()).collect();
    let mut found = vec![
        Problem::error("draw.infeasible.seats", "team")
            .with("need", cut.need.to_string())
            .with("have", cut.have.to_string())
            .with("roles", roles.join(" ")),
    ];
    for (id, why) in &shortage.excluded {
        let excluded = Problem::warning("draw.infeasible.excluded", format!("inspectors.{id}"));
        found.push(excluded.with("name", name(id)).with("why", why));
    }
    for (id, subject) in &shortage.recused {
        let recused = Problem::warning("draw.infeasible.recused", format!("inspectors.{id}"));
        found.push(
            recused
                .with("name", name(id))
                .with("subject", subject.to_string()),
        );
    }
    for change in &shortage.changes {
        found.push(match change {
            Change::Readmit { inspectors } => {
                let who: Vec<String> = inspectors.iter().map(name).collect();
                Problem::warning("draw.infeasible.change.readmit", "inspectors").with("names", who.join(" "))
            }
            Change::Add { n } => {
                Problem::warning("draw.infeasible.change.add", "inspectors").with("n", n.to_string())
            }
            Change::RaiseHard { to } => {
                Problem::warning("draw.infeasible.change.raise_hard", "caps").with("to", to.to_string())
            }
        });
    }
    Ok(found)
}
