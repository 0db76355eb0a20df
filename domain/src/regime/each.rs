//! Sections that every department of a joint visit answers for itself (各部门检查结果).
//!
//! Exists because two departments that share one question take each other's result away. Invariant: an item keeps its id
//! for a department however many others take part, and a visit of one department is asked as printed.

use super::constraint::Constraint;
use super::form::{Form, Item, Relevance, Section};
use crate::id::ItemId;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Hex digits of a department's name in an item's id: enough that no two of one visit share them.
const DEPARTMENT_DIGITS: usize = 8;

/// The forms with such sections written out, one for each department by name; as they are where fewer than two take part.
pub fn for_each_department(mut forms: Vec<Form>, departments: &BTreeSet<&str>) -> Vec<Form> {
    let departments: Vec<&str> = departments
        .iter()
        .copied()
        .filter(|d| !d.trim().is_empty())
        .collect();
    if departments.len() < 2 {
        return forms;
    }
    for form in &mut forms {
        let each = form.sections.iter().filter(|s| s.each_department);
        let own: BTreeSet<ItemId> = each.flat_map(|s| &s.items).map(|i| i.id.clone()).collect();
        let sections = std::mem::take(&mut form.sections);
        form.sections = sections
            .into_iter()
            .flat_map(|section| match section.each_department {
                true => departments.iter().map(|d| one(&section, d, &own)).collect(),
                false => vec![section],
            })
            .collect();
    }
    forms
}

fn one(section: &Section, department: &str, own: &BTreeSet<ItemId>) -> Section {
    let digest = hex::encode(Sha256::digest(department));
    let key: String = digest.chars().take(DEPARTMENT_DIGITS).collect();
    let here = |id: &ItemId| match own.contains(id) {
        true => ItemId(format!("{id}.{key}")),
        false => id.clone(),
    };
    let constraint = |c: &Constraint| Constraint {
        holds: renamed(&c.holds, &here),
        ..c.clone()
    };
    let item = |item: &Item| Item {
        id: here(&item.id),
        text: format!("{department} · {}", item.text),
        relevant: item.relevant.as_ref().map(|r| renamed(r, &here)),
        constraints: item.constraints.iter().map(constraint).collect(),
        ..item.clone()
    };
    Section {
        id: format!("{}.{key}", section.id),
        title: format!("{} · {department}", section.title),
        repeat: section.repeat.clone(),
        each_department: false,
        department: department.to_owned(),
        items: section.items.iter().map(item).collect(),
    }
}

/// A condition that names other items in the place of those it names.
pub(crate) fn renamed(relevance: &Relevance, here: &impl Fn(&ItemId) -> ItemId) -> Relevance {
    let all = |of: &[Relevance]| of.iter().map(|r| renamed(r, here)).collect();
    match relevance {
        Relevance::In { item, values } => Relevance::In {
            item: here(item),
            values: values.clone(),
        },
        Relevance::Compare {
            item,
            is,
            other,
            value,
        } => Relevance::Compare {
            item: here(item),
            is: *is,
            other: other.as_ref().map(here),
            value: value.clone(),
        },
        Relevance::All { of } => Relevance::All { of: all(of) },
        Relevance::Any { of } => Relevance::Any { of: all(of) },
        Relevance::Not { of } => Relevance::Not {
            of: Box::new(renamed(of, here)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::Catalog;
    use crate::regime::relevance::{Answers, relevant_items};

    fn joint_form() -> Vec<Form> {
        let (catalog, problems) = Catalog::built_in();
        assert_eq!(problems, []);
        let regime = catalog.regime(&"R25".into()).expect("a pack of ours");
        regime.forms.clone()
    }

    /// R25 第十六条（三）: 谁检查、谁录入、谁负责 - each department has a result of its own, and what follows from it.
    #[test]
    fn each_department_answers_for_itself_and_one_alone_as_printed() {
        let alone = for_each_department(joint_form(), &BTreeSet::from(["演示甲局"]));
        assert_eq!(alone, joint_form());
        let both = for_each_department(joint_form(), &BTreeSet::from(["演示甲局", "演示乙局"]));
        let asked = |answers: &Answers| -> Vec<String> {
            let items = both
                .iter()
                .flat_map(|f| relevant_items(f, answers).collect::<Vec<_>>());
            items.map(|i| i.text.clone()).collect()
        };
        let count = |of: &[String], text: &str| of.iter().filter(|t| t.ends_with(text)).count();
        let at_first = asked(&Answers::new());
        assert_eq!(count(&at_first, "· 检查结果"), 2);
        assert_eq!(count(&at_first, "· 后续处理"), 0);
        // 网络检查 is one for all.
        assert_eq!(count(&at_first, "信用中国（江西）核查情况"), 1);
        let results = both
            .iter()
            .flat_map(Form::items)
            .filter(|i| i.text == "演示乙局 · 检查结果");
        let result = results.last().expect("its result");
        let found = asked(&Answers::from([(result.id.clone(), "bad".to_owned())]));
        let followed: Vec<_> = found.iter().filter(|t| t.ends_with("后续处理")).collect();
        assert_eq!(
            followed,
            ["演示乙局 · 后续处理"],
            "only where a problem was found"
        );
    }
}
