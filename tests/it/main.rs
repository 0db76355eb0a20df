//! Whole-product tests, one binary: properties of the code, the product from outside, browser stories.
#![allow(clippy::unwrap_used)]

mod apart;
mod bad_line;
mod bench;
mod cli;
mod draw;
mod durable;
mod emptied;
mod exchange;
mod faults;
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
mod peer;
mod recheck;
mod renewal;
mod routes;
mod seats;
mod sim;
mod store_contract;
mod survey;
mod tabs;
mod tidy;
mod tls;
pub(crate) mod walk;
