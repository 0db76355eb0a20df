//! The browser, and nothing else: the only rooms that name it. Everything else sees values.
//!
//! Each file is one device feature. A shell file performs; it has no `if` about the business.

pub mod dom;
pub mod file;
pub mod http;
pub mod prefs;
pub mod upload;
