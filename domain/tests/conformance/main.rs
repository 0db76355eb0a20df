//! What each of the 28 texts makes the code do (对照检查), case by case, and the table that is made of it.
//!
//! `rows` holds the cases, `mutant` takes each rule of each pack away in turn and sees which case notices, `table`
//! writes `docs/CONFORMANCE.md`. All in one process, with changed packs put in: nothing is built again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod asked;
mod bad;
mod case;
mod change;
mod draw;
mod guide;
mod mutant;
mod pack;
mod people;
mod public;
mod risk;
mod roster;
mod rows;
mod site;
mod table;
mod year;
