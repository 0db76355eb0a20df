//! The plan of one draw: strata and their rules, seats and their roles, caps, whom to leave out, whom to wait for.
//!
//! Everything that shapes the result is here and is logged before any entropy exists. Conditions look only at
//! attributes that stand in the frozen roster, so a stranger can sort the rows again.

mod more;
mod problems;

pub use more::{Capacity, Fixed, Found, Half, Sign, Stage, StageRule, WEIGHT_MAX, Weigh, WeightCase};

use crate::digest::Digest;
use crate::id::InspectorId;
use crate::problem::Problem;
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The plan of one draw. `TASK.json` holds it under `plan`; the `plan` leaf publishes it whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawPlan {
    /// Title of the task.
    pub name: String,
    /// Demo data says so, in the log as everywhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
    /// Facts of the plan that shape nothing but belong to the record: regime, basis, who entered what.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
    /// Day the certificates must be valid on.
    pub date: Date,
    /// Strata in order of priority: a subject belongs to the first whose conditions hold.
    pub strata: Vec<Stratum>,
    /// Fixed sample size shared by the strata whose rule is `total`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// A draw inside a set (定向): all must hold, or the subject is out as `not_in_filter`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<Condition>,
    /// Only one side is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half: Option<Half>,
    /// Further stages below the subject, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageRule>,
    /// Where `total` comes from, if from a capacity formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// Who is left out, first match first; the reason code stands in the row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<Exclusion>,
    /// Seats of a team, in order.
    pub team: Vec<Seat>,
    /// Teams formed once for the whole draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<Fixed>,
    /// Who may sit in a seat of role `lead`; no condition means everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<Condition>,
    /// Bounds of the load of one inspector.
    #[serde(default, skip_serializing_if = "Caps::is_empty")]
    pub caps: Caps,
    /// Pairs of inspectors never in one team (relatives).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<[InspectorId; 2]>,
    /// When the result becomes public.
    pub mode: Mode,
    /// How many witnesses commit entropy, and how many must cosign.
    pub witness: WitnessRule,
    /// Public entropy, named before it exists.
    #[serde(default)]
    pub beacon: BeaconRule,
    /// Latest moment for the reveals and the result, Unix seconds.
    pub deadline: u64,
    /// Latest moment to publish S in sealed mode (end of the inspections), Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_by: Option<u64>,
    /// End of the approver's hash chain, for replacements of inspectors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<ChainEnd>,
    /// The server's secret sealed to a notary; without it the label `no_escrow` is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escrow: Option<String>,
    /// `seq` of the void draw that this one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<u64>,
}

/// One stratum (分层).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// Key, `[A-Za-z0-9_]+`.
    pub key: String,
    /// All must hold; none means every subject not taken by an earlier stratum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Sample size.
    pub rule: Rule,
    /// Seats, where this stratum's teams differ from the plan's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Vec<Seat>>,
    /// Weights, where chances differ; absent = all equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weigh: Option<Weigh>,
}

/// Sample size of a stratum (draw protocol §2.8); whole numbers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Not less than `num/den` of the stratum, and not less than `min` while it has any subject. All of it is
    /// 100/100; a fixed number m is 0/1 with `min` m.
    RatioCeil {
        /// Numerator.
        num: u64,
        /// Denominator, not 0.
        den: u64,
        /// Least number.
        min: u64,
    },
    /// A share of the plan's `total` by weight.
    Total {
        /// Weight; absent = number of subjects.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        q: Option<u64>,
        /// Least number.
        min: u64,
        /// Greatest number; absent = number of subjects.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<u64>,
    },
}

/// `field` is one of `is`. An absent attribute is the empty text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Attribute: a field of the roster (`class`, `risk`, `district`, `post` …) or a header of `extra`.
    pub field: String,
    /// Allowed values.
    pub is: Vec<String>,
}

/// Leaves subjects out with a reason code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Reason code: `inspected_this_year`, `twice_this_year`, `not_in_scope` …
    pub why: String,
    /// All must hold.
    pub when: Vec<Condition>,
}

/// One seat of a team.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// `lead` takes only inspectors who may lead; any other name takes everybody.
    pub role: String,
    /// Department the inspector must belong to (joint checks).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dept: Option<String>,
    /// Qualification the inspector must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qual: Option<String>,
}

/// Bounds of load.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Most subjects one inspector may get in this draw; absent = as many as there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<u64>,
}

impl Caps {
    /// True if nothing is bounded.
    pub fn is_empty(&self) -> bool {
        self.hard.is_none()
    }
}

/// When the result becomes public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The secret is opened with the result; everybody can re-run it at once.
    Open,
    /// The secret is opened after the inspections: names must not leak before the visit. Until then the log
    /// shows hashes of salted leaves only.
    Sealed,
}

/// Witnesses of the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessRule {
    /// Witnesses who commit entropy; all of them must reveal.
    pub n: u64,
    /// Cosignatures asked for on checkpoints.
    pub quorum: u64,
}

/// Which public entropy is waited for (draw protocol §2.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "src", rename_all = "snake_case", deny_unknown_fields)]
pub enum BeaconRule {
    /// None: level T0, secret and witnesses only.
    #[default]
    None,
    /// A drand quicknet round.
    Drand {
        /// Its number.
        round: u64,
    },
    /// One canonical line of ASCII, such as the 20 numbers of a public lottery: `01.07.….80.`
    Line {
        /// What is read (lottery, ceremony).
        of: String,
        /// On which day.
        date: Date,
    },
    /// A physical lottery held for this draw: its digits in one line, with who saw it.
    Ceremony {
        /// What is held.
        of: String,
        /// On which day.
        date: Date,
        /// What is thrown or drawn.
        with: Thrown,
    },
}

/// What gives the digits of a ceremony.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thrown {
    /// At least 26 six-sided dice (67.2 bits).
    Dice,
    /// At least 20 decimal digits (66.4 bits).
    Digits,
}

/// End of a hash chain `w_i = SHA-256(w_(i−1))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainEnd {
    /// `w_N`.
    pub end: Digest,
    /// N.
    pub n: u64,
}

impl Condition {
    /// True if the attribute has one of the values.
    pub fn holds(&self, attrs: &BTreeMap<String, String>) -> bool {
        let value = attrs.get(&self.field).map_or("", String::as_str);
        self.is.iter().any(|v| v == value)
    }
}

/// True if all conditions hold.
pub fn all_hold(conditions: &[Condition], attrs: &BTreeMap<String, String>) -> bool {
    conditions.iter().all(|c| c.holds(attrs))
}

impl DrawPlan {
    /// Subject attributes that the plan looks at, and that rows therefore publish.
    pub fn subject_fields(&self) -> BTreeSet<&str> {
        let strata = self.strata.iter().flat_map(|s| &s.when);
        let weights = self.strata.iter().filter_map(|s| s.weigh.as_ref());
        let weights = weights.flat_map(|w| w.by.iter().flat_map(|c| &c.when));
        strata
            .chain(weights)
            .chain(&self.filter)
            .chain(self.exclude.iter().flat_map(|e| &e.when))
            .map(|c| c.field.as_str())
            .collect()
    }

    /// Weight of a subject in a stratum; 1 where the stratum has no weights.
    pub fn weight_of(&self, stratum: &str, attrs: &BTreeMap<String, String>) -> u64 {
        let weigh = self
            .strata
            .iter()
            .find(|s| s.key == stratum)
            .and_then(|s| s.weigh.as_ref());
        let Some(weigh) = weigh else { return 1 };
        let case = weigh.by.iter().find(|c| all_hold(&c.when, attrs));
        case.map_or(weigh.otherwise, |c| c.w)
    }

    /// Seats of a team in a stratum.
    pub fn team_of(&self, stratum: &str) -> &[Seat] {
        let own = self
            .strata
            .iter()
            .find(|s| s.key == stratum)
            .and_then(|s| s.team.as_ref());
        own.unwrap_or(&self.team)
    }

    /// Everything wrong with the plan by itself; empty means it may be frozen.
    pub fn problems(&self) -> Vec<Problem> {
        problems::of(self)
    }
}
