//! Sync: what a tablet and a server do to agree, as pure functions and one sans-I/O engine.
//!
//! | module | end | does |
//! |---|---|---|
//! | [`engine`] | tablet | durable first: nothing is sent before it is stored, nothing is called received before the server named it |
//! | [`admit`] | server | decides whether a tablet's changes may enter a document |
//! | [`parcel`] | both | a tablet's unsent work in one encrypted file, carried to the office by hand |
//! | [`escrow`] | both | a data key in a box that the office can open when a PIN is forgotten |
//! | [`between`] | tablet | what two officers of one tablet leave for each other on it |
//! | [`parts`] | tablet | what a colleague's tablet is given, as QR codes or a file |
//! | [`first`] | both | a document's first change, made from its package instead of sent |
//! | [`frame`] | both | changes without what the receiver can derive, rebuilt byte for byte |
//! | [`journal`] | tablet | the second copy of the storage, and what is true when the two disagree |
//! | [`leave`] | tablet | whether a tablet may be emptied |
//! | [`store`] | tablet | typed keys and rows of the tablet's own storage |

pub mod admit;
mod agreed;
pub mod between;
pub mod engine;
pub mod escrow;
pub mod first;
pub mod frame;
pub mod journal;
pub mod leave;
pub mod mark;
pub mod parcel;
pub mod parts;
pub mod store;

pub use crate::inspection::proof;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
