//! The interface from outside: requests against the whole router over a real database in a fresh folder.

mod approval;
mod audit;
pub(crate) mod blobs;
mod clock;
mod described;
pub(crate) mod desk;
mod draws;
pub(crate) mod engine;
mod expiry;
pub(crate) mod field;
mod forms;
mod hand_in;
mod hostile;
mod leaves;
mod logs;
mod proofs;
mod push;
mod quarantine;
mod restore;
mod review;
mod roles;
mod rosters;
mod rush;
mod scrub;
mod seals;
mod sessions;
pub(crate) mod tablet;
