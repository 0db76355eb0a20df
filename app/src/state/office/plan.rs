//! The plan of a task as somebody types it, and the draft that comes of it when nothing is wrong.
//!
//! Invariant: a draft is only made from a form without faults; faults carry the path the server uses too, so
//! that both show at the same field.

use domain::id::{RegimeId, UserId};
use domain::time::{Date, Timestamp};
use domain::wire::api::{EnteredInput, PlanInputView, TaskDraft};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::Reducible;

/// China Standard Time is UTC+8 all year.
const CHINA_OFFSET_MS: i64 = 8 * 3600 * 1000;
const DAY_MS: i64 = 24 * 3600 * 1000;
/// Proposed length of the visits; a person changes it.
const WINDOW_DAYS: i64 = 30;
/// Proposed hour of the latest draw: the end of the next day's office hours.
const DEADLINE_HOUR_MS: i64 = 18 * 3600 * 1000;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
    /// 任务名称.
    pub title: String,
    /// Regime id, or empty.
    pub regime: String,
    /// Typed values by input id.
    pub inputs: BTreeMap<String, String>,
    /// First day, as a date input has it.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Latest moment of the draw in China, as a `datetime-local` input has it.
    pub deadline: String,
    /// Chosen witnesses.
    pub witnesses: BTreeSet<UserId>,
    /// Who approves changes to the result.
    pub approver: Option<UserId>,
    /// Chosen values by field.
    pub filter: BTreeMap<String, BTreeSet<String>>,
}

/// A change of the form.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Everything at once: an existing draft is opened.
    Load(Box<PlanForm>),
    /// Title.
    Title(String),
    /// Regime; typed inputs of the former one go.
    Regime(String),
    /// One input.
    Input(String, String),
    /// First day.
    From(String),
    /// Last day.
    Until(String),
    /// Latest moment.
    Deadline(String),
    /// A witness is chosen or taken off.
    Witness(UserId),
    /// Who approves changes, or nobody.
    Approver(Option<UserId>),
    /// A filter value is chosen or taken off.
    Filter(String, String),
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing entered.
    Missing,
    /// No whole number.
    Number,
    /// No percentage.
    Ratio,
    /// No date.
    Date,
    /// Ends before it begins.
    Reversed,
    /// Lies in the past.
    Past,
}

impl PlanForm {
    /// A new plan with proposed dates.
    pub fn fresh(now: Timestamp) -> Self {
        let today = now.china_date();
        let midnight = (now.0 + CHINA_OFFSET_MS).div_euclid(DAY_MS) * DAY_MS;
        let deadline = Timestamp(midnight + DAY_MS + DEADLINE_HOUR_MS - CHINA_OFFSET_MS);
        Self {
            from: today.to_string(),
            until: (today + chrono::Duration::days(WINDOW_DAYS)).to_string(),
            deadline: local(deadline),
            ..Self::default()
        }
    }

    /// The form of an existing draft.
    pub fn of(draft: &TaskDraft) -> Self {
        Self {
            title: draft.title.clone(),
            regime: draft.regime.to_string(),
            inputs: draft
                .inputs
                .iter()
                .map(|(id, e)| (id.clone(), e.value.clone()))
                .collect(),
            from: draft.window.0.to_string(),
            until: draft.window.1.to_string(),
            deadline: local(draft.deadline),
            witnesses: draft.witnesses.iter().cloned().collect(),
            approver: draft.approver.clone(),
            filter: draft
                .filter
                .iter()
                .map(|(field, values)| (field.clone(), values.iter().cloned().collect()))
                .collect(),
        }
    }

    /// The draft, or every fault by path.
    ///
    /// # Errors
    /// Faults by path: `title`, `regime`, `window.0`, `window.1`, `deadline`, `inputs.{id}`.
    pub fn draft(
        &self,
        asked: &[PlanInputView],
        now: Timestamp,
    ) -> Result<TaskDraft, BTreeMap<String, Fault>> {
        let mut faults = BTreeMap::new();
        let mut fault = |path: &str, fault: Fault| {
            faults.entry(path.to_owned()).or_insert(fault);
        };
        if self.title.trim().is_empty() {
            fault("title", Fault::Missing);
        }
        if self.regime.is_empty() {
            fault("regime", Fault::Missing);
        }
        let (from, until) = (day(&self.from), day(&self.until));
        if from.is_none() {
            fault("window.0", Fault::Date);
        }
        if until.is_none() {
            fault("window.1", Fault::Date);
        }
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            fault("window.1", Fault::Reversed);
        }
        let deadline = moment(&self.deadline);
        match deadline {
            None => fault("deadline", Fault::Date),
            Some(deadline) if deadline <= now => fault("deadline", Fault::Past),
            Some(_) => {}
        }
        let mut inputs = BTreeMap::new();
        for input in asked.iter().filter(|input| self.asks(input)) {
            let typed = self.inputs.get(&input.id).map_or("", |text| text.trim());
            if input.optional && typed.is_empty() {
                continue;
            }
            match value(input, self.inputs.get(&input.id).map_or("", String::as_str)) {
                Ok(value) => _ = inputs.insert(input.id.clone(), entered(value)),
                Err(why) => fault(&format!("inputs.{}", input.id), why),
            }
        }
        match (from, until, deadline) {
            (Some(from), Some(until), Some(deadline)) if faults.is_empty() => Ok(TaskDraft {
                title: self.title.trim().to_owned(),
                regime: RegimeId::new(&self.regime),
                inputs,
                window: (from, until),
                witnesses: self.witnesses.iter().cloned().collect(),
                approver: self.approver.clone(),
                filter: self.chosen_filter(),
                deadline,
            }),
            _ => Err(faults),
        }
    }

    /// Whether an input is asked for with what is chosen so far.
    pub fn asks(&self, input: &PlanInputView) -> bool {
        let chosen = |other: &String| self.inputs.get(other).map_or("", |text| text.trim());
        input
            .only_if
            .as_ref()
            .is_none_or(|(other, values)| values.iter().any(|v| v == chosen(other)))
    }

    fn chosen_filter(&self) -> BTreeMap<String, Vec<String>> {
        self.filter
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(field, values)| (field.clone(), values.iter().cloned().collect()))
            .collect()
    }
}

impl Reducible for PlanForm {
    type Action = Edit;

    fn reduce(self: Rc<Self>, edit: Edit) -> Rc<Self> {
        let mut next = (*self).clone();
        match edit {
            Edit::Load(form) => next = *form,
            Edit::Title(text) => next.title = text,
            Edit::Regime(id) => {
                if next.regime != id {
                    next.inputs.clear();
                }
                next.regime = id;
            }
            Edit::Input(id, text) => _ = next.inputs.insert(id, text),
            Edit::From(text) => next.from = text,
            Edit::Until(text) => next.until = text,
            Edit::Deadline(text) => next.deadline = text,
            Edit::Witness(user) => toggle(&mut next.witnesses, user),
            Edit::Approver(user) => next.approver = user,
            Edit::Filter(field, value) => toggle(next.filter.entry(field).or_default(), value),
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

/// Who and when are the server's to say.
fn entered(value: String) -> EnteredInput {
    EnteredInput {
        value,
        by: String::new(),
        at: Timestamp::default(),
    }
}

/// A typed value in the form the regime reads: half-width digits, a percentage without its sign.
fn value(input: &PlanInputView, typed: &str) -> Result<String, Fault> {
    let text: String = typed.trim().chars().map(half_width).collect();
    if text.is_empty() {
        return Err(Fault::Missing);
    }
    match input.kind.as_str() {
        "integer" => whole(&text).then_some(text).ok_or(Fault::Number),
        "ratio" | "percent" => percent(&text).ok_or(Fault::Ratio),
        "date" => day(&text).map(|d| d.to_string()).ok_or(Fault::Date),
        _ => Ok(text),
    }
}

fn whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `5%`, `5` and `1/20` say the same.
fn percent(text: &str) -> Option<String> {
    if let Some((num, den)) = text.split_once('/') {
        let (num, den): (u64, u64) = (num.trim().parse().ok()?, den.trim().parse().ok()?);
        let exact = den > 0 && num > 0 && num <= den && num * 10_000 % den == 0;
        return exact.then(|| hundredths(num * 10_000 / den));
    }
    let bare = text.trim_end_matches('%').trim();
    let (whole_part, part) = bare.split_once('.').unwrap_or((bare, "0"));
    (whole(whole_part) && whole(part)).then(|| bare.to_owned())
}

/// Hundredths of a percent as a decimal: 525 → `5.25`, 500 → `5`.
fn hundredths(n: u64) -> String {
    let (whole, part) = (n / 100, n % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// Full-width forms of an input method as their plain ones (Unicode: U+FF01–U+FF5E are U+0021–U+007E + 0xFEE0).
fn half_width(c: char) -> char {
    match u32::from(c) {
        full @ 0xFF01..=0xFF5E => char::from_u32(full - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

fn moment(text: &str) -> Option<Timestamp> {
    let at = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| chrono::NaiveDateTime::parse_from_str(text.trim(), form).ok())?;
    Some(Timestamp(at.and_utc().timestamp_millis() - CHINA_OFFSET_MS))
}

fn local(at: Timestamp) -> String {
    at.china_minute().replace(' ', "T")
}

#[cfg(test)]
mod tests;
