//! Rosters (名录库): subjects and inspectors, as imported and kept.

pub mod inspector;
pub mod subject;

pub use inspector::Inspector;
pub use subject::Subject;
