//! Screens, one folder a role, one file a page.

pub mod device;
pub mod field;
pub mod not_found;
pub mod office;
pub mod start;
pub mod witness;
