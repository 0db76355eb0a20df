//! Tables with both languages side by side: who changes a sentence sees the other one.
//!
//! Each file is one page group; the macro makes the struct and its two values, so that a message missing in
//! one language does not compile.

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($key:ident $(($($arg:ty),*))? : $zh:expr, $en:expr;)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $(#[allow(missing_docs, reason = "the message says it")] pub $key: $crate::i18n::tables::message!($(($($arg),*))?),)* }
        /// 简体中文.
        pub const ZH: $name = $name { $($key: $zh,)* };
        /// English.
        pub const EN: $name = $name { $($key: $en,)* };
    };
}

macro_rules! message {
    () => { &'static str };
    (($($arg:ty),*)) => { fn($($arg),*) -> String };
}

pub(crate) use {message, table};

pub mod acts;
pub mod administration;
pub mod annotate;
pub mod custody;
pub mod draw;
pub mod errors;
pub mod found;
pub mod inspections;
pub mod log_in;
pub mod office;
pub mod paper;
pub mod papers;
pub mod plan;
pub mod public;
pub mod publicity;
pub mod quarantine;
pub mod rosters;
pub mod settled;
pub mod skip;
pub mod visit;
pub mod visit_papers;
pub mod witness;

/// A size as people say it: 37 B, 1.2 kB, 3.4 MB.
pub(crate) fn bytes(n: u64) -> String {
    match n {
        0..=999 => format!("{n} B"),
        1_000..=999_999 => format!("{}.{} kB", n / 1_000, n % 1_000 / 100),
        _ => format!("{}.{} MB", n / 1_000_000, n % 1_000_000 / 100_000),
    }
}
