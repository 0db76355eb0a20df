//! Whole-product tests, one binary: properties of the code, the product from outside, browser stories.
#![allow(clippy::unwrap_used)]

mod cli;
mod draw;
mod durable;
mod faults;
mod peer;
mod routes;
mod sim;
mod store_contract;
mod stories;
mod tidy;
mod tls;
