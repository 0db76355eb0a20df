//! Browser stories: the product as a person meets it, one story after the other.
//!
//! Exists apart because they fill a run: `cargo xtask test` plays them while everything that needs no browser is
//! checked beside them. Invariant: what opens a stage (`test_support::stage`) stands here.

mod apart;
mod bad_line;
mod bench;
mod emptied;
mod exchange;
mod first_visit;
mod forgotten;
mod hardship;
mod harness;
mod keyboard;
mod kills;
mod mending;
mod news;
mod on_site;
mod one_day;
mod page_life;
mod recheck;
mod renewal;
mod seats;
mod survey;
mod tabs;
pub(crate) mod walk;
