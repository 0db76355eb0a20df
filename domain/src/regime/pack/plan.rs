//! Rules about what is planned: items, rosters, pools, gaps, strata, caps.
//!
//! A figure that the source lost is a [`Gap`], never a default.

use crate::id::{CheckItemId, FormId};
use crate::regime::when::Condition;
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// Part of the process a duty belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Scope and principles.
    Scope,
    /// Item list.
    Items,
    /// Rosters.
    Roster,
    /// Plan.
    Plan,
    /// Draw.
    Draw,
    /// On site.
    Onsite,
    /// After the check.
    After,
    /// Credit and risk.
    Credit,
}

/// A duty of people: read aloud and reminded of, decided by nobody but them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Where in the process.
    pub phase: Phase,
    /// What the text asks.
    pub text: String,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// Subjects that are visited before the others; empty = the duty says nothing on the order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<Condition>,
}

/// What an item list must hold and who keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemList {
    /// Fields of the list as printed.
    pub fields: Vec<String>,
    /// Who keeps it.
    #[serde(default)]
    pub keeper: String,
    /// Changed as the law changes; old tasks keep their version.
    #[serde(default)]
    pub dynamic: bool,
    /// Content outside the list must not be checked.
    #[serde(default)]
    pub closed: bool,
}

/// Class of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemClass {
    /// 一般检查事项.
    #[default]
    General,
    /// 重点检查事项.
    Key,
}

/// One item of the item list (抽查事项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Stable id of the item.
    pub item: CheckItemId,
    /// Name as printed.
    pub name: String,
    /// Whom it concerns.
    #[serde(default)]
    pub object: String,
    /// What is looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<String>,
    /// Legal basis, when the list names one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Methods, when the list names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// Class.
    #[serde(default)]
    pub class: ItemClass,
    /// Whether its subjects and inspectors are drawn; `none` = checked otherwise (daily check), never by a draw.
    #[serde(default)]
    pub draw: DrawMode,
    /// Which subjects of the roster it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Forms filled for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<FormId>,
}

/// Which roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterKind {
    /// 检查对象名录库.
    Subjects,
    /// 执法检查人员名录库.
    Inspectors,
}

/// Fields a roster must or should hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterFields {
    /// Which roster.
    pub roster: RosterKind,
    /// A row without them is refused; otherwise they are completed over time.
    pub required: bool,
    /// The fields.
    pub fields: Vec<RosterField>,
}

/// One roster field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterField {
    /// Name of the field of a roster row, or `extra:<header>`; several joined by `|` = any one of them.
    pub key: String,
    /// Label as printed.
    pub label: String,
}

/// What of a check that something else started is still drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawMode {
    /// Not a random check at all.
    None,
    /// Only inspectors are drawn.
    InspectorsOnly,
    /// Subjects are drawn in the area concerned.
    SubjectsInArea,
    /// Drawn as any other.
    #[default]
    Full,
}

/// What starts a check besides the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Stable code: `complaint`, `recheck`, `handover`.
    pub code: String,
    /// Label.
    pub label: String,
    /// What is drawn.
    pub draw: DrawMode,
}

/// Subjects that stay out of the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Stable code written into the frozen roster.
    pub code: String,
    /// Reason for people.
    pub label: String,
    /// All hold.
    pub when: Vec<Condition>,
}

/// How often a plan is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Every year.
    Annual,
    /// Every quarter.
    Quarterly,
    /// Every month.
    Monthly,
    /// For one campaign.
    Special,
    /// For one round named by the text.
    Round,
}

/// First and last day of something, both counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// What a plan must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRule {
    /// Cycle.
    pub cycle: Cycle,
    /// Contents as printed.
    pub contents: Vec<String>,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub maker: String,
    /// Who approves it; empty = the text names nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// Must be published.
    #[serde(default)]
    pub published: bool,
    /// Must be published before the first check.
    #[serde(default)]
    pub published_before_check: bool,
    /// Days outside which no visit may be planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Least number of draws in a cycle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws_min: Option<u32>,
    /// Further words of the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// How many of a stratum are drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case", deny_unknown_fields)]
pub enum Sample {
    /// Every one (100 %).
    All,
    /// Not less than `num/den`, rounded up, and at least `min` where there is anybody.
    Ratio {
        /// Numerator.
        num: u32,
        /// Denominator.
        den: u32,
        /// Least number.
        #[serde(default)]
        min: u32,
    },
    /// Exactly so many.
    Count {
        /// How many.
        n: u32,
    },
    /// A share in percent that is a plan input.
    InputPercent {
        /// Key of the input.
        input: String,
    },
    /// A number that is a plan input.
    InputCount {
        /// Key of the input.
        input: String,
    },
    /// `num` of a unit that is a plan input (the source lost the unit).
    InputUnit {
        /// Numerator that the source keeps.
        num: u32,
        /// Key of the input whose option carries the denominator.
        input: String,
    },
}

/// Over which time a ratio is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// One round.
    Round,
}

/// One stratum. Its conditions and those of its siblings must not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// Key written into the frozen roster.
    pub key: String,
    /// Label.
    pub label: String,
    /// All hold; empty = every subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Keys of strata that take a subject before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// How many are drawn.
    pub sample: Sample,
    /// Over which time, when the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}
