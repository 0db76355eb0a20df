//! Grounds (非随机检查的事由): what lets an office visit a subject that no draw named.
//!
//! Only a pack can name one. An office that may choose whom it visits is what a random check replaces, so a regime that
//! names no ground has none.

use super::pack::Regime;
use super::pack::plan::DrawMode;
use super::team::eligible_inspector;
use crate::id::{InspectorId, SubjectId};
use crate::problem::Problem;
use crate::roster::Inspector;
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Code of the visit that looks whether an order was carried out.
pub const RECHECK: &str = "recheck";

/// 行政处罚法 (2021) 第四十二条第1款: not fewer than two officers. Holds where a regime says nothing of the number.
pub const OFFICERS_MIN: u32 = 2;

/// Longest text for the reason of a visit, in characters: it stands on the brief, the record and the paper of the visit.
pub const REASON_CHARS_MAX: usize = 1_000;

/// One ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Id of the rule that gives it.
    pub id: String,
    /// Stable code: `complaint`, `recheck`, `handover`, …
    pub code: String,
    /// In the regime's words.
    pub label: String,
    /// Article.
    pub cite: String,
}

/// Every ground of a regime on a day, in its order. Where it orders rectification and names no re-check among its own
/// triggers, the order itself is the ground to look whether it was carried out.
pub fn grounds(regime: &Regime, day: Date) -> Vec<Ground> {
    let triggers = regime.rules.triggers.iter();
    let mut found: Vec<Ground> = triggers
        .filter(|rule| rule.what.draw == DrawMode::None && rule.in_force(day))
        .map(|rule| Ground {
            id: rule.id.clone(),
            code: rule.what.code.clone(),
            label: rule.what.label.clone(),
            cite: rule.cite.clone(),
        })
        .collect();
    if found.iter().all(|ground| ground.code != RECHECK) {
        let orders = regime
            .rules
            .rectifications
            .iter()
            .filter(|rule| rule.in_force(day));
        found.extend(orders.map(|rule| Ground {
            id: rule.id.clone(),
            code: RECHECK.to_owned(),
            label: rule.what.text.clone(),
            cite: rule.cite.clone(),
        }));
    }
    found
}

/// How many officers a visit needs at least.
pub fn officers_min(regime: &Regime) -> u32 {
    let rule = regime.rules.team_sizes.first().and_then(|rule| rule.what.min);
    rule.unwrap_or(OFFICERS_MIN)
}

/// Who is asked to go: the name in the order, and the officer where the roster has one.
pub type Sent<'a> = (&'a InspectorId, Option<&'a Inspector>);

/// Everything that is wrong with the people, days and words of an order. The last day is what certificates are held to.
pub fn check_order(
    regime: &Regime,
    subject: &SubjectId,
    team: &[Sent<'_>],
    reason: &str,
    window: (Date, Date),
    today: Date,
) -> Vec<Problem> {
    let mut wrong = Vec::new();
    let nothing_said = reason.trim().is_empty();
    wrong.extend(nothing_said.then(|| Problem::error("visit.reason.missing", "reason")));
    let long = reason.trim().chars().count() > REASON_CHARS_MAX;
    let most = || Problem::error("visit.reason.long", "reason").with("most", REASON_CHARS_MAX.to_string());
    wrong.extend(long.then(most));
    let over = window.1 < window.0 || window.1 < today;
    wrong.extend(over.then(|| Problem::error("visit.window", "window")));
    for (id, known) in team {
        let about = |code: &str| Problem::error(code, "team").with("inspector", id.to_string());
        let Some(inspector) = known else {
            wrong.push(about("visit.inspector.unknown"));
            continue;
        };
        let named = |code: &str| about(code).with("name", &inspector.name);
        if let Err(unfit) = eligible_inspector(regime, inspector, window.1) {
            wrong.push(named(&unfit.code).with("cite", &unfit.cite));
        }
        if let Some(why) = inspector.recusals.get(subject) {
            wrong.push(named("visit.inspector.recused").with("why", why));
        }
    }
    let different: BTreeSet<_> = team.iter().map(|(id, _)| id).collect();
    let least = officers_min(regime);
    if different.len() < team.len() || team.len() < least as usize {
        wrong.push(Problem::error("visit.team.size", "team").with("least", least.to_string()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::Catalog;

    fn codes(regime: &str) -> Vec<String> {
        let (catalog, problems) = Catalog::built_in();
        assert_eq!(problems, []);
        let regime = catalog.regime(&regime.into()).expect("a pack of ours");
        let found = grounds(regime, "2026-06-01".parse().expect("a date"));
        found.into_iter().map(|g| g.code).collect()
    }

    // R01 第三条 lists what is not drawn, the re-check of an order among it; 第二十三条 draws the inspectors all the same.
    #[test]
    fn a_regime_that_lists_what_is_not_drawn_gives_just_that() {
        let codes = codes("R01");
        for code in ["complaint", RECHECK, "handover"] {
            assert!(codes.iter().any(|c| c == code), "{code} in {codes:?}");
        }
        assert!(!codes.iter().any(|c| c == "alarm"), "{codes:?}");
    }

    #[test]
    fn a_reason_is_said_and_has_an_end() {
        let (catalog, _) = Catalog::built_in();
        let regime = catalog.regime(&"R01".into()).expect("a pack of ours");
        let day = "2026-06-01".parse().expect("a date");
        let wrong = |reason: &str| -> Vec<String> {
            let all = check_order(regime, &"s".into(), &[], reason, (day, day), day);
            let ours = all.into_iter().filter(|p| p.path == "reason");
            ours.map(|p| p.code).collect()
        };
        assert_eq!(wrong(" "), ["visit.reason.missing"]);
        assert_eq!(wrong(&"查".repeat(REASON_CHARS_MAX)), Vec::<String>::new());
        assert_eq!(wrong(&"查".repeat(REASON_CHARS_MAX + 1)), ["visit.reason.long"]);
    }

    // R28 （十八）: a check that no plan names is a failing; only the order of （十一） can be followed up.
    #[test]
    fn a_regime_that_forbids_checks_off_the_plan_leaves_its_orders_only() {
        assert_eq!(codes("R28"), [RECHECK]);
    }
}
