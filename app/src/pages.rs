//! Screens, one folder a role, one file a page.

pub mod about;
pub mod acts;
pub mod device;
pub mod field;
pub mod gate;
pub mod not_found;
pub mod office;
pub mod paper;
pub mod public;
pub mod start;
pub mod tablet;
pub mod verification;
pub mod witness;
