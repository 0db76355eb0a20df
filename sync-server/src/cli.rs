//! The command line: one module for each command.

pub mod deadline;
pub mod draw;
pub mod import;
pub mod regimes;
