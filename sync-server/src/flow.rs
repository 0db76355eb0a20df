//! What the office does, step by step: each function is one decision inside one transaction.

pub mod accounts;
pub mod assign;
pub mod audit;
pub mod clocks;
pub mod draw;
pub mod enrol;
pub mod evidence;
pub mod expiry;
pub mod found;
pub mod hand_in;
pub mod log;
pub mod paper;
pub mod plan;
pub mod public;
pub mod publish;
pub mod quarantine;
pub mod review;
pub mod rosters;
pub mod scrub;
pub mod shortage;
pub mod sync;
pub mod tasks;
pub mod transcript;
pub mod unlock;
pub mod visit;
pub mod witness;
