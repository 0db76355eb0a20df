//! Hooks: how a component asks the world for something without awaiting it.

pub mod chain;
pub mod device;
pub mod draft;
pub mod finder;
pub mod news;
pub mod poll;
pub mod remote;
pub mod room;
pub mod session;
pub mod tablet;
pub mod title;
pub mod witness;
pub mod words;
