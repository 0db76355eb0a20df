//! Hooks: how a component asks the world for something without awaiting it.

pub mod remote;
