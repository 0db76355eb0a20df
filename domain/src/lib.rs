//! Everything that decides in Suicha 随查: draws, regimes, deadlines, documents, sync, redaction.
//!
//! Bytes and values in, values out. This crate performs no I/O, reads no clock, holds no randomness of its
//! own, never blocks, and iterates nothing whose order is not defined. Every stateful core has the shape
//! `handle(now, entropy, event) -> Vec<Effect>`; the shells (`app`, `sync-server`) perform the effects.
//!
//! Modules in reading order; a module may use only those above it (checked by a tidy test).

pub mod canon;
pub mod digest;
pub mod guard;
pub mod id;
pub mod leb128;
pub mod problem;
pub mod time;

pub mod clock;

pub mod log;

pub mod access;
pub mod evidence;
pub mod roster;

pub mod regime;

pub mod calendar;
pub mod publication;

pub mod draw;

pub mod assignment;
pub mod inspection;
pub mod review;
pub mod submission;

pub mod sheet;

pub mod wire;

pub mod sync;
