//! Regimes: the regulations as data. A rule lives in its pack, with its article, and nowhere else.
//!
//! `pack` is the language, `parse` reads it, `catalog` holds the packs built in, `inputs`, `pool` and `team` are
//! what a pack *does* to a plan and a draw, `excerpt` is what of it travels to a tablet.

pub mod abridge;
pub mod catalog;
pub mod change;
pub mod constraint;
pub mod coverage;
pub mod each;
pub mod excerpt;
pub mod fields;
pub mod form;
pub mod found;
pub mod ground;
pub mod inputs;
pub mod keeping;
pub mod pack;
pub mod parent;
pub mod parse;
pub mod pool;
pub mod principle;
pub mod read_aloud;
pub mod reason;
pub mod relevance;
pub mod risk;
pub mod team;
pub mod when;

mod check;
#[cfg(test)]
pub(crate) mod testing;

pub use abridge::{abridge, camera_forbidden, forms_for, items_for};
pub use catalog::Catalog;
pub use excerpt::{RegimeExcerpt, RuleSource, Strength};
pub use fields::{Lacking, inspector_lacks, subject_lacks};
pub use found::{FoundList, found_lists};
pub use ground::{Ground, grounds, officers_min};
pub use inputs::{Entered, PlanInput, PlanInputs, check_filter, check_plan, check_window, plan_inputs};
pub use keeping::{inspector_fields_lacking, keeping, subject_fields_lacking};
pub use pack::Regime;
pub use pack::people::TeamRole;
pub use parent::ParentChoice;
pub use pool::{Known, PastVisit, PlanStratum, PoolVerdict, SampleSize, pool_subject, strata, visit_cap};
pub use principle::{Derived, derived_inputs};
pub use read_aloud::read_aloud;
pub use team::{
    Ineligible, Seat, TeamRule, eligible_inspector, is_joint_visit, may_hold, role_limits, seats, team_rule,
};
