//! Whole-product tests, one binary: properties of the code, the product from outside, browser stories.
#![allow(clippy::unwrap_used)]

mod apart;
mod bench;
mod cli;
mod draw;
mod durable;
mod exchange;
mod faults;
mod first_visit;
mod hardship;
mod harness;
mod kills;
mod mending;
mod peer;
mod routes;
mod sim;
mod store_contract;
mod survey;
mod tabs;
mod tidy;
mod tls;
pub(crate) mod walk;
