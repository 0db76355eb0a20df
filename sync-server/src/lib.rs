//! What keeps in Suicha: HTTP, store, blobs, the signing keys, the commands.
//!
//! Everything that decides is in `domain`; this crate fetches, stores, signs and answers.

pub mod auth;
pub mod blobs;
pub mod body;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod error;
pub mod flow;
pub mod gate;
pub mod import;
pub mod jobs;
pub mod keys;
pub mod memory;
pub mod messages;
pub mod metrics;
pub mod news;
pub mod pages;
pub mod passwords;
pub mod pdf;
pub mod regimes;
pub mod routes;
pub mod serve;
pub mod state;
pub mod store;
pub mod tls;
pub mod workbook;
