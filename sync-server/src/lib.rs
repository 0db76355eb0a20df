//! What keeps in Suicha.

pub mod cli;
pub mod demo;
pub mod import;
pub mod messages;
