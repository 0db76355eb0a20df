//! The checklist model (检查表): what a tablet shows and what an answer may be.
//!
//! A form is immutable once released: an inspection pins `(id, version)`. Question texts stay here, outside
//! the inspection document. Item ids are stable for ever.

use super::constraint::{Constraint, Relation};
use crate::id::{FormId, ItemId, RegimeId};
use serde::{Deserialize, Serialize};

/// One checklist or record form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Stable id, for example `r19-mine-record`.
    pub id: FormId,
    /// Rises with every released change.
    pub version: u32,
    /// The regime whose pack holds it.
    pub regime: RegimeId,
    /// Title as printed (表名).
    pub title: String,
    /// Where the form comes from: article or annex, and the public source for checklists.
    pub cite: String,
    /// Least number of answered items, when the form says so (e.g. 每次检查不少于20项).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_min: Option<u32>,
    /// Sections in printed order.
    pub sections: Vec<Section>,
}

/// A heading and its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Stable id within the form.
    pub id: String,
    /// Heading as printed.
    pub title: String,
    /// Answered once for each row (重复组): each room, each device, each thing drawn on site; absent = answered once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// A joint visit answers it once for each department (谁检查、谁录入、谁负责): [`super::each`] writes them out.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub each_department: bool,
    /// The department whose answers these are; empty = the whole team's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department: String,
    /// Items in printed order.
    pub items: Vec<Item>,
}

/// What a repeated section is answered for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// What one row is, as printed (房间, 设备).
    pub of: String,
    /// Least number of rows.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub min: u32,
    /// Its rows are what was drawn on site; nobody adds one by hand.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub drawn: bool,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id within the form.
    pub id: ItemId,
    /// The printed number, when there is one (`3`, `（二）1`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub no: String,
    /// The question as printed.
    pub text: String,
    /// What may be answered.
    pub kind: AnswerKind,
    /// Must be answered before sealing (an answered 不适用 counts).
    #[serde(default = "yes")]
    pub required: bool,
    /// Key item (重点项).
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub key: bool,
    /// Its answer is the result that becomes public (公示结果), in the words of a code: what came of the visit as a whole,
    /// not a problem of its own.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub result: bool,
    /// Asks where it was inspected (检查部位).
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub location: bool,
    /// Legal basis shown when a problem is found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Help under the question.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Shown only while this holds; absent = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<Relevance>,
    /// What its answer must agree with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
}

/// What an answer to an item may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AnswerKind {
    /// One tap: no problem / problem / not applicable. Values stored: `ok`, `bad`, `na`.
    Verdict {
        /// Label of `ok` (合格, 未发现问题, 是).
        ok: String,
        /// Label of `bad` (不合格, 发现问题, 否).
        bad: String,
        /// Label of `na` (不适用, 合理缺项, 不涉及); absent = not offered. 合理缺项 needs a reason in the note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        na: Option<String>,
    },
    /// One of several; values stored: the option's id.
    Choice {
        /// What is offered.
        options: Vec<ChoiceOption>,
    },
    /// Several of several; stored as option ids joined by a space, in the form's order.
    MultiChoice {
        /// What is offered.
        options: Vec<ChoiceOption>,
    },
    /// Free text, merged by character.
    Text {
        /// More than one line.
        #[serde(default, skip_serializing_if = "crate::canon::is_default")]
        multiline: bool,
    },
    /// A decimal number kept as the digits typed; bounds as decimal strings.
    Number {
        /// Unit as printed (万元, 公顷, MPa).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
        /// Lower limit of the *standard*; outside it is a problem, not a typing error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<String>,
        /// Upper limit of the standard.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<String>,
        /// Digits after the point allowed when typing.
        #[serde(default)]
        decimals: u8,
    },
    /// A calendar date, ISO 8601.
    Date,
    /// Two whole numbers, "n of m" (抽查 m 具，其中 n 具不合格): stored `n/m`.
    Fraction {
        /// Unit as printed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
    },
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Stable id, no spaces.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Choosing it is a problem found.
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub bad: bool,
    /// Where several may be chosen: this one is chosen alone (未发现问题 beside anything else says two things).
    #[serde(default, skip_serializing_if = "crate::canon::is_default")]
    pub alone: bool,
}

/// When an item is shown, given the answers so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Relevance {
    /// The named item's stored value is one of these.
    In {
        /// The item looked at.
        item: ItemId,
        /// Stored values.
        values: Vec<String>,
    },
    /// All hold.
    All {
        /// Conditions.
        of: Vec<Relevance>,
    },
    /// At least one holds.
    Any {
        /// Conditions.
        of: Vec<Relevance>,
    },
    /// It does not hold.
    Not {
        /// Condition.
        of: Box<Relevance>,
    },
    /// The named item's figure or date stands so to another's, or to one that is written here.
    Compare {
        /// The item looked at.
        item: ItemId,
        /// How it stands.
        is: Relation,
        /// The other item; absent = `value`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<ItemId>,
        /// A figure or an ISO date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
}

impl Form {
    /// All items in printed order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|s| &s.items)
    }

    /// The section that holds this item.
    pub fn section_of(&self, id: &ItemId) -> Option<&Section> {
        self.sections.iter().find(|s| s.items.iter().any(|i| &i.id == id))
    }

    /// The item with this id.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items().find(|i| &i.id == id)
    }
}

fn yes() -> bool {
    true
}
