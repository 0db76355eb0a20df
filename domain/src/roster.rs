//! Rosters (名录库): subjects, inspectors and check items, as imported and kept.

pub mod check_item;
pub mod credit_code;
pub mod headers;
pub mod import;
pub mod inspector;
pub mod subject;
pub mod table;

pub use check_item::CheckItem;
pub use inspector::Inspector;
pub use subject::Subject;
