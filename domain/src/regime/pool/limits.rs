//! Limits of a subject (上限、间隔、守信免查): what its earlier checks say about drawing it again.
//!
//! A rule that must be kept leaves the subject out; one in principle does so until a reason is written down; a
//! permission only when the plan makes use of it.

use super::{Known, PastVisit, PoolVerdict, out};
use crate::problem::Problem;
use crate::regime::excerpt::Strength;
use crate::regime::inputs::{input_is, whole};
use crate::regime::items_for;
use crate::regime::pack::limits::{Cap, Cooldown, GoodResults, Since};
use crate::regime::pack::plan::Period;
use crate::regime::pack::{Regime, Rule};
use crate::regime::principle::{is_used, reason};
use crate::regime::when::all_hold;
use crate::roster::Subject;
use crate::time::Date;
use chrono::{Datelike, Months};

/// Warnings of rules that were departed from, or the verdict that leaves the subject out.
pub(super) fn limits(
    regime: &Regime,
    subject: &Subject,
    known: Known<'_>,
) -> Result<Vec<Problem>, PoolVerdict> {
    let mut warnings = Vec::new();
    for cap in &regime.rules.caps {
        warnings.extend(capped(regime, cap, subject, known)?);
    }
    for rule in &regime.rules.cooldowns {
        warnings.extend(cooling(rule, subject, known)?);
    }
    for rule in &regime.rules.reliefs {
        if let Some(after) = &rule.what.after
            && all_hold(&rule.what.when, subject)
            && is_freed(after, known)
        {
            return Err(out(
                "relief.good_results".into(),
                "",
                &rule.cite,
                rule.origin.layer,
            ));
        }
    }
    Ok(warnings)
}

/// How often a subject was checked this year as the cap counts that binds it most, and how often that cap allows; none
/// where no cap of a year holds for it. The same numbers decide whether it may be drawn.
pub fn visit_cap(regime: &Regime, subject: &Subject, known: Known<'_>) -> Option<(u32, u32)> {
    let yearly = regime.rules.caps.iter().filter(|c| c.what.period == Period::Year);
    let binding = yearly.filter_map(|rule| {
        let n = allowed(&rule.what, known).filter(|_| !is_lifted(&rule.what, known))?;
        Some((counted(regime, &rule.what, subject, known), n))
    });
    binding.min_by_key(|(counted, n)| i64::from(*n) - i64::from(*counted))
}

/// A cap does not hold for this plan: one of its inputs says so.
fn is_lifted(cap: &Cap, known: Known<'_>) -> bool {
    let condition = cap.except_if.as_ref();
    condition.is_some_and(|c| input_is(c, known.inputs))
}

/// The number a cap allows: of the text, or of the plan's input.
fn allowed(cap: &Cap, known: Known<'_>) -> Option<u32> {
    let entered = || whole(known.inputs.get(cap.input.as_ref()?)?.value.trim());
    cap.n.or_else(entered)
}

fn capped(
    regime: &Regime,
    rule: &Rule<Cap>,
    subject: &Subject,
    known: Known<'_>,
) -> Result<Option<Problem>, PoolVerdict> {
    let Some(n) = allowed(&rule.what, known).filter(|_| !is_lifted(&rule.what, known)) else {
        return Ok(None);
    };
    let counted = counted(regime, &rule.what, subject, known);
    if counted < n {
        return Ok(None);
    }
    let may_depart = rule.strength != Strength::Must || !rule.what.except.is_empty();
    let reason = reason(known.inputs, &rule.id).filter(|_| may_depart);
    let Some(reason) = reason else {
        return Err(out("cap.year".into(), "", &rule.cite, rule.origin.layer));
    };
    let warning = Problem::warning("cap.year", format!("subjects.{}", subject.id));
    let warning = warning
        .with("n", n.to_string())
        .with("visits", counted.to_string());
    Ok(Some(warning.with("reason", reason).with("cite", &rule.cite)))
}

/// Earlier checks that a cap counts: of the same period, and of the same project or item where it says so.
fn counted(regime: &Regime, cap: &Cap, subject: &Subject, known: Known<'_>) -> u32 {
    let by = |what: &str| cap.per.iter().any(|p| p == what);
    let header = cap.project.strip_prefix("extra:").unwrap_or(&cap.project);
    let project = subject.extra.get(header).map_or("", |p| p.trim());
    let items = items_for(regime, subject);
    let same = |visit: &&PastVisit| {
        let project_then = visit.extra.get(header).map_or("", |p| p.trim());
        is_same(cap.period, visit.drawn, known.day)
            && (!by("project") || project_then == project)
            && (!by("item") || visit.items.iter().any(|item| items.contains(item)))
    };
    u32::try_from(known.past.iter().filter(same).count()).unwrap_or(u32::MAX)
}

/// Whether two days lie in the same period; a round has no days, so every earlier check counts.
fn is_same(period: Period, a: Date, b: Date) -> bool {
    let year = a.year() == b.year();
    match period {
        Period::Round => true,
        Period::Year => year,
        Period::Quarter => year && a.month0() / 3 == b.month0() / 3,
        Period::Month => year && a.month() == b.month(),
    }
}

fn cooling(
    rule: &Rule<Cooldown>,
    subject: &Subject,
    known: Known<'_>,
) -> Result<Option<Problem>, PoolVerdict> {
    let what = &rule.what;
    let freed = !what.unless.is_empty() && all_hold(&what.unless, subject);
    if freed || !all_hold(&what.when, subject) {
        return Ok(None);
    }
    let rests = |day: Date| {
        let until = what
            .months
            .and_then(|months| day.checked_add_months(Months::new(months)));
        day <= known.day
            && (what.period.is_some_and(|p| is_same(p, day, known.day))
                || until.is_some_and(|u| known.day < u))
    };
    let day = |visit: &PastVisit| match what.since {
        Since::Drawn => Some(visit.drawn),
        Since::Checked => visit.finished,
    };
    let Some(last) = known.past.iter().filter_map(day).filter(|d| rests(*d)).max() else {
        return Ok(None);
    };
    let leaves = match rule.strength {
        Strength::Must => true,
        Strength::Principle => reason(known.inputs, &rule.id).is_none(),
        Strength::May => is_used(known.inputs, &rule.id),
    };
    if leaves {
        return Err(out(
            "cooldown".into(),
            &last.to_string(),
            &rule.cite,
            rule.origin.layer,
        ));
    }
    let warning = Problem::warning("cooldown", format!("subjects.{}", subject.id));
    Ok(Some(
        warning.with("last", last.to_string()).with("cite", &rule.cite),
    ))
}

/// Whether the newest finished checks were all good and the months granted for them are not over.
fn is_freed(after: &GoodResults, known: Known<'_>) -> bool {
    let months = known
        .inputs
        .get(&after.months)
        .and_then(|e| whole(e.value.trim()))
        .unwrap_or(0);
    let mut finished: Vec<_> = known.past.iter().filter_map(|v| Some((v.finished?, v))).collect();
    finished.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let newest = finished.get(..after.consecutive as usize).unwrap_or_default();
    let good = |visit: &PastVisit| {
        visit
            .answers
            .get(&after.question)
            .is_some_and(|a| after.good.contains(a))
    };
    let Some((last, _)) = newest.first() else {
        return false;
    };
    let until = last.checked_add_months(Months::new(months));
    newest.iter().all(|(_, visit)| good(visit)) && until.is_some_and(|until| known.day < until)
}

#[cfg(test)]
#[path = "limits/tests.rs"]
mod tests;
