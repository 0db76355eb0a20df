//! Inspectors of a pool (检查人员池): who may be drawn, for which seats, and who is left out by which article.

use super::FILTERED;
use domain::draw::InspectorEntry;
use domain::draw::plan::Seat;
use domain::regime::{Regime, TeamRole, eligible_inspector, may_hold};
use domain::roster::Inspector;
use domain::wire::api::{ExcludedView, TaskDraft};
use std::collections::BTreeSet;

/// The inspectors of a plan.
pub(super) struct Staff {
    /// As the draw sees them.
    pub(super) entries: Vec<InspectorEntry>,
    /// Those left out, for people.
    pub(super) out: Vec<ExcludedView>,
    /// Roles that somebody in the pool may not hold: their seats ask for a tag.
    pub(super) limited: BTreeSet<String>,
}

/// A filter on a header that both rosters have leaves out inspectors of other fields as well.
fn filtered(draft: &TaskDraft, inspector: &Inspector) -> bool {
    draft.filter.iter().any(|(name, values)| {
        let own = inspector.extra.get(name).filter(|own| !own.is_empty());
        own.is_some_and(|own| !values.is_empty() && !values.contains(own))
    })
}

/// Sorts the inspectors.
pub(super) fn staff(
    regime: &Regime,
    draft: &TaskDraft,
    all: &[Inspector],
    seats: &[domain::regime::Seat],
) -> Staff {
    let mut staff = Staff {
        entries: Vec::new(),
        out: Vec::new(),
        limited: BTreeSet::new(),
    };
    for inspector in all {
        let refused = eligible_inspector(regime, inspector, draft.window.1).err();
        let refused = refused.map(|r| (r.code, r.cite));
        let why =
            refused.or_else(|| filtered(draft, inspector).then(|| (FILTERED.to_owned(), String::new())));
        if let Some((code, cite)) = &why {
            staff.out.push(ExcludedView {
                id: inspector.id.to_string(),
                name: inspector.name.clone(),
                code: code.clone(),
                cite: cite.clone(),
            });
        }
        let mut qual: Vec<String> = inspector.qualifications.clone();
        for role in seats.iter().map(|s| s.role).filter(|r| *r != TeamRole::Lead) {
            if may_hold(regime, inspector, role).is_ok() {
                qual.push(tag(role));
            } else if why.is_none() {
                staff.limited.insert(tag(role));
            }
        }
        staff.entries.push(InspectorEntry {
            id: inspector.id.clone(),
            dept: inspector.department.clone(),
            lead: may_hold(regime, inspector, TeamRole::Lead).is_ok(),
            qual,
            prior: 0,
            hard: None,
            why: why.map(|(code, _)| code),
            recusals: inspector.recusals.keys().cloned().collect(),
        });
    }
    staff
}

/// The tag of inspectors who may hold a role.
fn tag(role: TeamRole) -> String {
    format!("may:{}", role_name(role))
}

/// A role as the draw and the package name it.
fn role_name(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Lead => "lead",
        TeamRole::Assist => "assist",
        TeamRole::Member => "member",
        TeamRole::Expert => "expert",
    }
}

/// A seat as the draw sees it: a role that somebody may not hold asks for its tag.
pub(super) fn seat(seat: &domain::regime::Seat, limited: &BTreeSet<String>) -> Seat {
    let asked = (!seat.qualification.is_empty()).then(|| seat.qualification.clone());
    let by_role = Some(tag(seat.role)).filter(|t| limited.contains(t));
    Seat {
        role: role_name(seat.role).to_owned(),
        dept: (!seat.department.is_empty()).then(|| seat.department.clone()),
        qual: asked.or(by_role),
    }
}
