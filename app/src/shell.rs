//! The shell: the only rooms that name the browser. Everything else sees values.

pub mod file;
pub mod http;
pub mod upload;
