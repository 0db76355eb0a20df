//! What travels between machines: one definition for both ends.

pub mod api;
pub mod braid;
pub mod code;
pub mod sync;
