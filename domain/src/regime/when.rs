//! Conditions over a roster row: which subjects a rule concerns.
//!
//! Only closed sets of values and limits of figures: that makes overlap of two strata decidable.

use crate::regime::relevance::Decimal;
use crate::roster::Subject;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One condition; a list of them means all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// `class`, `risk`, `industry`, `district`, `status`, `tag`, or `extra:<header>`.
    pub field: String,
    /// The value is one of these (for `tag`: at least one tag is).
    #[serde(default, rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<String>,
    /// The value is none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
    /// The value is a number and not less than this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// The value is a number and less than this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
}

impl Condition {
    /// Whether a subject meets it.
    pub fn holds(&self, subject: &Subject) -> bool {
        let values = values(subject, &self.field);
        let meets = |list: &[String]| list.iter().any(|v| values.contains(v.as_str()));
        (self.one_of.is_empty() || meets(&self.one_of)) && !meets(&self.not_in) && self.within(&values)
    }

    /// Whether it looks at a figure.
    pub fn is_numeric(&self) -> bool {
        self.at_least.is_some() || self.below.is_some()
    }

    /// A figure that stands in the roster and is no number: nobody can say on which side of a limit it is.
    pub fn is_unreadable(&self, subject: &Subject) -> bool {
        let given = values(subject, &self.field);
        self.is_numeric() && given.iter().any(|v| !v.is_empty() && Decimal::parse(v).is_none())
    }

    fn within(&self, values: &BTreeSet<&str>) -> bool {
        let limit = |limit: &Option<String>| limit.as_deref().and_then(Decimal::parse);
        let (from, to) = (limit(&self.at_least), limit(&self.below));
        let meets = |n: &Decimal| from.as_ref().is_none_or(|f| n >= f) && to.as_ref().is_none_or(|t| n < t);
        !self.is_numeric() || values.iter().filter_map(|v| Decimal::parse(v)).any(|n| meets(&n))
    }

    /// Whether no subject can meet both; only provable for fields with one value.
    pub fn excludes(&self, other: &Self) -> bool {
        if self.field != other.field {
            return false;
        }
        let single = self.field != TAG;
        let apart =
            |a: &Self, b: &Self| !a.one_of.is_empty() && a.one_of.iter().all(|v| b.not_in.contains(v));
        let disjoint = !self.one_of.is_empty()
            && !other.one_of.is_empty()
            && self.one_of.iter().all(|v| !other.one_of.contains(v));
        let by_value = disjoint || apart(self, other) || apart(other, self);
        let by_figure = figures_apart(self, other) || figures_apart(other, self);
        (single && (by_value || by_figure)) || tag_apart(self, other)
    }
}

/// All figures of the first are below all of the second.
fn figures_apart(low: &Condition, high: &Condition) -> bool {
    let limit = |limit: &Option<String>| limit.as_deref().and_then(Decimal::parse);
    matches!((limit(&low.below), limit(&high.at_least)), (Some(below), Some(from)) if below <= from)
}

/// One-tag conditions are apart when one asks for what the other refuses.
fn tag_apart(a: &Condition, b: &Condition) -> bool {
    let refuses = |x: &Condition, y: &Condition| {
        x.field == TAG && !x.one_of.is_empty() && x.one_of.iter().all(|v| y.not_in.contains(v))
    };
    refuses(a, b) || refuses(b, a)
}

/// Whether a subject meets every condition.
pub fn all_hold(conditions: &[Condition], subject: &Subject) -> bool {
    conditions.iter().all(|c| c.holds(subject))
}

/// Whether no subject can meet both lists.
pub fn disjoint(a: &[Condition], b: &[Condition]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.excludes(y)))
}

/// Fields a condition may look at; `extra:<header>` beside them.
pub const FIELDS: &[&str] = &["class", "risk", "industry", "district", "status", TAG];
const TAG: &str = "tag";

/// The values of a field: one for plain fields, every tag for `tag`.
fn values<'a>(subject: &'a Subject, field: &str) -> BTreeSet<&'a str> {
    let one = |value: &'a str| BTreeSet::from([value.trim()]);
    match field {
        "class" => one(&subject.class),
        "risk" => one(&subject.risk),
        "industry" => one(&subject.industry),
        "district" => one(&subject.district),
        "status" => one(&subject.status),
        TAG => tags(subject),
        other => other
            .strip_prefix("extra:")
            .and_then(|header| subject.extra.get(header))
            .map_or_else(BTreeSet::new, |value| one(value)),
    }
}

/// Tags: the parts of the industry and of every further column, and the header of a column that says yes.
pub fn tags(subject: &Subject) -> BTreeSet<&str> {
    let mut tags: BTreeSet<&str> = parts(&subject.industry).collect();
    for (header, value) in &subject.extra {
        if YES.contains(&value.trim().to_lowercase().as_str()) {
            tags.insert(header.as_str());
        }
        tags.extend(parts(value));
    }
    tags
}

/// The tags of one cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(is_separator)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// 是, 有, 属于 and their keyboard forms (escaped: this is a value in a roster, not a sentence).
const YES: &[&str] = &[
    "\u{662f}",
    "\u{6709}",
    "\u{5c5e}\u{4e8e}",
    "\u{221a}",
    "y",
    "yes",
    "true",
    "1",
];

/// Separators between tags in one cell: `、` `，` `；` and their ASCII forms.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | '/' | '|' | ' ' | '\n' | '\u{3001}' | '\u{ff0c}' | '\u{ff1b}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SubjectId;

    fn subject(class: &str, extra: &[(&str, &str)]) -> Subject {
        let row = serde_json::json!({ "id": "s", "name": "s", "class": class });
        let mut subject: Subject = serde_json::from_value(row).unwrap();
        subject.id = SubjectId::from("s");
        subject.extra = extra
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        subject
    }

    fn when(toml: &str) -> Condition {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn a_yes_column_and_a_listed_tag_are_the_same_tag() {
        let crowded = when("field = 'tag'\nin = ['人员密集场所']");
        assert!(crowded.holds(&subject("key", &[("人员密集场所", "是")])));
        assert!(crowded.holds(&subject("key", &[("标签", "高层建筑、人员密集场所")])));
        assert!(!crowded.holds(&subject("key", &[("人员密集场所", "否")])));
    }

    #[test]
    fn figures_are_compared_as_numbers_and_unreadable_ones_meet_nothing() {
        let big = when("field='extra:t'\nat_least='10'");
        let small = when("field='extra:t'\nat_least='0'\nbelow='10'");
        let of = |value: &str| subject("key", &[("t", value)]);
        for (value, is_big, is_small) in [
            ("10", true, false),
            ("9.99", false, true),
            ("100", true, false),
            ("0", false, true),
            ("", false, false),
            ("many", false, false),
        ] {
            assert_eq!(
                (big.holds(&of(value)), small.holds(&of(value))),
                (is_big, is_small),
                "{value}"
            );
        }
        assert!(big.excludes(&small) && small.excludes(&big));
        assert!(!big.excludes(&when("field='extra:t'\nat_least='50'")));
        assert!(
            big.is_unreadable(&of("many")) && !big.is_unreadable(&of("")) && !big.is_unreadable(&of("3"))
        );
    }

    #[test]
    fn two_values_of_one_field_cannot_meet_but_two_tags_can() {
        assert!(when("field='risk'\nin=['red']").excludes(&when("field='risk'\nin=['blue','green']")));
        assert!(!when("field='tag'\nin=['a']").excludes(&when("field='tag'\nin=['b']")));
        assert!(when("field='tag'\nin=['a']").excludes(&when("field='tag'\nnot_in=['a','c']")));
        assert!(!when("field='risk'\nin=['red']").excludes(&when("field='class'\nin=['key']")));
    }
}
