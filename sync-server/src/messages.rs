//! Sentences for people, made at the edge of server and command line. The app has its own.

pub mod demo;
pub mod draw;
pub mod feed;
pub mod import;
pub mod pdf;
pub mod publication;
pub mod regime;
pub mod serve;
pub mod tls;
pub mod visit;
