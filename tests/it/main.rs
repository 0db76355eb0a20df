//! Whole-product tests, one binary: properties of the code, the product from outside, browser stories.
#![allow(clippy::unwrap_used)]

mod bench;
mod cli;
mod draw;
mod durable;
mod exchange;
mod faults;
mod hardship;
mod harness;
mod routes;
mod store_contract;
mod survey;
mod tidy;
pub(crate) mod walk;
