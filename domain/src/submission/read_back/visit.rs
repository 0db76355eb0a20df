//! The read-back of a visit that could not take place, and of the visit that is looked at again.

use super::{Edition, Line, ReadBackSection, coded, section};
use crate::assignment::{Finding, OrderGiven, Package};
use crate::inspection::view::{InspectionView, SkipView, Stamp};

/// The reason with its article, the words, who declared it and who confirmed it.
pub(super) fn skipped(
    package: &Package,
    view: &InspectionView,
    skip: &SkipView,
    edition: Edition,
) -> ReadBackSection {
    let mut reasons = package.excerpt.skip_reasons.iter();
    let rule = reasons.find(|r| r.code == skip.reason);
    let label = rule.map_or(skip.reason.as_str(), |r| r.label.as_str());
    let mut lines = vec![
        coded("skip.reason", label),
        coded("skip.note", view.skip_note.clone()),
    ];
    if edition == Edition::Current {
        let who = |stamp: &Stamp| {
            let member = package.team.iter().find(|m| m.inspector == stamp.by);
            let name = member.map_or(stamp.by.as_str(), |m| m.name.as_str());
            format!("{name} {}", stamp.at.china_minute())
        };
        lines.insert(1, coded("skip.cite", rule.map_or("", |r| r.cite.as_str())));
        lines.push(coded("skip.declared", who(&skip.stamp)));
        let confirmed = skip.confirmed.as_ref().map(who);
        lines.push(coded("skip.confirmed", confirmed.unwrap_or_default()));
    }
    section("skip", lines)
}

/// The record of the visit before, its orders and what it found: whoever signs this record signs what it answers.
pub(super) fn prior(package: &Package) -> Option<ReadBackSection> {
    let prior = package.occasion.as_ref()?.prior.as_ref()?;
    let said = |finding: &Finding| -> Line {
        let words = [&finding.answer, &finding.location, &finding.note];
        let words: Vec<&str> = words
            .into_iter()
            .map(String::as_str)
            .filter(|w| !w.is_empty())
            .collect();
        coded("prior.found", format!("{}: {}", finding.text, words.join("; ")))
    };
    let ordered =
        |order: &OrderGiven| -> Line { coded("prior.order", format!("{} {}", order.number, order.due)) };
    let record = format!("{} {}", prior.inspection, prior.sealed_at.china_minute());
    let mut lines = vec![coded("prior.record", record)];
    lines.extend(prior.orders.iter().map(ordered));
    lines.extend(prior.findings.iter().map(said));
    Some(section("prior", lines))
}
