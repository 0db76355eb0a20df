//! A draw on site as it travels in a package: the rule, and the one key of the draw's streams that it needs.
//!
//! Exists so that a tablet without signal can draw among things nobody knew of before (draw protocol §2.9). Invariant:
//! the key is that of one parent alone; neither the seed nor any other stream follows from it.

use crate::digest::Digest;
use crate::draw::plan::{Rule, Stage};
use crate::draw::stages::{self, BadList};
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::{FoundList, SampleSize};
use serde::{Deserialize, Serialize};

/// One list to be drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnSiteDraw {
    /// Key of the list.
    pub list: String,
    /// What is done, in the regime's words.
    pub label: String,
    /// What the list names.
    pub what: String,
    /// The repeated section that is answered for each thing drawn.
    pub section: String,
    /// Stage of the draw.
    pub stage: Stage,
    /// Parent: the subject.
    pub of: String,
    /// How many, as the plan of the draw has it.
    pub rule: Rule,
    /// `K_obj`: the key of the stream (stage, parent, `late`).
    pub key: Digest,
    /// Strictness.
    pub strength: Strength,
    /// Article.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

impl OnSiteDraw {
    /// A list of the regime for one drawn subject.
    pub fn of(found: &FoundList, seed: &Digest, subject: &str) -> Self {
        Self {
            list: found.list.clone(),
            label: found.label.clone(),
            what: found.what.clone(),
            section: found.section.clone(),
            stage: Stage::Unit,
            of: subject.to_owned(),
            rule: size(&found.size),
            key: stages::late_key(seed, Stage::Unit, subject),
            strength: found.strength,
            cite: found.cite.clone(),
            source: found.source,
        }
    }

    /// The ids that this key, the list and the party's entropy choose, in their order.
    ///
    /// # Errors
    /// [`BadList`].
    pub fn choose(&self, rows: &[String], party: &str) -> Result<Vec<String>, BadList> {
        stages::choose_late(&self.key, self.stage, &self.of, rows, party, &self.rule)
    }

    /// How many of so many are drawn.
    pub fn sample(&self, n: usize) -> usize {
        let n = n as u64;
        usize::try_from(stages::late_size(&self.rule, n)).unwrap_or(usize::MAX)
    }
}

/// A size of the regime as the draw's plan says it.
pub fn size(size: &SampleSize) -> Rule {
    let ratio = |num: u32, den: u32, min: u32| Rule::RatioCeil {
        num: num.into(),
        den: den.into(),
        min: min.into(),
    };
    match *size {
        SampleSize::All => ratio(100, 100, 0),
        SampleSize::RatioCeil { num, den, min } => ratio(num, den, min),
        SampleSize::Count { n } => ratio(0, 1, n),
    }
}
