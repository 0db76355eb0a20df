//! Checks over a whole pack that no single rule can show: overlaps, contradictions, dangling names.
//!
//! A problem's path is the id of the rule it is about; the parser turns it into file and line.

use crate::canon::is_key;
use crate::id::{FormId, ItemId};
use crate::problem::Problem;
use crate::regime::excerpt::RuleSource;
use crate::regime::pack::onsite::{STEP_ACTIONS, SubjectSigns};
use crate::regime::pack::plan::{Sample, Stratum};
use crate::regime::pack::{KINDS, Regime, Rule};
use crate::regime::parent::inputs_named;
use crate::regime::parse::lines::{FORM, HEAD};
use crate::regime::principle::derived_inputs;
use crate::regime::relevance::Decimal;
use crate::regime::when::{Condition, FIELDS, disjoint};
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Every contradiction in a pack.
pub(crate) fn check(regime: &Regime) -> Vec<Problem> {
    let mut problems = Vec::new();
    ids(regime, &mut problems);
    dates(regime, &mut problems);
    silence(regime, &mut problems);
    strata(&regime.rules.strata, &mut problems);
    inputs(regime, &mut problems);
    names(regime, &mut problems);
    conditions(regime, &mut problems);
    on_site(regime, &mut problems);
    clocks(regime, &mut problems);
    problems
}

fn ids(regime: &Regime, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for head in regime.rules.heads() {
        if !seen.insert(head.id) {
            problems.push(Problem::error("regime.rule.id_twice", head.id).with("kind", head.kind));
        }
    }
    let mut forms = BTreeSet::new();
    for form in &regime.forms {
        if !forms.insert(&form.id) {
            let path = format!("{FORM}{}", form.id);
            problems.push(Problem::error("regime.form.twice", path).with("form", form.id.to_string()));
        }
    }
    questions(regime, problems);
}

/// Answers are stored by question id alone, and one visit may fill several forms of a pack: an id that stands in
/// two of them would make one answer fill both.
fn questions(regime: &Regime, problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<&ItemId, &FormId> = BTreeMap::new();
    for form in &regime.forms {
        for item in form.items() {
            if let Some(first) = seen.insert(&item.id, &form.id).filter(|first| **first != form.id) {
                let path = format!("{FORM}{}#{}", form.id, item.id);
                let told = Problem::error("regime.question.twice", path).with("item", item.id.to_string());
                problems.push(
                    told.with("form", form.id.to_string())
                        .with("first", first.to_string()),
                );
            }
        }
    }
}

fn dates(regime: &Regime, problems: &mut Vec<Problem>) {
    let backwards =
        |from: Option<Date>, until: Option<Date>| matches!((from, until), (Some(f), Some(u)) if u < f);
    if backwards(regime.effective, regime.expires) {
        problems.push(Problem::error("regime.dates.backwards", format!("{HEAD}expires")));
    }
    let mut span = |id: &str, from: Option<Date>, until: Option<Date>| {
        let outside = backwards(from, regime.expires) || backwards(regime.effective, until);
        if backwards(from, until) || outside {
            problems.push(Problem::error("regime.dates.backwards", id));
        }
    };
    regime
        .rules
        .spans()
        .into_iter()
        .for_each(|(id, from, until)| span(id, from, until));
}

fn silence(regime: &Regime, problems: &mut Vec<Problem>) {
    for kind in regime.adopt.iter().filter(|k| !regime.rules.all_yield(k)) {
        problems.push(Problem::error("regime.adopt.held", format!("{HEAD}adopt")).with("kind", kind));
    }
    let named = [
        ("silent", &regime.silent),
        ("inherit", &regime.inherit),
        ("adopt", &regime.adopt),
    ];
    for (key, kind) in named
        .into_iter()
        .flat_map(|(key, kinds)| kinds.iter().map(move |kind| (key, kind)))
    {
        if !KINDS.contains(&kind.as_str()) {
            problems
                .push(Problem::error("regime.rule.kind_unknown", format!("{HEAD}{key}")).with("kind", kind));
        }
    }
    for kind in regime
        .silent
        .iter()
        .filter(|k| KINDS.contains(&k.as_str()) && !regime.rules.is_silent(k))
    {
        problems
            .push(Problem::error("regime.silent.contradicted", format!("{HEAD}silent")).with("kind", kind));
    }
    if !regime.inherit.is_empty() && regime.parent.is_none() {
        problems.push(Problem::error("regime.parent.missing", format!("{HEAD}inherit")));
    }
    if regime.layer == RuleSource::Regime && !regime.overlays.is_empty() {
        problems.push(Problem::error(
            "regime.overlay.is_regime",
            format!("{HEAD}overlays"),
        ));
    }
}

/// Two strata must be apart by their conditions, or one must name the other in `after`.
fn strata(strata: &[Rule<Stratum>], problems: &mut Vec<Problem>) {
    for (n, rule) in strata.iter().enumerate() {
        let earlier = strata.get(..n).unwrap_or_default();
        for name in &rule.what.after {
            if !earlier.iter().any(|other| &other.what.key == name) {
                problems.push(Problem::error("regime.stratum.after_unknown", &rule.id).with("stratum", name));
            }
        }
        for other in earlier {
            if other.what.key == rule.what.key {
                problems
                    .push(Problem::error("regime.stratum.twice", &rule.id).with("stratum", &other.what.key));
            } else if !rule.what.after.contains(&other.what.key)
                && !disjoint(&rule.what.when, &other.what.when)
            {
                problems.push(
                    Problem::error("regime.stratum.overlap", &rule.id).with("stratum", &other.what.key),
                );
            }
        }
        if matches!(rule.what.sample, Sample::Ratio { num, den, .. } if den == 0 || num == 0 || num > den) {
            problems.push(Problem::error("regime.stratum.ratio", &rule.id));
        }
    }
}

/// Every input a rule names must be asked for by a gap of the same pack (overlays may name a regime's gaps).
fn inputs(regime: &Regime, problems: &mut Vec<Problem>) {
    if regime.layer != RuleSource::Regime {
        return;
    }
    let rules = &regime.rules;
    let mut gaps: BTreeMap<&str, u32> = BTreeMap::new();
    for gap in &rules.gaps {
        let count = gaps.entry(&gap.what.input).or_default();
        *count += 1;
        if *count > 1 {
            problems.push(Problem::error("regime.input.twice", &gap.id).with("input", &gap.what.input));
        }
    }
    for gap in rules
        .gaps
        .iter()
        .filter(|g| g.what.only_if.as_ref().is_some_and(|c| c.is.is_empty()))
    {
        problems.push(Problem::error("regime.input.never", &gap.id).with("input", &gap.what.input));
    }
    let derived: Vec<String> = derived_inputs(regime).into_iter().map(|d| d.input).collect();
    for (input, rule) in inputs_named(rules) {
        if !gaps.contains_key(input) && !derived.iter().any(|d| d == input) {
            problems.push(Problem::error("regime.input.unknown", rule).with("input", input));
        }
    }
}

/// Forms, items and clocks that a rule names must exist.
fn names(regime: &Regime, problems: &mut Vec<Problem>) {
    let rules = &regime.rules;
    let forms = rules
        .items
        .iter()
        .flat_map(|r| r.what.forms.iter().map(|f| (&r.id, f)))
        .chain(
            rules
                .record_forms
                .iter()
                .filter_map(|r| Some((&r.id, r.what.form.as_ref()?))),
        );
    for (rule, form) in forms {
        if regime.form(form).is_none() {
            problems.push(Problem::error("regime.form.unknown", rule).with("form", form.to_string()));
        }
    }
    let known: BTreeSet<_> = rules.items.iter().map(|r| &r.what.item).collect();
    let items = (rules.steps.iter().map(|r| (&r.id, &r.what.items)))
        .chain(rules.notices.iter().map(|r| (&r.id, &r.what.items)))
        .chain(rules.onsite_draws.iter().map(|r| (&r.id, &r.what.items)))
        .chain(rules.record_forms.iter().map(|r| (&r.id, &r.what.items)))
        .chain(rules.signatures.iter().map(|r| (&r.id, &r.what.items)))
        .chain(rules.evidence_limits.iter().map(|r| (&r.id, &r.what.items)))
        .chain(rules.publications.iter().map(|r| (&r.id, &r.what.items)));
    for (rule, item) in items.flat_map(|(rule, items)| items.iter().map(move |i| (rule, i))) {
        if !known.contains(item) && regime.layer == RuleSource::Regime {
            problems.push(Problem::error("regime.item.unknown", rule).with("item", item.to_string()));
        }
    }
    let clocks: BTreeSet<&str> = (rules.clocks.iter().map(|r| r.id.as_str()))
        .chain(rules.promptly.iter().map(|r| r.id.as_str()))
        .chain(rules.dated_clocks.iter().map(|r| r.id.as_str()))
        .collect();
    let named = (rules
        .publications
        .iter()
        .filter(|r| !r.what.clock.is_empty())
        .map(|r| (&r.id, &r.what.clock)))
    .chain(
        rules
            .objections
            .iter()
            .flat_map(|r| r.what.clocks.iter().map(|c| (&r.id, c))),
    );
    for (rule, clock) in named {
        if !clocks.contains(clock.as_str()) {
            problems.push(Problem::error("regime.clock.unknown", rule).with("clock", clock));
        }
    }
    for rule in &rules.steps {
        if !STEP_ACTIONS.contains(&rule.what.action.as_str()) {
            problems.push(Problem::error("regime.step.unknown", &rule.id).with("action", &rule.what.action));
        }
    }
    for rule in rules
        .signatures
        .iter()
        .filter(|r| r.origin.layer == RuleSource::Regime)
    {
        if rule.what.refusal_note && rule.what.subject == SubjectSigns::Silent {
            problems.push(Problem::error(
                "regime.signature.refusal_without_signature",
                &rule.id,
            ));
        }
    }
}

/// A draw on site has a list of its own, and a repeated section that is there for what is drawn.
fn on_site(regime: &Regime, problems: &mut Vec<Problem>) {
    // One visit may fill several forms: a row says only which section it belongs to.
    let mut repeated = BTreeSet::new();
    let sections = regime
        .forms
        .iter()
        .flat_map(|f| f.sections.iter().map(move |s| (&f.id, s)));
    for (form, section) in sections.filter(|(_, s)| s.repeat.is_some()) {
        if !repeated.insert(&section.id) {
            let path = format!("{FORM}{form}#{}", section.id);
            problems.push(Problem::error("regime.section.twice", path).with("section", &section.id));
        }
    }
    let mut lists = BTreeSet::new();
    for rule in &regime.rules.onsite_draws {
        if !is_key(&rule.what.list) || !lists.insert(&rule.what.list) {
            problems.push(Problem::error("regime.list.key", &rule.id).with("list", &rule.what.list));
        }
        let mut sections = regime.forms.iter().flat_map(|f| &f.sections);
        let drawn = sections.any(|s| {
            let drawn = s.repeat.as_ref().is_some_and(|repeat| repeat.drawn);
            drawn && s.id == rule.what.section
        });
        // An overlay may name a section of the regime it lies on.
        if !drawn && regime.layer == RuleSource::Regime {
            let told = Problem::error("regime.section.unknown", &rule.id);
            problems.push(told.with("section", &rule.what.section));
        }
    }
}

fn conditions(regime: &Regime, problems: &mut Vec<Problem>) {
    let rules = &regime.rules;
    let lists = (rules.items.iter().map(|r| (&r.id, &r.what.when)))
        .chain(rules.duties.iter().map(|r| (&r.id, &r.what.first)))
        .chain(rules.exclusions.iter().map(|r| (&r.id, &r.what.when)))
        .chain(rules.strata.iter().map(|r| (&r.id, &r.what.when)))
        .chain(rules.reliefs.iter().map(|r| (&r.id, &r.what.when)))
        .chain(
            rules
                .cooldowns
                .iter()
                .flat_map(|r| [(&r.id, &r.what.when), (&r.id, &r.what.unless)]),
        )
        .chain(rules.coverages.iter().map(|r| (&r.id, &r.what.when)))
        .chain(rules.steps.iter().map(|r| (&r.id, &r.what.when)));
    for (rule, condition) in lists.flat_map(|(rule, list)| list.iter().map(move |c| (rule, c))) {
        if !is_sound(condition) {
            problems.push(Problem::error("regime.condition.unsound", rule).with("field", &condition.field));
        }
    }
    for rule in rules.exclusions.iter().filter(|r| r.what.when.is_empty()) {
        problems.push(Problem::error("regime.exclusion.everybody", &rule.id));
    }
}

fn is_sound(condition: &Condition) -> bool {
    let known = FIELDS.contains(&condition.field.as_str()) || condition.field.starts_with("extra:");
    let limits: Vec<_> = [&condition.at_least, &condition.below]
        .into_iter()
        .flatten()
        .collect();
    let figures: Vec<_> = limits.iter().filter_map(|l| Decimal::parse(l)).collect();
    let rising = figures
        .iter()
        .zip(figures.iter().skip(1))
        .all(|(from, to)| from < to);
    let says = !(condition.one_of.is_empty() && condition.not_in.is_empty() && limits.is_empty());
    known && says && figures.len() == limits.len() && rising
}

fn clocks(regime: &Regime, problems: &mut Vec<Problem>) {
    use crate::regime::pack::after::{Dated, RestDay, Unit};
    limits(regime, problems);
    for rule in &regime.rules.clocks {
        if rule.what.count == 0 {
            problems.push(Problem::error("regime.clock.zero", &rule.id));
        }
        let set = rule.what.rest_day != RestDay::Silent;
        if set && (rule.what.unit == Unit::WorkingDay || rule.what.rest_day_cite.is_empty()) {
            problems.push(Problem::error("regime.clock.rest_day", &rule.id));
        }
    }
    for rule in &regime.rules.dated_clocks {
        let wrong = match rule.what.on {
            Dated::Month { day } => !(1..=31).contains(&day),
            Dated::Year { month, day } => !(1..=12).contains(&month) || !(1..=31).contains(&day),
            Dated::Quarter => false,
            Dated::Window { start, end } => end < start,
        };
        if wrong {
            problems.push(Problem::error("regime.clock.date", &rule.id));
        }
    }
}

/// Caps, times between checks, shares and windows that say nothing or contradict themselves.
fn limits(regime: &Regime, problems: &mut Vec<Problem>) {
    let rules = &regime.rules;
    let mut bad = |code: &str, rule: &str| problems.push(Problem::error(code, rule));
    for rule in &rules.caps {
        let by_project = rule.what.per.iter().any(|p| p == "project");
        let known = rule
            .what
            .per
            .iter()
            .all(|p| ["subject", "project", "item"].contains(&p.as_str()));
        if rule.what.n.is_some() == rule.what.input.is_some()
            || !known
            || by_project == rule.what.project.is_empty()
        {
            bad("regime.cap.unsound", &rule.id);
        }
    }
    for rule in rules
        .cooldowns
        .iter()
        .filter(|r| r.what.period.is_some() == r.what.months.is_some())
    {
        bad("regime.cooldown.unsound", &rule.id);
    }
    for rule in rules
        .coverages
        .iter()
        .filter(|r| r.what.den == 0 || r.what.num > r.what.den)
    {
        bad("regime.coverage.unsound", &rule.id);
    }
    for rule in rules
        .plans
        .iter()
        .filter(|r| r.what.window.is_some_and(|w| w.end < w.start))
    {
        bad("regime.dates.backwards", &rule.id);
    }
}
