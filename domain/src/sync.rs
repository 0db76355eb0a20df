//! Sync: what a tablet and a server do to agree, as pure functions and one sans-I/O engine.
//!
//! | module | end | does |
//! |---|---|---|
//! | [`engine`] | tablet | durable first: nothing is sent before it is stored, nothing is called received before the server named it |
//! | [`admit`] | server | decides whether a tablet's changes may enter a document |
//! | [`frame`] | both | changes without what the receiver can derive, rebuilt byte for byte |
//! | [`proof`] | both | an officer's changes handed in by a colleague: signed by his own tablet |
//! | [`store`] | tablet | typed keys and rows of the tablet's own storage |

pub mod admit;
pub mod engine;
pub mod frame;
pub mod mark;
pub mod proof;
pub mod store;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
