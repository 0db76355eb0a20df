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
//! A draw whose deadline passes while a reveal is missing ends with [`expiry::expiry_leaves`] instead.
//!
//! Nothing here reads a clock or makes randomness; opening twice gives the same bytes. Replacements, several
//! stages and sealed mode use the remaining streams of [`stream`] and come as further leaves.

pub mod commit;
pub mod expiry;
pub mod freeze;
pub mod leaf;
pub mod matching;
pub mod order;
pub mod plan;
pub mod result;
pub mod seed;
pub mod shortage;
pub mod strata;
pub mod stream;
pub mod transcript;
pub mod verify;
pub mod witness;

#[cfg(test)]
mod end_to_end_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod vector_tests;

pub use commit::{CommitError, Committed, commit};
pub use freeze::{Frozen, InspectorEntry, SubjectEntry, freeze, inspector_entry, subject_entry};
pub use leaf::{Leaf, server_commitment, witness_commitment};
pub use plan::DrawPlan;
pub use result::{Outcome, Team, open};
pub use seed::OpenError;
pub use shortage::Shortage;
pub use transcript::Transcript;
pub use verify::{Verdict, verify};
