//! What is wrong with a plan by itself.

use super::{BeaconRule, Condition, DrawPlan, Found, Half, Mode, Rule, Stage, WEIGHT_MAX, Weigh};
use crate::canon::is_key;
use crate::problem::Problem;
use std::collections::BTreeSet;

struct Wrong(Vec<Problem>);

impl Wrong {
    fn bad(&mut self, code: &str, path: impl Into<String>) {
        self.0.push(Problem::error(format!("draw.plan.{code}"), path));
    }

    fn bad_if(&mut self, is_bad: bool, code: &str, path: impl Into<String>) {
        if is_bad {
            self.bad(code, path);
        }
    }
}

pub(super) fn of(plan: &DrawPlan) -> Vec<Problem> {
    let mut found = Wrong(Vec::new());
    strata(plan, &mut found);
    teams(plan, &mut found);
    more(plan, &mut found);
    let has_total = plan.strata.iter().any(|s| matches!(s.rule, Rule::Total { .. }));
    found.bad_if(plan.total.is_some() && !has_total, "total_unused", "total");
    for key in plan.facts.keys().filter(|k| !is_key(k)) {
        found.bad("fact_key", format!("facts.{key}"));
    }
    let idle = plan.exclude.iter().any(|e| e.why.is_empty() || e.when.is_empty());
    found.bad_if(idle, "exclusion", "exclude");
    found.bad_if(plan.witness.quorum > plan.witness.n, "quorum", "witness.quorum");
    found.bad_if(plan.apart.iter().any(|[a, b]| a >= b), "apart_order", "apart");
    found.0
}

fn strata(plan: &DrawPlan, found: &mut Wrong) {
    found.bad_if(plan.strata.is_empty(), "no_stratum", "strata");
    let mut keys = BTreeSet::new();
    for (i, stratum) in plan.strata.iter().enumerate() {
        found.bad_if(!is_key(&stratum.key), "stratum_key", format!("strata[{i}].key"));
        found.bad_if(
            !keys.insert(&stratum.key),
            "stratum_twice",
            format!("strata[{i}].key"),
        );
        let rule = format!("strata[{i}].rule");
        match &stratum.rule {
            Rule::RatioCeil { den, num, .. } if *den == 0 || num > den => found.bad("ratio", rule),
            Rule::Total { .. } if plan.total.is_none() => found.bad("total_missing", rule),
            Rule::RatioCeil { .. } | Rule::Total { .. } => {}
        }
        let heavy = |w: &Weigh| w.otherwise > WEIGHT_MAX || w.by.iter().any(|c| c.w > WEIGHT_MAX);
        found.bad_if(
            stratum.weigh.as_ref().is_some_and(heavy),
            "weight",
            format!("strata[{i}].weigh"),
        );
    }
}

fn teams(plan: &DrawPlan, found: &mut Wrong) {
    let own = plan.strata.iter().enumerate();
    let own = own.filter_map(|(i, s)| Some((format!("strata[{i}].team"), s.team.as_ref()?)));
    let undrawn = plan.half == Some(Half::SubjectsOnly);
    for (path, team) in std::iter::once(("team".to_owned(), &plan.team)).chain(own) {
        let is_bad = team.is_empty() != undrawn || team.iter().any(|s| s.role.is_empty());
        found.bad_if(is_bad, "team", path);
    }
    let all = |rule: &Rule| matches!(rule, Rule::RatioCeil { num, den, .. } if num == den);
    let sampled = plan.strata.iter().any(|s| !all(&s.rule));
    found.bad_if(plan.half == Some(Half::InspectorsOnly) && sampled, "half", "half");
    if let Some(fixed) = &plan.fixed {
        let turns = !fixed.turns.is_empty() && fixed.turns.len() as u64 != fixed.n;
        let own = plan.strata.iter().any(|s| s.team.is_some());
        found.bad_if(fixed.n == 0 || turns || own || undrawn, "fixed", "fixed");
    }
}

fn more(plan: &DrawPlan, found: &mut Wrong) {
    let mut order: Vec<Stage> = plan.stages.iter().map(|s| s.stage).collect();
    order.dedup();
    let mut known = BTreeSet::new();
    let lists = plan.stages.iter().all(|s| {
        let fits = s
            .list
            .as_deref()
            .is_none_or(|key| is_key(key) && s.found == Found::OnSite);
        fits && known.insert((s.stage, &s.list))
    });
    let in_order = order.is_empty() || order == [Stage::Unit] || order == [Stage::Unit, Stage::Part];
    let late_first = plan
        .stages
        .windows(2)
        .any(|w| (w[0].found, w[1].found) == (Found::OnSite, Found::Frozen));
    let shares = plan.stages.iter().any(|s| match s.rule {
        Rule::RatioCeil { num, den, .. } => den == 0 || num > den,
        Rule::Total { .. } => true,
    });
    found.bad_if(!in_order || late_first || shares || !lists, "stages", "stages");
    if let Some(capacity) = &plan.capacity {
        let wrong = capacity.number().is_none() || capacity.by.is_empty() || capacity.number() != plan.total;
        found.bad_if(wrong, "capacity", "capacity");
    }
    let opens = match (plan.mode, plan.open_by) {
        (Mode::Open, None) => true,
        (Mode::Sealed, Some(by)) => by >= plan.deadline,
        (Mode::Open, Some(_)) | (Mode::Sealed, None) => false,
    };
    found.bad_if(!opens, "open_by", "open_by");
    let unnamed = |of: &String| of.is_empty();
    let nameless = match &plan.beacon {
        BeaconRule::None | BeaconRule::Drand { .. } => false,
        BeaconRule::Line { of, .. } | BeaconRule::Ceremony { of, .. } => unnamed(of),
    };
    found.bad_if(nameless, "beacon", "beacon");
    let idle = |c: &Condition| c.is.is_empty();
    found.bad_if(plan.filter.iter().any(idle), "filter", "filter");
}
