//! The read-back of what was found and drawn on site, and of rows that were struck out.

use super::{Label, Line, ReadBackSection, answer_words, coded, section};
use crate::assignment::Package;
use crate::inspection::found::{ListView, thrown};
use crate::inspection::view::{AnswerView, InspectionView};
use crate::regime::form::Item;

/// One section for each fixed list: what was found, the code shown before the entropy, the entropy, what was drawn, and
/// why there was a further list.
pub(super) fn drawn_on_site(package: &Package, view: &InspectionView) -> Vec<ReadBackSection> {
    view.lists.iter().map(|list| one(package, list)).collect()
}

fn one(package: &Package, list: &ListView) -> ReadBackSection {
    let rule = package.onsite.iter().find(|d| d.list == list.fixed.list);
    let label = rule.map_or(list.fixed.list.as_str(), |d| d.label.as_str());
    let code = list.fixed.code().map(|c| c.to_string()).unwrap_or_default();
    let mut lines = vec![
        coded("onsite.why", list.fixed.why.clone()),
        coded("onsite.listed", list.fixed.names.join("; ")),
        coded("onsite.code", code),
    ];
    // Whoever had the salt before giving the entropy could try entropies beforehand.
    if !list.drawings.is_empty() {
        lines.push(coded("onsite.salt", list.fixed.salt.clone()));
    }
    for drawing in &list.drawings {
        lines.push(match thrown(&drawing.party) {
            Some(dice) => coded("onsite.dice", dice),
            None => coded("onsite.party", drawing.party.clone()),
        });
        lines.push(coded("onsite.drawn", drawing.drawn.join("; ")));
    }
    if list.drawings.is_empty() {
        lines.push(coded("onsite.undrawn", "-"));
    }
    ReadBackSection {
        title: Label::Printed(label.to_owned()),
        ..section("onsite", lines)
    }
}

/// Who settled an item online, where and when, and what officers answered unaware of it.
pub(super) fn settled_online(item: &Item, answer: &AnswerView) -> Vec<Line> {
    let Some(locked) = answer.locked.as_deref() else {
        return Vec::new();
    };
    let s = &locked.settled;
    let who = [s.means.as_str(), s.department.as_str(), s.by.as_str()];
    let who: Vec<&str> = who.into_iter().filter(|w| !w.is_empty()).collect();
    let said = format!("{} {}", who.join(" "), s.at.china_minute());
    let mut lines = vec![coded("online", said)];
    let otherwise = locked.otherwise();
    lines.extend(
        otherwise
            .iter()
            .map(|a| coded("online.otherwise", answer_words(&item.kind, &a.value))),
    );
    lines
}

/// Rows that were struck out, each with its reason.
pub(super) fn struck(view: &InspectionView) -> ReadBackSection {
    let rows = view.rows.iter().filter_map(|row| {
        let reason = row.struck.as_ref()?;
        Some(coded("row.struck", format!("{}: {reason}", row.name)))
    });
    section("struck", rows.collect())
}
