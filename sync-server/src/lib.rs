//! What keeps in Suicha.

pub mod demo;
pub mod import;
pub mod messages;
