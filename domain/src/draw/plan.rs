//! The plan of one draw: strata and their rules, seats and their roles, caps, whom to leave out, whom to wait for.
//!
//! Everything that shapes the result is here and is logged before any entropy exists. Conditions look only at
//! attributes that stand in the frozen roster, so a stranger can sort the rows again.

use crate::canon::is_key;
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
    /// Who is left out, first match first; the reason code stands in the row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<Exclusion>,
    /// Seats of a team, in order.
    pub team: Vec<Seat>,
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
    /// Latest moment to open, Unix seconds.
    pub deadline: u64,
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
        strata
            .chain(self.exclude.iter().flat_map(|e| &e.when))
            .map(|c| c.field.as_str())
            .collect()
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
        let mut found = Vec::new();
        let mut bad =
            |code: &str, path: String| found.push(Problem::error(format!("draw.plan.{code}"), path));
        if self.strata.is_empty() {
            bad("no_stratum", "strata".into());
        }
        let mut keys = BTreeSet::new();
        for (i, stratum) in self.strata.iter().enumerate() {
            if !is_key(&stratum.key) {
                bad("stratum_key", format!("strata[{i}].key"));
            }
            if !keys.insert(&stratum.key) {
                bad("stratum_twice", format!("strata[{i}].key"));
            }
            match &stratum.rule {
                Rule::RatioCeil { den, num, .. } if *den == 0 || num > den => {
                    bad("ratio", format!("strata[{i}].rule"));
                }
                Rule::Total { .. } if self.total.is_none() => {
                    bad("total_missing", format!("strata[{i}].rule"))
                }
                Rule::RatioCeil { .. } | Rule::Total { .. } => {}
            }
        }
        let teams = self
            .strata
            .iter()
            .enumerate()
            .filter_map(|(i, s)| Some((format!("strata[{i}].team"), s.team.as_ref()?)));
        for (path, team) in std::iter::once(("team".to_owned(), &self.team)).chain(teams) {
            if team.is_empty() || team.iter().any(|s| s.role.is_empty()) {
                bad("team", path);
            }
        }
        if self.total.is_some() && !self.strata.iter().any(|s| matches!(s.rule, Rule::Total { .. })) {
            bad("total_unused", "total".into());
        }
        for key in self.facts.keys().filter(|k| !is_key(k)) {
            bad("fact_key", format!("facts.{key}"));
        }
        if self.exclude.iter().any(|e| e.why.is_empty() || e.when.is_empty()) {
            bad("exclusion", "exclude".into());
        }
        if self.witness.quorum > self.witness.n {
            bad("quorum", "witness.quorum".into());
        }
        if self.apart.iter().any(|[a, b]| a >= b) {
            bad("apart_order", "apart".into());
        }
        found
    }
}
