//! The office's first screen and the working calendar behind its dates.

use super::TaskSummary;
use crate::assignment::OrderGiven;
use crate::id::{InspectionId, RegimeId};
use crate::review::ReviewState;
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A deadline on the dashboard, with how it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// Regime.
    pub regime: RegimeId,
    /// Task or inspection it belongs to, if any.
    pub about: String,
    /// What is due.
    pub label: String,
    /// Event it counts from.
    pub from: String,
    /// Event's date.
    pub event_date: Option<Date>,
    /// Due date.
    pub due: Option<Date>,
    /// Count and unit in words of data: `20`, `working_day`.
    pub count: u32,
    /// `working_day` or `day`, or `dated`.
    pub unit: String,
    /// Days counted, in order.
    pub counted: Vec<Date>,
    /// Article.
    pub cite: String,
    /// Warning code, e.g. past the last official calendar year.
    pub warning: Option<String>,
}

/// A day that is not an ordinary one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// Which day.
    pub date: Date,
    /// `true`: worked although a weekend day (调休上班); `false`: off although a weekday or a holiday.
    pub workday: bool,
    /// Name of the holiday.
    pub name: String,
}

/// One year of the working calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPage {
    /// Year.
    pub year: i32,
    /// The year's arrangement is officially announced; otherwise only weekends are known.
    pub official: bool,
    /// Last year with an official arrangement.
    pub official_until: i32,
    /// The announcement it rests on.
    pub source: String,
    /// The days that differ from plain weekdays and weekends.
    pub days: Vec<CalendarDay>,
}

/// An order to put right that nobody has looked at again yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOrder {
    /// The visit that gave it.
    pub inspection: InspectionId,
    /// To whom.
    pub subject_name: String,
    /// The order.
    pub order: OrderGiven,
    /// The visit ordered to look at it again, which is not sealed yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck: Option<InspectionId>,
}

/// The office's first screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Tasks.
    pub tasks: Vec<TaskSummary>,
    /// Counts of inspections by review state.
    pub inspections: BTreeMap<ReviewState, u32>,
    /// Clocks, nearest first.
    pub clocks: Vec<ClockView>,
    /// Orders to put right whose re-check has not been sealed, nearest day first.
    #[serde(default)]
    pub orders: Vec<OpenOrder>,
    /// Server has a verified second copy; otherwise office and tablets say so.
    pub second_copy: bool,
    /// The words in which an administrator accepted a single copy, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_copy: Option<String>,
    /// Uploads kept apart that nobody has judged; only for who may judge them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarantine_waiting: Option<u32>,
}
