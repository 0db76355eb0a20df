//! Support for whole-product tests: real processes, a real browser, and the user's verbs.
//!
//! Exists so that a story reads as what a person does, not as what a driver does. Invariant: nothing here
//! imitates our own code; fakes stand only for the outside (camera, place, input method).
#![allow(clippy::unwrap_used)]

pub mod audit;
pub mod bench;
pub mod browser;
pub mod cutter;
pub mod devtools;
pub mod draws;
pub mod fault;
pub mod film;
pub mod ids;
mod lossy;
pub mod page;
pub mod process;
pub mod server;
pub mod shaper;
pub mod sim;
pub mod stage;
pub mod survey;
pub mod tablet;
pub mod twin;
pub mod wait;
pub mod wire;
