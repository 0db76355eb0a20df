//! Which items are asked, whether an answer may be stored, and whether it is a problem found.

use crate::id::ItemId;
use crate::regime::form::{AnswerKind, Form, Item, Relevance};
use crate::time::Date;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Stored answers by item; an empty value is no answer.
pub type Answers = BTreeMap<ItemId, String>;

/// Stored value of "no problem".
pub const OK: &str = "ok";
/// Stored value of "problem found".
pub const BAD: &str = "bad";
/// Stored value of "not applicable".
pub const NA: &str = "na";

/// Longest text kept for one answer, in characters: a page and a half; more belongs into an attachment.
pub const TEXT_CHARS_MAX: usize = 10_000;
/// Longest short text (reason, location, caption, name), in characters.
pub const WORDS_CHARS_MAX: usize = 2_000;
/// Most digits of a number: enough for 元 of a large fund, small enough for a reader.
pub const NUMBER_CHARS_MAX: usize = 24;

/// Why a value may not be stored as the answer to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnswer {
    /// Not among the offered values.
    #[error("the value is not among the options")]
    NotAnOption,
    /// Chosen beside others, and the form says that it stands alone.
    #[error("an option that excludes the others stands beside one")]
    NotAlone,
    /// Not a decimal number with the allowed digits.
    #[error("not a decimal number with the allowed digits")]
    NotANumber,
    /// Not an ISO 8601 date.
    #[error("not a date")]
    NotADate,
    /// Not `n/m` with n ≤ m.
    #[error("not a fraction n/m with n not above m")]
    NotAFraction,
    /// Too long.
    #[error("too long")]
    TooLong,
}

/// What an answer says about the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No problem.
    Fine,
    /// A problem found: verdict `bad`, a bad option, a number outside the standard, failures in a fraction.
    Problem,
    /// Not applicable.
    NotApplicable,
    /// Says nothing either way (a text, a date, an option that is neither).
    Neutral,
    /// No answer yet.
    Unanswered,
}

/// Whether a condition holds; an unanswered item has no value and meets no `in`.
pub fn holds(relevance: &Relevance, answers: &Answers) -> bool {
    match relevance {
        Relevance::In { item, values } => answers
            .get(item)
            .is_some_and(|given| given.split(' ').any(|one| values.iter().any(|v| v == one))),
        Relevance::All { of } => of.iter().all(|r| holds(r, answers)),
        Relevance::Any { of } => of.iter().any(|r| holds(r, answers)),
        Relevance::Not { of } => !holds(of, answers),
        Relevance::Compare {
            item,
            is,
            other,
            value,
        } => {
            let given = |id: &ItemId| answers.get(id).map(String::as_str).filter(|v| !v.is_empty());
            let right = match other {
                Some(other) => given(other),
                None => value.as_deref(),
            };
            given(item)
                .zip(right)
                .is_some_and(|(left, right)| is.holds(left, right))
        }
    }
}

/// Whether an item is asked now. An item hidden by another hidden item is hidden too.
pub fn is_relevant(form: &Form, item: &Item, answers: &Answers) -> bool {
    visible(form, item, answers, form.items().count())
}

/// `depth` bounds chains of conditions, so that a circle in a foreign form ends as hidden.
fn visible(form: &Form, item: &Item, answers: &Answers, depth: usize) -> bool {
    let Some(relevance) = &item.relevant else {
        return true;
    };
    if depth == 0 {
        return false;
    }
    let shown: Answers = answers
        .iter()
        .filter(|(id, _)| {
            looks_at(relevance, id)
                && form
                    .item(id)
                    .is_some_and(|i| visible(form, i, answers, depth - 1))
        })
        .map(|(id, value)| (id.clone(), value.clone()))
        .collect();
    holds(relevance, &shown)
}

/// Whether a condition depends on this item's answer.
pub fn looks_at(relevance: &Relevance, id: &ItemId) -> bool {
    named(relevance).contains(&id)
}

/// The items a condition looks at.
pub fn named(relevance: &Relevance) -> Vec<&ItemId> {
    match relevance {
        Relevance::In { item, .. } => vec![item],
        Relevance::All { of } | Relevance::Any { of } => of.iter().flat_map(named).collect(),
        Relevance::Not { of } => named(of),
        Relevance::Compare { item, other, .. } => std::iter::once(item).chain(other).collect(),
    }
}

/// The items asked now, in printed order.
pub fn relevant_items<'a>(form: &'a Form, answers: &'a Answers) -> impl Iterator<Item = &'a Item> {
    form.items().filter(move |item| is_relevant(form, item, answers))
}

/// Required relevant items without an answer, in printed order; and whether the form's least number is met.
pub fn missing<'a>(form: &'a Form, answers: &Answers) -> (Vec<&'a Item>, bool) {
    let mut missing = Vec::new();
    let mut answered = 0;
    for item in form.items().filter(|item| is_relevant(form, item, answers)) {
        let given = answers.get(&item.id).is_some_and(|v| !v.is_empty());
        answered += u32::from(given);
        // A form with a least number is answered in part: its items are then not required one by one.
        if item.required && !given && form.answered_min.is_none() {
            missing.push(item);
        }
    }
    (missing, form.answered_min.is_none_or(|least| answered >= least))
}

/// Whether a value may be stored; the empty value (no answer) always may.
///
/// # Errors
/// Says what is wrong with the value.
pub fn validate(kind: &AnswerKind, value: &str) -> Result<(), InvalidAnswer> {
    if value.is_empty() {
        return Ok(());
    }
    let sound = |good: bool, otherwise| if good { Ok(()) } else { Err(otherwise) };
    match kind {
        AnswerKind::Verdict { na, .. } => sound(
            value == OK || value == BAD || (value == NA && na.is_some()),
            InvalidAnswer::NotAnOption,
        ),
        AnswerKind::Choice { options } => {
            sound(options.iter().any(|o| o.id == value), InvalidAnswer::NotAnOption)
        }
        AnswerKind::MultiChoice { options } => {
            // Ids must stand in the form's order, each once: one answer has one spelling.
            let chosen: Vec<_> = value.split(' ').collect();
            let ordered: Vec<_> = options
                .iter()
                .map(|o| o.id.as_str())
                .filter(|o| chosen.contains(o))
                .collect();
            sound(ordered == chosen, InvalidAnswer::NotAnOption)?;
            let excluding = options.iter().any(|o| o.alone && chosen.contains(&o.id.as_str()));
            sound(chosen.len() == 1 || !excluding, InvalidAnswer::NotAlone)
        }
        AnswerKind::Text { .. } => sound(value.chars().count() <= TEXT_CHARS_MAX, InvalidAnswer::TooLong),
        AnswerKind::Number { decimals, .. } => {
            let number = Decimal::parse(value).is_some_and(|d| d.decimals() <= usize::from(*decimals));
            sound(number, InvalidAnswer::NotANumber)
        }
        AnswerKind::Date => sound(is_date(value), InvalidAnswer::NotADate),
        AnswerKind::Fraction { .. } => sound(
            fraction(value).is_some_and(|(n, m)| n <= m),
            InvalidAnswer::NotAFraction,
        ),
    }
}

fn is_date(value: &str) -> bool {
    value.len() == 10 && value.parse::<Date>().is_ok()
}

/// What an answer says. An invalid value is [`Verdict::Neutral`]: it accuses nobody.
pub fn verdict(kind: &AnswerKind, value: &str) -> Verdict {
    if value.is_empty() {
        return Verdict::Unanswered;
    }
    if validate(kind, value).is_err() {
        return Verdict::Neutral;
    }
    match kind {
        AnswerKind::Verdict { .. } => match value {
            OK => Verdict::Fine,
            NA => Verdict::NotApplicable,
            _ => Verdict::Problem,
        },
        AnswerKind::Choice { options } | AnswerKind::MultiChoice { options } => {
            let bad = options
                .iter()
                .any(|o| o.bad && value.split(' ').any(|v| v == o.id));
            match (bad, value, options.iter().any(|o| o.bad)) {
                (true, _, _) => Verdict::Problem,
                (false, NA, _) => Verdict::NotApplicable,
                (false, _, true) => Verdict::Fine,
                (false, _, false) => Verdict::Neutral,
            }
        }
        AnswerKind::Number { min, max, .. } => number_verdict(value, min.as_deref(), max.as_deref()),
        AnswerKind::Fraction { .. } => match fraction(value) {
            Some((0, _)) => Verdict::Fine,
            Some(_) => Verdict::Problem,
            None => Verdict::Neutral,
        },
        AnswerKind::Text { .. } | AnswerKind::Date => Verdict::Neutral,
    }
}

/// Whether an answer is a problem of its own. The result that becomes public sums up what the other answers say: counted
/// beside them, every problem would stand twice.
pub fn finds_problem(item: &Item, value: &str) -> bool {
    !item.result && verdict(&item.kind, value) == Verdict::Problem
}

fn number_verdict(value: &str, min: Option<&str>, max: Option<&str>) -> Verdict {
    let Some(number) = Decimal::parse(value) else {
        return Verdict::Neutral;
    };
    let beyond = |limit: Option<&str>, side| {
        limit
            .and_then(Decimal::parse)
            .is_some_and(|limit| number.cmp(&limit) == side)
    };
    if min.is_none() && max.is_none() {
        Verdict::Neutral
    } else if beyond(min, Ordering::Less) || beyond(max, Ordering::Greater) {
        Verdict::Problem
    } else {
        Verdict::Fine
    }
}

/// `n/m` of a [`AnswerKind::Fraction`]: `(failures, checked)`, unsigned.
pub fn fraction(value: &str) -> Option<(u32, u32)> {
    let digits = |s: &str| (!s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok());
    let (n, m) = value.split_once('/')?;
    Some((digits(n)??, digits(m)??))
}

/// An exact decimal: no float ever decides whether a limit is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    whole: String,
    part: String,
}

impl Decimal {
    /// Digits with at most one point and an optional minus; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > NUMBER_CHARS_MAX {
            return None;
        }
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let whole = whole.trim_start_matches('0').to_owned();
        let part = part.trim_end_matches('0').to_owned();
        let zero = whole.is_empty() && part.is_empty();
        Some(Self {
            negative: negative && !zero,
            whole,
            part,
        })
    }

    /// Digits after the point that matter.
    pub fn decimals(&self) -> usize {
        self.part.len()
    }

    /// The number as a fraction of `10^decimals`; `None` when it does not fit.
    pub fn scaled(&self) -> Option<(i64, u32)> {
        let digits = format!("{}{}", self.whole, self.part);
        let value: i64 = if digits.is_empty() {
            0
        } else {
            digits.parse().ok()?
        };
        Some((
            if self.negative { -value } else { value },
            u32::try_from(self.part.len()).ok()?,
        ))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = self
            .whole
            .len()
            .cmp(&other.whole.len())
            .then_with(|| self.whole.cmp(&other.whole))
            .then_with(|| self.part.cmp(&other.part));
        match (self.negative, other.negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

#[cfg(test)]
#[path = "relevance/tests.rs"]
mod tests;
