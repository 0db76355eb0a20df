//! Forms of a pack: TOML in, a [`Form`] and its problems out.
//!
//! A form file names its answer kinds once under `[kinds]`; an item's `kind` is such a name or a table.

use super::{Place, as_tables, read_table};
use crate::id::{ItemId, RegimeId};
use crate::problem::Problem;
use crate::regime::constraint::comparable;
use crate::regime::form::{AnswerKind, Form, Item, Relevance, Repeat, Section};
use crate::regime::relevance::{Decimal, named};
use crate::time::Date;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    version: u32,
    title: String,
    cite: String,
    #[serde(default)]
    answered_min: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionHead {
    id: String,
    title: String,
    #[serde(default)]
    repeat: Option<Repeat>,
    #[serde(default)]
    each_department: bool,
}

const ITEM_KEYS: [&str; 12] = [
    "id",
    "no",
    "text",
    "kind",
    "required",
    "key",
    "result",
    "location",
    "basis",
    "hint",
    "relevant",
    "constraints",
];

/// Reads one form file.
pub fn parse(file: super::PackFile<'_>, regime: &RegimeId, problems: &mut Vec<Problem>) -> Option<Form> {
    let (root, errors) = DeTable::parse_recoverable(file.text);
    let at = Place {
        file: file.name,
        text: file.text,
    };
    problems.extend(errors.iter().map(|e| at.syntax(e)));
    let start = root.span().start;
    let mut root = root.into_inner();
    let kinds = root
        .remove("kinds")
        .and_then(as_tables)
        .and_then(|mut t| t.pop())
        .map(Spanned::into_inner);
    let kinds = kinds.unwrap_or_default();
    let sections = root.remove("section").and_then(as_tables).unwrap_or_default();
    let head: Option<Head> = read_table(Spanned::new(start..start, root), at, problems);
    let sections: Vec<_> = sections
        .into_iter()
        .filter_map(|table| section(table, &kinds, at, problems))
        .collect();
    let head = head?;
    if head.cite.trim().is_empty() {
        problems.push(at.problem("regime.rule.cite_missing", 0));
    }
    let form = Form {
        id: head.id.into(),
        version: head.version,
        regime: regime.clone(),
        title: head.title,
        cite: head.cite,
        answered_min: head.answered_min,
        sections,
    };
    problems.extend(check(&form, file));
    Some(form)
}

fn section(
    table: Spanned<DeTable<'_>>,
    kinds: &DeTable<'_>,
    at: Place<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Section> {
    let span = table.span();
    let mut table = table.into_inner();
    let items = table.remove("item").and_then(as_tables).unwrap_or_default();
    let head: Option<SectionHead> = read_table(Spanned::new(span, table), at, problems);
    let items = items
        .into_iter()
        .filter_map(|i| item(i, kinds, at, problems))
        .collect();
    head.map(|h| Section {
        id: h.id,
        title: h.title,
        repeat: h.repeat,
        each_department: h.each_department,
        department: String::new(),
        items,
    })
}

fn item(
    table: Spanned<DeTable<'_>>,
    kinds: &DeTable<'_>,
    at: Place<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Item> {
    let span = table.span();
    let mut table = table.into_inner();
    for (key, _) in &table {
        if !ITEM_KEYS.contains(&key.get_ref().as_ref()) {
            problems.push(
                at.problem("regime.key.unknown", key.span().start)
                    .with("key", key.get_ref().as_ref()),
            );
        }
    }
    if let Some(kind) = table.get_mut("kind")
        && let DeValue::String(name) = kind.get_ref()
    {
        let Some(named) = kinds.get(name.as_ref()) else {
            problems.push(
                at.problem("form.kind.unknown", kind.span().start)
                    .with("kind", name.as_ref()),
            );
            return None;
        };
        *kind = named.clone();
    }
    read_table(Spanned::new(span, table), at, problems)
}

/// Problems of a whole form: ids twice, conditions on unknown items, limits that are no numbers.
fn check(form: &Form, file: super::PackFile<'_>) -> Vec<Problem> {
    let place = |id: &str| {
        let needle = format!("\"{id}\"");
        let line = file
            .text
            .lines()
            .position(|l| l.contains("id") && l.contains(&needle))
            .unwrap_or(0);
        format!("{}:{}", file.name, line + 1)
    };
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for section in &form.sections {
        let nameless = section.repeat.as_ref().is_some_and(|r| r.of.trim().is_empty());
        if section.items.is_empty() || nameless {
            problems
                .push(Problem::error("form.section.empty", place(&section.id)).with("section", &section.id));
        }
    }
    for item in form.items() {
        if !seen.insert(&item.id) {
            problems.push(
                Problem::error("form.item.twice", place(item.id.as_str())).with("item", item.id.to_string()),
            );
        }
        let conditions = item.relevant.iter();
        for other in conditions.flat_map(named) {
            let apart = is_apart(form, item, other);
            if form.item(other).is_none() || other == &item.id || apart {
                problems.push(
                    Problem::error("form.relevant.unknown", place(item.id.as_str()))
                        .with("item", other.to_string()),
                );
            }
        }
        for constraint in &item.constraints {
            let known = |id: &&ItemId| form.item(id).is_some();
            let looks = named(&constraint.holds);
            if !looks.contains(&&item.id) || !looks.iter().all(known) || constraint.says.trim().is_empty() {
                problems.push(
                    Problem::error("form.constraint.unsound", place(item.id.as_str()))
                        .with("item", item.id.to_string()),
                );
            }
        }
        let of_constraints = item.constraints.iter().map(|c| &c.holds);
        if !item
            .relevant
            .iter()
            .chain(of_constraints)
            .all(|r| compares(form, r))
        {
            problems.push(
                Problem::error("form.compare.unsound", place(item.id.as_str()))
                    .with("item", item.id.to_string()),
            );
        }
        if !kind_is_sound(&item.kind) || (item.result && !is_choice(&item.kind)) {
            problems.push(
                Problem::error("form.kind.unsound", place(item.id.as_str()))
                    .with("item", item.id.to_string()),
            );
        }
    }
    problems
}

/// What is answered once for each row has no one answer outside its row, nor outside its department what is answered
/// once for each of them.
fn is_apart(form: &Form, item: &Item, other: &ItemId) -> bool {
    let mine = form.section_of(&item.id);
    form.section_of(other).is_some_and(|of| {
        let same = mine.is_some_and(|mine| mine.id == of.id);
        let each = mine.is_some_and(|mine| mine.each_department);
        (of.repeat.is_some() && !same) || (of.each_department && !each)
    })
}

/// Whether every comparison is of figures or of dates, with exactly one other side.
fn compares(form: &Form, relevance: &Relevance) -> bool {
    let kind = |id: &ItemId| form.item(id).map(|item| &item.kind);
    match relevance {
        Relevance::In { .. } => true,
        Relevance::All { of } | Relevance::Any { of } => of.iter().all(|r| compares(form, r)),
        Relevance::Not { of } => compares(form, of),
        Relevance::Compare {
            item, other, value, ..
        } => match (kind(item), other.as_ref().map(kind), value) {
            // An item that is not there is named as such.
            (None, _, _) | (_, Some(None), None) => true,
            (Some(left), Some(Some(right)), None) => comparable(left, right),
            (Some(AnswerKind::Number { .. }), None, Some(value)) => Decimal::parse(value).is_some(),
            (Some(AnswerKind::Date), None, Some(value)) => value.parse::<Date>().is_ok(),
            (Some(_), _, _) => false,
        },
    }
}

/// A result that becomes public is one of the words the form prints.
fn is_choice(kind: &AnswerKind) -> bool {
    matches!(kind, AnswerKind::Choice { .. } | AnswerKind::MultiChoice { .. })
}

fn kind_is_sound(kind: &AnswerKind) -> bool {
    match kind {
        AnswerKind::Verdict { ok, bad, .. } => !ok.is_empty() && !bad.is_empty(),
        AnswerKind::Choice { options } | AnswerKind::MultiChoice { options } => {
            let ids: BTreeSet<_> = options.iter().map(|o| &o.id).collect();
            let several = matches!(kind, AnswerKind::MultiChoice { .. });
            options.len() > 1
                && options.iter().any(|o| !o.alone)
                && options.iter().all(|o| several || !o.alone)
                && ids.len() == options.len()
                && options.iter().all(|o| !o.id.is_empty() && !o.id.contains(' '))
        }
        AnswerKind::Number { min, max, .. } => [min, max]
            .into_iter()
            .flatten()
            .all(|limit| Decimal::parse(limit).is_some()),
        AnswerKind::Text { .. } | AnswerKind::Date | AnswerKind::Fraction { .. } => true,
    }
}
