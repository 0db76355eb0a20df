//! Words of a plan beyond strata and seats: weights, stages, fixed teams, half-random tasks, a capacity formula.
//!
//! Each is one more way in which a regime may want the draw; none names a regime.

use super::{Condition, Rule};
use serde::{Deserialize, Serialize};

/// Greatest weight of a subject in a weighted race.
pub const WEIGHT_MAX: u64 = 255;

/// Weights of a stratum's subjects: the first case that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weigh {
    /// Cases in order.
    pub by: Vec<WeightCase>,
    /// Weight of all others.
    pub otherwise: u64,
}

/// One case of weights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightCase {
    /// All must hold.
    pub when: Vec<Condition>,
    /// Weight, 0 to 255; 0 is never drawn.
    pub w: u64,
}

/// Which stage below the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Units inside a subject.
    Unit,
    /// Parts or contents of a unit.
    Part,
}

impl Stage {
    /// Name of the stage in streams and leaves.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Part => "part",
        }
    }
}

/// Where the children of a stage are known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Their roster is frozen with the others.
    Frozen,
    /// On site: the tablet lists them before anything is drawn.
    OnSite,
}

/// One further stage of the draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    /// Which.
    pub stage: Stage,
    /// How many children of each parent; `ratio_ceil` only.
    pub rule: Rule,
    /// Where they are known from.
    pub found: Found,
    /// Key of the list, where several kinds of things are listed on site; absent = one list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
}

/// Teams formed once and kept for the whole draw, everybody in at most one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// How many teams.
    pub n: u64,
    /// How many subjects each team takes when it is its turn; absent = teams are dealt like inspectors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<u64>,
}

/// A task of which only one side is drawn; the other side is named by people and said to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Subjects are named: every subject let in is taken.
    InspectorsOnly,
    /// Inspectors are named: teams have no seats to draw.
    SubjectsOnly,
}

/// An arithmetic sign of the capacity formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// ×
    Times,
    /// ÷
    Over,
}

/// The number of checks from staff, coefficient and working days. Where a source has lost its signs, people
/// enter them with their name; the plan shows them as entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Inspectors who check.
    pub staff: u64,
    /// Coefficient `[num, den]`, den not 0.
    pub coefficient: [u64; 2],
    /// Working days of the month.
    pub days: u64,
    /// Signs between staff and coefficient, and between that and days.
    pub signs: [Sign; 2],
    /// Rounded up; otherwise down.
    pub up: bool,
    /// Who entered the signs.
    pub by: String,
}

impl Capacity {
    /// `staff ∘ coefficient ∘ days`, rounded; `None` when it divides by nought or leaves 64 bits.
    pub fn number(&self) -> Option<u64> {
        let (mut num, mut den) = (u128::from(self.staff), 1_u128);
        let [c_num, c_den] = self.coefficient.map(u128::from);
        let factors = [(c_num, c_den), (u128::from(self.days), 1)];
        for (sign, (a, b)) in self.signs.iter().zip(factors) {
            let (a, b) = match sign {
                Sign::Times => (a, b),
                Sign::Over => (b, a),
            };
            (num, den) = (num.checked_mul(a)?, den.checked_mul(b)?);
        }
        let whole = if self.up {
            num.checked_add(den.checked_sub(1)?)?.checked_div(den)?
        } else {
            num.checked_div(den)?
        };
        u64::try_from(whole).ok()
    }
}
