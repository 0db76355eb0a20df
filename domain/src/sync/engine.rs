//! The tablet's sync engine, without I/O: events in, effects out, in order.
//!
//! Durable first: an edit is stored before it is sent, and only heads the server named are called received.

mod event;

pub use event::{Effect, Event, Me, SavedState, SyncStatus, Ticket};
