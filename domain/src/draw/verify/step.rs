//! The steps of a verification, so that a reader sees what was derived again and where it stopped.

use super::Verdict;

/// A step, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The file is whole and written in the one canonical way.
    File,
    /// The log entries of the draw are there, in order.
    Leaves,
    /// The frozen rosters are in order, and every exclusion follows from the plan.
    Rosters,
    /// The commitment binds exactly this plan and these rosters.
    Commitment,
    /// Every secret is the one committed before.
    Randomness,
    /// Subjects and teams follow from the seed, entry by entry and in the summary.
    Result,
    /// Everything stands in the log, signed and cosigned.
    Signatures,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::File,
        Self::Leaves,
        Self::Rosters,
        Self::Commitment,
        Self::Randomness,
        Self::Result,
        Self::Signatures,
    ];
}

/// A verdict and the steps that passed before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Steps that passed; all of [`Step::ALL`] if and only if the verdict is good.
    pub passed: Vec<Step>,
    /// The verdict.
    pub verdict: Verdict,
}
