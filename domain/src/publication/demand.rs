//! What a text wants public (公开要求): which matter, where, after which steps, by when, and what is kept until then.
//!
//! Exists because a published record must say by which article it stands there. Invariants: where the text is silent
//! nothing is demanded and nothing is kept; a demand without a day has none here.

use crate::id::CheckItemId;
use crate::problem::Problem;
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::pack::after::{Publication, Published, Unit};
use crate::regime::pack::onsite::{SecretUntil, SecretWhat};
use crate::regime::pack::people::DrawPublic;
use crate::regime::pack::{Regime, Rule};
use serde::{Deserialize, Serialize};

/// One matter that must be public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// What.
    pub what: Published,
    /// Where, as printed; empty = the text names no place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// What goes before it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<String>,
    /// By when.
    pub when: ByWhen,
    /// What the text says.
    pub text: String,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub layer: RuleSource,
}

/// By when something must be public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ByWhen {
    /// A clock with a number of days; its id names the deadline.
    Clock {
        /// Id of the clock.
        clock: String,
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
    },
    /// A day of the calendar.
    Dated {
        /// Id of the dated clock.
        clock: String,
    },
    /// 及时: no number of days.
    Promptly,
    /// The text says nothing.
    Unsaid,
}

/// What a text wants public of one matter, in the pack's order.
pub fn demands(regime: &Regime, what: Published) -> Vec<Demand> {
    read(regime, what, |_| true)
}

/// What a text wants public of a check of these items: its result and what came of it.
pub fn demands_of_check(regime: &Regime, items: &[CheckItemId]) -> Vec<Demand> {
    let concerns = |of: &[CheckItemId]| of.is_empty() || of.iter().any(|item| items.contains(item));
    let matters = [Published::Result, Published::Outcome].into_iter();
    matters.flat_map(|what| read(regime, what, concerns)).collect()
}

fn read(regime: &Regime, what: Published, concerns: impl Fn(&[CheckItemId]) -> bool) -> Vec<Demand> {
    let named = |r: &&Rule<Publication>| r.what.what.contains(&what) && concerns(&r.what.items);
    let rules = regime.rules.publications.iter().filter(named);
    rules
        .map(|rule| Demand {
            what,
            channels: rule.what.channels.clone(),
            chain: rule.what.chain.clone(),
            when: by_when(regime, &rule.what.clock),
            text: rule.what.text.clone(),
            cite: rule.cite.clone(),
            layer: rule.origin.layer,
        })
        .collect()
}

/// A step a text wants done before something is public (审核、审定 …), and its article; each once, in its turn.
pub fn steps(demands: &[Demand]) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    for (step, cite) in demands.iter().flat_map(|d| d.chain.iter().map(|s| (s, &d.cite))) {
        if !steps.iter().any(|(known, _)| known == step) {
            steps.push((step.clone(), cite.clone()));
        }
    }
    steps
}

/// Steps of which nobody has said who did them; `told` holds step and words.
pub fn steps_missing(demands: &[Demand], told: &[(String, String)]) -> Vec<Problem> {
    let said = |step: &str| {
        told.iter()
            .any(|(s, words)| s == step && !words.trim().is_empty())
    };
    let open = steps(demands).into_iter().filter(|(step, _)| !said(step));
    open.map(|(step, cite)| {
        Problem::error("publication.step_missing", format!("steps.{step}"))
            .with("step", step)
            .with("cite", cite)
    })
    .collect()
}

/// Whether a text wants this matter public at all.
pub fn is_demanded(regime: &Regime, what: Published) -> bool {
    !demands(regime, what).is_empty()
}

fn by_when(regime: &Regime, clock: &str) -> ByWhen {
    let rules = &regime.rules;
    if let Some(rule) = rules.clocks.iter().find(|r| r.id == clock) {
        return ByWhen::Clock {
            clock: clock.to_owned(),
            count: rule.what.count,
            unit: rule.what.unit,
        };
    }
    if rules.dated_clocks.iter().any(|r| r.id == clock) {
        let clock = clock.to_owned();
        return ByWhen::Dated { clock };
    }
    match rules.promptly.iter().any(|r| r.id == clock) {
        true => ByWhen::Promptly,
        false => ByWhen::Unsaid,
    }
}

/// What of a draw is still kept from the public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The results are awaited, not the checks alone.
    pub until_published: bool,
    /// What the text says.
    pub text: String,
    /// Article.
    pub cite: String,
}

/// How far the checks of a drawn task have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Every drawn subject has been checked.
    pub checked: bool,
    /// Every result is public.
    pub published: bool,
}

/// Why the drawn lists may not be read by everybody yet (名单保密), or nothing.
///
/// A text that only lets a visit come unannounced (`may`) keeps no list.
pub fn kept(regime: &Regime, progress: Progress) -> Option<Kept> {
    let public = regime
        .rules
        .draws
        .iter()
        .filter_map(|r| Some((r, r.what.public?)));
    let mut later = public.filter(|(_, public)| match public {
        DrawPublic::Promptly => false,
        DrawPublic::AfterCheck => !progress.checked,
        DrawPublic::AfterResult => !progress.published,
    });
    let mut holding = regime.rules.secrecies.iter().filter(|r| {
        let list = matches!(r.what.what, SecretWhat::SubjectList | SecretWhat::InspectorList);
        let over = match r.what.kept_until {
            SecretUntil::Check => progress.checked,
            SecretUntil::Publication => progress.published,
            SecretUntil::Always => false,
        };
        list && r.strength == Strength::Must && !over
    });
    let secret = holding.next().map(|rule| Kept {
        until_published: rule.what.kept_until != SecretUntil::Check,
        text: rule.what.text.clone(),
        cite: rule.cite.clone(),
    });
    secret.or_else(|| {
        later.next().map(|(rule, public)| Kept {
            until_published: public == DrawPublic::AfterResult,
            text: rule.what.text.clone(),
            cite: rule.cite.clone(),
        })
    })
}
