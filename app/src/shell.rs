//! The browser, and nothing else: the only rooms that name it. Everything else sees values.
//!
//! Each file is one device feature. A shell file performs; it has no `if` about the business.

pub mod battery;
pub(crate) mod broke;
pub mod camera;
pub mod chain_store;
pub mod clock;
pub mod dom;
pub mod eye;
pub mod fault;
pub mod file;
pub mod geo;
pub mod hash;
pub mod here;
pub mod http;
pub mod idb;
pub(crate) mod js;
pub(crate) mod kept;
pub mod lock;
pub(crate) mod mark;
pub mod markup;
pub mod news;
pub mod opfs;
pub mod pad;
pub mod picture;
pub mod prefs;
pub mod recorder;
pub mod seats;
pub mod storage;
pub mod tablet;
pub mod upload;
pub mod vault;
pub mod wipe;
pub mod witness_store;
pub mod worker;
