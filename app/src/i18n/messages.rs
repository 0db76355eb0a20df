//! The shape of the tables: one struct a page group.

mod common;

pub use common::Common;

/// All messages of one language.
#[derive(Debug)]
pub struct Messages {
    /// Words used everywhere.
    pub common: Common,
}
