//! The draw (抽取) `ssj-draw/1`: inputs frozen and published, entropy afterwards, one result anybody can re-run.
//!
//! In order, and for the store in this order too:
//!
//! 1. [`plan`]: a [`DrawPlan`] says everything that shapes the result.
//! 2. [`freeze`]: both rosters become rows under one root ([`Frozen`]); who is left out stays in with a reason.
//! 3. [`commit`]: [`commit::commit`] gives the plan, roster and commit leaves to append. The server's secret S
//!    (32 bytes of the OS) is durably stored *before*; witnesses have sent [`witness_commitment`]`(E)`.
//!    From here on the draw exists, and there is no way to draw it again.
//! 4. Each witness checks the commit leaf in a signed checkpoint, cosigns, and only then reveals E; the server
//!    appends [`result::reveal_leaves`].
//! 5. [`result::open`]: seed, sample sizes, orders, teams ([`Outcome`]), then [`Outcome::leaves`] to append.
//! 6. [`transcript`]: one file with everything a stranger needs; [`verify`] re-runs it and names the first
//!    difference.
//!
//! 7. [`course`]: replacements, acts by hand and a withdrawal, leaf by leaf; [`duty`] carries a subject that was
//!    left aside into the next plans. A draw that could not be opened ends as [`void`] or, for a
//!    missing reveal alone, [`expiry`].
//!
//! Nothing here reads a clock or makes randomness; opening twice gives the same bytes.

pub mod chain;
pub mod commit;
pub mod course;
pub mod duty;
pub mod expiry;
pub mod fixed;
pub mod freeze;
pub mod leaf;
pub mod matching;
pub mod order;
pub mod plan;
pub mod race;
pub mod result;
pub mod seed;
pub mod shortage;
pub mod stages;
pub mod strata;
pub mod stream;
pub mod transcript;
pub mod verify;
pub mod void;
pub mod witness;

#[cfg(test)]
mod end_to_end_tests;
#[cfg(test)]
mod law_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod resume_tests;
#[cfg(test)]
mod statistics_tests;
#[cfg(test)]
mod vector_tests;

pub use commit::{CommitError, Committed, commit};
pub use course::Course;
pub use freeze::{
    ChildRow, Frozen, InspectorEntry, SubjectEntry, freeze, freeze_with, inspector_entry, subject_entry,
};
pub use leaf::{Leaf, server_commitment, witness_commitment};
pub use plan::DrawPlan;
pub use result::{Outcome, Team, open};
pub use seed::OpenError;
pub use shortage::Shortage;
pub use transcript::Transcript;
pub use verify::{Verdict, verify};
