//! Regimes: the regulations as data. A rule lives in its pack, with its article, and nowhere else.

pub mod excerpt;
pub mod form;

pub use excerpt::RegimeExcerpt;
