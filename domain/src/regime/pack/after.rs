//! Rules about what follows: clocks, report, publication, redaction, objection, archive, risk, liability.

pub use super::event::Event;
use super::plan::RosterField;
use crate::id::CheckItemId;
use serde::{Deserialize, Serialize};

/// Unit of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 工作日.
    WorkingDay,
    /// 日, 天.
    Day,
}

/// What a calendar-day clock does when it ends on a rest day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestDay {
    /// The text is silent: the day stands, with a warning.
    #[default]
    Silent,
    /// The day stands.
    Keep,
    /// The next working day.
    NextWorkingDay,
}

/// Whether the clock is a latest or an earliest day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Within.
    #[default]
    Within,
    /// Not less than.
    AtLeast,
}

/// A clock that starts with an event. The event's day is not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// What is due.
    pub label: String,
    /// The event that starts it.
    pub event: Event,
    /// Further events the wording may equally mean; the note says why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or_event: Vec<Event>,
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// Latest or earliest.
    #[serde(default)]
    pub bound: Bound,
    /// What happens on a rest day (calendar days only).
    #[serde(default)]
    pub rest_day: RestDay,
    /// Article of the rest-day setting.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rest_day_cite: String,
}

/// When a dated clock falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "every", rename_all = "snake_case", deny_unknown_fields)]
pub enum Dated {
    /// A day of each month.
    Month {
        /// 1–31; 31 = the last day.
        day: u32,
    },
    /// A day of each year; day 31 = the last of the month.
    Year {
        /// 1–12.
        month: u32,
        /// 1–31.
        day: u32,
    },
    /// The last day of each quarter.
    Quarter,
    /// A window inside one year.
    Window {
        /// First day.
        start: crate::time::Date,
        /// Last day.
        end: crate::time::Date,
    },
}

/// A clock of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedClock {
    /// What is due.
    pub label: String,
    /// When.
    pub on: Dated,
    /// The text says *before* (前): the named day itself. Chinese law counts the day in unless it says otherwise,
    /// so this is only a label for people.
    #[serde(default)]
    pub before: bool,
}

/// Something due promptly (及时): no number of days in the text, so no date is made up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promptly {
    /// What.
    pub label: String,
    /// After what.
    pub event: Event,
}

/// The inspection report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Contents as printed.
    pub contents: Vec<String>,
    /// Who approves it; empty = nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// What the text says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Published {
    /// 事项清单.
    ItemList,
    /// 计划.
    Plan,
    /// 抽取结果.
    Draw,
    /// 检查结果.
    Result,
    /// 处理结果.
    Outcome,
    /// 检查对象名录库.
    SubjectRoster,
    /// 检查人员名录库.
    InspectorRoster,
    /// Execution of the plan.
    Execution,
}

/// Publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// What.
    pub what: Vec<Published>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// Id of the clock or prompt duty that says when; empty = the text gives no time.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clock: String,
    /// Fields of a published row, as the roster names them: nothing else of it leaves the office.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<RosterField>,
    /// Steps before it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<String>,
    /// Items it concerns; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CheckItemId>,
    /// What the text says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What a published record loses or hides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Redaction {
    /// Keeps the surname, replaces the given name.
    MaskGivenName {
        /// Written instead of the given name.
        with: String,
        /// Surnames of two characters, kept whole.
        compound_surnames: Vec<String>,
    },
    /// Removes data of these kinds.
    Remove {
        /// Which.
        kinds: Vec<PrivateKind>,
    },
    /// Removed passages may be replaced by a symbol where the text would not be understood.
    Symbol {
        /// The symbol.
        with: String,
    },
}

/// Kinds of private data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivateKind {
    /// 住所地详址.
    HomeAddress,
    /// 工作单位.
    Employer,
    /// 家庭成员.
    Family,
    /// 联系方式.
    Contact,
    /// 公民身份号码.
    IdNumber,
    /// Anything else that identifies a person.
    Identifying,
    /// Property of a person.
    PersonProperty,
    /// Property of an organisation.
    OrganisationProperty,
    /// 个人隐私.
    Privacy,
    /// 商业秘密.
    TradeSecret,
    /// The body's seal.
    Seal,
    /// Whatever the body judges unfit.
    Unfit,
}

/// Objections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// Who may object, when, to whom.
    pub text: String,
    /// Ids of the clocks that run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<String>,
}

impl PrivateKind {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HomeAddress => "home_address",
            Self::Employer => "employer",
            Self::Family => "family",
            Self::Contact => "contact",
            Self::IdNumber => "id_number",
            Self::Identifying => "identifying",
            Self::PersonProperty => "person_property",
            Self::OrganisationProperty => "organisation_property",
            Self::Privacy => "privacy",
            Self::TradeSecret => "trade_secret",
            Self::Seal => "seal",
            Self::Unfit => "unfit",
        }
    }
}

/// Corrections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Who approves; empty = the text names nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approver: String,
    /// What the text says.
    pub text: String,
}

/// Rectification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rectification {
    /// Title of the document.
    pub document: String,
    /// A re-check follows.
    #[serde(default)]
    pub recheck: bool,
    /// What the text says.
    pub text: String,
}

/// Handing over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// To whom.
    pub to: String,
    /// When.
    pub text: String,
}

/// Archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// What is kept or handed in.
    pub what: Vec<String>,
    /// To whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
}

/// Statistics and reports upwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statistic {
    /// In which time.
    pub period: crate::regime::pack::plan::Period,
    /// What.
    pub text: String,
}

/// An external platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Name as printed.
    pub name: String,
    /// What goes there.
    pub what: Vec<Published>,
}
